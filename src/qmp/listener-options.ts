import {
  abortSignal,
  type Clock,
  count,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  OptionError,
} from '../core/index.js';
import { type CheckedOptions, checkClientOptions, type QmpClientOptions } from './client-options.js';
import { checkSocketAddress } from './socket-address.js';
import { checkKeepAlive } from './tcp.js';
import { checkTls, type TlsOptions } from './tls-options.js';

/** Where a {@link QmpListener} listens: a unix socket, or a TCP port, with or without TLS. */
export type ListenAddress =
  | { readonly path: string }
  | {
      /** Default `localhost`, which no other host reaches. */
      readonly host?: string | undefined;
      /** 0 for any free one: the listener's `address` says which. */
      readonly port: number;
      /** As of {@link TcpAddress}. */
      readonly keepAlive?: number | undefined;
      /** `ca`, `cert` and `key`: whoever connects has to show a certificate of that authority. Or `psk`. */
      readonly tls?: TlsOptions | undefined;
    };

/** Options of `QmpListener.listen`. All times are milliseconds. */
export interface ListenerOptions {
  /** Ends beginning to listen. It does not end listening later: use `close`. */
  readonly signal?: AbortSignal | undefined;
  /** How long beginning to listen may take: looking up the host, or asking whether a socket is left over. Default 5,000. */
  readonly timeout?: number | undefined;
  /** What the sessions are like: the options of `QmpClient.connect` that concern no single attempt to connect. */
  readonly session?: Omit<QmpClientOptions, 'signal' | 'connectTimeout' | 'clock'> | undefined;
  /** How many connections may be in their introduction at once; one more is hung up on. Default 64. */
  readonly maxIntroductions?: number | undefined;
  /** How many sessions may wait to be accepted; one more is hung up on. Default 64. */
  readonly maxWaiting?: number | undefined;
  /** How long a session may wait to be accepted. Default 60,000. */
  readonly waitTimeout?: number | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link ListenerOptions}, checked and complete. */
export interface CheckedListenerOptions {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly session: QmpClientOptions;
  readonly handshakeTimeout: number;
  readonly identityTimeout: number;
  readonly maxIntroductions: number;
  readonly maxWaiting: number;
  readonly waitTimeout: number;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
}

const KNOWN = [
  'signal',
  'timeout',
  'session',
  'maxIntroductions',
  'maxWaiting',
  'waitTimeout',
  'onListenerError',
  'clock',
];

/** What concerns a single attempt to connect. */
const NOT_OF_A_SESSION = ['signal', 'connectTimeout', 'clock'];

/** @throws OptionError */
export function checkListenerOptions(options: ListenerOptions): CheckedListenerOptions {
  knownOptions('listen', options, KNOWN);
  const { session = {}, clock, onListenerError } = options;
  if (typeof session !== 'object' || session === null) throw new OptionError('session', session, 'an object');
  const foreign = NOT_OF_A_SESSION.find((name) => name in session);
  if (foreign !== undefined)
    throw new OptionError(
      `session.${foreign}`,
      Reflect.get(session, foreign),
      'left out: it is the listener that waits',
    );
  const mine = { onListenerError, ...session, clock };
  const { greetingTimeout, negotiationTimeout, ...checked }: CheckedOptions = checkClientOptions(mine);
  const wait = { min: 1, infinity: true };
  return {
    signal: abortSignal('signal', options.signal),
    timeout: milliseconds('timeout', options.timeout, 5_000, wait),
    session: mine,
    handshakeTimeout: greetingTimeout,
    identityTimeout: negotiationTimeout,
    maxIntroductions: count('maxIntroductions', options.maxIntroductions, 64, { min: 1 }),
    maxWaiting: count('maxWaiting', options.maxWaiting, 64, { min: 1 }),
    waitTimeout: milliseconds('waitTimeout', options.waitTimeout, 60_000, wait),
    onListenerError: checked.onListenerError,
    clock: checked.clock,
  };
}

/** `name` says where it stood. @throws OptionError */
export function checkListenAddress(address: ListenAddress, name = 'address'): void {
  if (typeof address !== 'object' || address === null || 'path' in address || !('port' in address)) {
    checkSocketAddress(name, address, '{ path }, { host, port } or { host, port, tls }');
    return;
  }
  const { keepAlive, tls, ...plain } = address;
  // 0 is a port only here.
  checkSocketAddress(name, plain.port === 0 ? { ...plain, port: 1 } : plain);
  checkKeepAlive(`${name}.keepAlive`, keepAlive);
  if (tls === undefined) return;
  checkTls(`${name}.tls`, tls);
  if (!('psk' in tls) && tls.cert === undefined)
    throw new OptionError(`${name}.tls.cert`, undefined, 'given: who listens needs a certificate of its own');
}
