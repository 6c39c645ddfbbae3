// The fear: our own process stands still, and a guest that beat all the time is reset; or a dead one never is.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { type JournalRecord, QmpClient } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { startGuest } from './qemu-under-test.js';

const TIMEOUT = 600;
const STALL = 1_000;
const LONG_STALL = 5_000;

interface Said {
  readonly naive?: 'expired';
  readonly blocking?: true;
  readonly petCount?: number;
  readonly state?: string;
  readonly record?: JournalRecord;
}

class Supervising implements AsyncDisposable {
  readonly guest: Guest;
  readonly operator: QmpClient;
  readonly said: Said[] = [];
  readonly #child: ChildProcess;
  resets = 0;

  constructor(guest: Guest, operator: QmpClient) {
    this.guest = guest;
    this.operator = operator;
    operator.on('RESET', () => {
      this.resets += 1;
    });
    const script = fileURLToPath(new URL('stalled-process.ts', import.meta.url));
    this.#child = spawn(
      process.execPath,
      ['--import', 'tsx', script, guest.qmpPath, guest.serialPath, String(TIMEOUT)],
      { stdio: ['pipe', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) },
    );
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.said.push(JSON.parse(line)));
  }

  tell(line: string): void {
    this.#child.stdin!.write(`${line}\n`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async hears(what: (said: Said) => boolean, of: string): Promise<void> {
    await vi.waitFor(() => expect(this.said.some(what), of).toBe(true), { timeout: 20_000, interval: 10 });
  }

  /** So many pets have been counted, and the watchdog is armed. */
  async beating(count: number): Promise<void> {
    await vi.waitFor(
      () => {
        this.tell('count');
        expect(this.said.findLast(({ petCount }) => petCount !== undefined)).toMatchObject({
          state: 'armed',
        });
        expect(this.said.some(({ petCount = 0 }) => petCount >= count)).toBe(true);
      },
      { timeout: 20_000, interval: 50 },
    );
  }

  get naiveExpiries(): number {
    return this.said.filter(({ naive }) => naive !== undefined).length;
  }

  /** Its watchdog's transitions and its supervisor's acts. */
  get story(): string[] {
    return this.said.flatMap(({ record }) => {
      if (record?.kind === 'watchdog') return [record.transition];
      return record?.kind === 'intent' ? [`intent ${record.action}`] : [];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    await this.operator.close();
    await this.guest[Symbol.asyncDispose]();
  }
}

async function supervising(): Promise<Supervising> {
  const guest = await startGuest({ monitors: 2 });
  const supervised = new Supervising(guest, await QmpClient.connect({ path: guest.qmpPaths[1]! }));
  await supervised.beating(5);
  return supervised;
}

/** Lets our process stand still for so many milliseconds. Returns when that has begun. */
const stalls = {
  'a busy loop': async (s: Supervising, duration: number) => {
    s.tell(`block ${duration}`);
    await s.hears(({ blocking }) => blocking === true, 'it blocks');
  },
  'SIGSTOP from outside': async (s: Supervising, duration: number) => {
    s.kill('SIGSTOP');
    void sleep(duration).then(() => s.kill('SIGCONT'));
  },
};

describe.concurrent.each(Object.entries(stalls))('%s for a second, and for five', (_, stall) => {
  test('while the pets wait in the socket: no false expiry', async () => {
    await using s = await supervising();
    // Six times, because luck could hide it once.
    for (const duration of [STALL, STALL, STALL, STALL, STALL, LONG_STALL]) {
      await stall(s, duration);
      await sleep(duration + 500);
    }
    await s.beating(60);
    expect(s.story.filter((entry) => entry !== 'late')).toEqual(['unknown', 'armed', 'known']);
    expect(s.resets).toBe(0);
    // That this is no matter of course: a timer that each pet sets anew takes our own standstill for the guest's.
    expect(s.naiveExpiries).toBeGreaterThan(0);
  });

  test('a guest that really died behind it is found, and reset', async () => {
    await using s = await supervising();
    await stall(s, LONG_STALL);
    await s.guest.send('k');
    const died = performance.now();
    await s.hears(({ record }) => record?.kind === 'ended', 'the incident is over');
    expect(performance.now() - died).toBeLessThan(LONG_STALL + TIMEOUT + 4_000);
    // The guest is up again so fast that its first beat may come together with the word of its reset.
    expect(s.story.filter((entry) => entry !== 'late' && entry !== 'grace')).toEqual([
      'unknown',
      'armed',
      'known',
      'expired',
      'intent system_reset',
      'recovered',
    ]);
    expect(s.resets).toBe(1);
  });
});
