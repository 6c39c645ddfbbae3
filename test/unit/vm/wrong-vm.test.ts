import { Vm, WrongVmError } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { followed, UUID } from './followed.js';

// The fear: a second QEMU takes the socket's path over, and the watchdog goes on with another VM.

const OTHER = '99999999-2222-4333-8444-555555555555';

test('another QEMU on the path ends the VM with an error, and gets no command', async () => {
  const { vm, clock, replace, qemu } = await followed();
  qemu.wire.hangUp();
  const impostor = replace({ uuid: OTHER, name: 'vm2' });
  await clock.advance(5_000);
  expect(await vm.closed).toMatchObject({ kind: 'violation', error: expect.any(WrongVmError) });
  await expect(vm.execute('stop')).rejects.toMatchObject({ outcome: 'not-sent' });
  expect(new Set(impostor.received.map(({ name }) => name))).toEqual(
    new Set(['qmp_capabilities', 'query-uuid', 'query-name']),
  );
});

test('the same UUID under another name is another VM too', async () => {
  const { vm, clock, replace, qemu } = await followed();
  qemu.wire.hangUp();
  replace({ name: 'vm2' });
  await clock.advance(5_000);
  expect(await vm.closed).toMatchObject({ kind: 'violation' });
});

test.each([{ expectUuid: OTHER }, { expectName: 'vm2' }])(
  '%o refuses it from the start',
  async (expected) => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock, uuid: UUID, name: 'vm1' });
    const connecting = Vm.connect(() => ({ transport: qemu.transport() }), {
      clock,
      interlocks: 'none',
      ...expected,
    });
    await expect(clock.runUntil(connecting)).rejects.toBeInstanceOf(WrongVmError);
  },
);

test('one that was expected, in capital letters, is welcome', async () => {
  const { vm } = await followed({ vm: { expectUuid: UUID.toUpperCase(), expectName: 'vm1' } });
  expect(vm.state.uuid).toBe(UUID);
});

test('a QEMU that was given no UUID says zeros, which tell nothing', async () => {
  const { vm } = await followed({ qemu: { uuid: '00000000-0000-0000-0000-000000000000' } });
  expect(vm.state.uuid).toBeUndefined();
});
