import { Refusal } from './answer.js';
import { BACKGROUND } from './background-commands.js';
import { BLOCK } from './block-commands.js';
import type { FakeDump } from './fake-dump.js';
import type { FakeJobs } from './fake-jobs.js';
import type { FakeMigration } from './fake-migration.js';
import { DISK, DISK_PATH, type FakeVm } from './fake-vm.js';
import { schemaOf } from './schema.js';

/** The QEMU that a command runs in. */
export interface CommandHost {
  readonly vm: FakeVm;
  readonly jobs: FakeJobs;
  readonly dump: FakeDump;
  readonly migration: FakeMigration;
  readonly version: {
    readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number };
    readonly package: string;
  };
  readonly name: string | undefined;
  readonly uuid: string;
  /** The names of all commands there are. */
  readonly commandNames: readonly string[];
  isSince(version: readonly [number, number]): boolean;
  /** Closes the current monitor connection. */
  hangUp(): void;
}

/** A command of the fake's own. Its arguments have been checked when it runs. */
export interface BuiltIn {
  /** Whether it may be executed out of band. */
  readonly oob?: true;
  readonly since?: readonly [number, number];
  run(host: CommandHost, args: Readonly<Record<string, unknown>>): unknown;
}

/** The character device of the fake's monitor, by the name that QEMU gives it. */
const MONITOR = 'compat_monitor0';

/** What the fake answers without a script. Members stand in the schema's order, which decides how they are printed. */
export const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  qmp_capabilities: {
    run: () => {
      throw new Refusal('Capabilities negotiation is already complete, command ignored', 'CommandNotFound');
    },
  },
  'query-version': {
    run: ({ version }) => ({ qemu: version.qemu, package: version.package }),
  },
  'query-status': {
    run: ({ vm, isSince }) => ({
      running: vm.running,
      ...(isSince([9, 0]) ? {} : { singlestep: false }),
      status: vm.status,
    }),
  },
  'query-name': { run: ({ name }) => (name === undefined ? {} : { name }) },
  'query-uuid': { run: ({ uuid }) => ({ UUID: uuid }) },
  'query-commands': { run: ({ commandNames }) => commandNames.map((name) => ({ name })) },
  'query-qmp-schema': {
    run: ({ commandNames, isSince }) =>
      schemaOf(
        commandNames.map((name) => ({ name, oob: BUILT_IN[name]?.oob === true })),
        isSince,
      ),
  },
  ...BACKGROUND,
  ...BLOCK,
  'query-block': { run: ({ vm }) => [describeDisk(vm)] },
  stop: {
    run: ({ vm, dump }) => {
      dump.refuseWhileActive();
      vm.stop();
    },
  },
  cont: {
    run: ({ vm, dump }) => {
      dump.refuseWhileActive();
      vm.cont();
    },
  },
  system_reset: { run: ({ vm }) => vm.reset() },
  system_powerdown: { run: ({ vm }) => vm.powerdown() },
  system_wakeup: { run: ({ vm }) => vm.wakeUp() },
  'inject-nmi': { run: ({ vm }) => vm.injectNmi() },
  quit: { run: ({ vm }) => vm.quit() },
  'set-action': { since: [6, 0], run: ({ vm }, args) => vm.setActions(args) },
  'query-yank': { oob: true, since: [6, 0], run: () => [{ type: 'chardev', id: MONITOR }] },
  yank: { oob: true, since: [6, 0], run: (host, { instances }) => yank(host, instances) },
};

function yank(host: CommandHost, instances: unknown): void {
  if (!Array.isArray(instances)) return;
  for (const instance of instances) {
    const { type, id }: { type?: unknown; id?: unknown } = Object(instance);
    if (type !== 'chardev' || id !== MONITOR) throw new Refusal('Instance not found', 'DeviceNotFound');
  }
  if (instances.length > 0) host.hangUp();
}

function describeDisk(vm: FakeVm): object {
  return {
    device: '',
    qdev: DISK_PATH,
    type: 'unknown',
    removable: false,
    locked: false,
    inserted: {
      file: `${DISK}.qcow2`,
      'node-name': DISK,
      ro: false,
      drv: 'qcow2',
      backing_file_depth: 0,
      encrypted: false,
      detect_zeroes: 'off',
      bps: 0,
      bps_rd: 0,
      bps_wr: 0,
      iops: 0,
      iops_rd: 0,
      iops_wr: 0,
      image: {
        filename: `${DISK}.qcow2`,
        format: 'qcow2',
        'virtual-size': 1_073_741_824,
        'dirty-flag': false,
      },
      cache: { writeback: true, direct: false, 'no-flush': false },
      write_threshold: 0,
    },
    'io-status': vm.ioStatus,
  };
}
