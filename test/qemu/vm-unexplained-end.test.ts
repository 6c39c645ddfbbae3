// The fear: QEMU has ended, and it is not noticed, or nobody knows how.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spawnQemu, type Vm, type VmProcess } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { follow, until } from './followed-vm.js';
import { qemu, startGuest } from './qemu-under-test.js';

interface End {
  readonly name: string;
  readonly bring: (vm: Vm, child: { kill(signal: NodeJS.Signals): unknown }) => unknown;
  /** What we know of it as its parent, and without being it. */
  readonly asParent: object;
  readonly asStranger: object;
}

const ends: readonly End[] = [
  {
    name: 'SIGKILL',
    bring: (_, child) => child.kill('SIGKILL'),
    asParent: { cause: 'crashed', signal: 'SIGKILL' },
    asStranger: { cause: 'unexplained' },
  },
  {
    name: 'SIGTERM',
    bring: (_, child) => child.kill('SIGTERM'),
    asParent: { cause: 'signal', code: 0 },
    asStranger: { cause: 'signal' },
  },
  {
    name: 'quit',
    // Since 11.1 it may hang up before it has answered.
    bring: (vm) => vm.execute('quit').catch(() => {}),
    asParent: { cause: 'quit', code: 0 },
    asStranger: { cause: 'quit' },
  },
];

const strangers: readonly [string, (guest: Guest) => VmProcess][] = [
  ['by its pid', ({ pid }) => ({ pid })],
  ['by its pid file', ({ directory }) => ({ pidFile: join(directory, 'pid') })],
];

describe.concurrent('the end of QEMU', () => {
  for (const { name, bring, asParent, asStranger } of ends) {
    test.for(strangers)(`by ${name} is known %s`, async ([, known]) => {
      await using guest = await startGuest({
        args: (directory) => ['-S', '-pidfile', join(directory, 'pid')],
      });
      await using followed = await follow({ path: guest.qmpPath }, { process: known(guest) });
      const { vm } = followed;
      await bring(vm, guest.process);
      const { exit } = await until(vm, {
        connected: false,
        health: { verdict: 'exited' },
        confidence: 'stale',
        exit: { ...asStranger, by: 'pid' },
      });
      expect(exit).not.toHaveProperty('code');
      expect(followed.told('exited')).toHaveLength(1);
    });

    test(`by ${name} is known by its parent, with its exit code`, async () => {
      await using child = await startOurs(['-S']);
      await using followed = await follow(() => ({ transport: child.monitor }), { process: { qemu: child } });
      const { vm } = followed;
      await bring(vm, { kill: (signal) => process.kill(child.pid, signal) });
      const { exit } = await until(vm, {
        health: { verdict: 'exited' },
        exit: { ...asParent, by: 'child' },
      });
      expect(Object.keys(exit ?? {}).sort()).toEqual([...Object.keys(asParent), 'at', 'by'].sort());
    });
  }

  test('by its watchdog device is a power-off, which no SHUTDOWN tells', async () => {
    await using guest = await startGuest({ args: ['-action', 'watchdog=poweroff'] });
    await using followed = await follow({ path: guest.qmpPath }, { process: { pid: guest.pid } });
    await guest.send('w');
    await guest.send('k');
    await until(followed.vm, {
      exit: { cause: 'watchdog-poweroff' },
      health: { verdict: 'exited' },
    });
    expect(followed.told('shutdown')).toEqual([]);
  });

  test('by its guest is not the end of a VM that -no-shutdown keeps: it is shut down', async () => {
    await using guest = await startGuest({ args: ['-no-shutdown'] });
    await using followed = await follow({ path: guest.qmpPath }, { process: { pid: guest.pid } });
    // Its receipt may not come any more.
    await guest.send('o', { timeout: 1_000 }).catch(() => {});
    await until(followed.vm, {
      run: { running: false, status: 'shutdown', why: 'guest-shutdown' },
      confidence: 'known',
      exit: undefined,
    });
  });
});

/** A QEMU that is our child, with its monitor on its standard streams. */
function startOurs(args: readonly string[]) {
  return spawnQemu({
    program: qemu.system,
    args: ['-accel', 'tcg', '-m', '16', '-nodefaults', '-display', 'none', '-qmp', 'stdio', ...args],
  });
}
