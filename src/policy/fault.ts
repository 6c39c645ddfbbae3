import { classify, isAtLeast, kindOf, worsened } from '../faults/index.js';
import type { Cause, FaultTrigger, Trigger } from './cause.js';
import type { Holds, View } from './condition.js';

/** A fault that came lately, as far as its repetition counts. */
export interface PastFault {
  readonly kind: string;
  readonly at: number;
  /** How many of them at once. */
  readonly count: number;
}

/** More are not remembered: a host that tells thousands of kinds of faults has other sorrows. */
const MOST_PAST = 512;

/** Whether what happened is as bad as the trigger asks for. @throws what `classify` throws */
export function isBadEnough(trigger: FaultTrigger, cause: Cause, before: readonly PastFault[]): boolean {
  if (cause.on !== 'event' && cause.on !== 'host-error') return false;
  const found = classify(cause, trigger.classify);
  if (isAtLeast(found.severity, trigger.atLeast)) return true;
  const times = timesOf(trigger, cause, before);
  return times > 0 && isAtLeast(worsened(found, times).severity, trigger.atLeast);
}

/** Whether a fault that is bad enough keeps the VM from running. @throws what `classify` throws */
export function standsStill(trigger: FaultTrigger, { vm }: View): Holds {
  if (vm?.confidence !== 'known') return 'unknown';
  const { run, blockErrors } = vm;
  if (run === undefined || run.running || run.status === undefined) return 'no';
  const fault = { on: 'run-state', status: run.status, blockErrors } as const;
  return isAtLeast(classify(fault, trigger.classify).severity, trigger.atLeast) ? 'yes' : 'no';
}

/** How often it came, where that is often enough to count, else 0. QEMU holds events back: it came at least so often. */
function timesOf({ repeated }: FaultTrigger, cause: Cause, before: readonly PastFault[]): number {
  if (repeated === undefined) return 0;
  const kind = kindOfCause(cause);
  const times = before
    .filter((past) => past.kind === kind && past.at > cause.at - repeated.per)
    .reduce((sum, { count }) => sum + count, 0);
  return times >= repeated.times ? times : 0;
}

/** The faults that came lately, and this cause if it is one; `before` as it is where nobody counts them. */
export function withFault(
  triggers: readonly Trigger[],
  cause: Cause,
  before: readonly PastFault[],
): readonly PastFault[] {
  const kind = kindOfCause(cause);
  const per = Math.max(0, ...triggers.flatMap(periodsOf));
  if (kind === undefined || per === 0) return before;
  const count = cause.on === 'host-error' ? cause.error.count : 1;
  const lately = before.filter(({ at }) => at > cause.at - per);
  return [...lately, { kind, at: cause.at, count }].slice(-MOST_PAST);
}

function kindOfCause(cause: Cause): string | undefined {
  return cause.on === 'event' || cause.on === 'host-error' ? kindOf(cause) : undefined;
}

function periodsOf(trigger: Trigger): readonly number[] {
  if (trigger.on === 'any') return trigger.of.flatMap(periodsOf);
  return trigger.on === 'fault' && trigger.repeated !== undefined ? [trigger.repeated.per] : [];
}
