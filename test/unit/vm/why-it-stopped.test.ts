import { describe, expect, test } from 'vitest';
import { followed } from './followed.js';

// The fear: a VM that somebody paused is taken for one that failed, or the other way round.

describe('why a VM stands still', () => {
  test('nothing is wrong with a VM that runs', async () => {
    const { vm } = await followed();
    expect(vm.state).toMatchObject({
      confidence: 'known',
      connected: true,
      session: 1,
      boots: 0,
      name: 'vm1',
      run: { running: true, status: 'running', why: undefined },
      health: { verdict: 'responsive' },
      migration: { status: 'none' },
      blockErrors: [],
      jobs: [],
    });
  });

  test('an operator paused it: the event is the hint, the query says which state it is', async () => {
    const { vm, qemu, clock, log } = await followed();
    qemu.vm.stop();
    await clock.advance(0);
    expect(log).toEqual(['run event: stopped', 'run query: operator']);
    expect(vm.state.run).toMatchObject({ running: false, status: 'paused', why: 'operator' });
    expect(vm.state.confidence).toBe('known');
  });

  test('a disk failed: the event before the STOP says so already', async () => {
    const { vm, qemu, clock, log } = await followed();
    qemu.vm.ioError({ nospace: true });
    await clock.advance(0);
    expect(log).toEqual(['run event: io-error', 'block-errors query: nospace', 'run query: io-error']);
    expect(vm.state.blockErrors).toMatchObject([{ device: '', nodeName: 'disk0', status: 'nospace' }]);
  });

  test('a disk that failed is well when the VM runs again, whatever QEMU goes on to say of it', async () => {
    const { vm, qemu, clock, log } = await followed();
    qemu.vm.ioError({ nospace: true });
    await clock.advance(0);
    qemu.vm.cont();
    await clock.advance(0);
    expect(qemu.vm.ioStatus).toBe('nospace');
    expect(vm.state).toMatchObject({ confidence: 'known', blockErrors: [] });
    expect(log.slice(-2)).toEqual(['run event: running', 'block-errors event: none']);
    qemu.vm.stop();
    await clock.advance(0);
    expect(vm.state).toMatchObject({ run: { why: 'operator' }, blockErrors: [] });
    qemu.vm.cont();
    qemu.vm.ioError();
    await clock.advance(0);
    expect(vm.state).toMatchObject({ run: { why: 'io-error' }, blockErrors: [{ status: 'failed' }] });
  });

  test('its guest panicked', async () => {
    const { vm, qemu, clock } = await followed({ qemu: { actions: { panic: 'pause' } } });
    qemu.vm.panic();
    await clock.advance(0);
    expect(vm.state.run).toMatchObject({ running: false, status: 'guest-panicked', why: 'panic' });
  });

  test.each([
    ['prelaunch', 'not-started'],
    ['internal-error', 'internal-error'],
    ['watchdog', 'watchdog'],
    ['inmigrate', 'migration'],
    ['postmigrate', 'migration'],
    ['colo', 'colo-checkpoint'],
    ['save-vm', 'save'],
    ['restore-vm', 'restore'],
    ['suspended', 'guest-suspended'],
    ['shutdown', 'guest-shutdown'],
    ['debug', 'debugger'],
  ] as const)('%s is %s', async (status, why) => {
    const { vm, qemu, clock } = await followed();
    qemu.vm.enter(status);
    await clock.advance(0);
    expect(vm.state.run).toMatchObject({ running: false, status, why });
  });

  test('a dump that is done is a dump until the VM runs again', async () => {
    const { vm, qemu, clock, log } = await followed();
    qemu.on('query-dump', () => ({ status: 'active', completed: 0, total: 1 }));
    qemu.vm.enter('save-vm');
    await clock.advance(0);
    expect(vm.state.run).toMatchObject({ status: 'save-vm', why: 'dump' });
    qemu.on('query-dump', () => ({ status: 'completed', completed: 1, total: 1 }));
    qemu.emit('DUMP_COMPLETED', { result: { status: 'completed', completed: 1, total: 1 } });
    await clock.advance(0);
    expect(vm.state.run).toMatchObject({ status: 'save-vm', why: 'dump' });
    qemu.vm.enter('running');
    await clock.advance(0);
    expect(log.filter((line) => line.startsWith('run'))).toEqual([
      'run event: stopped',
      'run query: save',
      'run query: dump',
      'run event: running',
    ]);
  });

  test('a save after a gap is not the dump before it', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.on('query-dump', () => ({ status: 'active', completed: 0, total: 1 }));
    qemu.vm.enter('save-vm');
    await clock.advance(0);
    qemu.wire.hangUp();
    qemu.on('query-dump', () => ({ status: 'completed', completed: 1, total: 1 }));
    await clock.advance(1_000);
    expect(vm.state).toMatchObject({ session: 2, run: { status: 'save-vm', why: 'save' } });
  });
});

test('asking everything again, as is done from time to time, makes nothing less known', async () => {
  const { vm, qemu, clock } = await followed({ vm: { reconcileInterval: 1_000 } });
  qemu.on('query-block', () => new Promise(() => {}));
  await clock.advance(5_000);
  expect(vm.state.confidence).toBe('known');
});

test('who waits for it to be known is told', async () => {
  const { vm, qemu, clock } = await followed();
  const confidences: string[] = [];
  vm.onChange((change) => {
    if (change.type === 'confidence') confidences.push(`${change.to} ${change.source}`);
  });
  qemu.emit('RESUME');
  await clock.advance(0);
  expect(confidences).toEqual(['stale event', 'known query']);
});
