// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { String } from './net.js';
import type { Newer } from './open-types.js';

/**
 * QAPI's `FdSocketAddress`.
 * @since QEMU 10.0 at the latest
 */
export interface FdSocketAddress {
  readonly str: string;
}

/**
 * QAPI's `FdSocketAddressWrapper`.
 * @since QEMU 1.3
 */
export interface FdSocketAddressWrapper {
  readonly data: FdSocketAddress | String;
}

/**
 * QAPI's `InetSocketAddress`.
 * @since QEMU 1.3
 */
export interface InetSocketAddress extends InetSocketAddressBase {
  readonly numeric?: boolean;
  readonly to?: number;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly 'keep-alive'?: boolean;
  /**
   * Only in builds with HAVE_TCP_KEEPCNT.
   * @since QEMU 10.1
   */
  readonly 'keep-alive-count'?: number;
  /**
   * Only in builds with HAVE_TCP_KEEPIDLE.
   * @since QEMU 10.1
   */
  readonly 'keep-alive-idle'?: number;
  /**
   * Only in builds with HAVE_TCP_KEEPINTVL.
   * @since QEMU 10.1
   */
  readonly 'keep-alive-interval'?: number;
  /**
   * Only in builds with HAVE_IPPROTO_MPTCP.
   * @since QEMU 6.1
   */
  readonly mptcp?: boolean;
}

/** QAPI's `InetSocketAddressBase`. */
export interface InetSocketAddressBase {
  readonly host: string;
  readonly port: string;
}

/**
 * QAPI's `InetSocketAddressWrapper`.
 * @since QEMU 1.3
 */
export interface InetSocketAddressWrapper {
  readonly data: InetSocketAddress;
}

/**
 * QAPI's `NetworkAddressFamily`.
 * @since QEMU 2.1
 */
export type NetworkAddressFamily = 'ipv4' | 'ipv6' | 'unix' | 'vsock' | 'unknown' | Newer;

/**
 * QAPI's `SocketAddress`.
 * @since QEMU 2.9
 */
export type SocketAddress =
  | (InetSocketAddress & { readonly type: 'inet' })
  | (UnixSocketAddress & { readonly type: 'unix' })
  | (VsockSocketAddress & { readonly type: 'vsock' })
  | (FdSocketAddress & { readonly type: 'fd' })
  | (String & { readonly type: 'fd' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `SocketAddressLegacy`.
 * @since QEMU 1.3
 */
export type SocketAddressLegacy =
  | (InetSocketAddressWrapper & { readonly type: 'inet' })
  | (UnixSocketAddressWrapper & { readonly type: 'unix' })
  | (VsockSocketAddressWrapper & { readonly type: 'vsock' })
  | (FdSocketAddressWrapper & { readonly type: 'fd' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `SocketAddressType`.
 * @since QEMU 2.9
 */
export type SocketAddressType = 'inet' | 'unix' | 'vsock' | 'fd' | Newer;

/**
 * QAPI's `UnixSocketAddress`.
 * @since QEMU 1.3
 */
export interface UnixSocketAddress {
  readonly path: string;
  /** Only in builds with CONFIG_LINUX. */
  readonly abstract?: boolean;
  /** Only in builds with CONFIG_LINUX. */
  readonly tight?: boolean;
}

/**
 * QAPI's `UnixSocketAddressWrapper`.
 * @since QEMU 1.3
 */
export interface UnixSocketAddressWrapper {
  readonly data: UnixSocketAddress;
}

/**
 * QAPI's `VsockSocketAddress`.
 * @since QEMU 2.8
 */
export interface VsockSocketAddress {
  readonly cid: string;
  readonly port: string;
}

/**
 * QAPI's `VsockSocketAddressWrapper`.
 * @since QEMU 2.8
 */
export interface VsockSocketAddressWrapper {
  readonly data: VsockSocketAddress;
}
