import type { EngineState } from '../policy/index.js';
import type { Wanted } from './flight-step.js';

/** A time since the incident began, in milliseconds, as people say it: `+5.003 s`. */
export function sinceThen(after: number): string {
  return `${after < 0 ? '-' : '+'}${(Math.abs(after) / 1_000).toFixed(3)} s`;
}

/** What an engine in this state would have been doing, in words. `since`: when the incident began. */
export function standing({ incident, pending }: EngineState, since: number): string {
  if (incident === undefined) {
    const [waiting] = Object.entries(pending);
    if (waiting === undefined) return 'would have done nothing';
    const [policy, { until }] = waiting;
    return `would have waited: for "${policy}" it must last until ${sinceThen(until - since)}`;
  }
  const { phase, unknown, wakeAt } = incident;
  if (phase === 'acting') return 'would have been busy with an action';
  if (phase === 'recovering')
    return `would have waited for the cure${wakeAt === undefined ? '' : ` until ${sinceThen(wakeAt - since)}`}`;
  return unknown === undefined ? 'would have waited for evidence' : `would have waited (${unknown.reason})`;
}

/** The actions that were begun, by name. */
export function actionsOf(wanted: readonly Wanted[]): readonly string[] {
  return wanted.flatMap(({ do: what, action }) => (what === 'act' && action !== undefined ? [action] : []));
}

/** Why nothing can be said from here on, where one has begun other actions than the other. */
export function parted(did: readonly string[], would: readonly string[]): string {
  if (did.length === 0) return `${would.join(', ')} was not done then: what would have followed is not known`;
  if (would.length === 0)
    return `${did.join(', ')} was done here, and would not have been: what followed is its doing`;
  return `${did.join(', ')} was done here, and ${would.join(', ')} would have been: what would have followed is not known`;
}

const DONE_TO_WATCHDOGS: Readonly<Partial<Record<Wanted['do'], string>>> = {
  suspend: 'paused',
  listen: 'made to listen anew',
  rearm: 'armed anew',
};

/** What is assumed of watchdogs, because something else would have been done to them. */
export function assumedOfWatchdogs(did: readonly Wanted[], would: readonly Wanted[]): readonly string[] {
  const missingIn = (others: readonly Wanted[]) => (one: Wanted) =>
    one.do in DONE_TO_WATCHDOGS &&
    !others.some((other) => other.do === one.do && other.watchdog === one.watchdog);
  const named = ({ watchdog }: Wanted): string => `watchdog "${watchdog}"`;
  return [
    ...would
      .filter(missingIn(did))
      .map(
        (one) => `${named(one)} would have been ${DONE_TO_WATCHDOGS[one.do]}: it is taken to tell the same`,
      ),
    ...did
      .filter(missingIn(would))
      .map(
        (one) =>
          `${named(one)} was ${DONE_TO_WATCHDOGS[one.do]}, and would not have been: it is taken to tell the same`,
      ),
  ];
}
