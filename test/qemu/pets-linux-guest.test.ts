// The fear: what a real guest does with its port, its words and its agent is not what sources and probes make of it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pets, type PetSource, probe, type ProbeAnswer, systemClock, Vm, Watchdog } from 'qmp-watchdog';
import { GuestAgent } from 'qmp-watchdog/agent';
import { IMPATIENT } from './followed-vm.js';
import { LinuxGuest, WATCHDOG_DEVICE } from './linux-guest/index.js';

let guest: LinuxGuest;
let agent: GuestAgent;
let vm: Vm;
let dog: Watchdog;
const causes: string[] = [];

const onPort = (source: PetSource): PetSource =>
  pets.virtioPort(source, { vm, id: WATCHDOG_DEVICE, closedFor: 2_000 });

/** Far longer than any of these tests takes: nothing here is found by its silence. */
const watch = (source: PetSource): Watchdog => {
  const watchdog = new Watchdog({ id: 'guest', timeout: 120_000, pets: onPort(source) });
  watchdog.on('expired', ({ cause, reason }) =>
    causes.push(reason === undefined ? cause : `${cause}: ${reason}`),
  );
  watchdog.start();
  return watchdog;
};

beforeAll(async () => {
  guest = await LinuxGuest.start({ watchdogs: true });
  vm = await Vm.connect({ path: guest.qmpPath }, IMPATIENT);
  dog = watch(pets.lines({ path: guest.watchdogPath }, { line: /^BEAT \d+$/, counter: /(\d+)/ }));
  agent = await GuestAgent.connect({ path: guest.agentPath }, { timeout: 50_000 }).catch(
    async (error: unknown) => {
      throw new Error(`the guest did not come up:\n${await guest.console()}`, { cause: error });
    },
  );
});

afterAll(async () => {
  await agent?.close();
  await dog?.stop();
  await vm?.close();
  await guest?.[Symbol.asyncDispose]();
});

const sh = async (script: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await agent.exec('/bin/sh', ['-c', script]);
  expect(`${stderr}${exitCode}`).toBe('0');
  return String(stdout);
};

const until = (check: () => void): Promise<unknown> => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** Does something in the guest at which QEMU tells that its port was opened or closed. */
const portChanges = (open: boolean, script: string): Promise<unknown> =>
  vm
    .expect('VSERPORT_CHANGE', {
      where: ({ data }) => data.id === WATCHDOG_DEVICE && data.open === open,
      timeout: 20_000,
    })
    .during(() => sh(script));

const PORT = '/dev/$(ls /dev | grep vport.p2)';
/** Nobody but the loop itself holds the port: when it is killed the port is closed. */
const BEAT = 'n=0; while :; do n=$((n + 1)); echo BEAT $n >&3; sleep 0.2 3>&-; done';
const START_BEATS = `setsid sh -c '${BEAT}' 3>${PORT} >/dev/null 2>&1 & echo $! >/run/beats.pid`;
const KILL_BEATS = 'kill -9 $(cat /run/beats.pid)';

test('beats that were killed are found by their port, long before their timeout, and new ones are heard', async () => {
  // The guest's own daemon speaks of other things.
  expect(dog.snapshot.petCount).toBe(0);
  await portChanges(false, 'kill $(cat /run/daemon.pid)');
  await portChanges(true, START_BEATS);
  await until(() => expect(dog.snapshot).toMatchObject({ state: 'armed', channel: 'proven' }));
  await portChanges(false, KILL_BEATS);
  await until(() => expect(dog.state).toBe('expired'));
  expect(causes).toEqual([
    `failed: the guest has closed its port ${WATCHDOG_DEVICE}, and not opened it again for 2000 ms`,
  ]);
  const { petCount } = dog.snapshot;
  await portChanges(true, START_BEATS);
  await until(() => expect(dog.snapshot.petCount).toBeGreaterThan(petCount));
  expect(dog.state).toBe('armed');
});

test('a second reader hears nothing, and only a port that is closed explains that', async () => {
  const second = watch(pets.bytes({ path: guest.watchdogPath }));
  await using _ = second;
  await until(() => expect(second.snapshot.channel).toBe('unproven'));
  const { petCount } = dog.snapshot;
  await until(() => expect(dog.snapshot.petCount).toBeGreaterThan(petCount + 1));
  expect(second.snapshot).toMatchObject({ channel: 'unproven', petCount: 0 });
  await portChanges(false, KILL_BEATS);
  expect(second.snapshot).toMatchObject({ channel: 'proven', petCount: 0 });
  await portChanges(true, START_BEATS);
  expect(second.snapshot).toMatchObject({ channel: 'unproven', petCount: 0 });
  await portChanges(false, KILL_BEATS);
  await dog.stop();
});

test("systemd's words are understood over the port", async () => {
  dog = watch(pets.notify({ path: guest.watchdogPath }));
  await until(() => expect(dog.snapshot.channel).not.toBe('gone'));
  causes.length = 0;
  await sh(`printf 'READY=1\\nSTATUS=up\\nWATCHDOG=1\\nnonsense\\n' >${PORT}`);
  await until(() => expect(dog.snapshot).toMatchObject({ petCount: 1, refusedCount: 1 }));
  await sh(`printf 'WATCHDOG=trigger\\n' >${PORT}`);
  await until(() => expect(dog.state).toBe('expired'));
  expect(causes).toContain('trigger');
});

test('an agent that stands still fails its probe, and answers it when it goes on', async () => {
  const one = probe.agent(agent, { timeout: 1_000 });
  const { signal } = new AbortController();
  const ask = (): Promise<ProbeAnswer> => one.run({ clock: systemClock, signal });
  expect(await ask()).toMatchObject({ verdict: 'ok' });
  const pause = 'sleep 0.3; kill -STOP $(pidof qemu-ga); sleep 3; kill -CONT $(pidof qemu-ga)';
  await sh(`setsid sh -c '${pause}' >/dev/null 2>&1 &`);
  await vi.waitFor(async () => expect(await ask()).toMatchObject({ verdict: 'fail' }), 10_000);
  await vi.waitFor(async () => expect(await ask()).toMatchObject({ verdict: 'ok' }), 20_000);
});
