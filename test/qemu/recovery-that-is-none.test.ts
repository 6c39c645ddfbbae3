// The fear: cont returns, RESUME comes, and the fault is still there; or the error came before anybody listened.
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import type { GuestCommand, StartOptions } from '../guest/index.js';
import { since, startGuest } from './qemu-under-test.js';

const faulty = (): string[] => {
  const error = { event: 'none', iotype: 'write', errno: 5, once: false, immediately: true };
  return [
    ...[
      '-blockdev',
      JSON.stringify({ driver: 'null-co', 'node-name': 'f0', 'read-zeroes': true, size: 8 * 1024 * 1024 }),
    ],
    ...[
      '-blockdev',
      JSON.stringify({ driver: 'blkdebug', image: 'f0', 'node-name': 'bad', 'inject-error': [error] }),
    ],
    ...['-blockdev', JSON.stringify({ driver: 'raw', file: 'bad', 'node-name': 'd0' })],
    ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=d0,id=disk0,werror=stop,rerror=report'],
  ];
};
const writing: StartOptions & { readonly initial: GuestCommand } = { initial: 'd', args: faulty };

describe.concurrent('a disk that fails', () => {
  test('before anybody connected shows in query-status and query-block, and in no event', async () => {
    await using guest = await startGuest(writing);
    {
      await using first = await QmpClient.connect({ path: guest.qmpPath });
      while ((await first.execute('query-status')).status !== 'io-error');
    }
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const events = client.events(['BLOCK_IO_ERROR', 'STOP']);
    expect(await client.execute('query-status')).toMatchObject({ status: 'io-error', running: false });
    const [disk] = (await client.executeAny('query-block')) as {
      'io-status': string;
      device: string;
      qdev: string;
    }[];
    expect(disk).toMatchObject({ 'io-status': 'failed', device: '', qdev: expect.stringContaining('disk0') });
    await client.close();
    expect(await events.next()).toMatchObject({ done: true });
  });

  test('fails again after cont: RESUME, the reply, the error and STOP come within milliseconds', async () => {
    await using guest = await startGuest(writing);
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    while ((await client.execute('query-status')).status !== 'io-error');
    for (let round = 0; round < 3; round += 1) {
      const order: string[] = [];
      const off = (['RESUME', 'BLOCK_IO_ERROR', 'STOP'] as const).map((event) =>
        client.on(event, () => order.push(event)),
      );
      const { event } = await client.expect('STOP').during(async () => {
        await client.execute('cont');
        order.push('reply');
      });
      expect(order.filter((one) => one !== 'reply')).toEqual(['RESUME', 'BLOCK_IO_ERROR', 'STOP']);
      expect(order.indexOf('reply')).toBeGreaterThan(0);
      expect(event.event).toBe('STOP');
      expect(await client.execute('query-status')).toMatchObject({ status: 'io-error' });
      for (const stop of off) stop();
    }
  });

  test('is named by its node where devices have no name', async () => {
    await using guest = await startGuest(writing);
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    while ((await client.execute('query-status')).status !== 'io-error');
    const { event } = await client.expect('BLOCK_IO_ERROR').during(() => client.execute('cont'));
    expect(event.data).toMatchObject({
      device: '',
      'node-name': 'd0',
      operation: 'write',
      action: 'stop',
      nospace: false,
    });
    expect(event.data.reason).toEqual(expect.any(String));
    expect('qom-path' in event.data).toBe(since(9, 2));
  });
});
