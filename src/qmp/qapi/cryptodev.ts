// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments } from './open-types.js';

/**
 * QAPI's `QCryptodevBackendClient`.
 * @since QEMU 8.0
 */
export interface QCryptodevBackendClient {
  readonly queue: number;
  readonly type: QCryptodevBackendType;
}

/**
 * QAPI's `QCryptodevBackendServiceType`.
 * @since QEMU 8.0
 */
export type QCryptodevBackendServiceType = 'cipher' | 'hash' | 'mac' | 'aead' | 'akcipher' | Newer;

/**
 * QAPI's `QCryptodevBackendType`.
 * @since QEMU 8.0
 */
export type QCryptodevBackendType = 'builtin' | 'vhost-user' | 'lkcf' | Newer;

/**
 * QAPI's `QCryptodevInfo`.
 * @since QEMU 8.0
 */
export interface QCryptodevInfo {
  readonly id: string;
  readonly service: readonly QCryptodevBackendServiceType[];
  readonly client: readonly QCryptodevBackendClient[];
}

/** The commands of QAPI's module `cryptodev`. */
export interface CryptodevCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cryptodev.query-cryptodev}
   * @since QEMU 8.0
   */
  'query-cryptodev': { arguments: NoArguments; returns: readonly QCryptodevInfo[] };
}
