// Safety rule 16: n restarts per period, and then halt and page; counts survive a restart of the supervisor. Across VMs, too:
// when more than a share of them falls silent together, that accuses our own path, and nothing is done to any.
import type { VirtualClock } from 'qmp-watchdog/testing';
import { expect } from 'vitest';
import type { Setting } from '../scenarios/supervised.js';
import { clause, type Library } from './clause.js';
import { type Policies, restart, setting } from './setting.js';

/** It hangs, and is reset: some 700 ms later it beats again. */
async function hangOnce(s: Setting): Promise<void> {
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(3_000);
}

const twice: Policies = ({ root: { act, on } }) => [
  {
    name: 'hung guest',
    on: on.expired('guest'),
    do: act.systemReset(),
    limit: { max: 2, per: 600_000 },
  },
];

clause('three resets within ten minutes are all there are', {
  async scenario(library) {
    await using s = await setting(library);
    for (let n = 0; n < 5; n += 1) await hangOnce(s);
    await s.clock.advance(20_000);
    expect(s.sent, 'it was reset once more').toHaveLength(3);
    expect(s.supervisor.snapshot.halted).toEqual({ 'hung guest': '3 incidents within 600000 ms' });
  },
  without: [
    {
      name: 'nobody looks at the limit',
      file: 'policy/engine.ts',
      from: 'if (begun.length >= limit.max) {',
      to: 'if (begun.length < 0) {',
    },
    {
      name: 'nobody counts',
      file: 'policy/engine.ts',
      from: '[policy.name]: [...begun, now]',
      to: '[policy.name]: begun',
    },
    {
      name: 'who has not said otherwise has no limit',
      file: 'policy/policy.ts',
      from: 'export const DEFAULT_LIMIT: Limit = { max: 3,',
      to: 'export const DEFAULT_LIMIT: Limit = { max: 3_000,',
    },
  ],
  finds: 'it was reset once more',
});

clause('a policy that is halted stays so when its period is over', {
  async scenario(library) {
    await using s = await setting(library, { policies: twice });
    for (let n = 0; n < 3; n += 1) await hangOnce(s);
    expect(s.of('halted')).toHaveLength(1);
    await s.clock.advance(600_000);
    s.qemu.guest.recover();
    await hangOnce(s);
    expect(s.sent, 'it began again by itself').toHaveLength(2);
    s.supervisor.resume('hung guest');
    await s.clock.advance(3_000);
    expect(s.sent).toHaveLength(3);
  },
  without: [
    {
      name: 'a halt bars nothing',
      file: 'policy/engine.ts',
      from: 'const halt = own(halted, policy.name);',
      to: 'const halt = undefined;',
    },
  ],
  finds: 'it began again by itself',
});

clause('a halt pages, once', {
  async scenario(library) {
    await using s = await setting(library, { policies: twice });
    for (let n = 0; n < 3; n += 1) await hangOnce(s);
    await s.clock.advance(60_000);
    expect(s.pages, 'it was halted, and nobody knows').toEqual([
      { policy: 'hung guest', reason: expect.stringContaining('"hung guest" is halted after 2 incidents') },
    ]);
  },
  without: [
    {
      name: 'it is only on record',
      file: 'policy/turn.ts',
      from: "this.effects.push({ do: 'page', reason, ...about });",
      to: '',
    },
  ],
  finds: 'it was halted, and nobody knows',
});

clause('the count survives a restart', {
  async scenario(library) {
    await using s = await setting(library, { policies: twice });
    for (let n = 0; n < 4; n += 1) {
      await hangOnce(s);
      await restart(s);
    }
    expect(s.sent, 'a restart made room for another reset').toHaveLength(2);
  },
  without: [
    {
      name: 'a new run counts anew',
      file: 'supervisor/carry-on.ts',
      from: '      orders,\n      begun,',
      to: '      orders,\n      begun: {},',
    },
    {
      name: 'the journal is not asked how often',
      file: 'journal/memory.ts',
      from: 'this.#begin(record.policy, record.at);',
      to: ';',
    },
  ],
  finds: 'a restart made room for another reset',
});

clause('a halt survives a restart, and pages again', {
  async scenario(library) {
    await using s = await setting(library, { policies: twice });
    for (let n = 0; n < 3; n += 1) await hangOnce(s);
    await s.clock.advance(600_000);
    s.qemu.guest.recover();
    await restart(s);
    await hangOnce(s);
    expect(s.sent, 'a restart lifted the halt').toHaveLength(2);
    expect(s.pages).toMatchObject([
      { reason: expect.stringContaining('still halted from before the restart') },
    ]);
  },
  without: [
    {
      name: 'a new run knows of none',
      file: 'supervisor/carry-on.ts',
      from: 'halted: Object.fromEntries(stillHalted),',
      to: '',
    },
  ],
  finds: 'a restart lifted the halt',
});

/** VMs on one clock, supervised as one fleet. */
async function fleetOf(
  library: Library,
  many: number,
): Promise<AsyncDisposable & { readonly all: Setting[] }> {
  const clock: VirtualClock = new library.testing.VirtualClock();
  const fleet = new library.root.Fleet({ clock });
  const all: Setting[] = [];
  for (let n = 0; n < many; n += 1) all.push(await setting(library, { clock, supervisor: { fleet } }));
  return {
    all,
    async [Symbol.asyncDispose]() {
      for (const one of all) await one[Symbol.asyncDispose]();
    },
  };
}

clause(
  'where more than a fifth of the VMs falls silent within a minute, none is reset and all of them page',
  {
    async scenario(library) {
      await using fleet = await fleetOf(library, 10);
      const [first, ...others] = fleet.all;
      await first?.clock.advance(2_000);
      // A switch has failed: every guest is well.
      for (const { qemu } of [first!, ...others.slice(0, 2)]) qemu.guest.mute();
      await first?.clock.advance(5_000);
      const sent = fleet.all.flatMap((one) => one.sent);
      expect(sent, 'VMs were reset for what they share').toEqual([]);
      const reasons = fleet.all.map(({ pages }) => pages[0]?.reason);
      expect(new Set(reasons)).toEqual(
        new Set([
          'nothing destructive is done: 3 of 10 VMs fell silent within 60000 ms, which accuses what they share',
        ]),
      );
    },
    without: [
      {
        name: 'nobody looks at them together',
        file: 'supervisor/fleet.ts',
        from: 'if (silent < this.#least || silent <= this.#share * this.#members.size) return;',
        to: 'return;',
      },
      {
        name: 'a fifth is not much',
        file: 'supervisor/fleet.ts',
        from: 'const { share = 0.2 } = options;',
        to: 'const { share = 0.5 } = options;',
      },
      {
        name: 'a suspicion bars nothing',
        file: 'policy/engine.ts',
        from: 'this.#turn.update({ suspicion: input.reason });',
        to: '',
      },
    ],
    finds: 'VMs were reset for what they share',
  },
);
