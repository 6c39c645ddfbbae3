// The fear: a real guest hangs, and is not brought back, or it is said to be although it is not.
import { describe, expect, test } from 'vitest';
import { act, on } from 'qmp-watchdog';
import { superviseGuest } from './supervised-guest.js';

describe.concurrent('a guest that hangs with its interrupts off', () => {
  test('is given an NMI, then reset, and beats again', async () => {
    await using s = await superviseGuest();
    await s.guest.send('k');
    const hung = performance.now();
    await s.record('ended');
    expect(performance.now() - hung).toBeLessThan(12_000);
    expect(s.story.filter((line) => line !== 'evidence unknown')).toEqual([
      'trigger',
      'evidence holds',
      'intent inject-nmi',
      'result unknown: delivered',
      'evidence holds',
      'intent system_reset',
      'result done: reset',
      'ended recovered',
    ]);
    await s.beats(10);
    expect(s.dog.state).toBe('armed');
    expect(s.pages).toEqual([]);
    const { status } = await s.operator.execute('query-status');
    expect(status).toBe('running');
    expect(await s.finish()).toMatchObject({ kind: 'aborted' });
    expect(s.records.every(({ vm }) => vm === 'vm1')).toBe(true);
  });

  test('is brought back by the NMI alone, if that cures it', async () => {
    await using s = await superviseGuest();
    await s.guest.send('K');
    await s.record('ended');
    expect(s.story.slice(-2)).toEqual(['result unknown: delivered', 'ended recovered']);
    expect(s.of('intent').map(({ action }) => action)).toEqual(['inject-nmi']);
    await s.beats(5);
    await s.finish();
  });

  test('is only written about in observe mode', async () => {
    await using s = await superviseGuest({ mode: 'observe' });
    const resets: unknown[] = [];
    s.operator.on('RESET', (event) => resets.push(event));
    await s.guest.send('k');
    await s.record('ended');
    const { petCount } = s.dog.snapshot;
    // Nothing brings it back; were anything going to be done, it would have been by then.
    await expect(s.record('intent', {}, 5_000)).rejects.toThrow('no intent');
    expect(s.story.filter((line) => line !== 'evidence unknown')).toEqual([
      'trigger',
      'evidence holds',
      'would inject-nmi',
      'ended observed',
    ]);
    expect(resets).toEqual([]);
    expect(s.dog.snapshot).toMatchObject({ state: 'expired', petCount });
    await s.finish();
  });

  test('ends QEMU by its reset under -no-reboot: failed, exited', async () => {
    await using s = await superviseGuest({
      start: { args: ['-no-reboot'] },
      policies: (dog) => [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }],
    });
    await s.guest.send('k');
    expect(await s.record('result')).toMatchObject({ outcome: 'failed', reason: 'exited' });
    expect(await s.record('ended')).toMatchObject({ how: 'exited' });
    expect(await s.end).toMatchObject({
      kind: 'closed',
      reason: { shutdown: { reason: 'host-qmp-system-reset' } },
    });
    expect(await s.guest.exited).toMatchObject({ code: 0 });
    expect(s.pages).toMatchObject([{ reason: expect.stringContaining('QEMU has ended') }]);
    await s.finish();
  });
});

describe.concurrent('an event', () => {
  test('a panic is answered with a reset, and the VM goes on', async () => {
    await using s = await superviseGuest({
      start: { args: ['-action', 'panic=pause'] },
      policies: () => [{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() }],
    });
    await s.guest.send('p');
    expect(await s.record('result')).toMatchObject({
      outcome: 'done',
      reason: 'running',
      evidence: { before: 'guest-panicked', after: 'running' },
    });
    expect(await s.record('ended')).toMatchObject({ how: 'done' });
    await s.beats(10);
    expect(await s.operator.execute('query-status')).toMatchObject({ running: true });
    await s.finish();
  });
});
