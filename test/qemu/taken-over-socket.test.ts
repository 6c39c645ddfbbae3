// The fear: a second QEMU takes over the socket's path of a living one, silently, and we talk to the wrong machine.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { startGuest } from './qemu-under-test.js';

const uuid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;

test('the old session lives on with the old machine, a new one meets the new one, and their UUIDs tell', async () => {
  await using first = await startGuest({ args: ['-S', '-uuid', uuid('1')] });
  await using old = await QmpClient.connect({ path: first.qmpPath });
  await using second = await startGuest({
    args: ['-S', '-uuid', uuid('2'), '-qmp', `unix:${first.qmpPath},server=on,wait=off`],
  });
  await using client = await QmpClient.connect({ path: first.qmpPath });
  expect(await client.execute('query-uuid')).toEqual({ UUID: uuid('2') });
  expect(await old.execute('query-uuid')).toEqual({ UUID: uuid('1') });
  expect((await old.liveness()).verdict).toBe('responsive');
  // Now nobody can reach the first one any more, and it lives.
  await old.close();
  expect(first.process.exitCode).toBeNull();
  expect(second.process.exitCode).toBeNull();
});
