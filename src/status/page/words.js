// States and durations, as people say them.

/** @import { IncidentStatus, VmStatus } from 'qmp-watchdog/status' */

/**
 * Milliseconds, for something that runs down: tenths of a second below ten.
 * @param {number} milliseconds
 */
export function remaining(milliseconds) {
  return milliseconds < 9_950 ? `${(milliseconds / 1_000).toFixed(1)} s` : duration(milliseconds);
}

/**
 * Milliseconds, in the two largest units.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = Math.max(Math.round(milliseconds / 1_000), 0);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, 'h', minutes % 60, 'min');
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/**
 * @param {number} large
 * @param {string} unit
 * @param {number} small
 * @param {string} lesser
 */
function two(large, unit, small, lesser) {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${lesser}`;
}

/**
 * Whether it runs, and how far that is known.
 * @param {VmStatus} vm
 */
export function stateOf(vm) {
  const { confidence, run, running, why } = vm;
  if (vm.health === 'exited') return `QEMU has ended${vm.exit === null ? '' : ` (${vm.exit.cause})`}`;
  if (confidence === null) return vm.supervised ? 'state not followed' : 'not supervised';
  if (confidence === 'unknown' || running === null) return 'state unknown';
  const word = run ?? (running ? 'running' : 'stopped');
  const told = why === null || why === word ? word : `${word} (${why})`;
  return confidence === 'stale' ? `was ${told} when last heard` : told;
}

/** @type {Readonly<Record<NonNullable<IncidentStatus['how']>, string>>} */
const ENDS = {
  recovered: 'recovered',
  done: 'done',
  observed: 'only observed',
  refused: 'refused by the evidence',
  superseded: 'somebody else acted',
  'not-cured': 'not cured',
  failed: 'failed',
  unknown: 'outcome unknown',
  preempted: 'gave way to something worse',
  maintenance: 'maintenance began',
  reloaded: 'policies changed',
  exited: 'QEMU ended',
  stopped: 'supervisor ended',
};

/**
 * How an incident ended.
 * @param {IncidentStatus['how']} how
 */
export function endOf(how) {
  if (how === null) return 'under way';
  return Object.hasOwn(ENDS, how) ? ENDS[how] : how;
}

/**
 * Which kind of end it was, for a shape.
 * @param {IncidentStatus['how']} how
 * @returns {'well' | 'ill' | 'open' | 'aside'}
 */
export function kindOf(how) {
  if (how === null) return 'open';
  if (how === 'recovered' || how === 'done') return 'well';
  return how === 'not-cured' || how === 'failed' || how === 'unknown' || how === 'exited' ? 'ill' : 'aside';
}
