import {
  AbortError,
  abortSignal,
  Deadlines,
  knownOptions,
  lagTolerance,
  milliseconds,
  onAbort,
  type WaitOptions,
} from '../core/index.js';
import type { Connection } from './connection.js';
import { judgeLiveness, type LaneEvidence, type Liveness } from './liveness.js';
import type { StatusInfo } from './qapi/index.js';
import type { Lane } from './session-effects.js';

const DEFAULT_TIMEOUT = 2_000;

/** A question that is not answered yet. */
interface Question {
  readonly since: number;
  /** Whether QEMU may not even have read it. */
  readonly mayStarve: boolean;
}

/**
 * Asks both lanes. A question that QEMU has not answered is not asked again: it would fill the window of a monitor
 * that is merely slow, and its answer, however late, is the answer.
 */
export class LivenessProbe {
  readonly #connection: Connection;
  readonly #asked: Record<Lane, Question | undefined> = {
    'in-band': undefined,
    'out-of-band': undefined,
  };
  readonly #waiting = new Set<(lane: Lane, after: number, value: unknown) => void>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async ask(options: WaitOptions, qemuMajor: number): Promise<Liveness> {
    knownOptions('liveness', options, ['signal', 'timeout']);
    const timeout = milliseconds('liveness.timeout', options.timeout, DEFAULT_TIMEOUT, { min: 1 });
    const signal = abortSignal('liveness.signal', options.signal);
    const connection = this.#connection;
    const { clock, session } = connection;
    if (signal?.aborted) throw new AbortError('liveness', signal.reason);

    const start = clock.now();
    const answeredAfter: Partial<Record<Lane, number>> = {};
    let status: StatusInfo | undefined;
    const windowFull = session.windowFull && this.#asked['in-band'] === undefined;
    const ownLag = await new Promise<number>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        this.#waiting.delete(answered);
        deadline.clear();
        forget();
        forgetClosed();
        settle();
      };
      const answered = (lane: Lane, after: number, value: unknown): void => {
        answeredAfter[lane] = after;
        if (lane !== 'in-band') return;
        if (isStatus(value)) status = value;
        finish(() => resolve(0));
      };
      const deadline = Deadlines.of(clock).create((_, late) => finish(() => resolve(late)));
      const forget = onAbort(signal, (reason) => finish(() => reject(new AbortError('liveness', reason))));
      let forgetClosed = (): void => {};
      this.#waiting.add(answered);
      deadline.set(start + timeout);
      forgetClosed = connection.onClosed(() => finish(() => resolve(0)));
      if (connection.over) return;
      // In band first: what is written first in a tick goes out at once, and the usual answer is this one's.
      if (!windowFull) this.#question('query-status', 'in-band');
      // Every QEMU answers an out-of-band command that does not exist out of band with an error: that is an answer too.
      if (session.oob) this.#question(qemuMajor >= 6 ? 'query-yank' : 'query-status', 'out-of-band');
    });

    const now = clock.now();
    const lane = (which: Lane): LaneEvidence => {
      const after = answeredAfter[which];
      if (after !== undefined) return { state: 'answered', after };
      const question = this.#asked[which];
      return question === undefined
        ? { state: 'not-asked' }
        : { state: 'silent', waited: now - question.since };
    };
    return judgeLiveness({
      connected: !connection.over,
      oob: session.oob,
      mayStarve: this.#asked['out-of-band']?.mayStarve === true,
      lagTolerance: lagTolerance(timeout),
      evidence: {
        inBand: lane('in-band'),
        outOfBand: lane('out-of-band'),
        ...(status !== undefined && { status }),
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
    const { clock, session } = this.#connection;
    const since = clock.now();
    this.#asked[lane] = { since, mayStarve: session.mayStarve };
    this.#connection.ask(name, lane, (value) => {
      this.#asked[lane] = undefined;
      for (const waiting of [...this.#waiting]) waiting(lane, clock.now() - since, value);
    });
  }
}

/** What pretends to be QEMU may say anything. */
function isStatus(value: unknown): value is StatusInfo {
  return (
    typeof value === 'object' &&
    value !== null &&
    'running' in value &&
    typeof value.running === 'boolean' &&
    'status' in value &&
    typeof value.status === 'string'
  );
}
