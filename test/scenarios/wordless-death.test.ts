// The fear: QEMU is gone, and the client does not notice, invents a reason, or calls the last command a success.
import { describe, expect, test } from 'vitest';
import { type ClosedReason, QmpClient } from 'qmp-watchdog';
import { FakeQemu, type FakeQemuOptions, VirtualClock } from 'qmp-watchdog/testing';
import { errorOf } from '../unit/qmp/wire.js';

const connect = async (options: FakeQemuOptions = {}) => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  return { clock, qemu, client: await QmpClient.connect({ transport: qemu.transport() }, { clock }) };
};

describe('the session ends', () => {
  const ends: Record<
    string,
    {
      readonly options?: FakeQemuOptions;
      readonly end: (qemu: FakeQemu) => unknown;
      readonly reason: ClosedReason;
    }
  > = {
    'with SIGTERM, after SHUTDOWN': {
      end: (qemu) => qemu.process.kill('SIGTERM'),
      reason: { kind: 'ended', shutdown: { guest: false, reason: 'host-signal' } },
    },
    'with SIGKILL, without a word': {
      end: (qemu) => qemu.process.kill('SIGKILL'),
      reason: { kind: 'ended' },
    },
    'with the quit of another client': {
      end: (qemu) => qemu.vm.quit(),
      reason: { kind: 'ended', shutdown: { guest: false, reason: 'host-qmp-quit' } },
    },
    'with a window that was closed': {
      end: (qemu) => qemu.vm.quit('host-ui'),
      reason: { kind: 'ended', shutdown: { guest: false, reason: 'host-ui' } },
    },
    'with the guest powering off': {
      end: (qemu) => qemu.vm.guestShutdown(),
      reason: { kind: 'ended', shutdown: { guest: true, reason: 'guest-shutdown' } },
    },
    'with a reset of the guest under -no-reboot': {
      options: { actions: { reboot: 'shutdown' } },
      end: (qemu) => qemu.vm.guestReset(),
      reason: { kind: 'ended', shutdown: { guest: true, reason: 'guest-reset' } },
    },
    'with a panic': {
      end: (qemu) => qemu.vm.panic(),
      reason: { kind: 'ended', shutdown: { guest: true, reason: 'guest-panic' } },
    },
    'with a watchdog that powers off, and no SHUTDOWN': {
      options: { actions: { watchdog: 'poweroff' } },
      end: (qemu) => qemu.vm.watchdog(),
      reason: { kind: 'ended' },
    },
    'with the monitor alone, and QEMU lives': {
      end: (qemu) => qemu.wire.hangUp(),
      reason: { kind: 'ended' },
    },
  };

  test.for(Object.entries(ends))('%s', async ([, { options, end, reason }]) => {
    const { clock, qemu, client } = await connect(options);
    const waiting = errorOf(client.expect('RESUME').wait());
    const events = client.events(['RESUME']);
    await end(qemu);
    await clock.advance(0);
    expect(await client.closed).toEqual(reason);
    expect(await waiting).toMatchObject({ code: 'ERR_SESSION_CLOSED', reason });
    for await (const _ of events);
    expect(await events.ended).toEqual(reason);
    expect((await client.liveness()).verdict).toBe('disconnected');
  });
});

test('system_reset under -no-reboot is answered, and yet ends QEMU', async () => {
  const { qemu, client } = await connect({ actions: { reboot: 'shutdown' } });
  const { event, result } = await client.expect('SHUTDOWN').during(() => client.execute('system_reset'));
  expect(result).toEqual({});
  expect(event.data).toEqual({ guest: false, reason: 'host-qmp-system-reset' });
  expect(await client.closed).toEqual({
    kind: 'ended',
    shutdown: { guest: false, reason: 'host-qmp-system-reset' },
  });
  expect(await qemu.process.exited).toEqual({ code: 0, signal: null });
});

test('a killed process leaves the outcome of the command that it had unknown', async () => {
  const { qemu, client } = await connect();
  qemu.process.stop();
  const error = errorOf(client.execute('cont'));
  qemu.process.kill('SIGKILL');
  expect(await error).toMatchObject({
    code: 'ERR_SESSION_CLOSED',
    outcome: 'unknown',
    reason: { kind: 'ended' },
  });
  expect(await errorOf(client.execute('cont'))).toMatchObject({ outcome: 'not-sent' });
});
