// The fear: a VM whose disk still fails is continued again and again, or not at all once the disk is well.
import { act, type ContOptions, OptionError, on, type Policy } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { type Setting, type SettingOptions, supervised } from './supervised.js';

const onDisk = (options: ContOptions = {}, change: Partial<Policy> = {}): readonly Policy[] => [
  { name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.cont(options), ...change },
];

async function failing(options: ContOptions = {}, setting: SettingOptions = {}): Promise<Setting> {
  const s = await supervised({ policies: () => onDisk(options), dog: false, ...setting });
  s.qemu.vm.ioError({ persistent: true });
  return s;
}

/** When each `cont` was sent, in milliseconds after the first. */
function conts(s: Setting): number[] {
  const sent = s.qemu.received.filter(({ name }) => name === 'cont').map(({ at }) => at);
  return sent.map((at) => at - (sent[0] ?? 0));
}

describe('with the fault still there', () => {
  test('the VM is continued again after 1, 2 and 4 s, and then somebody is paged', async () => {
    await using s = await failing();
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 1_000, 3_000, 7_000]);
    expect(s.story.slice(-3)).toEqual(['result cont: failed, stopped-again', 'page', 'ended failed']);
    expect(s.of('result')[0]?.evidence).toEqual({ before: 'io-error', attempts: 4, after: 'io-error' });
    expect(s.pages).toHaveLength(1);
    expect(s.of('ignored').length, 'the errors of its own attempts begin nothing').toBe(4);
  });

  test('no wait is longer than the longest', async () => {
    await using s = await failing({ attempts: 5, backoff: { min: 100, max: 300 } });
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 100, 300, 600, 900]);
  });

  test('one attempt is one attempt', async () => {
    await using s = await failing({ attempts: 1 });
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', took: 0 }]);
  });

  test('in an escalation the policy is halted when the attempts are used up', async () => {
    const policies = onDisk({}, { do: act.escalate({ action: act.cont(), timeout: 30_000 }) });
    await using s = await failing({}, { policies: () => policies });
    await s.clock.advance(60_000);
    expect(conts(s)).toHaveLength(4);
    expect(s.story.slice(-3)).toEqual(['halted disk', 'page', 'ended failed']);
  });

  test('in a step that is shorter than all of its waits it says what it knows when no other fits in', async () => {
    const policies = onDisk({}, { do: act.escalate({ action: act.cont(), timeout: 5_000 }) });
    await using s = await failing({}, { policies: () => policies });
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 1_000, 3_000]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', reason: 'stopped-again' }]);
  });

  test('and somebody who continues it by hand each time: the limit halts the policy', async () => {
    const policies = onDisk({ attempts: 2 }, { limit: { max: 2, per: 600_000 } });
    await using s = await failing({}, { policies: () => policies });
    await s.clock.advance(10_000);
    for (let n = 0; n < 3; n += 1) {
      s.qemu.vm.cont();
      await s.clock.advance(10_000);
    }
    expect(s.of('trigger')).toHaveLength(2);
    expect(s.of('halted')).toMatchObject([{ policy: 'disk', reason: '2 incidents within 600000 ms' }]);
    expect(s.supervisor.snapshot.halted).toHaveProperty('disk');
  });
});

describe('when the fault is repaired', () => {
  test('the next attempt is the last: it runs, and still does after a while', async () => {
    await using s = await failing();
    await s.clock.advance(2_000);
    s.qemu.vm.repair();
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 1_000, 3_000]);
    expect(s.story.slice(-2)).toEqual(['result cont: done, running', 'ended done']);
    expect(s.of('result')[0]?.evidence).toMatchObject({ attempts: 3, after: 'running', heldFor: 500 });
    expect(s.pages).toEqual([]);
  });

  test('by somebody who continues it himself: it is looked at for as long', async () => {
    await using s = await failing();
    await s.clock.advance(500);
    s.qemu.vm.repair();
    s.qemu.vm.cont();
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0]);
    expect(s.of('result')).toMatchObject([
      { outcome: 'done', reason: 'running', evidence: { before: 'running', attempts: 2, heldFor: 500 } },
    ]);
  });

  test('it has recovered when it has run for as long as the policy says', async () => {
    await using s = await supervised({ policies: () => onDisk({ settle: 3_000 }), dog: false });
    s.qemu.vm.ioError();
    s.clock.outside.setTimer(2_900, () => s.qemu.vm.ioError());
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 4_000]);
    expect(s.of('result')).toMatchObject([{ outcome: 'done', evidence: { heldFor: 3_000 } }]);
  });
});

describe('while it waits for the next attempt', () => {
  test('maintenance begins: it is not continued, and what became of it is known', async () => {
    await using s = await failing();
    await s.clock.advance(3_500);
    s.supervisor.maintenance('the disk is replaced', { ttl: 600_000 });
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 1_000, 3_000]);
    expect(s.of('result')).toMatchObject([
      {
        outcome: 'failed',
        reason: 'stopped-again',
        evidence: { attempts: 3, withdrawn: 'not-begun: maintenance' },
      },
    ]);
  });

  test('the supervisor is to observe only: it is not continued', async () => {
    await using s = await failing();
    await s.clock.advance(3_500);
    const observing = s.supervisor.observe('enough');
    await s.clock.advance(60_000);
    await observing;
    expect(conts(s)).toEqual([0, 1_000, 3_000]);
    expect(s.of('result')).toMatchObject([{ evidence: { withdrawn: 'not-begun: observing' } }]);
  });

  test('the run ends: it has failed, which is known, and is not continued', async () => {
    await using s = await failing();
    await s.clock.advance(3_500);
    s.abort();
    await s.ended();
    expect(conts(s)).toEqual([0, 1_000, 3_000]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', evidence: { withdrawn: 'interrupted' } }]);
  });

  test('QEMU stops answering: it is not continued blindly', async () => {
    await using s = await failing();
    await s.clock.advance(2_000);
    s.qemu.mainLoop.stall();
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 1_000]);
    expect(s.of('result')[0]?.evidence).toMatchObject({ withdrawn: expect.stringContaining('qmp-silent') });
  });

  test.each(['paused', 'postmigrate', 'shutdown'] as const)('it becomes %s: it stays so', async (status) => {
    await using s = await failing();
    await s.clock.advance(2_000);
    s.qemu.vm.enter(status);
    await s.clock.advance(60_000);
    expect(conts(s)).toEqual([0, 1_000]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', reason: `not-from: ${status}` }]);
  });

  test('its deadline would pass: it has failed at once', async () => {
    await using s = await failing({ timeout: 3_000 });
    await s.clock.advance(999);
    expect(s.of('result')).toEqual([]);
    await s.clock.advance(1);
    expect(conts(s)).toEqual([0, 1_000]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', reason: 'stopped-again' }]);
  });
});

describe('its options', () => {
  test('its deadline leaves time for every wait, unless it is said', () => {
    expect(act.cont().timeout).toBe(10_000 + 7_000 + 4 * 500);
    expect(act.cont({ attempts: 1 }).timeout).toBe(10_500);
    expect(act.cont({ timeout: 7 }).timeout).toBe(7);
  });

  test.each<[string, object]>([
    ['cont.atempts', { atempts: 3 }],
    ['cont.attempts', { attempts: 0 }],
    ['cont.attempts', { attempts: 1.5 }],
    ['cont.settle', { settle: -1 }],
    ['cont.backoff', { backoff: 1_000 }],
    ['cont.backoff.min', { backoff: { min: 0 } }],
    ['cont.backoff.max', { backoff: { min: 2_000, max: 1_000 } }],
    ['cont.backoff.mx', { backoff: { mx: 1 } }],
    ['cont.from', { from: 'io-error' }],
  ])('%s is refused', (option, options) => {
    const error = ((): unknown => {
      try {
        return act.cont(options);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(OptionError);
    expect(error).toMatchObject({ option });
  });
});
