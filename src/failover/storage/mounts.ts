/** A mounted file system, as `/proc/self/mountinfo` has it. */
export interface Mount {
  /** Its device as `/proc/locks` writes it: that of the whole file system, which for some is not what `stat` tells. */
  readonly device: string;
  /** As in `ext4`. */
  readonly type: string;
}

/** `27 1 254:0 / / rw,relatime - ext4 /dev/vda rw`; before the dash there may be any number of optional fields. */
const MOUNT = /^(\d+) \d+ (\d+):(\d+) .*? - (\S+) /;

/** The mount of this id. */
export function findMount(id: string, mountinfo: string): Mount | undefined {
  for (const line of mountinfo.split('\n')) {
    const [, own, major, minor, type] = MOUNT.exec(line) ?? [];
    if (own === id && type !== undefined) return { device: `${hex(major)}:${hex(minor)}`, type };
  }
  return undefined;
}

function hex(decimal: string | undefined): string {
  return Number(decimal).toString(16).padStart(2, '0');
}

const OF_ONE_HOST = new Set([
  ...['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'zfs', 'f2fs', 'bcachefs', 'jfs'],
  ...['tmpfs', 'ramfs', 'devtmpfs', 'overlay'],
]);

/** Whether nobody but this host's kernel writes to a file system of this type, so that its locks tell of all writers. */
export function isOfOneHost(type: string): boolean {
  return OF_ONE_HOST.has(type);
}
