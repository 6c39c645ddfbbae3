// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoData, WideInt } from './open-types.js';
import type { SocketAddress } from './sockets.js';

/**
 * QAPI's `AFXDPMode`.
 * Only in builds with CONFIG_AF_XDP.
 * @since QEMU 8.2
 */
export type AFXDPMode = 'native' | 'skb' | (string & {});

/**
 * QAPI's `AnnounceParameters`.
 * @since QEMU 4.0
 */
export interface AnnounceParameters {
  readonly initial: number;
  readonly max: number;
  readonly rounds: number;
  readonly step: number;
  readonly interfaces?: readonly string[];
  readonly id?: string;
}

/**
 * QAPI's `NetClientDriver`.
 * - `stream`: since QEMU 7.2 at the latest
 * - `dgram`: since QEMU 7.2 at the latest
 * - `passt`: since QEMU 11.1 at the latest; only in builds with CONFIG_PASST
 * - `af-xdp`: since QEMU 10.0 at the latest; only in builds with CONFIG_AF_XDP
 * - `vmnet-host`: since QEMU 7.2 at the latest; only in builds with CONFIG_VMNET
 * - `vmnet-shared`: since QEMU 7.2 at the latest; only in builds with CONFIG_VMNET
 * - `vmnet-bridged`: since QEMU 7.2 at the latest; only in builds with CONFIG_VMNET
 * @since QEMU 2.7
 */
export type NetClientDriver =
  | 'none'
  | 'nic'
  | 'user'
  | 'tap'
  | 'l2tpv3'
  | 'socket'
  | 'stream'
  | 'dgram'
  | 'vde'
  | 'bridge'
  | 'hubport'
  | 'netmap'
  | 'vhost-user'
  | 'vhost-vdpa'
  | 'passt'
  | 'af-xdp'
  | 'vmnet-host'
  | 'vmnet-shared'
  | 'vmnet-bridged'
  | Newer;

/**
 * QAPI's `NetLegacyNicOptions`.
 * @since QEMU 1.2
 */
export interface NetLegacyNicOptions {
  readonly netdev?: string;
  readonly macaddr?: string;
  readonly model?: string;
  readonly addr?: string;
  readonly vectors?: number;
}

/** What all of `Netdev` have. */
export interface NetdevBase {
  readonly id: string;
}

/**
 * QAPI's `Netdev`.
 * @since QEMU 1.2
 */
export type Netdev =
  | (NetdevBase & { readonly type: 'none' })
  | (NetdevBase & NetLegacyNicOptions & { readonly type: 'nic' })
  | (NetdevBase & NetdevUserOptions & { readonly type: 'user' })
  | (NetdevBase & NetdevTapOptions & { readonly type: 'tap' })
  | (NetdevBase & NetdevL2TPv3Options & { readonly type: 'l2tpv3' })
  | (NetdevBase & NetdevSocketOptions & { readonly type: 'socket' })
  | (NetdevBase & NetdevStreamOptions & { readonly type: 'stream' })
  | (NetdevBase & NetdevDgramOptions & { readonly type: 'dgram' })
  | (NetdevBase & NetdevVdeOptions & { readonly type: 'vde' })
  | (NetdevBase & NetdevBridgeOptions & { readonly type: 'bridge' })
  | (NetdevBase & NetdevHubPortOptions & { readonly type: 'hubport' })
  | (NetdevBase & NetdevNetmapOptions & { readonly type: 'netmap' })
  | (NetdevBase & NetdevVhostUserOptions & { readonly type: 'vhost-user' })
  | (NetdevBase & NetdevVhostVDPAOptions & { readonly type: 'vhost-vdpa' })
  | (NetdevBase & NetdevPasstOptions & { readonly type: 'passt' })
  | (NetdevBase & NetdevAFXDPOptions & { readonly type: 'af-xdp' })
  | (NetdevBase & NetdevVmnetHostOptions & { readonly type: 'vmnet-host' })
  | (NetdevBase & NetdevVmnetSharedOptions & { readonly type: 'vmnet-shared' })
  | (NetdevBase & NetdevVmnetBridgedOptions & { readonly type: 'vmnet-bridged' })
  | (NetdevBase & { readonly type: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `NetdevAFXDPOptions`.
 * Only in builds with CONFIG_AF_XDP.
 * @since QEMU 8.2
 */
export interface NetdevAFXDPOptions {
  readonly ifname: string;
  readonly mode?: AFXDPMode;
  readonly 'force-copy'?: boolean;
  readonly queues?: number;
  readonly 'start-queue'?: number;
  readonly inhibit?: boolean;
  readonly 'sock-fds'?: string;
  /** @since QEMU 10.1 */
  readonly 'map-path'?: string;
  /** @since QEMU 10.1 */
  readonly 'map-start-index'?: number;
}

/**
 * QAPI's `NetdevBridgeOptions`.
 * @since QEMU 1.2
 */
export interface NetdevBridgeOptions {
  readonly br?: string;
  readonly helper?: string;
}

/**
 * QAPI's `NetdevDgramOptions`.
 * @since QEMU 7.2
 */
export interface NetdevDgramOptions {
  readonly local?: SocketAddress;
  readonly remote?: SocketAddress;
}

/**
 * QAPI's `NetdevHubPortOptions`.
 * @since QEMU 1.2
 */
export interface NetdevHubPortOptions {
  readonly hubid: number;
  readonly netdev?: string;
}

/**
 * QAPI's `NetdevL2TPv3Options`.
 * @since QEMU 2.1
 */
export interface NetdevL2TPv3Options {
  readonly src: string;
  readonly dst: string;
  readonly srcport?: string;
  readonly dstport?: string;
  readonly ipv6?: boolean;
  readonly udp?: boolean;
  readonly cookie64?: boolean;
  readonly counter?: boolean;
  readonly pincounter?: boolean;
  readonly txcookie?: WideInt;
  readonly rxcookie?: WideInt;
  readonly txsession: number;
  readonly rxsession?: number;
  readonly offset?: number;
}

/**
 * QAPI's `NetdevNetmapOptions`.
 * @since QEMU 2.0
 */
export interface NetdevNetmapOptions {
  readonly ifname: string;
  readonly devname?: string;
}

/**
 * QAPI's `NetdevPasstOptions`.
 * Only in builds with CONFIG_PASST.
 * @since QEMU 10.1
 */
export interface NetdevPasstOptions {
  readonly path?: string;
  readonly quiet?: boolean;
  readonly 'vhost-user'?: boolean;
  readonly mtu?: number;
  readonly address?: string;
  readonly netmask?: string;
  readonly mac?: string;
  readonly gateway?: string;
  readonly interface?: string;
  readonly outbound?: string;
  readonly 'outbound-if4'?: string;
  readonly 'outbound-if6'?: string;
  readonly dns?: string;
  readonly search?: readonly PasstSearch[];
  readonly fqdn?: string;
  readonly 'dhcp-dns'?: boolean;
  readonly 'dhcp-search'?: boolean;
  readonly 'map-host-loopback'?: string;
  readonly 'map-guest-addr'?: string;
  readonly 'dns-forward'?: string;
  readonly 'dns-host'?: string;
  readonly tcp?: boolean;
  readonly udp?: boolean;
  readonly icmp?: boolean;
  readonly dhcp?: boolean;
  readonly ndp?: boolean;
  readonly dhcpv6?: boolean;
  readonly ra?: boolean;
  readonly freebind?: boolean;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly 'tcp-ports'?: readonly PasstPortForward[];
  readonly 'udp-ports'?: readonly PasstPortForward[];
  readonly param?: readonly PasstParameter[];
}

/**
 * QAPI's `NetdevSocketOptions`.
 * @since QEMU 1.2
 */
export interface NetdevSocketOptions {
  readonly fd?: string;
  readonly listen?: string;
  readonly connect?: string;
  readonly mcast?: string;
  readonly localaddr?: string;
  readonly udp?: string;
}

/**
 * QAPI's `NetdevStreamOptions`.
 * @since QEMU 7.2
 */
export interface NetdevStreamOptions {
  readonly addr: SocketAddress;
  readonly server?: boolean;
  /** @since QEMU 9.2 */
  readonly 'reconnect-ms'?: number;
  /**
   * @since QEMU 8.0
   * @deprecated Gone as of QEMU 11.1 at the latest.
   */
  readonly reconnect?: number;
}

/**
 * QAPI's `NetdevTapOptions`.
 * @since QEMU 1.2
 */
export interface NetdevTapOptions {
  readonly ifname?: string;
  readonly fd?: string;
  readonly fds?: string;
  readonly script?: string;
  readonly downscript?: string;
  readonly br?: string;
  readonly helper?: string;
  readonly sndbuf?: WideInt;
  readonly vnet_hdr?: boolean;
  readonly vhost?: boolean;
  readonly vhostfd?: string;
  readonly vhostfds?: string;
  readonly vhostforce?: boolean;
  readonly queues?: number;
  readonly 'poll-us'?: number;
}

/**
 * QAPI's `NetdevUserDomainSuffix`.
 * @since QEMU 11.1 at the latest
 */
export interface NetdevUserDomainSuffix {
  readonly str: string;
}

/**
 * QAPI's `NetdevUserGuestForward`.
 * @since QEMU 11.1 at the latest
 */
export interface NetdevUserGuestForward {
  readonly str: string;
}

/**
 * QAPI's `NetdevUserHostForward`.
 * @since QEMU 11.1 at the latest
 */
export interface NetdevUserHostForward {
  readonly str: string;
}

/**
 * QAPI's `NetdevUserOptions`.
 * @since QEMU 1.2
 */
export interface NetdevUserOptions {
  readonly hostname?: string;
  readonly restrict?: boolean;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly ip?: string;
  readonly net?: string;
  readonly host?: string;
  readonly tftp?: string;
  readonly bootfile?: string;
  readonly dhcpstart?: string;
  readonly dns?: string;
  readonly dnssearch?: readonly NetdevUserDomainSuffix[] | readonly String[];
  readonly domainname?: string;
  readonly 'ipv6-prefix'?: string;
  readonly 'ipv6-prefixlen'?: number;
  readonly 'ipv6-host'?: string;
  readonly 'ipv6-dns'?: string;
  readonly smb?: string;
  readonly smbserver?: string;
  readonly hostfwd?: readonly NetdevUserHostForward[] | readonly String[];
  readonly guestfwd?: readonly NetdevUserGuestForward[] | readonly String[];
  readonly 'tftp-server-name'?: string;
}

/**
 * QAPI's `NetdevVdeOptions`.
 * @since QEMU 1.2
 */
export interface NetdevVdeOptions {
  readonly sock?: string;
  readonly port?: number;
  readonly group?: string;
  readonly mode?: number;
}

/**
 * QAPI's `NetdevVhostUserOptions`.
 * @since QEMU 2.1
 */
export interface NetdevVhostUserOptions {
  readonly chardev: string;
  readonly vhostforce?: boolean;
  readonly queues?: number;
}

/**
 * QAPI's `NetdevVhostVDPAOptions`.
 * @since QEMU 5.1
 */
export interface NetdevVhostVDPAOptions {
  readonly vhostdev?: string;
  /** @since QEMU 7.2 at the latest */
  readonly vhostfd?: string;
  readonly queues?: number;
  /**
   * @since QEMU 7.1
   * @experimental
   */
  readonly 'x-svq'?: boolean;
}

/**
 * QAPI's `NetdevVmnetBridgedOptions`.
 * Only in builds with CONFIG_VMNET.
 * @since QEMU 7.1
 */
export interface NetdevVmnetBridgedOptions {
  readonly ifname: string;
  readonly isolated?: boolean;
}

/**
 * QAPI's `NetdevVmnetHostOptions`.
 * Only in builds with CONFIG_VMNET.
 * @since QEMU 7.1
 */
export interface NetdevVmnetHostOptions {
  readonly 'start-address'?: string;
  readonly 'end-address'?: string;
  readonly 'subnet-mask'?: string;
  readonly isolated?: boolean;
  readonly 'net-uuid'?: string;
}

/**
 * QAPI's `NetdevVmnetSharedOptions`.
 * Only in builds with CONFIG_VMNET.
 * @since QEMU 7.1
 */
export interface NetdevVmnetSharedOptions {
  readonly 'start-address'?: string;
  readonly 'end-address'?: string;
  readonly 'subnet-mask'?: string;
  readonly isolated?: boolean;
  readonly 'nat66-prefix'?: string;
}

/**
 * QAPI's `PasstParameter`.
 * @since QEMU 10.1
 */
export interface PasstParameter {
  readonly str: string;
}

/**
 * QAPI's `PasstPortForward`.
 * @since QEMU 10.1
 */
export interface PasstPortForward {
  readonly str: string;
}

/**
 * QAPI's `PasstSearch`.
 * @since QEMU 10.1
 */
export interface PasstSearch {
  readonly str: string;
}

/**
 * QAPI's `RxFilterInfo`.
 * @since QEMU 1.6
 */
export interface RxFilterInfo {
  readonly name: string;
  readonly promiscuous: boolean;
  readonly multicast: RxState;
  readonly unicast: RxState;
  readonly vlan: RxState;
  readonly 'broadcast-allowed': boolean;
  readonly 'multicast-overflow': boolean;
  readonly 'unicast-overflow': boolean;
  readonly 'main-mac': string;
  readonly 'vlan-table': readonly number[];
  readonly 'unicast-table': readonly string[];
  readonly 'multicast-table': readonly string[];
}

/**
 * QAPI's `RxState`.
 * @since QEMU 1.6
 */
export type RxState = 'normal' | 'none' | 'all' | Newer;

/**
 * QAPI's `String`.
 * @since QEMU 1.2
 * @deprecated Gone as of QEMU 11.1 at the latest.
 */
export interface String {
  readonly str: string;
}

/** The commands of QAPI's module `net`. */
export interface NetCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-net.announce-self}
   * @since QEMU 4.0
   */
  'announce-self': { arguments: AnnounceParameters; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-net.netdev_add}
   * @since QEMU 0.14
   */
  netdev_add: { arguments: Netdev; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-net.netdev_del}
   * @since QEMU 0.14
   */
  netdev_del: {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-net.query-rx-filter}
   * @since QEMU 1.6
   */
  'query-rx-filter': {
    arguments: {
      readonly name?: string;
    };
    returns: readonly RxFilterInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-net.set_link}
   * @since QEMU 0.14
   */
  set_link: {
    arguments: {
      readonly name: string;
      readonly up: boolean;
    };
    returns: NoData;
  };
}

/** The events of QAPI's module `net`. */
export interface NetEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-net.FAILOVER_NEGOTIATED}
   * @since QEMU 4.2
   */
  FAILOVER_NEGOTIATED: {
    readonly 'device-id': string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-net.NETDEV_STREAM_CONNECTED}
   * @since QEMU 7.2
   */
  NETDEV_STREAM_CONNECTED: {
    readonly 'netdev-id': string;
    readonly addr: SocketAddress;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-net.NETDEV_STREAM_DISCONNECTED}
   * @since QEMU 7.2
   */
  NETDEV_STREAM_DISCONNECTED: {
    readonly 'netdev-id': string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-net.NETDEV_VHOST_USER_CONNECTED}
   * @since QEMU 10.0
   */
  NETDEV_VHOST_USER_CONNECTED: {
    readonly 'netdev-id': string;
    readonly 'chardev-id': string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-net.NETDEV_VHOST_USER_DISCONNECTED}
   * @since QEMU 10.0
   */
  NETDEV_VHOST_USER_DISCONNECTED: {
    readonly 'netdev-id': string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-net.NIC_RX_FILTER_CHANGED}
   * @since QEMU 1.6
   */
  NIC_RX_FILTER_CHANGED: {
    readonly name?: string;
    readonly path: string;
  };
}
