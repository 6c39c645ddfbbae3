// The fear: a guest that arms its own watchdog hangs and is not found, or is paused, dumped, saved or moved and is reset.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { act, GuestArmed, on, QmpClient, type Vm } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { qemu, startGuest } from './qemu-under-test.js';
import { type SupervisedGuest, superviseGuest } from './supervised-guest.js';

/** COM3, over which the guest arms a timer of one second at each boot and pets it ten times a second. */
const port = (directory: string): readonly string[] => [
  ...['-chardev', `socket,id=arm0,path=${join(directory, 'arm')},server=on,wait=off`],
  ...['-device', 'isa-serial,chardev=arm0,index=2'],
];

/** Where a snapshot of the VM goes. */
const disk = (directory: string): readonly string[] => {
  const path = join(directory, 'disk.qcow2');
  execFileSync(qemu.img, ['create', '-q', '-f', 'qcow2', path, '64M']);
  return ['-drive', `file=${path},format=qcow2,if=none,id=disk0`];
};

const armedBy = (guest: Guest, vm: QmpClient | Vm): GuestArmed =>
  new GuestArmed({ port: { path: join(guest.directory, 'arm') }, vm, minTimeout: 1_000 });

async function superviseArmed(): Promise<SupervisedGuest & { readonly armed: GuestArmed }> {
  let armed!: GuestArmed;
  const s = await superviseGuest({
    overSessions: true,
    // It is the guest's own timer that is to find it.
    timeout: 30_000,
    start: { initial: 'a', args: (directory) => [...port(directory), ...disk(directory)] },
    moreDogs: (guest, vm) => {
      armed = armedBy(guest, vm);
      return armed.watchdogs;
    },
    policies: () => [
      {
        name: 'hung guest',
        on: on.any(on.expired('guest-1'), on.expired('guest-2')),
        do: act.onWatchdog('restart'),
      },
    ],
  });
  await armedAndPetted(armed);
  return Object.assign(s, { armed });
}

async function armedAndPetted({ watchdogs: [dog] }: GuestArmed): Promise<void> {
  const { petCount } = dog!.snapshot;
  await vi.waitFor(() => expect(dog!.snapshot.petCount).toBeGreaterThan(petCount + 3), 10_000);
  const { state, channel, lastRefusal } = dog!.snapshot;
  expect({ state, channel }).toEqual({ state: 'armed', channel: 'proven' });
  // This guest boots faster than one round of I/O takes.
  if (lastRefusal !== undefined) expect(lastRefusal).toBe('a line from before a reset');
}

/** It was reset, boots, and has armed its timer anew. */
async function expectReset(s: SupervisedGuest & { readonly armed: GuestArmed }): Promise<void> {
  await s.record('ended', { how: 'recovered' });
  expect(s.of('trigger')).toMatchObject([
    { cause: { on: 'expired', watchdog: 'guest-1', expiry: 'silence' } },
  ]);
  expect(s.of('result')).toMatchObject([{ action: 'system_reset', outcome: 'done', reason: 'reset' }]);
  await armedAndPetted(s.armed);
  expect(s.armed.snapshot.epoch).toBe(2);
  expect(s.pages).toEqual([]);
}

describe.concurrent('a guest over a serial port', () => {
  test('that hangs is reset', async () => {
    await using s = await superviseArmed();
    await s.guest.send('k');
    await expectReset(s);
    await s.finish();
  });

  test('that stops petting, and beats on, is reset: it asked for that', async () => {
    await using s = await superviseArmed();
    await s.guest.send('s');
    await expectReset(s);
    await s.finish();
  });

  test.for([
    [
      'paused',
      async ({ operator }) => {
        await operator.execute('stop');
        await sleep(1_200);
        await operator.execute('cont');
      },
    ],
    [
      'dumped',
      async ({ operator, guest }) => {
        await operator.execute('dump-guest-memory', {
          paging: false,
          protocol: `file:${join(guest.directory, `dump-${performance.now()}`)}`,
        });
      },
    ],
    [
      'saved',
      async ({ operator }) => {
        const line = `savevm tag-${Math.round(performance.now())}`;
        expect(await operator.execute('human-monitor-command', { 'command-line': line })).toBe('');
      },
    ],
  ] as const satisfies readonly (readonly [string, (s: SupervisedGuest) => Promise<void>])[])(
    'that is %s is left alone, and found when it hangs while it is',
    async ([, disturb]) => {
      await using s = await superviseArmed();
      await disturb(s);
      await sleep(1_200);
      await armedAndPetted(s.armed);
      expect(s.story).toEqual([]);
      await s.guest.send('k');
      await disturb(s);
      await expectReset(s);
      await s.finish();
    },
  );
});

describe.concurrent('a guest that migrates', () => {
  test.for([
    'is watched by where it comes from, then by where it goes, and found when it hangs there',
    'is found when it hangs on arrival, before anybody watches it there',
  ])('%s', async (what) => {
    const hangs = what.includes('on arrival');
    await using source = await startGuest({ initial: 'a', args: port });
    await using target = await startGuest({
      initial: 'a',
      args: (directory) => [...port(directory), '-incoming', 'defer'],
    });
    await using from = await QmpClient.connect({ path: source.qmpPath });
    await using to = await QmpClient.connect({ path: target.qmpPath });
    await using here = armedBy(source, from);
    await using there = armedBy(target, to);
    const expired: string[] = [];
    for (const [host, { watchdogs }] of [
      ['source', here],
      ['target', there],
    ] as const)
      for (const dog of watchdogs) {
        dog.on('expired', ({ cause }) => expired.push(`${host} ${dog.id} ${cause}`));
        dog.start();
      }
    await armedAndPetted(here);

    const uri = `unix:${join(target.directory, 'migration')}`;
    await to.execute('migrate-incoming', { uri });
    await to.expect('RESUME', { timeout: 20_000 }).during(() => from.execute('migrate', { uri }));
    if (hangs) await target.send('k');
    const state = here.export();
    expect(state.timers).toMatchObject([{ id: 1, name: 'g', timeout: 1_000 }]);
    // As sent to the other host.
    there.import(JSON.parse(JSON.stringify(state)), { grace: 1_000 });
    if (!hangs) {
      await armedAndPetted(there);
      await sleep(2_500);
      expect(expired).toEqual([]);
      await target.send('k');
    }
    expect(here.watchdogs.map(({ state }) => state)).toEqual(['disarmed', 'disarmed']);
    await vi.waitFor(() => expect(expired).toEqual(['target guest-1 silence']), 10_000);
  });
});
