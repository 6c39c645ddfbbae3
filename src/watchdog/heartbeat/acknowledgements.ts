import {
  AbortError,
  abortSignal,
  type Clock,
  knownOptions,
  milliseconds,
  onAbort,
  TimeoutError,
  type WaitOptions,
  wait,
} from '../../core/index.js';
import type { PeerMachine } from './peer-machine.js';

/** {@link WaitOptions}, checked and complete. */
interface CheckedWait {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
}

/** Waits until peers have heard what was said. */
export class Acknowledgements {
  readonly #peers: readonly PeerMachine[];
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(peers: readonly PeerMachine[], clock: Clock) {
    this.#peers = peers;
    this.#clock = clock;
  }

  /** @throws OptionError */
  static check(where: string, options: WaitOptions): CheckedWait {
    knownOptions(where, options, ['signal', 'timeout']);
    return {
      signal: abortSignal(`${where}.signal`, options.signal),
      timeout: milliseconds(`${where}.timeout`, options.timeout, 1_000, { min: 0, infinity: true }),
    };
  }

  /** To be called when something has come in. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * Who of those that can be heard has answered a challenge after the `issued`-th: when all have, when the time is over,
   * or when `ending` aborts. @throws AbortError
   */
  async of(
    issued: number,
    { signal, timeout }: CheckedWait,
    ending: AbortSignal,
  ): Promise<readonly string[]> {
    const awaited = this.#peers.filter(({ closed }) => closed === undefined);
    const confirmed = (): readonly PeerMachine[] => awaited.filter((peer) => peer.acknowledged > issued);
    const timedOut = (): TimeoutError =>
      new TimeoutError('ERR_LEAVE_TIMEOUT', `not confirmed within ${timeout} ms`, timeout);
    const aborted = (reason: unknown): AbortError => new AbortError('waiting for confirmation', reason);
    try {
      await wait<void>({ clock: this.#clock, signal, timeout, timedOut, aborted }, (resolve) => {
        const look = (): void => {
          if (confirmed().length === awaited.length) resolve();
        };
        this.#waiting.add(look);
        const forget = onAbort(ending, () => resolve());
        look();
        return () => {
          forget();
          this.#waiting.delete(look);
        };
      });
    } catch (error) {
      // Whoever has not confirmed may not have heard it: the result says so.
      if (!(error instanceof TimeoutError)) throw error;
    }
    return confirmed().map(({ node }) => node);
  }
}
