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
import { checkSocketAddress, type SocketAddress } from './socket-address.js';
import { QEMU_QUEUE } from './session.js';
import type { Transport } from './transport.js';

/** Where a QMP server is: a unix socket, a TCP port, a connected stream, or a transport of one's own. */
export type QmpAddress = SocketAddress | { readonly stream: Duplex } | { readonly transport: Transport };

/** Options of `QmpClient.connect`. All times are milliseconds. */
export interface QmpClientOptions {
  /** Ends connecting. It does not end the session later: use `close`. */
  readonly signal?: AbortSignal | undefined;
  /** How long the connection may take. Default 5,000. */
  readonly connectTimeout?: number | undefined;
  /** How long QEMU may take to greet. A busy monitor and a stopped process accept the connection and never greet. Default 5,000. */
  readonly greetingTimeout?: number | undefined;
  /** How long QEMU may take to answer `qmp_capabilities`. A blocked main loop greets and never answers. Default 5,000. */
  readonly negotiationTimeout?: number | undefined;
  /** The default deadline of a command, from its submission. Default 10,000; `Infinity` for none. */
  readonly commandTimeout?: number | undefined;
  /** How long a message may stand half finished before it is reported. Default 5,000. */
  readonly halfMessageTimeout?: number | undefined;
  /** The largest message accepted, in bytes. A larger one ends the session. Default 64 MiB. */
  readonly maxMessageBytes?: number | undefined;
  /**
   * How many in-band commands QEMU may hold at once; further ones wait here. Default 7: with eight, a QEMU whose main
   * loop is blocked stops reading, and its out-of-band lane starves.
   */
  readonly window?: number | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link QmpClientOptions}, checked and complete. */
export interface CheckedOptions {
  readonly signal: AbortSignal | undefined;
  readonly connectTimeout: number;
  readonly greetingTimeout: number;
  readonly negotiationTimeout: number;
  readonly commandTimeout: number;
  readonly halfMessageTimeout: number;
  readonly maxMessageBytes: number;
  readonly window: number;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
}

const KNOWN = [
  'signal',
  'connectTimeout',
  'greetingTimeout',
  'negotiationTimeout',
  'commandTimeout',
  'halfMessageTimeout',
  'maxMessageBytes',
  'window',
  'onListenerError',
  'clock',
];

/** @throws {@link OptionError} */
export function checkClientOptions(options: QmpClientOptions): CheckedOptions {
  knownOptions('connect', options, KNOWN);
  const wait = { min: 1, infinity: true };
  return {
    signal: abortSignal('signal', options.signal),
    connectTimeout: milliseconds('connectTimeout', options.connectTimeout, 5_000, wait),
    greetingTimeout: milliseconds('greetingTimeout', options.greetingTimeout, 5_000, wait),
    negotiationTimeout: milliseconds('negotiationTimeout', options.negotiationTimeout, 5_000, wait),
    commandTimeout: milliseconds('commandTimeout', options.commandTimeout, 10_000, wait),
    halfMessageTimeout: milliseconds('halfMessageTimeout', options.halfMessageTimeout, 5_000, wait),
    maxMessageBytes: count('maxMessageBytes', options.maxMessageBytes, 64 * 1024 * 1024, {
      min: 1024,
      max: 2 ** 28,
    }),
    window: count('window', options.window, QEMU_QUEUE, { min: 1, infinity: true }),
    onListenerError: checkHandler(options.onListenerError ?? warnOfListenerError),
    clock: checkMethods('clock', options.clock ?? systemClock, ['now', 'setTimer', 'drain', 'atEndOfTurn'], 'a Clock'),
  };
}

function checkHandler(handler: ListenerErrorHandler): ListenerErrorHandler {
  if (typeof handler !== 'function') throw new OptionError('onListenerError', handler, 'a function');
  return handler;
}

const FORMS = "{ path }, { host, port }, { stream } or { transport }, for example { path: '/run/vm1.qmp' }";

/** @throws {@link OptionError} */
export function checkAddress(address: QmpAddress): void {
  if (typeof address !== 'object' || address === null) throw new OptionError('address', address, FORMS);
  if ('stream' in address) {
    knownOptions('address', address, ['stream']);
    checkMethods(
      'address.stream',
      address.stream,
      ['on', 'write', 'destroy'],
      'a Duplex, such as a connected socket',
    );
  } else if ('transport' in address) {
    knownOptions('address', address, ['transport']);
    checkMethods('address.transport', address.transport, ['start', 'write', 'close'], 'a Transport');
  } else checkSocketAddress('address', address, FORMS);
}

function checkMethods<T extends object>(
  name: string,
  value: T,
  methods: readonly (keyof T & string)[],
  kind: string,
): T {
  const object: object = typeof value === 'object' && value !== null ? value : {};
  const missing = methods.find((method) => typeof Reflect.get(object, method) !== 'function');
  if (missing !== undefined)
    throw new OptionError(name, value, `${kind}: something with the method ${missing}()`);
  return value;
}
