// The client and a real agent in a real guest: its boot, its freezes, its death, its shutdown.
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { GuestAgent, guestPortOpen } from 'qmp-watchdog/agent';
import { AGENT_CHARDEV, LinuxGuest } from './linux-guest/index.js';

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

/** Lets something happen in the guest a while after this returns. */
const later = async (script: string): Promise<void> => {
  await agent.exec('/bin/sh', ['-c', `setsid sh -c '${script}' >/dev/null 2>&1 &`], { captureOutput: false });
};

test('an agent that is killed in the middle of a command leaves its outcome unknown, and is found again', async () => {
  await later('pid=$(pidof qemu-ga); sleep 0.3; kill -STOP $pid; sleep 1; kill -9 $pid');
  await sleep(700);
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
