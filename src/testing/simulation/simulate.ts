import { prepareToKeepTrying } from '../../core/index.js';
import type { Policy } from '../../policy/index.js';
import { Vm } from '../../vm/index.js';
import { FakeQemu } from '../fake-qemu/fake-qemu.js';
import { VirtualClock } from '../virtual-clock.js';
import { checkSimulateOptions, type SimulateOptions } from './options.js';
import { Simulation } from './simulation.js';

/** When it begins: the guest beats by then. */
const BEGINS = 200;

/**
 * Policies at work on a VM that there is not, in virtual time: a fake QEMU whose guest beats, watchdogs, and a
 * supervisor. It begins when the guest has been heard, at 200 ms by its clock.
 *
 * ```ts
 * import { act, on } from 'qmp-watchdog';
 * import { simulate } from 'qmp-watchdog/testing';
 *
 * const policies = [{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }];
 * const sim = await simulate(policies, { watchdogs: [{ id: 'guest', timeout: 5_000 }] });
 * sim.guest.hang();
 * await sim.advance(6_000);
 * console.log(sim.actions); // [{ command: 'system_reset', at: … }]
 * await sim.end();
 * ```
 *
 * @throws OptionError a policy or an option can not be used.
 */
export async function simulate(
  policies: readonly Policy[],
  options: SimulateOptions = {},
): Promise<Simulation> {
  const checked = checkSimulateOptions(options);
  // Virtual time does not wait for what is loaded.
  await prepareToKeepTrying();
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...checked.qemu });
  const connecting = Vm.connect(() => ({ transport: qemu.transport() }), {
    clock,
    interlocks: 'none',
    // Every run is the same.
    reconnect: { random: () => 0 },
  });
  const vm = await clock.runUntil(connecting);
  const simulation = new Simulation(clock, qemu, vm, policies, checked);
  await simulation.clock.advanceTo(BEGINS);
  return simulation;
}
