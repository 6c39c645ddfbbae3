import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The right to mount is root's. Whoever has it must not skip what needs it. */
export const mayMount: boolean = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk whose image lies on a file system of its own, which is full. */
export class SmallDisk implements Disposable {
  readonly #directory: string = mkdtempSync(join(tmpdir(), 'small-'));

  constructor() {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', this.#directory]);
    mounted.add(this);
    closeSync(openSync(this.#image, 'w'));
    // It has a size, and nothing that lies anywhere.
    truncateSync(this.#image, 8 * 1024 * 1024);
    fill(join(this.#directory, 'rest'));
  }

  /** Arguments for a QEMU that has it as its disk `d0`, and stops when it is full. */
  get args(): readonly string[] {
    const file = { driver: 'file', filename: this.#image };
    return [
      ...['-blockdev', JSON.stringify({ driver: 'raw', 'node-name': 'd0', file })],
      ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=d0,id=disk0,werror=enospc,rerror=report'],
    ];
  }

  /** There is room. */
  grow(): void {
    execFileSync('mount', ['-o', 'remount,size=16m', this.#directory]);
  }

  /** Once QEMU has ended. */
  [Symbol.dispose](): void {
    if (!mounted.delete(this)) return;
    execFileSync('umount', ['--lazy', this.#directory]);
    rmSync(this.#directory, { recursive: true });
  }

  get #image(): string {
    return join(this.#directory, 'image');
  }
}

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4_096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

/** What a test left behind is unmounted with the process. */
const mounted = new Set<SmallDisk>();
process.on('exit', () => {
  for (const disk of mounted) disk[Symbol.dispose]();
});
