// The fear: a job that failed counts as done, one that is over is waited for for ever, or one that nobody knows the end
// of is said to have one.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  AbortError,
  type AnyEvent,
  JobStatusError,
  JobTimeoutError,
  job,
  OptionError,
  SessionClosedError,
} from 'qmp-watchdog';
import { Deadlines, unsubscribe } from '../../../src/core/index.js';
import { answer } from '../../../src/testing/index.js';
import { fakeJobs, type FakeJobs } from './fake-jobs.js';
import { errorOf, outcomeOf } from './wire.js';

const STATUS = ['JOB_STATUS_CHANGE', 'BLOCK_JOB_COMPLETED', 'BLOCK_JOB_CANCELLED'];

describe('the end of a job', () => {
  test.each([
    ['that completes', {}, { outcome: 'completed' }],
    ['that fails', { error: 'No space left' }, { outcome: 'failed', error: 'No space left' }],
    ['that is cancelled', { cancelled: true }, { outcome: 'cancelled' }],
  ])('%s is known, whether it stays or vanishes at once', async (_, how, end) => {
    for (const stays of [true, false]) {
      await using jobs = await fakeJobs();
      jobs.go('j', 'created', 'running');
      using own = job(jobs.client, 'j', { clock: jobs.clock });
      const ended = own.ended();
      await jobs.clock.advance(5_000);
      expect(await outcomeOf(ended)).toBeUndefined();
      jobs.finish('j', { ...how, stays });
      expect(await ended, `stays: ${stays}`).toEqual(end);
      expect(await own.ended()).toEqual(end);
    }
  });

  test('is known of a job that is over before anybody waits, if it was listened for', async () => {
    await using jobs = await fakeJobs();
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    jobs.go('j', 'created', 'running');
    jobs.finish('j');
    await jobs.clock.advance(1);
    expect(await own.ended()).toEqual({ outcome: 'completed' });
  });

  test('is unknown of a job that went while nobody listened', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ended = own.ended();
    await jobs.clock.advance(10);
    jobs.told = false;
    jobs.finish('j');
    await jobs.clock.advance(1_000);
    expect(await ended).toEqual({ outcome: 'unknown', why: 'vanished' });
  });

  test('is told at once of a job that there is not', async () => {
    await using jobs = await fakeJobs();
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    expect(await own.ended()).toEqual({ outcome: 'unknown', why: 'not-found' });
    expect(await errorOf(own.reached('running'))).toMatchObject({
      name: 'JobStatusError',
      message: 'job j will not be running: QEMU has no such job',
    });
  });

  test('is a failure once QEMU said that it aborts, whatever is lost after that', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ended = own.ended();
    jobs.go('j', 'aborting');
    jobs.told = false;
    jobs.vanish('j');
    await jobs.clock.advance(1_000);
    expect(await ended).toEqual({ outcome: 'failed', error: undefined });
  });

  test('is not taken from the event before QEMU shows it', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ended = own.ended();
    jobs.qemu.emit<string>('JOB_STATUS_CHANGE', { id: 'j', status: 'concluded' });
    jobs.qemu.emit<string>('JOB_STATUS_CHANGE', { id: 'j', status: 'null' });
    await jobs.clock.advance(10_000);
    expect(await outcomeOf(ended)).toBeUndefined();
    jobs.finish('j', { error: 'late' });
    expect(await ended).toEqual({ outcome: 'failed', error: 'late' });
  });

  test('is that of this job, not of another one', async () => {
    await using jobs = await fakeJobs();
    for (const id of ['j', 'k']) jobs.go(id, 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ended = own.ended();
    jobs.finish('k', { error: 'not ours' });
    await jobs.clock.advance(3_000);
    expect(await outcomeOf(ended)).toBeUndefined();
    jobs.finish('j');
    expect(await ended).toEqual({ outcome: 'completed' });
  });

  test('is unknown when the session dies first, with how it died', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const waiting = [
      own.ended(),
      errorOf(own.reached('ready')),
      own
        .progress()
        .next()
        .then(() => 'an item'),
    ];
    await jobs.clock.advance(10);
    jobs.qemu.wire.hangUp();
    const [end, error] = await Promise.all(waiting);
    expect(end).toEqual({ outcome: 'unknown', why: 'closed', reason: { kind: 'ended' } });
    expect(error).toBeInstanceOf(SessionClosedError);
    // Whoever comes later is told the same.
    expect(await own.ended()).toEqual(end);
    using later = job(jobs.client, 'j', { clock: jobs.clock });
    expect(await later.ended()).toEqual(end);
  });

  test('that was heard stays known when the session dies right after it', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    jobs.qemu.on('query-jobs', answer.never);
    const ended = own.ended();
    jobs.finish('j');
    await jobs.clock.advance(10);
    expect(await outcomeOf(ended)).toBeUndefined();
    jobs.qemu.wire.hangUp();
    expect(await ended).toEqual({ outcome: 'completed' });
  });
});

describe('a state', () => {
  test('is waited for until it comes', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ready = own.reached('ready');
    await jobs.clock.advance(2_500);
    expect(await outcomeOf(ready)).toBeUndefined();
    jobs.go('j', 'ready');
    expect(await ready).toBe('ready');
  });

  test('is found without any event', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock, interval: 700 });
    const ready = own.reached('ready');
    await jobs.clock.advance(10);
    jobs.told = false;
    jobs.go('j', 'ready');
    await jobs.clock.advance(650);
    expect(await outcomeOf(ready)).toBeUndefined();
    await jobs.clock.advance(100);
    expect(await outcomeOf(ready)).toEqual({ value: 'ready' });
  });

  test.each([
    // The state it is in, the one that is waited for, and whether it has been.
    ['running', 'created', true],
    ['paused', 'running', true],
    ['standby', 'ready', true],
    ['pending', 'waiting', true],
    ['pending', 'running', true],
    ['waiting', 'ready', false],
    ['pending', 'paused', false],
    ['aborting', 'ready', false],
    ['aborting', 'pending', false],
  ] as const)('of a job that is %s: %s has been: %s', async (now, wanted, has) => {
    await using jobs = await fakeJobs();
    jobs.told = false;
    jobs.go('j', now);
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    if (has) expect(await own.reached(wanted)).toBe(now);
    else
      expect(await errorOf(own.reached(wanted))).toMatchObject({
        message: `job j will not be ${wanted}: it is ${now}`,
        code: 'ERR_JOB_STATUS',
        job: 'j',
        wanted,
        status: now,
        end: undefined,
      });
  });

  test('that was only heard of, and passed, has been', async () => {
    await using jobs = await fakeJobs();
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    jobs.go('j', 'created', 'running', 'ready', 'waiting', 'pending');
    await jobs.clock.advance(1);
    expect(await own.reached('ready')).toBe('pending');
  });

  test.each([
    [{}, 'pending', 'null'],
    [{}, 'concluded', 'null'],
    [{ stays: true }, 'running', 'concluded'],
    [{ error: 'x' }, 'concluded', 'null'],
  ] as const)('of a job that is over (%j): %s has been', async (how, wanted, now) => {
    await using jobs = await fakeJobs();
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    jobs.go('j', 'created', 'running');
    jobs.finish('j', how);
    await jobs.clock.advance(1);
    expect(await own.reached(wanted)).toBe(now);
  });

  test('that can not come any more is told at the end, with the end', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ready = errorOf(own.reached('ready'));
    await jobs.clock.advance(10);
    jobs.finish('j', { error: 'No space left' });
    expect(await ready).toBeInstanceOf(JobStatusError);
    expect(await ready).toMatchObject({
      message: 'job j will not be ready: it has failed: No space left',
      end: { outcome: 'failed' },
    });
  });

  test('of a newer QEMU excludes nothing', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'hibernating');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ready = own.reached('ready');
    await jobs.clock.advance(10);
    jobs.go('j', 'ready');
    expect(await ready).toBe('ready');
  });
});

describe('progress', () => {
  test('is told when it is new, and ends with the job', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock, interval: 100 });
    const seen: unknown[] = [];
    const reading = (async () => {
      const progress = own.progress();
      for (let next = await progress.next(); ; next = await progress.next()) {
        if (next.done) return next.value;
        seen.push([next.value.current, next.value.total]);
      }
    })();
    for (const [current, total] of [
      [10, 100],
      [10, 100],
      [30, 100],
      [30, 200],
    ] as const) {
      jobs.progress('j', current, total);
      await jobs.clock.advance(250);
    }
    jobs.progress('j', 200, 200);
    jobs.finish('j', { stays: true });
    expect(await reading).toEqual({ kind: 'ended', end: { outcome: 'completed' } });
    expect(seen).toEqual([
      [10, 100],
      [30, 100],
      [30, 200],
      [200, 200],
    ]);
  });

  test('to a consumer that is slow is the newest', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock, interval: 100 });
    const progress = own.progress();
    for (let current = 1; current <= 50; current += 1) {
      jobs.progress('j', current, 50);
      await jobs.clock.advance(100);
    }
    expect(await progress.next()).toEqual({ done: false, value: { current: 50, total: 50 } });
  });

  test.each([
    ['its consumer leaves', { kind: 'returned' }],
    ['its signal aborts', { kind: 'aborted', error: 'enough' }],
    ['the job is disposed of', { kind: 'returned' }],
    [
      'the session ends',
      { kind: 'ended', end: { outcome: 'unknown', why: 'closed', reason: { kind: 'ended' } } },
    ],
  ])('ends when %s', async (how, end) => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    const abort = new AbortController();
    const own = job(jobs.client, 'j', { clock: jobs.clock });
    const progress = own.progress({ signal: abort.signal });
    expect(await progress.next()).toEqual({ done: false, value: { current: 0, total: 0 } });
    const next = progress.next();
    if (how.includes('consumer')) void progress.return?.();
    if (how.includes('signal')) abort.abort('enough');
    if (how.includes('disposed')) own[Symbol.dispose]();
    if (how.includes('session')) jobs.qemu.wire.hangUp();
    expect(await next).toEqual({ done: true, value: end });
    expect(await progress.next()).toEqual({ done: true, value: end });
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    own[Symbol.dispose]();
  });
});

describe('waiting', () => {
  test('ends with its deadline, and says what was seen', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'created', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const [brief, usual] = [errorOf(own.reached('ready', { timeout: 1_500 })), errorOf(own.ended())];
    await jobs.clock.advance(1_500);
    expect(await brief).toBeInstanceOf(JobTimeoutError);
    expect(await brief).toMatchObject({
      message: 'job j was not ready within 1500 ms: it was last seen running',
      status: 'running',
      timeout: 1_500,
    });
    await jobs.clock.advance(600_000);
    expect(await usual).toMatchObject({ name: 'JobTimeoutError', timeout: 600_000 });
  });

  test('asks a silent QEMU once, however many jobs are followed and however long', async () => {
    await using jobs = await fakeJobs();
    for (const id of ['j', 'k', 'l']) jobs.go(id, 'running');
    jobs.qemu.on('query-jobs', answer.never);
    const followed = ['j', 'k', 'l'].map((id) => job(jobs.client, id, { clock: jobs.clock }));
    const waiting = followed.map((own) => errorOf(own.ended({ timeout: 60_000 })));
    for (let second = 0; second < 60; second += 1) {
      jobs.go('k', 'paused', 'running');
      await jobs.clock.advance(1_000);
    }
    expect(jobs.asked()).toBe(1);
    for (const error of await Promise.all(waiting))
      expect(error).toMatchObject({
        status: undefined,
        message: expect.stringContaining('has not answered'),
      });
    for (const own of followed) own[Symbol.dispose]();
  });

  test('goes on when one question fails, and tells of it if that lasts', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const scripted = jobs.qemu.on('query-jobs', answer.error('not now'));
    expect(scripted).toBeDefined();
    const error = errorOf(own.ended({ timeout: 5_000 }));
    await jobs.clock.advance(5_000);
    expect(await error).toMatchObject({
      message: 'job j was not over within 5000 ms: QEMU has not answered for it, and query-jobs failed last',
      cause: { desc: 'not now' },
    });
    expect(jobs.asked()).toBeGreaterThan(3);
  });

  test('asks in bursts no more than is needed', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    const ended = own.ended();
    await jobs.clock.advance(1);
    for (let times = 0; times < 100; times += 1) jobs.go('j', 'paused', 'running');
    await jobs.clock.advance(1);
    expect(jobs.asked()).toBeLessThanOrEqual(4);
    jobs.finish('j');
    await ended;
  });

  test('looks again at once when something happened while QEMU was asked', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'running');
    using own = job(jobs.client, 'j', { clock: jobs.clock, interval: 60_000 });
    const ended = own.ended();
    await jobs.clock.advance(1);
    jobs.delay = 100;
    jobs.go('j', 'paused', 'running');
    await jobs.clock.advance(50);
    jobs.finish('j');
    expect(await outcomeOf(ended)).toBeUndefined();
    await jobs.clock.advance(200);
    expect(await outcomeOf(ended)).toEqual({ value: { outcome: 'completed' } });
  });

  test('is over when its signal aborts or the job is disposed of', async () => {
    await using jobs = await fakeJobs();
    jobs.go('j', 'running');
    const own = job(jobs.client, 'j', { clock: jobs.clock });
    const abort = new AbortController();
    const aborted = errorOf(own.ended({ signal: abort.signal }));
    const left = errorOf(own.reached('ready'));
    abort.abort();
    expect(await aborted).toBeInstanceOf(AbortError);
    own[Symbol.dispose]();
    own[Symbol.dispose]();
    expect(await left).toMatchObject({ name: 'AbortError', cause: 'it is not followed any more' });
    expect(await errorOf(own.ended())).toBeInstanceOf(AbortError);
  });

  test('refuses what can not be waited for', async () => {
    await using jobs = await fakeJobs();
    expect(() => job(jobs.client, '')).toThrow(OptionError);
    expect(() => job(jobs.client, 'j', { interval: 1 })).toThrow(OptionError);
    expect(() => job(jobs.client, 'j', { intervall: 100 } as object)).toThrow(OptionError);
    using own = job(jobs.client, 'j', { clock: jobs.clock });
    for (const status of ['redy', undefined, 'constructor'])
      expect(await errorOf(own.reached(status as 'ready')), status).toBeInstanceOf(OptionError);
    for (const options of [{ timeout: -1 }, { timout: 1 }] as object[])
      expect(await errorOf(own.ended(options))).toBeInstanceOf(OptionError);
    expect(() => own.progress({ sgnal: 1 } as object)).toThrow(OptionError);
    expect(jobs.asked()).toBe(0);
  });
});

describe('nothing is left behind', () => {
  test.each<readonly [string, (jobs: FakeJobs, own: ReturnType<typeof job>) => Promise<unknown>]>([
    [
      'its end',
      async (jobs, own) => {
        jobs.finish('j');
        await own.ended();
      },
    ],
    ['its end, which nobody waited for', async (jobs) => jobs.finish('j')],
    ['being disposed of', async (_, own) => own[Symbol.dispose]()],
    [
      'a wait in the middle of which it is disposed of',
      async (_, own) => {
        const ended = errorOf(own.ended());
        own[Symbol.dispose]();
        await ended;
      },
    ],
    [
      'waits and iterations that ended',
      async (jobs, own) => {
        for await (const _ of own.progress()) break;
        await own.reached('running');
        const late = errorOf(own.ended({ timeout: 10 }));
        await jobs.clock.advance(20);
        await late;
        own[Symbol.dispose]();
      },
    ],
  ])('after %s', async (_, run) => {
    await using jobs = await fakeJobs();
    const counting = countListeners(jobs);
    jobs.go('j', 'created', 'running');
    const own = job(jobs.client, 'j', { clock: jobs.clock });
    expect(counting()).toBe(STATUS.length);
    await run(jobs, own);
    await jobs.clock.advance(1);
    expect(counting()).toBe(0);
    const asked = jobs.asked();
    await jobs.clock.advance(10_000);
    expect(jobs.asked()).toBe(asked);
    expect(Deadlines.of(jobs.clock).size).toBe(0);
  });
});

/** How many of a job's listeners the client has. */
function countListeners({ client }: FakeJobs): () => number {
  const { on } = client;
  let listeners = 0;
  client.on = (event: string, listener: (event: AnyEvent) => unknown) => {
    const stop = on.call(client, event, listener);
    let counted = 1;
    listeners += 1;
    return unsubscribe(() => {
      listeners -= counted;
      counted = 0;
      stop();
    });
  };
  return () => listeners;
}
