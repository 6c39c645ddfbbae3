import { count, knownOptions, nonEmpty, type OptionError, oneOf } from '../../core/index.js';
import type { Mode } from '../../policy/index.js';
import type { WatchdogOptions } from '../../watchdog/index.js';
import type { FakeQemuOptions } from '../fake-qemu/options.js';

/** What is simulated besides the policies. */
export interface SimulateOptions {
  /** The QEMU that the VM runs in. */
  readonly qemu?: Omit<FakeQemuOptions, 'clock'> | undefined;
  /** The watchdogs over its guest's heartbeats, which come every 100 ms. Default: one, `guest`, of 5,000 ms. */
  readonly watchdogs?: readonly Omit<WatchdogOptions, 'clock' | 'pets'>[] | undefined;
  /** Default `enforce`: nothing is done to anything real. */
  readonly mode?: Mode | undefined;
  /** How long a guest may take from a reset to its first heartbeat, in milliseconds. Default 300,000. */
  readonly bootGrace?: number | undefined;
  /** How long something may be unknown before somebody is paged, in milliseconds. Default 60,000. */
  readonly unknownAfter?: number | undefined;
  /** The ids of its sources of host errors, for `hostError`. Default: one, `host`. */
  readonly hostErrors?: readonly string[] | undefined;
  /** How many other VMs there are in its fleet, for `others-fall-silent`. Default 0. */
  readonly others?: number | undefined;
  /** The path of the journal's file, which {@link Simulation.restart} needs. Default `'none'`. */
  readonly journal?: string | undefined;
}

/** {@link SimulateOptions}, checked and complete. */
export interface CheckedSimulateOptions {
  readonly qemu: Omit<FakeQemuOptions, 'clock'>;
  readonly watchdogs: readonly Omit<WatchdogOptions, 'clock' | 'pets'>[];
  readonly mode: Mode;
  readonly bootGrace: number | undefined;
  readonly unknownAfter: number | undefined;
  readonly hostErrors: readonly string[];
  readonly others: number;
  readonly journal: string;
}

const KNOWN = ['qemu', 'watchdogs', 'mode', 'bootGrace', 'unknownAfter', 'hostErrors', 'others', 'journal'];

/** What the parts check themselves is left to them. @throws {@link OptionError} */
export function checkSimulateOptions(options: SimulateOptions): CheckedSimulateOptions {
  knownOptions('simulate', options, KNOWN);
  return {
    qemu: options.qemu ?? {},
    watchdogs: options.watchdogs ?? [{ id: 'guest', timeout: 5_000 }],
    mode: oneOf<Mode>('simulate.mode', options.mode, 'enforce', ['observe', 'enforce']),
    bootGrace: options.bootGrace,
    unknownAfter: options.unknownAfter,
    hostErrors: (options.hostErrors ?? ['host']).map((id, index) =>
      nonEmpty(`simulate.hostErrors[${index}]`, id),
    ),
    others: count('simulate.others', options.others, 0, { min: 0, max: 10_000 }),
    journal: nonEmpty('simulate.journal', options.journal ?? 'none'),
  };
}
