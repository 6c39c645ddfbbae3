import {
  type Clock,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  nonEmpty,
  OptionError,
  oneOf,
  systemClock,
  warnOfListenerError,
} from '../core/index.js';
import { checkPolicies, type Mode, type Policy } from '../policy/index.js';
import type { Qmp } from '../qmp/index.js';
import type { Watchdog } from '../watchdog/index.js';

/** Options of a {@link Supervisor} in either mode. All times are milliseconds. */
export interface CommonSupervisorOptions {
  /** The VM's session. The run ends with it. */
  readonly vm: Qmp;
  /** Names the VM in records. */
  readonly name?: string | undefined;
  /** The supervisor starts them when it runs, and stops them when it ends. */
  readonly watchdogs?: readonly Watchdog[] | undefined;
  /** When to do what. Their names must differ. */
  readonly policies: readonly Policy[];
  /** How long one write of the journal may take; longer is a failure that ends the run. Default 2,000. */
  readonly journalTimeout?: number | undefined;
  /** How long a guest may take from a reset, its own included, to its first pet. Default 300,000. */
  readonly bootGrace?: number | undefined;
  /** How long something may be unknown before somebody is paged. Default 60,000. */
  readonly unknownAfter?: number | undefined;
  /** How long a stopped VM excuses the silence of its guest. Default 3,600,000. */
  readonly pauseLimit?: number | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/**
 * Options of a {@link Supervisor}. It observes unless `mode` says `enforce`, and it enforces only with a journal: the
 * path of a file, or `'none'` written out.
 */
export type SupervisorOptions = CommonSupervisorOptions & (ObserveOptions | EnforceOptions);

/** Records what would have been done, and does nothing. */
export interface ObserveOptions {
  /** The default. */
  readonly mode?: 'observe' | undefined;
  /** The path of the journal's file. Default `'none'`. */
  readonly journal?: string | undefined;
}

/** Acts. */
export interface EnforceOptions {
  /** Must be written: acting is never a default. */
  readonly mode: 'enforce';
  /** The path of the journal's file, or `'none'` written out: nothing is enforced without saying where it is recorded. */
  readonly journal: string;
}

/** {@link SupervisorOptions}, checked and complete. */
export interface CheckedSupervisorOptions {
  readonly vm: Qmp;
  readonly name: string | undefined;
  readonly watchdogs: readonly Watchdog[];
  readonly policies: readonly Policy[];
  readonly mode: Mode;
  readonly journal: string;
  readonly journalTimeout: number;
  readonly bootGrace: number;
  readonly unknownAfter: number;
  readonly pauseLimit: number;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
}

const KNOWN = [
  'vm',
  'name',
  'watchdogs',
  'policies',
  'mode',
  'journal',
  'journalTimeout',
  'bootGrace',
  'unknownAfter',
  'pauseLimit',
  'onListenerError',
  'clock',
];

/** @throws {@link OptionError} */
export function checkSupervisorOptions(options: SupervisorOptions): CheckedSupervisorOptions {
  knownOptions('supervisor', options, KNOWN);
  const mode = oneOf<Mode>('supervisor.mode', options.mode, 'observe', ['observe', 'enforce']);
  // The types ask for it; JavaScript does not.
  if (mode === 'enforce' && options.journal === undefined) {
    throw new OptionError(
      'supervisor.journal',
      undefined,
      "the path of a file, or 'none' written out: nothing is enforced without saying where it is recorded",
    );
  }
  if (typeof options.vm?.execute !== 'function') {
    throw new OptionError(
      'supervisor.vm',
      options.vm,
      'a connected QmpClient, or anything else that is a Qmp',
    );
  }
  const watchdogs = options.watchdogs ?? [];
  const ids = watchdogs.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new OptionError('supervisor.watchdogs', twice, 'watchdogs with ids of their own');
  if (!Array.isArray(options.policies))
    throw new OptionError('supervisor.policies', options.policies, 'an array of policies');
  checkPolicies(options.policies, ids);
  return {
    vm: options.vm,
    name: options.name === undefined ? undefined : nonEmpty('supervisor.name', options.name),
    watchdogs,
    policies: options.policies,
    mode,
    journal: nonEmpty('supervisor.journal', options.journal ?? 'none'),
    journalTimeout: milliseconds('supervisor.journalTimeout', options.journalTimeout, 2_000, { min: 1 }),
    bootGrace: milliseconds('supervisor.bootGrace', options.bootGrace, 300_000, { min: 1 }),
    unknownAfter: milliseconds('supervisor.unknownAfter', options.unknownAfter, 60_000, { min: 1 }),
    pauseLimit: milliseconds('supervisor.pauseLimit', options.pauseLimit, 3_600_000, { min: 1 }),
    onListenerError: options.onListenerError ?? warnOfListenerError,
    clock: options.clock ?? systemClock,
  };
}
