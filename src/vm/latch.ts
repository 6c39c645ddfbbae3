import { brand, nonEmpty, OptionError, QmpWatchdogError } from '../core/index.js';

/**
 * Bars the start, the reset and every write of a VM at once, from before its disks are released until whoever holds the
 * token lets go: it is being made, or has been made, failover-safe. It outlives a restart of this process.
 */
export interface Latch {
  /** Names it. Who knows the token may lift the latch. */
  readonly token: string;
  readonly reason: string;
  /** When it was set, by the wall clock, for people: ISO 8601. */
  readonly time: string;
  /** What must be known of it after a restart, as JSON: at most 256 KiB of it. */
  readonly detail: LatchDetail;
}

/** JSON that only its writer understands. */
export type LatchDetail = Readonly<Record<string, unknown>>;

/** A VM that is latched already was to be latched by somebody else. Code `ERR_LATCHED`. */
export class LatchedError extends QmpWatchdogError {
  static {
    brand(this, 'LatchedError');
  }

  readonly latch: Latch;

  constructor(latch: Latch) {
    super(
      'ERR_LATCHED',
      `this VM is latched since ${latch.time} by ${latch.token} (${latch.reason}): what that was for must be ended first, by its token`,
    );
    this.latch = latch;
  }
}

const MAX_DETAIL = 256 * 1024;

/** What a latch begins with. @throws {@link OptionError} */
export function checkLatch({ token, reason, detail }: Omit<Latch, 'time'>): Omit<Latch, 'time'> {
  nonEmpty('latch.token', token);
  nonEmpty('latch.reason', reason);
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail))
    throw new OptionError('latch.detail', detail, 'an object of JSON');
  const text = JSON.stringify(detail);
  if (text.length > MAX_DETAIL)
    throw new OptionError(
      'latch.detail',
      `${text.length} characters`,
      `JSON of at most ${MAX_DETAIL} characters`,
    );
  // Read back, so that what its maker changes later changes nothing that is kept.
  return { token, reason, detail: JSON.parse(text) as LatchDetail };
}

export function isLatch(value: unknown): value is Latch {
  if (typeof value !== 'object' || value === null) return false;
  const { token, reason, time, detail } = value as Partial<Record<keyof Latch, unknown>>;
  return (
    typeof token === 'string' &&
    typeof reason === 'string' &&
    typeof time === 'string' &&
    typeof detail === 'object' &&
    detail !== null
  );
}
