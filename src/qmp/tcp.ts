import { milliseconds } from '../core/index.js';
import { connectPlain } from './socket-transport.js';
import { connectTls } from './tls.js';
import type { TlsOptions } from './tls-options.js';
import type { Transport } from './transport.js';
import type { ConnectLimits } from './until-connected.js';

/** A TCP port, with or without TLS. */
export interface TcpAddress {
  /** Default `localhost`. */
  readonly host?: string | undefined;
  readonly port: number;
  /**
   * How long the connection may be idle before the system asks whether the other host is there, in milliseconds;
   * counted in whole seconds. A host that vanished without a word is then found after some ten seconds more, *unless
   * something had been sent to it*: then only the system's own retransmission ends the connection, after many minutes.
   * So keep-alive is no substitute for asking: see `liveness`. Default 1,000; `Infinity` for none.
   */
  readonly keepAlive?: number | undefined;
  /** Certificates or a shared key: QEMU's `tls-creds-x509` and `tls-creds-psk`. Default: no TLS. */
  readonly tls?: TlsOptions | undefined;
}

/** What keepAlive is when it was not said, in milliseconds. */
const KEEP_ALIVE = 1_000;

/** The longest, in milliseconds: the system's limit. */
const LONGEST_KEEP_ALIVE = 32_767_000;

/** @throws OptionError */
export function checkKeepAlive(name: string, keepAlive: number | undefined): void {
  milliseconds(name, keepAlive, KEEP_ALIVE, { min: 1_000, max: LONGEST_KEEP_ALIVE, infinity: true });
}

/** What Node's sockets and servers take: every message goes out at once, and `keepAlive`. */
export function socketOptions(keepAlive: number = KEEP_ALIVE): {
  readonly noDelay: true;
  readonly keepAlive: boolean;
  readonly keepAliveInitialDelay: number;
} {
  return {
    noDelay: true,
    keepAlive: keepAlive !== Number.POSITIVE_INFINITY,
    keepAliveInitialDelay: Math.min(keepAlive, LONGEST_KEEP_ALIVE),
  };
}

/** @throws ConnectError, AbortError, OptionError for certificates that can not be used. */
export async function connectTcp(address: TcpAddress, limits: ConnectLimits): Promise<Transport> {
  const { host = 'localhost', port, keepAlive, tls } = address;
  const to = { host, port, ...socketOptions(keepAlive) };
  if (tls === undefined) return await connectPlain(to, `tcp:${host}:${port}`, limits);
  return await connectTls(to, tls, `tls:${host}:${port}`, limits);
}
