// The fear: two supervisors act on one VM, or one that has crashed bars it for ever.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Claim, ClaimedError } from '../../../src/supervisor/claim.js';
import { Recorder } from '../../../src/supervisor/recorder.js';
import { runtimeFolder } from '../../../src/vm/index.js';
import { supervised } from '../../scenarios/supervised.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claims-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(): Promise<string> {
  const [file] = await readdir(folder);
  if (file === undefined) throw new Error('there is no claim');
  return join(folder, file);
}

test('two supervisors do not write to one journal, whoever of them acts', async () => {
  const journal = join(folder, 'vm1.jsonl');
  await using first = await supervised({ journal, mode: 'observe' });
  await using second = await supervised({ journal, mode: 'observe', run: false });
  const refused = await second.supervisor.run().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ClaimedError);
  expect(refused).toMatchObject({ claimed: journal, pid: process.pid });
  expect(String(refused)).toContain('Give each a journal of its own');
  first.abort();
  await first.ended();
  second.run();
  await second.clock.advance(1_000);
  expect(second.of('started')).toHaveLength(1);
});

test('a journal has one writer by whatever name it goes', async () => {
  const journal = join(folder, 'vm1.jsonl');
  const link = join(folder, 'link.jsonl');
  await using first = await supervised({ journal, mode: 'observe' });
  await first.clock.advance(10);
  await symlink(journal, link);
  await using second = await supervised({ journal: link, mode: 'observe', run: false });
  await expect(second.supervisor.run()).rejects.toMatchObject({ code: 'ERR_CLAIMED', claimed: journal });
});

test('a claim whose folder somebody removed does not hide how the run ended', async () => {
  const runtime = join(folder, 'run');
  vi.stubEnv('QMP_WATCHDOG_RUNTIME_DIR', runtime);
  await using s = await supervised({ supervisor: { claim: 'vm1' } });
  await s.clock.advance(100);
  expect(await readdir(runtime)).toHaveLength(1);
  await rm(runtime, { recursive: true });
  s.abort();
  expect(await s.ended()).toMatchObject({ kind: 'aborted' });
  expect(s.supervisor.snapshot.running).toBe(false);
  s.run();
  await s.clock.advance(100);
  expect([s.failure, s.supervisor.snapshot.running]).toEqual([undefined, true]);
});

test('what can not begin leaves no open journal', async () => {
  const journal = join(folder, 'vm1.jsonl');
  await using s = await supervised({ journal, mode: 'observe', run: false });
  const closed = vi.spyOn(Recorder.prototype, Symbol.asyncDispose);
  vi.spyOn(Recorder.prototype, 'recalled').mockImplementation(() => {
    throw new Error('it is not known what was');
  });
  await expect(s.supervisor.run()).rejects.toThrow('it is not known what was');
  expect(closed).toHaveBeenCalledOnce();
});

test('who was told to observe may start again while another one acts', async () => {
  vi.stubEnv('QMP_WATCHDOG_RUNTIME_DIR', folder);
  await using s = await supervised({ supervisor: { claim: 'vm1' } });
  await s.clock.advance(100);
  await s.clock.runUntil(s.supervisor.observe('handed over'));
  s.abort();
  await s.ended();
  await using other = await supervised({ supervisor: { claim: 'vm1' } });
  await other.clock.advance(100);
  s.run();
  await s.clock.advance(100);
  expect([s.failure, s.supervisor.snapshot.running]).toEqual([undefined, true]);
  expect(s.supervisor.snapshot.mode).toBe('observe');
  expect(other.failure).toBeUndefined();
});

describe('two processes', () => {
  const uid = process.getuid?.() ?? 0;

  test.runIf(uid === 0)('of root find the same claims, whatever session they were started from', async () => {
    const usual = await runtimeFolder();
    vi.stubEnv('XDG_RUNTIME_DIR', '/run/user/0');
    expect(await runtimeFolder()).toBe(usual);
  });

  test('find the same claims where they were told to look', async () => {
    vi.stubEnv('QMP_WATCHDOG_RUNTIME_DIR', folder);
    await using claim = await Claim.take('vm1');
    vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'another'));
    await expect(Claim.take('vm1')).rejects.toBeInstanceOf(ClaimedError);
    expect(claim).toBeDefined();
  });

  test.each(['QMP_WATCHDOG_RUNTIME_DIR', 'XDG_RUNTIME_DIR'])(
    'that were started in different folders are not told apart by a relative %s',
    async (variable) => {
      const usual = await runtimeFolder();
      for (const value of ['', 'run']) {
        vi.stubEnv(variable, value);
        expect(isAbsolute(await runtimeFolder())).toBe(true);
      }
      vi.unstubAllEnvs();
      expect(await runtimeFolder()).toBe(usual);
    },
  );
});

test('a journal in a folder that there is not is told of as such', async () => {
  const journal = join(folder, 'missing', 'vm1.jsonl');
  await using s = await supervised({ journal, mode: 'observe', run: false });
  await expect(s.supervisor.run()).rejects.toMatchObject({ code: 'ERR_JOURNAL' });
});

describe('a claim', () => {
  test('is one supervisor’s, and the next one is told whose', async () => {
    await using claim = await Claim.take('vm1', folder);
    const refused = await Claim.take('vm1', folder).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ClaimedError);
    expect(refused).toMatchObject({ code: 'ERR_CLAIMED', pid: process.pid, claimed: 'vm1' });
    expect(await readdir(folder)).toHaveLength(1);
    expect(claim).toBeDefined();
  });

  test('on one VM says nothing of another', async () => {
    await using first = await Claim.take('vm1', folder);
    await using second = await Claim.take('vm2', folder);
    expect([first, second]).toHaveLength(2);
  });

  test('that was given back can be taken', async () => {
    const first = await Claim.take('vm1', folder);
    await first[Symbol.asyncDispose]();
    await using second = await Claim.take('vm1', folder);
    // Giving it back twice takes nothing from the next one.
    await first[Symbol.asyncDispose]();
    await expect(Claim.take('vm1', folder)).rejects.toBeInstanceOf(ClaimedError);
    expect(second).toBeDefined();
  });

  test('of a process that has ended is stale', async () => {
    await Claim.take('vm1', folder);
    const child = spawn('true');
    const { pid } = child;
    await once(child, 'exit');
    const file = await fileOf();
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), pid }));
    await using claim = await Claim.take('vm1', folder);
    expect(JSON.parse(await readFile(await fileOf(), 'utf8'))).toMatchObject({ pid: process.pid });
    expect(claim).toBeDefined();
  });

  test.each([
    ['started at another time', { startTime: '1' }],
    ['ran before the host’s last boot', { bootId: 'another' }],
  ])('of a pid that %s is stale', async (_, change) => {
    await Claim.take('vm1', folder);
    const file = await fileOf();
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }));
    await using claim = await Claim.take('vm1', folder);
    expect(claim).toBeDefined();
  });

  test('that can not be read is somebody’s', async () => {
    await Claim.take('vm1', folder);
    await writeFile(await fileOf(), '{');
    await expect(Claim.take('vm1', folder)).rejects.toMatchObject({ code: 'ERR_CLAIMED', pid: undefined });
  });

  test('that many reach for goes to one of them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const claims = await Promise.allSettled(Array.from({ length: 8 }, () => Claim.take('vm1', folder)));
      const taken = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
      expect(taken).toHaveLength(1);
      expect(await readdir(folder)).toHaveLength(1);
      const file = await fileOf();
      // Every other one crashes, the others give it back.
      if (round % 2 === 0) await taken[0]?.[Symbol.asyncDispose]();
      else
        await writeFile(
          file,
          JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), startTime: '1' }),
        );
    }
  });
});
