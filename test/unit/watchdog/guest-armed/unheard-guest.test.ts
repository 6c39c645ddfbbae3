// The fear: a guest asks for a watchdog and does not get the one that it asked for, or gets it and nobody watches.
import { describe, expect, test } from 'vitest';
import { guestArmed } from './guest.js';

describe('a timer', () => {
  test('is armed by the guest and by nobody else, and expires when it is not petted for as long as was said', async () => {
    const { clock, dogs, log, say } = await guestArmed();
    await clock.advance(1_000_000);
    expect(log).toEqual([]);
    expect(await say('ARM 0 30')).toBe('OK 1 30');
    await clock.advance(29_999);
    expect(dogs[0].state).toBe('armed');
    expect(await say('PET 1 30')).toBe('OK 1 30');
    await clock.advance(29_999);
    expect(dogs[0].state).toBe('armed');
    await clock.advance(1);
    expect(log).toEqual(['guest-1 armed@1000000', 'guest-1 expired@1059999']);
    expect(await say('PET 1 30')).toBe('OK 1 30');
    expect(log.at(-1)).toBe('guest-1 recovered@1059999');
  });

  test('gets another timeout with each pet', async () => {
    const { clock, dogs, say } = await guestArmed();
    await say('ARM 0 30');
    expect(await say('PET 1 10')).toBe('OK 1 10');
    expect(dogs[0].timeLeft).toBe(10_000);
    expect(await say('ARM 1 20')).toBe('OK 1 20');
    expect(dogs[0].timeLeft).toBe(20_000);
    await clock.advance(20_000);
    expect(dogs[0].state).toBe('expired');
  });

  test('is one of two, and a third is refused', async () => {
    const { clock, dogs, say } = await guestArmed();
    expect(await say('ARM 0 30')).toBe('OK 1 30');
    expect(await say('ARM 0 60')).toBe('OK 2 60');
    expect(await say('ARM 0 90')).toBe('ERR NOSPACE all of the 2 timers are armed');
    expect(dogs[0].snapshot).toMatchObject({ refusedCount: 1, state: 'armed' });
    await clock.advance(30_000);
    expect(dogs.map(({ state }) => state)).toEqual(['expired', 'armed']);
    expect(await say('STATUS')).toBe('OK STATUS 1=30/0 2=60/30');
    expect(await say('DISARM 2')).toBe('OK 2 0');
    expect(await say('ARM 0 90')).toBe('OK 2 90');
  });

  test('that is not armed can be neither petted nor disarmed', async () => {
    const { say, log } = await guestArmed();
    for (const line of ['PET 1 30', 'ARM 1 30', 'DISARM 2', 'PET 99 30'])
      expect(await say(line)).toMatch(/^ERR UNARMED \d+ is not armed$/);
    expect(log).toEqual([]);
  });

  test('of a name is found again by it: a daemon that was restarted pets what it had armed', async () => {
    const { dogs, say, clock } = await guestArmed();
    expect(await say('ARM 0 30 daemon')).toBe('OK 1 30');
    expect(await say('ARM 0 30 other')).toBe('OK 2 30');
    await clock.advance(20_000);
    expect(await say('ARM 0 40 daemon')).toBe('OK 1 40');
    expect(dogs.map(({ timeLeft }) => timeLeft)).toEqual([40_000, 10_000]);
    await say('PET 1 40');
    await say('BYE');
    expect(await say('ARM 0 40 daemon')).toBe('OK 1 40');
  });

  test('is disarmed by its guest, also when it has expired: that is a sign of life', async () => {
    const { clock, dogs, log, say } = await guestArmed();
    await say('ARM 0 30');
    expect(await say('DISARM 1')).toBe('OK 1 0');
    await clock.advance(1_000_000);
    expect(log).toEqual(['guest-1 armed@0', 'guest-1 disarmed@0']);
    await say('ARM 0 30');
    await clock.advance(30_000);
    log.length = 0;
    expect(await say('DISARM 1')).toBe('OK 1 0');
    expect(log).toEqual(['guest-1 recovered@1030000', 'guest-1 disarmed@1030000']);
    expect(dogs[0].snapshot).toMatchObject({ state: 'disarmed', awaitingRecovery: false });
  });
});

describe('the host', () => {
  test('clamps timeouts, and says what it grants', async () => {
    const { dogs, say } = await guestArmed({ minTimeout: 10_000, maxTimeout: 60_000 });
    expect(await say('HELLO 1')).toBe('OK HELLO 1 timers=2 min=10 max=60 grace=300 nowayout=0');
    expect(await say('ARM 0 1')).toBe('OK 1 10');
    expect(await say('ARM 0 999999999')).toBe('OK 2 60');
    expect(dogs.map(({ timeLeft }) => timeLeft)).toEqual([10_000, 60_000]);
    expect(await say('PET 1 61')).toBe('OK 1 60');
  });

  test('speaks one version, and says which', async () => {
    const { say } = await guestArmed();
    expect(await say('HELLO 2')).toBe('ERR VERSION 1 is spoken here');
    expect(await say('ARM 0 30')).toBe('OK 1 30');
  });

  test('forbids disarming, when that is its will', async () => {
    const { clock, dogs, say } = await guestArmed({ nowayout: true });
    expect(await say('HELLO 1')).toContain('nowayout=1');
    await say('ARM 0 30');
    expect(await say('DISARM 1')).toBe('ERR NOWAYOUT an armed timer stays armed');
    await clock.advance(30_000);
    expect(dogs[0].state).toBe('expired');
  });

  test('has more timers, or fewer', async () => {
    const { say } = await guestArmed({ timers: 1 });
    await say('ARM 0 30');
    expect(await say('ARM 0 30')).toBe('ERR NOSPACE all of the 1 timers are armed');
    expect(await say('STATUS')).toBe('OK STATUS 1=30/30');
    const many = await guestArmed({ timers: 99 });
    for (let id = 1; id <= 99; id += 1) {
      await many.clock.advance(1_000);
      expect(await many.say('ARM 0 3600')).toBe(`OK ${id} 3600`);
    }
  });

  test('gives a guest that says BYE time to shut down, and no longer', async () => {
    const { clock, dogs, say } = await guestArmed({ byeGrace: 120_000 });
    expect(await say('BYE')).toBe('OK 0 0');
    await say('ARM 0 30');
    await say('ARM 0 600');
    expect(await say('BYE')).toBe('OK 0 120');
    expect(dogs.map(({ timeLeft }) => timeLeft)).toEqual([120_000, 600_000]);
    await clock.advance(119_999);
    expect(dogs[0].state).toBe('armed');
    await clock.advance(1);
    expect(dogs[0].state).toBe('expired');
    expect(dogs[1].state).toBe('armed');
  });
});

test('a pause has a reason and an end, and the time of the guest begins anew after it', async () => {
  const { clock, dogs, say } = await guestArmed();
  await say('ARM 0 30');
  await clock.advance(20_000);
  dogs[0].pause('VM paused', 60_000);
  expect(await say('STATUS')).toBe('OK STATUS 1=30/- 2=0');
  await clock.advance(60_000);
  expect(dogs[0].timeLeft).toBe(30_000);
  await clock.advance(30_000);
  expect(dogs[0].state).toBe('expired');
});
