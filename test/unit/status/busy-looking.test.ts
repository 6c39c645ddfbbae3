// The fear: looking at so many VMs, so often, keeps the process from what it is there for.
import type { Clock, Supervisor } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { Board } from '../../../src/status/board.js';
import { supervised } from '../../scenarios/supervised.js';

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

async function* boardOf(count: number): AsyncGenerator<{ readonly board: Board; readonly clock: SlowClock }> {
  const clock = new SlowClock();
  await using s = await supervised({ run: false, supervisor: { name: 'vm' } });
  // Of the same state, under many names.
  const supervisors = Array.from({ length: count }, (_, nth) =>
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
  using board = new Board(supervisors as readonly Supervisor[], clock as Clock);
  yield { board, clock };
}

test('others get their turn every few milliseconds', async () => {
  for await (const { board, clock } of boardOf(100)) {
    const { vms } = await board.look();
    expect(vms.size).toBe(100);
    expect(clock.turns).toBe(100);
  }
});

test('those who ask at once are told the same, and so are those who ask soon after', async () => {
  for await (const { board, clock } of boardOf(1)) {
    const [one, two] = await Promise.all([board.look(), board.look()]);
    expect(two).toBe(one);
    expect(await board.look()).toBe(one);
    clock.pass(100);
    expect(await board.look()).not.toBe(one);
  }
});

test('what takes long is done less often: a tenth of the time at most', async () => {
  for await (const { board, clock } of boardOf(300)) {
    const before = clock.now();
    const one = await board.look();
    const took = clock.now() - before;
    clock.pass(took * 8);
    expect(await board.look()).toBe(one);
    clock.pass(took * 3);
    expect(await board.look()).not.toBe(one);
  }
});
