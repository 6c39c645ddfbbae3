import { type Clock, knownOptions, nonEmpty, OptionError, oneOf, systemClock } from '../../core/index.js';
import type { RunState, VersionInfo } from '../../qmp/index.js';
import type { FakeGuestOptions } from './fake-guest.js';
import type { VmActions } from './fake-vm.js';

/** What kind of QEMU a {@link FakeQemu} is. */
export interface FakeQemuOptions {
  /** Time. With a `VirtualClock` the fake lives outside of the simulated process. Default: the host's. */
  readonly clock?: Clock | undefined;
  /** The version that it says it is: `7.2.22` unless given. It decides which commands and event members there are. */
  readonly version?: string | undefined;
  /** The package string of its greeting, by which distributions name their builds. Default: none. */
  readonly package?: string | undefined;
  /** Whether it offers out-of-band execution. Without, its monitor has no thread of its own. Default: yes. */
  readonly oob?: boolean | undefined;
  /** Its name, the option `-name`. Default: none. */
  readonly name?: string | undefined;
  /** Its UUID, the option `-uuid`. Default: all zeros, which is QEMU's. */
  readonly uuid?: string | undefined;
  /** Where it starts: `prelaunch` is the option `-S`. Default `running`, with the guest booting. */
  readonly status?: RunState | undefined;
  /** What resets, shutdowns, panics and watchdogs lead to: the option `-action`. Defaults as QEMU's. */
  readonly actions?: Partial<VmActions> | undefined;
  /** Whether messages are spread over lines: the monitor's option `pretty=on`. Default: no. */
  readonly pretty?: boolean | undefined;
  /** How the guest behaves. */
  readonly guest?: FakeGuestOptions | undefined;
  /**
   * What becomes of {@link FakeQemu.complaints}: `throw` throws them as a {@link MisuseError} when the fake is disposed
   * of, `collect` only lists them. Default `throw`.
   */
  readonly onComplaint?: 'throw' | 'collect' | undefined;
  /**
   * Commands about which it does not complain, whatever is wrong with them; where one is scripted, its script decides.
   * Default: none.
   */
  readonly allow?: readonly string[] | undefined;
}

/** {@link FakeQemuOptions}, checked and complete. */
export interface CheckedFakeOptions {
  readonly clock: Clock;
  readonly version: VersionInfo;
  readonly oob: boolean;
  readonly name: string | undefined;
  readonly uuid: string;
  readonly status: RunState;
  readonly actions: VmActions;
  readonly pretty: boolean;
  readonly guest: FakeGuestOptions;
  readonly onComplaint: 'throw' | 'collect';
  readonly allow: readonly string[];
}

const KNOWN = [
  ...['clock', 'version', 'package', 'oob', 'name', 'uuid', 'status', 'actions', 'pretty', 'guest'],
  ...['onComplaint', 'allow'],
];

/** @throws {@link OptionError} */
export function checkFakeOptions(options: FakeQemuOptions): CheckedFakeOptions {
  knownOptions('FakeQemu', options, KNOWN);
  knownOptions('actions', options.actions ?? {}, ['reboot', 'shutdown', 'panic', 'watchdog']);
  knownOptions('guest', options.guest ?? {}, ['interval', 'bootTime']);
  const { actions = {} } = options;
  return {
    clock: options.clock ?? systemClock,
    version: readVersion(options.version ?? '7.2.22', options.package ?? ''),
    oob: options.oob ?? true,
    name: options.name,
    uuid: options.uuid ?? '00000000-0000-0000-0000-000000000000',
    status: options.status ?? 'running',
    actions: {
      reboot: oneOf('actions.reboot', actions.reboot, 'reset', ['reset', 'shutdown']),
      shutdown: oneOf('actions.shutdown', actions.shutdown, 'poweroff', ['poweroff', 'pause']),
      panic: oneOf('actions.panic', actions.panic, 'shutdown', ['pause', 'shutdown', 'exit-failure', 'none']),
      watchdog: oneOf('actions.watchdog', actions.watchdog, 'reset', [
        'reset',
        'shutdown',
        'poweroff',
        'pause',
        'debug',
        'none',
        'inject-nmi',
      ]),
    },
    pretty: options.pretty ?? false,
    guest: options.guest ?? {},
    onComplaint: oneOf('onComplaint', options.onComplaint, 'throw', ['throw', 'collect']),
    allow: (options.allow ?? []).map((command) => nonEmpty('allow', command)),
  };
}

function readVersion(version: string, name: string): VersionInfo {
  const [, major, minor, micro] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (micro === undefined)
    throw new OptionError('version', version, "a version of QEMU's, for example '7.2.22'");
  return { qemu: { major: Number(major), minor: Number(minor), micro: Number(micro) }, package: name };
}
