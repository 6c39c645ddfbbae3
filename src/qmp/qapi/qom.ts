// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type {
  AuthZListFileProperties,
  AuthZListProperties,
  AuthZPAMProperties,
  AuthZSimpleProperties,
} from './authz.js';
import type { ThrottleGroupProperties } from './block-core.js';
import type { GrabToggleKeys, HostMemPolicyArgument, NetFilterDirection, OnOffAuto } from './common.js';
import type {
  SecretKeyringProperties,
  SecretProperties,
  TlsCredsAnonProperties,
  TlsCredsProperties,
  TlsCredsPskProperties,
  TlsCredsX509Properties,
} from './crypto.js';
import type { Newer, NoData, WideInt } from './open-types.js';
import type { SocketAddress } from './sockets.js';

/**
 * QAPI's `AcpiGenericInitiatorProperties`.
 * @since QEMU 9.0
 */
export interface AcpiGenericInitiatorProperties {
  readonly 'pci-dev': string;
  readonly node: number;
}

/**
 * QAPI's `AcpiGenericPortProperties`.
 * @since QEMU 9.2
 */
export interface AcpiGenericPortProperties {
  readonly 'pci-bus': string;
  readonly node: number;
}

/**
 * QAPI's `CanHostSocketcanProperties`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.2 at the latest
 */
export interface CanHostSocketcanProperties {
  readonly if: string;
  readonly canbus: string;
}

/**
 * QAPI's `ColoCompareProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface ColoCompareProperties {
  readonly primary_in: string;
  readonly secondary_in: string;
  readonly outdev: string;
  readonly iothread: string;
  readonly notify_dev?: string;
  readonly compare_timeout?: WideInt;
  readonly expired_scan_cycle?: number;
  readonly max_queue_size?: number;
  readonly vnet_hdr_support?: boolean;
}

/**
 * QAPI's `CryptodevBackendProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface CryptodevBackendProperties {
  readonly queues?: number;
  /** @since QEMU 8.0 */
  readonly 'throttle-bps'?: WideInt;
  /** @since QEMU 8.0 */
  readonly 'throttle-ops'?: WideInt;
}

/**
 * QAPI's `CryptodevVhostUserProperties`.
 * Only in builds with CONFIG_VHOST_CRYPTO.
 * @since QEMU 7.2 at the latest
 */
export interface CryptodevVhostUserProperties extends CryptodevBackendProperties {
  readonly chardev: string;
}

/**
 * QAPI's `DBusVMStateProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface DBusVMStateProperties {
  readonly addr: string;
  readonly 'id-list'?: string;
}

/**
 * QAPI's `EventLoopBaseProperties`.
 * @since QEMU 7.1
 */
export interface EventLoopBaseProperties {
  readonly 'aio-max-batch'?: number;
  readonly 'thread-pool-min'?: number;
  readonly 'thread-pool-max'?: number;
}

/**
 * QAPI's `FilterBufferProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface FilterBufferProperties extends NetfilterProperties {
  readonly interval: number;
}

/**
 * QAPI's `FilterDumpProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface FilterDumpProperties extends NetfilterProperties {
  readonly file: string;
  readonly maxlen?: number;
}

/**
 * QAPI's `FilterMirrorProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface FilterMirrorProperties extends NetfilterProperties {
  readonly outdev: string;
  readonly vnet_hdr_support?: boolean;
}

/**
 * QAPI's `FilterRedirectorProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface FilterRedirectorProperties extends NetfilterProperties {
  readonly indev?: string;
  readonly outdev?: string;
  readonly vnet_hdr_support?: boolean;
}

/**
 * QAPI's `FilterRewriterProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface FilterRewriterProperties extends NetfilterProperties {
  readonly vnet_hdr_support?: boolean;
}

/**
 * QAPI's `IOMMUFDProperties`.
 * @since QEMU 9.0
 */
export interface IOMMUFDProperties {
  readonly fd?: string;
}

/**
 * QAPI's `IgvmCfgProperties`.
 * Only in builds with CONFIG_IGVM.
 * @since QEMU 10.1
 */
export interface IgvmCfgProperties {
  readonly file: string;
}

/**
 * QAPI's `InputBarrierProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface InputBarrierProperties {
  readonly name: string;
  readonly server?: string;
  readonly port?: string;
  /** @experimental */
  readonly 'x-origin'?: string;
  readonly 'y-origin'?: string;
  readonly width?: string;
  readonly height?: string;
}

/**
 * QAPI's `InputLinuxProperties`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.2 at the latest
 */
export interface InputLinuxProperties {
  readonly evdev: string;
  readonly grab_all?: boolean;
  readonly repeat?: boolean;
  readonly 'grab-toggle'?: GrabToggleKeys;
}

/**
 * QAPI's `IothreadProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface IothreadProperties extends EventLoopBaseProperties {
  readonly 'poll-max-ns'?: number;
  readonly 'poll-grow'?: number;
  readonly 'poll-shrink'?: number;
  /** @since QEMU 11.1 */
  readonly 'poll-weight'?: number;
}

/**
 * QAPI's `MainLoopProperties`.
 * @since QEMU 7.1
 */
export type MainLoopProperties = EventLoopBaseProperties;

/**
 * QAPI's `MemoryBackendEpcProperties`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 6.2
 */
export type MemoryBackendEpcProperties = MemoryBackendProperties;

/**
 * QAPI's `MemoryBackendFileProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface MemoryBackendFileProperties extends MemoryBackendProperties {
  readonly align?: WideInt;
  /** @since QEMU 8.1 */
  readonly offset?: WideInt;
  readonly 'discard-data'?: boolean;
  readonly 'mem-path': string;
  /** Only in builds with CONFIG_LIBPMEM. */
  readonly pmem?: boolean;
  readonly readonly?: boolean;
  /** @since QEMU 8.2 */
  readonly rom?: OnOffAuto;
}

/**
 * QAPI's `MemoryBackendMemfdProperties`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.2 at the latest
 */
export interface MemoryBackendMemfdProperties extends MemoryBackendProperties {
  readonly hugetlb?: boolean;
  readonly hugetlbsize?: WideInt;
  readonly seal?: boolean;
}

/**
 * QAPI's `MemoryBackendProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface MemoryBackendProperties {
  readonly dump?: boolean;
  readonly 'host-nodes'?: readonly number[];
  readonly merge?: boolean;
  readonly policy?: HostMemPolicyArgument;
  readonly prealloc?: boolean;
  readonly 'prealloc-threads'?: number;
  readonly 'prealloc-context'?: string;
  readonly share?: boolean;
  readonly reserve?: boolean;
  readonly size: WideInt;
  /** @experimental */
  readonly 'x-use-canonical-path-for-ramblock-id'?: boolean;
}

/**
 * QAPI's `MemoryBackendShmProperties`.
 * Only in builds with CONFIG_POSIX.
 * @since QEMU 9.1
 */
export type MemoryBackendShmProperties = MemoryBackendProperties;

/**
 * QAPI's `MonitorHMPProperties`.
 * @since QEMU 11.1
 */
export interface MonitorHMPProperties extends MonitorProperties {
  readonly readline?: boolean;
}

/**
 * QAPI's `MonitorProperties`.
 * @since QEMU 11.1
 */
export interface MonitorProperties {
  readonly chardev: string;
}

/**
 * QAPI's `MonitorQMPCloseAction`.
 * @since QEMU 11.1
 */
export type MonitorQMPCloseAction = 'none' | 'delete' | (string & {});

/**
 * QAPI's `MonitorQMPProperties`.
 * @since QEMU 11.1
 */
export interface MonitorQMPProperties extends MonitorProperties {
  readonly pretty?: boolean;
  readonly 'close-action'?: MonitorQMPCloseAction;
}

/**
 * QAPI's `NetfilterInsert`.
 * @since QEMU 7.2 at the latest
 */
export type NetfilterInsert = 'before' | 'behind' | (string & {});

/**
 * QAPI's `NetfilterProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface NetfilterProperties {
  readonly netdev: string;
  readonly queue?: NetFilterDirection;
  readonly status?: string;
  readonly position?: string;
  readonly insert?: NetfilterInsert;
}

/** What all of `ObjectOptions` have. */
export interface ObjectOptionsBase {
  readonly id: string;
  /** @deprecated Gone as of QEMU 7.2 at the latest. */
  readonly props?: unknown;
}

/** QAPI's `ObjectOptions`. */
export type ObjectOptions =
  | (ObjectOptionsBase & AcpiGenericInitiatorProperties & { readonly 'qom-type': 'acpi-generic-initiator' })
  | (ObjectOptionsBase & AcpiGenericPortProperties & { readonly 'qom-type': 'acpi-generic-port' })
  | (ObjectOptionsBase & AuthZListProperties & { readonly 'qom-type': 'authz-list' })
  | (ObjectOptionsBase & AuthZListFileProperties & { readonly 'qom-type': 'authz-listfile' })
  | (ObjectOptionsBase & AuthZPAMProperties & { readonly 'qom-type': 'authz-pam' })
  | (ObjectOptionsBase & AuthZSimpleProperties & { readonly 'qom-type': 'authz-simple' })
  | (ObjectOptionsBase & { readonly 'qom-type': 'can-bus' | 'pef-guest' | 's390-pv-guest' })
  | (ObjectOptionsBase & CanHostSocketcanProperties & { readonly 'qom-type': 'can-host-socketcan' })
  | (ObjectOptionsBase & ColoCompareProperties & { readonly 'qom-type': 'colo-compare' })
  | (ObjectOptionsBase & CryptodevBackendProperties & { readonly 'qom-type': 'cryptodev-backend' })
  | (ObjectOptionsBase & CryptodevBackendProperties & { readonly 'qom-type': 'cryptodev-backend-builtin' })
  | (ObjectOptionsBase & CryptodevBackendProperties & { readonly 'qom-type': 'cryptodev-backend-lkcf' })
  | (ObjectOptionsBase & CryptodevVhostUserProperties & { readonly 'qom-type': 'cryptodev-vhost-user' })
  | (ObjectOptionsBase & DBusVMStateProperties & { readonly 'qom-type': 'dbus-vmstate' })
  | (ObjectOptionsBase & FilterBufferProperties & { readonly 'qom-type': 'filter-buffer' })
  | (ObjectOptionsBase & FilterDumpProperties & { readonly 'qom-type': 'filter-dump' })
  | (ObjectOptionsBase & FilterMirrorProperties & { readonly 'qom-type': 'filter-mirror' })
  | (ObjectOptionsBase & FilterRedirectorProperties & { readonly 'qom-type': 'filter-redirector' })
  | (ObjectOptionsBase & NetfilterProperties & { readonly 'qom-type': 'filter-replay' })
  | (ObjectOptionsBase & FilterRewriterProperties & { readonly 'qom-type': 'filter-rewriter' })
  | (ObjectOptionsBase & IgvmCfgProperties & { readonly 'qom-type': 'igvm-cfg' })
  | (ObjectOptionsBase & InputBarrierProperties & { readonly 'qom-type': 'input-barrier' })
  | (ObjectOptionsBase & InputLinuxProperties & { readonly 'qom-type': 'input-linux' })
  | (ObjectOptionsBase & IOMMUFDProperties & { readonly 'qom-type': 'iommufd' })
  | (ObjectOptionsBase & IothreadProperties & { readonly 'qom-type': 'iothread' })
  | (ObjectOptionsBase & MainLoopProperties & { readonly 'qom-type': 'main-loop' })
  | (ObjectOptionsBase & MemoryBackendEpcProperties & { readonly 'qom-type': 'memory-backend-epc' })
  | (ObjectOptionsBase & MemoryBackendFileProperties & { readonly 'qom-type': 'memory-backend-file' })
  | (ObjectOptionsBase & MemoryBackendMemfdProperties & { readonly 'qom-type': 'memory-backend-memfd' })
  | (ObjectOptionsBase & MemoryBackendProperties & { readonly 'qom-type': 'memory-backend-ram' })
  | (ObjectOptionsBase & MemoryBackendShmProperties & { readonly 'qom-type': 'memory-backend-shm' })
  | (ObjectOptionsBase & MonitorHMPProperties & { readonly 'qom-type': 'monitor-hmp' })
  | (ObjectOptionsBase & MonitorQMPProperties & { readonly 'qom-type': 'monitor-qmp' })
  | (ObjectOptionsBase & PrManagerHelperProperties & { readonly 'qom-type': 'pr-manager-helper' })
  | (ObjectOptionsBase & QtestProperties & { readonly 'qom-type': 'qtest' })
  | (ObjectOptionsBase & RngProperties & { readonly 'qom-type': 'rng-builtin' })
  | (ObjectOptionsBase & RngEgdProperties & { readonly 'qom-type': 'rng-egd' })
  | (ObjectOptionsBase & RngRandomProperties & { readonly 'qom-type': 'rng-random' })
  | (ObjectOptionsBase & SecretProperties & { readonly 'qom-type': 'secret' })
  | (ObjectOptionsBase & SecretKeyringProperties & { readonly 'qom-type': 'secret_keyring' })
  | (ObjectOptionsBase & SevGuestProperties & { readonly 'qom-type': 'sev-guest' })
  | (ObjectOptionsBase & SevSnpGuestProperties & { readonly 'qom-type': 'sev-snp-guest' })
  | (ObjectOptionsBase & ThreadContextProperties & { readonly 'qom-type': 'thread-context' })
  | (ObjectOptionsBase & TdxGuestProperties & { readonly 'qom-type': 'tdx-guest' })
  | (ObjectOptionsBase & ThrottleGroupProperties & { readonly 'qom-type': 'throttle-group' })
  | (ObjectOptionsBase & TlsCredsAnonProperties & { readonly 'qom-type': 'tls-creds-anon' })
  | (ObjectOptionsBase & TlsCredsPskProperties & { readonly 'qom-type': 'tls-creds-psk' })
  | (ObjectOptionsBase & TlsCredsX509Properties & { readonly 'qom-type': 'tls-creds-x509' })
  | (ObjectOptionsBase & TlsCredsProperties & { readonly 'qom-type': 'tls-cipher-suites' })
  | (ObjectOptionsBase & RemoteObjectProperties & { readonly 'qom-type': 'x-remote-object' })
  | (ObjectOptionsBase & VfioUserServerProperties & { readonly 'qom-type': 'x-vfio-user-server' })
  | (ObjectOptionsBase & { readonly 'qom-type': Newer; readonly [member: string]: unknown });

/**
 * QAPI's `ObjectPropertiesValues`.
 * @since QEMU 10.1
 */
export interface ObjectPropertiesValues {
  readonly properties: readonly ObjectPropertyValue[];
}

/**
 * QAPI's `ObjectPropertyInfo`.
 * @since QEMU 1.2
 */
export interface ObjectPropertyInfo {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly 'default-value'?: unknown;
}

/**
 * QAPI's `ObjectPropertyValue`.
 * @since QEMU 10.1
 */
export interface ObjectPropertyValue {
  readonly name: string;
  readonly type: string;
  readonly value?: unknown;
}

/**
 * QAPI's `ObjectType`.
 * - `acpi-generic-initiator`: since QEMU 10.0 at the latest
 * - `acpi-generic-port`: since QEMU 10.0 at the latest
 * - `can-host-socketcan`: only in builds with CONFIG_LINUX
 * - `cryptodev-vhost-user`: only in builds with CONFIG_VHOST_CRYPTO
 * - `igvm-cfg`: since QEMU 11.1 at the latest; only in builds with CONFIG_IGVM
 * - `input-linux`: only in builds with CONFIG_LINUX
 * - `iommufd`: since QEMU 10.0 at the latest
 * - `memory-backend-epc`: only in builds with CONFIG_LINUX
 * - `memory-backend-memfd`: only in builds with CONFIG_LINUX
 * - `memory-backend-shm`: since QEMU 10.0 at the latest; only in builds with CONFIG_POSIX
 * - `monitor-hmp`: since QEMU 11.1 at the latest
 * - `monitor-qmp`: since QEMU 11.1 at the latest
 * - `pr-manager-helper`: only in builds with CONFIG_LINUX
 * - `rng-random`: only in builds with CONFIG_POSIX
 * - `secret_keyring`: only in builds with CONFIG_SECRET_KEYRING
 * - `sev-snp-guest`: since QEMU 10.0 at the latest
 * - `tdx-guest`: since QEMU 11.1 at the latest
 * - `x-remote-object`: unstable
 * - `x-vfio-user-server`: unstable
 * @since QEMU 6.0
 */
export type ObjectType =
  | 'acpi-generic-initiator'
  | 'acpi-generic-port'
  | 'authz-list'
  | 'authz-listfile'
  | 'authz-pam'
  | 'authz-simple'
  | 'can-bus'
  | 'can-host-socketcan'
  | 'colo-compare'
  | 'cryptodev-backend'
  | 'cryptodev-backend-builtin'
  | 'cryptodev-backend-lkcf'
  | 'cryptodev-vhost-user'
  | 'dbus-vmstate'
  | 'filter-buffer'
  | 'filter-dump'
  | 'filter-mirror'
  | 'filter-redirector'
  | 'filter-replay'
  | 'filter-rewriter'
  | 'igvm-cfg'
  | 'input-barrier'
  | 'input-linux'
  | 'iommufd'
  | 'iothread'
  | 'main-loop'
  | 'memory-backend-epc'
  | 'memory-backend-file'
  | 'memory-backend-memfd'
  | 'memory-backend-ram'
  | 'memory-backend-shm'
  | 'monitor-hmp'
  | 'monitor-qmp'
  | 'pef-guest'
  | 'pr-manager-helper'
  | 'qtest'
  | 'rng-builtin'
  | 'rng-egd'
  | 'rng-random'
  | 'secret'
  | 'secret_keyring'
  | 'sev-guest'
  | 'sev-snp-guest'
  | 'thread-context'
  | 's390-pv-guest'
  | 'tdx-guest'
  | 'throttle-group'
  | 'tls-creds-anon'
  | 'tls-creds-psk'
  | 'tls-creds-x509'
  | 'tls-cipher-suites'
  | 'x-remote-object'
  | 'x-vfio-user-server'
  | Newer;

/**
 * QAPI's `ObjectTypeInfo`.
 * @since QEMU 1.1
 */
export interface ObjectTypeInfo {
  readonly name: string;
  readonly abstract?: boolean;
  readonly parent?: string;
}

/**
 * QAPI's `PrManagerHelperProperties`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.2 at the latest
 */
export interface PrManagerHelperProperties {
  readonly path: string;
}

/**
 * QAPI's `QtestProperties`.
 * @since QEMU 6.0
 */
export interface QtestProperties {
  readonly chardev: string;
  readonly log?: string;
}

/**
 * QAPI's `RemoteObjectProperties`.
 * @since QEMU 6.0
 */
export interface RemoteObjectProperties {
  readonly fd: string;
  readonly devid: string;
}

/**
 * QAPI's `RngEgdProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface RngEgdProperties extends RngProperties {
  readonly chardev: string;
}

/**
 * QAPI's `RngProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface RngProperties {
  /** @deprecated As of QEMU 7.2 at the latest. */
  readonly opened?: boolean;
}

/**
 * QAPI's `RngRandomProperties`.
 * Only in builds with CONFIG_POSIX.
 * @since QEMU 7.2 at the latest
 */
export interface RngRandomProperties extends RngProperties {
  readonly filename?: string;
}

/**
 * QAPI's `SevCommonProperties`.
 * @since QEMU 9.1
 */
export interface SevCommonProperties {
  readonly 'sev-device'?: string;
  readonly cbitpos?: number;
  readonly 'reduced-phys-bits': number;
  readonly 'kernel-hashes'?: boolean;
}

/**
 * QAPI's `SevGuestProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface SevGuestProperties {
  readonly 'sev-device'?: string;
  readonly cbitpos?: number;
  readonly 'reduced-phys-bits': number;
  readonly 'kernel-hashes'?: boolean;
  readonly 'dh-cert-file'?: string;
  readonly 'session-file'?: string;
  readonly policy?: number;
  readonly handle?: number;
  /** @since QEMU 9.1 */
  readonly 'legacy-vm-type'?: OnOffAuto;
}

/**
 * QAPI's `SevSnpGuestProperties`.
 * @since QEMU 9.1
 */
export interface SevSnpGuestProperties extends SevCommonProperties {
  readonly policy?: WideInt;
  readonly 'guest-visible-workarounds'?: string;
  readonly 'id-block'?: string;
  readonly 'id-auth'?: string;
  readonly 'author-key-enabled'?: boolean;
  readonly 'host-data'?: string;
  readonly 'vcek-disabled'?: boolean;
}

/**
 * QAPI's `TdxGuestProperties`.
 * @since QEMU 10.1
 */
export interface TdxGuestProperties {
  readonly attributes?: WideInt;
  readonly 'sept-ve-disable'?: boolean;
  readonly mrconfigid?: string;
  readonly mrowner?: string;
  readonly mrownerconfig?: string;
  readonly 'quote-generation-socket'?: SocketAddress;
}

/**
 * QAPI's `ThreadContextProperties`.
 * @since QEMU 7.2
 */
export interface ThreadContextProperties {
  readonly 'cpu-affinity'?: readonly number[];
  readonly 'node-affinity'?: readonly number[];
}

/**
 * QAPI's `VfioUserServerProperties`.
 * @since QEMU 7.1
 */
export interface VfioUserServerProperties {
  readonly socket: SocketAddress;
  readonly device: string;
}

/** The commands of QAPI's module `qom`. */
export interface QomCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.object-add}
   * @since QEMU 2.0
   */
  'object-add': { arguments: ObjectOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.object-del}
   * @since QEMU 2.0
   */
  'object-del': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.qom-get}
   * @since QEMU 1.2
   */
  'qom-get': {
    arguments: {
      readonly path: string;
      readonly property: string;
    };
    returns: unknown;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.qom-list}
   * @since QEMU 1.2
   */
  'qom-list': {
    arguments: {
      readonly path: string;
    };
    returns: readonly ObjectPropertyInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.qom-list-get}
   * @since QEMU 10.1
   */
  'qom-list-get': {
    arguments: {
      readonly paths: readonly string[];
    };
    returns: readonly ObjectPropertiesValues[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.qom-list-properties}
   * @since QEMU 2.12
   */
  'qom-list-properties': {
    arguments: {
      readonly typename: string;
    };
    returns: readonly ObjectPropertyInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.qom-list-types}
   * @since QEMU 1.1
   */
  'qom-list-types': {
    arguments: {
      readonly implements?: string;
      readonly abstract?: boolean;
    };
    returns: readonly ObjectTypeInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qom.qom-set}
   * @since QEMU 1.2
   */
  'qom-set': {
    arguments: {
      readonly path: string;
      readonly property: string;
      readonly value: unknown;
    };
    returns: NoData;
  };
}
