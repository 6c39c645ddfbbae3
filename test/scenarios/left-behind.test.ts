// The fear: a run that is over goes on: a timer, a listener, an open file, a second run beside the first.
import { readdirSync, readlinkSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { act, action, on } from 'qmp-watchdog';
import { Deadlines } from '../../src/core/index.js';
import { beforeEvery } from '../unit/journal/disk.js';
import { HandChannel } from '../unit/watchdog/watched.js';
import { reset, type Setting, supervised } from './supervised.js';

afterEach(() => {
  vi.restoreAllMocks();
});

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      // The one that listed them is gone.
      return [];
    }
  });
}

/** Everything that is told from here on. */
async function toldAfterwards(s: Setting): Promise<number> {
  const before = s.records.length + s.pages.length;
  s.dog.start();
  s.dog.trigger();
  s.qemu.vm.stop();
  s.qemu.vm.cont();
  s.qemu.vm.guestReset();
  s.qemu.emit('GUEST_PANICKED', { action: 'run' });
  await s.clock.advance(3_600_000);
  await s.dog.stop();
  return s.records.length + s.pages.length - before;
}

describe.each([
  ['aborted', 'quiet'],
  ['closed', 'quiet'],
  ['aborted', 'in the middle of an action'],
  ['closed', 'in the middle of an action'],
  ['aborted', 'while it waits for evidence'],
  ['aborted', 'while it waits for the cure'],
  ['aborted', 'while the pets are gone'],
] as const)('%s, %s', (how, when) => {
  test('nothing is left of it', async () => {
    const hanging = action({
      name: 'hanging',
      destructive: false,
      idempotent: true,
      timeout: 100_000,
      run: () => new Promise(() => {}),
    });
    const channel = new HandChannel();
    await using s = await supervised({
      dog: { pets: channel },
      policies: (dog) => [
        {
          name: 'p',
          on: on.expired(dog),
          do: when === 'in the middle of an action' ? hanging : act.systemReset(),
        },
        { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.stop() },
      ],
    });
    channel.open();
    channel.pet();
    if (when === 'while it waits for evidence') s.qemu.mainLoop.stall();
    if (when === 'while the pets are gone') channel.close();
    if (when !== 'quiet') await s.clock.advance(2_000);
    expect(openFiles()).toContain(s.journal);

    if (how === 'aborted') s.abort();
    else await s.vm.close();
    const end = await s.ended();
    expect(end.kind).toBe(how);

    expect(s.supervisor.snapshot).toMatchObject({ running: false, incident: undefined, halted: {} });
    expect(s.dog.state).toBe('disarmed');
    expect(channel.running).toBe(0);
    expect(openFiles()).not.toContain(s.journal);
    expect(s.records.at(-1)?.kind).toBe('stopped');
    const begun = s.of('trigger').length;
    expect(s.of('ended')).toHaveLength(begun);
    s.qemu.mainLoop.resume();
    await s.vm.close();
    await s.qemu[Symbol.asyncDispose]();
    await s.clock.advance(0);
    expect(Deadlines.of(s.clock).size).toBe(0);
    expect(s.clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });
});

test('what happens after the end is nobody’s business', async () => {
  await using s = await supervised({
    policies: (dog) => [...reset(dog), { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.stop() }],
  });
  await s.clock.advance(1_000);
  s.abort();
  await s.ended();
  expect(await toldAfterwards(s)).toBe(0);
  expect(s.sent).toEqual([]);
});

test('what happens while the last records are written begins nothing', async () => {
  await using s = await supervised({
    policies: (dog) => [...reset(dog), { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.stop() }],
  });
  await s.clock.advance(1_000);
  await beforeEvery('appendFile', () => s.clock.sleep(50));
  s.abort();
  await s.clock.advance(20);
  s.qemu.emit('GUEST_PANICKED', { action: 'run' });
  s.dog.trigger();
  await s.ended();
  expect(s.sent).toEqual([]);
  expect(s.records.at(-1)?.kind).toBe('stopped');
  expect(s.of('ended')).toHaveLength(s.of('trigger').length);
});

test('the signal of a run that ended otherwise has no listener left', async () => {
  await using s = await supervised({ run: false });
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  const running = s.supervisor.run({ signal });
  await s.clock.advance(1_000);
  expect(added).toHaveBeenCalledTimes(1);
  expect(removed).not.toHaveBeenCalled();
  await s.vm.close();
  await s.clock.runUntil(running);
  expect(removed).toHaveBeenCalledTimes(1);
  expect(removed.mock.calls[0]?.slice(0, 2)).toEqual(added.mock.calls[0]?.slice(0, 2));
});

test('a signal that has aborted already: a run that does nothing', async () => {
  await using s = await supervised({ run: false });
  const end = await s.clock.runUntil(s.supervisor.run({ signal: AbortSignal.abort('no') }));
  expect(end).toEqual({ kind: 'aborted', reason: 'no' });
  expect(s.records.map(({ kind }) => kind)).toContain('stopped');
  expect(s.dog.state).toBe('disarmed');
});

test('a session that has ended already: the same', async () => {
  await using s = await supervised({ run: false });
  await s.vm.close();
  s.run();
  expect(await s.ended()).toMatchObject({ kind: 'closed', reason: { kind: 'closed' } });
});

describe('twice', () => {
  test('at a time is refused, also while the first one opens its journal', async () => {
    await using s = await supervised({ run: false });
    s.run();
    await expect(s.supervisor.run()).rejects.toMatchObject({ code: 'ERR_RUNNING' });
    await s.clock.advance(1_000);
    await expect(s.supervisor.run()).rejects.toMatchObject({ code: 'ERR_RUNNING' });
    expect(s.of('started')).toHaveLength(1);
  });

  test('one after the other is fine, and the journal has both', async () => {
    await using s = await supervised({ policies: reset });
    for (let n = 0; n < 2; n += 1) {
      if (n > 0) s.run();
      await s.clock.advance(2_000);
      s.abort();
      await s.ended();
    }
    expect(s.records.filter(({ kind }) => kind === 'started').map(({ n }) => n)).toEqual([1, 1]);
    expect(await s.onDisk()).toHaveLength(s.records.length);
  });

  test('the second one is paged when the pets stay away, as the first one was', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ dog: { pets: channel }, supervisor: { unknownAfter: 1_000 } });
    await s.clock.advance(1_000);
    expect(s.pages).toHaveLength(1);
    s.abort();
    await s.ended();
    s.run();
    await s.clock.advance(1_000);
    expect(s.pages).toHaveLength(2);
  });

  test('after a failure it may run again', async () => {
    await using s = await supervised({ journal: '/nonexistent/journal.jsonl' });
    await s.clock.advance(0);
    expect(s.failure).toMatchObject({ code: 'ERR_JOURNAL' });
    await expect(s.supervisor.run()).rejects.toMatchObject({ code: 'ERR_JOURNAL' });
  });
});

test('listeners of records and pages that throw, or are slow, hold nothing up', async () => {
  const errors: unknown[] = [];
  await using s = await supervised({ supervisor: { onListenerError: (error) => errors.push(error) } });
  s.supervisor.on('record', () => {
    throw new Error('listener');
  });
  s.supervisor.on('record', () => new Promise(() => {}));
  s.supervisor.on('page', () => Promise.reject(new Error('later')));
  await s.clock.advance(2_000);
  s.qemu.guest.hang({ resetCures: false });
  await s.clock.advance(20_000);
  expect(s.sent).toEqual(['inject-nmi', 'system_reset']);
  expect(errors.length).toBeGreaterThan(5);
});
