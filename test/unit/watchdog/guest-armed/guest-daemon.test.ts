// The fear: the daemon in the guest does not pet in time, or holds on to what it should let go of, in one shell or another.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GuestArmed } from 'qmp-watchdog';

const DAEMON = join(import.meta.dirname, '../../../../guest/qmp-watchdog-daemon.sh');

/** The daemon on a terminal of its own, for a serial port; the host's end of it is what `script` reads and writes. */
function daemon(...args: readonly string[]): {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly port: Duplex;
} {
  const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
  const command = ['exec', 'sh', DAEMON, '/dev/tty', ...args].join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const port = Duplex.from({ readable: child.stdout!, writable: child.stdin! });
  // It ends with its terminal.
  port.on('error', () => {});
  return { child, folder, port };
}

test.for([
  ['SIGTERM', 'says BYE', { armed: true, timeout: 300_000 }],
  ['SIGUSR1', 'disarms', { armed: false, timeout: 0 }],
] as const)('it pets by what it is granted, and at %s %s and leaves nothing', async ([signal, , after]) => {
  const { child, folder, port } = daemon('600', 'a.name');
  const armed = new GuestArmed({ port: { stream: port }, minTimeout: 1_000, maxTimeout: 2_000 });
  onTestFinished(() => armed[Symbol.asyncDispose]());
  const [dog] = armed.watchdogs;
  for (const watchdog of armed.watchdogs) watchdog.start();
  await vi.waitFor(() => expect(dog!.snapshot.petCount).toBeGreaterThanOrEqual(2), 20_000);
  expect(armed.snapshot.timers).toEqual([
    { id: 1, watchdog: 'guest-1', armed: true, name: 'a.name', timeout: 2_000 },
    { id: 2, watchdog: 'guest-2', armed: false, name: undefined, timeout: 0 },
  ]);
  expect(dog!.snapshot).toMatchObject({ state: 'armed', refusedCount: 0 });
  expect(readdirSync(folder)).toHaveLength(1);
  const ended = once(child, 'close');
  for (const script of childrenOf(child.pid!)) process.kill(script, signal);
  await ended;
  expect(armed.snapshot.timers[0]).toMatchObject(after);
  expect(readdirSync(folder)).toEqual([]);
});

function childrenOf(pid: number): number[] {
  return String(readFileSync(`/proc/${pid}/task/${pid}/children`))
    .trim()
    .split(' ')
    .map(Number);
}
