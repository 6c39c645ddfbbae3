// The fear: the guest has migrated away, QEMU would let it run here all the same, and there are two of it.
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { InterlockedError, QmpClient, type Vm } from 'qmp-watchdog';
import { commandsGivenTo, follow, TRACE_COMMANDS, until } from './followed-vm.js';
import { startGuest } from './qemu-under-test.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each([
  ['of which QEMU sends events', true],
  ['of which it sends none', false],
])('a migration %s', (_, events) => {
  test('is followed to its end on both sides, and bars the source only, whatever becomes of it', async () => {
    await using source = await startGuest({ monitors: 2, args: TRACE_COMMANDS });
    await using destination = await startGuest({ args: ['-incoming', 'defer'] });
    const interlocks = join(source.directory, 'interlocks');
    await using from = await follow({ path: source.qmpPath }, { interlocks });
    await using to = await follow({ path: destination.qmpPath });
    await until(to.vm, { confidence: 'known', run: { status: 'inmigrate', why: 'migration' } });
    if (events) for (const { vm } of [from, to]) await sendEvents(vm);
    const uri = `unix:${join(source.directory, 'migration')}`;
    await to.vm.execute('migrate-incoming', { uri });
    await from.vm.execute('migrate', { uri });

    await until(from.vm, {
      confidence: 'known',
      run: { running: false, status: 'postmigrate', why: 'migration' },
      migration: { status: 'completed', side: 'source' },
      interlocks: [
        { bars: 'cont', by: 'library' },
        { bars: 'reset', by: 'library' },
      ],
    });
    await until(to.vm, {
      confidence: 'known',
      run: { running: true },
      migration: { status: 'completed', side: 'destination' },
      interlocks: [],
    });
    await expectBarred(from.vm);

    // Somebody resets it behind our back: now it looks like a VM that was never started.
    await using other = await QmpClient.connect({ path: source.qmpPaths[1]! });
    await other.execute('system_reset');
    await until(from.vm, { confidence: 'known', run: { status: 'prelaunch', why: 'not-started' } });
    await expectBarred(from.vm);

    // We are started anew, with the file that was written, and then without it.
    await from.vm.close();
    await using again = await follow({ path: source.qmpPath }, { interlocks });
    expect(again.vm.state.interlocks).toEqual(from.vm.state.interlocks);
    await expectBarred(again.vm);
    await again.vm.close();
    vi.stubEnv('QMP_WATCHDOG_RUNTIME_DIR', join(source.directory, 'run'));
    await using fresh = await follow({ path: source.qmpPath }, { interlocks: undefined });
    await expectBarred(fresh.vm);
    await until(fresh.vm, { confidence: 'known', migration: { status: 'completed', side: 'source' } });

    // The one reset is somebody's.
    const given = await commandsGivenTo(source);
    expect(given.filter((command) => ['cont', 'system_reset'].includes(command))).toEqual(['system_reset']);

    await to.vm.execute('stop');
    await to.vm.execute('cont');
    await to.vm.execute('system_reset');
    await until(to.vm, { confidence: 'known', run: { running: true }, interlocks: [] });
  });
});

test('a cont that is given again and again while it migrates never comes after its end', async () => {
  // Of one that asks only whether a migration has completed, every other round leaves two copies.
  for (let round = 0; round < 12; round += 1) {
    await using source = await startGuest();
    await using followed = await follow({ path: source.qmpPath });
    const { vm } = followed;
    let barred = false;
    const insist = async (): Promise<void> => {
      while (!barred) {
        const error = await vm.execute('cont').catch((refused: unknown) => refused);
        barred ||= error instanceof InterlockedError;
      }
    };
    await Promise.all([insist(), insist(), vm.execute('migrate', { uri: 'exec:cat>/dev/null' })]);
    expect(await vm.execute('query-migrate')).toMatchObject({ status: 'completed' });
    expect(await vm.execute('query-status')).toMatchObject({ status: 'postmigrate' });
  }
});

test('a migration that failed bars nothing', async () => {
  await using guest = await startGuest();
  await using followed = await follow({ path: guest.qmpPath });
  const { vm } = followed;
  await vm.execute('migrate', { uri: `unix:${join(guest.directory, 'nobody')}` });
  const { migration } = await until(vm, { migration: { status: 'failed' }, confidence: 'known' });
  expect(migration.error).toBeDefined();
  await vm.execute('stop');
  await vm.execute('cont');
  await until(vm, { confidence: 'known', run: { running: true }, interlocks: [] });
});

test('a VM that was paused and saved to a file is barred too', async () => {
  await using guest = await startGuest();
  await using followed = await follow({ path: guest.qmpPath });
  const { vm } = followed;
  await vm.execute('stop');
  await vm.execute('migrate', { uri: 'exec:cat >/dev/null' });
  await until(vm, { confidence: 'known', run: { status: 'postmigrate' }, migration: { side: 'source' } });
  await expectBarred(vm);
  await vm.liftInterlock('cont', 'the file was given up');
  await vm.execute('cont');
  await until(vm, { confidence: 'known', run: { running: true } });
});

async function sendEvents(vm: Vm): Promise<void> {
  await vm.execute('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] });
}

async function expectBarred(vm: Vm): Promise<void> {
  for (const command of ['cont', 'system_reset'] as const) {
    const error = await vm.execute(command).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InterlockedError);
    expect(error).toMatchObject({ command, outcome: 'not-sent' });
  }
}
