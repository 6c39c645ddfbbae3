import {
  AbortError,
  abortSignal,
  knownOptions,
  milliseconds,
  OptionError,
  onAbort,
  type WaitOptions,
  waitFor,
} from '../core/index.js';
import {
  GuestClosedError,
  GuestFreezeDeadlineError,
  GuestFreezeLostError,
  GuestFrozenError,
  GuestRejectedError,
  GuestThawError,
} from './errors.js';
import { Budget, type GuestRunner } from './runner.js';

/** Options of `GuestAgent.frozen`. All times are milliseconds. */
export interface FrozenOptions {
  /** Ends the work: the guest is thawed at once. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long the guest may be frozen, counted from the sending of the freeze to the beginning of the thaw. Default
   * 10,000. Everything that writes in the guest hangs that long, and Windows thaws by itself after about as much.
   */
  readonly deadline?: number | undefined;
  /** Which file systems, by their mount points. Default: all. */
  readonly mountpoints?: readonly string[] | undefined;
  /** For how long thawing is tried. Default 60,000. */
  readonly thawTimeout?: number | undefined;
}

/** What the work on a frozen guest is given. */
export interface FrozenScope {
  /** Aborts when the guest is about to be thawed: whatever is not done by then is not consistent. */
  readonly signal: AbortSignal;
  /** How many file systems are frozen. None is possible, and then nothing is guaranteed. */
  readonly filesystems: number;
}

/** The work on a frozen guest. */
export type FrozenWork<T> = (scope: FrozenScope) => Promise<T> | T;

/** One attempt to thaw, and the waits between attempts, in milliseconds. */
const THAW_ATTEMPT = 5_000;
const FIRST_WAIT = 100;
const LONGEST_WAIT = 2_000;

/** Freezes, works, thaws. `closing` aborts when the agent's client is being closed. */
export async function frozen<T>(
  runner: GuestRunner,
  work: FrozenWork<T>,
  options: FrozenOptions,
  closing: AbortSignal,
): Promise<T> {
  knownOptions('frozen', options, ['signal', 'deadline', 'mountpoints', 'thawTimeout']);
  if (typeof work !== 'function') throw new OptionError('run', work, 'a function');
  const signal = abortSignal('signal', options.signal);
  const deadline = milliseconds('deadline', options.deadline, 10_000, { min: 1, max: 3_600_000 });
  const thawTimeout = milliseconds('thawTimeout', options.thawTimeout, 60_000, { min: 1 });
  using stop = eitherOf(signal, closing);
  // A freeze is only ours to end if it was not there before.
  const before = await runner.run('guest-fsfreeze-status', {}, { signal: stop.signal });
  if (before === 'frozen') throw new GuestFrozenError();

  const budget = new Budget(runner.clock, deadline);
  const filesystems = await freeze(runner, options.mountpoints, budget, thawTimeout, stop.signal);
  const done = new AbortController();
  let end: { readonly result: T } | { readonly error: unknown };
  try {
    const working = called(work, { signal: done.signal, filesystems });
    end = {
      result: await waitFor(
        {
          clock: runner.clock,
          signal: stop.signal,
          timeout: budget.left,
          timedOut: () => new GuestFreezeDeadlineError(deadline),
          aborted: (reason) => new AbortError('the work on the frozen guest', reason),
        },
        working,
      ),
    };
  } catch (error) {
    end = { error };
  }
  done.abort('error' in end ? end.error : undefined);
  const thawed = await thaw(runner, thawTimeout, 'error' in end ? end.error : undefined);
  if ('error' in end) throw end.error;
  if (filesystems > 0 && thawed === 0) throw new GuestFreezeLostError();
  return end.result;
}

async function freeze(
  runner: GuestRunner,
  mountpoints: readonly string[] | undefined,
  budget: Budget,
  thawTimeout: number,
  signal: AbortSignal,
): Promise<number> {
  const limits = { signal, timeout: budget.left };
  try {
    return mountpoints === undefined
      ? await runner.run('guest-fsfreeze-freeze', {}, limits)
      : await runner.run('guest-fsfreeze-freeze-list', { mountpoints }, limits);
  } catch (error) {
    if (await mayBeFrozen(runner, error)) await thaw(runner, thawTimeout, error);
    throw error;
  }
}

/** Whether a freeze that failed like this may have frozen something all the same, or may still do so. */
async function mayBeFrozen(runner: GuestRunner, error: unknown): Promise<boolean> {
  if (outcomeOf(error) === 'not-sent') return false;
  if (!(error instanceof GuestRejectedError)) return true;
  // A command that is not there, or is disabled because somebody else froze just now, did nothing.
  if (error.class === 'CommandNotFound') return false;
  const status = await runner.run('guest-fsfreeze-status', {}, { urgent: true }).catch(() => undefined);
  return status !== 'thawed';
}

/**
 * Thaws, again and again until the agent says that it is done. Returns how many file systems were thawed, or
 * `undefined` when that is not known because an earlier attempt may have done it.
 * @throws {@link GuestThawError}
 */
export async function thaw(
  runner: GuestRunner,
  timeout: number,
  during?: unknown,
  options: WaitOptions = {},
): Promise<number | undefined> {
  const { signal } = options;
  const budget = new Budget(runner.clock, timeout);
  let last: unknown = new Error('there was no time for it');
  let first = true;
  for (let pause = FIRST_WAIT; budget.left > 0; pause = Math.min(2 * pause, LONGEST_WAIT)) {
    const limits = { signal, timeout: Math.min(budget.left, THAW_ATTEMPT), urgent: true };
    try {
      const count = await runner.run('guest-fsfreeze-thaw', {}, limits);
      const status = await runner.run('guest-fsfreeze-status', {}, limits);
      if (status === 'thawed') return first ? count : undefined;
      last = new Error(`after a thaw the agent says "${status}"`);
    } catch (error) {
      if (error instanceof AbortError) throw error;
      last = error;
      // For good: there will be no other connection.
      if (error instanceof GuestClosedError && error.outcome === 'not-sent') break;
      // Another command stands in the way.
      if (outcomeOf(error) === 'not-sent') runner.interrupt();
    }
    first = false;
    await runner.clock.sleep(Math.min(pause, budget.left), { signal });
  }
  throw new GuestThawError(timeout, last, during);
}

function outcomeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'outcome' in error ? error.outcome : undefined;
}

/** Calls at once, and makes what is thrown a rejection. */
async function called<T>(work: FrozenWork<T>, scope: FrozenScope): Promise<T> {
  return await work(scope);
}

/** A signal that aborts with the first of the two, and lets go of both when disposed of. */
function eitherOf(
  one: AbortSignal | undefined,
  other: AbortSignal,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const abort = (reason: unknown): void => controller.abort(reason);
  const forget = [onAbort(one, abort), onAbort(other, abort)];
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const each of forget) each();
    },
  };
}
