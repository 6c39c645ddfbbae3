import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileInterlockStore, InterlockedError, InterlockStoreError, LatchedError } from 'qmp-watchdog';
import { expect, onTestFinished, test } from 'vitest';
import { followed } from './followed.js';

// The fear: a VM whose disks were given away is started, reset or written to here after all.

const LATCH = { token: 't1', reason: 'its disks are being released', detail: { stage: 'releasing' } };

async function file(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'vm1.interlocks');
}

test.each([
  ['cont', {}],
  ['system_reset', {}],
  ['system_wakeup', {}],
  ['blockdev-set-active', { active: true }],
  ['blockdev-set-active', { active: true, 'node-name': 'd0' }],
  ['block-export-add', { type: 'nbd', id: 'e', 'node-name': 'd0' }],
  ['nbd-server-add', { device: 'd0' }],
  ['blockdev-add', { driver: 'null-co' }],
  ['blockdev-mirror', { device: 'd0', target: 'd1', sync: 'full' }],
  ['block-commit', { device: 'd0' }],
  ['transaction', { actions: [] }],
  ['device_add', { driver: 'ide-hd' }],
  ['migrate', { uri: 'tcp:elsewhere:4444' }],
  // They write to an image's header, open a medium, or have a job do so.
  ['change-backing-file', { device: 'd0', 'image-node-name': 'd0', 'backing-file': 'b' }],
  ['change', { device: 'cd0', target: '/disk.img' }],
  ['block-dirty-bitmap-disable', { node: 'd0', name: 'b0' }],
  ['job-finalize', { id: 'j0' }],
  ['xen-set-replication', { enable: false, primary: false, failover: true }],
  // They wake a guest that sleeps.
  ['send-key', { keys: [] }],
  ['input-send-event', { events: [] }],
  // The network would find it here again.
  ['announce-self', {}],
  ['a-command-of-tomorrow', {}],
  ['migrate-continue', { state: 'pre-switchover' }],
  ['human-monitor-command', { 'command-line': 'qemu-io d0 "write 0 512"' }],
  ['human-monitor-command', { 'command-line': 'commit all' }],
  ['human-monitor-command', { 'command-line': 'c' }],
  ['human-monitor-command', { 'command-line': 'system_reset' }],
  ['human-monitor-command', { 'command-line': 'a-command-of-tomorrow' }],
])('%s %o is not sent', async (command, args) => {
  const { vm, qemu, clock } = await followed();
  await vm.latch(LATCH);
  qemu.forgetReceived();
  const refused = await clock.runUntil(vm.executeAny(command, args).catch((error: unknown) => error));
  expect(refused).toBeInstanceOf(InterlockedError);
  expect(refused).toMatchObject({ outcome: 'not-sent', interlock: { latch: 't1', by: 'library' } });
  expect(qemu.received.map(({ name }) => name)).not.toContain(command);
});

test.each([
  ['blockdev-set-active', { active: false }],
  ['stop', {}],
  ['query-block', {}],
  ['x-debug-query-block-graph', {}],
  ['qom-get', { path: '/machine', property: 'type' }],
  ['job-cancel', { id: 'j0' }],
  ['migrate-set-capabilities', { capabilities: [] }],
  ['yank', { instances: [] }],
  ['human-monitor-command', { 'command-line': 'info block' }],
  ['dump-guest-memory', { paging: false, protocol: 'file:/x' }],
  ['quit', {}],
])('%s %o is sent all the same', async (command, args) => {
  const { vm, qemu, clock } = await followed();
  await vm.latch(LATCH);
  qemu.forgetReceived();
  await clock.runUntil(vm.executeAny(command, args).catch(() => {}));
  expect(qemu.received.map(({ name }) => name)).toContain(command);
});

test('it stays when an interlock is lifted beside it', async () => {
  const path = await file();
  const { vm, clock } = await followed({ vm: { interlocks: new FileInterlockStore(path) } });
  await vm.latch(LATCH);
  await vm.interlock('cont', 'maintenance');
  await vm.liftInterlock('cont', 'it is over');
  expect(vm.state).toMatchObject({ latch: { token: 't1' }, interlocks: [] });
  const refused = await clock.runUntil(vm.execute('cont').catch((error: unknown) => error));
  expect(refused).toMatchObject({ interlock: { latch: 't1' } });
  expect((await new FileInterlockStore(path).load()).latch).toMatchObject({ token: 't1' });
});

test('nor is what it bars sent out of band', async () => {
  const { vm } = await followed();
  await vm.latch(LATCH);
  await expect(vm.executeOob('migrate-recover', { uri: 'tcp:elsewhere:4444' })).rejects.toBeInstanceOf(
    InterlockedError,
  );
});

test('it is on disk when latch() resolves, and bars in the next process', async () => {
  const path = await file();
  const first = await followed({ vm: { interlocks: path } });
  await first.clock.runUntil(first.vm.latch(LATCH));
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ latch: LATCH });
  await first.vm.close();

  const next = await followed({ vm: { interlocks: new FileInterlockStore(path) } });
  expect(next.vm.state.latch).toMatchObject(LATCH);
  await expect(next.clock.runUntil(next.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  await next.clock.runUntil(next.vm.unlatch('t1', 'it was given back'));
  await next.clock.runUntil(next.vm.execute('cont'));
  expect(JSON.parse(await readFile(path, 'utf8'))).not.toHaveProperty('latch');
});

test('its owner lifts neither it nor what it stands for by lifting interlocks, nor does another token', async () => {
  const { vm, clock } = await followed();
  await vm.latch(LATCH);
  await vm.liftInterlock('cont', 'I want to');
  await vm.unlatch('t2', 'I guessed');
  await expect(clock.runUntil(vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  await expect(vm.latch({ ...LATCH, token: 't2' })).rejects.toBeInstanceOf(LatchedError);
  expect(vm.state.latch?.token).toBe('t1');
});

test('the same token replaces what is kept of it, and each change is told once', async () => {
  const { vm, log, changes } = await followed();
  const given = { stage: 'proven', by: { whom: 'us' } };
  await vm.latch(LATCH);
  await vm.latch({ ...LATCH, detail: given });
  given.by.whom = 'somebody else';
  expect(vm.state.latch?.detail).toEqual({ stage: 'proven', by: { whom: 'us' } });
  await vm.unlatch('t1', 'over');
  expect(log).toEqual(['latch local', 'latch local', 'latch local']);
  expect(changes.at(-1)).toMatchObject({ from: { token: 't1' }, to: undefined, reason: 'over' });
});

test('a migration that releases the disks is lifted with it, and one of the owner before it is not', async () => {
  const { vm, qemu, clock } = await followed();
  await vm.interlock('reset', 'I said so');
  await vm.latch(LATCH);
  qemu.on('query-migrate', () => ({ status: 'completed', ram: { transferred: 1, total: 1 } }));
  qemu.vm.enter('postmigrate');
  await clock.advance(0);
  expect(vm.state.interlocks).toEqual([
    expect.objectContaining({ bars: 'reset', by: 'user' }),
    expect.objectContaining({ bars: 'cont', latch: 't1' }),
    expect.objectContaining({ bars: 'reset', latch: 't1' }),
  ]);
  await vm.unlatch('t1', 'it was given back');
  await clock.runUntil(vm.execute('cont'));
  await expect(clock.runUntil(vm.execute('system_reset'))).rejects.toMatchObject({
    interlock: { reason: 'I said so' },
  });
});

test('one that can not be kept rejects, and bars all the same', async () => {
  const { vm, clock } = await followed({
    vm: {
      interlocks: {
        load: async () => ({ interlocks: [], lifted: [] }),
        save: async () => {
          throw new InterlockStoreError('the disk is full');
        },
      },
    },
  });
  await expect(vm.latch(LATCH)).rejects.toBeInstanceOf(InterlockStoreError);
  await expect(clock.runUntil(vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
});

test('one that would be forgotten by a restart is warned of, once, where nobody has asked for that', async () => {
  const warned: unknown[] = [];
  const hear = (warning: Error): void => void warned.push(warning.message);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  const given = await followed();
  await given.vm.latch(LATCH);
  // As if no option had been given.
  const { vm } = await followed({ vm: { interlocks: undefined } });
  await vm.latch(LATCH);
  await vm.latch({ ...LATCH, detail: { stage: 'proven' } });
  await new Promise((resolve) => setImmediate(resolve));
  expect(warned).toEqual([
    expect.stringContaining('latched in memory only: give the Vm the option interlocks'),
  ]);
});

test('two processes that share a file keep the latch that one of them set', async () => {
  const path = await file();
  const one = await followed({ vm: { interlocks: path } });
  const other = await followed({ vm: { interlocks: path } });
  await one.clock.runUntil(one.vm.latch(LATCH));
  await other.clock.runUntil(other.vm.interlock('reset', 'beside it'));
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    latch: LATCH,
    interlocks: [{ bars: 'reset' }],
  });
});

const kept = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

test('of two processes that latch it, the second is refused, and the first latch stays', async () => {
  const path = await file();
  const one = await followed({ vm: { interlocks: path } });
  const other = await followed({ vm: { interlocks: path } });
  await one.clock.runUntil(one.vm.latch(LATCH));
  await expect(other.clock.runUntil(other.vm.latch({ ...LATCH, token: 't2' }))).rejects.toThrow(
    /t2 could not be kept in .*: another process keeps t1 there/,
  );
  await other.clock.runUntil(other.vm.unlatch('t2', 'it was refused'));
  expect(await kept(path)).toMatchObject({ latch: LATCH });
});

test('what one process has latched, another one that was there before does not start', async () => {
  const path = await file();
  const one = await followed({ vm: { interlocks: path } });
  const other = await followed({ vm: { interlocks: path } });
  await one.clock.runUntil(one.vm.latch(LATCH));
  for (const command of ['cont', 'system_reset'] as const)
    await expect(other.clock.runUntil(other.vm.execute(command))).rejects.toMatchObject({
      interlock: { latch: 't1' },
    });
  expect(other.vm.state.latch).toMatchObject(LATCH);
  expect(other.log).toEqual(['latch local']);
  // Its own word is enough here, whatever the file says.
  await other.clock.runUntil(other.vm.unlatch('t1', 'it runs nowhere else'));
  await other.clock.runUntil(other.vm.execute('cont'));
});

test('nothing is started while the store does not say what it keeps', async () => {
  const path = await file();
  const { vm, qemu, clock } = await followed({ vm: { interlocks: path } });
  await writeFile(path, 'not JSON');
  qemu.forgetReceived();
  await expect(clock.runUntil(vm.execute('cont'))).rejects.toBeInstanceOf(InterlockStoreError);
  expect(qemu.received.map(({ name }) => name)).not.toContain('cont');
});

test('what another process knows of a latch takes the place of nothing that its setter has kept since', async () => {
  const path = await file();
  const one = await followed({ vm: { interlocks: path } });
  await one.clock.runUntil(one.vm.latch(LATCH));
  const other = await followed({ vm: { interlocks: path } });
  await one.clock.runUntil(one.vm.latch({ ...LATCH, detail: { consumed: true } }));
  await other.clock.runUntil(other.vm.interlock('reset', 'beside it'));
  expect(await kept(path)).toMatchObject({ latch: { token: 't1', detail: { consumed: true } } });
  await one.clock.runUntil(one.vm.unlatch('t1', 'it was given back'));
  await other.clock.runUntil(other.vm.interlock('reset', 'once more'));
  expect(await kept(path)).not.toHaveProperty('latch');
});

test('removing the file lifts nothing', async () => {
  const path = await file();
  const { vm, clock } = await followed({ vm: { interlocks: path } });
  await clock.runUntil(vm.latch(LATCH));
  await rm(path);
  await clock.runUntil(vm.interlock('reset', 'beside it'));
  expect(await kept(path)).toMatchObject({ latch: LATCH });
});

test.each([
  { token: '', reason: 'r', detail: {} },
  { token: 't', reason: '', detail: {} },
  { token: 't', reason: 'r', detail: { much: 'x'.repeat(300_000) } },
])('what can not be kept is refused', async (latch) => {
  const { vm } = await followed();
  await expect(vm.latch(latch)).rejects.toThrow(/latch\./);
  expect(vm.state.latch).toBeUndefined();
});
