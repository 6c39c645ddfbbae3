import type { SecureContextOptions } from 'node:tls';
import { knownOptions, nonEmpty, OptionError } from '../core/index.js';

/** Text in the PEM format: the contents of a file, not its path. */
export type Pem = string | Uint8Array;

/** How both ends prove who they are. */
export type TlsOptions = TlsCertificates | TlsSharedKey;

/** X.509 certificates, for QEMU's `tls-creds-x509`. */
export interface TlsCertificates {
  /** Who signs the certificates: QEMU's `ca-cert.pem`. No other authority is trusted. */
  readonly ca: Pem;
  /** Our own certificate. QEMU demands one unless it runs with `verify-peer=no`. */
  readonly cert?: Pem | undefined;
  /** The private key of `cert`. */
  readonly key?: Pem | undefined;
  /** Of `key`, when it is encrypted. */
  readonly passphrase?: string | undefined;
  /** The name that QEMU's certificate has to bear. Default: the host that is connected to. */
  readonly servername?: string | undefined;
}

/** A key that both ends know, for QEMU's `tls-creds-psk`. */
export interface TlsSharedKey {
  /** A line of QEMU's `keys.psk`. */
  readonly psk: {
    /** The user name in QEMU's `keys.psk`. */
    readonly identity: string;
    /** The key: hexadecimal digits, as in `keys.psk`, or bytes. */
    readonly key: string | Uint8Array;
  };
}

/** Stands in errors for what must not. */
const SECRET = 'what is not shown here';

/** Refuses what can not be TLS options; `name` says where they stood. The errors hold no secret. @throws OptionError */
export function checkTls(name: string, tls: TlsOptions): void {
  if (typeof tls !== 'object' || tls === null)
    throw new OptionError(name, tls, '{ ca, cert, key } or { psk }');
  if ('psk' in tls) {
    knownOptions(name, tls, ['psk']);
    checkSharedKey(`${name}.psk`, tls.psk);
    return;
  }
  knownOptions(name, tls, ['ca', 'cert', 'key', 'passphrase', 'servername']);
  checkPem(`${name}.ca`, tls.ca);
  if ((tls.cert === undefined) !== (tls.key === undefined))
    throw new OptionError(
      `${name}.${tls.cert === undefined ? 'cert' : 'key'}`,
      undefined,
      'given: cert and key come together',
    );
  if (tls.cert !== undefined) checkPem(`${name}.cert`, tls.cert);
  if (tls.key !== undefined) checkPem(`${name}.key`, tls.key);
  if (tls.passphrase !== undefined && typeof tls.passphrase !== 'string')
    throw new OptionError(`${name}.passphrase`, SECRET, 'a string');
  if (tls.servername !== undefined) nonEmpty(`${name}.servername`, tls.servername);
}

function checkSharedKey(name: string, psk: TlsSharedKey['psk']): void {
  knownOptions(name, psk, ['identity', 'key']);
  nonEmpty(`${name}.identity`, psk.identity);
  const fits =
    typeof psk.key === 'string'
      ? /^([0-9a-f]{2})+$/i.test(psk.key)
      : psk.key instanceof Uint8Array && psk.key.length > 0;
  if (!fits)
    throw new OptionError(`${name}.key`, SECRET, 'hexadecimal digits, two a byte, as in keys.psk, or bytes');
}

function checkPem(name: string, pem: Pem): void {
  const isText = typeof pem === 'string' || pem instanceof Uint8Array;
  if (!isText || !Buffer.from(pem).includes('-----BEGIN '))
    throw new OptionError(
      name,
      isText ? SECRET : pem,
      'text in the PEM format: what is in the file, not its path',
    );
}

/** What Node's TLS takes of them. */
export function contextOptions(tls: TlsOptions): SecureContextOptions {
  // Without any authority no certificate passes: a peer that has one in place of the key is refused.
  if ('psk' in tls) return { ca: [] };
  const { ca, cert, key, passphrase } = tls;
  // Node's types want a Buffer where any bytes do.
  return {
    ca: bytes(ca),
    ...(cert === undefined ? {} : { cert: bytes(cert) }),
    ...(key === undefined ? {} : { key: bytes(key) }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

/** The shared key as bytes. */
export function sharedKey({ psk }: TlsSharedKey): Buffer {
  return typeof psk.key === 'string' ? Buffer.from(psk.key, 'hex') : Buffer.from(psk.key);
}

/** OpenSSL's complaint about the options themselves. It names no secret. */
export function unusable(name: string, cause: unknown): OptionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new OptionError(name, SECRET, `certificates and a key that OpenSSL can use (${why})`);
}

function bytes(pem: Pem): string | Buffer {
  return typeof pem === 'string' ? pem : Buffer.from(pem);
}
