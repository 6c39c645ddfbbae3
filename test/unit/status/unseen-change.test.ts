// The fear: what is followed live is not what is.
import { once } from 'node:events';
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { supervised } from '../../scenarios/supervised.js';
import { serve, servedVm } from './served.js';

/** As long as it takes until those who follow are told anew. */
async function pass(clock: VirtualClock): Promise<void> {
  await clock.advance(500);
}

test('first all, then only what changes, and a word twice a second even when nothing does', async () => {
  await using both = await servedVm({
    policies: () => [],
    qemu: { guest: { interval: 10_000 } },
    dog: false,
  });
  const { s, served } = both;
  const reader = await served.follow();
  await s.clock.advance(1);
  expect(await reader.next()).toMatchObject({ name: 'status', data: { format: 1, vms: [{ name: 'vm1' }] } });
  for (let times = 0; times < 3; times += 1) {
    await pass(s.clock);
    expect(await reader.next()).toMatchObject({ name: 'change', data: { vms: [], gone: [], left: [] } });
  }
  s.qemu.vm.stop();
  await pass(s.clock);
  expect(await reader.next()).toMatchObject({
    data: { vms: [{ name: 'vm1', run: 'paused', why: 'operator' }] },
  });
  await pass(s.clock);
  expect(await reader.next()).toMatchObject({ data: { vms: [] } });
});

test('of a watchdog that is petted just what it has left is told; of one that runs down nothing', async () => {
  await using both = await servedVm({ policies: () => [], dog: { timeout: 10_000 } });
  const { s, served } = both;
  const reader = await served.follow();
  await s.clock.advance(1);
  await reader.next();
  await pass(s.clock);
  expect(await reader.next()).toMatchObject({ data: { vms: [], left: [['vm1', [[10_000, 0]]]] } });
  s.qemu.guest.mute();
  await pass(s.clock);
  await reader.next();
  await pass(s.clock);
  expect(await reader.next()).toMatchObject({ data: { vms: [], left: [] } });
});

test('what joins and what goes is told', async () => {
  const clock = new VirtualClock();
  await using one = await supervised({ clock, supervisor: { name: 'vm1' } });
  await using two = await supervised({ clock, supervisor: { name: 'vm2' } });
  let list = [one.supervisor];
  await using served = await serve(() => list, clock);
  const reader = await served.follow();
  await clock.advance(1);
  expect((await reader.next()).data.vms.map(({ name }) => name)).toEqual(['vm1']);
  list = [two.supervisor];
  await pass(clock);
  expect(await reader.next()).toMatchObject({ data: { vms: [{ name: 'vm2' }], gone: ['vm1'] } });
});

test('a name that is cut off is the same one when its VM is petted and when it goes', async () => {
  const name = 'n'.repeat(500);
  await using s = await supervised({ supervisor: { name }, policies: () => [], dog: { timeout: 10_000 } });
  let list = [s.supervisor];
  await using served = await serve(() => list, s.clock);
  const reader = await served.follow();
  await s.clock.advance(1);
  const told = (await reader.next()).data.vms[0]?.name;
  expect(told).toMatch(/^n{397}\.\.\.$/);
  await pass(s.clock);
  await reader.next();
  await pass(s.clock);
  expect(await reader.next()).toMatchObject({ data: { vms: [], left: [[told, [[10_000, 0]]]] } });
  list = [];
  await pass(s.clock);
  expect(await reader.next()).toMatchObject({ data: { gone: [told] } });
});

test('there are only so many who follow', async () => {
  const clock = new VirtualClock();
  await using served = await serve([], clock, {}, { streams: 2 });
  const [one] = [await served.follow(), await served.follow()];
  const third = await served.get('/events');
  expect([third.status, third.headers['retry-after']]).toEqual([503, '10']);
  one.response.destroy();
  await once(one.response, 'close');
  const again = await served.follow();
  expect(again.response.statusCode).toBe(200);
});

test('one connection follows once, whatever it asks for, and its place is free when it has gone', async () => {
  const clock = new VirtualClock();
  await using served = await serve([], clock, {}, { streams: 2 });
  const socket = await served.connect();
  let text = '';
  const refused = new Promise<void>((resolve) => {
    socket.on('close', resolve).on('data', (chunk) => {
      text += chunk;
    });
  });
  socket.write('GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(3));
  await once(socket, 'data');
  const [one] = [await served.follow()];
  expect(one.response.statusCode).toBe(200);
  expect((await served.get('/events')).status).toBe(503);
  socket.destroy();
  await refused;
  // That it has gone is heard in real time.
  while ((await served.get('/events', { method: 'HEAD' })).status === 503);
  expect((await served.follow()).response.statusCode).toBe(200);
  expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
});
