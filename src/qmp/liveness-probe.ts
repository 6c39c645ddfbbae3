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

/**
 * How long the main loop may take before the monitor's thread is asked too: milliseconds. It nearly always answers
 * sooner, and while QEMU reads a question, byte by byte, it does not read what is to be done.
 */
const PATIENCE = 10;

/** A question that is not answered yet. */
interface Question {
  readonly since: number;
  /** Whether QEMU may not even have read it. */
  readonly mayStarve: boolean;
}

/** What a probe has found so far. */
interface Found {
  readonly after: Partial<Record<Lane, number>>;
  status: StatusInfo | undefined;
  /** By how many milliseconds this process asked out of band later than it meant to. */
  askedLate: number;
}

/**
 * Asks in band, and out of band when that is not answered soon. A question that QEMU has not answered is not asked
 * again: it would fill the window of a monitor that is merely slow, and its answer, however late, is the answer.
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
    if (signal?.aborted) throw new AbortError('liveness', signal.reason);
    const found: Found = { after: {}, status: undefined, askedLate: 0 };
    const late = await this.#answerOf(found, timeout, signal, qemuMajor);
    return this.#judge(found, timeout, late);
  }

  /** Waits for the answer in band, or as long as that may take; resolves with how late this process noticed the end. */
  #answerOf(
    found: Found,
    timeout: number,
    signal: AbortSignal | undefined,
    qemuMajor: number,
  ): Promise<number> {
    const connection = this.#connection;
    const { clock, session } = connection;
    const start = clock.now();
    return new Promise<number>((resolve, reject) => {
      if (connection.over) {
        resolve(0);
        return;
      }
      let over = false;
      let release = (): void => {};
      const finish = (settle: () => void): void => {
        over = true;
        this.#waiting.delete(answered);
        release();
        settle();
      };
      const answered = (lane: Lane, after: number, value: unknown): void => {
        found.after[lane] = after;
        if (lane !== 'in-band') return;
        if (isStatus(value)) found.status = value;
        finish(() => resolve(0));
      };
      const askOutOfBand = (): void => {
        // Every QEMU answers an out-of-band command that does not exist out of band with an error: that is an answer too.
        if (session.oob) this.#question(qemuMajor >= 6 ? 'query-yank' : 'query-status', 'out-of-band');
      };

      this.#waiting.add(answered);
      const owed = this.#asked['in-band'] !== undefined;
      const patient = !owed && !session.windowFull;
      if (patient) this.#question('query-status', 'in-band');
      else askOutOfBand();
      // It is on its way: there is time for the rest until its answer, unless that has come already.
      if (over) return;
      const deadlines = Deadlines.of(clock);
      const patience = deadlines.create((_, late) => {
        if (session.oob && this.#asked['out-of-band'] === undefined) found.askedLate = late;
        askOutOfBand();
      });
      const deadline = deadlines.create((_, late) => finish(() => resolve(late)));
      if (patient) patience.set(start + Math.min(PATIENCE, timeout / 4));
      deadline.set(start + timeout);
      const forgetClosed = connection.onClosed(() => finish(() => resolve(0)));
      const forget = onAbort(signal, (reason) => finish(() => reject(new AbortError('liveness', reason))));
      release = () => {
        patience.clear();
        deadline.clear();
        forgetClosed();
        forget();
      };
      // Whoever was asked may have ended it all.
      if (over) release();
    });
  }

  #judge(found: Found, timeout: number, late: number): Liveness {
    const { clock, session, over } = this.#connection;
    const now = clock.now();
    const lane = (which: Lane): LaneEvidence => {
      const after = found.after[which];
      if (after !== undefined) return { state: 'answered', after };
      const question = this.#asked[which];
      return question === undefined
        ? { state: 'not-asked' }
        : { state: 'silent', waited: now - question.since };
    };
    const inBand = lane('in-band');
    const outOfBand = lane('out-of-band');
    return judgeLiveness({
      connected: !over,
      oob: session.oob,
      mayStarve: this.#asked['out-of-band']?.mayStarve === true,
      lagTolerance: lagTolerance(timeout),
      evidence: {
        inBand,
        outOfBand,
        ...(found.status !== undefined && { status: found.status }),
        // Asked late, it may have had no time to answer.
        ownLag: outOfBand.state === 'silent' ? Math.max(late, found.askedLate) : late,
        inFlight: Array.from(session.inFlight, (command) => ({
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
