import { AbortError, LagMonitor, lagTolerance, messageOf, TimeoutError, waitFor } from '../../core/index.js';
import type { Probe, ProbeAnswer, ProbeLimits } from '../probe.js';

/** A reason is for people and records. */
const LONGEST_REASON = 500;

/**
 * Asks a probe, within its timeout. Never rejects: what went wrong, took too long, or is no verdict, is `unknown`, and so
 * is a `fail` that this process was itself too late to find.
 */
export async function askProbe<Context extends ProbeLimits>(
  probe: Probe<Context>,
  context: Context,
): Promise<ProbeAnswer> {
  const { clock } = context;
  const lag = LagMonitor.of(clock);
  const unwatch = lag.watch();
  const stalledBefore = lag.total(clock.now());
  try {
    const { verdict, reason } = await bounded(probe, context);
    const stalled = lag.total(clock.now()) - stalledBefore;
    if (verdict === 'fail' && stalled > lagTolerance(probe.timeout))
      return unknown(`own-lag: ${Math.round(stalled)} ms, in which ${String(reason)}`);
    if (verdict !== 'ok' && verdict !== 'fail' && verdict !== 'unknown')
      return unknown(`${probe.name} answered what is no verdict`);
    return { verdict, reason: short(String(reason)) };
  } catch (error) {
    return unknown(messageOf(error));
  } finally {
    unwatch();
  }
}

async function bounded<Context extends ProbeLimits>(
  probe: Probe<Context>,
  context: Context,
): Promise<ProbeAnswer> {
  const { name, timeout } = probe;
  const { clock, signal } = context;
  // What is not begun can not fail unheard.
  if (signal.aborted) throw new AbortError(name, signal.reason);
  const own = new AbortController();
  try {
    return await waitFor(
      {
        clock,
        signal,
        timeout,
        timedOut: () => new TimeoutError('ERR_TIMEOUT', `${name} took longer than ${timeout} ms`, timeout),
        aborted: (reason) => new AbortError(name, reason),
      },
      // An async function, so that a throw before the first await is a rejection too.
      (async () => probe.run({ ...context, signal: own.signal }))(),
    );
  } finally {
    own.abort();
  }
}

function unknown(reason: string): ProbeAnswer {
  return { verdict: 'unknown', reason: short(reason) };
}

function short(reason: string): string {
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 3)}...` : reason;
}
