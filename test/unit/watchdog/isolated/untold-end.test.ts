// The fear: a flood of what happens in the thread piles up for a main thread that is busy, or hides how it ended.
import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/testing/index.js';
import { Residents } from '../../../../src/watchdog/isolated/residents.js';
import type { Report } from '../../../../src/watchdog/isolated/messages.js';

function resident(): {
  readonly clock: VirtualClock;
  readonly residents: Residents;
  readonly told: string[];
} {
  const clock = new VirtualClock();
  const told: string[] = [];
  const residents = new Residents({
    clock,
    shift: 0,
    report: (report: Report) =>
      told.push(report.told === 'transition' ? `${report.transition.type}@${clock.now()}` : report.told),
    answer: () => {},
  });
  residents.take({ do: 'create', watchdog: 1, settings: { id: 'guest', timeout: 60_000, pretimeout: 0 } });
  residents.take({ do: 'call', watchdog: 1, call: ['start'] });
  return { clock, residents, told };
}

/** It expires and recovers so often. */
function flood(residents: Residents, times: number): void {
  for (let time = 0; time < times; time += 1) {
    residents.take({ do: 'call', watchdog: 1, call: ['trigger'] });
    residents.take({ do: 'call', watchdog: 1, call: ['pet'] });
  }
}

test('of a flood of transitions a hundred are told, and a second later how it stands, of each kind', async () => {
  const { clock, residents, told } = resident();
  flood(residents, 10_000);
  residents.take({ do: 'call', watchdog: 1, call: ['pause', 'backup', 5_000] });
  expect(told).toHaveLength(100);
  expect(told.slice(0, 3)).toEqual(['armed@0', 'expired@0', 'recovered@0']);
  await clock.advance(999);
  expect(told).toHaveLength(100);
  await clock.advance(1);
  expect(told.slice(100)).toEqual(['recovered@1000', 'paused@1000']);
  // And nothing of it again.
  await clock.advance(4_000);
  expect(told.slice(102)).toEqual(['resumed@5000']);
});

test('what comes when there is time again stands for what was withheld of its kind', async () => {
  const { clock, residents, told } = resident();
  flood(residents, 60);
  await clock.advance(500);
  residents.take({ do: 'call', watchdog: 1, call: ['disarm'] });
  await clock.advance(60_000);
  expect(told.slice(100)).toEqual(['disarmed@500']);
});

test('the end of a watchdog is told after all that was withheld', async () => {
  const { clock, residents, told } = resident();
  flood(residents, 60);
  residents.take({ do: 'end', watchdog: 1 });
  await clock.advance(10_000);
  expect(told.slice(100)).toEqual(['disarmed@0', 'ended']);
});
