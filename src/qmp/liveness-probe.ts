import {
  AbortError,
  Deadlines,
  knownOptions,
  lagTolerance,
  milliseconds,
  onAbort,
  type WaitOptions,
} from '../core/index.js';
import type { Connection } from './connection.js';
import { judgeLiveness, type LaneEvidence, type Liveness } from './liveness.js';
import type { Lane } from './session.js';

const DEFAULT_TIMEOUT = 2_000;

/**
 * Asks both lanes. A question that QEMU has not answered is not asked again: it would fill the window of a monitor
 * that is merely slow, and its answer, however late, is the answer.
 */
export class LivenessProbe {
  readonly #connection: Connection;
  readonly #asked: Record<Lane, { readonly since: number } | undefined> = {
    'in-band': undefined,
    'out-of-band': undefined,
  };
  readonly #waiting = new Set<(lane: Lane) => void>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async ask(options: WaitOptions, qemuMajor: number): Promise<Liveness> {
    knownOptions('liveness', options, ['signal', 'timeout']);
    const timeout = milliseconds('liveness.timeout', options.timeout, DEFAULT_TIMEOUT, { min: 1 });
    const { signal } = options;
    const connection = this.#connection;
    const { clock, session } = connection;
    if (signal?.aborted) throw new AbortError('liveness', signal.reason);

    const start = clock.now();
    const answeredAt: Partial<Record<Lane, number>> = {};
    const windowFull = session.windowFull && this.#asked['in-band'] === undefined;
    const ownLag = await new Promise<number>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        this.#waiting.delete(answered);
        deadline.clear();
        forget();
        forgetClosed();
        settle();
      };
      const answered = (lane: Lane): void => {
        answeredAt[lane] = clock.now();
        if (lane === 'in-band') finish(() => resolve(0));
      };
      const deadline = Deadlines.of(clock).create((_, late) => finish(() => resolve(late)));
      const forget = onAbort(signal, (reason) => finish(() => reject(new AbortError('liveness', reason))));
      let forgetClosed = (): void => {};
      this.#waiting.add(answered);
      deadline.set(start + timeout);
      if (!connection.over) {
        // Every QEMU answers an out-of-band command that does not exist out of band with an error: that is an answer too.
        if (session.oob) this.#question(qemuMajor >= 6 ? 'query-yank' : 'query-status', 'out-of-band');
        if (!windowFull) this.#question('query-status', 'in-band');
      }
      forgetClosed = connection.onClosed(() => finish(() => resolve(0)));
    });

    const now = clock.now();
    const lane = (which: Lane, asked: boolean): LaneEvidence => {
      const at = answeredAt[which];
      if (at !== undefined) return { state: 'answered', after: at - start };
      return asked ? { state: 'silent', waited: now - start } : { state: 'not-asked' };
    };
    return judgeLiveness({
      connected: !connection.over,
      oob: session.oob,
      lagTolerance: lagTolerance(timeout),
      evidence: {
        inBand: lane('in-band', !windowFull),
        outOfBand: lane('out-of-band', session.oob),
        ownLag,
        inFlight: [...session.inFlight].map((command) => ({
          command: command.name,
          waited: now - command.since,
        })),
        halfMessageBytes: session.pendingBytes,
      },
    });
  }

  #question(name: string, lane: Lane): void {
    if (this.#asked[lane] !== undefined) return;
    this.#asked[lane] = { since: this.#connection.clock.now() };
    this.#connection.ask(name, lane, () => {
      this.#asked[lane] = undefined;
      for (const waiting of [...this.#waiting]) waiting(lane);
    });
  }
}
