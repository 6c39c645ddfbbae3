// The fear: a real Linux guest arms watchdogs, of its host and of its own device, and they do not do what it relies on.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { act, action, GuestArmed, type JournalRecord, on, Supervisor, Vm } from 'qmp-watchdog';
import { GuestAgent } from 'qmp-watchdog/agent';
import { IMPATIENT } from './followed-vm.js';
import { LinuxGuest } from './linux-guest/index.js';

let guest: LinuxGuest;
let agent: GuestAgent;
let vm: Vm;
let armed: GuestArmed;
const records: JournalRecord[] = [];
const pages: unknown[] = [];
const stop = new AbortController();
let end: Promise<unknown> | undefined;
/** When the guest closed its device as it should. */
let closedByMagic = 0;

const armedOverPort = (): GuestArmed =>
  new GuestArmed({ port: { path: guest.watchdogPath }, vm, minTimeout: 1_000 });

/** One policy for what the daemon in the guest arms, and one for the guest's own device. */
function supervise(): void {
  const supervisor = new Supervisor({
    vm,
    watchdogs: armed.watchdogs,
    mode: 'enforce',
    journal: 'none',
    policies: [
      {
        name: 'hung guest',
        on: on.any(...armed.watchdogs.map((watchdog) => on.expired(watchdog))),
        do: act.onWatchdog('restart'),
      },
      {
        name: 'device',
        on: on.event('WATCHDOG', (data) => data.action === 'none'),
        do: action({
          name: 'look',
          destructive: false,
          idempotent: true,
          timeout: 5_000,
          run: async () => ({ outcome: 'done', reason: 'seen', evidence: {} }),
        }),
      },
    ],
  });
  supervisor.on('record', (record) => records.push(record));
  supervisor.on('page', (page) => pages.push(page));
  end = supervisor.run({ signal: stop.signal });
  end.catch(() => {});
}

beforeAll(async () => {
  guest = await LinuxGuest.start({ watchdogs: true });
  vm = await Vm.connect({ path: guest.qmpPath }, IMPATIENT);
  armed = armedOverPort();
  for (const watchdog of armed.watchdogs) watchdog.start();
  agent = await GuestAgent.connect({ path: guest.agentPath }, { timeout: 50_000 }).catch(
    async (error: unknown) => {
      throw new Error(`the guest did not come up:\n${await guest.console()}`, { cause: error });
    },
  );
});

afterAll(async () => {
  stop.abort();
  await end;
  await agent?.close();
  await armed?.[Symbol.asyncDispose]();
  await vm?.close();
  await guest?.[Symbol.asyncDispose]();
});

const sh = async (script: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await agent.exec('/bin/sh', ['-c', script]);
  expect(`${stderr}${exitCode}`).toBe('0');
  return String(stdout);
};

const hmp = async (line: string): Promise<void> => {
  const options = { timeout: 30_000 };
  expect(await vm.execute('human-monitor-command', { 'command-line': line }, options)).toBe('');
};

/** How many incidents of this policy have ended. */
const incidents = (policy: string): number =>
  records.filter((record) => record.kind === 'ended' && record.policy === policy).length;

const resets = (): number =>
  records.filter((record) => record.kind === 'vm' && record.event === 'RESET').length;

/** The daemon has armed its timer, the same each time, and pets it in time. */
async function petted(): Promise<void> {
  const [dog] = armed.watchdogs;
  const { petCount } = dog!.snapshot;
  await vi.waitFor(() => expect(dog!.snapshot.petCount).toBeGreaterThan(petCount), 20_000);
  expect(dog!.snapshot).toMatchObject({ state: 'armed', channel: 'proven', refusedCount: 0 });
  expect(armed.snapshot.timers).toMatchObject([
    { armed: true, name: 'daemon', timeout: 4_000 },
    { armed: false },
  ]);
}

test('the daemon arms its timer, and arms it anew with a host that has forgotten it', async () => {
  await petted();
  await armed[Symbol.asyncDispose]();
  armed = armedOverPort();
  supervise();
  await petted();
  // For later, while nobody speaks with the agent.
  await hmp('savevm booted');
});

test('a daemon that was killed has closed its port, and its timer stays armed until its successor pets it', async () => {
  const closed = vm.expect('VSERPORT_CHANGE', { where: ({ data }) => !data.open, timeout: 10_000 });
  await closed.during(() => sh('kill -9 $(cat /run/daemon.pid)'));
  expect(armed.snapshot.timers[0]).toMatchObject({ armed: true });
  await sh(
    'setsid qmp-watchdog-daemon.sh /dev/$(ls /dev | grep vport.p2) 4 >/dev/null 2>&1 & echo $! >/run/daemon.pid',
  );
  await petted();
  expect(incidents('hung guest')).toBe(0);
});

test("the guest's own device has Linux's semantics: it stays armed when its user was killed, and not when that closed it", async () => {
  await sh('watchdog -T 2 -t 1 /dev/watchdog; sleep 2.5');
  expect(incidents('device')).toBe(0);
  await sh('kill -KILL $(pidof watchdog)');
  await vi.waitFor(() => expect(incidents('device')).toBe(1), 20_000);
  // QEMU's device has switched itself off. Told to end, this program says the magic word.
  await sh('watchdog -T 2 -t 1 /dev/watchdog; sleep 0.2; kill -TERM $(pidof watchdog)');
  closedByMagic = performance.now();
});

test('a guest that shuts down says BYE, and is not reset, however long that takes and however long it is off', async () => {
  await sh('kill -TERM $(cat /run/daemon.pid)');
  await vi.waitFor(() => expect(armed.snapshot.timers[0]).toMatchObject({ timeout: 300_000 }), 5_000);
  await vm
    .expect('SHUTDOWN', { timeout: 20_000 })
    .during(() => sh('setsid sh -c "sleep 0.2; poweroff -f" >/dev/null 2>&1 &'));
  expect(armed.watchdogs.map(({ state }) => state)).toEqual(['disarmed', 'disarmed']);
  await sleep(4_000 - (performance.now() - closedByMagic));
  expect(incidents('device')).toBe(1);
  expect(incidents('hung guest')).toBe(0);
  expect(resets()).toBe(0);
});

test('a daemon that stands still, in a guest that does not, has its guest reset', async () => {
  // Out of the shutdown, back to where it was.
  for (const line of ['system_reset', 'loadvm booted', 'cont']) await hmp(line);
  await petted();
  await sh('kill -STOP $(cat /run/daemon.pid)');
  await vi.waitFor(
    () =>
      expect(records.findLast((record) => record.kind === 'result')).toMatchObject({
        action: 'system_reset',
        outcome: 'done',
        reason: 'reset',
      }),
    20_000,
  );
  expect(resets()).toBe(2);
  expect(armed.snapshot.timers).toMatchObject([{ armed: false }, { armed: false }]);
  expect(pages).toEqual([]);
});
