import type { Look } from './board.js';
import type { VmStatus } from './document.js';

/** Members of a {@link VmStatus} that count by themselves as time passes. */
const COUNTING = /"(?:timeLeft|silentFor|left|runFor|healthFor|lasts|ago)":\d+,?/g;
/** What a watchdog has left may differ by so many milliseconds from what could be reckoned. */
const EXACT = 50;

/** What has changed from one look to the next, as JSON, for one who knows the former. */
export function differenceOf(before: Look, after: Look): string {
  const vms: string[] = [];
  const left: (readonly [string, readonly (readonly [number | null, number])[]])[] = [];
  for (const [name, { status, json, standing }] of after.vms) {
    const known = before.vms.get(name);
    if (known?.standing !== standing) vms.push(json);
    else if (isPetted(known.status, status, after.now - before.now))
      left.push([status.name, status.watchdogs.map(({ timeLeft, silentFor }) => [timeLeft, silentFor])]);
  }
  // Under the names that were told, which are cut off where they are long.
  const gone = [...before.vms].flatMap(([name, { status }]) => (after.vms.has(name) ? [] : [status.name]));
  const rest = JSON.stringify({ at: after.at, problems: after.problems, gone, left });
  return `${rest.slice(0, -1)},"vms":[${vms.join(',')}]}`;
}

/** What of the JSON of a {@link VmStatus} time alone does not change. */
export function standingOf(json: string): string {
  // A quotation mark inside of a text has a backslash before it: what this takes away is never part of one.
  return json.replace(COUNTING, '');
}

/** Whether time alone does not explain what the watchdogs have left. */
function isPetted(before: VmStatus, after: VmStatus, passed: number): boolean {
  return after.watchdogs.some(({ timeLeft, silentFor }, index) => {
    const known = before.watchdogs[index];
    if (known === undefined) return true;
    const reckoned = known.timeLeft === null ? null : Math.max(known.timeLeft - passed, 0);
    if (timeLeft === null || reckoned === null) return silentFor + EXACT < known.silentFor;
    return Math.abs(timeLeft - reckoned) > EXACT;
  });
}
