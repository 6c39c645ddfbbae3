import { isIP } from 'node:net';
import {
  abortSignal,
  type Clock,
  count,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  systemClock,
} from '../core/index.js';
import { checkListenAddress } from '../qmp/index.js';

/** What the options of {@link serveStatus} have in common. */
export interface CommonStatusOptions {
  /**
   * What every request has to show (`Authorization: Bearer …`), but those for the page's own files and for `/healthz`,
   * which say nothing of any VM. At least 16 characters, of those that a header takes without quotes.
   */
  readonly token?: string | undefined;
  /** Ends beginning to listen. It does not end serving later: use `close`. */
  readonly signal?: AbortSignal | undefined;
  /** How long beginning to listen may take, in milliseconds. Default 5,000. */
  readonly timeout?: number | undefined;
  /** Time: that of the supervisors. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** Serves on a unix socket. */
export interface StatusSocketOptions {
  /** Its path. What a dead process left behind there is replaced. */
  readonly socket: string;
  /** Who may connect, as file permissions. Default 0o600: this user and root. */
  readonly mode?: number | undefined;
}

/** Serves on a TCP port. */
export interface StatusPortOptions {
  /** 0 for any free one: the server's `address` says which. */
  readonly port: number;
  /** Default `localhost`, which no other host reaches. Any other needs a `token`. */
  readonly host?: string | undefined;
}

/** Where and to whom {@link serveStatus} serves: on a unix socket or on a port. */
export type StatusOptions = CommonStatusOptions & (StatusSocketOptions | StatusPortOptions);

/** {@link StatusOptions}, checked and complete. */
export interface CheckedStatusOptions {
  readonly address: { readonly path: string } | { readonly host: string; readonly port: number };
  readonly mode: number;
  /** Whether only this host is to reach the port. */
  readonly loopback: boolean;
  readonly token: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly clock: Clock;
}

const COMMON = ['token', 'signal', 'timeout', 'clock'];
const SHORTEST_TOKEN = 16;
/** Source: `token68` of RFC 9110, section 11.2. */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/** @throws {@link OptionError} */
export function checkStatusOptions(options: StatusOptions): CheckedStatusOptions {
  if (typeof options !== 'object' || options === null || !('socket' in options || 'port' in options))
    throw new OptionError('serveStatus', options, '{ socket } or { port }, or more');
  return {
    ...('socket' in options ? checkSocket(options) : checkPort(options)),
    token: checkToken(options.token),
    signal: abortSignal('serveStatus.signal', options.signal),
    timeout: milliseconds('serveStatus.timeout', options.timeout, 5_000, { min: 1, infinity: true }),
    clock: options.clock ?? systemClock,
  };
}

type Where = Pick<CheckedStatusOptions, 'address' | 'mode' | 'loopback'>;

function checkSocket(options: StatusSocketOptions): Where {
  knownOptions('serveStatus', options, ['socket', 'mode', ...COMMON]);
  const address = { path: nonEmpty('serveStatus.socket', options.socket) };
  checkListenAddress(address, 'serveStatus.socket');
  const mode = count('serveStatus.mode', options.mode, 0o600, { min: 0, max: 0o777 });
  return { address, mode, loopback: true };
}

function checkPort(options: StatusPortOptions & CommonStatusOptions): Where {
  knownOptions('serveStatus', options, ['port', 'host', ...COMMON]);
  const { port, host = 'localhost' } = options;
  checkListenAddress({ host, port }, 'serveStatus');
  const loopback = isLoopback(host);
  if (!loopback && options.token === undefined)
    throw new OptionError(
      'serveStatus.token',
      undefined,
      `given, because ${host} is reached from other hosts; or leave \`host\` out, and only this one does`,
    );
  return { address: { host, port }, mode: 0o600, loopback };
}

function checkToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (typeof token === 'string' && token.length >= SHORTEST_TOKEN && TOKEN.test(token)) return token;
  throw new OptionError(
    'serveStatus.token',
    // Never itself: it may be a good one with a slip of the pen.
    `<${typeof token}>`,
    `at least ${SHORTEST_TOKEN} letters, digits and -._~+/ long, such as \`openssl rand -hex 32\` prints`,
  );
}

/** Whether a host's name or address is one that only this host reaches. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
