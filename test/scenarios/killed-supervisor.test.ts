// The fear: a supervisor that is killed in the middle forgets what it was doing, does it again, or counts anew.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from 'qmp-watchdog';
import { answer, FakeQemu } from 'qmp-watchdog/testing';
import { Random } from '../fuzz/random.js';
import { buildPrograms, Life } from './killed/life.js';
import { expectRemembered, of, recordsIn } from './killed/remembered.js';

const KILLS = 30;
const LIMIT = 40;

let directory: string;
let random: Random;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
  random = new Random(20_260_101);
  await buildPrograms(directory, 'supervisor', 'writer');
}, 30_000);

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

test(`killed ${KILLS} times, at any moment`, { timeout: 30_000 }, async () => {
  const path = join(directory, 'qmp');
  const journal = join(directory, 'vm1.jsonl');
  await using qemu = new FakeQemu();
  await qemu.listen({ path });
  qemu.on('system_reset', () => answer.after(random.below(15), answer.builtIn));
  const crashing = new AbortController();
  const crashes = (async () => {
    for (;;) {
      await systemClock.sleep(3, { signal: crashing.signal });
      qemu.emit('GUEST_CRASHLOADED', { action: 'run' });
    }
  })().catch(() => {});

  for (let kill = 0; kill < KILLS; kill += 1) {
    const life = new Life(directory, 'supervisor', path, journal, String(LIMIT));
    // Some do not even get to their journal.
    if (kill % 6 !== 0) await life.until((lines) => lines.includes('started'));
    await systemClock.sleep(random.below(60));
    await life.end('SIGKILL');
  }
  // This one lives until it has done all that it may, and the last one finds it halted.
  for (let life = 0; life < 2; life += 1) {
    const last = new Life(directory, 'supervisor', path, journal, String(LIMIT));
    await last.until((lines) => lines.includes('halted'));
    await last.end('SIGTERM');
  }
  crashing.abort();
  await crashes;

  const resets = qemu.received.filter(({ name }) => name === 'system_reset').length;
  expectRemembered(await recordsIn(journal), { limit: LIMIT, resets });
});

test('killed while it fills file after file: whatever was on disk can be read', {
  timeout: 20_000,
}, async () => {
  const journal = join(directory, 'filled.jsonl');
  let told = 0;
  for (let kill = 0; kill < 6; kill += 1) {
    const life = new Life(directory, 'writer', journal);
    await life.until((lines) => lines.length > 5);
    await systemClock.sleep(random.below(20));
    await life.end('SIGKILL');
    expect(Number(life.lines[0]), 'the next one goes on').toBeGreaterThan(told);
    told = Number(life.lines.at(-1));
  }
  const records = await recordsIn(journal);
  const triggers = of(records, 'trigger').map(({ incident }) => incident);
  expect(triggers, 'none is lost, none is there twice').toEqual(triggers.map((_, n) => `i${n + 1}`));
  expect(of(records, 'intent').at(-1)?.order, 'what was told is there').toBeGreaterThanOrEqual(told);
  expect(of(records, 'carried').length, 'files were changed').toBeGreaterThan(5);
});
