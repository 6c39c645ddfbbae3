import { Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { followed } from './followed.js';

// The fear: what pretends to be QEMU ends this process, or keeps it busy for ever, with an answer that makes no sense.

/** No string can be made of it. */
const STUBBORN = { toString: 1, valueOf: 1 };

test.each([
  {
    status: 'completed',
    'total-time': STUBBORN,
    ram: { transferred: STUBBORN },
  },
  { status: STUBBORN },
  { status: 'failed', 'error-desc': STUBBORN },
  { status: 'completed', ram: null },
])('a migration %o is followed no further', async (answer) => {
  const { vm, qemu, clock } = await followed();
  qemu.on('query-migrate', () => answer);
  qemu.vm.stop();
  await clock.advance(100_000);
  expect(vm.state).toMatchObject({
    connected: true,
    health: { verdict: 'responsive' },
  });
  expect(typeof vm.state.migration.status).toBe('string');
});

test('drives whose status is no word have none', async () => {
  const { vm, qemu, clock } = await followed();
  let deep: unknown = STUBBORN;
  for (let depth = 0; depth < 3_000; depth += 1) deep = [deep];
  qemu.on('query-block', () => [
    { device: 'a', 'io-status': deep },
    {
      device: 'b',
      'io-status': 'failed',
      qdev: deep,
      inserted: { 'node-name': STUBBORN },
    },
  ]);
  qemu.vm.ioError();
  await clock.advance(0);
  expect(vm.state.blockErrors).toEqual([{ device: 'b', status: 'failed' }]);
});

test('events without the data that they have are hints all the same', async () => {
  const { vm, qemu, clock, changes } = await followed();
  for (const data of [undefined, {}, [], { action: STUBBORN, reason: STUBBORN }]) {
    for (const event of ['RESET', 'SHUTDOWN', 'WATCHDOG', 'GUEST_PANICKED', 'BLOCK_IO_ERROR', 'STOP'])
      qemu.emit<string>(event, data);
    await clock.advance(2_000);
  }
  expect(vm.state).toMatchObject({
    confidence: 'known',
    boots: 4,
    run: { running: true },
  });
  expect(changes).toContainEqual(expect.objectContaining({ type: 'reset', reason: '' }));
});

test('a migration that can not be told without the run state is not asked about over and over', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  qemu.on('query-status', () => {
    throw new Error('not now');
  });
  qemu.on('query-migrate', () => ({
    status: 'completed',
    'total-time': 0,
    downtime: 0,
    ram: {},
  }));
  const connecting = Vm.connect(() => ({ transport: qemu.transport() }), {
    clock,
    interlocks: 'none',
  });
  await expect(clock.runUntil(connecting)).rejects.toMatchObject({
    code: 'ERR_START_TIMEOUT',
  });
  expect(qemu.received.length).toBeLessThan(100);
});

test.each([undefined, null, 5, 'unix:/run/vm1.qmp', {}])(
  'the address %o is refused at once',
  async (address) => {
    const connecting = Vm.connect(address as never, { interlocks: 'none' });
    await expect(connecting).rejects.toMatchObject({ code: 'ERR_OPTION' });
  },
);
