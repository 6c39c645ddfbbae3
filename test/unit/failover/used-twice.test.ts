import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConsumedProof,
  consume,
  consumeHere,
  FailoverSafe,
  FileLeaseStore,
  latchDetail,
  type LeaseStore,
  LeaseStoreError,
  lookUp,
  MemoryLeaseStore,
  promote,
  register,
  revoke,
} from 'qmp-watchdog/failover';
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, onTestFinished, test } from 'vitest';
import { mint } from '../../../src/failover/proof.js';
import { followed, UUID, type Followed } from '../vm/followed.js';

// The fear: one proof starts two VMs, or is taken back and used as well.

const RECORD = {
  level: 'L2',
  vm: { name: 'vm1', uuid: UUID },
  session: 1,
  token: 't1',
  issued: '2026-11-22T00:00:00.000Z',
  storage: 'local',
  evidence: {},
} as const;

async function proven(
  registered = false,
): Promise<{ readonly one: Followed; readonly proof: FailoverSafe<'L2'> }> {
  const one = await followed();
  const proof = mint(RECORD);
  await one.vm.latch({
    token: proof.token,
    reason: 'failover',
    detail: latchDetail({
      stage: 'proven',
      consumed: false,
      registered,
      proof: proof.toJSON(),
      resume: undefined,
    }),
  });
  return { one, proof };
}

async function folder(): Promise<FileLeaseStore> {
  const path = await mkdtemp(join(tmpdir(), 'lease-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return new FileLeaseStore(join(path, 'store'));
}

const stores: readonly (readonly [string, () => Promise<LeaseStore>])[] = [
  ['memory', async () => new MemoryLeaseStore()],
  ['a folder', folder],
];

test.each(stores)(
  'of twenty hosts that consume it and its maker that revokes it, one succeeds: %s',
  async (_, make) => {
    const lease = await make();
    const { one, proof } = await proven(true);
    await register(proof, lease, {});
    const announced = JSON.parse(JSON.stringify(proof));
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 10 }, (_unused, host) => consume(announced, { lease, by: `host ${host}` })),
      revoke(one.vm, { lease, reason: 'it is well again' }),
      ...Array.from({ length: 10 }, (_unused, host) =>
        consume(announced, { lease, by: `host ${host + 10}` }),
      ),
    ]);
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    const revoked = outcomes[10]?.status === 'fulfilled';
    expect(await lookUp(lease, RECORD.vm, {})).toMatchObject({ standing: revoked ? 'revoked' : 'consumed' });
    expect(one.vm.state.latch === undefined).toBe(revoked);
  },
);

test('after it was revoked nobody consumes it, and after it was consumed nobody revokes it', async () => {
  const lease = new MemoryLeaseStore();
  const { one, proof } = await proven(true);
  await register(proof, lease, {});
  await revoke(one.vm, { lease, reason: 'it is well again' });
  await expect(consume(proof, { lease, by: 'host b' })).rejects.toMatchObject({ refusal: 'revoked' });

  const next = await proven(true);
  const second = mint({ ...RECORD, token: 't2' });
  await next.one.vm.unlatch('t1', 'anew');
  await next.one.vm.latch({
    token: 't2',
    reason: 'failover',
    detail: latchDetail({
      stage: 'proven',
      consumed: false,
      registered: true,
      proof: second.toJSON(),
      resume: undefined,
    }),
  });
  await register(second, lease, {});
  await consume(second, { lease, by: 'host b' });
  await expect(consume(second, { lease, by: 'host c' })).rejects.toMatchObject({ refusal: 'consumed' });
  await expect(revoke(next.one.vm, { lease, reason: 'no' })).rejects.toMatchObject({ refusal: 'consumed' });
  expect(next.one.vm.state.latch?.token).toBe('t2');
});

test('an older proof than the registered one is of no use, and a held one is not replaced', async () => {
  const lease = new MemoryLeaseStore();
  const { proof } = await proven();
  await register(proof, lease, {});
  await expect(register(mint({ ...RECORD, token: 't2' }), lease, {})).rejects.toMatchObject({
    refusal: 'registered',
  });
  await expect(consume({ ...RECORD, token: 't2' }, { lease, by: 'b' })).rejects.toMatchObject({
    refusal: 'not-registered',
  });
});

test('a proof that was used at its store is not registered once more', async () => {
  const lease = new MemoryLeaseStore();
  const { proof } = await proven(true);
  await register(proof, lease);
  await register(proof, lease);
  await consume(proof, { lease, by: 'host b' });
  await expect(register(proof, lease)).rejects.toMatchObject({ refusal: 'consumed' });
});

test('what was announced is believed in nothing: the level is that of the store', async () => {
  const lease = new MemoryLeaseStore();
  await register(mint({ ...RECORD, level: 'L1' }), lease, {});
  await expect(consume({ ...RECORD, level: 'L2' }, { lease, by: 'b' })).rejects.toMatchObject({
    refusal: 'level',
  });
});

test('a swap whose answer was lost is looked up, not guessed', async () => {
  const inner = new MemoryLeaseStore();
  const losing: LeaseStore = {
    get: (key) => inner.get(key),
    async swap(key, revision, value) {
      await inner.swap(key, revision, value);
      throw new Error('the connection broke');
    },
  };
  const { proof } = await proven();
  await register(proof, losing, {});
  expect(await consume(proof, { lease: losing, by: 'b' })).toBeInstanceOf(ConsumedProof);
});

test('a store that hangs is given up in time, and nothing is consumed', async () => {
  const clock = new VirtualClock();
  const hung: LeaseStore = { get: () => new Promise(() => {}), swap: () => new Promise(() => {}) };
  const { proof } = await proven();
  await expect(
    clock.runUntil(consume(proof, { lease: hung, by: 'b', clock, timeout: 1_000 })),
  ).rejects.toBeInstanceOf(LeaseStoreError);
});

test('without a store it is used once, here, and that outlives a restart', async () => {
  const { one, proof } = await proven();
  const consumed = await consumeHere(proof, { vm: one.vm, by: 'us' });
  expect(consumed).toBeInstanceOf(ConsumedProof);
  await expect(consumeHere(proof, { vm: one.vm, by: 'us' })).rejects.toMatchObject({ refusal: 'used' });
  // As the next process finds it.
  await expect(consumeHere(mint(RECORD), { vm: one.vm, by: 'us' })).rejects.toMatchObject({
    refusal: 'used',
  });
  await expect(revoke(one.vm, { lease: new MemoryLeaseStore(), reason: 'no' })).rejects.toMatchObject({
    refusal: 'irrevocable',
  });
});

test('it is of no use where its VM is not held still, or where a store decides', async () => {
  const registered = await proven(true);
  await expect(consumeHere(registered.proof, { vm: registered.one.vm, by: 'us' })).rejects.toMatchObject({
    refusal: 'registered',
  });
  const free = await followed();
  await expect(consumeHere(mint(RECORD), { vm: free.vm, by: 'us' })).rejects.toMatchObject({
    refusal: 'not-latched',
  });
});

test('a VM is started elsewhere with a consumed proof only, and with one proof only one', async () => {
  const { one, proof } = await proven();
  const consumed = await consumeHere(proof, { vm: one.vm, by: 'us' });
  const standby = await followed({ qemu: { status: 'prelaunch' } });
  const other = await followed({ qemu: { status: 'prelaunch' } });
  for (const forged of [
    undefined,
    {},
    { proof: RECORD, by: 'us' },
    Object.create(ConsumedProof.prototype),
    proof,
  ]) {
    await expect(promote(standby.vm, forged as ConsumedProof)).rejects.toMatchObject({
      refusal: 'not-a-proof',
    });
  }
  expect(standby.qemu.received.map(({ name }) => name)).not.toContain('cont');
  expect(await standby.clock.runUntil(promote(standby.vm, consumed))).toMatchObject({ running: true });
  await expect(promote(other.vm, consumed)).rejects.toMatchObject({ refusal: 'another-standby' });
  expect(other.qemu.received.map(({ name }) => name)).not.toContain('cont');
});

test('the proof of one VM starts no other', async () => {
  const { one, proof } = await proven();
  const consumed = await consumeHere(proof, { vm: one.vm, by: 'us' });
  const uuid = '99999999-2222-4333-8444-555555555555';
  const stranger = await followed({ qemu: { status: 'prelaunch', uuid } });
  await expect(promote(stranger.vm, consumed)).rejects.toMatchObject({ refusal: 'another-vm' });
  expect(stranger.qemu.received.map(({ name }) => name)).not.toContain('cont');
  const standby = await followed({ qemu: { status: 'prelaunch' } });
  expect(await standby.clock.runUntil(promote(standby.vm, consumed))).toMatchObject({ running: true });
});

test('nothing that was written down is a proof', async () => {
  const { one, proof } = await proven();
  const copy = Object.assign(Object.create(FailoverSafe.prototype), proof.toJSON());
  await expect(consumeHere(copy, { vm: one.vm, by: 'us' })).rejects.toThrow();
  // @ts-expect-error its constructor is nobody's
  expect(() => new FailoverSafe(RECORD)).toThrow();
  // @ts-expect-error nor is this one
  expect(() => new ConsumedProof(RECORD, 'us')).toThrow();
});

test('a folder of leases: of many swaps from one revision one wins, and late ones of long ago none', async () => {
  const lease = await folder();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => lease.swap('k', undefined, `v${n}`)),
  );
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  for (let turn = 1; turn <= 5; turn += 1) {
    const entry = await lease.get('k');
    expect(await lease.swap('k', entry?.revision, `turn ${turn}`)).toBe(true);
  }
  expect(await lease.swap('k', '1', 'late')).toBe(false);
  expect(await lease.get('k')).toEqual({ value: 'turn 5', revision: '6' });
});
