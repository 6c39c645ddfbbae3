// The fear: a real guest that is well, or of which nothing is known, or that somebody paused, has something done to it.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { superviseGuest, type SupervisedGuest } from './supervised-guest.js';

/** Nothing was done, whatever was found. */
function expectUntouched(s: SupervisedGuest): void {
  expect(s.of('intent')).toEqual([]);
  expect(s.of('result')).toEqual([]);
}

describe.concurrent('nothing is done', () => {
  test('while heartbeats flow, for 8 seconds', async () => {
    await using s = await superviseGuest({ timeout: 1_000 });
    const { petCount } = s.dog.snapshot;
    await sleep(8_000);
    expect(s.dog.snapshot.petCount - petCount).toBeGreaterThan(60);
    expect(s.story).toEqual([]);
    expect(s.dog.state).toBe('armed');
    await s.finish();
  });

  test('to a VM that an operator paused: it stays paused, and is watched again when he continues it', async () => {
    await using s = await superviseGuest({ timeout: 500 });
    await s.operator.execute('stop');
    await s.record('watchdog', { transition: 'paused' });
    await sleep(3_000);
    expect(await s.operator.execute('query-status')).toMatchObject({ running: false, status: 'paused' });
    expect(s.dog.snapshot).toMatchObject({ state: 'armed', pausedBy: 'VM paused' });
    expect(s.story).toEqual([]);

    await s.operator.execute('cont');
    await s.beats(5);
    expect(s.dog.snapshot.pausedBy).toBeUndefined();
    expect(s.story).toEqual([]);
    expectUntouched(s);
    await s.finish();
  });

  test('to a VM that was paused in the middle of an escalation', async () => {
    await using s = await superviseGuest({ timeout: 500 });
    await s.guest.send('k');
    await s.record('result');
    await s.operator.execute('stop');
    expect(await s.record('ended')).toMatchObject({ how: 'refused' });
    await sleep(2_000);
    expect(await s.operator.execute('query-status')).toMatchObject({ status: 'paused' });
    expect(s.of('intent').map(({ action }) => action)).toEqual(['inject-nmi']);

    // Continued, it is still hung: now it is brought back.
    await s.operator.execute('cont');
    await s.record('ended', { how: 'recovered' });
    await s.beats(5);
    await s.finish();
  });

  test('to a QEMU that was killed in the middle: an honest record', async () => {
    await using s = await superviseGuest({ timeout: 1_000 });
    await s.guest.send('k');
    await sleep(500);
    s.guest.process.kill('SIGKILL');
    const end = await s.end;
    expect(end).toMatchObject({ kind: 'closed' });
    expect(end.kind === 'closed' && end.reason.shutdown).toBe(undefined);
    expectUntouched(s);
    // No word that it had shut down, or that it was reset: only that the session is over.
    expect(s.records.at(-1)).toMatchObject({
      kind: 'stopped',
      reason: expect.stringMatching(/^the QMP session (was closed by the peer|broke)/),
    });
    expect(s.of('ended').map(({ how }) => how)).not.toContain('recovered');
    await s.finish();
  });

  test('to a QEMU that was killed between NMI and reset', async () => {
    await using s = await superviseGuest({ timeout: 500 });
    await s.guest.send('k');
    await s.record('result');
    s.guest.process.kill('SIGKILL');
    await s.end;
    expect(s.of('intent').map(({ action }) => action)).toEqual(['inject-nmi']);
    expect(s.of('ended').map(({ how }) => how)).toEqual(['stopped']);
    await s.finish();
  });

  test("to a guest that reboots itself: its reset doesn't trip the watchdog", async () => {
    await using s = await superviseGuest({ timeout: 500 });
    for (let n = 0; n < 3; n += 1) {
      await s.guest.send('b');
      await s.beats(10);
    }
    expect(s.of('vm').map(({ event }) => event)).toEqual(['RESET', 'RESET', 'RESET']);
    expect(s.story).toEqual([]);
    await s.finish();
  });

  test('to a QEMU that SIGSTOP stopped, and not to its guest when it goes on', async () => {
    await using s = await superviseGuest({ timeout: 500 });
    await s.guest.stop();
    expect(await s.record('evidence')).toMatchObject({
      verdict: 'unknown',
      reason: 'qmp-silent: unresponsive',
    });
    // It lasts, and somebody is told.
    await s.record('page');
    expectUntouched(s);
    s.guest.process.kill('SIGCONT');
    expect(await s.record('ended')).toMatchObject({ how: 'recovered' });
    await s.beats(10);
    expectUntouched(s);
    await s.finish();
  });

  test('to the guest of a QEMU that stands still just longer than the timeout, again and again', async () => {
    await using s = await superviseGuest({ timeout: 500 });
    for (const stopped of [520, 600, 700, 900, 1_300, 1_700]) {
      await s.guest.stop();
      await sleep(stopped);
      s.guest.process.kill('SIGCONT');
      await s.beats(10);
    }
    expectUntouched(s);
    expect(s.dog.state).toBe('armed');
    await s.finish();
  });
});
