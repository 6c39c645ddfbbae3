import { Refusal } from './answer.js';
import type { BuiltIn } from './commands.js';
import { DISK, type FakeVm } from './fake-vm.js';

/** The node below the disk's: what is written there is gone. */
const STORE = 'null0';

/** What the fake answers of its block nodes: the disk, over one that keeps nothing. */
export const BLOCK: Readonly<Record<string, BuiltIn>> = {
  'query-named-block-nodes': {
    run: ({ vm, isSince }) => [node(vm, STORE, 'null-co', isSince), node(vm, DISK, 'raw', isSince)],
  },
  'x-debug-query-block-graph': { run: ({ vm }) => graph(vm) },
  'qom-list': {
    run: (_, { path }) => {
      if (path === '/machine/peripheral' || path === '/machine/peripheral-anon') return [];
      throw new Refusal(`Device '${String(path)}' not found`, 'DeviceNotFound');
    },
  },
  'blockdev-set-active': {
    since: [10, 0],
    run: ({ vm }, { active, 'node-name': name }) => {
      if (name !== undefined && name !== DISK && name !== STORE)
        throw new Refusal(`Failed to find node with node-name='${String(name)}'`);
      if (name === STORE && vm.active && active === false) throw new Refusal('Node has active parent node');
      vm.setActive(active === true);
    },
  },
};

function node(
  vm: FakeVm,
  name: string,
  driver: string,
  isSince: (version: readonly [number, number]) => boolean,
): object {
  return {
    iops_rd: 0,
    detect_zeroes: 'off',
    ...(isSince([10, 0]) ? { active: vm.active } : {}),
    image: { 'virtual-size': 1_073_741_824, filename: 'null-co://', format: driver },
    iops_wr: 0,
    ro: false,
    'node-name': name,
    backing_file_depth: 0,
    drv: driver,
    iops: 0,
    bps_wr: 0,
    write_threshold: 0,
    encrypted: false,
    bps: 0,
    bps_rd: 0,
    cache: { 'no-flush': false, direct: false, writeback: true },
    file: 'null-co://',
  };
}

function graph(vm: FakeVm): object {
  const perm = vm.active ? ['consistent-read', 'write', 'resize'] : [];
  const shared = ['consistent-read'];
  return {
    edges: [
      { name: 'root', parent: 1, child: 2, perm, 'shared-perm': shared },
      { name: 'file', parent: 2, child: 3, perm, 'shared-perm': shared },
    ],
    nodes: [
      { name: DISK, type: 'block-backend', id: 1 },
      { name: DISK, type: 'block-driver', id: 2 },
      { name: STORE, type: 'block-driver', id: 3 },
    ],
  };
}
