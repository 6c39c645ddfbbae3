// The fear: one bad answer kills, a hundred bad answers do not, or nobody asks any more.
import { describe, expect, test } from 'vitest';
import type { Qmp } from '../../../../src/qmp/index.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import {
  type Probe,
  type ProbeAnswer,
  type ProbeLimits,
  pets,
  Watchdog,
} from '../../../../src/watchdog/index.js';
import type { PolledOptions } from '../../../../src/watchdog/pets/polled.js';
import { Recorder } from './recorder.js';

type Answer = ProbeAnswer['verdict'] | 'reject' | 'late' | 'never';

/** A probe that answers as it is told to, and notes when it was asked. */
class Told implements Probe<ProbeLimits> {
  readonly name = 'service';
  readonly timeout = 500;
  readonly askedAt: number[] = [];
  /** How many questions are open, and were at most. */
  open = 0;
  most = 0;
  answer: Answer = 'ok';

  readonly run = async ({ clock, signal }: ProbeLimits): Promise<ProbeAnswer> => {
    this.askedAt.push(clock.now());
    this.open += 1;
    this.most = Math.max(this.most, this.open);
    try {
      if (this.answer === 'never') await clock.sleep(1e9, { signal });
      if (this.answer === 'late') await clock.sleep(400, { signal });
      if (this.answer === 'reject') throw new Error('no such host');
      const verdict = this.answer === 'late' || this.answer === 'never' ? 'ok' : this.answer;
      return { verdict, reason: verdict === 'ok' ? 'it answers' : `it is ${verdict}` };
    } finally {
      this.open -= 1;
    }
  };
}

function start(options: Partial<PolledOptions> = {}) {
  const clock = new VirtualClock();
  const probe = new Told();
  const recorder = new Recorder();
  const source = pets.probe(probe, { every: 1_000, ...options });
  const running = source.start(recorder, { clock });
  return {
    clock,
    probe,
    recorder,
    running,
    /** Each answer in its turn. */
    async answers(...answers: readonly Answer[]): Promise<string[]> {
      for (const answer of answers) {
        probe.answer = answer;
        await clock.advance(probe.askedAt.length === 0 ? 600 : 1_000);
      }
      return recorder.told;
    },
  };
}

async function end(running: AsyncDisposable): Promise<void> {
  await running[Symbol.asyncDispose]();
}

describe('the answers', () => {
  test('ok is a pet', async () => {
    expect(await start().answers('ok', 'ok')).toEqual(['opened', 'pet', 'pet']);
  });

  test('so many failures in a row are a loss, told for as long as it lasts', async () => {
    const { answers } = start({ failureThreshold: 3 });
    expect(await answers('ok', 'fail', 'fail', 'fail', 'fail', 'ok')).toEqual([
      'opened',
      'pet',
      'heard',
      'heard',
      'failed: it is fail',
      'failed: it is fail',
      'pet',
    ]);
  });

  test('fewer are none', async () => {
    const { answers, recorder } = start({ failureThreshold: 3 });
    await answers('fail', 'fail', 'ok', 'fail', 'fail', 'ok');
    expect(recorder.count(/failed/)).toBe(0);
  });

  test('an unknown one says so, and nothing is in a row over it', async () => {
    const { answers } = start({ failureThreshold: 2 });
    expect(await answers('ok', 'fail', 'unknown', 'unknown', 'fail', 'fail')).toEqual([
      'opened',
      'pet',
      'heard',
      'closed: service: it is unknown',
      'opened',
      'heard',
      'failed: it is fail',
    ]);
  });

  test('a rejection and one that comes too late are unknown', async () => {
    expect(await start().answers('reject', 'ok', 'never', 'late')).toEqual([
      'closed: service: no such host',
      'opened',
      'pet',
      'closed: service: service took longer than 500 ms',
      'opened',
      'pet',
    ]);
  });

  test('so many successes after a failure are a sign of life', async () => {
    const { answers } = start({ successThreshold: 2 });
    expect(await answers('ok', 'ok', 'ok', 'fail', 'ok', 'unknown', 'ok', 'ok')).toEqual([
      'opened',
      'heard',
      'pet',
      'pet',
      'heard',
      'heard',
      'closed: service: it is unknown',
      'opened',
      'heard',
      'pet',
    ]);
  });

  test('a failure is unknown while it may be starting, and no longer than until the first success', async () => {
    const { answers } = start({ grace: 10_000, failureThreshold: 1 });
    expect(await answers('fail', 'fail', 'ok', 'fail')).toEqual([
      'closed: service: it may be starting: it is fail',
      'opened',
      'pet',
      'failed: it is fail',
    ]);
    const late = start({ grace: 1_500, failureThreshold: 1 });
    expect(await late.answers('fail', 'fail', 'fail')).toEqual([
      'closed: service: it may be starting: it is fail',
      'opened',
      'failed: it is fail',
    ]);
  });
});

describe('the questions', () => {
  test('do not drift, and one is asked at a time', async () => {
    const { clock, probe, running } = start({ every: 300 });
    probe.answer = 'late';
    await clock.advance(3_000);
    expect(probe.askedAt).toEqual([0, 600, 1_200, 1_800, 2_400, 3_000]);
    expect(probe.most).toBe(1);
    await clock.runUntil(end(running));
    expect(probe.open, 'what was under way was ended').toBe(0);
    await clock.advance(10_000);
    expect(probe.askedAt).toHaveLength(6);
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('that fell into a stall of this process are not asked in a bunch', async () => {
    const { clock, probe } = start();
    await clock.advance(500);
    await clock.stall(10_000);
    await clock.advance(1_000);
    expect(probe.askedAt).toEqual([0, 10_500, 11_000]);
  });

  test('a failure that this process found while it stood still itself is unknown', async () => {
    const { clock, probe, recorder } = start({ failureThreshold: 1 });
    probe.answer = 'ok';
    await clock.advance(500);
    const { run } = probe;
    Object.assign(probe, {
      run: async (limits: ProbeLimits) => {
        await limits.clock.sleep(100, { signal: limits.signal });
        await run(limits);
        return { verdict: 'fail', reason: 'it was silent' };
      },
    });
    await clock.advance(550);
    await clock.stall(450);
    await clock.advance(0);
    expect(recorder.told.at(-1)).toMatch(/^closed: service: own-lag: \d+ ms, in which it was silent/);
  });

  test('nothing is told after the end', async () => {
    const { clock, probe, recorder, running } = start();
    probe.answer = 'late';
    await clock.advance(100);
    await clock.runUntil(end(running));
    expect(recorder.told).toEqual([]);
  });
});

describe('with a watchdog', () => {
  test('it expires at once when what is asked about is lost, and recovers', async () => {
    const clock = new VirtualClock();
    const probe = new Told();
    const source = pets.probe(probe, { every: 1_000 });
    await using dog = new Watchdog({ id: 'service', timeout: 60_000, pets: source, clock });
    const log: string[] = [];
    dog.on('transition', ({ type, at }) => log.push(`${type}@${at}`));
    dog.start();
    await clock.advance(500);
    probe.answer = 'fail';
    await clock.advance(3_000);
    probe.answer = 'unknown';
    await clock.advance(100_000);
    probe.answer = 'ok';
    await clock.advance(1_000);
    expect(log).toEqual([
      'unknown@0',
      'armed@0',
      'known@0',
      'expired@3000',
      'unknown@4000',
      'known@104000',
      'recovered@104000',
    ]);
  });

  test('what is unknown for ever never expires', async () => {
    const clock = new VirtualClock();
    const probe = new Told();
    const pauses = pets.probe(probe, { every: 1_000 });
    await using dog = new Watchdog({ id: 'service', timeout: 5_000, pets: pauses, clock });
    dog.start();
    probe.answer = 'reject';
    await clock.advance(1_000_000);
    expect(dog.snapshot).toMatchObject({ state: 'armed', unknownBecause: 'service: no such host' });
  });

  test('a timeout that is up before the failures are counted is refused, with the numbers', () => {
    const source = pets.probe(new Told(), { every: 5_000, failureThreshold: 3 });
    const make = (timeout: number): Watchdog => new Watchdog({ id: 'service', timeout, pets: source });
    expect(() => make(15_500)).toThrow(
      'watchdog.timeout must be more than 15500 ms, for which probe service may be without a pet although all is well; got 15500',
    );
    expect(make(15_501).timeout).toBe(15_501);
  });
});

describe('options', () => {
  test.each([
    [{}, 'every'],
    [{ every: 0 }, 'every'],
    [{ every: 1_000, failureThreshold: 0 }, 'failureThreshold'],
    [{ every: 1_000, successThreshold: 1.5 }, 'successThreshold'],
    [{ every: 1_000, grace: -1 }, 'grace'],
    [{ every: 1_000, vm: 'vm1' }, 'vm'],
    [{ every: 1_000, period: 1 }, 'pets.probe.period'],
  ])('%o is refused', (options, option) => {
    expect(() => pets.probe(new Told(), options as PolledOptions)).toThrow(option);
  });

  test('a probe that is none is refused', () => {
    expect(() => pets.probe({ name: 'x' } as never, { every: 1_000 })).toThrow('probe must be a probe');
  });

  test('a probe of a VM is given it', async () => {
    const clock = new VirtualClock();
    const vm = { execute() {} } as unknown as Qmp;
    const seen: unknown[] = [];
    const probe: Probe = {
      name: 'vm',
      timeout: 100,
      async run(context) {
        seen.push(context.vm);
        return { verdict: 'ok', reason: '' };
      },
    };
    // @ts-expect-error Without a VM it does not compile.
    pets.probe(probe, { every: 1_000 });
    await using _ = pets.probe(probe, { every: 1_000, vm }).start(new Recorder(), { clock });
    await clock.advance(0);
    expect(seen).toEqual([vm]);
  });
});
