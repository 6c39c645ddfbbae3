// The fear: nobody knows whether a reset was done, and so it is done twice, or taken for done, or never again.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act, on, type Policy } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { type Cut, CuttingProxy } from './cutting-proxy.js';
import { commandsGivenTo, TRACE_COMMANDS, until } from './followed-vm.js';
import { type SupervisedGuest, type SupervisedOptions, superviseGuest } from './supervised-guest.js';

/** A supervisor whose session breaks in the middle of its first reset. */
async function cutOff(
  cut: Cut,
  options: SupervisedOptions,
): Promise<AsyncDisposable & { readonly s: SupervisedGuest }> {
  let proxy: CuttingProxy | undefined;
  const monitor = async ({ directory, qmpPath }: Guest): Promise<string> => {
    proxy = await CuttingProxy.between(join(directory, 'proxy'), qmpPath, 'system_reset', cut);
    return proxy.path;
  };
  const args = [...TRACE_COMMANDS, '-action', 'watchdog=none'];
  const s = await superviseGuest({ overSessions: true, start: { args }, monitor, ...options });
  return {
    s,
    async [Symbol.asyncDispose]() {
      await s[Symbol.asyncDispose]();
      await proxy?.[Symbol.asyncDispose]();
    },
  };
}

const resetsGivenTo = async ({ guest }: SupervisedGuest): Promise<number> =>
  (await commandsGivenTo(guest)).filter((command) => command === 'system_reset').length;

describe.concurrent('a QEMU that a reset ends (-no-reboot)', () => {
  const resetIt = (dog: { readonly id: string }): readonly Policy[] => [
    { name: 'hung guest', on: on.expired(dog), do: act.systemReset() },
  ];

  test('by the policy: failed, exited, with the proof that its process has ended', async () => {
    await using s = await superviseGuest({
      overSessions: true,
      start: { args: ['-no-reboot'] },
      policies: resetIt,
    });
    await s.guest.send('k');
    expect(await s.record('result')).toMatchObject({ outcome: 'failed', reason: 'exited' });
    expect(await s.record('ended')).toMatchObject({ how: 'exited' });
    expect(await s.record('vm', { event: 'exited' })).toMatchObject({ detail: { by: 'pid' } });
    expect(await s.guest.exited).toMatchObject({ code: 0 });
    expect(s.pages[0]).toMatchObject({ reason: expect.stringContaining('QEMU has ended') });
    // A `Vm` goes on without its QEMU, and nothing more is tried.
    await expect(s.record('intent', { incident: 'i2' }, 1_500)).rejects.toThrow('no intent');
    await s.finish();
  });

  test('by its guest: nothing is done to what is gone, and somebody is paged', async () => {
    await using s = await superviseGuest({
      overSessions: true,
      start: { args: ['-no-reboot'] },
      policies: resetIt,
    });
    await s.guest.send('t');
    expect(await s.record('vm', { event: 'SHUTDOWN' })).toMatchObject({
      detail: { data: { guest: true, reason: 'guest-reset' } },
    });
    await s.record('vm', { event: 'exited' });
    await s.record('page');
    expect(s.of('intent')).toEqual([]);
    await s.finish();
  });

  test('and keeps its machine (-no-shutdown): failed, not running', async () => {
    await using s = await superviseGuest({
      overSessions: true,
      start: { args: ['-no-reboot', '-no-shutdown'] },
      policies: resetIt,
    });
    await s.guest.send('k');
    expect(await s.record('result')).toMatchObject({
      outcome: 'failed',
      reason: 'not-running: shutdown',
      evidence: { before: 'running', after: 'shutdown' },
    });
    await s.record('page');
    expect(s.of('intent')).toHaveLength(1);
    await s.finish();
  });
});

describe.concurrent('a session that breaks between the intent of a reset and its result', () => {
  const twice = (dog: { readonly id: string }): readonly Policy[] => [
    {
      name: 'hung guest',
      on: on.expired(dog),
      do: act.escalate(
        { action: act.systemReset(), timeout: 2_000 },
        { action: act.systemReset(), timeout: 20_000 },
      ),
    },
  ];
  const results = (s: SupervisedGuest): string[] =>
    s.of('result').map(({ outcome, reason }) => `${outcome}: ${reason}`);

  test('after QEMU took it: unknown; the guest comes back, and is not reset once more', async () => {
    await using cut = await cutOff('after', { policies: twice });
    const { s } = cut;
    const mark = s.heartbeats.length;
    await s.guest.send('k');
    expect(await s.record('result')).toMatchObject({ outcome: 'unknown', reason: 'disconnected' });
    await s.record('ended', { how: 'recovered' });
    await s.beats(5);
    expect(s.heartbeats.slice(mark)).toContainEqual({ number: 0, letter: 'h' });
    expect(results(s)).toEqual(['unknown: disconnected']);
    expect(s.of('intent')).toHaveLength(1);
    await s.finish();
    expect(await resetsGivenTo(s)).toBe(1);
  });

  test('before QEMU got it: unknown; the next step looks for itself, and resets', async () => {
    await using cut = await cutOff('before', { policies: twice });
    const { s } = cut;
    await s.guest.send('k');
    await s.record('ended', { how: 'recovered' });
    expect(results(s)).toEqual(['unknown: disconnected', 'done: reset']);
    const [first, second] = s.of('intent').map(({ order }) => order);
    const looked = s.of('evidence').filter(({ verdict }) => verdict === 'holds');
    expect(
      looked.map(({ order }) => order),
      'each rests on evidence of its own',
    ).toEqual([first, second]);
    await s.beats(5);
    expect(s.pages).toEqual([]);
    await s.finish();
    expect(await resetsGivenTo(s)).toBe(1);
  });

  test.for(['before', 'after'] as const)(
    'of an event, %s QEMU got it: unknown, and for people',
    async (when) => {
      await using cut = await cutOff(when, {
        policies: () => [{ name: 'guest watchdog', on: on.event('WATCHDOG'), do: act.systemReset() }],
      });
      const { s } = cut;
      await s.guest.send('w');
      await s.guest.send('k');
      await s.record('ended', { how: 'unknown' });
      expect(s.pages).toMatchObject([{ reason: expect.stringContaining('unknown: disconnected') }]);
      // It is looked at over the next session, and left as it is.
      await until(s.followed, { session: 2, confidence: 'known', run: { running: true } });
      expect(results(s)).toEqual(['unknown: disconnected']);
      await s.finish();
      expect(await resetsGivenTo(s)).toBe(when === 'before' ? 0 : 1);
    },
  );
});
