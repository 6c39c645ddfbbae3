import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulation, simulate } from 'qmp-watchdog/testing';
import { afterAll, expect, test } from 'vitest';
import { panickedGuest } from '../../../examples/policies/panicked-guest.js';

const folder = await mkdtemp(join(tmpdir(), 'panicked-'));
afterAll(() => rm(folder, { recursive: true }));

const qemu = { actions: { panic: 'pause' } } as const;

/** The file that QEMU is told to write its dump to. */
function dumpOf(sim: Simulation): string {
  const dump = sim.qemu.received.find(({ name }) => name === 'dump-guest-memory');
  return String(dump?.args['protocol']).replace(/^file:/, '');
}

test('the memory is written down first, then the guest is reset', async () => {
  await using sim = await simulate([panickedGuest(folder)], { qemu });
  sim.vm.panic();
  await sim.advance(10_000);
  expect(sim.actions).toMatchObject([{ command: 'dump-guest-memory' }]);
  await writeFile(dumpOf(sim), 'what it looked like');
  sim.qemu.dump.finish();
  await sim.advance(10_000);
  expect(sim.actions.map(({ command }) => command)).toEqual(['dump-guest-memory', 'system_reset', 'cont']);
  expect(sim.vm.status).toBe('running');
  expect(sim.pages).toEqual([]);
});

test('a dump that fails does not keep the guest down', async () => {
  await using sim = await simulate([panickedGuest(join(folder, 'not there'))], { qemu });
  sim.vm.panic();
  await sim.advance(10_000);
  expect(sim.actions.map(({ command }) => command)).toEqual(['system_reset', 'cont']);
  expect(sim.vm.status).toBe('running');
});

test('a guest that QEMU lets run on is not touched', async () => {
  await using sim = await simulate([panickedGuest(folder)], { qemu: { actions: { panic: 'none' } } });
  sim.vm.panic();
  await sim.advance(60_000);
  expect(sim.actions).toEqual([]);
});
