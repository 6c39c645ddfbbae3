// The fear: a guest that arms its own watchdog is reset for what an earlier boot had armed, or hangs and is not reset.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Action, act, GuestArmed, type GuestArmedOptions, on } from 'qmp-watchdog';
import { Guest } from '../unit/watchdog/guest-armed/guest.js';
import { type Setting, supervised } from './supervised.js';

interface Armed {
  readonly s: Setting;
  readonly guest: Guest;
  readonly armed: GuestArmed;
  /** The guest says this every ten seconds from now on, until it is told something else. */
  daemon(...lines: readonly string[]): void;
}

async function selfArmed(
  options: Partial<GuestArmedOptions> & { readonly action?: Action } = {},
): Promise<Armed & AsyncDisposable> {
  const { action = act.onWatchdog(), ...own } = options;
  const guest = new Guest();
  let armed!: GuestArmed;
  const s = await supervised({
    dog: false,
    overSessions: true,
    policies: () => [
      {
        name: 'hung guest',
        on: on.any(...armed.watchdogs.map((watchdog) => on.expired(watchdog))),
        do: action,
      },
    ],
    moreDogs: (clock, _qemu, vm) => {
      armed = new GuestArmed({ port: { stream: guest.port }, vm, clock, ...own });
      return armed.watchdogs;
    },
  });
  let saying: readonly string[] = [];
  const say = (): void => {
    for (const line of saying) guest.send(`${line}\n`);
    s.clock.outside.setTimer(10_000, say);
  };
  say();
  return {
    s,
    guest,
    armed,
    daemon(...lines) {
      saying = lines;
      for (const line of lines) guest.send(`${line}\n`);
    },
    async [Symbol.asyncDispose]() {
      await s[Symbol.asyncDispose]();
    },
  };
}

const states = ({ watchdogs }: GuestArmed): readonly string[] => watchdogs.map(({ state }) => state);

test('a guest that never arms anything is left alone, whatever is reset', async () => {
  await using setting = await selfArmed();
  const { s, armed } = setting;
  await s.clock.advance(600_000);
  s.qemu.vm.guestReset();
  await s.clock.advance(600_000);
  await s.vm.execute('system_reset');
  await s.clock.advance(600_000);
  expect(states(armed)).toEqual(['disarmed', 'disarmed']);
  expect(s.story).toEqual([]);
});

describe('a guest that hangs', () => {
  test('is reset, and is back when it arms its watchdog again; a timer that it uses no more is not missed', async () => {
    await using setting = await selfArmed();
    const { s, armed, daemon, guest } = setting;
    daemon('ARM 0 30 one', 'ARM 0 30 two');
    await s.clock.advance(120_000);
    expect(s.story).toEqual([]);
    expect(guest.answers.at(-1)).toBe('OK 2 30');
    daemon();
    await s.clock.advance(40_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(armed.snapshot).toMatchObject({ epoch: 2, timers: [{ armed: false }, { armed: false }] });
    daemon('ARM 0 30 one');
    await s.clock.advance(0);
    expect(s.story.filter((line) => line.startsWith('ended'))).toEqual(['ended recovered']);
    expect(states(armed)).toEqual(['armed', 'disarmed']);
    await s.clock.advance(1_000_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.pages).toEqual([]);
  });

  test('is found although another part of it lives; after the reset any part of it is a sign that it is back', async () => {
    await using setting = await selfArmed();
    const { s, armed, daemon } = setting;
    daemon('ARM 0 30 one', 'ARM 0 30 two');
    await s.clock.advance(60_000);
    daemon('ARM 0 30 one');
    await s.clock.advance(40_000);
    expect(s.of('trigger')).toMatchObject([{ cause: { watchdog: 'guest-2' } }]);
    expect(s.sent).toEqual(['system_reset']);
    await s.clock.advance(1_000_000);
    expect(s.story.at(-1)).toBe('ended recovered');
    expect(states(armed)).toEqual(['armed', 'disarmed']);
    expect(s.pages).toEqual([]);
  });

  test('is found over a port that was opened anew and over which only the other part of it speaks', async () => {
    const first = new Guest();
    await using setting = await selfArmed({ port: { stream: first.port } });
    const { s, armed } = setting;
    first.send('ARM 0 30\nARM 0 30\n');
    await s.clock.advance(1_000);
    // A new connection proves nothing until something comes over it.
    for (const watchdog of armed.watchdogs) expect(watchdog.snapshot.channel).toBe('proven');
    await armed.watchdogs[1]!.stop();
    armed.watchdogs[1]!.start();
    await s.clock.advance(0);
    expect(armed.watchdogs[1]!.snapshot.channel).toBe('unproven');
    first.send('PET 1 30\n');
    await s.clock.advance(0);
    expect(armed.watchdogs.map(({ snapshot }) => snapshot.channel)).toEqual(['proven', 'proven']);
    expect(armed.watchdogs.map(({ snapshot }) => snapshot.petCount)).toEqual([2, 1]);
  });

  test('and does not come back from its reset is for somebody to look at', async () => {
    await using setting = await selfArmed();
    const { s, daemon } = setting;
    daemon('ARM 0 30');
    await s.clock.advance(1_000);
    daemon();
    await s.clock.advance(400_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.pages).toMatchObject([{ reason: expect.stringContaining('did not cure') }]);
  });
});

describe('what the last boot had armed', () => {
  test.for(['reset by the guest', 'reset by somebody', 'shutdown'] as const)(
    'ends with a %s',
    async (how) => {
      await using setting = await selfArmed();
      const { s, armed, daemon } = setting;
      daemon('ARM 0 30', 'PET 1 30');
      await s.clock.advance(1_000);
      daemon();
      if (how === 'reset by the guest') s.qemu.vm.guestReset();
      else if (how === 'shutdown') {
        s.qemu.vm.setActions({ shutdown: 'pause' });
        s.qemu.vm.guestShutdown();
      } else await s.clock.runUntil(s.vm.execute('system_reset'));
      await s.clock.advance(1_000_000);
      expect(states(armed)).toEqual(['disarmed', 'disarmed']);
      expect(armed.snapshot.epoch).toBe(2);
      expect(s.story).toEqual([]);
    },
  );

  test('is not armed by its last words, read after the reset', async () => {
    await using setting = await selfArmed();
    const { s, armed, guest } = setting;
    guest.send('ARM 0 30\n');
    await s.clock.advance(1_000);
    // What it wrote right before waits in its socket while the event is read from another.
    s.vm.on('RESET', () => guest.send('ARM 0 30\n'));
    s.qemu.vm.guestReset();
    await s.clock.advance(1_000_000);
    expect(states(armed)).toEqual(['disarmed', 'disarmed']);
    expect(s.story).toEqual([]);
    expect(armed.watchdogs[0]!.snapshot.lastRefusal).toBe('a line from before a reset');
  });

  test('is excused for a boot when it may have been reset unseen, and taken over by whoever arms anew', async () => {
    await using setting = await selfArmed({ timers: 1 });
    const { s, armed, daemon } = setting;
    daemon('ARM 0 30');
    await s.clock.advance(1_000);
    daemon();
    s.qemu.wire.hangUp();
    s.qemu.vm.guestReset();
    await s.clock.advance(200_000);
    expect(armed.watchdogs[0]!.snapshot).toMatchObject({ state: 'armed', inGrace: true });
    daemon('ARM 0 30 again');
    await s.clock.advance(1_000);
    expect(armed.watchdogs[0]!.snapshot).toMatchObject({ state: 'armed', inGrace: false });
    daemon('PET 1 30');
    await s.clock.advance(1_000_000);
    expect(s.story).toEqual([]);
    daemon();
    await s.clock.advance(60_000);
    expect(s.sent).toEqual(['system_reset']);
  });

  test('is still armed when a supervisor that was away is back: a guest that hung meanwhile is noticed', async () => {
    await using setting = await selfArmed();
    const { s, armed, daemon } = setting;
    daemon('ARM 0 30', 'PET 1 30');
    await s.clock.advance(1_000);
    s.abort();
    await s.ended();
    expect(states(armed)).toEqual(['disarmed', 'disarmed']);
    daemon();
    s.run();
    await s.clock.advance(299_000);
    expect(s.pages).toEqual([]);
    await s.clock.advance(10_000);
    expect(s.pages).toMatchObject([{ reason: expect.stringContaining('boot grace') }]);
    expect(s.sent).toEqual([]);
  });
});

test('a VM that stands still on purpose is not reset, for however long, and found hung after it', async () => {
  await using setting = await selfArmed();
  const { s, daemon } = setting;
  daemon('ARM 0 30 daemon');
  await s.clock.advance(60_000);
  await s.clock.runUntil(s.vm.execute('stop'));
  daemon();
  await s.clock.advance(600_000);
  expect(s.story).toEqual([]);
  await s.clock.runUntil(s.vm.execute('cont'));
  await s.clock.advance(29_000);
  expect(s.sent).toEqual(['stop', 'cont']);
  await s.clock.advance(5_000);
  expect(s.sent).toEqual(['stop', 'cont', 'system_reset']);
});

describe("Xen's words", () => {
  const hang = async (...args: Parameters<typeof act.onWatchdog>): Promise<Armed & AsyncDisposable> => {
    const setting = await selfArmed({ action: act.onWatchdog(...args) });
    setting.daemon('ARM 0 30');
    await setting.s.clock.advance(1_000);
    setting.daemon();
    await setting.s.clock.advance(45_000);
    return setting;
  };
  const results = ({ s }: Armed): readonly string[] => s.story.filter((line) => line.startsWith('result'));

  test('preserve stops the VM for somebody to look at', async () => {
    await using setting = await hang('preserve');
    expect(setting.s.sent).toEqual(['stop']);
    expect(results(setting)).toEqual(['result stop: done, stopped']);
    expect(setting.s.pages).toHaveLength(1);
  });

  test('destroy ends QEMU', async () => {
    await using setting = await hang('destroy');
    expect(setting.s.sent).toEqual(['quit']);
  });

  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'coredump-'));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    return path;
  };

  test('coredump-restart dumps the memory, then resets', async () => {
    const path = join(await folder(), 'memory');
    await using setting = await hang('coredump-restart', { dump: { path, format: 'elf' } });
    await writeFile(path, 'the memory');
    setting.s.qemu.dump.finish();
    // It stood still meanwhile: its silence has to be established anew.
    await setting.s.clock.advance(29_000);
    expect(setting.s.sent).toEqual(['dump-guest-memory']);
    await setting.s.clock.advance(5_000);
    expect(results(setting)).toEqual([
      'result dump-guest-memory: done, dumped',
      'result system_reset: done, reset',
    ]);
    setting.daemon('ARM 0 30');
    await setting.s.clock.advance(1_000);
    expect(setting.s.story.at(-1)).toBe('ended recovered');
  });

  test.for(['coredump-restart', 'coredump-destroy'] as const)(
    '%s goes on when the dump fails',
    async (what) => {
      const path = join(await folder(), 'memory');
      await writeFile(path, 'the evidence of the last time');
      await using setting = await hang(what, { dump: { path } });
      expect(results(setting)[0]).toBe('result dump-guest-memory: failed, file-exists');
      expect(setting.s.sent).toEqual([what === 'coredump-restart' ? 'system_reset' : 'quit']);
    },
  );
});
