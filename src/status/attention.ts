import type { Attention, VmStatus } from './document.js';

type Known = Omit<VmStatus, 'attention' | 'because'>;
type Finding = readonly [Exclude<Attention, 'none'>, string];

/** Without an answer for so long, a VM is not just connecting anew: milliseconds. */
const UNHEARD = 60_000;
/** A page of that age has been seen: milliseconds. */
const SEEN = 3_600_000;

/** Run states into which only a fault brings a VM. */
const FAULTS: ReadonlySet<unknown> = new Set(['io-error', 'panic', 'watchdog', 'internal-error']);
/** Ends of a QEMU that somebody wanted. */
const WANTED_ENDS: ReadonlySet<string> = new Set(['quit', 'guest-shutdown']);

/**
 * Whether somebody must see to a VM, and why. In its maintenance nothing but what keeps its supervisor from working is
 * urgent: somebody is at it already.
 */
export function attentionOf(vm: Known): Pick<VmStatus, 'attention' | 'because'> {
  const own = [...ofSupervisor(vm)];
  const rest = [...ofIncidents(vm), ...ofGuest(vm), ...ofQemu(vm), ...ofStart(vm)];
  const eased = vm.maintenance === null ? rest : rest.map(([, why]): Finding => ['look', why]);
  const found = [...own, ...eased];
  const now = found.filter(([attention]) => attention === 'now');
  const look = found.filter(([attention]) => attention === 'look');
  return {
    attention: now.length > 0 ? 'now' : look.length > 0 ? 'look' : 'none',
    because: [...now, ...look].map(([, why]) => why),
  };
}

function* ofSupervisor(vm: Known): Generator<Finding, void, void> {
  if (!vm.supervised) yield ['now', 'its supervisor does not run'];
  if (vm.journalFailure !== null) yield ['now', `nothing can be recorded: ${vm.journalFailure}`];
  for (const { policy, reason } of vm.halted) yield ['now', `policy "${policy}" is halted: ${reason}`];
  if (vm.suspicion !== null) yield ['now', `nothing destructive is done: ${vm.suspicion}`];
}

function* ofIncidents({ incident, pages }: Known): Generator<Finding, void, void> {
  if (incident?.waitsFor != null)
    yield ['now', `policy "${incident.policy}" can not go on: ${incident.waitsFor}`];
  else if (incident !== null) yield ['look', `policy "${incident.policy}" is at work: ${incident.cause}`];
  for (const { reason, ago } of pages.slice(0, 1)) if (ago < SEEN) yield ['look', `paged: ${reason}`];
}

function* ofGuest({ watchdogs, why, blockErrors }: Known): Generator<Finding, void, void> {
  if (FAULTS.has(why)) yield ['now', `the VM is stopped: ${why}`];
  if (why === 'guest-shutdown' || why === 'other') yield ['look', `the VM does not run: ${why}`];
  for (const { device, status } of blockErrors)
    yield ['now', `drive ${device === '' ? 'without a name' : device}: ${status}`];
  for (const { id, state, pausedBy, unknownBecause } of watchdogs) {
    if (pausedBy !== null) continue;
    if (state === 'expired') yield ['now', `watchdog "${id}" has expired`];
    else if (unknownBecause !== null) yield ['look', `watchdog "${id}" hears nothing: ${unknownBecause}`];
    else if (state === 'pretimeout') yield ['look', `watchdog "${id}" is about to expire`];
  }
}

function* ofQemu({ health, healthFor, exit }: Known): Generator<Finding, void, void> {
  if (health === 'exited') {
    const cause = exit?.cause ?? 'unexplained';
    yield [WANTED_ENDS.has(cause) ? 'look' : 'now', `its QEMU has ended: ${cause}`];
  } else if (health === 'unresponsive' || health === 'main-loop-stalled')
    yield ['now', `QEMU does not answer: ${health}`];
  else if (health === 'disconnected' || health === 'unknown')
    yield [(healthFor ?? 0) >= UNHEARD ? 'now' : 'look', `QEMU is not heard: ${health}`];
}

function* ofStart(vm: Known): Generator<Finding, void, void> {
  const { failoverSafe, latch, incident, interlocks, connected, running } = vm;
  if (failoverSafe !== null && connected === true && running === true)
    yield [
      'now',
      `it runs in spite of its failover-safe proof (${failoverSafe.level}): it may run elsewhere, too`,
    ];
  else if (failoverSafe !== null)
    yield ['look', `failover-safe (${failoverSafe.level}), the proof is ${failoverSafe.standing}`];
  // While that is being done somebody is at work; afterwards it is half done.
  else if (latch !== null) yield [incident === null ? 'now' : 'look', `it is held still: ${latch.reason}`];
  for (const { bars, reason } of interlocks) yield ['look', `${bars} is barred: ${reason}`];
}
