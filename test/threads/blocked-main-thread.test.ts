// The fear: a main thread that is busy loses pets, and a guest that is well is reset, or one that hangs is found late.
import { Readable } from 'node:stream';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, test, vi } from 'vitest';
import { IsolatedWatchdog, type IsolatedWatchdogOptions, type WatchdogTransition } from 'qmp-watchdog';
import { block, PettingThread } from './petting-thread.js';

const TIMEOUT = 1_000;

function watch(
  path: string,
  options: Partial<IsolatedWatchdogOptions> = {},
): IsolatedWatchdog & { readonly story: WatchdogTransition[] } {
  const dog = new IsolatedWatchdog({
    id: 'guest',
    timeout: TIMEOUT,
    pets: { kind: 'lines', channel: { path }, options: { line: 'WATCHDOG=1' } },
    ...options,
  });
  const story: WatchdogTransition[] = [];
  dog.on('transition', (transition) => story.push(transition));
  dog.start();
  return Object.assign(dog, { story });
}

async function petted(dog: IsolatedWatchdog): Promise<void> {
  await vi.waitFor(() => expect(dog.snapshot).toMatchObject({ state: 'armed', channel: 'proven' }), 10_000);
}

const types = (dog: { readonly story: readonly WatchdogTransition[] }): string[] =>
  dog.story.map(({ type }) => type);

test('a main thread that is blocked for four timeouts neither loses a pet nor expires', async () => {
  await using guest = await PettingThread.start({ every: 50 });
  await using dog = watch(guest.path);
  await petted(dog);
  const before = { sent: guest.sent, petCount: dog.snapshot.petCount };
  block(4 * TIMEOUT);
  // Asked before this thread has done anything else.
  const { state, silentFor, petCount } = dog.snapshot;
  const sent = guest.sent - before.sent;
  expect(state).toBe('armed');
  expect(silentFor).toBeLessThan(TIMEOUT);
  expect(sent).toBeGreaterThan(20);
  expect(petCount - before.petCount).toBeGreaterThanOrEqual(sent - 1);
  await new Promise((resolve) => setTimeout(resolve, TIMEOUT));
  expect(types(dog)).toEqual(['unknown', 'armed', 'known']);
});

test('a guest that falls silent meanwhile is found in time, and told of afterwards', async () => {
  await using guest = await PettingThread.start({ every: 20, pets: 40 });
  await using dog = watch(guest.path);
  await petted(dog);
  const began = performance.now();
  block(5_000, () => dog.state === 'expired');
  const found = performance.now();
  expect(dog.snapshot).toMatchObject({ state: 'expired', silent: true });
  expect(types(dog)).not.toContain('expired');
  block(500);
  await vi.waitFor(() => expect(types(dog)).toContain('expired'));
  const expired = dog.story.find((transition) => transition.type === 'expired');
  expect(expired).toMatchObject({ cause: 'silence' });
  // By the clock of this thread, in which it was blocked.
  expect(expired?.at).toBeGreaterThan(began);
  expect(expired?.at).toBeLessThanOrEqual(found + 1);
});

test('what it is told holds when it is looked at next', async () => {
  // One that came between an order and the look would undo it.
  await using guest = await PettingThread.start({ every: 50, pets: 1 });
  await using dog = watch(guest.path, { armOn: 'first-pet' });
  await petted(dog);
  dog.pause('migration', 60_000);
  expect(dog.snapshot.pausedBy).toBe('migration');
  dog.resume();
  dog.startGrace(60_000);
  dog.changeTimeout(30_000);
  expect(dog.timeout).toBe(30_000);
  dog.disarm();
  expect([dog.state, dog.timeLeft]).toEqual(['disarmed', undefined]);
  dog.arm();
  dog.trigger();
  expect(dog.snapshot).toMatchObject({ state: 'expired', silent: true });
});

test('the end of its thread is unknown, never silence; started again it has another', async () => {
  await using guest = await PettingThread.start({ every: 50 });
  const started = once(process, 'worker');
  await using dog = watch(guest.path);
  // What the event `worker` of the process brings.
  const [thread] = (await started) as [Worker];
  await petted(dog);
  await thread.terminate();
  await vi.waitFor(() =>
    expect(dog.story.at(-1)).toMatchObject({ type: 'unknown', reason: 'its thread has ended' }),
  );
  expect(dog.snapshot).toMatchObject({
    silent: false,
    channel: 'gone',
    unknownBecause: 'its thread has ended',
  });
  dog.arm();
  expect(dog.snapshot).toMatchObject({ channel: 'gone' });
  await dog.stop();
  dog.start();
  await petted(dog);
});

test('all share one thread, which ends with the last that needs it', async () => {
  const threads: Worker[] = [];
  const count = (thread: Worker): unknown => threads.push(thread);
  process.on('worker', count);
  const [first, second] = ['first', 'second'].map((id) => new IsolatedWatchdog({ id, timeout: 60_000 }));
  for (const dog of [first!, second!]) dog.arm();
  expect([first!.state, second!.state]).toEqual(['armed', 'armed']);
  // The process tells of a thread in its next turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('worker', count);
  expect(threads.length).toBe(1);
  const ended = once(threads[0]!, 'exit');
  await Promise.all([first!.stop(), first!.stop()]);
  expect([first!.state, second!.state]).toEqual(['disarmed', 'armed']);
  await second![Symbol.asyncDispose]();
  await ended;
  expect(second!.state).toBe('disarmed');
});

test('started again before its end is over, it watches; of the life that ends nothing but the end is told', async () => {
  await using guest = await PettingThread.start({ every: 50 });
  await using dog = watch(guest.path);
  await petted(dog);
  dog.trigger();
  const stopped = dog.stop();
  expect(dog.state).toBe('disarmed');
  dog.start();
  await stopped;
  await petted(dog);
  expect(types(dog)).not.toContain('expired');
  await Promise.all([dog.stop(), dog.stop()]);
  expect(dog.state).toBe('disarmed');
});

test('a flood of what is refused does not pile up for a main thread that is blocked, and is counted', async () => {
  await using stranger = await PettingThread.start({ every: 50, line: 'noise\n'.repeat(2_000) });
  await using dog = watch(stranger.path);
  const told = vi.fn();
  dog.on('refused', told);
  block(20_000, () => dog.snapshot.refusedCount > 10_000);
  expect(dog.snapshot.refusedCount).toBeGreaterThan(10_000);
  await vi.waitFor(() => expect(told.mock.calls.length).toBeGreaterThanOrEqual(100), 10_000);
  expect(told.mock.calls.length).toBeLessThan(3_000);
});

describe('what can not be taken to another thread is refused', () => {
  test.each([
    ['a stream', { pets: { kind: 'bytes', channel: { stream: Readable.from([]) } } }],
    ['a function', { pets: { kind: 'lines', channel: { path: '/x' }, options: { line: () => true } } }],
  ])('%s', (_, options) => {
    // What the types do not let through, JavaScript does.
    const given = { id: 'guest', timeout: TIMEOUT, ...options } as unknown as IsolatedWatchdogOptions;
    expect(() => new IsolatedWatchdog(given)).toThrow(/neither a function nor a stream/);
  });

  test.each([
    ['a clock', { clock: {} }, /isolatedWatchdog\.clock must be left out/],
    [
      'an unknown kind',
      { pets: { kind: 'ping', channel: { path: '/x' } } },
      /isolatedWatchdog\.pets\.kind must be one of/,
    ],
    ['an unknown option', { timout: 1 }, /watchdog\.timout must be left out/],
    ['a bad channel', { pets: { kind: 'bytes', channel: {} } }, /channel/],
    ['a bad timeout', { timeout: 1 }, /watchdog\.timeout/],
  ])('%s', (_, options, message) => {
    const given = { id: 'guest', timeout: TIMEOUT, ...options } as unknown as IsolatedWatchdogOptions;
    expect(() => new IsolatedWatchdog(given)).toThrow(message);
  });
});
