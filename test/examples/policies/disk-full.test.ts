import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulation, simulate } from 'qmp-watchdog/testing';
import { afterAll, expect, test } from 'vitest';
import { diskFull } from '../../../examples/policies/disk-full.js';

const folder = await mkdtemp(join(tmpdir(), 'full-'));
afterAll(() => rm(folder, { recursive: true }));

/** A program with these commands. */
async function script(name: string, commands: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${commands}\n`);
  await chmod(path, 0o700);
  return path;
}

/** Lets virtual time wait for a real program: until the action that starts it has a result. */
async function ranOut(sim: Simulation): Promise<void> {
  const result = new Promise<void>((resolve) => {
    sim.supervisor.on('record', ({ kind }) => kind === 'result' && resolve());
  });
  sim.vm.ioError({ nospace: true });
  await sim.clock.hold(result);
}

test('the script makes room, and the guest goes on', async () => {
  const policy = diskFull(await script('grow', `echo "$1" >'${folder}/incident'`));
  await using sim = await simulate([policy]);
  await ranOut(sim);
  await sim.advance(5_000);
  expect(await readFile(join(folder, 'incident'), 'utf8')).toBe('i1\n');
  expect(sim.actions).toMatchObject([{ command: 'cont' }]);
  expect(sim.vm.status).toBe('running');
});

test('without room it stays stopped, and somebody is paged', async () => {
  await using sim = await simulate([diskFull(await script('fail', 'echo the pool is full >&2; exit 1'))]);
  await ranOut(sim);
  await sim.advance(60_000);
  expect(sim.actions).toEqual([]);
  expect(sim.pages).toMatchObject([{ policy: 'disk full' }]);
});
