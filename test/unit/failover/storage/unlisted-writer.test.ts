// The fear: something that a VM writes to is not in the list of what has to be released.
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { answer, FakeQemu } from 'qmp-watchdog/testing';
import { type BlockGraph, leavesOf } from '../../../../src/failover/storage/block-graph.js';
import { type StorageSurvey, survey } from '../../../../src/failover/storage/index.js';

type Permission = BlockGraph['edges'][number]['perm'][number];
type Edge = readonly [parent: string, child: string, ...permissions: Permission[]];

/** A graph of these edges. What has a dot before its name is a device, what has a colon is a job. */
function graph(...edges: readonly Edge[]): BlockGraph {
  const names = [...new Set(edges.flatMap((edge) => edge.slice(0, 2)))];
  const kind = (name: string) =>
    name.startsWith('.') ? 'block-backend' : name.startsWith(':') ? 'block-job' : 'block-driver';
  return {
    nodes: names.map((name, id) => ({ id, type: kind(name), name })),
    edges: edges.map(([parent, child, ...perm]) => ({
      parent: names.indexOf(parent),
      child: names.indexOf(child),
      name: 'file',
      perm,
      'shared-perm': [],
    })),
  };
}

const leaves = (...edges: readonly Edge[]) => leavesOf(graph(...edges), (node) => node === 'vvfat');

describe('what stands at the bottom', () => {
  test('of a chain is each of its images, and only the first is written', () => {
    const found = leaves(
      ['.disk', 'top', 'write', 'consistent-read'],
      ['top', 'top-file', 'resize', 'write', 'consistent-read'],
      ['top', 'base', 'consistent-read'],
      ['base', 'base-file', 'consistent-read'],
    );
    expect(found).toEqual([
      { node: 'top-file', writable: true, tops: ['top'] },
      { node: 'base-file', writable: false, tops: ['top'] },
    ]);
  });

  test('of a chain that is being committed is written, too, as QEMU 7.2 and 11.1 tell it', () => {
    const found = leaves(
      ['filter', 'd0', 'write'],
      ['base', 'base-file', 'resize', 'write', 'consistent-read'],
      ['d0', 'd0-file', 'resize', 'write', 'consistent-read'],
      ['d0', 'base'],
      [':job', 'filter', 'consistent-read'],
      [':job', 'd0'],
      [':job', 'base'],
      ['.', 'base', 'write'],
      ['.disk', 'filter', 'write', 'consistent-read'],
    );
    expect(found).toEqual([
      { node: 'base-file', writable: true, tops: ['filter'] },
      { node: 'd0-file', writable: true, tops: ['filter'] },
    ]);
  });

  test('of a quorum is each of its children', () => {
    const found = leaves(
      ['.disk', 'q', 'write'],
      ['q', 'a', 'write'],
      ['q', 'b', 'write'],
      ['q', 'c', 'write'],
    );
    expect(found).toEqual(['a', 'b', 'c'].map((node) => ({ node, writable: true, tops: ['q'] })));
  });

  test('is released by all that stands above it', () => {
    const found = leaves(['.disk', 'top', 'write'], ['top', 'leaf', 'write'], ['export', 'leaf', 'resize']);
    expect(found).toEqual([{ node: 'leaf', writable: true, tops: ['top', 'export'] }]);
  });

  test('is what writes past the nodes below it, too, and what a device uses alone', () => {
    const found = leaves(['.disk', 'vvfat', 'write'], ['vvfat', 'leaf', 'write-unchanged']);
    expect(found).toEqual([
      { node: 'vvfat', writable: true, tops: ['vvfat'] },
      { node: 'leaf', writable: true, tops: ['vvfat'] },
    ]);
  });

  test.each([null, {}, { nodes: [] }, { nodes: [], edges: [{ parent: 1, child: 2 }] }])(
    'is not known from %j',
    (answer) => {
      // What QEMU sends is not always what its types say.
      expect(leavesOf(answer as BlockGraph, () => false)).toBeUndefined();
    },
  );
});

/** What is found where QEMU says this of its nodes and devices. */
async function surveyed(qemu: {
  readonly nodes?: readonly { readonly name: string; readonly driver: string; readonly file?: string }[];
  readonly edges?: readonly Edge[];
  readonly devices?: readonly string[];
  readonly withoutGraph?: true;
}): Promise<StorageSurvey> {
  const { nodes = [], edges = [], devices = [] } = qemu;
  await using fake = new FakeQemu();
  fake.on('query-named-block-nodes', () =>
    nodes.map(({ name, driver, file = '' }) => ({ 'node-name': name, drv: driver, file, ro: false })),
  );
  fake.on('x-debug-query-block-graph', () =>
    qemu.withoutGraph ? answer.error('not found', 'CommandNotFound') : graph(...edges),
  );
  fake.on('qom-list', ({ path }: { path?: unknown }) =>
    path === '/machine/peripheral'
      ? devices.map((type, n) => ({ name: `id${n}`, type: `child<${type}>` }))
      : [],
  );
  await using client = await QmpClient.connect({ transport: fake.transport() });
  return await survey(client);
}

describe('a survey', () => {
  test.each([
    ['file', '/images/a', { kind: 'local-file', path: '/images/a', unprovable: undefined }],
    ['file', 'a', { kind: 'local-file', path: 'a', unprovable: expect.stringContaining('absolute path') }],
    ['file', 'json:{}', { unprovable: expect.stringContaining('absolute path') }],
    ['file', '/dev/fdset/2', { unprovable: expect.stringContaining('descriptor') }],
    ['host_device', '/dev/sdb', { kind: 'block-device', path: '/dev/sdb', unprovable: undefined }],
    ['nbd', 'nbd://h', { kind: 'network', path: undefined, unprovable: expect.stringContaining('"nbd"') }],
    ['rbd', 'rbd:x', { kind: 'network', unprovable: expect.stringContaining('no lock') }],
    ['nvme', 'nvme://0', { kind: 'other', unprovable: expect.stringContaining('no lock') }],
    ['driver-of-tomorrow', '/x', { kind: 'other', unprovable: expect.stringContaining('no lock') }],
  ])('of %s at %s', async (driver, file, found) => {
    const { images, unlisted } = await surveyed({
      nodes: [{ name: 'leaf', driver, file }],
      edges: [['.disk', 'leaf', 'write']],
    });
    expect(unlisted).toEqual([]);
    expect(images).toMatchObject([{ node: 'leaf', writable: true, ...found }]);
  });

  test('of what nobody writes to has nothing to prove', async () => {
    const nodes = [{ name: 'leaf', driver: 'https', file: 'https://h/cd.iso' }];
    const { images } = await surveyed({ nodes, edges: [['.cd', 'leaf', 'consistent-read']] });
    expect(images).toMatchObject([{ kind: 'network', writable: false, unprovable: undefined }]);
  });

  test.each([
    'vhost-user-blk-pci',
    'vhost-user-fs-pci',
    'vhost-scsi-pci',
    'vhost-vdpa-device-pci',
    'vfio-pci',
    'usb-host',
    'usb-redir',
    'usb-mtp',
    'virtio-9p-pci',
    'nvdimm',
    'virtio-pmem-pci',
    'cxl-type3',
  ])('tells that %s may write past the block layer', async (type) => {
    const { unlisted } = await surveyed({ devices: ['virtio-blk-pci', 'virtio-net-pci', type] });
    expect(unlisted).toEqual([{ what: `${type} /machine/peripheral/id2`, why: expect.any(String) }]);
  });

  test.each([
    ['a QEMU that does not tell its graph', { withoutGraph: true } as const, 'block graph'],
    ['a graph that changes', { edges: [['.disk', 'gone', 'write'] as const] }, 'changed'],
    [
      'a graph without an end',
      {
        nodes: Array.from({ length: 129 }, (_, n) => ({ name: `n${n}`, driver: 'file', file: `/${n}` })),
        edges: Array.from({ length: 129 }, (_, n) => ['.disk', `n${n}`, 'write'] as const),
      },
      'more than 128',
    ],
  ])('of %s lists nothing as if it were all', async (_, qemu, why) => {
    const { images, unlisted } = await surveyed(qemu);
    expect(images).toEqual([]);
    expect(unlisted).toEqual([{ what: 'its disks', why: expect.stringContaining(why) }]);
  });
});
