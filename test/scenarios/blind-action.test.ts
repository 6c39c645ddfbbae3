// The fear: something is done to a VM of which nothing is known, or nobody is told that nothing is known.
import { describe, expect, test } from 'vitest';
import { pets } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { HandChannel } from '../unit/watchdog/watched.js';
import { reset, supervised } from './supervised.js';

describe('QEMU does not answer', () => {
  test('its main loop stands still: nothing is done, and after a while somebody is paged, once', async () => {
    await using s = await supervised({ supervisor: { unknownAfter: 30_000 } });
    await s.clock.advance(2_000);
    s.qemu.mainLoop.stall();
    await s.clock.advance(30_000);
    expect(s.pages).toEqual([]);
    await s.clock.advance(10_000);
    expect(s.pages).toMatchObject([
      { incident: 'i1', policy: 'hung guest', reason: expect.stringContaining('main-loop-stalled') },
    ]);
    await s.clock.advance(600_000);
    expect(s.pages).toHaveLength(1);
    expect(s.sent).toEqual([]);
    expect(s.story.slice(0, 2)).toEqual([
      'trigger hung guest',
      'evidence inject-nmi: unknown, qmp-silent: main-loop-stalled',
    ]);
    // Asking again and again does not fill its window.
    expect('statistics' in s.vm && s.vm.statistics.inFlight).toBeLessThan(4);
  });

  test('its process is stopped: unresponsive', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.process.stop();
    await s.clock.advance(90_000);
    expect(s.sent).toEqual([]);
    expect(s.story.slice(0, 2)).toEqual([
      'trigger hung guest',
      'evidence system_reset: unknown, qmp-silent: unresponsive',
    ]);
    expect(s.pages).toHaveLength(1);
  });

  test('without an out-of-band lane it can not be told: unknown', async () => {
    await using s = await supervised({ policies: reset, qemu: { oob: false } });
    await s.clock.advance(2_000);
    s.qemu.mainLoop.stall();
    await s.clock.advance(10_000);
    expect(s.sent).toEqual([]);
    expect(s.story[1]).toBe('evidence system_reset: unknown, qmp-silent: unknown');
  });

  test('it answers at last, to a question that somebody else had asked: its guest is given a timeout', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_001);
    s.qemu.mainLoop.stall();
    const asked = s.vm.liveness({ timeout: 1_000 });
    await s.clock.advance(504);
    s.qemu.mainLoop.resume();
    await s.clock.advance(10_000);
    await asked;
    expect(s.sent).toEqual([]);
    expect(s.dog.state).toBe('armed');
  });

  test('query-status is refused, or answers late', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    const refused = s.qemu.on('query-status', answer.error('not now'));
    await s.clock.advance(10_000);
    expect(s.sent).toEqual([]);
    expect(s.story[1]).toMatch(/unknown, qmp-silent: query-status was not answered/);
    refused();
    s.qemu.on('query-status', answer.after(150, answer.builtIn));
    await s.clock.advance(10_000);
    expect(s.sent).toEqual([]);
    expect(s.story.at(-1)).toMatch(/unknown, qmp-slow: 150 ms/);
  });
});

describe('the pets can not be heard', () => {
  test('the source is gone: silence is unknown; nothing is done, and somebody is paged, once', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ dog: { pets: channel }, supervisor: { unknownAfter: 30_000 } });
    channel.open();
    channel.pet();
    await s.clock.advance(400);
    channel.close('the peer hung up');
    await s.clock.advance(30_000);
    expect(s.pages).toEqual([{ reason: 'nothing is known of "guest" since 30000 ms: the peer hung up' }]);
    await s.clock.advance(600_000);
    expect(s.pages).toHaveLength(1);
    expect(s.story).toEqual(['page']);
    expect(s.sent).toEqual([]);
  });

  test('it was never there: somebody is paged, and told why it is not there now', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ dog: { pets: channel }, supervisor: { unknownAfter: 30_000 } });
    channel.close('nobody listens at unix:/run/vm1.heartbeat');
    await s.clock.advance(30_000);
    expect(s.pages).toMatchObject([{ reason: expect.stringContaining('nobody listens') }]);
  });

  test('also when it was away before the run began', async () => {
    const channel = new HandChannel();
    await using s = await supervised({
      dog: { pets: channel },
      supervisor: { unknownAfter: 30_000 },
      run: false,
    });
    s.dog.start();
    channel.close('cut');
    await s.clock.advance(10_000);
    s.run();
    await s.clock.advance(30_000);
    expect(s.pages).toMatchObject([{ reason: expect.stringContaining('cut') }]);
  });

  test('it came back in time: nobody is paged', async () => {
    const channel = new HandChannel();
    await using s = await supervised({
      dog: { pets: channel, armOn: 'first-pet' },
      supervisor: { unknownAfter: 30_000 },
    });
    await s.clock.advance(29_999);
    channel.open();
    await s.clock.advance(600_000);
    expect(s.pages).toEqual([]);
  });

  test('a stream that ended', async () => {
    await using s = await supervised({ run: false });
    const stream = s.qemu.heartbeatStream();
    await using other = await supervised({ policies: reset, dog: { pets: pets.bytes({ stream }) } });
    stream.destroy();
    await other.clock.advance(600_000);
    expect(other.sent).toEqual([]);
    expect(other.pages).toHaveLength(1);
  });
});

describe('this process stood still', () => {
  test('while its guest beat: no incident at all', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    await s.clock.stall(60_000);
    await s.clock.advance(5_000);
    expect(s.story).toEqual([]);
    expect(s.dog.state).toBe('armed');
  });

  test('and its guest had really hung: it is found, a timeout later', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.stall(60_000);
    expect(s.story).toEqual([]);
    await s.clock.advance(600);
    expect(s.sent).toEqual(['system_reset']);
  });

  test.each([1, 2, 3, 4, 5])('again and again: the dead guest is found (%i)', async (seed) => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    for (let n = 0; n < 40 && s.sent.length === 0; n += 1) {
      await s.clock.stall(200 + ((n * seed * 37) % 100));
      await s.clock.advance(100 + ((n * seed * 17) % 100));
    }
    expect(s.sent).toEqual(['system_reset']);
  });
});
