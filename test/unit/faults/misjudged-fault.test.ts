// The fear: what may destroy data passes for a trifle, or a trifle takes a healthy VM down.
import { describe, expect, test } from 'vitest';
import { type AnyEvent, classify, type HostError, type Severity, type VmFault } from 'qmp-watchdog';
import { FAULT_EVENTS, kindOf, worsened } from '../../../src/faults/index.js';

const told = (event: string, data: unknown = {}): Extract<VmFault, { on: 'event' }> => {
  const happened: AnyEvent = { event, data, timestamp: { seconds: 0, microseconds: 0 }, at: 0 };
  return { on: 'event', event: happened };
};
const memory = (recipient: string, action: string, actionRequired = false, recursive = false): VmFault =>
  told('MEMORY_FAILURE', { recipient, action, flags: { 'action-required': actionRequired, recursive } });
const disk = (action: string, more: object = {}): VmFault =>
  told('BLOCK_IO_ERROR', {
    device: '',
    'node-name': 'd0',
    operation: 'write',
    action,
    reason: 'EIO',
    ...more,
  });
const still = (status: string, ...drives: readonly string[]): VmFault => ({
  on: 'run-state',
  // A newer QEMU's, too.
  status: status as never,
  blockErrors: drives.map((one) => ({ device: '', status: one })),
});
const host = (severity: Severity): VmFault => {
  const error: HostError = { severity, message: 'a fan', count: 1 };
  return { on: 'host-error', source: 'bmc', error };
};

const JUDGED: readonly (readonly [string, VmFault, Severity])[] = [
  ['a corrected error of the guest', memory('guest', 'inject'), 'degraded'],
  ['one that the guest was using', memory('guest', 'inject', true), 'serious'],
  ['one that came while another was handled', memory('guest', 'inject', true, true), 'fatal'],
  ['one that the guest can not be told', memory('guest', 'ignore'), 'serious'],
  ['one that the guest can not survive', memory('guest', 'reset', true), 'fatal'],
  ["one of QEMU's own memory", memory('hypervisor', 'fatal', true), 'fatal'],
  ["one of QEMU's own that nothing needs", memory('hypervisor', 'ignore'), 'degraded'],
  ['what a newer QEMU does about one', memory('guest', 'heal'), 'serious'],
  ['one without flags', told('MEMORY_FAILURE', { recipient: 'guest', action: 'inject' }), 'degraded'],
  ['one without data', told('MEMORY_FAILURE', undefined), 'serious'],
  ['a disk error that stopped the VM', disk('stop'), 'serious'],
  ['a full disk that stopped it', disk('stop', { nospace: true }), 'degraded'],
  ['a disk error that the guest was told', disk('report'), 'degraded'],
  ['one that nobody was told', disk('ignore'), 'degraded'],
  ['what a newer QEMU does about one', disk('retry'), 'serious'],
  ['a panic that stopped the guest', told('GUEST_PANICKED', { action: 'pause' }), 'fatal'],
  ['one that goes on into a crash kernel', told('GUEST_PANICKED', { action: 'run' }), 'serious'],
  ['a crash kernel at work', told('GUEST_CRASHLOADED', { action: 'run' }), 'degraded'],
  ['a corrupted image', told('BLOCK_IMAGE_CORRUPTED', { msg: 'refcount', fatal: false }), 'serious'],
  ['one that can not be used', told('BLOCK_IMAGE_CORRUPTED', { msg: 'refcount', fatal: true }), 'fatal'],
  [
    'a copy of several that is bad',
    told('QUORUM_REPORT_BAD', { type: 'read', 'node-name': 'c1' }),
    'degraded',
  ],
  ['too few that agree', told('QUORUM_FAILURE', { reference: 'q' }), 'serious'],
  [
    'a network backend that is gone',
    told('NETDEV_VHOST_USER_DISCONNECTED', { 'netdev-id': 'n0' }),
    'degraded',
  ],
  ['a reservation helper that is back', told('PR_MANAGER_STATUS_CHANGED', { connected: true }), 'info'],
  ['no fault', told('RTC_CHANGE', { offset: 1 }), 'info'],
  ['an event by the name of an inherited member', told('toString'), 'info'],
  ['a VM that can not go on', still('internal-error'), 'fatal'],
  ['one that stands still for a disk', still('io-error', 'failed'), 'serious'],
  ['for a full disk and a broken one', still('io-error', 'nospace', 'failed'), 'serious'],
  ['for full disks only', still('io-error', 'nospace', 'nospace'), 'degraded'],
  ['for it is not known which', still('io-error'), 'serious'],
  ['for somebody', still('paused'), 'info'],
  ['an error of the host, as its source says', host('degraded'), 'degraded'],
];

test.each(JUDGED)('%s', (_, fault, severity) => {
  expect(classify(fault).severity).toBe(severity);
});

test('every kind of event that may be a fault says why', () => {
  for (const event of FAULT_EVENTS) {
    expect(classify(told(event)).why).toMatch(/\w/);
    // Whatever came over the wire, it is judged.
    const empty = { info: null, flags: null, msg: null, error: null };
    expect(classify(told(event, empty)).why).toMatch(/\w/);
    expect(classify(told(event, null)).why).toMatch(/\w/);
  }
});

describe('somebody else judges', () => {
  test('by a severity, by a reason of their own, or leaves it', () => {
    const fault = disk('stop');
    expect(classify(fault, () => 'info')).toEqual({ severity: 'info', why: 'write failed: EIO' });
    expect(classify(fault, () => ({ severity: 'fatal', why: 'ours' }))).toEqual({
      severity: 'fatal',
      why: 'ours',
    });
    expect(classify(fault, () => undefined)).toEqual(classify(fault));
  });

  test('and is told what is usual', () => {
    const milder = classify(host('fatal'), (_, { severity }) =>
      severity === 'fatal' ? 'serious' : undefined,
    );
    expect(milder.severity).toBe('serious');
  });
});

test('what comes back is told apart by where it is', () => {
  expect(kindOf(disk('stop'))).toBe(kindOf(disk('report')));
  expect(kindOf(disk('stop'))).not.toBe(kindOf(disk('stop', { 'node-name': 'd1' })));
  expect(worsened({ severity: 'degraded', why: 'x' }, 3)).toEqual({
    severity: 'serious',
    why: 'x, at least 3 times',
  });
  expect(worsened({ severity: 'fatal', why: 'x' }, 3).severity).toBe('fatal');
});
