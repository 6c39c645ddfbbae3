// The disk `disk0`, which is the node `d0`, in ways that all versions of QEMU have.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const node = (options: object): readonly string[] => ['-blockdev', JSON.stringify(options)];
const DISK = 'ide-hd,bus=ide.1,unit=0,drive=d0,id=disk0';

export interface Fault {
  /** Which requests fail. */
  readonly iotype: 'write' | 'flush';
  /** Only the first does. Default: all do. */
  readonly once?: boolean;
  /** Of the system. Default: 5, EIO. */
  readonly errno?: number;
  /** What QEMU is to do. Default: `stop`. */
  readonly werror?: 'stop' | 'report' | 'enospc';
}

/** Arguments for a QEMU whose disk `d0` fails. */
export function failingDisk({ iotype, once = false, errno = 5, werror = 'stop' }: Fault): readonly string[] {
  const error = { event: 'none', iotype, errno, once, immediately: true };
  return [
    ...node({ driver: 'null-co', 'node-name': 'f0', 'read-zeroes': true, size: 8 * 1024 * 1024 }),
    ...node({ driver: 'blkdebug', image: 'f0', 'node-name': 'bad', 'inject-error': [error] }),
    ...node({ driver: 'raw', file: 'bad', 'node-name': 'd0' }),
    ...['-device', `${DISK},werror=${werror},rerror=report`],
  ];
}

/** Makes a raw image of a megabyte. */
export function newImage(directory: string): string {
  const image = join(directory, 'image');
  writeFileSync(image, Buffer.alloc(1024 * 1024));
  return image;
}

/** Arguments for a QEMU with this raw image as its disk `d0`. */
export function imageDisk(path: string, locking: 'auto' | 'off' = 'auto'): readonly string[] {
  return [
    ...node({ driver: 'file', filename: path, 'node-name': 'f0', locking }),
    ...node({ driver: 'raw', file: 'f0', 'node-name': 'd0' }),
    ...['-device', DISK],
  ];
}
