import type { Clock, Timer } from '../../core/index.js';
import { Refusal } from './answer.js';
import { AnswerRunner } from './answer-runner.js';
import type { OutgoingEvent } from './event-throttle.js';
import type { MainLoop } from './main-loop.js';
import { MonitorInput } from './monitor-input.js';
import { isOutOfBand, type Request, readRequest } from './request.js';
import { SocketChardev } from './socket-chardev.js';
import { Wire } from './wire.js';

type Command = Extract<Request, { kind: 'command' }>;

/** What the monitor needs of the QEMU around it. */
export interface MonitorHost {
  readonly clock: Clock;
  readonly mainLoop: MainLoop;
  /** Whether out-of-band execution is offered; then a thread of the monitor's own reads and writes. */
  readonly oob: boolean;
  readonly greeting: object;
  /** Whether the process runs. */
  alive(): boolean;
  /** A client sent a command. */
  received(command: Command): void;
  /** What a script answers; `builtIn` where there is none. */
  scripted(command: Command, builtIn: () => unknown): unknown;
  /** What the fake itself answers. */
  builtIn(command: Command): unknown;
}

/** With out-of-band execution QEMU queues this many commands besides the one that runs; then it stops reading. */
const QUEUE_LENGTH = 8;
const NEGOTIATION = 'qmp_capabilities';

interface Session {
  negotiated: boolean;
  oob: boolean;
}

interface Queued {
  readonly session: Session;
  readonly request: Request;
}

/** QEMU's QMP monitor on a socket character device. */
export class Monitor {
  readonly chardev: SocketChardev;
  readonly wire: Wire;
  readonly #host: MonitorHost;
  readonly #input = new MonitorInput();
  #session: Session | undefined;
  #greeted = false;
  #greetingTimer: Timer | undefined;
  #queue: Queued[] = [];
  /** It outlives the session that it came from: its reply goes to the next one. */
  #running: Queued | undefined;
  #reading = false;
  readonly #answers: AnswerRunner;
  /** Late answers of a thread that is stopped. */
  #late: (() => void)[] = [];

  constructor(host: MonitorHost, pretty: boolean) {
    this.#host = host;
    this.#answers = new AnswerRunner(host.clock);
    this.chardev = new SocketChardev({
      awake: () => this.#awake(),
      opened: () => this.#opened(),
      received: (bytes) => {
        this.#input.push(bytes);
        this.#read();
      },
      closed: () => this.#closed(),
    });
    this.wire = new Wire(
      {
        connected: () => this.chardev.connected,
        write: (bytes) => this.chardev.write(bytes),
        hangUp: () => this.chardev.hangUp(),
      },
      pretty,
    );
  }

  /** Looks again at what has waited. */
  wake(): void {
    if (this.#awake()) for (const answer of this.#late.splice(0)) answer();
    this.chardev.wake();
    this.#pump();
  }

  /** Tells a client that has negotiated. */
  send(event: OutgoingEvent): void {
    if (this.#session?.negotiated === true && !this.wire.loses(event.event))
      this.wire.message(eventMessage(event));
  }

  end(): void {
    this.#closed();
    this.#answers.end();
    this.#late = [];
    this.#running = undefined;
    this.chardev.close();
  }

  /** Its thread runs: its own, or the main loop where there is none. */
  #awake(): boolean {
    return this.#host.oob ? this.#host.alive() : this.#host.mainLoop.turning;
  }

  #opened(): void {
    this.#session = { negotiated: false, oob: false };
    this.#greeted = false;
    this.#sendEarly('greeting');
    const delay = this.wire.greetingDelay;
    if (delay === 0) this.#greet();
    else if (delay !== Number.POSITIVE_INFINITY) {
      this.#greetingTimer = this.#host.clock.setTimer(delay, () => this.#onOwnThread(() => this.#greet()));
    }
  }

  #greet(): void {
    this.#greeted = true;
    this.wire.message(this.#host.greeting);
    this.#read();
  }

  #sendEarly(before: 'greeting' | 'negotiation'): void {
    const wall = this.#host.clock.wall();
    for (const { event, data } of this.wire.takeEarly(before))
      this.wire.message(eventMessage({ event, data, wall }));
  }

  #closed(): void {
    this.#greetingTimer?.cancel();
    this.#session = undefined;
    this.#queue = [];
    this.#input.clear();
    this.wire.closed();
  }

  #read(): void {
    if (this.#reading) return;
    this.#reading = true;
    while (this.#awake() && this.#greeted && !this.#suspended()) {
      const session = this.#session;
      const input = session === undefined ? undefined : this.#input.next();
      if (input === undefined || session === undefined) break;
      const request = readRequest(input, session.oob);
      if (request.kind === 'command') this.#host.received(request);
      // Errors found out of band are told there as well, past the queue.
      if (isOutOfBand(input)) this.#perform({ session, request }, () => {});
      else {
        this.#queue.push({ session, request });
        this.#pump();
      }
    }
    this.#reading = false;
    this.chardev.setReading(!this.#suspended());
  }

  #suspended(): boolean {
    const session = this.#session;
    if (session?.oob === true) return this.#queue.length >= QUEUE_LENGTH;
    // Without out-of-band execution it reads one command at a time.
    return this.#queue.length > 0 || (this.#running !== undefined && this.#running.session === session);
  }

  #pump(): void {
    while (this.#running === undefined && this.#host.mainLoop.turning) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      this.#running = next;
      this.#host.mainLoop.run(() =>
        this.#perform(next, () => {
          this.#running = undefined;
          this.#host.mainLoop.afterReply(() => this.#pump());
        }),
      );
    }
    this.#read();
  }

  #perform({ session, request }: Queued, done: () => void): void {
    if (request.kind === 'malformed') {
      done();
      this.#reply(request, { error: { class: 'GenericError', desc: request.desc } });
      return;
    }
    const { oob } = this.#host;
    const builtIn = (): unknown =>
      session.negotiated ? this.#host.builtIn(request) : negotiate(session, request, oob);
    const scriptable = session.negotiated || request.name === NEGOTIATION;
    this.#answers.carryOut(
      scriptable ? () => this.#host.scripted(request, builtIn) : builtIn,
      builtIn,
      request.lane === 'in-band'
        ? (task) => this.#host.mainLoop.run(task)
        : (task) => this.#onOwnThread(task),
      (content) => {
        done();
        this.#reply(request, content);
      },
    );
  }

  #onOwnThread(task: () => void): void {
    if (this.#awake()) task();
    else this.#late.push(task);
  }

  /** To whoever is connected, whoever asked. */
  #reply(request: Request, content: object): void {
    if (this.#session === undefined) return;
    if (request.kind === 'command' && request.name === NEGOTIATION) this.#sendEarly('negotiation');
    this.wire.message(request.id === undefined ? content : { ...content, id: request.id });
  }
}

function negotiate(session: Session, command: Command, oobOffered: boolean): unknown {
  if (command.name !== NEGOTIATION)
    throw new Refusal("Expecting capabilities negotiation with 'qmp_capabilities'", 'CommandNotFound');
  const enable: unknown = command.args['enable'] ?? [];
  const capabilities: readonly unknown[] = Array.isArray(enable) ? enable : [];
  for (const capability of capabilities) {
    if (capability !== 'oob')
      throw new Refusal(`Parameter 'null' does not accept value '${String(capability)}'`);
    if (!oobOffered) throw new Refusal('Capability oob not available');
  }
  session.negotiated = true;
  session.oob = capabilities.includes('oob');
  return {};
}

function eventMessage({ event, data, wall }: OutgoingEvent): object {
  const timestamp = { seconds: Math.floor(wall / 1000), microseconds: Math.floor((wall % 1000) * 1000) };
  return { timestamp, event, data };
}
