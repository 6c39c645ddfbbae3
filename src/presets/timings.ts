import { knownOptions, milliseconds, OptionError } from '../core/index.js';
import type { Action } from '../policy/index.js';

/** What {@link checkTimings} looks at; what is left out is not looked at. All times are milliseconds. */
export interface TimingsOptions {
  /** When the watchdog expires. */
  readonly timeout: number;
  /** How often it is petted when all is well. */
  readonly pulseInterval?: number | undefined;
  /** By how much a pet may be late when all is well: the network, a stalled host, a collection of garbage. Default 0. */
  readonly jitter?: number | undefined;
  /** How long before expiry it warns. Default 0: it does not. */
  readonly pretimeout?: number | undefined;
  /** How long a guest may take from a reset to its first pet. */
  readonly bootGrace?: number | undefined;
  /** What follows when it expires. */
  readonly do?: Action | undefined;
}

/** Two pets in a row may be lost. */
const PULSES = 3;

/**
 * Refuses timings that would call a peer dead that is well, or do the next thing to a guest before the last one could
 * help. The message has the inequality and the numbers:
 *
 * - `timeout ≥ 3 · pulseInterval + jitter`: two pets may be lost, and the third be late;
 * - `timeout - pretimeout ≥ pulseInterval + jitter`: no warning while pets come as they should;
 * - `bootGrace > timeout`: a guest that boots has longer than one that runs;
 * - for each step of an escalation, `step ≥ bootGrace` where its action makes the guest boot, `step ≥ pulseInterval +
 *   jitter` where not, and `step ≥` the action's own deadline: what cured it must be seen before the next step begins.
 * @throws {@link OptionError}
 */
export function checkTimings(timings: TimingsOptions, where = 'timings'): void {
  knownOptions(where, timings, ['timeout', 'pulseInterval', 'jitter', 'pretimeout', 'bootGrace', 'do']);
  const time = (
    name: 'timeout' | 'pulseInterval' | 'jitter' | 'pretimeout' | 'bootGrace',
    min: number,
  ): number => milliseconds(`${where}.${name}`, timings[name], 0, { min });
  if (timings.timeout === undefined)
    throw new OptionError(`${where}.timeout`, undefined, 'a number of milliseconds');
  const timeout = time('timeout', 1);
  const pulse = time('pulseInterval', 1);
  const jitter = time('jitter', 0);
  const pretimeout = time('pretimeout', 0);
  const bootGrace = time('bootGrace', 1);

  const least = PULSES * pulse + jitter;
  if (timeout < least)
    throw new OptionError(
      `${where}.timeout`,
      timeout,
      `at least ${least} ms: timeout ≥ ${PULSES} · pulseInterval + jitter = ${PULSES} · ${pulse} + ${jitter}`,
    );
  if (pretimeout > 0 && timeout - pretimeout < pulse + jitter)
    throw new OptionError(
      `${where}.pretimeout`,
      pretimeout,
      `at most ${timeout - pulse - jitter} ms: timeout - pretimeout ≥ pulseInterval + jitter, ${timeout} - pretimeout ≥ ${pulse} + ${jitter}`,
    );
  if (timings.bootGrace !== undefined && bootGrace <= timeout)
    throw new OptionError(`${where}.bootGrace`, bootGrace, `more than ${timeout} ms: bootGrace > timeout`);
  if (timings.do !== undefined) checkSteps(`${where}.do`, timings.do, { bootGrace, pulse, jitter });
}

interface Needed {
  readonly bootGrace: number;
  readonly pulse: number;
  readonly jitter: number;
}

function checkSteps(where: string, planned: Action, needed: Needed): void {
  if (planned.kind === 'sequence')
    for (const [index, one] of planned.actions.entries())
      checkSteps(`${where}.actions[${index}]`, one, needed);
  if (planned.kind !== 'escalation') return;
  for (const [index, { action, timeout }] of planned.steps.entries()) {
    const step = `${where}.steps[${index}]`;
    const [least, because] = leastStep(action, needed);
    if (timeout < least)
      throw new OptionError(
        `${step}.timeout`,
        timeout,
        `at least ${least} ms for ${action.name}: step ≥ ${because}`,
      );
    checkSteps(`${step}.action`, action, needed);
  }
}

/** The shortest step that this action may be, and what that is the value of. */
function leastStep(planned: Action, { bootGrace, pulse, jitter }: Needed): readonly [number, string] {
  const last = lastOf(planned);
  const candidates: readonly (readonly [number, string])[] = [
    [pulse + jitter, `pulseInterval + jitter = ${pulse} + ${jitter}`],
    [last?.boots === true ? bootGrace : 0, `bootGrace = ${bootGrace}, in which the guest boots`],
    [planned.kind === 'action' ? planned.timeout : 0, "the action's own deadline"],
  ];
  return candidates.reduce((most, one) => (one[0] > most[0] ? one : most));
}

/** After which the cure is waited for; of an escalation any may be, and each has a time of its own. */
function lastOf(planned: Action): Extract<Action, { kind: 'action' }> | undefined {
  if (planned.kind === 'action') return planned;
  const last = planned.kind === 'sequence' ? planned.actions.at(-1) : undefined;
  return last && lastOf(last);
}
