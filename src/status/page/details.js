// All that is known of one VM.

/** @import { FailoverSafeStatus, VmStatus } from 'qmp-watchdog/status' */

import { element } from './dom.js';
import { incidentList } from './incidents.js';
import { duration } from './words.js';

/** @typedef {readonly [name: string, value: string | number | null][]} Facts */

/**
 * The parts of an opened row.
 * @param {VmStatus} vm
 * @param {number} passed
 * @param {readonly Node[]} bars
 */
export function detailsOf(vm, passed, bars) {
  return [
    // One alone stands in the row.
    ...part('Why', vm.because.length > 1 ? list(vm.because) : undefined, 'wide'),
    ...part('Watchdogs', bars.length === 0 ? undefined : element('div', 'dogs all', undefined, bars)),
    ...part('QEMU', table(qemuOf(vm, passed))),
    ...part('Supervisor', table(supervisorOf(vm, passed))),
    ...part('Failover-safe', vm.failoverSafe === null ? undefined : table(proofOf(vm.failoverSafe))),
    ...part(
      'Barred',
      list(
        vm.interlocks.map(({ bars: barred, reason, by, time }) => `${barred}: ${reason} (by ${by}, ${time})`),
      ),
    ),
    ...part('Incidents', vm.incidents.length === 0 ? undefined : incidentList(vm, passed), 'wide'),
    ...part(
      'Pages',
      list(vm.pages.map(({ reason, ago }) => `${duration(ago + passed)} ago: ${reason}`)),
      'wide',
    ),
  ];
}

/**
 * @param {string} title
 * @param {Node | undefined} content
 */
function part(title, content, className = '') {
  if (content === undefined) return [];
  return [element('section', className, undefined, [element('h3', '', title), content])];
}

/** @param {readonly string[]} lines */
function list(lines) {
  if (lines.length === 0) return undefined;
  return element(
    'ul',
    'lines',
    undefined,
    lines.map((line) => element('li', '', line)),
  );
}

/** @param {Facts} rows */
function table(rows) {
  const known = rows.filter(([, value]) => value !== null && value !== '');
  const cells = known.flatMap(([name, value]) => [element('dt', '', name), element('dd', '', String(value))]);
  return element('dl', '', undefined, cells);
}

/**
 * @param {VmStatus} vm
 * @param {number} passed
 * @returns {Facts}
 */
function qemuOf(vm, passed) {
  const { exit } = vm;
  const how =
    exit === null ? null : [exit.cause, exit.code === null ? null : `code ${exit.code}`, exit.signal];
  return [
    ['run state', vm.run],
    ['stopped by', vm.why],
    ['certainty', vm.confidence],
    ['answers', vm.health === null ? null : `${vm.health}, for ${duration((vm.healthFor ?? 0) + passed)}`],
    ['session', vm.session === null ? null : `${vm.session}${vm.connected ? '' : ', lost'}`],
    ['ended', how?.filter((one) => one !== null).join(', ') ?? null],
    ['drives', vm.blockErrors.map(({ device, status }) => `${device}: ${status}`).join(', ')],
  ];
}

/**
 * @param {VmStatus} vm
 * @param {number} passed
 * @returns {Facts}
 */
function supervisorOf(vm, passed) {
  const { maintenance, incident } = vm;
  return [
    ['runs', vm.supervised ? 'yes' : 'no'],
    ['mode', vm.mode],
    ['policies', vm.policies.join(', ')],
    [
      'busy with',
      incident === null
        ? null
        : `${incident.policy}, ${incident.phase} for ${duration(incident.lasts + passed)}`,
    ],
    ['because', incident?.cause ?? null],
    ['waits for', incident?.waitsFor ?? null],
    ['maintenance', maintenance?.reason ?? null],
    ['suspicion', vm.suspicion],
    ['halted', vm.halted.map(({ policy, reason }) => `${policy}: ${reason}`).join('; ')],
    ['journal', vm.journalFailure],
    ['held still', vm.latch?.reason ?? null],
  ];
}

/**
 * @param {FailoverSafeStatus} proof
 * @returns {Facts}
 */
function proofOf({ level, standing, registered, storage, issued, token, session }) {
  return [
    ['level', `${level}, ${standing}`],
    ['registered', registered ? 'at a lease store' : 'no, on this host only'],
    ['storage', storage],
    ['issued', issued],
    ['token', token],
    ['session', session],
  ];
}
