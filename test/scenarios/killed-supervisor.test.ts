// The fear: a supervisor that is killed in the middle forgets what it was doing, does it again, or counts anew.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'tsdown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JournalRecord, readJournal, systemClock } from 'qmp-watchdog';
import { answer, FakeQemu } from 'qmp-watchdog/testing';
import { Random } from '../fuzz/random.js';
import { repository } from '../rules/run.js';

const KILLS = 30;
const LIMIT = 40;

let directory: string;
let random: Random;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
  random = new Random(20_260_101);
  // In one file each: a process that loads the sources one by one takes a second to begin.
  await build({
    config: false,
    cwd: repository,
    entry: {
      supervisor: 'test/scenarios/killed/supervisor.ts',
      writer: 'test/scenarios/killed/writer.ts',
    },
    alias: { 'qmp-watchdog': join(repository, 'src/index.ts') },
    noExternal: /^(?!node:)/,
    inlineOnly: false,
    outDir: directory,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    logLevel: 'silent',
  });
}, 30_000);

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** A process, and the lines that it wrote. */
class Life {
  readonly lines: string[] = [];
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #wake: () => void = () => {};

  constructor(program: string, ...args: readonly string[]) {
    this.#child = spawn(process.execPath, [join(directory, `${program}.mjs`), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('it has no output');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        resolve(code);
        this.#wake();
      });
    });
  }

  async until(fits: (lines: readonly string[]) => boolean): Promise<void> {
    while (!fits(this.lines)) {
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${this.lines.join(' ')}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }
}

async function recordsIn(path: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const record of readJournal(path)) records.push(record);
  return records;
}

const of = <K extends JournalRecord['kind']>(records: readonly JournalRecord[], kind: K) =>
  records.filter((record): record is Extract<JournalRecord, { kind: K }> => record.kind === kind);

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
    const life = new Life('supervisor', path, journal, String(LIMIT));
    // Some do not even get to their journal.
    if (kill % 6 !== 0) await life.until((lines) => lines.includes('started'));
    await systemClock.sleep(random.below(60));
    await life.end('SIGKILL');
  }
  // This one lives until it has done all that it may, and the last one finds it halted.
  for (let life = 0; life < 2; life += 1) {
    const last = new Life('supervisor', path, journal, String(LIMIT));
    await last.until((lines) => lines.includes('halted'));
    await last.end('SIGTERM');
  }
  crashing.abort();
  await crashes;

  const records = await recordsIn(journal);
  const triggers = of(records, 'trigger').map(({ incident }) => incident);
  const intents = of(records, 'intent');
  const results = of(records, 'result');
  expect(triggers, 'each incident has a number of its own').toEqual(triggers.map((_, n) => `i${n + 1}`));
  expect(triggers, 'no restart makes room for more').toHaveLength(LIMIT);
  expect(of(records, 'ended').map(({ incident }) => incident)).toEqual(triggers);
  expect(new Set(intents.map(({ incident }) => incident)).size, 'nothing is repeated').toBe(intents.length);
  expect(
    results.map(({ incident, order }) => `${incident}/${order}`),
    'every intent has one result',
  ).toEqual(intents.map(({ incident, order }) => `${incident}/${order}`));
  const resets = qemu.received.filter(({ name }) => name === 'system_reset').length;
  expect(resets, 'nothing is done without an intent').toBeLessThanOrEqual(intents.length);
  expect(results.filter(({ outcome }) => outcome === 'done').length).toBeLessThanOrEqual(resets);
  const cut = results.filter(({ reason }) => reason === 'restarted');
  expect(cut.length, 'some kill came in the middle').toBeGreaterThan(0);
  expect(cut.every(({ outcome }) => outcome === 'unknown')).toBe(true);
  expect(of(records, 'halted')).toHaveLength(1);
  expect(of(records, 'page').at(-1)?.reason).toMatch(/still halted from before the restart/);
});

test('killed while it fills file after file: whatever was on disk can be read', {
  timeout: 20_000,
}, async () => {
  const journal = join(directory, 'filled.jsonl');
  let told = 0;
  for (let kill = 0; kill < 6; kill += 1) {
    const life = new Life('writer', journal);
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
