// The fear: the event comes before the reply of the command that caused it, or does not come at all, and a wait hangs.
import { describe, expect, test } from 'vitest';
import { type EventName, QmpClient } from 'qmp-watchdog';
import { startGuest } from './qemu-under-test.js';

describe.concurrent('on a real QEMU', () => {
  test('STOP, RESUME and RESET come before their replies', async () => {
    await using guest = await startGuest();
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const order: string[] = [];
    for (const event of ['STOP', 'RESUME', 'RESET'] as const) client.on(event, () => order.push(event));
    for (const command of ['stop', 'cont', 'system_reset'] as const) {
      await client.execute(command);
      order.push(command);
    }
    expect(order).toEqual(['STOP', 'stop', 'RESUME', 'cont', 'RESET', 'system_reset']);
  });

  test('expect().during() catches each of them', async () => {
    await using guest = await startGuest();
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    for (let round = 0; round < 5; round += 1) {
      expect((await client.expect('STOP').during(() => client.execute('stop'))).event.event).toBe('STOP');
      expect((await client.expect('RESUME').during(() => client.execute('cont'))).event.event).toBe('RESUME');
      const { event } = await client
        .expect('RESET', { where: ({ data }) => !data.guest })
        .during(() => client.execute('system_reset'));
      expect(event.data).toEqual({ guest: false, reason: 'host-qmp-system-reset' });
    }
  });

  test('stop of a stopped VM and cont of a running one return, and tell nothing', async () => {
    await using guest = await startGuest();
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const events: EventName[] = [];
    for (const event of ['STOP', 'RESUME'] as const) client.on(event, () => events.push(event));
    for (const command of ['cont', 'stop', 'stop', 'cont', 'cont'] as const)
      expect(await client.execute(command)).toEqual({});
    expect(events).toEqual(['STOP', 'RESUME']);
    const nothing = client.expect('RESUME', { timeout: 200 }).during(() => client.execute('cont'));
    await expect(nothing).rejects.toMatchObject({ code: 'ERR_EXPECT_TIMEOUT' });
  });

  test('system_reset of a paused VM leaves it in prelaunch, and cont takes it on', async () => {
    await using guest = await startGuest();
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    await client.execute('stop');
    await client.execute('system_reset');
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch', running: false });
    await client.execute('cont');
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
    await client.execute('system_reset');
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
  });

  test('cont is refused from shutdown until a reset', async () => {
    await using guest = await startGuest({ args: ['-no-shutdown'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const events = client.events(['SHUTDOWN', 'STOP']);
    await guest.send('o');
    // With -no-shutdown the SHUTDOWN is not the end: STOP follows.
    expect((await events.next()).value).toMatchObject({
      event: 'SHUTDOWN',
      data: { guest: true, reason: 'guest-shutdown' },
    });
    expect((await events.next()).value).toMatchObject({ event: 'STOP' });
    expect(await client.execute('query-status')).toMatchObject({ status: 'shutdown', running: false });
    await expect(client.execute('cont')).rejects.toMatchObject({
      outcome: 'rejected',
      desc: 'Resetting the Virtual Machine is required',
    });
    await client.execute('system_reset');
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
  });

  test('a panic or an expired watchdog that pauses is told before its STOP, and one that resets before its RESET', async () => {
    const cases = [
      {
        args: ['-action', 'panic=pause'],
        letters: ['p'],
        events: ['GUEST_PANICKED', 'STOP'],
        status: 'guest-panicked',
      },
      {
        args: ['-action', 'watchdog=pause'],
        letters: ['w', 'k'],
        events: ['WATCHDOG', 'STOP'],
        status: 'watchdog',
      },
      { args: [], letters: ['w', 'k'], events: ['WATCHDOG', 'RESET'], status: 'running' },
    ] as const;
    await Promise.all(
      cases.map(async ({ args, letters, events, status }) => {
        await using guest = await startGuest({ args });
        await using client = await QmpClient.connect({ path: guest.qmpPath });
        const stream = client.events(['GUEST_PANICKED', 'WATCHDOG', 'STOP', 'RESET']);
        for (const letter of letters) await guest.send(letter);
        const [first, second] = [(await stream.next()).value, (await stream.next()).value];
        expect([first, second]).toMatchObject(events.map((event) => ({ event })));
        expect(await client.execute('query-status')).toMatchObject({ status });
      }),
    );
  });

  test('stamps come from the wall clock, and times of arrival from our own', async () => {
    await using guest = await startGuest();
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const before = Date.now();
    const { event } = await client.expect('STOP').during(() => client.execute('stop'));
    const stamp = event.timestamp.seconds * 1_000 + event.timestamp.microseconds / 1_000;
    expect(Math.abs(stamp - before)).toBeLessThan(5_000);
    expect(event.at).toBeGreaterThan(0);
    expect(event.at).toBeLessThanOrEqual(performance.now());
  });
});
