// The fear: QEMU ends, and its client does not notice, does not know why, or takes the end for a success.
import { access } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type ClosedReason, QmpClient } from 'qmp-watchdog';
import { startGuest } from './qemu-under-test.js';

/** Hangs up without a word look like an end or like a reset, as the kernel pleases. */
function expectWordless({ kind, shutdown, halfMessageBytes }: ClosedReason): void {
  expect(['ended', 'failed']).toContain(kind);
  expect(shutdown).toBeUndefined();
  expect(halfMessageBytes).toBeUndefined();
}

describe.concurrent('QEMU ends', () => {
  test('by SIGTERM: SHUTDOWN tells that it was a signal, then the session ends, also for who waits', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const events = client.events(['SHUTDOWN']);
    const waiting = client
      .expect('STOP')
      .wait()
      .catch((error) => error);
    guest.process.kill('SIGTERM');
    const reason = await client.closed;
    expect(reason.shutdown).toEqual({ guest: false, reason: 'host-signal' });
    // Whoever closes a socket with something unread in it resets the connection, and QEMU reads byte by byte.
    expect(['ended', 'failed']).toContain(reason.kind);
    expect((await events.next()).value).toMatchObject({ event: 'SHUTDOWN', data: reason.shutdown, lost: 0 });
    expect(await events.next()).toEqual({ done: true, value: reason });
    expect(await waiting).toMatchObject({ code: 'ERR_SESSION_CLOSED', reason });
    expect(await guest.exited).toEqual({ code: 0, signal: null });
    expect((await client.liveness()).verdict).toBe('disconnected');
  });

  test('by SIGKILL: no word, a command with an unknown outcome, and a socket that stays behind and refuses', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    await guest.stop();
    const pending = client.execute('cont').catch((error) => error);
    guest.process.kill('SIGKILL');
    expectWordless(await client.closed);
    expect(await pending).toMatchObject({ code: 'ERR_SESSION_CLOSED', command: 'cont', outcome: 'unknown' });
    await guest.exited;
    await access(guest.qmpPath);
    const refused = await QmpClient.connect({ path: guest.qmpPath }).catch((error) => error);
    expect(refused).toMatchObject({ code: 'ERR_CONNECT', failure: 'refused' });
    expect(refused.message).toContain('the socket is there but nobody listens');
  });

  test('by quit: SHUTDOWN comes before the reply, and the end after it', async () => {
    await using guest = await startGuest();
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const order: string[] = [];
    client.on('SHUTDOWN', () => order.push('SHUTDOWN'));
    const quitting = client
      .expect('SHUTDOWN')
      .during(() => client.execute('quit').then(() => order.push('reply')));
    expect((await quitting).event.data).toEqual({ guest: false, reason: 'host-qmp-quit' });
    const reason = await client.closed;
    order.push('end');
    expect(order).toEqual(['SHUTDOWN', 'reply', 'end']);
    expect(reason).toMatchObject({ shutdown: { guest: false, reason: 'host-qmp-quit' } });
    expect(await guest.exited).toEqual({ code: 0, signal: null });
  });

  test('by system_reset under -no-reboot: the reply is {}, and yet the VM is gone', async () => {
    await using guest = await startGuest({ args: ['-no-reboot'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const shutdown = client.expect('SHUTDOWN').wait();
    // Whether its reply comes before the end is chance; a failure would be a session that ended, never a rejection.
    const outcome = await client.execute('system_reset').then(
      () => 'answered',
      (error) => error.outcome,
    );
    expect(['answered', 'unknown']).toContain(outcome);
    expect((await shutdown).data).toEqual({ guest: false, reason: 'host-qmp-system-reset' });
    expect(await client.closed).toMatchObject({
      shutdown: { guest: false, reason: 'host-qmp-system-reset' },
    });
    expect(await guest.exited).toEqual({ code: 0, signal: null });
  });

  test('by its guest: SHUTDOWN tells whose intent it was', async () => {
    const causes = { o: 'guest-shutdown', t: 'guest-reset', p: 'guest-panic' } as const;
    for (const [letter, reason] of Object.entries(causes)) {
      await using guest = await startGuest({ args: ['-no-reboot'] });
      await using client = await QmpClient.connect({ path: guest.qmpPath });
      await guest.send(letter as keyof typeof causes).catch(() => {});
      expect(await client.closed).toMatchObject({ shutdown: { guest: true, reason } });
    }
  });

  test('by its watchdog device: WATCHDOG, the end, exit code 0, and never a SHUTDOWN', async () => {
    await using guest = await startGuest({ args: ['-action', 'watchdog=poweroff'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const events = client.events(['WATCHDOG', 'SHUTDOWN']);
    await guest.send('w');
    await guest.send('k');
    expect((await events.next()).value).toMatchObject({ event: 'WATCHDOG', data: { action: 'poweroff' } });
    expect((await events.next()).done).toBe(true);
    expectWordless(await client.closed);
    expect(await guest.exited).toEqual({ code: 0, signal: null });
  });
});
