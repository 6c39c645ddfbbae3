// The fear: looking at so many VMs, so often, keeps the process from what it is there for.
import type { Supervisor } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { Board } from '../../../src/status/board.js';
import { supervised } from '../../scenarios/supervised.js';
import { serve } from './served.js';

/** Time passes while something is done, not only between. */
class SlowClock extends VirtualClock {
  turns = 0;
  #lost = 0;

  override now(): number {
    return super.now() + this.#lost;
  }

  pass(milliseconds: number): void {
    this.#lost += milliseconds;
  }

  override atEndOfTurn(callback: () => void): void {
    this.turns += 1;
    queueMicrotask(callback);
  }
}

/** What it takes to look at one, in milliseconds. */
const TAKES = 2;

interface Busy {
  readonly board: Board;
  readonly clock: SlowClock;
  /** Whom the board is told of. */
  readonly supervisors: Supervisor[];
}

async function* boardOf(count: number): AsyncGenerator<Busy> {
  const clock = new SlowClock();
  await using s = await supervised({ run: false, supervisor: { name: 'vm' } });
  // Of the same state, under many names.
  const supervisors: Supervisor[] = Array.from({ length: count }, (_, nth) =>
    Object.create(s.supervisor, {
      name: { value: `vm${nth}` },
      snapshot: {
        get: () => {
          clock.pass(TAKES);
          return s.supervisor.snapshot;
        },
      },
      on: { value: s.supervisor.on.bind(s.supervisor) },
    }),
  );
  using board = new Board(() => supervisors, clock);
  yield { board, clock, supervisors };
}

test('others get their turn every few milliseconds', async () => {
  for await (const { board, clock } of boardOf(100)) {
    const { vms } = await board.look();
    expect(vms.size).toBe(100);
    expect(clock.turns).toBe(100);
    const { text } = await board.metrics();
    expect(String(text).match(/^qmp_watchdog_supervisor_running\{/gm)).toHaveLength(100);
    expect(clock.turns).toBeGreaterThanOrEqual(200);
  }
});

test('one who is let go of while the metrics are put together is not half shown', async () => {
  for await (const { board, clock, supervisors } of boardOf(100)) {
    const putTogether = board.metrics();
    supervisors.splice(50);
    clock.pass(1_000);
    await board.look();
    const text = String((await putTogether).text);
    const shown = (name: string): number =>
      text.match(new RegExp(`^qmp_watchdog_${name}\\{`, 'gm'))?.length ?? 0;
    expect(shown('supervisor_running')).toBeLessThan(100);
    expect(shown('pages_total')).toBe(2 * shown('supervisor_running'));
  }
});

test('those who ask at once are told the same, and so are those who ask soon after', async () => {
  for await (const { board, clock } of boardOf(1)) {
    const [one, two] = await Promise.all([board.look(), board.look()]);
    expect(two).toBe(one);
    const [metrics, same] = await Promise.all([board.metrics(), board.metrics()]);
    expect(same).toBe(metrics);
    expect(await board.look()).toBe(one);
    clock.pass(100);
    expect(await board.look()).not.toBe(one);
  }
});

test('what takes long is done less often: a tenth of the time at most', async () => {
  for await (const { board, clock } of boardOf(100)) {
    const before = clock.now();
    const one = await board.look();
    const took = clock.now() - before;
    clock.pass(took * 8);
    expect(await board.look()).toBe(one);
    clock.pass(took * 3);
    expect(await board.look()).not.toBe(one);
    const metrics = await board.metrics();
    clock.pass(took * 8);
    expect(await board.metrics()).toBe(metrics);
    clock.pass(took * 3);
    // Not by `toBe`, which looks into both when they differ.
    expect((await board.metrics()) === metrics).toBe(false);
  }
});

test('of those who are answered at once, each waits until others have had their turn', async () => {
  const clock = new CountingClock();
  await using s = await supervised({ run: false, supervisor: { name: 'vm' } });
  await using served = await serve([s.supervisor], clock);
  const answers = await Promise.all(Array.from({ length: 20 }, () => served.get('/status')));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(clock.rounds).toBe(20);
});

/** Counts the rounds of the event loop that are waited for. */
class CountingClock extends VirtualClock {
  rounds = 0;

  override async drain(): Promise<void> {
    this.rounds += 1;
    await super.drain();
  }
}
