// The fear: a monitor that another client holds accepts the connection and says nothing, for ever.
import { describe, expect, test } from 'vitest';
import { GreetingTimeoutError, QmpClient } from 'qmp-watchdog';
import { startGuest } from './qemu-under-test.js';

describe.concurrent('a monitor in use', () => {
  test('is told from a missing one, and greets as soon as its client has left', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    const first = await QmpClient.connect({ path: guest.qmpPath });
    const error = await QmpClient.connect({ path: guest.qmpPath }, { greetingTimeout: 200 }).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(GreetingTimeoutError);
    expect(error.message).toMatch(
      /another client holds this monitor.* Give each client a monitor of its own/,
    );

    const second = QmpClient.connect({ path: guest.qmpPath }, { greetingTimeout: 20_000 });
    expect((await first.liveness()).verdict).toBe('responsive');
    await first.close();
    await using client = await second;
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
    // The client that gave up is not in the way.
    expect(client.statistics.staleReplies).toBe(0);
  });

  test('by a client that vanished without a word is freed by yank through a second monitor', async () => {
    await using guest = await startGuest({ args: ['-S'], monitors: 2 });
    const [held, local] = guest.qmpPaths;
    const vanished = await QmpClient.connect({ path: held! });
    const waiting = QmpClient.connect({ path: held! }, { greetingTimeout: 20_000 });
    await using second = await QmpClient.connect({ path: local! });
    const instances = await second.executeOob('query-yank');
    expect(instances).toContainEqual({ type: 'chardev', id: 'compat_monitor0' });
    await second.executeOob('yank', { instances: [{ type: 'chardev', id: 'compat_monitor0' }] });
    await using client = await waiting;
    expect(await vanished.closed).toMatchObject({ kind: 'ended' });
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
  });

  test('two monitors hear the same events', async () => {
    await using guest = await startGuest({ monitors: 2 });
    await using one = await QmpClient.connect({ path: guest.qmpPaths[0]! });
    await using other = await QmpClient.connect({ path: guest.qmpPaths[1]! });
    const heard = other.expect('STOP').wait();
    const stopped = await one.expect('STOP').during(() => one.execute('stop'));
    expect((await heard).timestamp).toEqual(stopped.event.timestamp);
  });
});
