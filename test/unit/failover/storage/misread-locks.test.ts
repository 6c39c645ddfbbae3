// The fear: a line of the kernel's is taken for another one, and a writer is not seen, or seen where there is none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locksOn } from '../../../../src/failover/storage/locks.js';
import { findMount, isOfOneHost } from '../../../../src/failover/storage/mounts.js';

const FILE = { device: 'fe:00', inode: '2261242' };

const NOBODY = { writer: false, exclusive: false };
const WRITER = { writer: true, exclusive: true };
const READER = { writer: false, exclusive: true };
const SHARING = { writer: true, exclusive: false };

/** As the kernel wrote it while QEMU held an image. */
const RAW = `1: OFDLCK ADVISORY  READ -1 fe:00:2261242 201 201
2: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 101
`;
const QCOW2 = `1: OFDLCK ADVISORY  READ -1 fe:00:2261242 203 203
2: OFDLCK ADVISORY  READ -1 fe:00:2261242 201 201
3: OFDLCK ADVISORY  READ -1 fe:00:2261242 103 103
4: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 101
`;
const SHARE_RW = '1: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 101\n';
const READ_ONLY = `1: OFDLCK ADVISORY  READ -1 fe:00:2261242 201 201
2: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 100
`;
const QEMU_NBD = `1: OFDLCK ADVISORY  READ -1 fe:00:2261242 203 203
2: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 101
`;
/** As one descriptor in /proc/PID/fdinfo. */
const DESCRIPTOR = `pos:	0
flags:	02100002
mnt_id:	27
ino:	2261242
lock:	1: OFDLCK ADVISORY  READ -1 fe:00:2261242 201 201
lock:	2: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 101
`;

describe('the locks on a file', () => {
  test.each([
    ['of a raw image', RAW, WRITER],
    ['of a qcow2 image', QCOW2, WRITER],
    ['of one that is shared', SHARE_RW, SHARING],
    ['of one that is read', READ_ONLY, READER],
    ['of one that qemu-nbd serves', QEMU_NBD, SHARING],
    ['of one descriptor', DESCRIPTOR, WRITER],
    ['that is resized only', '1: OFDLCK ADVISORY READ -1 fe:00:2261242 103 103', SHARING],
    ['that is locked as a whole', '1: POSIX  ADVISORY  WRITE 4711 fe:00:2261242 0 EOF', WRITER],
    ['that is locked below', '1: POSIX  ADVISORY  WRITE 4711 fe:00:2261242 0 100', NOBODY],
    ['that is locked above', '1: POSIX  ADVISORY  WRITE 4711 fe:00:2261242 202 EOF', NOBODY],
    ['which somebody waits for', '1: -> OFDLCK ADVISORY  WRITE -1 fe:00:2261242 101 101', NOBODY],
    [
      'which somebody waits for behind another',
      '1:  -> OFDLCK ADVISORY  WRITE -1 fe:00:2261242 101 101',
      NOBODY,
    ],
    ['of another kind', '1: FLOCK  ADVISORY  WRITE 4711 fe:00:2261242 0 EOF', NOBODY],
    ['of another inode', RAW.replaceAll('2261242', '22612421'), NOBODY],
    ['of another file system', RAW.replaceAll('fe:00', 'fe:01'), NOBODY],
    ['of no file', '1: OFDLCK ADVISORY  READ -1 <none>:0 100 101', NOBODY],
    ['that are none', '', NOBODY],
  ])('%s', (_, text, said) => {
    expect(locksOn(FILE, text)).toEqual(said);
  });

  test('are seen among whatever else there is', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string().map((text) => `7: OFDLCK ${text.replaceAll('\n', ' ')}`),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const text = [...before, RAW.trim(), ...after].join('\n');
        expect(locksOn(FILE, text)).toEqual(WRITER);
      }),
    );
  });
});

/** Of a container's host: optional fields, a blank in a path, a file system of several devices. */
const MOUNTS = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw
45 27 0:39 / /mnt/with\\040-\\040dash rw - overlay overlay rw
127 27 0:51 /sub /mnt/b rw - btrfs /dev/vdb rw
128 27 0:60 / /mnt/n rw - nfs4 server:/x rw
`;

describe('the file system of a file', () => {
  test.each([
    ['27', { device: 'fe:00', type: 'ext4' }],
    ['45', { device: '00:27', type: 'overlay' }],
    ['127', { device: '00:33', type: 'btrfs' }],
    ['128', { device: '00:3c', type: 'nfs4' }],
    ['2', undefined],
    ['', undefined],
  ])('of mount "%s"', (id, mount) => {
    expect(findMount(id, MOUNTS)).toEqual(mount);
  });

  test.each(['nfs', 'nfs4', 'cifs', 'ceph', 'fuse.glusterfs', '9p', 'virtiofs', 'gfs2', 'newfs'])(
    'is another host’s, too: %s',
    (type) => {
      expect(isOfOneHost(type)).toBe(false);
    },
  );
});
