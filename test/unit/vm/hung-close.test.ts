import { type InterlockStore, type QmpAddress, QmpClient, Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { followed, UUID } from './followed.js';

// The fear: whoever closes a VM, or gives up connecting, waits for something that never comes.

const never = new Promise<never>(() => {});

/** A session, and then whatever `next` is. */
async function afterwards(next: () => Promise<QmpAddress | QmpClient>) {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, uuid: UUID });
  let sessions = 0;
  const address = () => {
    sessions += 1;
    return sessions === 1 ? { transport: qemu.transport() } : next();
  };
  const vm = await clock.runUntil(Vm.connect(address, { clock, interlocks: 'none' }));
  qemu.wire.hangUp();
  await clock.advance(5_000);
  return { clock, vm };
}

async function closesAtOnce({ clock, vm }: { clock: VirtualClock; vm: Vm }): Promise<void> {
  const begun = clock.now();
  await clock.runUntil(vm.close());
  expect(clock.now()).toBe(begun);
  expect(await vm.closed).toMatchObject({ kind: 'closed' });
}

describe('an address that never comes', () => {
  test('ends with the time for connecting', async () => {
    const clock = new VirtualClock();
    const connecting = Vm.connect(() => never, { clock, interlocks: 'none' });
    await expect(clock.runUntil(connecting)).rejects.toMatchObject({
      code: 'ERR_START_TIMEOUT',
    });
    expect(clock.now()).toBe(10_000);
  });

  test('holds up no close', async () => {
    await closesAtOnce(await afterwards(() => never));
  });

  test('is let go of when it comes after all', async () => {
    let bring: (client: QmpClient) => void = () => {};
    const coming = new Promise<QmpClient>((resolve) => {
      bring = resolve;
    });
    const { clock, vm } = await afterwards(() => coming);
    await clock.runUntil(vm.close());
    const late = new FakeQemu({ clock });
    const client = await clock.runUntil(QmpClient.connect({ transport: late.transport() }, { clock }));
    bring(client);
    await clock.advance(0);
    expect(await client.closed).toMatchObject({ kind: 'closed' });
  });
});

describe('a QEMU that does not say who it is', () => {
  test('holds up no close', async () => {
    const one = await followed();
    one.qemu.wire.hangUp();
    one.replace().on('query-uuid', () => never);
    await one.clock.advance(1_000);
    expect(one.vm.state.connected).toBe(false);
    await closesAtOnce(one);
  });

  test('nor giving up', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock });
    qemu.on('query-uuid', () => never);
    const abort = new AbortController();
    const options = { clock, interlocks: 'none', signal: abort.signal };
    const connecting = Vm.connect(() => ({ transport: qemu.transport() }), options);
    const rejected = expect(connecting).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    });
    await clock.advance(1_000);
    abort.abort();
    await clock.runUntil(rejected);
    expect(clock.now()).toBe(1_000);
  });
});

describe('a store of interlocks', () => {
  test('that never reads ends with the time for connecting', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock });
    const interlocks: InterlockStore = { load: () => never, save: () => never };
    const connecting = Vm.connect(() => ({ transport: qemu.transport() }), {
      clock,
      interlocks,
    });
    await expect(clock.runUntil(connecting)).rejects.toMatchObject({
      code: 'ERR_START_TIMEOUT',
    });
    expect(clock.now()).toBe(10_000);
  });

  test('that never writes is waited for as long as one may wait, and the interlock holds', async () => {
    const interlocks: InterlockStore = {
      load: async () => ({ interlocks: [], lifted: [] }),
      save: () => never,
    };
    const { vm, clock } = await followed({ vm: { interlocks } });
    const kept = vm.interlock('cont', 'mine');
    await expect(clock.runUntil(kept)).rejects.toMatchObject({
      code: 'ERR_INTERLOCK_STORE',
    });
    expect(clock.now()).toBe(10_000);
    await expect(clock.runUntil(vm.execute('cont'))).rejects.toMatchObject({
      code: 'ERR_INTERLOCKED',
    });
    await clock.runUntil(vm.close());
    expect(clock.now()).toBe(20_000);
  });
});
