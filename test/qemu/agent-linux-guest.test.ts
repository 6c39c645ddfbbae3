// The client and a real agent in a real guest: its boot, its freezes, its quiet disk, its dumps, its death, its shutdown.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { act, QmpClient } from 'qmp-watchdog';
import { GuestAgent, guestPortOpen } from 'qmp-watchdog/agent';
import {
  MemoryLeaseStore,
  type QuiesceOptions,
  type QuiesceResult,
  quiesce,
  revoke,
} from 'qmp-watchdog/failover';
import { follow, until } from './followed-vm.js';
import { AGENT_CHARDEV, LinuxGuest } from './linux-guest/index.js';
import { kernelLogIn, reassemble } from './kdump.js';
import { qemu } from './qemu-under-test.js';
import { run } from './run-action.js';

let guest: LinuxGuest;
let qmp: QmpClient;
let agent: GuestAgent;
/** Whether the guest had opened its port: before it booted, and when its agent answered. */
const portWasOpen: boolean[] = [];

beforeAll(async () => {
  guest = await LinuxGuest.start({ agentDelay: 1 });
  qmp = await QmpClient.connect({ path: guest.qmpPath });
  const isOpen = guestPortOpen(qmp, AGENT_CHARDEV);
  portWasOpen.push(await isOpen());
  // The agent is absent: its guest has not even booted.
  agent = await GuestAgent.connect({ path: guest.agentPath }, { timeout: 50_000, isOpen }).catch(
    async (error: unknown) => {
      throw new Error(`the guest did not come up:\n${await guest.console()}`, { cause: error });
    },
  );
  portWasOpen.push(await isOpen());
});

afterAll(async () => {
  await agent?.close();
  await qmp?.close();
  await guest?.[Symbol.asyncDispose]();
});

const sh = async (script: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await agent.exec('/bin/sh', ['-c', script]);
  expect(`${stderr}${exitCode}`).toBe('0');
  return String(stdout);
};

test('an agent that was absent at boot is there, and was asked only when its port was open', async () => {
  expect(await guest.console()).toContain('READY');
  expect(portWasOpen).toEqual([false, true]);
  expect(agent.statistics.syncs).toBe(1);
  expect(await agent.ping()).toBeLessThan(5_000);
  expect(await agent.execute('guest-get-osinfo')).toMatchObject({
    'kernel-release': expect.stringMatching(/^\d/),
  });
});

test('programs run and files are moved in the guest', async () => {
  expect(await sh('grep -c " /data ext4 " /proc/mounts')).toBe('1\n');
  await agent.writeFile('/data/file', 'from the host\n');
  expect(await sh('cat /data/file')).toBe('from the host\n');
  expect(await text(agent.readFile('/proc/sys/kernel/ostype'))).toBe('Linux\n');
});

/** Starts something in the guest that writes to /data until told to end, and notes each time when it was done. */
const startWriter = async (): Promise<void> => {
  const loop =
    'echo $$ >/tmp/writer; : >/tmp/written; while [ ! -e /tmp/enough ]; do date >/data/x; sync; cut -d" " -f1 /proc/uptime >>/tmp/written; done';
  await agent.exec('/bin/sh', ['-c', `rm -f /tmp/enough; setsid sh -c '${loop}' >/dev/null 2>&1 &`], {
    captureOutput: false,
  });
  await vi.waitFor(async () => expect((await sh('cat /tmp/written')).split('\n').length).toBeGreaterThan(3));
};

/** The longest time between two of its writes, in milliseconds. */
const longestGap = async (): Promise<number> => {
  await sh('touch /tmp/enough; sleep 0.3');
  const times = (await sh('cat /tmp/written')).trim().split('\n').map(Number);
  return 1_000 * Math.max(...times.slice(1).map((time, n) => time - times[n]!));
};

test('a freeze holds up what writes to a real ext4, for as long as the work takes and no longer', async () => {
  await startWriter();
  const filesystems = await agent.frozen(async (scope) => {
    expect(await agent.execute('guest-fsfreeze-status')).toBe('frozen');
    expect(await agent.ping()).toBeLessThan(5_000);
    await expect(agent.exec('/bin/true')).rejects.toMatchObject({
      name: 'GuestRejectedError',
      class: 'CommandNotFound',
    });
    await expect(agent.frozen(() => {})).rejects.toMatchObject({ name: 'GuestFrozenError' });
    await sleep(1_500);
    return scope.filesystems;
  });
  expect(filesystems).toBe(1);
  expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
  expect(await longestGap()).toBeGreaterThan(1_200);
});

test('work that fails, or is late, leaves no freeze behind', async () => {
  await expect(
    agent.frozen(() => {
      throw new Error('no space for a snapshot');
    }),
  ).rejects.toThrow('no space for a snapshot');
  expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
  await expect(agent.frozen(() => sleep(10_000), { deadline: 500 })).rejects.toMatchObject({
    name: 'GuestFreezeDeadlineError',
  });
  expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
  await sh('echo still writable >/data/x && sync');
});

test('a freeze by somebody else is left alone, and one that somebody else ended is noticed', async () => {
  await agent.execute('guest-fsfreeze-freeze');
  await expect(agent.frozen(() => {})).rejects.toMatchObject({ name: 'GuestFrozenError' });
  expect(await agent.execute('guest-fsfreeze-status')).toBe('frozen');
  expect(await agent.thaw()).toBe(1);
  await expect(
    agent.frozen(async () => {
      await agent.execute('guest-fsfreeze-thaw');
    }),
  ).rejects.toMatchObject({ name: 'GuestFreezeLostError' });
});

test('a freeze is ended over a new connection, after the old one was yanked', async () => {
  const before = agent.statistics.connections;
  await agent.frozen(async () => {
    await qmp.execute('yank', { instances: [{ type: 'chardev', id: AGENT_CHARDEV }] });
  });
  expect(agent.statistics.connections).toBe(before + 1);
  expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
});

/** What another reader of the same image finds out about its ext4, and in its file `/last`. */
const readDisk = (): { readonly needsRecovery: boolean; readonly last: string; readonly check: unknown } => {
  const read = (program: string, ...args: readonly string[]): string =>
    spawnSync(`/usr/sbin/${program}`, [...args, guest.diskPath], { encoding: 'utf8' }).stdout;
  const header = read('dumpe2fs', '-h');
  expect(header).toMatch(/^Filesystem state: +clean$/m);
  return {
    needsRecovery: /^Filesystem features:.* needs_recovery/m.test(header),
    last: read('debugfs', '-R', 'cat /last'),
    check: spawnSync('/usr/sbin/e2fsck', ['-f', '-n', guest.diskPath], { encoding: 'utf8' }).status,
  };
};

/** Quiets the VM, and has it go on if it has come to a proof. */
const quieted = async (
  options: QuiesceOptions,
  meanwhile: (result: QuiesceResult) => unknown = () => {},
): Promise<QuiesceResult> => {
  await using followed = await follow({ path: guest.secondQmpPath });
  const { vm } = followed;
  const lease = new MemoryLeaseStore();
  const result = await quiesce(vm, { qemuIo: qemu.io, lease, ...options });
  await meanwhile(result);
  if (result.outcome === 'quiesced') {
    await revoke(vm, { lease, reason: 'it is well' });
    await vm.execute('cont');
  }
  await until(vm, { run: { running: true }, latch: undefined });
  return result;
};

const status = (): Promise<string> => agent.execute('guest-fsfreeze-status');

test('a VM that is quieted frozen leaves an ext4 that is whole, and goes on when it is thawed', async () => {
  await sh('echo not yet on the disk >/data/last');
  expect(await quieted({}, () => expect(readDisk()).toMatchObject({ needsRecovery: true }))).toMatchObject({
    ...{ level: 'L2', freeze: 'not-frozen' },
  });
  await sh('echo on the disk >/data/last');
  const result = await quieted({ freeze: { agent } }, () => {
    expect(readDisk()).toEqual({ needsRecovery: false, last: 'on the disk\n', check: 0 });
  });
  expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2', doubts: [], freeze: 'frozen' });
  expect(await status()).toBe('frozen');
  expect(await agent.thaw()).toBe(1);
  await sh('echo it goes on >/data/last && sync');
});

test.each([
  ['withdrawn', {}],
  // No time is left for `stop` once the order was asked for.
  ['too late to stop the VM', { budgets: { stop: 20 } }],
])('an order that is %s after the freeze leaves none behind', async (_, options) => {
  const seen: string[] = [];
  const stillStands = async (): Promise<string | undefined> => {
    seen.push(await status());
    await sleep(50);
    return 'budgets' in options ? undefined : 'petted again';
  };
  const result = await quieted({ ...options, freeze: { agent }, stillStands });
  expect(seen).toEqual(['frozen']);
  expect(result).toMatchObject({ freeze: 'not-frozen', latched: false });
  expect(result.outcome).not.toBe('quiesced');
  expect(await status()).toBe('thawed');
  await sh('echo still writable >/data/last && sync');
});

test('a freeze by somebody else is not ended by an order that is withdrawn', async () => {
  expect(await agent.execute('guest-fsfreeze-freeze')).toBe(1);
  const result = await quieted({ freeze: { agent }, stillStands: async () => 'petted again' });
  expect(result).toMatchObject({ outcome: 'failed', freeze: 'by-others' });
  expect(await status()).toBe('frozen');
  expect(await agent.thaw()).toBe(1);
});

test('a guest without a file system to freeze is not told to be frozen', async () => {
  await sh('umount /data');
  expect(await quieted({ freeze: { agent } })).toMatchObject({ level: 'L2', freeze: 'not-frozen' });
  await sh('mount -t ext4 /dev/vda /data');
});

/** Lets something happen in the guest a while after this returns. */
const later = async (script: string): Promise<void> => {
  await agent.exec('/bin/sh', ['-c', `setsid sh -c '${script}' >/dev/null 2>&1 &`], { captureOutput: false });
};

test('an agent that is killed in the middle of a command leaves its outcome unknown, and is found again', async () => {
  await later(
    'pid=$(pidof qemu-ga); sleep 0.5; kill -STOP $pid; echo STILL >/dev/ttyS0; sleep 1; kill -9 $pid',
  );
  await vi.waitFor(async () => expect(await guest.console()).toContain('STILL'), 20_000);
  await expect(agent.execute('guest-get-osinfo', {}, { timeout: 2_000 })).rejects.toMatchObject({
    name: 'GuestTimeoutError',
    outcome: 'unknown',
  });
  expect(await agent.ping({ timeout: 30_000 })).toBeLessThan(30_000);
  expect(agent.state).toBe('present');
});

test('a freeze is ended although its agent was killed meanwhile', async () => {
  await startWriter();
  await later('sleep 0.5; kill -9 $(pidof qemu-ga)');
  await agent.frozen(() => sleep(1_500), { thawTimeout: 30_000 });
  expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
  expect(await longestGap()).toBeGreaterThan(1_200);
});

test.each([
  ['flat', { format: 'kdump-zlib' }],
  ['default', {}],
] as const)('a dump in the %s form has the guest in it, as makedumpfile reads it', async (form, options) => {
  const word = `what the kernel was told before the ${form} one`;
  await sh(`echo "${word}" >/dev/kmsg`);
  await using followed = await follow({ path: guest.secondQmpPath });
  const path = join(guest.directory, form);
  const result = await run(act.dump({ path, ...options }), followed.vm);
  expect(result).toMatchObject({ outcome: 'done', evidence: { format: 'kdump-raw-zlib', ...options } });
  const log = kernelLogIn(form === 'flat' ? reassemble(path, `${path}.whole`) : path);
  expect(log).toMatch(/^\[ +0\.0+\] Linux version /m);
  expect(log).toContain(`] ${word}\n`);
  // The guest stood still meanwhile, and goes on.
  await sh('true');
});

test('a reply to an earlier client is not ours, over a real virtio port', async () => {
  await agent.close();
  // Leaves in the middle: with a reply on its way, one to come, and half a command.
  const rude = await GuestAgent.connect({ path: guest.agentPath });
  void rude.executeAny('guest-info').catch(() => {});
  void rude.executeAny('guest-get-osinfo').catch(() => {});
  await rude.close();
  agent = await GuestAgent.connect(
    { path: guest.agentPath },
    { timeout: 30_000, isOpen: guestPortOpen(qmp, AGENT_CHARDEV) },
  );
  expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
});

test('a shutdown is silent, and QEMU confirms it', async () => {
  const result = await agent.executeSilent(
    'guest-shutdown',
    { mode: 'powerdown' },
    { timeout: 30_000, confirm: (signal) => qmp.expect('SHUTDOWN', { signal, timeout: 30_000 }).wait() },
  );
  expect(result).toEqual({ outcome: 'confirmed' });
  expect(await qmp.closed).toMatchObject({ shutdown: { guest: true, reason: 'guest-shutdown' } });
  await vi.waitFor(() => expect(agent.state).toBe('absent'), 5_000);
});
