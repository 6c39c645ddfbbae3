// The fear: a supervisor that is killed in the middle of a real reset does it again, counts anew, or lifts what is barred.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QmpClient, systemClock, Vm } from 'qmp-watchdog';
import { Random } from '../fuzz/random.js';
import { buildPrograms, Life } from '../scenarios/killed/life.js';
import { expectRemembered, of, recordsIn } from '../scenarios/killed/remembered.js';
import { startGuest } from './qemu-under-test.js';

/** How often it is killed: `QMP_WATCHDOG_KILLS=200` for more. */
const KILLS = Number(process.env['QMP_WATCHDOG_KILLS'] ?? 12);
/** More than they come to do before they are killed. */
const LIMIT = 3 * KILLS;
const BARRED = 'its owner has moved it';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
  await buildPrograms(directory, 'real-supervisor');
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

test(`killed ${KILLS} times, at any moment`, { timeout: 60_000 + 1_000 * KILLS }, async () => {
  const random = new Random(20_260_102);
  const [interlocks, journal] = [join(directory, 'interlocks'), join(directory, 'vm1.jsonl')];
  await using guest = await startGuest({ monitors: 2, args: ['-uuid', randomUUID()] });
  {
    await using owner = await Vm.connect({ path: guest.qmpPath }, { interlocks });
    await owner.interlock('cont', BARRED);
  }
  await using operator = await QmpClient.connect({ path: guest.qmpPaths[1]! });
  let resets = 0;
  operator.on('RESET', () => {
    resets += 1;
  });
  const crashing = new AbortController();
  const crashes = crash(operator, crashing.signal);

  const start = (): Life =>
    new Life(directory, 'real-supervisor', guest.qmpPath, interlocks, journal, String(LIMIT));
  let begun = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const life = start();
    // Some do not even get to their journal.
    if (kill % 6 !== 0) await life.until((lines) => lines.includes('started'));
    await systemClock.sleep(random.below(60));
    await life.end('SIGKILL');
    if (!life.lines.includes('started')) continue;
    begun += 1;
    expect(life.lines.slice(0, 2)).toEqual([`cont is barred: ${BARRED}`, 'cont: InterlockedError']);
  }
  const before = (await recordsIn(journal)).length;
  // This one lives until it has done all that it may, and the last one finds it halted.
  for (let life = 0; life < 2; life += 1) {
    const last = start();
    await last.until((lines) => lines.includes('halted'));
    await last.end('SIGTERM');
  }
  crashing.abort();
  await crashes;

  const records = await recordsIn(journal);
  // What was left for the last but one does not count: nobody killed it.
  const done = of(records.slice(0, before), 'intent').length;
  expect(done, `${begun} began, and came to do something`).toBeGreaterThan(0);
  expectRemembered(records, { limit: LIMIT, resets });
  expect(await operator.execute('query-status')).toMatchObject({ running: true });
});

/** Its guest loads its crash kernel again and again: by the port of the pvpanic device, whatever the guest does. */
async function crash(operator: QmpClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await operator.execute('human-monitor-command', { 'command-line': 'o /b 0x505 2' });
    await systemClock.sleep(5, { signal }).catch(() => {});
  }
}
