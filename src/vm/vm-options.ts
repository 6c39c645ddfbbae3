import {
  abortSignal,
  type Backoff,
  type Clock,
  checkReconnect,
  count,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  nonEmpty,
  OptionError,
  type ReconnectOptions,
  systemClock,
  warnOfListenerError,
} from '../core/index.js';
import { checkAddress, type QmpAddress, type QmpClient, type QmpClientOptions } from '../qmp/index.js';
import { FileInterlockStore, type InterlockStore, MemoryInterlockStore } from './interlock-store.js';
import { checkProcess, type VmProcess } from './process-watch.js';

/** What a function as a {@link VmAddress} is given. */
export interface VmAddressContext {
  /** Aborts when the VM is closed: let go of what is being waited for. */
  readonly signal: AbortSignal;
}

/**
 * Where the VM's monitor is, as for `QmpClient.connect`. A stream or transport serves one session only: for these, and
 * for a {@link QmpListener}, pass a function that brings the next one, or the next client.
 */
export type VmAddress =
  | Exclude<QmpAddress, { readonly stream: unknown } | { readonly transport: unknown }>
  | ((context: VmAddressContext) => Promise<QmpAddress | QmpClient> | QmpAddress | QmpClient);

/** Options of `Vm.connect`. All times are milliseconds. */
export interface VmOptions {
  /** Ends connecting. It does not end the VM later: use `close`. */
  readonly signal?: AbortSignal | undefined;
  /** How long it may take until the first session is there and has answered. Attempts are repeated until then. Default 10,000. */
  readonly startTimeout?: number | undefined;
  /** The UUID that QEMU must have. Default: that of the first session, from then on. */
  readonly expectUuid?: string | undefined;
  /** The name that QEMU must have. Default: that of the first session, from then on. */
  readonly expectName?: string | undefined;
  /** How long to wait before a session that was lost, or could not be had, is tried again. */
  readonly reconnect?: ReconnectOptions | undefined;
  /** How often QEMU is asked whether it answers. Default 2,000; `Infinity` for never. */
  readonly probeInterval?: number | undefined;
  /** How long it may take to answer that. Default 2,000. */
  readonly probeTimeout?: number | undefined;
  /** How many of these questions in a row must fail before it counts as stalled or unresponsive. Default 2. */
  readonly probeFailures?: number | undefined;
  /**
   * How long QEMU may be unresponsive before its session is given up for a new one. A host that vanished leaves a network
   * connection open for many minutes, while a process that was merely stopped goes on with the session that it has.
   * Default 60,000 for an address with a port, else `Infinity`.
   */
  readonly dropAfter?: number | undefined;
  /** How often everything is asked again, whether an event hinted at a change or not. Default 30,000; `Infinity` for never. */
  readonly reconcileInterval?: number | undefined;
  /** QEMU's process, so that its end can be told from that of a connection. */
  readonly process?: VmProcess | undefined;
  /**
   * Keeps interlocks over a restart of this process: the path of a file, a store of one's own, or `'none'`, which keeps
   * them as long as this process lives. Default: a file in the folder of this user that lasts until the host reboots,
   * written when there is an interlock to keep.
   */
  readonly interlocks?: 'none' | (string & {}) | InterlockStore | undefined;
  /** Options of each session. */
  readonly client?: Omit<QmpClientOptions, 'signal' | 'clock' | 'onListenerError'> | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link VmOptions}, checked and complete. */
export interface CheckedVmOptions {
  readonly signal: AbortSignal | undefined;
  readonly startTimeout: number;
  readonly expectUuid: string | undefined;
  readonly expectName: string | undefined;
  readonly backoff: Backoff;
  readonly probeInterval: number;
  readonly probeTimeout: number;
  readonly probeFailures: number;
  readonly dropAfter: number;
  readonly reconcileInterval: number;
  readonly process: VmProcess | undefined;
  /** Undefined for the default. */
  readonly interlocks: InterlockStore | undefined;
  readonly client: Omit<QmpClientOptions, 'signal' | 'clock' | 'onListenerError'>;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
}

const KNOWN = [
  'signal',
  'startTimeout',
  'expectUuid',
  'expectName',
  'reconnect',
  'probeInterval',
  'probeTimeout',
  'probeFailures',
  'dropAfter',
  'reconcileInterval',
  'process',
  'interlocks',
  'client',
  'onListenerError',
  'clock',
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws {@link OptionError} */
export function checkVmOptions(address: VmAddress, options: VmOptions): CheckedVmOptions {
  if (typeof address === 'object' && address !== null && ('stream' in address || 'transport' in address))
    throw new OptionError(
      'address',
      address,
      'a function that brings a new stream or transport for each session: this one serves only one',
    );
  if (typeof address !== 'function') checkAddress(address);
  knownOptions('vm', options, KNOWN);
  const { expectUuid, expectName, process } = options;
  if (expectUuid !== undefined && !UUID.test(nonEmpty('vm.expectUuid', expectUuid)))
    throw new OptionError('vm.expectUuid', expectUuid, 'a UUID');
  const wait = { min: 10, infinity: true };
  const overNetwork = typeof address === 'object' && 'port' in address;
  return {
    signal: abortSignal('vm.signal', options.signal),
    startTimeout: milliseconds('vm.startTimeout', options.startTimeout, 10_000, { min: 1, infinity: true }),
    expectUuid: expectUuid?.toLowerCase(),
    expectName: expectName === undefined ? undefined : nonEmpty('vm.expectName', expectName),
    backoff: checkReconnect(options.reconnect),
    probeInterval: milliseconds('vm.probeInterval', options.probeInterval, 2_000, wait),
    probeTimeout: milliseconds('vm.probeTimeout', options.probeTimeout, 2_000, { min: 10 }),
    probeFailures: count('vm.probeFailures', options.probeFailures, 2, { min: 1 }),
    dropAfter: milliseconds(
      'vm.dropAfter',
      options.dropAfter,
      overNetwork ? 60_000 : Number.POSITIVE_INFINITY,
      wait,
    ),
    reconcileInterval: milliseconds('vm.reconcileInterval', options.reconcileInterval, 30_000, wait),
    process: process === undefined ? undefined : checkProcess(process),
    interlocks: checkStore(options.interlocks),
    client: options.client ?? {},
    onListenerError: options.onListenerError ?? warnOfListenerError,
    clock: options.clock ?? systemClock,
  };
}

function checkStore(interlocks: VmOptions['interlocks']): InterlockStore | undefined {
  if (interlocks === undefined) return undefined;
  if (interlocks === 'none') return new MemoryInterlockStore();
  if (typeof interlocks === 'string') return new FileInterlockStore(nonEmpty('vm.interlocks', interlocks));
  if (typeof interlocks?.load !== 'function' || typeof interlocks.save !== 'function')
    throw new OptionError(
      'vm.interlocks',
      interlocks,
      "the path of a file, 'none', or a store with the methods load() and save()",
    );
  return interlocks;
}
