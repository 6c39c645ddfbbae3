// The fear: a guest hangs, and nothing is done, or not what was to be done.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { act, action, on, type Policy, readJournal, Watchdog } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { beforeEvery } from '../unit/journal/disk.js';
import { HandChannel } from '../unit/watchdog/watched.js';
import { escalation, reset, supervised } from './supervised.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('an escalation', () => {
  test('NMI, then reset, then it beats again; every step is on record', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(s.story).toEqual([
      'trigger hung guest',
      'evidence inject-nmi: holds, established',
      'intent inject-nmi',
      'result inject-nmi: unknown, delivered',
      'evidence system_reset: holds, established',
      'intent system_reset',
      'result system_reset: done, reset',
      'ended recovered',
    ]);
    expect(s.sent).toEqual(['inject-nmi', 'system_reset']);
    expect(s.of('result').at(-1)).toMatchObject({
      evidence: { before: 'running', after: 'running', resetAt: 3_500 },
    });
    expect(s.of('ended')).toMatchObject([{ incident: 'i1', policy: 'hung guest', took: 1_100 }]);
    expect(s.pages).toEqual([]);
    expect(s.qemu.guest.state).toBe('alive');
    expect(s.dog.state).toBe('armed');

    s.abort();
    expect(await s.ended()).toMatchObject({ kind: 'aborted' });
    const records = [];
    for await (const record of readJournal(s.journal)) records.push(record);
    expect(records).toEqual(s.records);
    expect(records.map(({ n }) => n)).toEqual(records.map((_, index) => index + 1));
    expect(records.map(({ at }) => at)).toEqual(records.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(records[0]).toMatchObject({
      kind: 'started',
      mode: 'enforce',
      policies: ['hung guest'],
      watchdogs: ['guest'],
    });
    expect(records.at(-1)).toMatchObject({ kind: 'stopped', reason: 'aborted: enough' });
  });

  test('an NMI that cures is enough', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ nmiCures: true });
    await s.clock.advance(60_000);
    expect(s.sent).toEqual(['inject-nmi']);
    expect(s.story.slice(-2)).toEqual(['result inject-nmi: unknown, delivered', 'ended recovered']);
    expect(s.dog.state).toBe('armed');
  });

  test('the step after our own reset does not wait for the boot grace', async () => {
    await using s = await supervised({
      qemu: { guest: { bootTime: 100 } },
      policies: (dog) => [
        {
          name: 'hung guest',
          on: on.expired(dog),
          do: act.escalate(
            { action: act.systemReset(), timeout: 5_000 },
            { action: act.stop(), timeout: 1_000 },
          ),
        },
      ],
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    await s.clock.advance(5_600);
    expect(s.sent).toEqual(['system_reset', 'stop']);
    expect(s.dog.snapshot.inGrace).toBe(true);
  });

  test('nothing cures: after the last step the policy halts, somebody is paged, and nothing more is done', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    await s.clock.advance(1_000_000);
    expect(s.sent).toEqual(['inject-nmi', 'system_reset']);
    expect(s.story.slice(6, 11)).toEqual([
      'result system_reset: done, reset',
      'halted hung guest',
      'page',
      'ended not-cured',
      // Its boot grace runs out, too, and that is said as well.
      'ignored hung guest: boot-grace',
    ]);
    expect(s.pages.map(({ policy }) => policy)).toEqual(['hung guest', 'hung guest']);
    expect(s.pages[0]).toMatchObject({ incident: 'i1', reason: expect.stringContaining('halted') });
    expect(s.supervisor.snapshot.halted).toHaveProperty(['hung guest']);
  });

  test('resumed after that, it tries again', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    await s.clock.advance(400_000);
    expect(s.dog.state).toBe('expired');
    s.qemu.forgetReceived();
    s.supervisor.resume('hung guest');
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual(['inject-nmi', 'system_reset']);
    expect(s.story.at(-1)).toBe('ended recovered');
    expect(s.supervisor.snapshot.halted).toEqual({});
  });
});

describe('a single action', () => {
  test('a reset alone has the boot grace to cure; then the policy halts and pages', async () => {
    await using s = await supervised({ policies: reset, supervisor: { bootGrace: 30_000 } });
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    await s.clock.advance(30_400);
    expect(s.supervisor.snapshot.incident?.phase).toBe('recovering');
    await s.clock.advance(200);
    expect(s.story.slice(-3)).toEqual(['halted hung guest', 'page', 'ended not-cured']);
  });

  test('recovered while the action was under way: it runs to its end, and that was the end', async () => {
    const channel = new HandChannel();
    const slow = action({
      name: 'slow',
      destructive: false,
      idempotent: true,
      timeout: 10_000,
      run: async ({ clock }) => {
        await clock.sleep(3_000);
        return { outcome: 'failed', reason: 'so', evidence: {} };
      },
    });
    await using s = await supervised({
      dog: { pets: channel },
      policies: (dog) => [{ name: 'p', on: on.expired(dog), do: slow }],
    });
    channel.open();
    channel.pet();
    await s.clock.advance(1_000);
    channel.pet();
    expect(s.supervisor.snapshot.incident).toMatchObject({ phase: 'acting', recovered: true });
    for (let n = 0; n < 10; n += 1) {
      await s.clock.advance(300);
      channel.pet();
    }
    expect(s.story.slice(-2)).toEqual(['result slow: failed, so', 'ended recovered']);
    expect(s.pages).toEqual([]);
  });

  test('silent again before the action has ended: that is no recovery', async () => {
    const channel = new HandChannel();
    const slow = action({
      name: 'slow',
      destructive: false,
      idempotent: true,
      timeout: 5_000,
      run: async ({ clock }) => {
        await clock.sleep(3_000);
        return { outcome: 'done', reason: 'so', evidence: {} };
      },
    });
    await using s = await supervised({
      dog: { pets: channel },
      policies: (dog) => [{ name: 'p', on: on.expired(dog), do: slow }],
    });
    channel.open();
    channel.pet();
    await s.clock.advance(1_000);
    channel.pet();
    await s.clock.advance(20_000);
    expect(s.story.slice(-5)).toEqual([
      expect.stringMatching(/^ignored p: busy/),
      'result slow: done, so',
      'halted p',
      'page',
      'ended not-cured',
    ]);
  });
});

describe('observing', () => {
  test('only records, and says what it would have done', async () => {
    await using s = await supervised({ mode: 'observe' });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(600_000);
    expect(s.story).toEqual([
      'trigger hung guest',
      'evidence inject-nmi: holds, established',
      'would inject-nmi',
      'ended observed',
    ]);
    expect(s.sent).toEqual([]);
    expect(await s.onDisk()).toHaveLength(s.records.length);
  });

  test('is what it does when nothing was said, and without a journal', async () => {
    await using s = await supervised({ mode: 'observe', journal: 'none' });
    expect(s.supervisor.snapshot.mode).toBe('observe');
    s.qemu.guest.hang();
    await s.clock.advance(60_000);
    expect(s.sent).toEqual([]);
  });
});

describe('it was hung already', () => {
  test('a watchdog that had expired before the run listens anew, and expires in it', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { pets: channel }, run: false });
    s.dog.start();
    channel.open();
    channel.pet();
    await s.clock.advance(10_000);
    expect(s.dog.state).toBe('expired');
    s.run();
    await s.clock.advance(499);
    expect(s.story).toEqual([]);
    await s.clock.advance(101);
    expect(s.sent).toEqual(['system_reset']);
  });

  test('one that was started and petted before goes on as it was', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { pets: channel }, run: false });
    s.dog.start();
    channel.open();
    await s.clock.advance(300);
    channel.pet();
    await s.clock.advance(200);
    s.run();
    await s.clock.advance(0);
    expect(s.dog.snapshot.silentFor).toBe(200);
    await s.clock.advance(299);
    expect(s.story).toEqual([]);
    await s.clock.advance(101);
    expect(s.sent).toEqual(['system_reset']);
  });
});

describe('more than one watchdog', () => {
  const two = (channel: HandChannel, second: HandChannel) =>
    supervised({
      dog: { pets: channel },
      moreDogs: (clock) => [new Watchdog({ id: 'second', timeout: 550, clock, pets: second })],
      policies: (dog) => [
        ...escalation(dog),
        { name: 'other', on: on.expired('second'), do: act.systemReset() },
      ],
    });

  test('the one that expired meanwhile is looked after when there is time, if it is still silent', async () => {
    const channel = new HandChannel();
    const second = new HandChannel();
    await using s = await two(channel, second);
    channel.open();
    channel.pet();
    second.open();
    second.pet();
    // Both expire; the NMI takes its time, and cures only what the first one watches.
    s.qemu.on('inject-nmi', answer.after(200));
    for (let n = 0; n < 40; n += 1) {
      await s.clock.advance(100);
      if (n >= 6) channel.pet();
    }
    expect(s.story).toEqual([
      'trigger hung guest',
      'evidence inject-nmi: holds, established',
      'intent inject-nmi',
      'ignored other: busy with i1 (hung guest)',
      'result inject-nmi: unknown, delivered',
      'ended recovered',
      'trigger other',
      'evidence system_reset: holds, established',
      'intent system_reset',
      'result system_reset: done, reset',
    ]);
  });

  test('and not when it was petted before', async () => {
    const channel = new HandChannel();
    const second = new HandChannel();
    await using s = await two(channel, second);
    channel.open();
    channel.pet();
    second.open();
    second.pet();
    await s.clock.advance(700);
    expect(s.story.at(-1)).toBe('ignored other: busy with i1 (hung guest)');
    second.pet();
    channel.pet();
    for (let n = 0; n < 40; n += 1) {
      await s.clock.advance(100);
      channel.pet();
      second.pet();
    }
    expect(s.story.at(-1)).toBe('ended recovered');
    expect(s.sent).toEqual(['inject-nmi']);
  });

  test('two that expire in one moment: one is looked after, the other waits for it', async () => {
    const a = new HandChannel();
    const b = new HandChannel();
    await using s = await supervised({
      dog: { pets: a },
      moreDogs: (clock) => [new Watchdog({ id: 'second', timeout: 500, clock, pets: b })],
      policies: (dog) => [...reset(dog), { name: 'other', on: on.expired('second'), do: act.systemReset() }],
    });
    a.open();
    b.open();
    a.pet();
    b.pet();
    await s.clock.advance(500);
    await s.clock.advance(100);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.of('trigger', 'ignored')).toHaveLength(2);
    a.pet();
    b.pet();
    await s.clock.advance(400);
    expect(s.story.at(-1)).toBe('ended recovered');
    expect(s.sent).toEqual(['system_reset']);
  });

  test('two policies on one watchdog: the first one acts, the other is on record as ignored', async () => {
    await using s = await supervised({
      policies: (dog) => [...reset(dog), { name: 'second', on: on.expired(dog), do: act.injectNmi() }],
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(60_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.story.slice(0, 2)).toEqual(['trigger hung guest', 'ignored second: busy with i1 (hung guest)']);
    expect(s.story.at(-1)).toBe('ended recovered');
  });
});

describe('something else is in the way', () => {
  test('an incident that only waits to know something does not hold up a panic', async () => {
    const channel = new HandChannel();
    await using s = await supervised({
      qemu: { actions: { panic: 'pause' } },
      dog: { pets: channel },
      policies: (dog) => [
        ...reset(dog),
        { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() },
      ],
    });
    channel.open();
    await s.clock.advance(5_000);
    expect(s.supervisor.snapshot.incident?.unknown?.reason).toMatch(/pets-unproven/);
    s.qemu.vm.panic();
    await s.clock.advance(1_000);
    expect(s.sent).toEqual(['system_reset', 'cont']);
    expect(s.story.slice(2)).toEqual([
      'ended unknown',
      'trigger panic',
      'evidence system_reset: holds, established',
      'intent system_reset',
      'result system_reset: done, running',
      'ended done',
    ]);
  });

  test('a trigger that throws is paged, and costs no other policy its cause', async () => {
    const broken: Policy = {
      name: 'broken',
      on: on.event('BLOCK_IO_ERROR', () => {
        throw new Error('no such member');
      }),
      do: act.stop(),
    };
    await using s = await supervised({
      policies: () => [broken, { name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.cont() }],
    });
    s.qemu.vm.ioError();
    await s.clock.advance(2_000);
    expect(s.story.slice(0, 3)).toEqual([
      'ignored broken: its trigger threw: no such member',
      'page',
      'trigger disk',
    ]);
    expect(s.sent).toEqual(['cont']);
    expect(s.pages[0]).toMatchObject({ policy: 'broken' });
    expect(s.end).toBeUndefined();
  });

  test('STOP and RESUME while the journal is slow: the watchdog is not left paused', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(499);
    await beforeEvery('appendFile', () => s.clock.sleep(50));
    s.qemu.on('query-status', () => answer.after(30, answer.builtIn));
    await s.clock.advance(1);
    expect(s.dog.state).toBe('expired');
    s.qemu.vm.stop();
    // The evidence found it paused; what that leads to is still being written.
    await s.clock.advance(120);
    expect(s.supervisor.snapshot.incident).toBeUndefined();
    s.qemu.vm.cont();
    await s.clock.advance(400);
    vi.restoreAllMocks();
    await s.clock.advance(4_000);
    expect(s.dog.snapshot.pausedBy).toBeUndefined();
    expect(s.sent).toEqual(['system_reset']);
  });
});

test('it was found paused a moment ago, and runs by now: the watchdog is not left paused', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(400);
  let asked = 0;
  s.qemu.on('query-status', () => {
    asked += 1;
    return asked === 1 ? { running: false, status: 'paused' } : answer.builtIn;
  });
  await s.clock.advance(100);
  expect(s.story.at(-1)).toBe('ended refused');
  await s.clock.advance(2_000);
  expect(s.dog.snapshot.pausedBy).toBeUndefined();
  expect(s.sent).toEqual(['system_reset']);
});

test('QEMU was away when it was asked for the first time: a third of a long timeout later it is believed', async () => {
  await using s = await supervised({ policies: reset, dog: { timeout: 20_000 } });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(9_000);
  s.qemu.mainLoop.stall();
  await s.clock.advance(10_000);
  s.qemu.mainLoop.resume();
  await s.clock.advance(1_100);
  expect(s.story[1]).toMatch(/unknown, qmp-just-back/);
  await s.clock.advance(6_000);
  expect(s.sent).toEqual([]);
  await s.clock.advance(2_000);
  expect(s.sent).toEqual(['system_reset']);
});

test('what a user calls `expired` by hand is acted upon', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_030);
  s.dog.trigger();
  await s.clock.advance(20);
  expect(s.sent).toEqual(['system_reset']);
  expect(s.of('trigger')[0]?.cause).toMatchObject({ on: 'expired', expiry: 'trigger' });
});

test('rearm: each timeout expires again, and the reset cures', async () => {
  await using s = await supervised({ policies: reset, dog: { onExpiry: 'rearm' } });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  s.qemu.mainLoop.stall();
  await s.clock.advance(1_700);
  expect(s.of('ignored')).toHaveLength(2);
  s.qemu.mainLoop.resume();
  await s.clock.advance(5_000);
  expect(s.sent).toEqual(['system_reset']);
  expect(s.story.at(-1)).toBe('ended recovered');
  expect(s.dog.state).toBe('armed');
});
