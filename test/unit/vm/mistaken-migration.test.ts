import { InterlockedError } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { openTopics, unknownVm } from '../../../src/vm/model.js';
import { reduceVm } from '../../../src/vm/reduce.js';
import { type Followed, followed } from './followed.js';

// The fear: a snapshot is taken for a migration, and bars a VM that was never anywhere else; or a migration is missed.

/** What QEMU says after `savevm` and `snapshot-save`: they go through its migration code. */
const SAVED = {
  status: 'completed',
  'total-time': 0,
  downtime: 0,
  'setup-time': 0,
  ram: { transferred: 123_689, total: 17_113_088 },
};

async function save({ qemu, clock }: Followed): Promise<void> {
  qemu.vm.enter('save-vm');
  qemu.on('query-migrate', () => SAVED);
  qemu.vm.enter('running');
  await clock.advance(0);
}

describe('a snapshot with the state of the VM', () => {
  test('is no migration, and bars nothing', async () => {
    const one = await followed();
    await save(one);
    expect(one.vm.state).toMatchObject({ migration: { status: 'none', side: undefined }, interlocks: [] });
    one.qemu.vm.stop();
    await one.clock.advance(0);
    await one.clock.runUntil(one.vm.execute('cont'));
    await one.clock.runUntil(one.vm.execute('system_reset'));
    expect(one.qemu.vm.status).toBe('running');
  });

  test('nor is a COLO primary that goes on alone', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.on('query-migrate', () => ({ status: 'colo' }));
    qemu.vm.enter('colo');
    await clock.advance(0);
    expect(vm.state).toMatchObject({ run: { why: 'colo-checkpoint' }, migration: { status: 'colo' } });
    qemu.on('query-migrate', () => ({ ...SAVED, 'setup-time': 1 }));
    qemu.vm.enter('running');
    await clock.advance(0);
    expect(vm.state).toMatchObject({ migration: { status: 'none' }, interlocks: [] });
  });

  test('can not be told from one before the run state is known: it is asked again then', () => {
    const connected = { type: 'connected', uuid: undefined, name: undefined, at: 0 } as const;
    const { model } = reduceVm(unknownVm(0), connected);
    const value = { status: 'completed', 'total-time': 0, downtime: 0 } as const;
    const answer = { topic: 'migrate', value } as const;
    const { hints } = model.topics.migrate;
    const next = reduceVm(model, { type: 'answered', answer, hints, at: 1 });
    expect(next.changes).toEqual([]);
    expect(openTopics(next.model)).toEqual([]);
    const status = { topic: 'status', value: { running: true, status: 'running' } } as const;
    const then = reduceVm(next.model, {
      type: 'answered',
      answer: status,
      hints: model.topics.status.hints,
      at: 2,
    });
    expect(openTopics(then.model)).toContain('migrate');
  });

  test('that was saved before we came is none either', async () => {
    const one = await followed({ qemu: { status: 'paused' } });
    one.qemu.on('query-migrate', () => SAVED);
    one.qemu.wire.hangUp();
    await one.clock.advance(1_000);
    await one.clock.runUntil(one.vm.execute('cont'));
    expect(one.vm.state).toMatchObject({ session: 2, interlocks: [] });
  });

  test.each(['postmigrate', 'finish-migrate'] as const)(
    'leaves no VM in %s: so quick a migration is one all the same',
    async (status) => {
      const one = await followed();
      one.qemu.on('query-migrate', () => SAVED);
      one.qemu.vm.enter(status);
      await one.clock.advance(0);
      expect(one.vm.state.migration).toMatchObject({ status: 'completed', side: 'source' });
      await expect(one.clock.runUntil(one.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
    },
  );

  test('and a migration before it: what has barred it bars it still', async () => {
    const one = await followed();
    one.qemu.on('query-migrate', () => ({ ...SAVED, 'total-time': 8, downtime: 3 }));
    one.qemu.vm.enter('postmigrate');
    await one.clock.advance(0);
    one.qemu.vm.reset();
    await save(one);
    await expect(one.clock.runUntil(one.vm.execute('cont'))).rejects.toBeInstanceOf(InterlockedError);
  });
});

describe('a migration of which no event tells', () => {
  test('is followed on the destination: when its guest runs, QEMU is asked', async () => {
    const { vm, qemu, clock } = await followed({ qemu: { status: 'inmigrate' } });
    expect(vm.state.migration).toEqual({ status: 'none', side: undefined });
    qemu.on('query-migrate', () => ({ status: 'completed' }));
    qemu.vm.enter('running');
    await clock.advance(0);
    expect(vm.state).toMatchObject({
      migration: { status: 'completed', side: 'destination' },
      interlocks: [],
    });
  });

  test('is followed on the destination from when it begins', async () => {
    const { vm, qemu, clock } = await followed({ qemu: { status: 'inmigrate' } });
    qemu.on('query-migrate', () => ({ status: 'active' }));
    await clock.advance(2_500);
    expect(vm.state.migration).toEqual({ status: 'active', side: 'destination' });
  });

  test('is followed on a source that stood still already: its run state tells', async () => {
    const { vm, qemu, clock } = await followed({ qemu: { status: 'paused' } });
    qemu.on('query-migrate', () => ({ ...SAVED, 'total-time': 8 }));
    qemu.vm.enter('postmigrate');
    await clock.advance(2_500);
    expect(vm.state).toMatchObject({
      run: { why: 'migration' },
      migration: { status: 'completed', side: 'source' },
      interlocks: [{ bars: 'cont' }, { bars: 'reset' }],
    });
  });

  test('that we began ourselves is asked about at once, and when it was refused too', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.on('migrate', () => {
      qemu.on('query-migrate', () => ({ status: 'setup' }));
      return {};
    });
    await clock.runUntil(vm.execute('migrate', { uri: 'unix:/run/destination' }));
    await clock.advance(0);
    expect(vm.state.migration).toMatchObject({ status: 'setup' });
  });
});
