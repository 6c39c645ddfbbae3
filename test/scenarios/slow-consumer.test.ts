// The fear: a flood of events that somebody takes too slowly stops the reading, and with it every reply.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';

test('the flood is read, replies come through it, and the slow one learns what it lost', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const slow = client.events(['X_FLOOD' as 'STOP'], { capacity: 100 });
  let heard = 0;
  client.on('X_FLOOD', () => void (heard += 1));
  for (let burst = 0; burst < 20; burst += 1) {
    for (let n = 0; n < 500; n += 1) qemu.emit('X_FLOOD', { n: burst * 500 + n });
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
  }
  expect(heard).toBe(10_000);
  await client.close();
  let accounted = 0;
  let items = 0;
  for await (const { data, lost } of slow) {
    accounted += lost;
    expect(data).toMatchObject({ n: accounted });
    accounted += 1;
    items += 1;
  }
  expect({ items, accounted }).toEqual({ items: 100, accounted: 10_000 });
  expect(await slow.ended).toEqual({ kind: 'closed' });
});
