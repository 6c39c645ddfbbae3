// The fear: a thread counts from another moment than the one that it tells, and an incident is dated in the future.
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import type { Answer, Report } from '../../../../src/watchdog/isolated/messages.js';
import { Residents } from '../../../../src/watchdog/isolated/residents.js';

const SHIFT = 1_000_000;

test('what happens in the thread is told in the time of who is told, and answered when all that arrived was read', async () => {
  const clock = new VirtualClock();
  const reports: Report[] = [];
  const answers: Answer[] = [];
  const residents = new Residents({
    clock,
    shift: SHIFT,
    report: (report) => reports.push(report),
    answer: (answer) => answers.push(answer),
  });
  residents.take({ do: 'create', watchdog: 7, settings: { id: 'guest', timeout: 1_000, pretimeout: 200 } });
  residents.take({ do: 'call', watchdog: 7, call: ['arm'] });
  const armed = clock.now();
  await clock.advance(2_000);
  expect(
    reports.map((report) =>
      report.told === 'transition'
        ? [report.watchdog, report.transition.type, report.transition.at - armed]
        : [report.watchdog, report.told, report.told === 'quiet' && report.quiet.at - armed],
    ),
  ).toEqual([
    [7, 'armed', SHIFT],
    [7, 'quiet', SHIFT + 500],
    [7, 'pretimeout', SHIFT + 800],
    [7, 'expired', SHIFT + 1_000],
  ]);

  residents.take({ do: 'look', watchdog: 7, question: 1 });
  // It was under way when it was asked.
  residents.take({ do: 'call', watchdog: 7, call: ['pet'] });
  residents.take({ do: 'look', watchdog: 8, question: 2 });
  await clock.advance(0);
  expect(answers).toMatchObject([
    { question: 1, look: { timeout: 1_000, snapshot: { id: 'guest', state: 'armed', petCount: 1 } } },
    { question: 2, look: undefined },
  ]);

  residents.take({ do: 'end', watchdog: 7 });
  await clock.advance(0);
  expect(reports.at(-1)).toMatchObject({
    watchdog: 7,
    told: 'ended',
    look: { snapshot: { state: 'disarmed' } },
  });
  // Of one that is gone, nothing.
  const told = reports.length;
  residents.take({ do: 'call', watchdog: 7, call: ['arm'] });
  residents.take({ do: 'end', watchdog: 7 });
  await clock.advance(5_000);
  expect(reports).toHaveLength(told);
});
