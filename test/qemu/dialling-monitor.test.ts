// The fear: of several QEMUs that connect to us one is taken for another, or one that lost us never comes back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { QmpClient, QmpListener, type Refusal } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { since, startGuest } from './qemu-under-test.js';

const A = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const B = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

let directory = '';
let path = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dialling-'));
  path = join(directory, 'monitors');
});
afterEach(() => rm(directory, { recursive: true }));

/** Its monitor connects to us, and it has a local one. */
const start = (...args: string[]): Promise<Guest> =>
  startGuest({
    args: [
      '-S',
      ...['-chardev', `socket,id=dial,path=${path},${since(10, 0) ? 'reconnect-ms=200' : 'reconnect=1'}`],
      ...['-mon', 'chardev=dial,mode=control'],
      ...args,
    ],
  });

describe('QEMUs that connect to us', () => {
  test('are told apart, and come back when their session ends, or when we begin to listen anew', async () => {
    const listener = await QmpListener.listen({ path });
    const [accepted, guest, other] = await Promise.all([
      listener.accept({ uuid: A }),
      start('-uuid', A, '-name', 'one'),
      start('-uuid', B, '-name', 'other'),
    ]);
    await using _ = guest;
    await using __ = other;
    expect(accepted.capabilities).toEqual(['oob']);
    expect(await accepted.execute('query-name')).toEqual({ name: 'one' });
    const second = await listener.accept({ name: 'other' });
    expect(await second.execute('query-uuid')).toEqual({ UUID: B });
    await accepted.close();
    const again = await listener.accept({ uuid: A });
    expect(await again.execute('query-name')).toEqual({ name: 'one' });

    await listener.close();
    expect(await second.execute('query-status')).toMatchObject({ status: 'prelaunch' });
    await Promise.all([again.close(), second.close()]);
    await using anew = await QmpListener.listen({ path });
    const names: (string | undefined)[] = [];
    for await (const { name, client } of anew) {
      names.push(name);
      await using session = client;
      expect(await session.liveness()).toMatchObject({ verdict: 'responsive' });
      if (new Set(names).size === 2) break;
    }
    expect(new Set(names)).toEqual(new Set(['one', 'other']));
  });

  test('with the UUID of one whose session lives are refused and reported', async () => {
    await using listener = await QmpListener.listen({ path });
    const refused = new Promise<Refusal>((resolve) => listener.on('refused', resolve));
    await using _ = await start('-uuid', A, '-name', 'original');
    await using client = await listener.accept({ uuid: A });
    await using twin = await start('-uuid', A, '-name', 'twin');
    expect(await refused).toMatchObject({ cause: 'duplicate', uuid: A, name: 'twin' });
    expect(await client.execute('query-name')).toEqual({ name: 'original' });
    // It runs all the same: that it is refused here does not end it.
    await using local = await QmpClient.connect({ path: twin.qmpPath });
    expect(await local.liveness()).toMatchObject({ verdict: 'responsive' });
  });
});
