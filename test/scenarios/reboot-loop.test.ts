// The fear: a guest that resets itself again and again never comes up, and each reset buys it time.
import { expect, test } from 'vitest';
import { reset, type Setting, supervised } from './supervised.js';

const settings = { policies: reset, supervisor: { bootGrace: 10_000 } };

/** Its boot fails every 300 ms, for so many milliseconds. */
async function loop(s: Setting, duration: number, guest = true): Promise<void> {
  s.qemu.guest.hang();
  for (let passed = 0; passed < duration; passed += 300) {
    s.qemu.emit('RESET', { guest, reason: guest ? 'guest-reset' : 'host-qmp-system-reset' });
    await s.clock.advance(300);
  }
}

test('its boot grace counts from the first of its resets: then somebody is paged, and it is not reset', async () => {
  await using s = await supervised(settings);
  await s.clock.advance(1_000);
  await loop(s, 9_900);
  expect(s.pages).toEqual([]);
  await loop(s, 600);
  expect(s.pages).toMatchObject([
    { reason: expect.stringContaining('did not come up within its boot grace') },
  ]);
  expect(s.sent).toEqual([]);
});

test('as long as it goes on, somebody is paged once in each boot grace', async () => {
  await using s = await supervised(settings);
  await s.clock.advance(1_000);
  await loop(s, 45_000);
  expect(s.pages).toHaveLength(4);
  expect(s.sent).toEqual([]);
});

test('a reset by somebody else gives it its time anew', async () => {
  await using s = await supervised(settings);
  await s.clock.advance(1_000);
  await loop(s, 30_000, false);
  expect(s.pages).toEqual([]);
});

test('one that comes up and reboots again has its time again', async () => {
  await using s = await supervised(settings);
  for (let n = 0; n < 5; n += 1) {
    await s.clock.advance(1_000);
    await loop(s, 6_000);
    s.qemu.guest.recover();
  }
  await s.clock.advance(1_000);
  expect(s.pages).toEqual([]);
  expect(s.sent).toEqual([]);
});
