// The fear: an action is taken to have worked because QEMU said `{}`, or to have failed because nobody knows.
import { describe, expect, test } from 'vitest';
import { act, action, type ActionContext, type ActionResult, on, type Policy } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { HandChannel } from '../unit/watchdog/watched.js';
import { escalation, reset, type Setting, supervised } from './supervised.js';

const onPanic = (what: Policy['do']): readonly Policy[] => [
  { name: 'panic', on: on.event('GUEST_PANICKED'), do: what },
];
const onDisk = (what: Policy['do']): readonly Policy[] => [
  { name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: what },
];
const verdict = (s: Setting): string[] =>
  s.of('result').map(({ outcome, reason }) => `${outcome}: ${reason}`);

describe('cont', () => {
  test('after a fault that was repaired: it runs, and still does after a while', async () => {
    await using s = await supervised({ policies: () => onDisk(act.cont()), dog: false });
    s.qemu.vm.ioError();
    await s.clock.advance(499);
    expect(verdict(s)).toEqual([]);
    await s.clock.advance(1);
    expect(verdict(s)).toEqual(['done: running']);
    expect(s.story.at(-1)).toBe('ended done');
    expect(s.of('result')[0]?.evidence).toEqual({
      before: 'io-error',
      attempts: 1,
      after: 'running',
      heldFor: 500,
    });
  });

  test('with the fault still there it stops again: failed, although QEMU said {}', async () => {
    await using s = await supervised({ policies: () => onDisk(act.cont({ attempts: 1 })), dog: false });
    s.qemu.vm.ioError({ persistent: true });
    await s.clock.advance(10);
    expect(s.sent).toEqual(['cont']);
    expect(verdict(s)).toEqual(['failed: stopped-again']);
    await s.clock.advance(20_000);
    expect(s.sent).toEqual(['cont']);
    expect(s.story.slice(-2)).toEqual(['page', 'ended failed']);
    expect(s.qemu.vm.status).toBe('io-error');
  });

  test('that holds for a moment only is no success either', async () => {
    await using s = await supervised({ policies: () => onDisk(act.cont({ attempts: 1 })), dog: false });
    s.qemu.vm.ioError();
    s.clock.outside.setTimer(300, () => s.qemu.vm.ioError());
    await s.clock.advance(20_000);
    expect(verdict(s)).toEqual(['failed: stopped-again']);
  });

  test.each(['paused', 'internal-error', 'suspended', 'shutdown', 'prelaunch', 'debug'] as const)(
    'is not for a VM that is %s',
    async (status) => {
      await using s = await supervised({ policies: () => onDisk(act.cont()), dog: false });
      s.qemu.vm.enter(status);
      s.qemu.emit('BLOCK_IO_ERROR', { device: '', operation: 'write', action: 'report', reason: '' });
      await s.clock.advance(5_000);
      expect(s.sent).toEqual([]);
      expect(verdict(s)).toEqual([`failed: not-from: ${status}`]);
    },
  );

  test('that QEMU refuses has failed', async () => {
    await using s = await supervised({
      policies: () => onDisk(act.cont({ from: ['io-error'] })),
      dog: false,
    });
    s.qemu.on('cont', answer.error('Failed to get "write" lock'));
    s.qemu.vm.ioError();
    await s.clock.advance(5_000);
    expect(verdict(s)).toEqual(['failed: ERR_COMMAND_REJECTED']);
  });

  test('whose verification is refused may have worked: unknown', async () => {
    await using s = await supervised({ policies: () => onDisk(act.cont()), dog: false });
    s.qemu.vm.ioError();
    s.qemu.on('cont', () => {
      s.qemu.on('query-status', answer.error('no'));
      return answer.builtIn;
    });
    await s.clock.advance(5_000);
    expect(verdict(s)).toEqual(['unknown: not-verified']);
  });
});

describe('stop', () => {
  test('is verified by a query', async () => {
    await using s = await supervised({ policies: () => onPanic(act.stop()), dog: false });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['done: stopped']);
    expect(s.qemu.vm.status).toBe('paused');
  });

  test('whose verification is refused may have worked: unknown', async () => {
    await using s = await supervised({ policies: () => onPanic(act.stop()), dog: false });
    s.qemu.on('stop', () => {
      s.qemu.on('query-status', answer.error('no'));
      return answer.builtIn;
    });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['unknown: not-verified']);
  });

  test('that blocks the main loop, as on hung storage, is unknown', async () => {
    await using s = await supervised({ policies: () => onPanic(act.stop()), dog: false });
    s.qemu.on('stop', () => {
      s.qemu.mainLoop.stall();
      return answer.never;
    });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(20_000);
    expect(verdict(s)).toEqual([expect.stringMatching(/^unknown: ERR_/)]);
  });
});

describe('system_reset', () => {
  test('a panicked guest is reset and continued', async () => {
    await using s = await supervised({
      qemu: { actions: { panic: 'pause' } },
      policies: () => onPanic(act.systemReset()),
      dog: false,
    });
    s.qemu.vm.panic();
    await s.clock.advance(2_000);
    expect(s.sent).toEqual(['system_reset', 'cont']);
    expect(verdict(s)).toEqual(['done: running']);
    expect(s.of('result')[0]?.evidence).toMatchObject({ before: 'guest-panicked', after: 'running' });
    expect(s.qemu.guest.state).toBe('alive');
  });

  test('a VM that is paused for another reason is not', async () => {
    await using s = await supervised({ policies: () => onPanic(act.systemReset()), dog: false });
    s.qemu.vm.stop();
    s.qemu.emit('GUEST_PANICKED', { action: 'pause' });
    await s.clock.advance(2_000);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: not-running']);
    expect(s.qemu.vm.status).toBe('paused');
  });

  test('with the fault still there after it: failed', async () => {
    await using s = await supervised({ policies: () => onDisk(act.systemReset()), dog: false });
    s.qemu.vm.ioError({ persistent: true });
    await s.clock.advance(20_000);
    expect(s.sent).toEqual(['system_reset', 'cont']);
    expect(verdict(s)).toEqual(['failed: stopped-again']);
  });

  test('whose verification is refused has happened all the same: unknown, not failed', async () => {
    await using s = await supervised({ policies: () => onPanic(act.systemReset()), dog: false });
    s.qemu.on('system_reset', () => {
      s.qemu.on('query-status', answer.error('no'));
      return answer.builtIn;
    });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(2_000);
    expect(verdict(s)).toEqual(['unknown: not-verified']);
  });

  test('under -no-reboot it ends QEMU: failed, exited', async () => {
    await using s = await supervised({ policies: escalation, qemu: { actions: { reboot: 'shutdown' } } });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(verdict(s)).toEqual(['unknown: delivered', 'failed: exited']);
    expect(s.story.slice(-2)).toEqual(['page', 'ended exited']);
    expect(s.end).toMatchObject({
      kind: 'closed',
      reason: { shutdown: { reason: 'host-qmp-system-reset' } },
    });
    expect(s.records.at(-1)).toMatchObject({
      kind: 'stopped',
      reason: expect.stringContaining('host-qmp-system-reset'),
    });
    expect(await s.onDisk()).toHaveLength(s.records.length);
  });

  test('under -no-reboot with -no-shutdown the VM is shut down: failed', async () => {
    await using s = await supervised({
      policies: reset,
      qemu: { actions: { reboot: 'shutdown', shutdown: 'pause' } },
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(20_000);
    expect(s.qemu.vm.status).toBe('shutdown');
    expect(verdict(s)).toEqual(['failed: not-running: shutdown']);
  });
});

describe('inject-nmi', () => {
  test('on an event it has the time of its step before the next one begins', async () => {
    await using s = await supervised({
      dog: false,
      policies: () =>
        onPanic(
          act.escalate({ action: act.injectNmi(), timeout: 5_000 }, { action: act.stop(), timeout: 5_000 }),
        ),
    });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(4_999);
    expect(s.sent).toEqual(['inject-nmi']);
    await s.clock.advance(1);
    expect(s.sent).toEqual(['inject-nmi', 'stop']);
    expect(s.story.at(-1)).toBe('ended done');
  });

  test('that is refused does not wait for a cure', async () => {
    await using s = await supervised();
    s.qemu.on('inject-nmi', answer.error('this machine has none'));
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(510);
    expect(verdict(s)).toEqual(['failed: ERR_COMMAND_REJECTED', 'done: reset']);
  });
});

describe('the session is lost during an action', () => {
  test('QEMU is killed: what became of it is unknown, and nothing is claimed', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('system_reset', () => {
      s.qemu.process.kill('SIGKILL');
      return answer.never;
    });
    await s.clock.advance(5_000);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
    expect(s.story.at(-1)).toBe('ended stopped');
    expect(s.end).toMatchObject({ kind: 'closed', reason: { kind: 'ended' } });
    expect(s.records.at(-1)).toMatchObject({
      kind: 'stopped',
      reason: 'the QMP session was closed by the peer',
    });
  });

  test('QEMU is told to quit: it has exited', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('system_reset', () => {
      s.qemu.vm.quit();
      return answer.never;
    });
    await s.clock.advance(5_000);
    expect(verdict(s)).toEqual(['failed: exited']);
    expect(s.story.at(-1)).toBe('ended exited');
  });

  test('killed while nothing was under way: an honest record, and nothing done', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(60_000);
    expect(s.story).toEqual([]);
    expect(s.records.at(-1)).toMatchObject({
      kind: 'stopped',
      reason: 'the QMP session was closed by the peer',
    });
    expect(s.end).toMatchObject({ kind: 'closed' });
  });

  test('killed between two steps: the incident is over, and the next step is not tried', async () => {
    await using s = await supervised();
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(900);
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(60_000);
    expect(s.sent).toEqual(['inject-nmi']);
    expect(s.story.at(-1)).toBe('ended stopped');
  });
});

describe('an action of a user', () => {
  const run = async (
    what: (context: ActionContext) => Promise<ActionResult | undefined>,
    more: Partial<Parameters<typeof action>[0]> = {},
  ): Promise<Setting> => {
    const own = action({
      name: 'own',
      destructive: false,
      idempotent: true,
      timeout: 1_000,
      run: what,
      ...more,
    });
    const s = await supervised({ policies: () => onPanic(own), dog: false });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(0);
    return s;
  };

  test('that throws: unknown, with its words, and the supervisor goes on', async () => {
    await using s = await run(() => {
      throw new TypeError('undefined is not a function');
    });
    expect(s.of('result')).toMatchObject([
      { outcome: 'unknown', reason: 'threw', evidence: { error: 'undefined is not a function' } },
    ]);
    expect(s.story.slice(-2)).toEqual(['page', 'ended unknown']);
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(0);
    expect(s.of('trigger')).toHaveLength(2);
  });

  test('that throws what is no error', async () => {
    await using s = await run(() => Promise.reject('a word'));
    expect(s.of('result')).toMatchObject([
      { outcome: 'unknown', reason: 'threw', evidence: { error: '"a word"' } },
    ]);
  });

  test('that hangs: unknown after its deadline, and told so by its signal', async () => {
    let reason: unknown;
    await using s = await run(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            ({ reason } = signal);
            reject(new Error('told'));
          });
        }),
    );
    await s.clock.advance(999);
    expect(verdict(s)).toEqual([]);
    await s.clock.advance(1);
    expect(verdict(s)).toEqual(['unknown: ERR_ACTION_TIMEOUT']);
    expect(reason).toMatchObject({ code: 'ERR_ACTION_TIMEOUT', timeout: 1_000 });
  });

  test('that ignores its signal is left behind, and what it says later is not heard', async () => {
    let finish: (result: ActionResult) => void = () => {};
    await using s = await run(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await s.clock.advance(1_000);
    const before = s.records.length;
    finish({ outcome: 'done', reason: 'at last', evidence: {} });
    await s.clock.advance(10_000);
    expect(s.records).toHaveLength(before);
    expect(verdict(s)).toEqual(['unknown: ERR_ACTION_TIMEOUT']);
  });

  test('that is not verified is unknown; verified, it is what that says', async () => {
    await using s = await run(async () => undefined);
    expect(verdict(s)).toEqual(['unknown: not-verified']);
    await using other = await run(async () => undefined, {
      verify: async () => ({ outcome: 'done', reason: 'seen', evidence: { n: 1 } }),
    });
    expect(verdict(other)).toEqual(['done: seen']);
  });

  test('whose evidence JSON can not say does not end the supervisor', async () => {
    await using s = await run(async ({ vm }) => {
      const cyclic: Record<string, unknown> = { vm };
      cyclic['self'] = cyclic;
      return { outcome: 'done', reason: 'so', evidence: cyclic };
    });
    expect(verdict(s)).toEqual(['done: so']);
    expect(s.of('result')[0]?.evidence).toHaveProperty('unreadable');
    expect(s.failure).toBeUndefined();
  });

  test('that answers nonsense is unknown', async () => {
    for (const nonsense of [
      null,
      7,
      'done',
      {},
      { outcome: 'fine', reason: 'x', evidence: {} },
      { outcome: 'done' },
    ]) {
      await using s = await run(async () => nonsense as unknown as ActionResult);
      expect(s.of('result')).toMatchObject([{ outcome: 'unknown' }]);
      expect(s.failure).toBeUndefined();
    }
  });

  test('sees what made it run, and which incident it is', async () => {
    let seen: ActionContext | undefined;
    await using s = await run(async (context) => {
      seen = context;
      return { outcome: 'done', reason: 'so', evidence: {} };
    });
    expect(seen).toMatchObject({
      incident: 'i1',
      cause: { on: 'event', event: { event: 'GUEST_PANICKED' } },
    });
    expect(seen?.vm).toBe(s.vm);
    expect(seen?.clock).toBe(s.clock);
  });

  test('a destructive one that states no evidence needs all that a reset needs', async () => {
    const channel = new HandChannel();
    const own = action({
      name: 'own',
      destructive: true,
      idempotent: true,
      timeout: 1_000,
      run: async () => ({ outcome: 'done', reason: 'so', evidence: {} }),
    });
    await using s = await supervised({
      dog: { pets: channel },
      policies: (dog) => [{ name: 'p', on: on.expired(dog), do: own }],
    });
    channel.open();
    await s.clock.advance(2_000);
    expect(s.story[1]).toMatch(/unknown, pets-unproven/);
    expect(verdict(s)).toEqual([]);
  });

  test('whose step ends before its own deadline is cut off there, and the next begins', async () => {
    const slow = action({
      name: 'slow',
      destructive: false,
      idempotent: true,
      timeout: 60_000,
      run: () => new Promise(() => {}),
    });
    await using s = await supervised({
      policies: (dog) => [
        {
          name: 'p',
          on: on.expired(dog),
          do: act.escalate({ action: slow, timeout: 2_000 }, { action: act.systemReset(), timeout: 5_000 }),
        },
      ],
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(2_499);
    expect(s.sent).toEqual([]);
    await s.clock.advance(1);
    await s.clock.advance(0);
    expect(s.sent).toEqual(['system_reset']);
    expect(verdict(s)[0]).toBe('unknown: ERR_ACTION_TIMEOUT');
  });
});
