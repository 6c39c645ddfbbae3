// A VM in virtual time, over a fake QEMU that can be replaced by another one.
import { Vm, type VmChange, type VmOptions } from 'qmp-watchdog';
import { FakeQemu, type FakeQemuOptions, VirtualClock } from 'qmp-watchdog/testing';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'p-retry';

export interface Followed {
  readonly clock: VirtualClock;
  readonly vm: Vm;
  /** The QEMU that the address leads to. */
  readonly qemu: FakeQemu;
  readonly changes: VmChange[];
  /** `type source` of every change so far, and what it is about. */
  readonly log: string[];
  /** Another QEMU serves the address from now on. */
  replace(options?: FakeQemuOptions): FakeQemu;
}

export interface FollowOptions {
  readonly qemu?: FakeQemuOptions;
  readonly vm?: VmOptions;
  readonly clock?: VirtualClock;
}

export const UUID = '11111111-2222-4333-8444-555555555555';

/** Connected, and everything learned. */
export async function followed(options: FollowOptions = {}): Promise<Followed> {
  const clock = options.clock ?? new VirtualClock();
  let qemu = new FakeQemu({ clock, uuid: UUID, name: 'vm1', ...options.qemu });
  const vm = await clock.runUntil(
    Vm.connect(() => ({ transport: qemu.transport() }), {
      clock,
      interlocks: 'none',
      reconnect: { min: 100, max: 1_000, random: () => 0 },
      ...options.vm,
    }),
  );
  const changes: VmChange[] = [];
  const log: string[] = [];
  vm.onChange((change) => {
    // It goes down and up with every hint.
    if (change.type === 'confidence') return;
    changes.push(change);
    log.push(`${change.type} ${change.source}${about(change)}`);
  });
  // What was asked beside what connecting waits for.
  await clock.advance(0);
  return {
    clock,
    vm,
    get qemu() {
      return qemu;
    },
    changes,
    log,
    replace(next = {}) {
      qemu = new FakeQemu({ clock, uuid: UUID, name: 'vm1', ...options.qemu, ...next });
      return qemu;
    },
  };
}

function about(change: VmChange): string {
  switch (change.type) {
    case 'run':
      return `: ${change.to.why ?? (change.to.running ? 'running' : 'stopped')}`;
    case 'health':
      return `: ${change.to.verdict}`;
    case 'migration':
      return `: ${change.to.status}`;
    case 'block-errors':
      return `: ${change.to.map(({ status }) => status).join() || 'none'}`;
    case 'exited':
      return `: ${change.exit.cause}`;
    default:
      return '';
  }
}
