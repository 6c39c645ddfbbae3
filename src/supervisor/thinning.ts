import type { RecordBody } from '../journal/index.js';

/** What may be recorded of one kind at once; beyond that once a second. */
const AT_ONCE: { readonly [K in RecordBody['kind']]?: number } = {
  vm: 40,
  watchdog: 40,
  host: 40,
  unnotified: 40,
  // So many inputs of an incident are kept, and each may be one of these.
  ignored: 1_200,
  page: 1_200,
};
/** A second, in milliseconds. */
const AGAIN = 1_000;
/** More different ones are not told apart at a time. */
const MOST = 64;

/** One thing that happens again and again. */
interface Repeated {
  readonly sample: RecordBody;
  /** How many more may be recorded. */
  left: number;
  refilledAt: number;
  /** How many were not recorded since the last one that was. */
  times: number;
  lastAt: number;
}

/**
 * Keeps a guest from washing everything else out of the journal: one that resets itself in a loop does so thousands of
 * times a second, and its watchdogs follow it. What is left out is counted, and the count recorded.
 */
export class Thinning {
  readonly #seen = new Map<string, Repeated>();
  /** Counts of what is not told apart any more. */
  readonly #forgotten: RecordBody[] = [];

  /** What is to be recorded now. */
  take(body: RecordBody, now: number): readonly RecordBody[] {
    const most = AT_ONCE[body.kind];
    if (most === undefined) return this.#seen.size === 0 ? [body] : [...this.#over(body, now), body];
    const one = this.#find(body, most, now);
    one.lastAt = now;
    const gained = Math.floor((now - one.refilledAt) / AGAIN);
    one.left = Math.min(one.left + gained, most);
    one.refilledAt += gained * AGAIN;
    if (one.left === 0) {
      one.times += 1;
      return [];
    }
    one.left -= 1;
    return [...this.#forgotten.splice(0), ...counted(one), body];
  }

  /** What has stopped happening, or, at the end, everything. */
  *#over(body: RecordBody, now: number): Generator<RecordBody, void, void> {
    yield* this.#forgotten.splice(0);
    for (const [key, one] of this.#seen) {
      if (body.kind !== 'stopped' && now - one.lastAt < AGAIN) continue;
      yield* counted(one);
      if (now - one.refilledAt >= AGAIN * (AT_ONCE[one.sample.kind] ?? 0)) this.#seen.delete(key);
    }
  }

  #find(body: RecordBody, most: number, now: number): Repeated {
    const key = keyOf(body);
    let one = this.#seen.get(key);
    if (one === undefined) {
      if (this.#seen.size >= MOST) this.#forgetOldest();
      one = { sample: body, left: most, refilledAt: now, times: 0, lastAt: now };
      this.#seen.set(key, one);
    }
    return one;
  }

  #forgetOldest(): void {
    for (const [key, one] of this.#seen) {
      this.#seen.delete(key);
      this.#forgotten.push(...counted(one));
      return;
    }
  }
}

function keyOf(body: RecordBody): string {
  const counter = counterOf(body);
  return counter === undefined ? body.kind : `${counter.of} ${counter.what} ${counter.reason ?? ''}`;
}

function counted(one: Repeated): readonly RecordBody[] {
  const { times, sample } = one;
  one.times = 0;
  const counter = counterOf(sample);
  return times === 0 || counter === undefined ? [] : [{ ...counter, times }];
}

/** What is counted together. */
function counterOf(body: RecordBody): Omit<Extract<RecordBody, { kind: 'repeated' }>, 'times'> | undefined {
  switch (body.kind) {
    case 'vm':
      return { kind: 'repeated', of: 'vm', what: body.event };
    case 'watchdog':
      return { kind: 'repeated', of: 'watchdog', what: body.watchdog, reason: body.transition };
    case 'host':
      return { kind: 'repeated', of: 'host', what: body.source, reason: body.event };
    case 'ignored':
      return { kind: 'repeated', of: 'ignored', what: body.policy, reason: body.reason };
    case 'page':
      return { kind: 'repeated', of: 'page', what: body.policy ?? '', reason: body.reason };
    case 'unnotified':
      return { kind: 'repeated', of: 'unnotified', what: body.notifier, reason: body.reason };
    default:
      return undefined;
  }
}
