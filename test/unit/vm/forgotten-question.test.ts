import { expect, test } from 'vitest';
import { followed } from './followed.js';

// The fear: a question that was once not answered is never asked again, and what is known passes for true for ever.

test.each([{ probeInterval: Number.POSITIVE_INFINITY }, { reconcileInterval: Number.POSITIVE_INFINITY }, {}])(
  'with %o, a main loop that hung for a while is asked again',
  async (vm) => {
    const one = await followed({ vm });
    one.qemu.mainLoop.stall();
    await one.clock.advance(60_000);
    expect(one.vm.state.confidence).toBe('stale');
    one.qemu.mainLoop.resume();
    await one.clock.advance(60_000);
    expect(one.vm.state.confidence).toBe('known');
    one.qemu.vm.ioError();
    await one.clock.advance(0);
    expect(one.vm.state).toMatchObject({
      confidence: 'known',
      run: { why: 'io-error', status: 'io-error' },
    });
  },
);

test('however long it hangs, its window is not filled with questions', async () => {
  const one = await followed({
    vm: { probeInterval: Number.POSITIVE_INFINITY },
  });
  one.qemu.mainLoop.stall();
  await one.clock.advance(3_600_000);
  expect(one.vm.session?.statistics.inFlight).toBeLessThan(7);
});

test('what QEMU refuses to say is not known any more', async () => {
  const { vm, qemu, clock } = await followed();
  const forget = qemu.on('query-block', () => {
    throw new Error('not now');
  });
  await clock.advance(31_000);
  expect(vm.state.confidence).toBe('stale');
  forget();
  await clock.advance(2_000);
  expect(vm.state.confidence).toBe('known');
});
