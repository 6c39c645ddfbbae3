// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer } from './open-types.js';

/**
 * QAPI's `QCryptoBlockAmendOptions`.
 * @since QEMU 5.1
 */
export type QCryptoBlockAmendOptions =
  | { readonly format: 'qcow' }
  | (QCryptoBlockAmendOptionsLUKS & { readonly format: 'luks' })
  | { readonly format: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `QCryptoBlockAmendOptionsLUKS`.
 * @since QEMU 5.1
 */
export interface QCryptoBlockAmendOptionsLUKS {
  readonly state: QCryptoBlockLUKSKeyslotState;
  readonly 'new-secret'?: string;
  readonly 'old-secret'?: string;
  readonly keyslot?: number;
  readonly 'iter-time'?: number;
  readonly secret?: string;
}

/**
 * QAPI's `QCryptoBlockCreateOptions`.
 * @since QEMU 2.6
 */
export type QCryptoBlockCreateOptions =
  | (QCryptoBlockOptionsQCow & { readonly format: 'qcow' })
  | (QCryptoBlockCreateOptionsLUKS & { readonly format: 'luks' })
  | { readonly format: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `QCryptoBlockCreateOptionsLUKS`.
 * @since QEMU 2.6
 */
export interface QCryptoBlockCreateOptionsLUKS extends QCryptoBlockOptionsLUKS {
  readonly 'cipher-alg'?: QCryptoCipherAlgoArgument;
  readonly 'cipher-mode'?: QCryptoCipherModeArgument;
  readonly 'ivgen-alg'?: QCryptoIVGenAlgoArgument;
  readonly 'ivgen-hash-alg'?: QCryptoHashAlgoArgument;
  readonly 'hash-alg'?: QCryptoHashAlgoArgument;
  readonly 'iter-time'?: number;
}

/**
 * QAPI's `QCryptoBlockFormat`.
 * @since QEMU 2.6
 */
export type QCryptoBlockFormat = 'qcow' | 'luks' | Newer;

/**
 * QAPI's `QCryptoBlockInfoLUKS`.
 * @since QEMU 2.7
 */
export interface QCryptoBlockInfoLUKS {
  readonly 'cipher-alg': QCryptoCipherAlgo;
  readonly 'cipher-mode': QCryptoCipherMode;
  readonly 'ivgen-alg': QCryptoIVGenAlgo;
  readonly 'ivgen-hash-alg'?: QCryptoHashAlgo;
  readonly 'hash-alg': QCryptoHashAlgo;
  /** @since QEMU 9.0 */
  readonly 'detached-header'?: boolean;
  readonly 'payload-offset': number;
  readonly 'master-key-iters': number;
  readonly uuid: string;
  readonly slots: readonly QCryptoBlockInfoLUKSSlot[];
}

/**
 * QAPI's `QCryptoBlockInfoLUKSSlot`.
 * @since QEMU 2.7
 */
export interface QCryptoBlockInfoLUKSSlot {
  readonly active: boolean;
  readonly iters?: number;
  readonly stripes?: number;
  readonly 'key-offset': number;
}

/**
 * QAPI's `QCryptoBlockLUKSKeyslotState`.
 * @since QEMU 5.1
 */
export type QCryptoBlockLUKSKeyslotState = 'active' | 'inactive' | (string & {});

/**
 * QAPI's `QCryptoBlockOptionsLUKS`.
 * @since QEMU 2.6
 */
export interface QCryptoBlockOptionsLUKS {
  readonly 'key-secret'?: string;
}

/**
 * QAPI's `QCryptoBlockOptionsQCow`.
 * @since QEMU 2.6
 */
export interface QCryptoBlockOptionsQCow {
  readonly 'key-secret'?: string;
}

/**
 * QAPI's `QCryptoCipherAlgo`.
 * - `des`: since QEMU 6.1
 * - `sm4`: since QEMU 9.0
 * - `des-rfb`: gone as of QEMU 7.2 at the latest
 * @since QEMU 2.6
 */
export type QCryptoCipherAlgo =
  | 'aes-128'
  | 'aes-192'
  | 'aes-256'
  | 'des'
  | '3des'
  | 'cast5-128'
  | 'serpent-128'
  | 'serpent-192'
  | 'serpent-256'
  | 'twofish-128'
  | 'twofish-192'
  | 'twofish-256'
  | 'sm4'
  | 'des-rfb'
  | Newer;

/**
 * QAPI's `QCryptoCipherAlgo` as an argument.
 * - `des`: since QEMU 6.1
 * - `sm4`: since QEMU 9.0
 * - `des-rfb`: gone as of QEMU 7.2 at the latest
 * @since QEMU 2.6
 */
export type QCryptoCipherAlgoArgument =
  | 'aes-128'
  | 'aes-192'
  | 'aes-256'
  | 'des'
  | '3des'
  | 'cast5-128'
  | 'serpent-128'
  | 'serpent-192'
  | 'serpent-256'
  | 'twofish-128'
  | 'twofish-192'
  | 'twofish-256'
  | 'sm4'
  | 'des-rfb'
  | (string & {});

/**
 * QAPI's `QCryptoCipherMode`.
 * @since QEMU 2.6
 */
export type QCryptoCipherMode = 'ecb' | 'cbc' | 'xts' | 'ctr' | Newer;

/**
 * QAPI's `QCryptoCipherMode` as an argument.
 * @since QEMU 2.6
 */
export type QCryptoCipherModeArgument = 'ecb' | 'cbc' | 'xts' | 'ctr' | (string & {});

/**
 * QAPI's `QCryptoHashAlgo`.
 * - `sm3`: since QEMU 9.2
 * @since QEMU 2.6
 */
export type QCryptoHashAlgo =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'ripemd160'
  | 'sm3'
  | Newer;

/**
 * QAPI's `QCryptoHashAlgo` as an argument.
 * - `sm3`: since QEMU 9.2
 * @since QEMU 2.6
 */
export type QCryptoHashAlgoArgument =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'ripemd160'
  | 'sm3'
  | (string & {});

/**
 * QAPI's `QCryptoIVGenAlgo`.
 * @since QEMU 2.6
 */
export type QCryptoIVGenAlgo = 'plain' | 'plain64' | 'essiv' | Newer;

/**
 * QAPI's `QCryptoIVGenAlgo` as an argument.
 * @since QEMU 2.6
 */
export type QCryptoIVGenAlgoArgument = 'plain' | 'plain64' | 'essiv' | (string & {});

/**
 * QAPI's `QCryptoSecretFormat`.
 * @since QEMU 2.6
 */
export type QCryptoSecretFormat = 'raw' | 'base64' | (string & {});

/**
 * QAPI's `QCryptoTLSCredsEndpoint`.
 * @since QEMU 2.5
 */
export type QCryptoTLSCredsEndpoint = 'client' | 'server' | (string & {});

/**
 * QAPI's `SecretCommonProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface SecretCommonProperties {
  readonly format?: QCryptoSecretFormat;
  readonly keyid?: string;
  readonly iv?: string;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly loaded?: boolean;
}

/**
 * QAPI's `SecretKeyringProperties`.
 * Only in builds with CONFIG_SECRET_KEYRING.
 * @since QEMU 7.2 at the latest
 */
export interface SecretKeyringProperties extends SecretCommonProperties {
  readonly serial: number;
}

/**
 * QAPI's `SecretProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface SecretProperties extends SecretCommonProperties {
  readonly data?: string;
  readonly file?: string;
}

/**
 * QAPI's `TlsCredsAnonProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface TlsCredsAnonProperties extends TlsCredsProperties {
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly loaded?: boolean;
}

/**
 * QAPI's `TlsCredsProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface TlsCredsProperties {
  readonly 'verify-peer'?: boolean;
  readonly dir?: string;
  readonly endpoint?: QCryptoTLSCredsEndpoint;
  readonly priority?: string;
}

/**
 * QAPI's `TlsCredsPskProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface TlsCredsPskProperties extends TlsCredsProperties {
  readonly username?: string;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly loaded?: boolean;
}

/**
 * QAPI's `TlsCredsX509Properties`.
 * @since QEMU 7.2 at the latest
 */
export interface TlsCredsX509Properties extends TlsCredsProperties {
  readonly 'sanity-check'?: boolean;
  readonly passwordid?: string;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly loaded?: boolean;
}
