import { isIP, type TcpNetConnectOpts } from 'node:net';
import type { ConnectionOptions, checkServerIdentity, TLSSocket } from 'node:tls';
import { codeOf } from '../core/index.js';
import { connectError } from './connect-failure.js';
import { ConnectError } from './errors.js';
import { StreamTransport } from './stream-transport.js';
import { contextOptions, sharedKey, type TlsOptions, type TlsSharedKey, unusable } from './tls-options.js';
import type { Transport, TransportListener } from './transport.js';
import { type ConnectLimits, untilConnected } from './until-connected.js';

/** Connects and shakes hands. @throws ConnectError, AbortError, OptionError */
export async function connectTls(
  to: TcpNetConnectOpts,
  tls: TlsOptions,
  where: string,
  limits: ConnectLimits,
): Promise<Transport> {
  // Loaded by those who use it: it brings all of crypto.
  const { checkServerIdentity, connect } = await import('node:tls');
  let socket: TLSSocket;
  try {
    const peer =
      'psk' in tls
        ? keyHolder(tls)
        : namedPeer(tls.servername ?? to.host ?? 'localhost', checkServerIdentity);
    socket = connect({ ...to, ...contextOptions(tls), ...peer });
  } catch (cause) {
    throw unusable('address.tls', cause);
  }
  let reached = false;
  socket.once('connect', () => {
    reached = true;
    // Node passes these two on to plain sockets only.
    socket.setNoDelay(true);
    socket.setKeepAlive(to.keepAlive, to.keepAliveInitialDelay);
  });
  const onError = (cause: Error): void =>
    failed(reached ? handshakeError(where, cause, tls) : connectError(where, cause));
  const onClose = (): void => onError(new Error('it hung up'));
  let failed: (error: Error) => void = () => {};
  socket.on('error', onError);
  socket.once('close', onClose);
  try {
    await untilConnected(
      where,
      limits,
      () => (reached ? 'finish the TLS handshake' : 'accept a connection'),
      (resolve, reject) => {
        failed = reject;
        socket.once('secureConnect', resolve);
      },
    );
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.off('close', onClose);
  return new TlsTransport(socket, where, 'psk' in tls || tls.cert !== undefined);
}

/** Whoever knows the key is who it should be. A certificate in its place proves nothing. */
function keyHolder(tls: TlsSharedKey): ConnectionOptions {
  const psk = sharedKey(tls);
  return {
    pskCallback: () => ({ identity: tls.psk.identity, psk }),
    checkServerIdentity: (_, certificate) =>
      Object.keys(certificate).length === 0 ? undefined : new Error('it did not use the shared key'),
  };
}

function namedPeer(name: string, check: typeof checkServerIdentity): ConnectionOptions {
  return {
    // An IP address may stand in a certificate, but not in SNI.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_, certificate) => check(name, certificate),
  };
}

/** A session over TLS. Under TLS 1.3 a client learns only after the handshake that it is not welcome. */
class TlsTransport implements Transport {
  readonly address: string;
  readonly encrypted = true;
  readonly #stream: StreamTransport;
  readonly #hasCredentials: boolean;
  #closing = false;

  constructor(socket: TLSSocket, where: string, hasCredentials: boolean) {
    this.address = where;
    this.#stream = new StreamTransport(socket, where);
    this.#hasCredentials = hasCredentials;
  }

  start(listener: TransportListener): void {
    let heard = false;
    this.#stream.start({
      received: (bytes) => {
        heard = true;
        listener.received(bytes);
      },
      closed: (error) => listener.closed(heard || this.#closing ? error : this.#unwelcome(error)),
    });
  }

  write(text: string): void {
    this.#stream.write(text);
  }

  get unsent(): number {
    return this.#stream.unsent;
  }

  close(): void {
    this.#closing = true;
    this.#stream.close();
  }

  #unwelcome(cause: Error | undefined): ConnectError {
    const why = this.#hasCredentials
      ? 'its authority has not signed our certificate, or its tls-authz does not list it'
      : 'it demands a certificate (tls-creds-x509 with verify-peer=yes), and none was given: tls.cert and tls.key';
    return new ConnectError(
      'tls',
      this.address,
      `${this.address} hung up after the TLS handshake, before its greeting, most likely because ${why}`,
      cause,
    );
  }
}

function handshakeError(where: string, cause: Error, tls: TlsOptions): ConnectError {
  const code = codeOf(cause);
  const known = FAILURES[code] ?? (/_ALERT_/.test(code) ? REFUSED : undefined);
  const says =
    known === UNTRUSTED && 'psk' in tls ? 'it shows a certificate, and knows no shared key' : known;
  const detail = says === undefined ? `: ${cause.message}` : `: ${says} (${cause.message})`;
  return new ConnectError('tls', where, `the TLS handshake with ${where} failed${detail}`, cause);
}

const REFUSED = 'it refuses our certificate or key';
const UNTRUSTED = 'tls.ca has not signed its certificate';
const NO_TLS = 'it does not speak TLS; leave out tls, or give its chardev tls-creds';

const FAILURES: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is of another name; if that is the one you mean, give it as tls.servername',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: "its certificate is not valid yet; compare the two hosts' clocks",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  ECONNRESET: `it hung up: ${REFUSED}, or its tls-creds are of another kind`,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
};
