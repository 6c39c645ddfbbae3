import { MemoryInterlockStore } from 'qmp-watchdog';
import { consumeHere, MemoryLeaseStore, quiesce, restoreProof } from 'qmp-watchdog/failover';
import { expect, test } from 'vitest';
import { followed } from '../vm/followed.js';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'qmp-watchdog/schemas';

// The fear: a proof is used, and is as good as new a moment later.

test('a proof that is used while it is looked at again stays used', async () => {
  const f = await followed({ qemu: { version: '11.1.0' }, vm: { interlocks: new MemoryInterlockStore() } });
  const result = await f.clock.runUntil(quiesce(f.vm, { clock: f.clock }));
  if (result.outcome !== 'quiesced' || !result.proof.isL2()) throw new Error('it was');
  const { proof } = result;
  let used: Promise<unknown> | undefined;
  f.qemu.on('query-jobs', () => {
    used ??= consumeHere(proof, { vm: f.vm, by: 'us' });
    return [];
  });
  const looking = restoreProof(f.vm, { clock: f.clock });
  const again = await f.clock.runUntil(looking);
  expect(await used).toBeDefined();
  expect(f.vm.state.latch?.detail).toMatchObject({ consumed: true });
  if (again.outcome === 'quiesced' && again.proof.isL2())
    await expect(consumeHere(again.proof, { vm: f.vm, by: 'us' })).rejects.toThrow();
});

test('where its store can not be asked, nobody knows whether it was used, and it is not made anew', async () => {
  const f = await followed({ qemu: { version: '11.1.0' }, vm: { interlocks: new MemoryInterlockStore() } });
  const lease = new MemoryLeaseStore();
  const result = await f.clock.runUntil(quiesce(f.vm, { clock: f.clock, lease }));
  expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2' });
  lease.get = async () => {
    throw new Error('it is out of reach');
  };
  const again = await f.clock.runUntil(restoreProof(f.vm, { clock: f.clock, lease }));
  expect(again).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('it is out of reach'),
    latched: true,
  });
});
