// The fear: with a real QEMU, and a supervisor that serves its status, the agent is none that a cluster can work with; or
// the host is fenced, or the guest's power cut, where an orderly end was to be had.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Supervisor, Vm } from 'qmp-watchdog';
import { type Latched, latchDetail } from 'qmp-watchdog/failover';
import { serveStatus } from 'qmp-watchdog/status';
import { FakeQemu } from 'qmp-watchdog/testing';
import { run } from '../../rules/run.js';
import { builtPrograms, Setting } from './setting.js';

let setting: Setting;
let programs: string;

beforeAll(async () => {
  programs = await builtPrograms();
});

afterAll(async () => {
  await rm(programs, { recursive: true, force: true });
});

/** A service as docs/pacemaker.md shows it. */
async function supervised(): Promise<AsyncDisposable & { readonly first: Promise<Vm> }> {
  const { status_socket = '', pidfile = '', interlocks = '' } = setting.parameters;
  const path = join(setting.folder, 'vm1.qmp');
  const ending = new AbortController();
  const supervisors: Supervisor[] = [];
  const server = await serveStatus(() => supervisors, { socket: status_socket });
  const first = Vm.connect(
    { path },
    {
      signal: ending.signal,
      startTimeout: Number.POSITIVE_INFINITY,
      process: { pidFile: pidfile },
      interlocks,
      reconnect: { min: 20, max: 20 },
    },
  );
  const run = first.then(async (vm) => {
    const supervisor = new Supervisor({ vm, name: 'vm1', policies: [] });
    supervisors.push(supervisor);
    await supervisor.run({ signal: ending.signal });
    await vm.close();
  });
  return {
    first,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await run.catch(() => {});
      await server.close();
    },
  };
}

beforeEach(async () => {
  setting = await Setting.open();
  const monitor = (path: string): string => `-qmp 'unix:${path},server=on,wait=off'`;
  await setting.program(
    'start',
    'exec qemu-system-x86_64 -nodefaults -display none -machine none -name "$OCF_RESKEY_name" -daemonize \\',
    `  -pidfile "$OCF_RESKEY_pidfile" ${monitor(join(setting.folder, 'vm1.qmp'))} \\`,
    `  ${monitor(setting.parameters['qmp_socket'] ?? '')}`,
  );
  await setting.program('stop', `exec '${process.execPath}' '${join(programs, 'stop-vm.mjs')}' "$@"`);
  await setting.program('status', `exec '${process.execPath}' '${join(programs, 'cli.mjs')}' "$@"`);
});

afterEach(async () => {
  // Of a test that failed.
  const pid = Number(await readFile(setting.parameters['pidfile'] ?? '', 'utf8').catch(() => ''));
  if (pid > 0) process.kill(pid, 'SIGKILL');
  await setting[Symbol.asyncDispose]();
});

test('ocf-tester and xmllint find nothing wrong', async () => {
  await using service = await supervised();
  const { code, said } = await setting.judge();
  expect([code, said]).toEqual([0, expect.stringContaining('passed all tests')]);
  const { state } = await service.first;
  expect(state.session, 'its supervisor saw each QEMU').toBe(2);
});

test('failover-safe: not running here, not stopped, and not started again', async () => {
  await using service = await supervised();
  expect(await setting.call('start')).toMatchObject({ code: 0 });
  const vm = await service.first;
  await vm.execute('stop');
  const latched: Latched = {
    ...{ stage: 'proven', consumed: false, registered: false, resume: undefined },
    proof: {
      ...{ level: 'L2', token: 't1', vm: { name: 'vm1', uuid: undefined }, session: 1 },
      ...{ issued: '2026-01-01T00:00:00.000Z', storage: 'none', evidence: {} },
    },
  };
  await vm.latch({ token: 't1', reason: 'disk error', detail: latchDetail(latched) });

  expect(await setting.call('monitor')).toMatchObject({ code: 7 });
  expect(await setting.call('stop')).toMatchObject({ code: 0 });
  expect(await setting.call('start')).toMatchObject({ code: 1, said: expect.stringContaining('proof t1') });
  expect(await vm.execute('query-status')).toMatchObject({ running: false });

  await vm.unlatch('t1', 'it runs nowhere else');
  expect(await setting.call('monitor')).toMatchObject({ code: 0 });
  await vm.execute('cont');
  const pressed: string[] = [];
  vm.on('POWERDOWN', ({ event }) => pressed.push(event));
  // There is no guest that could heed it.
  expect(await setting.call('stop', { powerdown_timeout: '1' })).toMatchObject({ code: 0 });
  expect(pressed).toEqual(['POWERDOWN']);
  expect(await setting.call('monitor')).toMatchObject({ code: 7 });
});

test('a guest that heeds the power button is not cut off', async () => {
  await using qemu = new FakeQemu();
  const path = setting.parameters['qmp_socket'] ?? '';
  await qemu.listen({ path });
  qemu.on('system_powerdown', () => {
    qemu.vm.powerdown();
    qemu.vm.guestShutdown();
    return {};
  });
  const stopped = await run(process.execPath, [join(programs, 'stop-vm.mjs'), path, '60'], setting.folder);
  expect(stopped).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(qemu.process.state).toBe('exited');
  expect(qemu.received.map(({ name }) => name)).toContain('system_powerdown');
  expect(qemu.received.map(({ name }) => name)).not.toContain('quit');
});
