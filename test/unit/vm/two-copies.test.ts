import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileInterlockStore, InterlockedError, Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultInterlockPath } from '../../../src/vm/interlock-store.js';
import { type Followed, followed, UUID } from './followed.js';

// The fear: the guest runs on another host, and QEMU accepts `cont` here all the same.

const MIGRATED = {
  status: 'completed',
  'total-time': 31,
  downtime: 4,
  'setup-time': 1,
  ram: { transferred: 180_000, total: 16_777_216 },
};

function migrate({ qemu }: Pick<Followed, 'qemu'>): void {
  qemu.on('query-migrate', () => MIGRATED);
  qemu.vm.enter('postmigrate');
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocks-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('after a completed migration', () => {
  test.each([
    ['cont', {}],
    ['system_reset', {}],
    ['system_wakeup', {}],
    ['human-monitor-command', { 'command-line': ' c' }],
    ['human-monitor-command', { 'command-line': 'system_reset' }],
    ['human-monitor-command', { 'command-line': 'loadvm snap1' }],
    // The name of a command of the human monitor ends at a slash too.
    ['human-monitor-command', { 'command-line': 'loadvm/snap1' }],
    ['x-colo-lost-heartbeat', {}],
  ])('%s %o is refused here, and not sent', async (command, args) => {
    const one = await followed();
    migrate(one);
    await one.clock.advance(0);
    one.qemu.forgetReceived();
    const refused = await one.clock.runUntil(
      one.vm.executeAny(command, args).catch((error: unknown) => error),
    );
    expect(refused).toBeInstanceOf(InterlockedError);
    expect(refused).toMatchObject({ outcome: 'not-sent', interlock: { by: 'library' } });
    expect(one.qemu.received.map(({ name }) => name)).not.toContain(command);
  });

  test('a reset that somebody else did lifts nothing', async () => {
    const one = await followed();
    migrate(one);
    await one.clock.advance(0);
    one.qemu.vm.reset();
    await one.clock.advance(0);
    expect(one.vm.state.run).toMatchObject({ status: 'prelaunch' });
    await expect(one.clock.runUntil(one.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  });

  test('of which no event spoke, cont asks first', async () => {
    const one = await followed();
    one.qemu.on('query-migrate', () => MIGRATED);
    await expect(one.clock.runUntil(one.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  });

  test('while nobody was connected, the next session finds it before anything can be sent', async () => {
    const one = await followed();
    one.qemu.wire.hangUp();
    migrate(one);
    await one.clock.advance(1_000);
    await expect(one.clock.runUntil(one.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  });

  test('the destination may run, and so may a source whose migration failed', async () => {
    for (const info of [{ status: 'completed' }, { status: 'failed', 'error-desc': 'no route', ram: {} }]) {
      const one = await followed({ qemu: { status: 'inmigrate' } });
      one.qemu.on('query-migrate', () => info);
      one.qemu.vm.enter('paused');
      await one.clock.advance(0);
      await one.clock.runUntil(one.vm.execute('cont'));
      expect(one.qemu.vm.status).toBe('running');
    }
  });

  test('its owner lifts it, for that migration only', async () => {
    const one = await followed();
    migrate(one);
    await one.clock.advance(0);
    await one.vm.liftInterlock('cont', 'the copy is only a file');
    await one.clock.runUntil(one.vm.execute('cont'));
    expect(one.qemu.vm.status).toBe('running');
    await expect(one.clock.runUntil(one.vm.execute('system_reset'))).rejects.toBeInstanceOf(InterlockedError);
    one.qemu.on('query-migrate', () => ({ ...MIGRATED, 'total-time': 77 }));
    await expect(one.clock.runUntil(one.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  });

  test('a reset in postcopy is refused: the guest runs elsewhere, and takes its memory from here', async () => {
    const one = await followed();
    one.qemu.on('query-migrate', () => ({
      status: 'postcopy-active',
      ram: { transferred: 180_000 },
    }));
    one.qemu.vm.enter('finish-migrate');
    await one.clock.advance(0);
    await expect(one.clock.runUntil(one.vm.execute('system_reset'))).rejects.toBeInstanceOf(InterlockedError);
    one.qemu.on('query-migrate', () => ({
      status: 'postcopy-paused',
      ram: { transferred: 180_000 },
    }));
    await expect(one.clock.runUntil(one.vm.execute('system_reset'))).rejects.toBeInstanceOf(InterlockedError);
    expect(one.vm.state.interlocks.map(({ bars }) => bars)).toEqual(['cont', 'reset']);
  });

  test('what a listener lifts at once is not shown as barred', async () => {
    const one = await followed();
    one.vm.onChange(({ type }) => {
      if (type === 'interlocked') void one.vm.liftInterlock('reset', 'the copy is only a file');
    });
    migrate(one);
    await one.clock.advance(0);
    expect(one.vm.state.interlocks.map(({ bars }) => bars)).toEqual(['cont']);
    await one.clock.runUntil(one.vm.execute('system_reset'));
  });

  test('an unanswered question refuses too', async () => {
    const one = await followed();
    one.qemu.mainLoop.stall();
    const refused = one.clock.runUntil(one.vm.execute('cont', {}, { timeout: 1_000 }));
    await expect(refused).rejects.toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', outcome: 'not-sent' });
    expect(one.qemu.received.map(({ name }) => name)).not.toContain('cont');
  });
});

describe('a migration that may complete before QEMU carries a command out', () => {
  const RAM = { transferred: 1, total: 16_777_216 };

  test.each([
    { status: 'setup' },
    { status: 'wait-unplug' },
    { status: 'active', ram: RAM },
    { status: 'pre-switchover', ram: RAM },
    { status: 'device', ram: RAM },
    { status: 'cancelling', ram: RAM },
    { status: 'of a newer QEMU', ram: RAM },
  ])('refuses cont: %o', async (info) => {
    const { vm, qemu, clock } = await followed({ qemu: { status: 'paused' } });
    qemu.on('query-migrate', () => info);
    const refused = clock.runUntil(vm.execute('cont'));
    await expect(refused).rejects.toMatchObject({ code: 'ERR_INTERLOCK_UNKNOWN', outcome: 'not-sent' });
    expect(qemu.received.map(({ name }) => name)).not.toContain('cont');
    // Nothing has latched: it may fail.
    qemu.on('query-migrate', () => ({ status: 'failed', ram: RAM }));
    await clock.runUntil(vm.execute('cont'));
    expect(qemu.vm.status).toBe('running');
  });

  test.each([
    ['a guest that comes here', 'inmigrate', { status: 'active' }],
    ['COLO, which completes none', 'colo', { status: 'colo', ram: RAM }],
  ] as const)('is not %s', async (_, status, info) => {
    const { vm, qemu, clock } = await followed({ qemu: { status } });
    qemu.on('query-migrate', () => info);
    qemu.on('x-colo-lost-heartbeat', () => ({}));
    await clock.runUntil(vm.execute('x-colo-lost-heartbeat'));
    expect(qemu.received.map(({ name }) => name)).toContain('x-colo-lost-heartbeat');
  });

  test.each([
    ['migrate', { uri: 'exec:cat>/dev/null' }],
    ['human-monitor-command', { 'command-line': 'migrate -d exec:cat>/dev/null' }],
  ])('may be begun by %s while QEMU is being asked: then it is asked again', async (command, args) => {
    const { vm, qemu, clock } = await followed();
    let begun = false;
    qemu.on(command, () => {
      begun = true;
      return {};
    });
    qemu.on('query-migrate', () => (begun ? { status: 'active', ram: RAM } : {}));
    const refused = vm.execute('cont').catch((error: unknown) => error);
    const migrating = vm.executeAny(command, args);
    expect(await clock.runUntil(refused)).toMatchObject({ code: 'ERR_INTERLOCK_UNKNOWN' });
    await clock.runUntil(migrating);
    expect(qemu.received.map(({ name }) => name)).not.toContain('cont');
  });
});

test('an interlock that is set while QEMU is being asked holds', async () => {
  const { vm, qemu, clock } = await followed();
  const refused = vm.execute('cont').catch((error: unknown) => error);
  await vm.interlock('cont', 'the other site took over');
  expect(await clock.runUntil(refused)).toBeInstanceOf(InterlockedError);
  expect(qemu.received.map(({ name }) => name)).not.toContain('cont');
});

test('an interlock that is set again and again is one', async () => {
  const { vm } = await followed();
  for (let times = 0; times < 3; times += 1) await vm.interlock('cont', 'the other site took over');
  expect(vm.state.interlocks).toHaveLength(1);
});

test('a question that QEMU refuses to answer refuses too, and says so', async () => {
  const { vm, qemu, clock } = await followed();
  qemu.on('query-migrate', () => {
    throw new Error('not now');
  });
  const refused = clock.runUntil(vm.execute('cont'));
  await expect(refused).rejects.toMatchObject({ code: 'ERR_INTERLOCK_UNKNOWN', outcome: 'not-sent' });
  expect(qemu.received.map(({ name }) => name)).not.toContain('cont');
});

describe('our own restart', () => {
  async function restarted(qemu: FakeQemu, clock: VirtualClock, path: string): Promise<Vm> {
    return await clock.runUntil(
      Vm.connect(() => ({ transport: qemu.transport() }), { clock, interlocks: path }),
    );
  }

  test('keeps an interlock, and a lift', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock, uuid: UUID });
    const path = join(folder, 'vm1.interlocks');
    const first = await restarted(qemu, clock, path);
    await first.interlock('cont', 'the other site took over');
    qemu.on('query-migrate', () => MIGRATED);
    qemu.vm.enter('postmigrate');
    await clock.advance(0);
    await clock.runUntil(first.close());

    const second = await restarted(qemu, clock, path);
    expect(second.state.interlocks).toMatchObject([
      { bars: 'cont', by: 'user', reason: 'the other site took over' },
      { bars: 'cont', by: 'library' },
      { bars: 'reset', by: 'library' },
    ]);
    await expect(clock.runUntil(second.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
    await second.liftInterlock('cont', 'failed back');
    await second.liftInterlock('reset', 'failed back');
    await clock.runUntil(second.close());

    const third = await restarted(qemu, clock, path);
    expect(third.state.interlocks).toEqual([]);
    await clock.runUntil(third.execute('cont'));
    expect(qemu.vm.status).toBe('running');
    await clock.runUntil(third.close());
  });

  test('with a file that can not be read is refused: nobody knows what it barred', async () => {
    const path = join(folder, 'vm1.interlocks');
    for (const content of ['', '{', '{"interlocks": [{"bars": "all"}], "lifted": []}']) {
      await writeFile(path, content);
      const clock = new VirtualClock();
      const qemu = new FakeQemu({ clock });
      await expect(restarted(qemu, clock, path)).rejects.toMatchObject({ code: 'ERR_INTERLOCK_STORE' });
    }
  });

  test('a write that fails is told, and the interlock holds', async () => {
    const { vm, clock } = await followed({ vm: { interlocks: join(folder, 'file', 'below') } });
    await writeFile(join(folder, 'file'), 'no folder');
    await expect(vm.interlock('cont', 'mine')).rejects.toMatchObject({ code: 'ERR_INTERLOCK_STORE' });
    await expect(clock.runUntil(vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  });

  test('keeps what another process has set since', async () => {
    const path = join(folder, 'vm1');
    const set = (reason: string) => ({ bars: 'cont', reason, by: 'user', time: 'now' }) as const;
    const stores = ['one', 'other'].map((reason) => ({
      reason,
      store: new FileInterlockStore(path),
    }));
    for (const { store } of stores) await store.load();
    for (let times = 0; times < 2; times += 1)
      for (const { reason, store } of stores)
        await store.save({ interlocks: [set(reason)], lifted: [reason] });
    const { interlocks, lifted } = await new FileInterlockStore(path).load();
    expect(interlocks.map(({ reason }) => reason).sort()).toEqual(['one', 'other']);
    expect([...lifted].sort()).toEqual(['one', 'other']);
    // Both at once spoil no file, and leave none behind.
    await Promise.all(
      stores.map(({ reason, store }) => store.save({ interlocks: [set(reason)], lifted: [] })),
    );
    expect(await readdir(folder)).toEqual(['vm1']);
    // Who knows of an interlock lifts it.
    const last = new FileInterlockStore(path);
    await last.load();
    await last.save({ interlocks: [], lifted: [] });
    expect((await last.load()).interlocks).toEqual([]);
  });

  test('finds the same file from another folder', async () => {
    const one = await defaultInterlockPath({
      path: join(process.cwd(), 'vm1.qmp'),
    });
    expect(await defaultInterlockPath({ path: 'vm1.qmp' })).toBe(one);
    expect(await defaultInterlockPath({ path: './run/../vm1.qmp' })).toBe(one);
    expect(await defaultInterlockPath({ path: '../vm1.qmp' })).not.toBe(one);
    expect(await defaultInterlockPath({ port: 4444 })).not.toBe(one);
  });

  test('finds whole files only: the new one replaces the old one at once', async () => {
    const store = new FileInterlockStore(join(folder, 'deep', 'vm1'));
    const interlocks = [{ bars: 'cont', reason: 'why', by: 'user', time: 'now' }] as const;
    await store.save({ interlocks, lifted: [] });
    expect(JSON.parse(await readFile(store.path, 'utf8'))).toEqual({ interlocks, lifted: [] });
    expect(await store.load()).toEqual({ interlocks, lifted: [] });
  });
});
