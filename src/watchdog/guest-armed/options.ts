import {
  type Clock,
  count,
  type ListenerErrorHandler,
  milliseconds,
  nonEmpty,
  OptionError,
  systemClock,
} from '../../core/index.js';
import type { Qmp } from '../../qmp/index.js';
import type { PetChannel } from '../pets/index.js';
import { type CheckedPetOptions, commonOptions, type PetOptions } from '../pets/options.js';
import type { GuestTerms } from './dialogue.js';

/** Options of a {@link GuestArmed}. All times are milliseconds. */
export interface GuestArmedOptions extends PetOptions {
  /**
   * Where the guest's port is: the chardev of a `virtserialport` or of a serial port. A stream must be one that can be
   * written to, or the guest gets no answers.
   */
  readonly port: PetChannel;
  /**
   * The VM, whose resets, shutdowns and gaps between sessions end what the guest has armed. Without it nobody tells of
   * them, and a guest that was reset without disarming is found silent.
   */
  readonly vm?: Qmp | undefined;
  /** What the ids of its watchdogs begin with: `guest` (default) makes `guest-1` and `guest-2`. */
  readonly id?: string | undefined;
  /** How many timers the guest may have armed at a time, from 1 to 99. Default 2, as in Xen. */
  readonly timers?: number | undefined;
  /** The shortest timeout that the guest is granted, in whole seconds. Default 5,000. */
  readonly minTimeout?: number | undefined;
  /** The longest timeout that the guest is granted, in whole seconds. Default 3,600,000. */
  readonly maxTimeout?: number | undefined;
  /** How long *before* expiry its watchdogs warn. Default 0: no warning. */
  readonly pretimeout?: number | undefined;
  /** How long a guest that says `BYE` may take to shut down, in whole seconds. Default 300,000, as in Xen. */
  readonly byeGrace?: number | undefined;
  /** Whether an armed timer stays armed until the guest's boot is over, as in Linux: `DISARM` is refused. Default false. */
  readonly nowayout?: boolean | undefined;
  /** How long a guest that may have been reset unseen is excused. Give the supervisor's. Default 300,000. */
  readonly bootGrace?: number | undefined;
  /** Told of an error that a listener of its watchdogs threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link GuestArmedOptions}, checked and complete. */
export interface CheckedGuestArmedOptions {
  readonly port: PetChannel;
  readonly channel: CheckedPetOptions;
  readonly vm: Qmp | undefined;
  readonly id: string;
  readonly terms: GuestTerms;
  readonly pretimeout: number;
  readonly bootGrace: number;
  readonly onListenerError: ListenerErrorHandler | undefined;
  readonly clock: Clock;
}

const OWN = [
  ...['port', 'vm', 'id', 'timers', 'minTimeout', 'maxTimeout', 'pretimeout', 'byeGrace', 'nowayout'],
  ...['bootGrace', 'onListenerError', 'clock'],
];

/** The longest that the guest can ask for. */
const MOST = 999_999_999_000;

/** @throws {@link OptionError} */
export function checkGuestArmedOptions(options: GuestArmedOptions): CheckedGuestArmedOptions {
  const { port, vm, nowayout = false } = options;
  const channel = commonOptions('guestArmed', port, options, OWN);
  if (vm !== undefined && typeof vm.execute !== 'function')
    throw new OptionError('guestArmed.vm', vm, 'a connected Vm or QmpClient, or anything else that is a Qmp');
  if (typeof nowayout !== 'boolean') throw new OptionError('guestArmed.nowayout', nowayout, 'true or false');
  const minTimeout = seconds('minTimeout', options.minTimeout, 5_000, 1_000);
  return {
    port,
    channel,
    vm,
    id: nonEmpty('guestArmed.id', options.id ?? 'guest'),
    terms: {
      timers: count('guestArmed.timers', options.timers, 2, { min: 1, max: 99 }),
      minTimeout,
      maxTimeout: seconds('maxTimeout', options.maxTimeout, Math.max(3_600_000, minTimeout), minTimeout),
      byeGrace: seconds('byeGrace', options.byeGrace, 300_000, 1_000),
      nowayout,
    },
    pretimeout: milliseconds('guestArmed.pretimeout', options.pretimeout, 0, { min: 0 }),
    bootGrace: milliseconds('guestArmed.bootGrace', options.bootGrace, 300_000, { min: 1, max: MOST }),
    onListenerError: options.onListenerError,
    clock: options.clock ?? systemClock,
  };
}

/** The guest counts in seconds: what it is granted must be some. */
function seconds(name: string, value: number | undefined, fallback: number, min: number): number {
  const checked = milliseconds(`guestArmed.${name}`, value, fallback, { min, max: MOST });
  if (checked % 1_000 === 0) return checked;
  throw new OptionError(`guestArmed.${name}`, value, 'whole seconds, in milliseconds');
}
