// The fear: one command too many shuts the lane that was to tell a stalled main loop from a dead process.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';

const connect = async (window?: number) => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  const client = await QmpClient.connect(
    { transport: qemu.transport() },
    { clock, ...(window === undefined ? {} : { window }) },
  );
  return { clock, qemu, client };
};

const submit = (client: QmpClient, count: number): Promise<unknown>[] =>
  Array.from({ length: count }, () => client.execute('query-status', {}, { timeout: 60_000 }));

test('the window holds the others back, and the lane stays open through a hang', async () => {
  const { clock, qemu, client } = await connect();
  qemu.mainLoop.stall();
  const commands = submit(client, 100);
  await clock.advance(10);
  expect(client.statistics.inFlight).toBeLessThanOrEqual(8);
  expect(await client.executeOob('query-yank', {}, { timeout: 100 })).not.toEqual([]);
  const probe = client.liveness({ timeout: 500 });
  await clock.advance(500);
  expect(await probe).toMatchObject({
    verdict: 'unknown',
    why: 'window-full',
    evidence: { outOfBand: { state: 'answered' } },
  });
  qemu.mainLoop.resume();
  expect(await Promise.all(commands)).toHaveLength(100);
  expect(qemu.received.filter(({ name }) => name === 'query-status')).toHaveLength(100);
});

test('without a window the lane starves, and the client does not take that for a dead process', async () => {
  const { clock, qemu, client } = await connect(Number.POSITIVE_INFINITY);
  qemu.mainLoop.stall();
  const commands = submit(client, 20);
  const probe = client.liveness({ timeout: 500 });
  await clock.advance(500);
  expect(await probe).toMatchObject({
    verdict: 'unknown',
    why: 'window-full',
    evidence: { outOfBand: { state: 'silent' } },
  });
  qemu.mainLoop.resume();
  expect(await Promise.all(commands)).toHaveLength(20);
  expect((await clock.runUntil(client.liveness())).verdict).toBe('responsive');
});

test('commands that were given up keep their places through the hang, and QEMU runs them when it ends', async () => {
  const { clock, qemu, client } = await connect();
  qemu.mainLoop.stall();
  const stops = Array.from({ length: 3 }, () =>
    client.execute('stop', {}, { timeout: 100 }).catch((error) => error.outcome),
  );
  await clock.advance(100);
  expect(await Promise.all(stops)).toEqual(['unknown', 'unknown', 'unknown']);
  expect(client.statistics).toMatchObject({ stuck: 3, inFlight: 3 });
  qemu.mainLoop.resume();
  await clock.advance(0);
  expect(client.statistics).toMatchObject({ stuck: 0, inFlight: 0, lateReplies: 3 });
  expect(qemu.vm.status).toBe('paused');
});
