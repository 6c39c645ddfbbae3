// The policies that the golden scenarios are played against, made of the library that is given: it may be a mutated one.
import type { Policy } from 'qmp-watchdog';
import type { Library } from '../../mutated/library.js';

/** Which policies a scenario is played against. */
export type PolicySet = keyof ReturnType<typeof policiesOf>;

export function policiesOf({ root: { act, on, when } }: Library) {
  const hung: Policy = {
    name: 'hung guest',
    on: on.expired('guest'),
    do: act.escalate(
      { action: act.injectNmi(), timeout: 1_000 },
      { action: act.systemReset(), timeout: 20_000 },
    ),
  };
  const disk: Policy = {
    name: 'disk error',
    on: on.state(({ run }) => run?.why === 'io-error', 'stopped by a disk error'),
    for: 500,
    do: act.cont({ attempts: 2 }),
    severity: 'degraded',
  };
  const panic: Policy = {
    name: 'panic',
    on: on.event('GUEST_PANICKED', ({ action }) => action === 'pause'),
    do: act.systemReset(),
    severity: 'fatal',
  };
  return {
    /** A guest that hangs: an NMI, then a reset. */
    escalation: [hung],
    /** A reset, but neither in a migration nor soon after another one. */
    careful: [{ ...hung, do: act.systemReset(), when: when.notMigrating(), cooldown: 60_000 }],
    disk: [disk],
    panic: [panic],
    /** An NMI to a guest that is silent; a reset when its service, of which more is expected, is. */
    two: [
      { ...hung, do: act.injectNmi() },
      { name: 'hung service', on: on.expired('service'), do: act.systemReset() },
    ],
    /** All that a VM may need. */
    all: [hung, disk, panic],
  } satisfies Record<string, readonly Policy[]>;
}
