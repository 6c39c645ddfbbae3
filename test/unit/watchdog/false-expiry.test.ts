// The fear: a watchdog expires although its peer lives, or although nobody can know.
import { describe, expect, test } from 'vitest';
import { watched } from './watched.js';

describe('time', () => {
  test('it expires after exactly its timeout, and not a moment earlier', async () => {
    const { clock, dog, log, transitions } = watched();
    dog.start();
    await clock.advance(999.999);
    expect(dog.state).toBe('armed');
    expect(dog.timeLeft).toBeCloseTo(0.001);
    await clock.advance(0.001);
    expect(log).toEqual(['armed@0', 'expired@1000']);
    expect(transitions.at(-1)).toEqual({ type: 'expired', at: 1_000, silentFor: 1_000, cause: 'silence' });
    expect(dog.timeLeft).toBeUndefined();
  });

  test('each pet gives it the whole timeout again', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    for (let n = 0; n < 50; n += 1) {
      await clock.advance(999);
      expect(dog.timeLeft).toBe(1);
      dog.pet();
      expect(dog.timeLeft).toBe(1_000);
    }
    expect(log).toEqual(['armed@0']);
    expect(dog.snapshot).toMatchObject({ petCount: 50, silentFor: 0, state: 'armed', channel: 'proven' });
  });

  test('the wall clock and a sleeping host change nothing', async () => {
    const { clock, dog } = watched();
    dog.start();
    await clock.advance(500);
    clock.stepWall(86_400_000);
    clock.sleepHost(3_600_000);
    await clock.advance(499);
    expect(dog.state).toBe('armed');
    clock.stepWall(-2 * 86_400_000);
    await clock.advance(1);
    expect(dog.state).toBe('expired');
  });

  test('arming anew gives the whole timeout, also when it had warned', async () => {
    const { clock, dog, log } = watched({ pretimeout: 400 });
    dog.arm();
    await clock.advance(700);
    expect(dog.state).toBe('pretimeout');
    dog.arm();
    await clock.advance(599);
    expect(dog.state).toBe('armed');
    await clock.advance(400);
    expect(log).toEqual(['armed@0', 'pretimeout@600', 'armed@700', 'pretimeout@1300']);
    await clock.advance(1);
    expect(log.at(-1)).toBe('expired@1700');
  });
});

describe('pretimeout', () => {
  test('warns so many milliseconds before expiry, once, and a pet takes the warning back', async () => {
    const { clock, dog, log, transitions } = watched({ pretimeout: 250 });
    dog.start();
    await clock.advance(749);
    expect(log).toEqual(['armed@0']);
    await clock.advance(1);
    expect(transitions.at(-1)).toEqual({ type: 'pretimeout', at: 750, silentFor: 750, timeLeft: 250 });
    await clock.advance(100);
    expect(dog.state).toBe('pretimeout');
    expect(dog.timeLeft).toBe(150);
    dog.pet();
    expect(dog.state).toBe('armed');
    await clock.advance(1_000);
    expect(log).toEqual(['armed@0', 'pretimeout@750', 'pretimeout@1600', 'expired@1850']);
  });

  test('none: it goes straight from armed to expired', async () => {
    const { clock, dog, log } = watched({ pretimeout: 0 });
    dog.start();
    await clock.advance(5_000);
    expect(log).toEqual(['armed@0', 'expired@1000']);
  });
});

describe('disarmed', () => {
  test('it never expires, and neither pets nor a trigger wake it', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    await clock.advance(999);
    dog.disarm();
    dog.disarm();
    dog.pet();
    dog.trigger();
    await clock.advance(100_000);
    expect(log).toEqual(['armed@0', 'disarmed@999']);
    expect(dog.timeLeft).toBeUndefined();
    dog.arm();
    await clock.advance(999);
    expect(dog.state).toBe('armed');
  });

  test('before `start` and after `stop` it is disarmed', async () => {
    const { clock, dog, channel } = watched({ channel: true });
    await clock.advance(10_000);
    expect(dog.state).toBe('disarmed');
    dog.start();
    dog.start();
    expect(channel.running).toBe(1);
    await dog.stop();
    await dog.stop();
    expect(channel.running).toBe(0);
    await clock.advance(10_000);
    expect(dog.state).toBe('disarmed');
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });
});

describe('armOn first-pet', () => {
  test('a peer that never came is not missed', async () => {
    const { clock, dog, log } = watched({ armOn: 'first-pet' });
    dog.start();
    await clock.advance(1_000_000);
    expect(log).toEqual([]);
    dog.pet();
    await clock.advance(999);
    expect(log).toEqual(['armed@1000000']);
    await clock.advance(1);
    expect(log.at(-1)).toBe('expired@1001000');
  });

  test('disarmed by hand, a pet does not arm it', async () => {
    const { clock, dog, log } = watched({ armOn: 'first-pet' });
    dog.start();
    dog.disarm();
    dog.pet();
    await clock.advance(10_000);
    expect(log).toEqual([]);
  });
});

describe('paused', () => {
  test('silence is excused, and the timeout starts anew afterwards', async () => {
    const { clock, dog, log } = watched({ pretimeout: 100 });
    dog.start();
    await clock.advance(899);
    dog.pause('backup', 60_000);
    expect(dog.timeLeft).toBeUndefined();
    expect(dog.snapshot.pausedBy).toBe('backup');
    await clock.advance(59_999);
    dog.resume();
    expect(dog.timeLeft).toBe(1_000);
    await clock.advance(899);
    expect(log).toEqual(['armed@0', 'paused@899', 'resumed@60898']);
    await clock.advance(101);
    expect(log.slice(3)).toEqual(['pretimeout@61798', 'expired@61898']);
  });

  test('by two reasons it stays so until neither holds', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    dog.pause('VM paused', 60_000);
    dog.pause('maintenance', 60_000);
    expect(dog.snapshot.pausedBy).toBe('VM paused, maintenance');
    dog.resume('VM paused');
    await clock.advance(30_000);
    expect(dog.snapshot.pausedBy).toBe('maintenance');
    dog.resume('no such reason');
    await clock.advance(10_000);
    expect(dog.state).toBe('armed');
    dog.resume('maintenance');
    expect(log).toEqual(['armed@0', 'paused@0', 'paused@0', 'resumed@40000']);
    await clock.advance(1_000);
    expect(dog.state).toBe('expired');
  });

  test('the same reason again gets a new bound', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    dog.pause('backup', 1_500);
    await clock.advance(1_499);
    dog.pause('backup', 5_000);
    await clock.advance(4_999);
    expect(log).toEqual(['armed@0', 'paused@0']);
    await clock.advance(1);
    expect(log.at(-1)).toBe('resumed@6499');
  });

  test('before it is armed, it is paused when it is', async () => {
    const { clock, dog } = watched();
    dog.pause('maintenance', 60_000);
    dog.start();
    await clock.advance(59_999);
    expect(dog.state).toBe('armed');
    expect(dog.snapshot.pausedBy).toBe('maintenance');
    await clock.advance(1_000);
    expect(dog.state).toBe('armed');
    await clock.advance(1);
    expect(dog.state).toBe('expired');
  });

  test('resuming what is disarmed does not arm it', async () => {
    const { clock, dog } = watched();
    dog.pause('maintenance', 60_000);
    dog.resume();
    await clock.advance(10_000);
    expect(dog.state).toBe('disarmed');
  });

  test('disarming ends every pause', () => {
    const { dog } = watched();
    dog.start();
    dog.pause('maintenance', 60_000);
    dog.disarm();
    expect(dog.snapshot.pausedBy).toBeUndefined();
  });
});

describe('the channel is gone', () => {
  test('from the start: nothing is known, and nothing expires', async () => {
    const { clock, dog, log } = watched({ channel: true });
    dog.start();
    await clock.advance(1_000_000);
    expect(log).toEqual(['unknown@0', 'armed@0']);
    expect(dog.snapshot).toMatchObject({ channel: 'gone', unknownBecause: 'not connected yet' });
    expect(dog.timeLeft).toBeUndefined();
  });

  test('lost just before expiry: unknown; back: a whole timeout', async () => {
    const { clock, dog, channel, log } = watched({ channel: true });
    dog.start();
    channel.open();
    await clock.advance(999);
    channel.close('broken pipe');
    expect(dog.snapshot).toMatchObject({ channel: 'gone', unknownBecause: 'broken pipe' });
    await clock.advance(1_000_000);
    channel.open();
    expect(dog.snapshot.channel).toBe('unproven');
    expect(dog.snapshot).not.toHaveProperty('unknownBecause');
    await clock.advance(999);
    expect(log).toEqual(['unknown@0', 'armed@0', 'known@0', 'unknown@999', 'known@1000999']);
    await clock.advance(1);
    expect(log.at(-1)).toBe('expired@1001999');
  });

  test('a channel that comes and goes more often than the timeout never lets it expire', async () => {
    const { clock, dog, channel } = watched({ channel: true });
    dog.start();
    for (let n = 0; n < 20; n += 1) {
      channel.open();
      await clock.advance(900);
      channel.close();
      await clock.advance(900);
    }
    expect(dog.state).toBe('armed');
  });

  test('what is no pet is counted, proves nothing, and keeps nobody alive', async () => {
    const { clock, dog, channel } = watched({ channel: true });
    dog.start();
    channel.open();
    for (let n = 0; n < 10; n += 1) {
      channel.refuse();
      await clock.advance(100);
    }
    expect(dog.snapshot).toMatchObject({
      state: 'expired',
      refusedCount: 10,
      petCount: 0,
      channel: 'unproven',
    });
  });

  test('a second life begins unknown again', async () => {
    const { clock, dog, channel, log } = watched({ channel: true });
    dog.start();
    await clock.advance(10);
    await dog.stop();
    dog.start();
    expect(log).toEqual(['unknown@0', 'armed@0', 'disarmed@10', 'unknown@10', 'armed@10']);
    channel.open();
    expect(log.at(-1)).toBe('known@10');
  });
});

describe('boot grace', () => {
  test('excuses silence until the first pet, also of one that was disarmed', async () => {
    const { clock, dog, log } = watched({ pretimeout: 200, armOn: 'first-pet' });
    dog.start();
    dog.startGrace(300_000);
    expect(dog.snapshot.inGrace).toBe(true);
    expect(dog.timeLeft).toBe(300_000);
    await clock.advance(299_999);
    dog.pet();
    expect(dog.snapshot.inGrace).toBe(false);
    await clock.advance(799);
    expect(log).toEqual(['grace@0']);
    await clock.advance(1);
    expect(log.at(-1)).toBe('pretimeout@300799');
  });

  test('runs out with a cause of its own, and without a pretimeout', async () => {
    const { clock, dog, transitions, log } = watched({ pretimeout: 200 });
    dog.start();
    await clock.advance(100);
    dog.startGrace(5_000);
    await clock.advance(4_999);
    expect(dog.state).toBe('armed');
    await clock.advance(1);
    expect(log).toEqual(['armed@0', 'grace@100', 'expired@5100']);
    expect(transitions.at(-1)).toMatchObject({ cause: 'boot-grace', silentFor: 5_000 });
  });

  test('a second reset starts it anew', async () => {
    const { clock, dog } = watched();
    dog.start();
    dog.startGrace(5_000);
    await clock.advance(4_999);
    dog.startGrace(5_000);
    await clock.advance(4_999);
    expect(dog.state).toBe('armed');
  });

  test('outlasts a pause and a lost channel, and begins anew after them', async () => {
    const { clock, dog, channel } = watched({ channel: true });
    dog.start();
    channel.open();
    dog.startGrace(5_000);
    await clock.advance(4_000);
    dog.pause('VM paused', 60_000);
    await clock.advance(30_000);
    dog.resume();
    await clock.advance(4_000);
    channel.close();
    await clock.advance(30_000);
    channel.open();
    await clock.advance(4_999);
    expect(dog.snapshot).toMatchObject({ state: 'armed', inGrace: true });
    await clock.advance(1);
    expect(dog.state).toBe('expired');
  });
});

describe('this process stood still', () => {
  test('pets that wait to be read count, however late they are read', async () => {
    const { clock, dog, channel, log } = watched({ channel: true });
    dog.start();
    channel.open();
    await clock.advance(900);
    for (let n = 1; n <= 50; n += 1) channel.sendIn(n * 100);
    await clock.stall(5_000);
    expect(dog.state).toBe('armed');
    expect(log.filter((entry) => entry.startsWith('expired'))).toEqual([]);
    expect(dog.snapshot.petCount).toBe(50);
  });

  test('nobody listened meanwhile: it does not count as silence', async () => {
    const { clock, dog, log, transitions } = watched();
    dog.start();
    await clock.advance(500);
    await clock.stall(60_000);
    expect(dog.state).toBe('armed');
    expect(log.at(-1)).toBe('late@60500');
    expect(transitions.at(-1)).toMatchObject({ stalled: expect.closeTo(59_900, -2) });
    // It had listened for 500 ms; the tick in which a stall begins is not told from listening.
    await clock.advance(399);
    expect(dog.state).toBe('armed');
    await clock.advance(101);
    expect(dog.state).toBe('expired');
  });

  test('also of one that was armed and never started', async () => {
    const { clock, dog } = watched();
    dog.arm();
    await clock.advance(500);
    await clock.stall(60_000);
    await clock.advance(300);
    expect(dog.state).toBe('armed');
    dog.disarm();
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('during a boot grace too', async () => {
    const { clock, dog } = watched();
    dog.start();
    dog.startGrace(5_000);
    await clock.advance(4_500);
    await clock.stall(60_000);
    await clock.advance(300);
    expect(dog.state).toBe('armed');
  });

  test('in the middle of a warning: it is not more certain for it', async () => {
    const { clock, dog, log } = watched({ pretimeout: 500 });
    dog.start();
    await clock.advance(550);
    await clock.stall(10_000);
    expect(log.at(-1)).toMatch(/^late/);
    expect(dog.state).toBe('pretimeout');
  });
});

describe('the verdict', () => {
  test('stands while nobody pets, and falls with a pet', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    await clock.advance(1_000);
    expect(dog.snapshot).toMatchObject({ silent: true, awaitingRecovery: true });
    await clock.advance(5_000);
    expect(dog.snapshot.silent).toBe(true);
    dog.pet();
    expect(dog.snapshot).toMatchObject({ state: 'armed', silent: false, awaitingRecovery: false });
    expect(log.at(-1)).toBe('recovered@6000');
  });

  test.each([
    ['the channel was lost and is back', 'channel'],
    ['it is told that nothing could be heard', 'listen'],
  ])('must be established anew when %s, while it stays expired', async (_, how) => {
    const { clock, dog, channel, log } = watched({ channel: true });
    dog.start();
    channel.open();
    await clock.advance(1_000);
    expect(dog.snapshot.silent).toBe(true);
    if (how === 'channel') {
      channel.close();
      await clock.advance(10);
      channel.open();
    } else dog.listenAnew();
    const before = log.length;
    expect(dog.snapshot).toMatchObject({ state: 'expired', silent: false, awaitingRecovery: true });
    await clock.advance(999);
    expect(dog.snapshot.silent).toBe(false);
    await clock.advance(1);
    expect(dog.snapshot).toMatchObject({ state: 'expired', silent: true });
    // Latched: it expires once.
    expect(log.length).toBe(before);
  });

  test('must be established anew after a pause', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    await clock.advance(1_000);
    dog.pause('VM paused', 60_000);
    await clock.advance(10_000);
    dog.resume();
    expect(dog.snapshot).toMatchObject({ state: 'armed', silent: false, awaitingRecovery: true });
    await clock.advance(999);
    expect(dog.snapshot.silent).toBe(false);
    await clock.advance(1);
    expect(log.at(-1)).toBe('expired@12000');
    expect(dog.snapshot.silent).toBe(true);
  });

  test('does not stand while the guest boots', async () => {
    const { clock, dog } = watched();
    dog.start();
    await clock.advance(1_000);
    dog.startGrace(5_000);
    expect(dog.snapshot).toMatchObject({ silent: false, awaitingRecovery: true, inGrace: true });
  });
});
