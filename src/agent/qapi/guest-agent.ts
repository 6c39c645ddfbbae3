// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData, WideInt } from '../../qmp/index.js';

/**
 * QAPI's `GuestAgentCommandInfo`.
 * @since QEMU 1.1
 */
export interface GuestAgentCommandInfo {
  readonly name: string;
  readonly enabled: boolean;
  readonly 'success-response': boolean;
}

/**
 * QAPI's `GuestAgentInfo`.
 * @since QEMU 0.15
 */
export interface GuestAgentInfo {
  readonly version: string;
  readonly supported_commands: readonly GuestAgentCommandInfo[];
}

/**
 * QAPI's `GuestAuthorizedKeys`.
 * @since QEMU 5.2
 */
export interface GuestAuthorizedKeys {
  readonly keys: readonly string[];
}

/**
 * QAPI's `GuestCCWAddress`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LINUX.
 * @since QEMU 6.0
 */
export interface GuestCCWAddress {
  readonly cssid: number;
  readonly ssid: number;
  readonly subchno: number;
  readonly devno: number;
}

/**
 * QAPI's `GuestCpuStats`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.1
 */
export type GuestCpuStats =
  | (GuestLinuxCpuStats & { readonly type: 'linux' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `GuestCpuStatsType`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.1
 */
export type GuestCpuStatsType = 'linux' | Newer;

/**
 * QAPI's `GuestDeviceId`.
 * Only in builds with CONFIG_WIN32.
 * @since QEMU 5.2
 */
export type GuestDeviceId =
  | (GuestDeviceIdPCI & { readonly type: 'pci' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `GuestDeviceIdPCI`.
 * Only in builds with CONFIG_WIN32.
 * @since QEMU 5.2
 */
export interface GuestDeviceIdPCI {
  readonly 'vendor-id': number;
  readonly 'device-id': number;
}

/**
 * QAPI's `GuestDeviceInfo`.
 * Only in builds with CONFIG_WIN32.
 * @since QEMU 5.2
 */
export interface GuestDeviceInfo {
  readonly 'driver-name': string;
  readonly 'driver-date'?: number;
  readonly 'driver-version'?: string;
  readonly id?: GuestDeviceId;
}

/**
 * QAPI's `GuestDeviceType`.
 * Only in builds with CONFIG_WIN32.
 */
export type GuestDeviceType = 'pci' | Newer;

/**
 * QAPI's `GuestDiskAddress`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LINUX.
 * @since QEMU 2.2
 */
export interface GuestDiskAddress {
  readonly 'pci-controller': GuestPCIAddress;
  readonly 'bus-type': GuestDiskBusType;
  readonly bus: number;
  readonly target: number;
  readonly unit: number;
  readonly serial?: string;
  readonly dev?: string;
  /** @since QEMU 6.0 */
  readonly 'ccw-address'?: GuestCCWAddress;
}

/**
 * QAPI's `GuestDiskBusType`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LINUX.
 * - `nvme`: since QEMU 7.1
 * @since QEMU 2.2
 */
export type GuestDiskBusType =
  | 'ide'
  | 'fdc'
  | 'scsi'
  | 'virtio'
  | 'xen'
  | 'usb'
  | 'uml'
  | 'sata'
  | 'sd'
  | 'unknown'
  | 'ieee1394'
  | 'ssa'
  | 'fibre'
  | 'raid'
  | 'iscsi'
  | 'sas'
  | 'mmc'
  | 'virtual'
  | 'file-backed-virtual'
  | 'nvme'
  | Newer;

/**
 * QAPI's `GuestDiskInfo`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LIBUDEV.
 * @since QEMU 5.2
 */
export interface GuestDiskInfo {
  readonly name: string;
  readonly partition: boolean;
  readonly dependencies?: readonly string[];
  readonly address?: GuestDiskAddress;
  readonly alias?: string;
  /** @since QEMU 7.1 */
  readonly smart?: GuestDiskSmart;
}

/**
 * QAPI's `GuestDiskSmart`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LIBUDEV.
 * @since QEMU 7.1
 */
export type GuestDiskSmart =
  | { readonly type: 'ide' | 'fdc' | 'scsi' | 'virtio' | 'xen' | 'usb' | 'uml' | 'sata' | 'sd' | 'unknown' }
  | { readonly type: 'ieee1394' | 'ssa' | 'fibre' | 'raid' | 'iscsi' | 'sas' | 'mmc' | 'virtual' }
  | { readonly type: 'file-backed-virtual' }
  | (GuestNVMeSmart & { readonly type: 'nvme' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `GuestDiskStats`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.1
 */
export interface GuestDiskStats {
  readonly 'read-sectors'?: WideInt;
  readonly 'read-ios'?: WideInt;
  readonly 'read-merges'?: WideInt;
  readonly 'write-sectors'?: WideInt;
  readonly 'write-ios'?: WideInt;
  readonly 'write-merges'?: WideInt;
  readonly 'discard-sectors'?: WideInt;
  readonly 'discard-ios'?: WideInt;
  readonly 'discard-merges'?: WideInt;
  readonly 'flush-ios'?: WideInt;
  readonly 'read-ticks'?: WideInt;
  readonly 'write-ticks'?: WideInt;
  readonly 'discard-ticks'?: WideInt;
  readonly 'flush-ticks'?: WideInt;
  readonly 'ios-pgr'?: WideInt;
  readonly 'total-ticks'?: WideInt;
  readonly 'weight-ticks'?: WideInt;
}

/**
 * QAPI's `GuestDiskStatsInfo`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.2 at the latest
 */
export interface GuestDiskStatsInfo {
  readonly name: string;
  readonly major: WideInt;
  readonly minor: WideInt;
  readonly stats: GuestDiskStats;
}

/**
 * QAPI's `GuestExec`.
 * @since QEMU 2.5
 */
export interface GuestExec {
  readonly pid: WideInt;
}

/**
 * QAPI's `GuestExecCaptureOutput`.
 * @since QEMU 8.0
 */
export type GuestExecCaptureOutput = boolean | GuestExecCaptureOutputMode;

/**
 * QAPI's `GuestExecCaptureOutputMode`.
 * - `merged`: only in builds with not CONFIG_WIN32
 * @since QEMU 8.0
 */
export type GuestExecCaptureOutputMode =
  | 'none'
  | 'stdout'
  | 'stderr'
  | 'separated'
  | 'merged'
  | (string & {});

/**
 * QAPI's `GuestExecStatus`.
 * @since QEMU 2.5
 */
export interface GuestExecStatus {
  readonly exited: boolean;
  readonly exitcode?: number;
  readonly signal?: number;
  readonly 'out-data'?: string;
  readonly 'err-data'?: string;
  readonly 'out-truncated'?: boolean;
  readonly 'err-truncated'?: boolean;
}

/**
 * QAPI's `GuestFileRead`.
 * @since QEMU 0.15
 */
export interface GuestFileRead {
  readonly count: number;
  readonly 'buf-b64': string;
  readonly eof: boolean;
}

/**
 * QAPI's `GuestFileSeek`.
 * @since QEMU 0.15
 */
export interface GuestFileSeek {
  readonly position: WideInt;
  readonly eof: boolean;
}

/**
 * QAPI's `GuestFileWhence`.
 * @since QEMU 2.6
 */
export type GuestFileWhence = number | QGASeek;

/**
 * QAPI's `GuestFileWrite`.
 * @since QEMU 0.15
 */
export interface GuestFileWrite {
  readonly count: number;
  readonly eof: boolean;
}

/**
 * QAPI's `GuestFilesystemInfo`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LINUX.
 * @since QEMU 2.2
 */
export interface GuestFilesystemInfo {
  readonly name: string;
  readonly mountpoint: string;
  readonly type: string;
  readonly 'used-bytes'?: WideInt;
  readonly 'total-bytes'?: WideInt;
  /** @since QEMU 9.1 */
  readonly 'total-bytes-privileged'?: WideInt;
  readonly disk: readonly GuestDiskAddress[];
}

/**
 * QAPI's `GuestFilesystemTrimResponse`.
 * Only in builds with CONFIG_WIN32 or CONFIG_FSTRIM.
 * @since QEMU 2.4
 */
export interface GuestFilesystemTrimResponse {
  readonly paths: readonly GuestFilesystemTrimResult[];
}

/**
 * QAPI's `GuestFilesystemTrimResult`.
 * Only in builds with CONFIG_WIN32 or CONFIG_FSTRIM.
 * @since QEMU 2.4
 */
export interface GuestFilesystemTrimResult {
  readonly path: string;
  readonly trimmed?: number;
  readonly minimum?: number;
  readonly error?: string;
}

/**
 * QAPI's `GuestFsfreezeStatus`.
 * Only in builds with CONFIG_WIN32 or CONFIG_FSFREEZE.
 * @since QEMU 0.15
 */
export type GuestFsfreezeStatus = 'thawed' | 'frozen' | Newer;

/**
 * QAPI's `GuestHostName`.
 * @since QEMU 2.10
 */
export interface GuestHostName {
  readonly 'host-name': string;
}

/**
 * QAPI's `GuestIpAddress`.
 * Only in builds with CONFIG_WIN32 or HAVE_GETIFADDRS.
 * @since QEMU 1.1
 */
export interface GuestIpAddress {
  readonly 'ip-address': string;
  readonly 'ip-address-type': GuestIpAddressType;
  readonly prefix: number;
}

/**
 * QAPI's `GuestIpAddressType`.
 * Only in builds with CONFIG_WIN32 or HAVE_GETIFADDRS.
 * @since QEMU 1.1
 */
export type GuestIpAddressType = 'ipv4' | 'ipv6' | Newer;

/**
 * QAPI's `GuestLinuxCpuStats`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 7.1
 */
export interface GuestLinuxCpuStats {
  readonly cpu: number;
  readonly user: WideInt;
  readonly nice: WideInt;
  readonly system: WideInt;
  readonly idle: WideInt;
  readonly iowait?: WideInt;
  readonly irq?: WideInt;
  readonly softirq?: WideInt;
  readonly steal?: WideInt;
  readonly guest?: WideInt;
  readonly guestnice?: WideInt;
}

/**
 * QAPI's `GuestLoadAverage`.
 * Only in builds with CONFIG_WIN32 or CONFIG_GETLOADAVG.
 * @since QEMU 10.0
 */
export interface GuestLoadAverage {
  readonly load1m: number;
  readonly load5m: number;
  readonly load15m: number;
}

/**
 * QAPI's `GuestLogicalProcessor`.
 * Only in builds with CONFIG_LINUX or CONFIG_WIN32.
 * @since QEMU 1.5
 */
export interface GuestLogicalProcessor {
  readonly 'logical-id': number;
  readonly online: boolean;
  readonly 'can-offline'?: boolean;
}

/**
 * QAPI's `GuestMemoryBlock`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 2.3
 */
export interface GuestMemoryBlock {
  readonly 'phys-index': WideInt;
  readonly online: boolean;
  readonly 'can-offline'?: boolean;
}

/**
 * QAPI's `GuestMemoryBlockInfo`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 2.3
 */
export interface GuestMemoryBlockInfo {
  readonly size: WideInt;
}

/**
 * QAPI's `GuestMemoryBlockResponse`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 2.3
 */
export interface GuestMemoryBlockResponse {
  readonly 'phys-index': WideInt;
  readonly response: GuestMemoryBlockResponseType;
  readonly 'error-code'?: number;
}

/**
 * QAPI's `GuestMemoryBlockResponseType`.
 * Only in builds with CONFIG_LINUX.
 * @since QEMU 2.3
 */
export type GuestMemoryBlockResponseType =
  | 'success'
  | 'not-found'
  | 'operation-not-supported'
  | 'operation-failed'
  | Newer;

/**
 * QAPI's `GuestNVMeSmart`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LIBUDEV.
 * @since QEMU 7.1
 */
export interface GuestNVMeSmart {
  readonly 'critical-warning': number;
  readonly temperature: number;
  readonly 'available-spare': number;
  readonly 'available-spare-threshold': number;
  readonly 'percentage-used': number;
  readonly 'data-units-read-lo': WideInt;
  readonly 'data-units-read-hi': WideInt;
  readonly 'data-units-written-lo': WideInt;
  readonly 'data-units-written-hi': WideInt;
  readonly 'host-read-commands-lo': WideInt;
  readonly 'host-read-commands-hi': WideInt;
  readonly 'host-write-commands-lo': WideInt;
  readonly 'host-write-commands-hi': WideInt;
  readonly 'controller-busy-time-lo': WideInt;
  readonly 'controller-busy-time-hi': WideInt;
  readonly 'power-cycles-lo': WideInt;
  readonly 'power-cycles-hi': WideInt;
  readonly 'power-on-hours-lo': WideInt;
  readonly 'power-on-hours-hi': WideInt;
  readonly 'unsafe-shutdowns-lo': WideInt;
  readonly 'unsafe-shutdowns-hi': WideInt;
  readonly 'media-errors-lo': WideInt;
  readonly 'media-errors-hi': WideInt;
  readonly 'number-of-error-log-entries-lo': WideInt;
  readonly 'number-of-error-log-entries-hi': WideInt;
}

/**
 * QAPI's `GuestNetworkInterface`.
 * Only in builds with CONFIG_WIN32 or HAVE_GETIFADDRS.
 * @since QEMU 1.1
 */
export interface GuestNetworkInterface {
  readonly name: string;
  readonly 'hardware-address'?: string;
  readonly 'ip-addresses'?: readonly GuestIpAddress[];
  readonly statistics?: GuestNetworkInterfaceStat;
}

/**
 * QAPI's `GuestNetworkInterfaceStat`.
 * Only in builds with CONFIG_WIN32 or HAVE_GETIFADDRS.
 * @since QEMU 2.11
 */
export interface GuestNetworkInterfaceStat {
  readonly 'rx-bytes': WideInt;
  readonly 'rx-packets': WideInt;
  readonly 'rx-errs': WideInt;
  readonly 'rx-dropped': WideInt;
  readonly 'tx-bytes': WideInt;
  readonly 'tx-packets': WideInt;
  readonly 'tx-errs': WideInt;
  readonly 'tx-dropped': WideInt;
}

/**
 * QAPI's `GuestNetworkRoute`.
 * Only in builds with CONFIG_LINUX or CONFIG_WIN32.
 * @since QEMU 9.1
 */
export interface GuestNetworkRoute {
  readonly iface: string;
  readonly destination: string;
  readonly metric: number;
  readonly gateway?: string;
  readonly mask?: string;
  readonly irtt?: number;
  readonly flags?: WideInt;
  readonly refcnt?: number;
  readonly use?: number;
  readonly window?: number;
  readonly mtu?: number;
  readonly desprefixlen?: string;
  readonly source?: string;
  readonly srcprefixlen?: string;
  readonly nexthop?: string;
  readonly version: number;
}

/**
 * QAPI's `GuestOSInfo`.
 * @since QEMU 2.10
 */
export interface GuestOSInfo {
  readonly 'kernel-release'?: string;
  readonly 'kernel-version'?: string;
  readonly machine?: string;
  readonly id?: string;
  readonly name?: string;
  readonly 'pretty-name'?: string;
  readonly version?: string;
  readonly 'version-id'?: string;
  readonly variant?: string;
  readonly 'variant-id'?: string;
}

/**
 * QAPI's `GuestPCIAddress`.
 * Only in builds with CONFIG_WIN32 or CONFIG_LINUX.
 * @since QEMU 2.2
 */
export interface GuestPCIAddress {
  readonly domain: number;
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
}

/**
 * QAPI's `GuestTimezone`.
 * @since QEMU 2.10
 */
export interface GuestTimezone {
  readonly zone?: string;
  readonly offset: number;
}

/**
 * QAPI's `GuestUser`.
 * Only in builds with CONFIG_WIN32 or HAVE_UTMPX.
 * @since QEMU 2.10
 */
export interface GuestUser {
  readonly user: string;
  readonly 'login-time': number;
  readonly domain?: string;
}

/**
 * QAPI's `QGASeek`.
 * @since QEMU 2.6
 */
export type QGASeek = 'set' | 'cur' | 'end' | (string & {});

/** The commands of QAPI's module `guest-agent`. */
export interface GuestAgentCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-exec}
   * @since QEMU 2.5
   */
  'guest-exec': {
    arguments: {
      readonly path: string;
      readonly arg?: readonly string[];
      readonly env?: readonly string[];
      readonly 'input-data'?: string;
      readonly 'capture-output'?: GuestExecCaptureOutput | boolean;
    };
    returns: GuestExec;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-exec-status}
   * @since QEMU 2.5
   */
  'guest-exec-status': {
    arguments: {
      readonly pid: WideInt;
    };
    returns: GuestExecStatus;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-file-close}
   * @since QEMU 0.15
   */
  'guest-file-close': {
    arguments: {
      readonly handle: WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-file-flush}
   * @since QEMU 0.15
   */
  'guest-file-flush': {
    arguments: {
      readonly handle: WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-file-open}
   * @since QEMU 0.15
   */
  'guest-file-open': {
    arguments: {
      readonly path: string;
      readonly mode?: string;
    };
    returns: WideInt;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-file-read}
   * @since QEMU 0.15
   */
  'guest-file-read': {
    arguments: {
      readonly handle: WideInt;
      readonly count?: number;
    };
    returns: GuestFileRead;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-file-seek}
   * @since QEMU 0.15
   */
  'guest-file-seek': {
    arguments: {
      readonly handle: WideInt;
      readonly offset: WideInt;
      readonly whence: GuestFileWhence;
    };
    returns: GuestFileSeek;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-file-write}
   * @since QEMU 0.15
   */
  'guest-file-write': {
    arguments: {
      readonly handle: WideInt;
      readonly 'buf-b64': string;
      readonly count?: number;
    };
    returns: GuestFileWrite;
  };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_FSFREEZE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-fsfreeze-freeze}
   * @since QEMU 0.15
   */
  'guest-fsfreeze-freeze': { arguments: NoArguments; returns: number };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_FSFREEZE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-fsfreeze-freeze-list}
   * @since QEMU 2.2
   */
  'guest-fsfreeze-freeze-list': {
    arguments: {
      readonly mountpoints?: readonly string[];
    };
    returns: number;
  };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_FSFREEZE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-fsfreeze-status}
   * @since QEMU 0.15
   */
  'guest-fsfreeze-status': { arguments: NoArguments; returns: GuestFsfreezeStatus };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_FSFREEZE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-fsfreeze-thaw}
   * @since QEMU 0.15
   */
  'guest-fsfreeze-thaw': { arguments: NoArguments; returns: number };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_FSTRIM.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-fstrim}
   * @since QEMU 1.2
   */
  'guest-fstrim': {
    arguments: {
      readonly minimum?: number;
    };
    returns: GuestFilesystemTrimResponse;
  };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-cpustats}
   * @since QEMU 7.1
   */
  'guest-get-cpustats': { arguments: NoArguments; returns: readonly GuestCpuStats[] };
  /**
   * Only in builds with CONFIG_WIN32.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-devices}
   * @since QEMU 5.2
   */
  'guest-get-devices': { arguments: NoArguments; returns: readonly GuestDeviceInfo[] };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_LIBUDEV.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-disks}
   * @since QEMU 5.2
   */
  'guest-get-disks': { arguments: NoArguments; returns: readonly GuestDiskInfo[] };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-diskstats}
   * @since QEMU 7.1
   */
  'guest-get-diskstats': { arguments: NoArguments; returns: readonly GuestDiskStatsInfo[] };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-fsinfo}
   * @since QEMU 2.2
   */
  'guest-get-fsinfo': { arguments: NoArguments; returns: readonly GuestFilesystemInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-host-name}
   * @since QEMU 2.10
   */
  'guest-get-host-name': { arguments: NoArguments; returns: GuestHostName };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_GETLOADAVG.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-load}
   * @since QEMU 10.0
   */
  'guest-get-load': { arguments: NoArguments; returns: GuestLoadAverage };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-memory-block-info}
   * @since QEMU 2.3
   */
  'guest-get-memory-block-info': { arguments: NoArguments; returns: GuestMemoryBlockInfo };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-memory-blocks}
   * @since QEMU 2.3
   */
  'guest-get-memory-blocks': { arguments: NoArguments; returns: readonly GuestMemoryBlock[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-osinfo}
   * @since QEMU 2.10
   */
  'guest-get-osinfo': { arguments: NoArguments; returns: GuestOSInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-time}
   * @since QEMU 1.5
   */
  'guest-get-time': { arguments: NoArguments; returns: WideInt };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-timezone}
   * @since QEMU 2.10
   */
  'guest-get-timezone': { arguments: NoArguments; returns: GuestTimezone };
  /**
   * Only in builds with CONFIG_WIN32 or HAVE_UTMPX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-users}
   * @since QEMU 2.10
   */
  'guest-get-users': { arguments: NoArguments; returns: readonly GuestUser[] };
  /**
   * Only in builds with CONFIG_LINUX or CONFIG_WIN32.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-get-vcpus}
   * @since QEMU 1.5
   */
  'guest-get-vcpus': { arguments: NoArguments; returns: readonly GuestLogicalProcessor[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-info}
   * @since QEMU 0.15
   */
  'guest-info': { arguments: NoArguments; returns: GuestAgentInfo };
  /**
   * Only in builds with CONFIG_WIN32 or HAVE_GETIFADDRS.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-network-get-interfaces}
   * @since QEMU 1.1
   */
  'guest-network-get-interfaces': { arguments: NoArguments; returns: readonly GuestNetworkInterface[] };
  /**
   * Only in builds with CONFIG_LINUX or CONFIG_WIN32.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-network-get-route}
   * @since QEMU 9.1
   */
  'guest-network-get-route': { arguments: NoArguments; returns: readonly GuestNetworkRoute[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-ping}
   * @since QEMU 0.15
   */
  'guest-ping': { arguments: NoArguments; returns: NoData };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-set-memory-blocks}
   * @since QEMU 2.3
   */
  'guest-set-memory-blocks': {
    arguments: {
      readonly 'mem-blks': readonly GuestMemoryBlock[];
    };
    returns: readonly GuestMemoryBlockResponse[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-set-time}
   * @since QEMU 1.5
   */
  'guest-set-time': {
    arguments: {
      readonly time?: WideInt;
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_WIN32 or CONFIG_LINUX or CONFIG_FREEBSD.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-set-user-password}
   * @since QEMU 2.3
   */
  'guest-set-user-password': {
    arguments: {
      readonly username: string;
      readonly password: string;
      readonly crypted: boolean;
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-set-vcpus}
   * @since QEMU 1.5
   */
  'guest-set-vcpus': {
    arguments: {
      readonly vcpus: readonly GuestLogicalProcessor[];
    };
    returns: number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-shutdown}
   * @since QEMU 0.15
   */
  'guest-shutdown': {
    arguments: {
      readonly mode?: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-ssh-add-authorized-keys}
   * @since QEMU 5.2
   */
  'guest-ssh-add-authorized-keys': {
    arguments: {
      readonly username: string;
      readonly keys: readonly string[];
      readonly reset?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-ssh-get-authorized-keys}
   * @since QEMU 5.2
   */
  'guest-ssh-get-authorized-keys': {
    arguments: {
      readonly username: string;
    };
    returns: GuestAuthorizedKeys;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-ssh-remove-authorized-keys}
   * @since QEMU 5.2
   */
  'guest-ssh-remove-authorized-keys': {
    arguments: {
      readonly username: string;
      readonly keys: readonly string[];
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_LINUX or CONFIG_WIN32.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-suspend-disk}
   * @since QEMU 1.1
   */
  'guest-suspend-disk': { arguments: NoArguments; returns: NoData };
  /**
   * Only in builds with CONFIG_LINUX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-suspend-hybrid}
   * @since QEMU 1.1
   */
  'guest-suspend-hybrid': { arguments: NoArguments; returns: NoData };
  /**
   * Only in builds with CONFIG_LINUX or CONFIG_WIN32.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-suspend-ram}
   * @since QEMU 1.1
   */
  'guest-suspend-ram': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-sync}
   * @since QEMU 0.15
   */
  'guest-sync': {
    arguments: {
      readonly id: number;
    };
    returns: number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-ga-ref.html#command-QGA-qapi-schema.guest-sync-delimited}
   * @since QEMU 1.1
   */
  'guest-sync-delimited': {
    arguments: {
      readonly id: number;
    };
    returns: number;
  };
}
