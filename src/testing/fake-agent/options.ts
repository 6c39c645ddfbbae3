import { type Clock, count, knownOptions, milliseconds, oneOf, systemClock } from '../../core/index.js';

/** What kind of agent a {@link FakeAgent} is. */
export interface FakeAgentOptions {
  /** Time. With a `VirtualClock` the fake lives outside of the simulated process. Default: the host's. */
  readonly clock?: Clock | undefined;
  /** Whether it runs from the start. Default: yes. Without, what comes waits in its channel until `start()`. */
  readonly present?: boolean | undefined;
  /** The version that it says it is. Default `7.2.22`. */
  readonly version?: string | undefined;
  /** What it does with a command's id: an agent older than QEMU 3.0 refuses it. Default `repeated`. */
  readonly ids?: 'repeated' | 'refused' | undefined;
  /** Commands that its administrator has blocked. Default: none. */
  readonly blocked?: readonly string[] | undefined;
  /** Files of the guest, by path. Default: none. */
  readonly files?: Readonly<Record<string, string | Uint8Array>> | undefined;
  /** How many file systems a freeze freezes. Default 1. */
  readonly filesystems?: number | undefined;
  /** How long the agent stays after a shutdown or suspension was asked for, in milliseconds. Default 1,000. */
  readonly shutdownTime?: number | undefined;
}

/** {@link FakeAgentOptions}, checked and complete. */
export interface CheckedFakeAgentOptions {
  readonly clock: Clock;
  readonly present: boolean;
  readonly version: string;
  readonly ids: 'repeated' | 'refused';
  readonly blocked: ReadonlySet<string>;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly filesystems: number;
  readonly shutdownTime: number;
}

const KNOWN = ['clock', 'present', 'version', 'ids', 'blocked', 'files', 'filesystems', 'shutdownTime'];

/** @throws OptionError */
export function checkFakeAgentOptions(options: FakeAgentOptions): CheckedFakeAgentOptions {
  knownOptions('FakeAgent', options, KNOWN);
  return {
    clock: options.clock ?? systemClock,
    present: options.present ?? true,
    version: options.version ?? '7.2.22',
    ids: oneOf('ids', options.ids, 'repeated', ['repeated', 'refused']),
    blocked: new Set(options.blocked),
    files: options.files ?? {},
    filesystems: count('filesystems', options.filesystems, 1, { min: 0 }),
    shutdownTime: milliseconds('shutdownTime', options.shutdownTime, 1_000, { min: 0 }),
  };
}
