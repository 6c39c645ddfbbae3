import {
  abortSignal,
  type Clock,
  knownOptions,
  milliseconds,
  OptionError,
  type Unsubscribe,
  type WaitOptions,
} from '../core/index.js';
import { AgentChannel } from './channel.js';
import { GuestFrozenError, GuestReplyError } from './errors.js';
import { execute } from './execute.js';
import { exec, type GuestExecOptions, type GuestExecResult } from './exec.js';
import {
  type GuestFileSource,
  type GuestReadOptions,
  type GuestWriteOptions,
  readFile,
  writeFile,
} from './files.js';
import { type FrozenOptions, type FrozenWork, frozen, thaw } from './frozen.js';
import {
  checkAgentOptions,
  checkGuestAddress,
  type GuestAddress,
  type GuestAgentOptions,
} from './options.js';
import type { GuestArgsOf, GuestCommandName, GuestReturnOf, SilentGuestCommandName } from './qapi/index.js';
import { wrongWith } from './replies.js';
import type { GuestRunner } from './runner.js';
import type {
  AgentCommandOptions,
  GuestAgentChange,
  GuestAgentState,
  GuestAgentStatistics,
  GuestClosedReason,
} from './state.js';
import { executeSilent, type SilentCommandOptions, type SilentResult } from './silent.js';

/** The arguments of `execute` after the command's name: they may be left out where none is required. */
export type GuestExecuteRest<C extends GuestCommandName> =
  Record<never, never> extends GuestArgsOf<C>
    ? [args?: GuestArgsOf<C>, options?: WaitOptions]
    : [args: GuestArgsOf<C>, options?: WaitOptions];

/** The largest piece of a file in one command or reply: small enough that other commands get their turn. */
const LARGEST_PIECE = 256 * 1024;

/**
 * A client of the QEMU guest agent. It waits for the agent, synchronises with it, follows it over lost connections and
 * reboots of the guest, and believes nothing that a guest says before it has looked at it.
 *
 * One command is with the agent at a time; others wait for their turn, and while the agent is absent all wait, each
 * until its own deadline. A command that got no answer is never repeated.
 *
 * ```ts
 * import { GuestAgent } from 'qmp-watchdog/agent';
 *
 * await using agent = await GuestAgent.connect({ path: '/run/vm1.agent' });
 * const { stdout, exitCode } = await agent.exec('/bin/uname', ['-a']);
 * const copy = await agent.frozen(() => 'take the snapshot here', { deadline: 5_000 });
 * ```
 */
export class GuestAgent implements AsyncDisposable {
  /** Resolves when it is over, with how it ended. Never rejects. */
  readonly closed: Promise<GuestClosedReason>;
  readonly #channel: AgentChannel;
  readonly #runner: GuestRunner;
  readonly #closing = new AbortController();
  /** The freeze that is ours, until it is thawed or given up. */
  #freeze: Promise<unknown> | undefined;

  private constructor(channel: AgentChannel) {
    this.#channel = channel;
    this.closed = channel.closed;
    const { commandTimeout, maxMessageBytes } = channel.options;
    this.#runner = {
      clock: channel.clock,
      commandTimeout,
      // Base64 takes four bytes for three, and the rest of a message its share.
      pieceBytes: Math.min(LARGEST_PIECE, Math.floor(((maxMessageBytes - 512) * 3) / 4)),
      run: (command, args, options) => this.#run(command, args, options),
      interrupt: () => channel.interrupt(),
    };
  }

  /**
   * Waits until the agent has answered. Connecting is tried again and again until then: the socket may not be there
   * yet, and an agent starts late in its guest's boot.
   *
   * @throws OptionError an option or the address can not be used.
   * @throws {@link GuestAgentAbsentError} it did not answer in time; `cause` is what was seen last.
   * @throws AbortError the signal aborted.
   */
  static async connect(address: GuestAddress, options: GuestAgentOptions = {}): Promise<GuestAgent> {
    checkGuestAddress(address);
    const checked = checkAgentOptions(options);
    const channel = new AgentChannel(address, checked);
    try {
      await channel.untilPresent({ signal: checked.signal, timeout: checked.timeout });
    } catch (error) {
      await channel.close();
      throw error;
    }
    return new GuestAgent(channel);
  }

  /** Whether the agent answers, as far as is known now. `ping` finds out. */
  get state(): GuestAgentState {
    return this.#channel.state;
  }

  /** What this client has survived and holds. */
  get statistics(): GuestAgentStatistics {
    return this.#channel.statistics;
  }

  /** The clock that it runs on. */
  get clock(): Clock {
    return this.#channel.clock;
  }

  /** Calls `listener` with each change of {@link GuestAgent.state}. A listener that throws hurts nobody and is reported. */
  onState(listener: (change: GuestAgentChange) => unknown): Unsubscribe {
    return this.#channel.onState(listener);
  }

  /**
   * Resolves when the agent is present, at once if it is.
   * @throws {@link GuestAgentAbsentError} not within `timeout`, by default that of `connect`; AbortError.
   */
  async untilPresent(options: WaitOptions = {}): Promise<void> {
    knownOptions('untilPresent', options, WAIT);
    await this.#channel.untilPresent(options);
  }

  /**
   * Runs a command and resolves with what it returned, its shape checked. Commands and members keep their wire names.
   * `timeout` is by default `commandTimeout`.
   *
   * @throws {@link GuestRejectedError} the agent refused it: outcome `rejected`.
   * @throws {@link GuestTimeoutError} no answer in time: outcome `unknown`, or `not-sent` when its turn did not come.
   * @throws {@link GuestReplyError} the answer can not be used: outcome `unknown`.
   * @throws {@link GuestClosedError} the connection was lost or closed: outcome `unknown` or `not-sent`.
   * @throws {@link GuestQueueFullError} too many commands wait: outcome `not-sent`.
   * @throws AbortError the signal aborted: outcome `unknown` or `not-sent`.
   */
  async execute<C extends GuestCommandName>(
    command: C,
    ...[args, options = {}]: GuestExecuteRest<C>
  ): Promise<GuestReturnOf<C>> {
    knownOptions(command, options, WAIT);
    const noArguments: object = {};
    // Left out only where none is required.
    return await this.#run(command, (args ?? noArguments) as GuestArgsOf<C>, options);
  }

  /**
   * Runs a command that these types do not know, and returns whatever came: of bounded size, exact in its integers,
   * without members that would set a prototype, and otherwise unchecked. Rejects as {@link GuestAgent.execute}.
   */
  async executeAny(command: string, args?: object, options: WaitOptions = {}): Promise<unknown> {
    knownOptions(command, options, WAIT);
    return await execute(this.#channel, command, args, options);
  }

  /**
   * Sends a command that does not answer when it succeeds: shutdown and suspension. It is sent only to an agent that
   * has answered right before. Resolves when `confirm` says that it took effect, or, without `confirm`, with the
   * outcome `unknown` when it was not refused.
   *
   * @throws {@link GuestRejectedError} the agent refused it: outcome `rejected`.
   * @throws {@link GuestUnconfirmedError} it was sent, and nothing confirmed it: outcome `unknown`.
   * @throws {@link GuestTimeoutError} the agent was absent: outcome `not-sent`.
   * @throws {@link GuestReplyError}, {@link GuestClosedError}, {@link GuestQueueFullError}, AbortError as
   * {@link GuestAgent.execute}.
   */
  async executeSilent<C extends SilentGuestCommandName>(
    command: C,
    args: GuestArgsOf<C>,
    options: SilentCommandOptions = {},
  ): Promise<SilentResult> {
    return await executeSilent(this.#channel, command, args, options);
  }

  /**
   * Asks the agent whether it is there; resolves with how many milliseconds it took. For a probe: an agent that answers
   * shows that the guest's kernel schedules its processes, and one that does not answer proves nothing. Rejects as
   * {@link GuestAgent.execute}.
   */
  async ping(options: WaitOptions = {}): Promise<number> {
    knownOptions('ping', options, WAIT);
    const started = this.#channel.clock.now();
    await this.#run('guest-ping', {}, options);
    return this.#channel.clock.now() - started;
  }

  /**
   * Runs a program in the guest and waits for its end. `path` is looked up as the agent does; there is no shell. The
   * agent can not end a process: after a time-out it goes on in the guest.
   *
   * @throws {@link GuestExecError} it was started, and how it ended is not known.
   * @throws as {@link GuestAgent.execute} when starting it failed; AbortError with outcome `unknown` later.
   */
  async exec(
    path: string,
    args: readonly string[] = [],
    options: GuestExecOptions = {},
  ): Promise<GuestExecResult> {
    return await exec(this.#runner, path, args, options);
  }

  /**
   * Reads a file in the guest, piece by piece. It is opened when the first piece is asked for, and closed when the last
   * was taken, on an error, and when the reader leaves. `node:stream/consumers` makes a text or a buffer of it.
   *
   * @throws {@link GuestFileSizeError} it has more than `maxBytes`; and as {@link GuestAgent.execute}.
   */
  readFile(path: string, options: GuestReadOptions = {}): AsyncGenerator<Buffer, void, void> {
    return readFile(this.#runner, path, options);
  }

  /**
   * Writes a file in the guest, flushes and closes it; resolves with how many bytes it wrote. On an error it is closed
   * all the same, and what was written stays.
   *
   * @throws {@link GuestFileSizeError} the source has more than `maxBytes`; and as {@link GuestAgent.execute}.
   */
  async writeFile(path: string, source: GuestFileSource, options: GuestWriteOptions = {}): Promise<number> {
    return await writeFile(this.#runner, path, source, options);
  }

  /**
   * Freezes the guest's file systems, does the work, thaws them, and resolves with what the work brought. Thawing is
   * tried on every path: after an error, an abort, the deadline, the time-out of the freeze itself, and before `close`.
   * It is tried again until it succeeds or `thawTimeout` has passed, and what could not be thawed is an error of its
   * own. While frozen, the agent runs hardly any other command.
   *
   * @throws {@link GuestThawError} the guest may still be frozen. It replaces every other error, and carries it.
   * @throws {@link GuestFrozenError} it was frozen already; nothing was changed.
   * @throws {@link GuestFreezeDeadlineError} the work took too long; it may still go on, its signal aborted.
   * @throws {@link GuestFreezeLostError} somebody else thawed before the work was done.
   * @throws what the work throws; as {@link GuestAgent.execute} when the freeze failed; AbortError.
   */
  async frozen<T>(run: FrozenWork<T>, options: FrozenOptions = {}): Promise<T> {
    if (this.#freeze !== undefined) throw new GuestFrozenError();
    const freezing = frozen(this.#runner, run, options, this.#closing.signal);
    this.#freeze = freezing;
    try {
      return await freezing;
    } finally {
      this.#freeze = undefined;
    }
  }

  /**
   * Thaws the guest's file systems, whoever froze them; tried again until `timeout`, 60,000 by default, has passed.
   * Resolves with how many were thawed, or `undefined` when that is not known.
   * @throws {@link GuestThawError}, AbortError
   */
  async thaw(options: WaitOptions = {}): Promise<number | undefined> {
    knownOptions('thaw', options, WAIT);
    const signal = abortSignal('signal', options.signal);
    const timeout = milliseconds('timeout', options.timeout, 60_000, { min: 1 });
    return await thaw(this.#runner, timeout, undefined, { signal });
  }

  /**
   * Ends it: what waits rejects. A freeze is ended first, which may take as long as its `thawTimeout`. The agent goes
   * on. Idempotent.
   */
  async close(): Promise<GuestClosedReason> {
    this.#closing.abort(new Error('the client of the guest agent is being closed'));
    await this.#freeze?.catch(() => {});
    return await this.#channel.close();
  }

  /** The same as `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #run<C extends GuestCommandName>(
    command: C,
    args: GuestArgsOf<C>,
    options: AgentCommandOptions,
  ): Promise<GuestReturnOf<C>> {
    if (SILENT.has(command))
      throw new OptionError('command', command, 'one that answers; executeSilent sends this one');
    const value = await execute(this.#channel, command, args, options);
    const wrong = wrongWith(command, value);
    if (wrong !== undefined) throw new GuestReplyError(command, wrong);
    // Its shape was checked just now.
    return value as GuestReturnOf<C>;
  }
}

/** The options of a call that takes no others. */
const WAIT = ['signal', 'timeout'];

/** For those who do not compile with our types. */
const SILENT: ReadonlySet<string> = new Set<SilentGuestCommandName>([
  'guest-shutdown',
  'guest-suspend-disk',
  'guest-suspend-ram',
  'guest-suspend-hybrid',
]);
