// The fear: the daemon in the guest does not pet in time, or holds on to what it should let go of, in one shell or another.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { describe, type OnTestFinishedHandler, test, vi } from 'vitest';
import { GuestArmed } from 'qmp-watchdog';

const DAEMON = join(import.meta.dirname, '../../../../guest/qmp-watchdog-daemon.sh');

/** It waits for the seconds of a shell, on a machine that may be busy. */
const limits = { timeout: 30_000 };

type AtEnd = (handler: OnTestFinishedHandler) => void;

function temporaryFolder(atEnd: AtEnd): string {
  const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The daemon on a terminal of its own, for a serial port; the host's end of it is what `script` reads and writes. */
function daemon(
  atEnd: AtEnd,
  ...args: readonly string[]
): { readonly child: ChildProcess; readonly folder: string; readonly port: Duplex } {
  const folder = temporaryFolder(atEnd);
  const command = ['exec', 'sh', DAEMON, '/dev/tty', ...args].join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  atEnd(() => void child.kill('SIGKILL'));
  const port = Duplex.from({ readable: child.stdout!, writable: child.stdin! });
  // It ends with its terminal.
  port.on('error', () => {});
  return { child, folder, port };
}

// At the same time: each is mostly asleep.
describe.concurrent('a daemon', limits, () => {
  test.for([
    ['SIGTERM', 'says BYE', { armed: true, timeout: 300_000 }],
    ['SIGUSR1', 'disarms', { armed: false, timeout: 0 }],
  ] as const)(
    'that pets by what it is granted: at %s %s, and leaves nothing',
    async ([signal, , after], { expect, onTestFinished }) => {
      const { child, folder, port } = daemon(onTestFinished, '600', 'a.name');
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
    },
  );

  test('that is told to disarm before its host has answered does so when it has', async ({
    expect,
    onTestFinished,
  }) => {
    const { child, port } = daemon(onTestFinished);
    port.setEncoding('latin1');
    const said = { text: '' };
    port.on('data', (text: string) => {
      said.text += text;
    });
    const until = (line: RegExp): Promise<void> =>
      vi.waitFor(() => expect(said.text).toMatch(line), { timeout: 20_000, interval: 10 });
    await until(/ARM/);
    for (const script of childrenOf(child.pid!)) process.kill(script, 'SIGUSR1');
    await until(/ARM.*ARM/s);
    const ended = once(child, 'close');
    port.write('OK 7 30\n');
    await ended;
    expect(said.text).toMatch(/^\s*HELLO 1\s+(ARM 0 30 daemon\s+)+DISARM 7\s+$/);
  });

  test('that is killed while it listens for an answer keeps its port from nobody', async ({
    expect,
    onTestFinished,
  }) => {
    const folder = temporaryFolder(onTestFinished);
    const port = join(folder, 'port');
    execFileSync('mkfifo', [port]);
    const env = { ...process.env, TMPDIR: folder };
    const child = spawn('sh', [DAEMON, port], { stdio: 'ignore', env });
    onTestFinished(() => {
      for (const pid of whoHas(port)) process.kill(Number(pid), 'SIGKILL');
    });
    const started = { timeout: 20_000, interval: 10 };
    await vi.waitFor(() => expect(childrenOf(child.pid!).length).toBeGreaterThanOrEqual(2), started);
    expect(whoHas(port).length).toBeGreaterThanOrEqual(2);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(whoHas(port)).toEqual([]), 20_000);
  });
});

/** The processes that have a file open. */
function whoHas(file: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === file);
    } catch {
      // No process, or none any more, or another user's.
      return false;
    }
  });
}

function childrenOf(pid: number): number[] {
  return (String(readFileSync(`/proc/${pid}/task/${pid}/children`)).match(/\d+/g) ?? []).map(Number);
}
