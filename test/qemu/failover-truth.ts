// What is true of a VM's disk and of its QEMU, by other means than those of the package.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { expect } from 'vitest';
import { qemu, since } from './qemu-under-test.js';
import type { RawMonitor } from './raw-monitor.js';

/** Every lock on a file by which its holder says that he writes, or that nobody else may, as the kernel lists them. */
export function writersOf(image: string): readonly string[] {
  const { ino } = statSync(image);
  const locks = readFileSync('/proc/locks', 'utf8').split('\n');
  return locks.filter((lock) => {
    const [, inode, from, to] = /:(\d+) (\d+) (\d+)$/.exec(lock) ?? [];
    const covers = (byte: number): boolean => Number(from) <= byte && byte <= Number(to);
    return Number(inode) === ino && [101, 103, 201].some(covers);
  });
}

/** How often this process has it open. */
export function timesOpen(image: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === image;
    } catch {
      // It was the listing's own.
      return false;
    }
  }).length;
}

/** Another program with QEMU's own locks that has an image open for writing, and has written to it. */
export interface SecondWriter extends AsyncDisposable {
  /** What the whole image is since. */
  readonly image: Buffer;
}

/** Fails where QEMU's locks do not let it. */
export async function writeBeside(path: string, format: string, offset: number): Promise<SecondWriter> {
  const child = spawn(qemu.io, ['-f', format, path]);
  const ended = once(child, 'exit');
  let said = '';
  try {
    child.stdin.write(`write -P 0x5a ${offset} 512\n`);
    const failed = ended.then(() => {
      throw new Error(`the second writer could not write: ${said}`);
    });
    failed.catch(() => {});
    child.stderr.on('data', (text) => (said += text));
    const wrote = new Promise<void>((resolve) => {
      child.stdout.on('data', (text) => String((said += text)).includes('wrote 512') && resolve());
    });
    await Promise.race([wrote, failed]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    image: readFileSync(path),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

let questions = 0;

/** Asks QEMU on a monitor of its own. What it refuses is brought, too. */
export async function ask(
  raw: RawMonitor,
  command: string,
  args: object = {},
): Promise<{ readonly value?: unknown; readonly refusal?: string }> {
  questions += 1;
  const id = `truth ${questions}`;
  raw.execute(command, id, args);
  const answer = await raw.until((message) => message.id === id, 30_000);
  return answer.error === undefined ? { value: answer.return } : { refusal: answer.error.desc };
}

export async function isRunning(raw: RawMonitor): Promise<boolean> {
  return Object((await ask(raw, 'query-status')).value).running === true;
}

/** Whether QEMU has let go of a disk, by what it says of itself. */
export async function hasLetGo(raw: RawMonitor): Promise<boolean> {
  const migration = await ask(raw, 'query-migrate');
  if (Object(migration.value).status === 'completed') return true;
  if (!since(10, 0)) return false;
  const { value } = await ask(raw, 'query-named-block-nodes', { flat: true });
  expect(value).toBeInstanceOf(Array);
  return (value as { readonly active?: boolean }[]).some(({ active }) => active === false);
}
