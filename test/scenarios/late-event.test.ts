// The fear: an event is told late, or once for many, or with a stamp of a clock that jumps, and is believed to be news.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';

const connect = async (version = '7.2.22') => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, version, actions: { watchdog: 'none' } });
  return { clock, qemu, client: await QmpClient.connect({ transport: qemu.transport() }, { clock }) };
};

test('of many within a second the first comes at once and the last one late, stamped with the time it occurred', async () => {
  const { clock, qemu, client } = await connect();
  const heard: { readonly at: number; readonly stamp: number }[] = [];
  const start = clock.wall();
  client.on('WATCHDOG', ({ at, timestamp }) =>
    heard.push({ at, stamp: timestamp.seconds * 1_000 + timestamp.microseconds / 1_000 - start }),
  );
  for (let n = 0; n < 6; n += 1) {
    qemu.vm.watchdog();
    await clock.advance(100);
  }
  await clock.advance(5_000);
  // Six occurrences, two events: counting them counts nothing. The second is told half a second after it happened.
  expect(heard).toEqual([
    { at: 0, stamp: 0 },
    { at: 1_000, stamp: 500 },
  ]);
});

test('a repeated WATCHDOG may come after the RESET that it caused', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const order: string[] = [];
  for (const event of ['WATCHDOG', 'RESET'] as const)
    client.on(event, ({ at }) => order.push(`${event} ${at}`));
  qemu.vm.watchdog();
  await clock.advance(500);
  qemu.vm.watchdog();
  await clock.advance(2_000);
  expect(order).toEqual(['WATCHDOG 0', 'RESET 0', 'RESET 500', 'WATCHDOG 1000']);
});

test('disk errors are limited per device in a newer QEMU, and not in an older one', async () => {
  for (const [version, expected] of [
    ['7.2.22', 5],
    ['10.0.2', 2],
  ] as const) {
    const { clock, qemu, client } = await connect(version);
    let heard = 0;
    client.on('BLOCK_IO_ERROR', () => void (heard += 1));
    for (let n = 0; n < 5; n += 1) qemu.vm.ioError({ action: 'report' });
    await clock.advance(3_000);
    expect(heard, version).toBe(expected);
  }
});

test('a wall clock that steps changes stamps, and never the time of arrival', async () => {
  const { clock, qemu, client } = await connect();
  const heard: { readonly at: number; readonly seconds: number }[] = [];
  client.on('STOP', ({ at, timestamp }) => heard.push({ at, seconds: timestamp.seconds }));
  qemu.emit('STOP');
  await clock.advance(1_000);
  clock.stepWall(-3_600_000);
  qemu.emit('STOP');
  await clock.advance(1_000);
  clock.stepWall(86_400_000);
  qemu.emit('STOP');
  await clock.advance(0);
  expect(heard.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
  const [first, second, third] = heard.map(({ seconds }) => seconds);
  expect([second! - first!, third! - second!]).toEqual([1 - 3_600, 1 + 86_400]);
});

test('deadlines do not move with the wall clock, nor while the host sleeps', async () => {
  const { clock, qemu, client } = await connect();
  qemu.process.stop();
  const error = client.execute('stop', {}, { timeout: 1_000 }).catch((reason) => reason);
  let settled = false;
  void error.then(() => {
    settled = true;
  });
  clock.stepWall(86_400_000);
  clock.sleepHost(3_600_000);
  await clock.advance(999);
  expect(settled).toBe(false);
  await clock.advance(1);
  expect(await error).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', outcome: 'unknown' });
});
