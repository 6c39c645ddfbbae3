import type { Duplex } from 'node:stream';
import {
  abortSignal,
  type Clock,
  count,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  OptionError,
  systemClock,
  warnOfListenerError,
} from '../core/index.js';
import { checkSocketAddress } from '../qmp/index.js';
import type { GuestTransport } from './transport.js';

/**
 * Where the agent's channel ends on this side: the socket of QEMU's character device, a connected stream, or a
 * transport of one's own. A function that makes transports is called again whenever the connection was lost; a stream
 * or a single transport can not be had again, and its loss is the end.
 */
export type GuestAddress =
  | { readonly path: string }
  | { readonly host?: string | undefined; readonly port: number }
  | { readonly stream: Duplex }
  | {
      /** One transport, or what makes one for each connection. */
      readonly transport: GuestTransport | (() => GuestTransport | Promise<GuestTransport>);
    };

/** Options of `GuestAgent.connect`. All times are milliseconds. */
export interface GuestAgentOptions {
  /** Ends waiting for the agent. It does not end the connection later: use `close`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long to wait for the agent in all: for the socket, and for the answer to the first synchronisation. Default
   * 10,000; give more, or `Infinity`, to wait for a guest that boots.
   */
  readonly timeout?: number | undefined;
  /** How long one attempt to connect may take. Default 5,000. */
  readonly connectTimeout?: number | undefined;
  /** How long to wait for the answer to a synchronisation before asking again. Default 2,000. */
  readonly syncTimeout?: number | undefined;
  /** The default deadline of a command, from its submission. Default 10,000; `Infinity` for none. */
  readonly commandTimeout?: number | undefined;
  /** The largest reply accepted, in bytes. A larger one is skipped, and its command fails. Default 8 MiB. */
  readonly maxMessageBytes?: number | undefined;
  /** How many commands may wait for their turn. Default 1,024. */
  readonly maxQueued?: number | undefined;
  /**
   * Whether the guest has opened the channel; asked before every command and synchronisation, for at most
   * `connectTimeout`. What is written to a channel that nobody has opened is kept and executed *later*, perhaps after
   * the next boot. {@link guestPortOpen} makes one from a QMP session. Where it throws, nothing is sent. Default: not
   * known, so that only the synchronisation protects.
   */
  readonly isOpen?: (() => boolean | Promise<boolean>) | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
  /** Where chance comes from: at least 0, less than 1. It spreads reconnection. For tests. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** {@link GuestAgentOptions}, checked and complete. */
export interface CheckedAgentOptions {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly connectTimeout: number;
  readonly syncTimeout: number;
  readonly commandTimeout: number;
  readonly maxMessageBytes: number;
  readonly maxQueued: number;
  readonly isOpen: (() => boolean | Promise<boolean>) | undefined;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
  readonly random: () => number;
}

const KNOWN = [
  'signal',
  'timeout',
  'connectTimeout',
  'syncTimeout',
  'commandTimeout',
  'maxMessageBytes',
  'maxQueued',
  'isOpen',
  'onListenerError',
  'clock',
  'random',
];

/** @throws OptionError */
export function checkAgentOptions(options: GuestAgentOptions): CheckedAgentOptions {
  knownOptions('connect', options, KNOWN);
  return {
    signal: abortSignal('signal', options.signal),
    timeout: milliseconds('timeout', options.timeout, 10_000, { min: 1, infinity: true }),
    connectTimeout: milliseconds('connectTimeout', options.connectTimeout, 5_000, { min: 1 }),
    syncTimeout: milliseconds('syncTimeout', options.syncTimeout, 2_000, { min: 1, max: 3_600_000 }),
    commandTimeout: milliseconds('commandTimeout', options.commandTimeout, 10_000, {
      min: 1,
      infinity: true,
    }),
    maxMessageBytes: count('maxMessageBytes', options.maxMessageBytes, 8 * 1024 * 1024, {
      min: 1024,
      max: 2 ** 28,
    }),
    maxQueued: count('maxQueued', options.maxQueued, 1_024, { min: 1 }),
    isOpen: aFunction('isOpen', options.isOpen),
    onListenerError: aFunction('onListenerError', options.onListenerError) ?? warnOfListenerError,
    clock: options.clock ?? systemClock,
    random: aFunction('random', options.random) ?? Math.random,
  };
}

function aFunction<F>(name: string, value: F | undefined): F | undefined {
  if (value !== undefined && typeof value !== 'function') throw new OptionError(name, value, 'a function');
  return value;
}

const FORMS = "{ path }, { host, port }, { stream } or { transport }, for example { path: '/run/vm1.agent' }";

/** @throws OptionError */
export function checkGuestAddress(address: GuestAddress): void {
  if (typeof address === 'object' && address !== null) {
    if ('stream' in address) return knownOptions('address', address, ['stream']);
    if ('transport' in address) return knownOptions('address', address, ['transport']);
  }
  checkSocketAddress('address', address, FORMS);
}
