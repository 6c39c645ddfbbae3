// The fear: what was true when somebody looked is not true any more when the reset is sent.
import { describe, expect, test } from 'vitest';
import { act, on } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { beforeEvery } from '../unit/journal/disk.js';
import { reset, supervised } from './supervised.js';

const panicReset = () => [{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() }];

describe('between the look and the reset', () => {
  test('an operator stops the VM: it is not continued after the reset', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('query-migrate', () => {
      s.qemu.vm.stop();
      return {};
    });
    await s.clock.advance(10_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.qemu.vm.status).toBe('prelaunch');
    expect(s.of('result').at(-1)).toMatchObject({ outcome: 'failed', reason: 'not-running: prelaunch' });
  });

  test('a migration completes: the source is not continued', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('query-migrate', () => {
      s.qemu.vm.enter('postmigrate');
      return {};
    });
    await s.clock.advance(10_000);
    expect(s.sent).not.toContain('cont');
    expect(s.qemu.vm.running).toBe(false);
  });

  test('the guest pets while the action itself still looks: it is not reset', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('query-migrate', () => {
      s.qemu.guest.recover();
      return answer.after(300, {});
    });
    await s.clock.advance(10_000);
    expect(s.sent).toEqual([]);
    expect(s.story).toContain('ended recovered');
  });

  test('looking takes so long that the evidence is old: it is gathered anew', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    let slow = true;
    s.qemu.on('query-migrate', () => {
      const reply = slow ? answer.after(1_500, {}) : {};
      slow = false;
      return reply;
    });
    await s.clock.advance(10_000);
    expect(s.story.filter((line) => line.startsWith('result'))).toEqual([
      expect.stringMatching(/^result system_reset: failed, not-begun: evidence-too-old/),
      'result system_reset: done, reset',
    ]);
  });

  test.each(['active', 'device', 'pre-switchover', 'postcopy-active', 'postcopy-paused', 'cancelling'])(
    'a migration is %s: its VM is not reset',
    async (status) => {
      await using s = await supervised({ policies: reset });
      await s.clock.advance(2_000);
      s.qemu.guest.hang();
      s.qemu.on('query-migrate', () => ({ status }));
      await s.clock.advance(10_000);
      expect(s.sent).toEqual([]);
      expect(s.of('result')[0]?.reason).toBe(`interlocked: migrating: ${status}`);
    },
  );
});

describe('an event', () => {
  test('that somebody has answered meanwhile starts nothing any more', async () => {
    await using s = await supervised({ dog: false, policies: panicReset });
    await s.clock.advance(1_000);
    const slow = s.qemu.on('query-status', answer.never);
    s.qemu.vm.setActions({ panic: 'pause' });
    s.qemu.vm.panic();
    await s.clock.advance(1_500);
    s.qemu.vm.reset();
    s.qemu.vm.cont();
    await s.clock.advance(1_000);
    slow();
    await s.clock.advance(60_000);
    expect(s.sent).toEqual([]);
    expect(s.story.at(-1)).toBe('ended superseded');
  });

  test('that stopped a VM which runs: somebody has continued it, and it is not reset', async () => {
    await using s = await supervised({ dog: false, policies: panicReset });
    await s.clock.advance(1_000);
    s.qemu.emit('GUEST_PANICKED', { action: 'pause' });
    await s.clock.advance(10_000);
    expect(s.sent).toEqual([]);
    expect(s.of('result')[0]?.reason).toBe('superseded: running');
  });
});

describe('a guest that is reset by somebody else', () => {
  test.each(['reset', 'cont'] as const)('%s while the intent is written: nothing is done', async (by) => {
    await using s = await supervised({ dog: false, policies: panicReset });
    await s.clock.advance(1_000);
    const slow = await beforeEvery('datasync', () => s.clock.sleep(500));
    s.qemu.vm.setActions({ panic: 'pause' });
    s.qemu.vm.panic();
    await s.clock.advance(200);
    expect(s.supervisor.snapshot.incident?.phase).toBe('acting');
    if (by === 'reset') s.qemu.vm.reset();
    s.qemu.vm.cont();
    await s.clock.advance(10_000);
    slow.mockRestore();
    expect(s.sent).toEqual([]);
    expect(s.story.slice(-2)).toEqual([
      'result system_reset: failed, not-begun: superseded',
      'ended superseded',
    ]);
    expect(s.pages).toEqual([]);
  });

  test('in the same breath, by QEMU itself: it is not reset once more', async () => {
    const policies = () => [{ name: 'watchdog', on: on.event('WATCHDOG'), do: act.systemReset() }];
    await using s = await supervised({ dog: false, policies });
    await s.clock.advance(1_000);
    s.qemu.vm.watchdog('reset');
    await s.clock.advance(10_000);
    expect(s.of('vm').map(({ event }) => event)).toEqual(['RESET']);
    expect(s.sent).toEqual([]);
    expect(s.story).toEqual(['trigger watchdog', 'ended superseded']);
  });

  test('while the action itself still looks: it is not reset once more', async () => {
    const policies = () => [{ name: 'memory', on: on.event('MEMORY_FAILURE'), do: act.systemReset() }];
    await using s = await supervised({ dog: false, policies });
    await s.clock.advance(1_000);
    s.qemu.on('query-migrate', () => {
      s.qemu.emit('RESET', { guest: true, reason: 'guest-reset' });
      return {};
    });
    s.qemu.emit('MEMORY_FAILURE', {
      recipient: 'guest',
      action: 'reset',
      flags: { 'action-required': true, recursive: false },
    });
    await s.clock.advance(10_000);
    expect(s.sent).toEqual([]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', reason: 'superseded: reset' }]);
  });
});

test('a reset that took effect late has the time of its step before the next one', async () => {
  await using s = await supervised({
    qemu: { guest: { bootTime: 20_000 } },
    policies: (dog) => [
      {
        name: 'hung guest',
        on: on.expired(dog),
        do: act.escalate(
          { action: act.systemReset(), timeout: 30_000 },
          { action: act.systemReset(), timeout: 60_000 },
        ),
      },
    ],
  });
  await s.clock.advance(30_000);
  s.qemu.guest.hang();
  // The command is taken, and QEMU stands still before it runs it.
  s.qemu.on('query-migrate', () => {
    s.qemu.mainLoop.stall();
    return {};
  });
  await s.clock.advance(35_000);
  s.qemu.mainLoop.resume();
  await s.clock.advance(90_000);
  expect(s.sent.filter((name) => name === 'system_reset').length).toBeLessThanOrEqual(1);
  expect(s.qemu.guest.state).toBe('alive');
});

test('the one answer after RESUME that is lost is asked for again: the watchdog is not left paused', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.vm.stop();
  await s.clock.advance(1_000);
  expect(s.dog.snapshot.pausedBy).toBe('VM paused');
  s.qemu.vm.cont();
  s.qemu.mainLoop.stall();
  await s.clock.advance(15_000);
  s.qemu.mainLoop.resume();
  await s.clock.advance(2_000);
  expect(s.dog.snapshot.pausedBy).toBeUndefined();
  s.qemu.guest.hang();
  await s.clock.advance(20_000);
  expect(s.sent).toEqual(['system_reset']);
});
