import type { GuestTransport } from '../../agent/index.js';
import {
  type Clock,
  count,
  GuardedEmitter,
  stringifyJson,
  type Timer,
  type Unsubscribe,
  unsubscribe,
} from '../../core/index.js';
import type { SocketAddress } from '../../qmp/index.js';
import { Refusal, type ScriptedAnswer } from '../fake-qemu/answer.js';
import { AnswerRunner, type ReplyContent } from '../fake-qemu/answer-runner.js';
import { formatMessage } from '../fake-qemu/message-format.js';
import { MonitorInput } from '../fake-qemu/monitor-input.js';
import { type Request, readRequest } from '../fake-qemu/request.js';
import { SocketChardev } from '../fake-qemu/socket-chardev.js';
import { SocketFront } from '../fake-qemu/socket-front.js';
import { outsideOf } from '../virtual-clock.js';
import { type AgentHost, BUILT_IN, FREEZE_SAFE, SILENT } from './built-in.js';
import { ChannelTransport } from './channel-transport.js';
import { FakeFiles } from './fake-files.js';
import { type FakeProgram, FakePrograms } from './fake-programs.js';
import { type CheckedFakeAgentOptions, checkFakeAgentOptions, type FakeAgentOptions } from './options.js';

/** A command that a client sent to a {@link FakeAgent}. */
export interface ReceivedGuestCommand {
  readonly name: string;
  /** Its arguments; empty when it had none. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Its id, as it came; `undefined` when it had none. */
  readonly id: unknown;
  /** When the agent read it, by the clock's `now()`: later than it was sent, if the agent was absent. */
  readonly at: number;
}

/** Answers a command of a {@link FakeAgent}, as a script of a fake QEMU does. */
export type GuestScript = (args: Readonly<Record<string, unknown>>, command: ReceivedGuestCommand) => unknown;

type Command = Extract<Request, { kind: 'command' }>;

/** How many commands {@link FakeAgent.received} remembers. */
const REMEMBERED = 10_000;

/**
 * A guest agent without a guest, and the channel to it, which outlives it: what comes while the agent is absent waits,
 * and is *executed later*, when it starts. It is served one client at a time, carries out one command at a time, obeys
 * while frozen only what is safe then, says nothing when a shutdown succeeds, and fails in the known ways.
 *
 * ```ts
 * import { GuestAgent } from 'qmp-watchdog/agent';
 * import { FakeAgent, VirtualClock } from 'qmp-watchdog/testing';
 *
 * const clock = new VirtualClock();
 * await using fake = new FakeAgent({ clock, files: { '/etc/hostname': 'vm1\n' } });
 * await using agent = await GuestAgent.connect({ transport: () => fake.transport() }, { clock });
 * fake.kill(); // the agent is gone, and its channel stays
 * ```
 */
export class FakeAgent implements AsyncDisposable {
  /** The files of the guest. */
  readonly files: FakeFiles = new FakeFiles();
  readonly #options: CheckedFakeAgentOptions;
  readonly #clock: Clock;
  readonly #chardev: SocketChardev;
  readonly #programs: FakePrograms;
  readonly #scripts = new Map<string, GuestScript>();
  readonly #fronts: SocketFront[] = [];
  readonly #timers = new Set<Timer>();
  readonly #emitter = new GuardedEmitter<{ power: string }>();
  readonly #host: AgentHost;
  #input = new MonitorInput();
  #answers: AnswerRunner;
  #received: ReceivedGuestCommand[] = [];
  #powered: string[] = [];
  #present: boolean;
  #listening = true;
  #hung = false;
  #frozen = false;
  #busy = false;
  /** Which life of the agent's this is: what an earlier one began is not answered. */
  #life = 0;
  #cutAfter = Number.POSITIVE_INFINITY;

  /** @throws OptionError an option can not be used. */
  constructor(options: FakeAgentOptions = {}) {
    this.#options = checkFakeAgentOptions(options);
    this.#clock = outsideOf(this.#options.clock);
    this.#present = this.#options.present;
    this.#programs = new FakePrograms(this.#clock);
    this.#answers = new AnswerRunner(this.#clock);
    for (const [path, content] of Object.entries(this.#options.files)) this.files.set(path, content);
    this.#chardev = new SocketChardev({
      awake: () => this.#present && !this.#hung,
      received: (bytes) => {
        this.#input.push(bytes);
        this.#work();
      },
    });
    this.#host = {
      files: this.files,
      programs: this.#programs,
      version: this.#options.version,
      wall: () => this.#clock.wall(),
      enabled: (command) => this.#disabled(command) === undefined,
      setFrozen: (frozen) => this.#setFrozen(frozen),
      power: (what) => this.#power(what),
      isFrozen: () => this.#frozen,
    };
  }

  /** Whether the agent runs, that is, whether the guest has opened the port. */
  get present(): boolean {
    return this.#present;
  }

  /** Whether the guest's file systems are frozen. They stay so when the agent ends. */
  get frozen(): boolean {
    return this.#frozen;
  }

  /** Somebody else freezes or thaws. */
  set frozen(frozen: boolean) {
    this.#frozen = frozen;
  }

  /** The commands that it has read, oldest first; the last 10,000 of them. */
  get received(): readonly ReceivedGuestCommand[] {
    return this.#received;
  }

  /** What it was told to do to the guest's power: `powerdown`, `reboot`, `suspend-ram` and the like, in order. */
  get powered(): readonly string[] {
    return this.#powered;
  }

  /** Calls `listener` when the guest goes down, `shutdownTime` after it was told to: end a fake QEMU there. */
  onPower(listener: (what: string) => unknown): Unsubscribe {
    return this.#emitter.on('power', listener);
  }

  /** Scripts the replies to a command, known or not, until unsubscribed; a later script replaces it. */
  on(command: string, script: GuestScript | ScriptedAnswer): Unsubscribe {
    const entry = typeof script === 'function' ? script : () => script;
    this.#scripts.set(command, entry);
    return unsubscribe(() => {
      if (this.#scripts.get(command) === entry) this.#scripts.delete(command);
    });
  }

  /** Puts a program where `guest-exec` finds it. */
  program(path: string, program: FakeProgram): void {
    this.#programs.set(path, program);
  }

  /** The agent starts, as in the guest's boot, and reads what has waited for it. */
  start(): void {
    if (this.#present) return;
    this.#present = true;
    this.#hung = false;
    this.#chardev.wake();
  }

  /**
   * The agent is killed: what it was doing is not answered, and what it has not read waits for the next one.
   * `afterBytes`: it dies in the middle of its next reply, after so many bytes of it. Default: at once.
   */
  kill(options: { readonly afterBytes?: number | undefined } = {}): void {
    if (options.afterBytes !== undefined) {
      this.#cutAfter = count('afterBytes', options.afterBytes, 0, { min: 0 });
      return;
    }
    this.#life += 1;
    this.#present = false;
    this.#busy = false;
    this.#cutAfter = Number.POSITIVE_INFINITY;
    this.#input = new MonitorInput();
    this.#answers.end();
    this.#answers = new AnswerRunner(this.#clock);
    this.files.forgetHandles();
    this.#programs.forget();
  }

  /** The agent runs and reads nothing, as when its process is stopped or the guest stands still. */
  hang(): void {
    this.#hung = true;
  }

  /** It goes on after {@link FakeAgent.hang}. */
  resume(): void {
    this.#hung = false;
    this.#work();
    this.#chardev.wake();
  }

  /** Sends something to the connected client, whatever it expects: an object as the agent would, a string or bytes as they are. */
  say(message: object | string | Buffer): void {
    if (typeof message === 'string') this.#chardev.write(Buffer.from(message));
    else this.#chardev.write(Buffer.isBuffer(message) ? message : format(message));
  }

  /** The connection is closed from the other side; the next one is served. */
  hangUp(): void {
    this.#chardev.hangUp();
  }

  /** QEMU is gone (`false`), or there again: nobody can connect meanwhile. */
  setListening(listening: boolean): void {
    this.#listening = listening;
    if (!listening) this.#chardev.close();
  }

  /** A new connection to the channel, without a socket. Only one at a time is served. */
  transport(): GuestTransport {
    return new ChannelTransport('fake:agent', this.#clock, () =>
      this.#listening ? this.#chardev : undefined,
    );
  }

  /** Lets the channel listen on a unix socket, or a TCP port (0: any free one). Returns the address to connect to. */
  async listen(address: SocketAddress): Promise<SocketAddress> {
    const front = await SocketFront.listen(this.#chardev, address);
    this.#fronts.push(front);
    return front.address;
  }

  /** Ends it and its channel, and removes its sockets. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    this.setListening(false);
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    await Promise.all(this.#fronts.splice(0).map((front) => front.close(false)));
  }

  #work(): void {
    while (this.#present && !this.#hung && !this.#busy) {
      const input = this.#input.next();
      if (input === undefined) return;
      const request = this.#read(readRequest(input, false));
      if (request.kind === 'malformed') this.#reply(request.id, refusal(new Refusal(request.desc)), false);
      else this.#carryOut(request);
    }
  }

  #read(request: Request): Request {
    if (this.#options.ids === 'repeated' || request.id === undefined) return request;
    return { kind: 'malformed', desc: "QMP input member 'id' is unexpected", id: undefined };
  }

  #carryOut(command: Command): void {
    const { name, args, id } = command;
    const received = { name, args, id, at: this.#clock.now() };
    this.#received.push(received);
    if (this.#received.length > REMEMBERED) this.#received.shift();
    const life = this.#life;
    this.#busy = true;
    const script = this.#scripts.get(name);
    const builtIn = (): unknown => this.#builtIn(name, args);
    this.#answers.carryOut(
      () => (script === undefined ? builtIn() : script(args, received)),
      builtIn,
      (task) => {
        if (life === this.#life) task();
      },
      (content) => {
        this.#busy = false;
        if (!SILENT.has(name) || 'error' in content)
          this.#reply(id, content, name === 'guest-sync-delimited');
        this.#work();
      },
    );
  }

  #builtIn(name: string, args: Readonly<Record<string, unknown>>): unknown {
    const run = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    if (run === undefined) throw new Refusal(`The command ${name} has not been found`, 'CommandNotFound');
    const disabled = this.#disabled(name);
    if (disabled !== undefined) throw new Refusal(disabled, 'CommandNotFound');
    return run(this.#host, args);
  }

  #disabled(name: string): string | undefined {
    if (this.#options.blocked.has(name)) return `Command ${name} has been disabled`;
    if (this.#frozen && !FREEZE_SAFE.has(name))
      return `Command ${name} has been disabled: the agent is in frozen state`;
    return undefined;
  }

  #reply(id: unknown, content: ReplyContent, delimited: boolean): void {
    const text = format(id === undefined ? content : { ...content, id });
    const bytes = delimited && 'return' in content ? Buffer.concat([Buffer.from([0xff]), text]) : text;
    const cut = this.#cutAfter;
    this.#chardev.write(bytes.subarray(0, cut));
    if (cut <= bytes.length) this.kill();
  }

  #setFrozen(frozen: boolean): number {
    const changed = this.#frozen !== frozen;
    this.#frozen = frozen;
    return changed ? this.#options.filesystems : 0;
  }

  #power(what: string): void {
    this.#powered.push(what);
    const timer = this.#clock.setTimer(this.#options.shutdownTime, () => {
      this.#timers.delete(timer);
      this.kill();
      this.#emitter.emit('power', what);
    });
    this.#timers.add(timer);
  }
}

function refusal(error: Refusal): ReplyContent {
  return { error: { class: error.errorClass, desc: error.message } };
}

/** One line, as the agent writes it. */
function format(message: object): Buffer {
  // Refuses cycles and functions with an error that says so, and applies toJSON.
  stringifyJson(message);
  return Buffer.from(formatMessage(message, false).replace('\r\n', '\n'), 'latin1');
}
