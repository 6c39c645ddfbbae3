import { isAbsolute } from 'node:path';
import type { GuestAgent } from '../../agent/index.js';
import {
  abortSignal,
  type Clock,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  systemClock,
  type WaitOptions,
} from '../../core/index.js';
import { checkProcess, type VmProcess } from '../../vm/index.js';
import type { LeaseStore } from '../lease.js';

/** How long each step of {@link quiesce} may take, in milliseconds. */
export interface QuiesceBudgets {
  /** Asking what state the VM is in and what this QEMU can do. Default 5,000. */
  readonly look: number;
  /** Finding out what it writes to, and who holds that now. Default 10,000. */
  readonly control: number;
  /** Keeping the latch on disk. Default 11,000, a little more than the store is given. */
  readonly latch: number;
  /** The end of its jobs and of a migration from here, each. Default 10,000. */
  readonly jobs: number;
  /** The guest's agent freezing its file systems, and each thaw. Default 5,000. */
  readonly freeze: number;
  /** `stop`, which drains and flushes. Default 15,000. */
  readonly stop: number;
  /** Releasing the disks. Default 30,000. */
  readonly release: number;
  /** Proving that they are released, which flushes them once more. Default 15,000. */
  readonly verify: number;
  /** The end of a process that was killed. Default 10,000. */
  readonly kill: number;
}

/** Options of {@link quiesce}. All times are milliseconds. */
export interface QuiesceOptions extends WaitOptions {
  /** Ends it early. What was begun is undone as far as that is safe: a release is not. */
  readonly signal?: AbortSignal | undefined;
  /** The deadline for all of it. Default 90,000. Thawing and lifting the latch again may take their budgets beyond it. */
  readonly timeout?: number | undefined;
  /** Why, for whoever finds the VM latched. Default `quiesce`. */
  readonly reason?: string | undefined;
  /** Budgets of single steps. */
  readonly budgets?: Partial<QuiesceBudgets> | undefined;
  /**
   * Freezes the guest's file systems before the VM is stopped, so that they are consistent and not merely as after a
   * power cut. A freeze that fails or hangs is thawed and gone without, and one by somebody else is left to them. With
   * `restoreProof` it freezes nothing: it thaws what an interrupted `quiesce` may have frozen, where nothing was released.
   */
  readonly freeze?: { readonly agent: GuestAgent } | undefined;
  /**
   * Whether the storage is what is in doubt. Then network connections that QEMU may hang on are cut off first, out of
   * band: `stop` would wait for them, and everything else with it. Default false; a main loop that does not answer has
   * the same effect.
   */
  readonly doubtfulStorage?: boolean | undefined;
  /** Where the guest's memory and state are saved while its disks are released: an absolute path. Default: nowhere. */
  readonly saveTo?: string | undefined;
  /** The process to kill when its disks can not be released otherwise. Default: it is not killed. */
  readonly kill?: VmProcess | undefined;
  /** `qemu-io`, which looks whether an image could be opened for writing: with its path, or as PATH has it. Default `qemu-io`. */
  readonly qemuIo?: string | undefined;
  /** Where an L2 proof is registered, so that others can consume it, and you revoke it. Default: nowhere. */
  readonly lease?: LeaseStore | undefined;
  /** Asked right before the VM is stopped: why it must not be, after all, or undefined. */
  readonly stillStands?: (() => Promise<string | undefined>) | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** Options of {@link restoreProof}. */
export type RestoreProofOptions = Omit<
  QuiesceOptions,
  'doubtfulStorage' | 'saveTo' | 'stillStands' | 'reason'
>;

/** {@link QuiesceOptions}, checked and complete. */
export interface CheckedQuiesce {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly reason: string;
  readonly budgets: QuiesceBudgets;
  readonly agent: GuestAgent | undefined;
  readonly doubtfulStorage: boolean;
  readonly saveTo: string | undefined;
  readonly kill: VmProcess | undefined;
  readonly qemuIo: string;
  readonly lease: LeaseStore | undefined;
  readonly stillStands: () => Promise<string | undefined>;
  readonly clock: Clock;
}

const BUDGETS: QuiesceBudgets = {
  look: 5_000,
  control: 10_000,
  latch: 11_000,
  jobs: 10_000,
  freeze: 5_000,
  stop: 15_000,
  release: 30_000,
  verify: 15_000,
  kill: 10_000,
};

const RESTORE = ['signal', 'timeout', 'budgets', 'kill', 'qemuIo', 'lease', 'clock', 'freeze'];
const KNOWN = [...RESTORE, 'reason', 'doubtfulStorage', 'saveTo', 'stillStands'];

/** @internal The options of {@link quiesce} or `restoreProof`, complete. @throws OptionError */
export function checkQuiesce(
  where: 'quiesce' | 'restoreProof',
  options: QuiesceOptions,
  defaultClock: Clock = systemClock,
): CheckedQuiesce {
  knownOptions(where, options, where === 'quiesce' ? KNOWN : RESTORE);
  const { freeze, saveTo, kill, lease, stillStands, budgets = {} } = options;
  knownOptions(`${where}.budgets`, budgets, Object.keys(BUDGETS));
  const budget = (step: keyof QuiesceBudgets): number =>
    milliseconds(`${where}.budgets.${step}`, budgets[step], BUDGETS[step], { min: 1 });
  if (freeze !== undefined) knownOptions(`${where}.freeze`, freeze, ['agent']);
  if (freeze !== undefined && typeof freeze.agent?.executeAny !== 'function')
    throw new OptionError(`${where}.freeze.agent`, freeze.agent, 'a GuestAgent');
  if (saveTo !== undefined && (!isAbsolute(nonEmpty('quiesce.saveTo', saveTo)) || saveTo.includes('\0')))
    throw new OptionError('quiesce.saveTo', saveTo, 'an absolute path');
  if (lease !== undefined && (typeof lease.get !== 'function' || typeof lease.swap !== 'function'))
    throw new OptionError(`${where}.lease`, lease, 'a store with the methods get() and swap()');
  if (stillStands !== undefined && typeof stillStands !== 'function')
    throw new OptionError('quiesce.stillStands', stillStands, 'a function');
  return {
    signal: abortSignal(`${where}.signal`, options.signal),
    timeout: milliseconds(`${where}.timeout`, options.timeout, 90_000, { min: 1 }),
    reason: options.reason === undefined ? 'quiesce' : nonEmpty('quiesce.reason', options.reason),
    budgets: {
      look: budget('look'),
      control: budget('control'),
      latch: budget('latch'),
      jobs: budget('jobs'),
      freeze: budget('freeze'),
      stop: budget('stop'),
      release: budget('release'),
      verify: budget('verify'),
      kill: budget('kill'),
    },
    agent: freeze?.agent,
    doubtfulStorage: options.doubtfulStorage ?? false,
    saveTo,
    kill: kill === undefined ? undefined : checkProcess(kill),
    qemuIo: options.qemuIo === undefined ? 'qemu-io' : nonEmpty(`${where}.qemuIo`, options.qemuIo),
    lease,
    stillStands: stillStands ?? (async () => undefined),
    clock: options.clock ?? defaultClock,
  };
}
