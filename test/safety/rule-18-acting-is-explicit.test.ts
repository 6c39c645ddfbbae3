// Safety rule 18: observing is the default, and acting needs an explicit `enforce`. Maintenance expires by itself and shows.
// `enforce` takes an exclusive claim on the VM; a second supervisor is refused with the holder's pid.
import { expect } from 'vitest';
import { clause } from './clause.js';
import { setting } from './setting.js';

clause('who says nothing observes', {
  async scenario(library) {
    const { act, on, Supervisor } = library.root;
    await using s = await setting(library, { run: false });
    // A journal says where to record, and not that anything is to be done.
    const supervisor = new Supervisor({
      vm: s.vm,
      watchdogs: [s.dog],
      policies: [{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }],
      clock: s.clock,
      journal: s.journal,
    });
    const stop = new AbortController();
    const running = supervisor.run({ signal: stop.signal });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(10_000);
    stop.abort();
    await s.clock.runUntil(running);
    expect(s.sent, 'it acted, and nobody had told it to').toEqual([]);
    const kinds = (await s.onDisk()).map(({ kind }) => kind);
    expect(kinds).toContain('would');
    expect(kinds).not.toContain('intent');
  },
  without: [
    {
      name: 'the default is to enforce',
      file: 'supervisor/options.ts',
      from: "options.mode, 'observe', ['observe', 'enforce']",
      to: "options.mode, 'enforce', ['observe', 'enforce']",
    },
    {
      name: 'observing acts as well',
      file: 'policy/incident-course.ts',
      from: "else if (this.#turn.mode === 'observe') {",
      to: "else if (this.#turn.mode !== 'observe') {",
    },
  ],
  finds: 'it acted, and nobody had told it to',
});

clause('who is told to observe stops acting', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.runUntil(s.supervisor.observe('back to work'));
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(10_000);
    expect(s.sent, 'it acted, and was told not to').toEqual([]);
    expect(s.supervisor.snapshot.mode).toBe('observe');
  },
  without: [
    {
      name: 'a mode is that of the beginning',
      file: 'policy/engine.ts',
      from: 'this.#turn.update({ mode: input.mode });',
      to: '',
    },
  ],
  finds: 'it acted, and was told not to',
});

clause('who enforces says where it is recorded', {
  async scenario(library) {
    const { Supervisor } = library.root;
    await using s = await setting(library, { run: false });
    const given = { vm: s.vm, policies: [], clock: s.clock };
    // The types do not let it pass either.
    const enforcing = (): unknown => new Supervisor({ ...given, mode: 'enforce' } as never);
    expect(enforcing, 'it enforces, and nobody said where that is recorded').toThrow('supervisor.journal');
    expect(new Supervisor({ ...given, mode: 'enforce', journal: 'none' })).toBeDefined();
  },
  without: [
    {
      name: 'nobody asks',
      file: 'supervisor/options.ts',
      from: "if (mode === 'enforce' && options.journal === undefined) {",
      to: "if (mode === 'observe' && options.mode === 'enforce') {",
    },
  ],
  finds: 'it enforces, and nobody said where that is recorded',
});

clause('in maintenance nothing is done', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.supervisor.maintenance('disk replaced', { ttl: 20_000 });
    s.qemu.guest.hang();
    await s.clock.advance(19_000);
    expect(s.of('intent'), 'it acted in maintenance').toEqual([]);
    expect(s.sent).toEqual([]);
  },
  without: [
    {
      name: 'maintenance bars nothing',
      file: 'policy/engine.ts',
      from: 'else if (maintenance !== undefined || rests) {',
      to: 'else if (rests) {',
    },
  ],
  finds: 'it acted in maintenance',
});

clause('maintenance ends by itself, and what stands is looked after', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.supervisor.maintenance('disk replaced', { ttl: 20_000 });
    s.qemu.guest.hang();
    await s.clock.advance(23_000);
    expect(s.sent, 'a hung guest, and maintenance that nobody has ended').toEqual(['system_reset']);
    expect(s.supervisor.snapshot.maintenance).toBeUndefined();
  },
  without: [
    {
      name: 'nobody looks when its time has passed',
      file: 'policy/engine.ts',
      from: '    maintenance?.until,\n',
      to: '',
    },
    {
      name: 'what it held back is forgotten',
      file: 'policy/engine.ts',
      from: 'if (ttl <= 0) {\n      this.#lookAtAll();',
      to: 'if (ttl <= 0) {',
    },
  ],
  finds: 'a hung guest, and maintenance that nobody has ended',
});

clause('maintenance has to have an end', {
  async scenario(library) {
    await using s = await setting(library);
    const forEver = (): void => s.supervisor.maintenance('disk replaced', { ttl: Number.POSITIVE_INFINITY });
    expect(forEver, 'maintenance without an end').toThrow('maintenance.ttl');
  },
  without: [
    {
      name: 'it may last for ever',
      file: 'supervisor/supervisor.ts',
      from: "milliseconds('maintenance.ttl', ttl ?? Number.NaN, 0, { min: 0 });",
      to: '',
    },
  ],
  finds: 'maintenance without an end',
});

clause('maintenance shows in the status', {
  async scenario(library) {
    await using s = await setting(library);
    s.supervisor.maintenance('disk replaced', { ttl: 20_000 });
    const { maintenance } = s.supervisor.snapshot;
    const shown = { reason: 'disk replaced', until: s.clock.now() + 20_000 };
    expect(maintenance, 'nobody can see that nothing will be done').toMatchObject(shown);
  },
  without: [
    {
      name: 'it is the business of the engine',
      file: 'supervisor/supervisor.ts',
      from: '      maintenance,\n      suspicion,\n      running',
      to: '      maintenance: undefined,\n      suspicion,\n      running',
    },
  ],
  finds: 'nobody can see that nothing will be done',
});

clause('a second one that enforces is refused, and told who does', {
  async scenario(library) {
    const { Supervisor } = library.root;
    const uuid = '12345678-2222-4333-8444-666666666666';
    await using s = await setting(library, { qemu: { uuid } });
    const second = new Supervisor({
      vm: s.vm,
      policies: [],
      clock: s.clock,
      mode: 'enforce',
      journal: 'none',
    });
    const stop = new AbortController();
    let refused: unknown;
    second.run({ signal: stop.signal }).catch((error: unknown) => {
      refused = error;
    });
    await s.clock.advance(1_000);
    stop.abort();
    await s.clock.advance(2_000);
    expect(refused, 'two act, or nobody knows who does').toMatchObject({
      code: 'ERR_CLAIMED',
      pid: process.pid,
      message: expect.stringContaining(`process ${process.pid}`),
    });
  },
  without: [
    {
      name: 'nobody takes a claim to enforce',
      file: 'supervisor/supervisor.ts',
      from: 'if (acts) this.#held = await this.#claim.hold();',
      to: '',
    },
    {
      name: 'a claim is free for all',
      file: 'supervisor/claim.ts',
      from: 'if (last > 0) await checkFree(',
      to: 'if (last < 0) await checkFree(',
    },
    {
      name: 'who holds it is not said',
      file: 'supervisor/claim.ts',
      from: 'throw new ClaimedError(claimed, holder.pid);',
      to: 'throw new ClaimedError(claimed, undefined);',
    },
  ],
  finds: 'two act, or nobody knows who does',
});
