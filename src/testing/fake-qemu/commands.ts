import { Refusal } from './answer.js';
import { schemaOf } from './schema.js';
import { DISK, DISK_PATH, type FakeVm, type VmActions } from './fake-vm.js';

/** The QEMU that a command runs in. */
export interface CommandHost {
  readonly vm: FakeVm;
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

/** A command of the fake's own. */
export interface BuiltIn {
  /** Whether it may be executed out of band. */
  readonly oob?: true;
  readonly since?: readonly [number, number];
  /** The members that its arguments may have. */
  readonly takes?: readonly string[];
  run(host: CommandHost, args: Readonly<Record<string, unknown>>): unknown;
}

/** The character device of the fake's monitor, by the name that QEMU gives it. */
const MONITOR = 'compat_monitor0';

const ACTIONS: { readonly [Name in keyof VmActions]: readonly VmActions[Name][] } = {
  reboot: ['reset', 'shutdown'],
  shutdown: ['poweroff', 'pause'],
  panic: ['pause', 'shutdown', 'exit-failure', 'none'],
  watchdog: ['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none', 'inject-nmi'],
};

/** What the fake answers without a script. Members stand in the schema's order, which decides how they are printed. */
export const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  qmp_capabilities: {
    takes: ['enable'],
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
  'query-migrate': { run: () => ({}) },
  'query-block': { run: ({ vm }) => [describeDisk(vm)] },
  stop: { run: ({ vm }) => vm.stop() },
  cont: { run: ({ vm }) => vm.cont() },
  system_reset: { run: ({ vm }) => vm.reset() },
  system_powerdown: { run: ({ vm }) => vm.powerdown() },
  system_wakeup: { run: ({ vm }) => vm.wakeUp() },
  'inject-nmi': { run: ({ vm }) => vm.injectNmi() },
  quit: { run: ({ vm }) => vm.quit() },
  'set-action': {
    since: [6, 0],
    takes: Object.keys(ACTIONS),
    run: ({ vm }, args) => setActions(vm, args),
  },
  'query-yank': { oob: true, since: [6, 0], run: () => [{ type: 'chardev', id: MONITOR }] },
  yank: {
    oob: true,
    since: [6, 0],
    takes: ['instances'],
    run: (host, args) => yank(host, args['instances']),
  },
};

function setActions(vm: FakeVm, args: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(args)) {
    const words: readonly unknown[] = Reflect.get(ACTIONS, name);
    if (!words.includes(value))
      throw new Refusal(`Parameter '${name}' does not accept value '${String(value)}'`);
  }
  vm.setActions(args);
}

function yank(host: CommandHost, instances: unknown): void {
  if (!Array.isArray(instances)) throw new Refusal("Parameter 'instances' is missing");
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
