// The fear: events of a job that are lost, doubled or late make it end in a way that it did not.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JobEnd, job } from '../../src/qmp/index.js';
import { fakeJobs } from '../unit/qmp/fake-jobs.js';

/** What happens to one event: never delivered, or once or more, each time so many milliseconds late. */
const fate = fc.array(fc.nat({ max: 300 }), { maxLength: 2 });

const life = fc.record({
  /** Between running and the end. */
  middle: fc.constantFrom<readonly string[]>(
    [],
    ['paused', 'running'],
    ['ready'],
    ['paused', 'running', 'ready', 'standby', 'ready'],
  ),
  how: fc.constantFrom<'completed' | 'failed' | 'cancelled'>('completed', 'failed', 'cancelled'),
  stays: fc.boolean(),
  fates: fc.array(fate, { minLength: 12, maxLength: 12 }),
  /** How long each state lasts. */
  pace: fc.integer({ min: 1, max: 800 }),
  /** When somebody waits; it is listened for from the beginning. */
  waits: fc.nat({ max: 2_000 }),
  interval: fc.integer({ min: 10, max: 1_000 }),
});

test('a job ends as it did, or it is unknown how, and never later than the next look', async () => {
  await fc.assert(
    fc.asyncProperty(life, async ({ middle, how, stays, fates, pace, waits, interval }) => {
      await using jobs = await fakeJobs();
      const { clock, qemu } = jobs;
      // Events come only as fate will have it.
      jobs.told = false;
      let number = 0;
      const send = (event: string, data: object): void => {
        for (const delay of fates[number % fates.length] ?? [])
          clock.setTimer(delay, () => qemu.emit<string>(event, data));
        number += 1;
      };
      const passed = new Set<string>();
      const go = (status: string): void => {
        passed.add(status);
        jobs.go('j', status);
        send('JOB_STATUS_CHANGE', { id: 'j', status });
      };
      using own = job(jobs.client, 'j', { clock, interval });
      const settled: { end?: JobEnd; ready?: string } = {};
      clock.setTimer(waits, () => {
        void own.ended().then((end) => Object.assign(settled, { end }));
        void own.reached('ready').then(
          () => Object.assign(settled, { ready: 'reached' }),
          () => Object.assign(settled, { ready: 'missed' }),
        );
      });
      for (const status of ['created', 'running', ...middle]) {
        go(status);
        await clock.advance(pace);
      }
      for (const status of how === 'completed' ? ['waiting', 'pending'] : ['aborting']) go(status);
      send(how === 'cancelled' ? 'BLOCK_JOB_CANCELLED' : 'BLOCK_JOB_COMPLETED', {
        device: 'j',
        ...(how === 'failed' ? { error: 'No space left' } : {}),
      });
      if (stays) jobs.end('j', how === 'completed' ? undefined : 'No space left');
      else jobs.vanish('j');
      passed.add('concluded');
      send('JOB_STATUS_CHANGE', { id: 'j', status: 'concluded' });
      await clock.advance(Math.max(interval, waits) + 1);
      const outcome = settled.end?.outcome;
      // Of a cancelled job that QEMU shows with its error only the event tells which it was.
      const truths = how === 'cancelled' ? ['cancelled', 'failed', 'unknown'] : [how, 'unknown'];
      expect(truths).toContain(outcome);
      if (stays) expect(outcome).not.toBe('unknown');
      expect(settled.ready).toBeDefined();
      if (settled.ready === 'reached') expect([...passed]).toEqual(expect.arrayContaining(['ready']));
    }),
    { numRuns: 300 },
  );
});
