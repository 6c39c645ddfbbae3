import { type Clock, knownOptions, nonEmpty, oneOf, systemClock, type Timer } from '../../core/index.js';
import type { Transport, TransportListener } from '../../qmp/index.js';
import { type Complaint, Complaints } from '../fake-qemu/complaints.js';
import { formatMessage } from '../fake-qemu/message-format.js';
import { MonitorInput } from '../fake-qemu/monitor-input.js';
import { deliver } from '../outside.js';
import { outsideOf } from '../virtual-clock.js';
import { isObject, readRecording } from './recording-file.js';
import { keyOf, nameOf, type RecordedCommand, type Said, type Timeline, timelineOf } from './timeline.js';

/** Options of {@link ReplayedQemu.open}. */
export interface ReplayOptions {
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
  /** What becomes of {@link ReplayedQemu.complaints}, as with `FakeQemu`. Default `throw`. */
  readonly onComplaint?: 'throw' | 'collect' | undefined;
}

/**
 * A QEMU that says what a real one said in a recorded session. Commands are recognised by their names and arguments, the
 * same ones in the order in which they were recorded, and get the recorded replies under their own ids, as long after
 * them as recorded. What QEMU sent while a command was under way comes with that command; anything else, so many
 * milliseconds after the connection as it did. A command that was not recorded, or not as often, gets an error, and is
 * complained of.
 *
 * ```ts
 * import { QmpClient } from 'qmp-watchdog';
 * import { ReplayedQemu, VirtualClock } from 'qmp-watchdog/testing';
 *
 * const clock = new VirtualClock();
 * await using qemu = await ReplayedQemu.open('incident.jsonl', { clock });
 * await using client = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
 * ```
 */
export class ReplayedQemu implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #file: string;
  readonly #timeline: Timeline;
  readonly #waiting: Set<RecordedCommand>;
  readonly #complaints: Complaints;
  #session: ReplayedSession | undefined;

  private constructor(file: string, timeline: Timeline, clock: Clock, onComplaint: 'throw' | 'collect') {
    this.#file = file;
    this.#timeline = timeline;
    this.#waiting = new Set(timeline.commands);
    this.#clock = clock;
    this.#complaints = new Complaints(`what was sent is not in the recording ${file}`, {
      onComplaint,
      allow: [],
    });
  }

  /**
   * Reads what {@link record} has written.
   * @throws {@link RecordingError} it can not be read, or is no recording.
   * @throws OptionError an option can not be used.
   */
  static async open(file: string, options: ReplayOptions = {}): Promise<ReplayedQemu> {
    knownOptions('ReplayedQemu', options, ['clock', 'onComplaint']);
    const onComplaint = oneOf('onComplaint', options.onComplaint, 'throw', ['throw', 'collect']);
    const clock = outsideOf(options.clock ?? systemClock);
    const entries = await readRecording(nonEmpty('file', file));
    return new ReplayedQemu(file, timelineOf(entries), clock, onComplaint);
  }

  /** What was sent and is not in the recording. */
  get complaints(): readonly Complaint[] {
    return this.#complaints.list;
  }

  /** The recorded commands that nobody has sent yet, by name, in order. */
  get remaining(): readonly string[] {
    return [...this.#waiting].map(({ name }) => name);
  }

  /** The connection to it. A recording is of one session: every further one is refused. */
  transport(): Transport {
    const isFirst = this.#session === undefined;
    const session = new ReplayedSession(`replay:${this.#file}`, this.#clock, isFirst, {
      unasked: this.#timeline.unasked,
      command: (message) => this.#command(message),
    });
    this.#session ??= session;
    return session;
  }

  /**
   * Hangs up. Idempotent.
   * @throws {@link MisuseError} once, when there are {@link ReplayedQemu.complaints}.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#session?.hangUp();
    this.#complaints.finish();
  }

  #command(message: Readonly<Record<string, unknown>>): readonly Said[] {
    const key = keyOf(message);
    const recorded = [...this.#waiting].find((command) => command.key === key);
    if (recorded !== undefined) {
      this.#waiting.delete(recorded);
      return recorded.said;
    }
    const command = nameOf(message);
    const times = this.#timeline.commands.filter((own) => own.key === key).length;
    const what =
      times === 0 ? 'it was not recorded with these arguments' : `it was recorded ${times} times only`;
    this.#complaints.add({ command, message: what, at: this.#clock.now() });
    const error = { class: 'GenericError', desc: `The recording has no answer: ${what}` };
    return [{ after: 0, message: { error }, isReply: true }];
  }
}

interface Script {
  readonly unasked: readonly Said[];
  /** What a command brings about. */
  command(message: Readonly<Record<string, unknown>>): readonly Said[];
}

class ReplayedSession implements Transport {
  readonly address: string;
  readonly #clock: Clock;
  readonly #accepts: boolean;
  readonly #script: Script;
  readonly #input = new MonitorInput();
  readonly #timers = new Set<Timer>();
  #listener: TransportListener | undefined;
  #closing = false;

  constructor(address: string, clock: Clock, accepts: boolean, script: Script) {
    this.address = address;
    this.#clock = clock;
    this.#accepts = accepts;
    this.#script = script;
  }

  start(listener: TransportListener): void {
    this.#listener = listener;
    if (this.#accepts) this.#play(this.#script.unasked, undefined);
    else {
      const refused = new Error(`connect ECONNREFUSED ${this.address}`);
      deliver(this.#clock, () => this.#finish(Object.assign(refused, { code: 'ECONNREFUSED' })));
    }
  }

  write(text: string): void {
    if (this.#closing) return;
    queueMicrotask(() => {
      this.#input.push(Buffer.from(text));
      for (let next = this.#input.next(); next !== undefined; next = this.#input.next()) {
        if ('value' in next && isObject(next.value))
          this.#play(this.#script.command(next.value), next.value['id']);
      }
    });
  }

  close(): void {
    this.#closing = true;
    queueMicrotask(() => this.#finish(undefined));
  }

  /** Ends it as QEMU would. */
  hangUp(): void {
    deliver(this.#clock, () => this.#finish(undefined));
  }

  #play(said: readonly Said[], id: unknown): void {
    for (const { after, message, isReply } of said) {
      const come = (): void => {
        if (message === undefined) this.hangUp();
        else this.#say(isReply ? withId(message, id) : message);
      };
      if (after === 0) come();
      else {
        const timer = this.#clock.setTimer(after, () => {
          this.#timers.delete(timer);
          come();
        });
        this.#timers.add(timer);
      }
    }
  }

  #say(message: object): void {
    const bytes = Buffer.from(formatMessage(message, false), 'latin1');
    deliver(this.#clock, () => this.#listener?.received(bytes));
  }

  #finish(error: Error | undefined): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    const listener = this.#listener;
    this.#closing = true;
    this.#listener = undefined;
    listener?.closed(error);
  }
}

function withId({ id: _, ...reply }: Readonly<Record<string, unknown>>, id: unknown): object {
  return id === undefined ? reply : { ...reply, id };
}
