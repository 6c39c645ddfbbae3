// A guest that counts on its disk, the disk going bad under it, and a second QEMU that goes on with the same image.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type Guest, type GuestCommand, parseHeartbeat, type StartOptions } from '../guest/index.js';
import { qemu, startGuest } from './qemu-under-test.js';

export type Format = 'raw' | 'qcow2';

/** Makes an empty image of 8 MiB. */
export function makeImage(path: string, format: Format): string {
  if (format === 'qcow2') execFileSync(qemu.img, ['create', '-q', '-f', 'qcow2', path, '8M']);
  else {
    closeSync(openSync(path, 'w'));
    truncateSync(path, 8 * 1024 * 1024);
  }
  return path;
}

const node = (options: object): readonly string[] => ['-blockdev', JSON.stringify(options)];

export interface DiskOptions {
  readonly format?: Format;
  /** What fails, for good, from the fourth write on. */
  readonly fails?: 'write' | 'flush';
  readonly locking?: 'on' | 'off';
  readonly shareRw?: boolean;
  /** Which it is: `0` is the disk that the guest uses. */
  readonly index?: number;
}

/** How many writes are good before the others fail. */
const GOOD = 3;

/** Arguments for a QEMU with this image as its disk `d0`, over the node `f0`. */
export function diskOn(path: string, options: DiskOptions = {}): readonly string[] {
  const { format = 'raw', fails, locking = 'auto', shareRw = false, index = 0 } = options;
  const [file, bad, top] = [`f${index}`, `bad${index}`, `d${index}`];
  const states = Array.from({ length: GOOD }, (_, n) => ({
    event: 'pwritev',
    state: n + 1,
    new_state: n + 2,
  }));
  const error = { event: 'pwritev', iotype: fails, errno: 5, state: GOOD + 1, immediately: true };
  const bus = index === 0 ? 'ide.1,unit=0' : `ide.0,unit=${index - 1}`;
  return [
    ...node({ driver: 'file', filename: path, 'node-name': file, locking }),
    ...(fails === undefined
      ? []
      : node({
          driver: 'blkdebug',
          image: file,
          'node-name': bad,
          'set-state': states,
          'inject-error': [error],
        })),
    ...node({ driver: format, 'node-name': top, file: fails === undefined ? file : bad }),
    ...[
      '-device',
      `ide-hd,bus=${bus},drive=${top},id=disk${index},werror=stop,rerror=report${shareRw ? ',share-rw=on' : ''}`,
    ],
  ];
}

/** A guest that writes the number of each beat to its disk, flushes it, and says so. */
export class Counting implements AsyncDisposable {
  readonly guest: Guest;
  /** The numbers that it has been told are on its disk. */
  readonly numbers: number[] = [];
  readonly #serial: ReturnType<typeof connect>;

  private constructor(guest: Guest) {
    this.guest = guest;
    this.#serial = connect(guest.serialPath);
    let text = '';
    this.#serial.on('error', () => {});
    this.#serial.setEncoding('latin1').on('data', (chunk: string) => {
      const lines = (text + chunk).split('\r\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const beat = parseHeartbeat(line);
        if (beat !== undefined && 'fg'.includes(beat.letter)) this.numbers.push(beat.number);
      }
    });
  }

  /** From the boot on. `g` goes on with what the disk has. */
  static async start(initial: GuestCommand & ('f' | 'g'), options: StartOptions = {}): Promise<Counting> {
    return new Counting(await startGuest({ initial, ...options }));
  }

  get last(): number {
    return this.numbers.at(-1) ?? -1;
  }

  /** Until it has counted so often. */
  async counted(times: number): Promise<void> {
    await vi.waitFor(
      () => {
        if (this.numbers.length < times) throw new Error(`it has counted ${this.numbers.length} times`);
      },
      { timeout: 20_000, interval: 10 },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#serial.destroy();
    await this.guest[Symbol.asyncDispose]();
  }
}

/** The number on the disk, by a reader that takes no lock. */
export function numberOn(image: string, format: Format): number {
  if (format === 'raw') return readFileSync(image).readUInt16LE(512);
  const out = join(image, '..', 'sector');
  // It counts what it skips.
  execFileSync(qemu.img, [
    'dd',
    '-U',
    '-f',
    format,
    '-O',
    'raw',
    'bs=512',
    'count=2',
    'skip=1',
    `if=${image}`,
    `of=${out}`,
  ]);
  return readFileSync(out).readUInt16LE(0);
}

/** A folder for images that is gone in the end. */
export async function imageFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'failover-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
