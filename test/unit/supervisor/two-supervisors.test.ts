// The fear: two supervisors act on one VM, or one that has crashed bars it for ever.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Claim, ClaimedError } from '../../../src/supervisor/claim.js';
import { supervised } from '../../scenarios/supervised.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claims-'));
});
afterEach(() => rm(folder, { recursive: true }));

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
