import {
  type Clock,
  count,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  nonEmpty,
  OptionError,
  oneOf,
  systemClock,
  warnOfListenerError,
} from '../core/index.js';
import type { HostErrorSource } from '../faults/index.js';
import { checkPolicies, type Mode, type Policy } from '../policy/index.js';
import type { Qmp } from '../qmp/index.js';
import { Vm } from '../vm/index.js';
import type { AnyWatchdog } from '../watchdog/index.js';
import { Fleet } from './fleet.js';

/** Options of a {@link Supervisor} in either mode. All times are milliseconds. */
export interface CommonSupervisorOptions {
  /** The VM over all its sessions, or one session of it. The run ends with it. */
  readonly vm: Qmp;
  /** Names the VM in records. */
  readonly name?: string | undefined;
  /** The supervisor starts them when it runs, and stops them when it ends. */
  readonly watchdogs?: readonly AnyWatchdog[] | undefined;
  /**
   * Where errors of the host are found, for `on.hostError` and `on.fault`: see `hostError`. The supervisor follows them
   * while it runs. Their ids must differ.
   */
  readonly hostErrors?: readonly HostErrorSource[] | undefined;
  /** When to do what. Their names must differ. */
  readonly policies: readonly Policy[];
  /** How long one write of the journal may take; longer is a failure. Default 2,000. */
  readonly journalTimeout?: number | undefined;
  /** How large the journal's file may become, in bytes; then it is kept beside a new one. Default 16 MiB, at least 1 MiB. */
  readonly journalMaxBytes?: number | undefined;
  /** How many older files of the journal are kept. Default 4, at least 1. */
  readonly journalKeep?: number | undefined;
  /**
   * What follows when a record can not be written, since what can not be recorded is not done: `end`, the run rejects;
   * `observe`, somebody is paged and it goes on in observe mode, until it is started again. Default `end`.
   */
  readonly onJournalFailure?: 'end' | 'observe' | undefined;
  /**
   * What acting takes the exclusive claim on, on this host: two supervisors with one claim never act at a time. `'none'`
   * for no claim. Default: the VM's UUID, else its name, else the path of the journal.
   */
  readonly claim?: 'none' | (string & {}) | undefined;
  /** The VMs that it is one of. */
  readonly fleet?: Fleet | undefined;
  /** How long a guest may take from a reset, its own included, to its first pet. Default 300,000. */
  readonly bootGrace?: number | undefined;
  /** How long something may be unknown before somebody is paged. Default 60,000. */
  readonly unknownAfter?: number | undefined;
  /** How long a stopped VM excuses the silence of its guest. Default 3,600,000. */
  readonly pauseLimit?: number | undefined;
  /**
   * How long the press of its power button by somebody else excuses the silence of a guest: it may be shutting down.
   * Default 300,000.
   */
  readonly shutdownGrace?: number | undefined;
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
  readonly watchdogs: readonly AnyWatchdog[];
  readonly hostErrors: readonly HostErrorSource[];
  readonly policies: readonly Policy[];
  readonly mode: Mode;
  readonly journal: string;
  /** Whether it was said where to record. */
  readonly journalled: boolean;
  readonly claim: string | undefined;
  readonly fleet: Fleet | undefined;
  readonly journalTimeout: number;
  readonly journalMaxBytes: number;
  readonly journalKeep: number;
  readonly onJournalFailure: 'end' | 'observe';
  readonly bootGrace: number;
  readonly unknownAfter: number;
  readonly pauseLimit: number;
  readonly shutdownGrace: number;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
}

const MEBIBYTE = 1024 * 1024;

const KNOWN = [
  'vm',
  'name',
  'watchdogs',
  'hostErrors',
  'policies',
  'mode',
  'journal',
  'journalTimeout',
  'journalMaxBytes',
  'journalKeep',
  'onJournalFailure',
  'claim',
  'fleet',
  'bootGrace',
  'unknownAfter',
  'pauseLimit',
  'shutdownGrace',
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
      'a connected Vm or QmpClient, or anything else that is a Qmp',
    );
  }
  const watchdogs = options.watchdogs ?? [];
  const ids = watchdogs.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new OptionError('supervisor.watchdogs', twice, 'watchdogs with ids of their own');
  if (!Array.isArray(options.policies))
    throw new OptionError('supervisor.policies', options.policies, 'an array of policies');
  const hostErrors = options.hostErrors ?? [];
  checkHostErrors(hostErrors);
  checkPolicies(options.policies, ids, {
    hasVm: options.vm instanceof Vm,
    hostErrors: hostErrors.map(({ id }) => id),
  });
  if (options.fleet !== undefined && !(options.fleet instanceof Fleet))
    throw new OptionError('supervisor.fleet', options.fleet, 'a Fleet');
  return {
    vm: options.vm,
    name: options.name === undefined ? undefined : nonEmpty('supervisor.name', options.name),
    watchdogs,
    hostErrors,
    policies: options.policies,
    mode,
    journal: nonEmpty('supervisor.journal', options.journal ?? 'none'),
    journalled: options.journal !== undefined,
    claim: options.claim === undefined ? undefined : nonEmpty('supervisor.claim', options.claim),
    fleet: options.fleet,
    journalTimeout: milliseconds('supervisor.journalTimeout', options.journalTimeout, 2_000, { min: 1 }),
    journalMaxBytes: count('supervisor.journalMaxBytes', options.journalMaxBytes, 16 * MEBIBYTE, {
      min: MEBIBYTE,
    }),
    journalKeep: count('supervisor.journalKeep', options.journalKeep, 4, { min: 1, max: 999 }),
    onJournalFailure: oneOf('supervisor.onJournalFailure', options.onJournalFailure, 'end', [
      'end',
      'observe',
    ]),
    bootGrace: milliseconds('supervisor.bootGrace', options.bootGrace, 300_000, { min: 1 }),
    unknownAfter: milliseconds('supervisor.unknownAfter', options.unknownAfter, 60_000, { min: 1 }),
    pauseLimit: milliseconds('supervisor.pauseLimit', options.pauseLimit, 3_600_000, { min: 1 }),
    shutdownGrace: milliseconds('supervisor.shutdownGrace', options.shutdownGrace, 300_000, { min: 1 }),
    onListenerError: options.onListenerError ?? warnOfListenerError,
    clock: options.clock ?? systemClock,
  };
}

function checkHostErrors(sources: readonly HostErrorSource[]): void {
  if (!Array.isArray(sources))
    throw new OptionError('supervisor.hostErrors', sources, 'an array of sources of `hostError`');
  for (const [index, source] of sources.entries()) {
    const where = `supervisor.hostErrors[${index}]`;
    if (typeof source?.start !== 'function') throw new OptionError(where, source, 'a source of `hostError`');
    nonEmpty(`${where}.id`, source.id);
    if (sources.findIndex(({ id }) => id === source.id) !== index)
      throw new OptionError(where, source.id, 'a source with an id of its own');
  }
}
