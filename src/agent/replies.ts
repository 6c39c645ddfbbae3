import type {
  GuestAgentCommandInfo,
  GuestAgentInfo,
  GuestAuthorizedKeys,
  GuestCCWAddress,
  GuestCommandMap,
  GuestDeviceIdPCI,
  GuestDeviceInfo,
  GuestDiskAddress,
  GuestDiskInfo,
  GuestDiskStats,
  GuestDiskStatsInfo,
  GuestExec,
  GuestExecStatus,
  GuestFileRead,
  GuestFileSeek,
  GuestFileWrite,
  GuestFilesystemInfo,
  GuestFilesystemTrimResponse,
  GuestFilesystemTrimResult,
  GuestHostName,
  GuestIpAddress,
  GuestLinuxCpuStats,
  GuestLoadAverage,
  GuestLogicalProcessor,
  GuestMemoryBlock,
  GuestMemoryBlockInfo,
  GuestMemoryBlockResponse,
  GuestNVMeSmart,
  GuestNetworkInterface,
  GuestNetworkInterfaceStat,
  GuestNetworkRoute,
  GuestOSInfo,
  GuestPCIAddress,
  GuestTimezone,
  GuestUser,
} from './qapi/index.js';
import {
  byType,
  flag,
  number,
  integer,
  list,
  nothing,
  record,
  type Shape,
  size,
  text,
  wide,
} from './shape.js';

const guestExec = record<GuestExec>({ pid: wide });
const guestExecStatus = record<GuestExecStatus>(
  { exited: flag },
  {
    exitcode: integer,
    signal: integer,
    'out-data': text,
    'err-data': text,
    'out-truncated': flag,
    'err-truncated': flag,
  },
);
const guestFileRead = record<GuestFileRead>({ count: size, 'buf-b64': text, eof: flag });
const guestFileSeek = record<GuestFileSeek>({ position: wide, eof: flag });
const guestFileWrite = record<GuestFileWrite>({ count: size, eof: flag });
const guestFilesystemTrimResult = record<GuestFilesystemTrimResult>(
  { path: text },
  { trimmed: integer, minimum: integer, error: text },
);
const guestFilesystemTrimResponse = record<GuestFilesystemTrimResponse>({
  paths: list(guestFilesystemTrimResult),
});
const guestLinuxCpuStats = record<GuestLinuxCpuStats>(
  { cpu: integer, user: wide, nice: wide, system: wide, idle: wide },
  { iowait: wide, irq: wide, softirq: wide, steal: wide, guest: wide, guestnice: wide },
);
const guestCpuStats = byType({ linux: guestLinuxCpuStats });
const guestDeviceIdPCI = record<GuestDeviceIdPCI>({ 'vendor-id': integer, 'device-id': integer });
const guestDeviceId = byType({ pci: guestDeviceIdPCI });
const guestDeviceInfo = record<GuestDeviceInfo>(
  { 'driver-name': text },
  { 'driver-date': integer, 'driver-version': text, id: guestDeviceId },
);
const guestPCIAddress = record<GuestPCIAddress>({
  domain: integer,
  bus: integer,
  slot: integer,
  function: integer,
});
const guestCCWAddress = record<GuestCCWAddress>({
  cssid: integer,
  ssid: integer,
  subchno: integer,
  devno: integer,
});
const guestDiskAddress = record<GuestDiskAddress>(
  { 'pci-controller': guestPCIAddress, 'bus-type': text, bus: integer, target: integer, unit: integer },
  { serial: text, dev: text, 'ccw-address': guestCCWAddress },
);
const guestNVMeSmart = record<GuestNVMeSmart>({
  'critical-warning': integer,
  temperature: integer,
  'available-spare': integer,
  'available-spare-threshold': integer,
  'percentage-used': integer,
  'data-units-read-lo': wide,
  'data-units-read-hi': wide,
  'data-units-written-lo': wide,
  'data-units-written-hi': wide,
  'host-read-commands-lo': wide,
  'host-read-commands-hi': wide,
  'host-write-commands-lo': wide,
  'host-write-commands-hi': wide,
  'controller-busy-time-lo': wide,
  'controller-busy-time-hi': wide,
  'power-cycles-lo': wide,
  'power-cycles-hi': wide,
  'power-on-hours-lo': wide,
  'power-on-hours-hi': wide,
  'unsafe-shutdowns-lo': wide,
  'unsafe-shutdowns-hi': wide,
  'media-errors-lo': wide,
  'media-errors-hi': wide,
  'number-of-error-log-entries-lo': wide,
  'number-of-error-log-entries-hi': wide,
});
const guestDiskSmart = byType({ nvme: guestNVMeSmart });
const guestDiskInfo = record<GuestDiskInfo>(
  { name: text, partition: flag },
  { dependencies: list(text), address: guestDiskAddress, alias: text, smart: guestDiskSmart },
);
const guestDiskStats = record<GuestDiskStats>(
  {},
  {
    'read-sectors': wide,
    'read-ios': wide,
    'read-merges': wide,
    'write-sectors': wide,
    'write-ios': wide,
    'write-merges': wide,
    'discard-sectors': wide,
    'discard-ios': wide,
    'discard-merges': wide,
    'flush-ios': wide,
    'read-ticks': wide,
    'write-ticks': wide,
    'discard-ticks': wide,
    'flush-ticks': wide,
    'ios-pgr': wide,
    'total-ticks': wide,
    'weight-ticks': wide,
  },
);
const guestDiskStatsInfo = record<GuestDiskStatsInfo>({
  name: text,
  major: wide,
  minor: wide,
  stats: guestDiskStats,
});
const guestFilesystemInfo = record<GuestFilesystemInfo>(
  { name: text, mountpoint: text, type: text, disk: list(guestDiskAddress) },
  { 'used-bytes': wide, 'total-bytes': wide, 'total-bytes-privileged': wide },
);
const guestHostName = record<GuestHostName>({ 'host-name': text });
const guestLoadAverage = record<GuestLoadAverage>({ load1m: number, load5m: number, load15m: number });
const guestMemoryBlockInfo = record<GuestMemoryBlockInfo>({ size: wide });
const guestMemoryBlock = record<GuestMemoryBlock>(
  { 'phys-index': wide, online: flag },
  { 'can-offline': flag },
);
const guestOSInfo = record<GuestOSInfo>(
  {},
  {
    'kernel-release': text,
    'kernel-version': text,
    machine: text,
    id: text,
    name: text,
    'pretty-name': text,
    version: text,
    'version-id': text,
    variant: text,
    'variant-id': text,
  },
);
const guestTimezone = record<GuestTimezone>({ offset: integer }, { zone: text });
const guestUser = record<GuestUser>({ user: text, 'login-time': number }, { domain: text });
const guestLogicalProcessor = record<GuestLogicalProcessor>(
  { 'logical-id': integer, online: flag },
  { 'can-offline': flag },
);
const guestAgentCommandInfo = record<GuestAgentCommandInfo>({
  name: text,
  enabled: flag,
  'success-response': flag,
});
const guestAgentInfo = record<GuestAgentInfo>({
  version: text,
  supported_commands: list(guestAgentCommandInfo),
});
const guestIpAddress = record<GuestIpAddress>({
  'ip-address': text,
  'ip-address-type': text,
  prefix: integer,
});
const guestNetworkInterfaceStat = record<GuestNetworkInterfaceStat>({
  'rx-bytes': wide,
  'rx-packets': wide,
  'rx-errs': wide,
  'rx-dropped': wide,
  'tx-bytes': wide,
  'tx-packets': wide,
  'tx-errs': wide,
  'tx-dropped': wide,
});
const guestNetworkInterface = record<GuestNetworkInterface>(
  { name: text },
  { 'hardware-address': text, 'ip-addresses': list(guestIpAddress), statistics: guestNetworkInterfaceStat },
);
const guestNetworkRoute = record<GuestNetworkRoute>(
  { iface: text, destination: text, metric: integer, version: integer },
  {
    gateway: text,
    mask: text,
    irtt: integer,
    flags: wide,
    refcnt: integer,
    use: integer,
    window: integer,
    mtu: integer,
    desprefixlen: text,
    source: text,
    srcprefixlen: text,
    nexthop: text,
  },
);
const guestMemoryBlockResponse = record<GuestMemoryBlockResponse>(
  { 'phys-index': wide, response: text },
  { 'error-code': integer },
);
const guestAuthorizedKeys = record<GuestAuthorizedKeys>({ keys: list(text) });

/**
 * What each typed command returns, as it is checked. The compiler asks for a shape with every command and every member
 * that gets a type.
 */
const REPLIES: { readonly [C in keyof GuestCommandMap]: Shape } = {
  'guest-exec': guestExec,
  'guest-exec-status': guestExecStatus,
  'guest-file-close': nothing,
  'guest-file-flush': nothing,
  'guest-file-open': wide,
  'guest-file-read': guestFileRead,
  'guest-file-seek': guestFileSeek,
  'guest-file-write': guestFileWrite,
  'guest-fsfreeze-freeze': size,
  'guest-fsfreeze-freeze-list': size,
  'guest-fsfreeze-status': text,
  'guest-fsfreeze-thaw': size,
  'guest-fstrim': guestFilesystemTrimResponse,
  'guest-get-cpustats': list(guestCpuStats),
  'guest-get-devices': list(guestDeviceInfo),
  'guest-get-disks': list(guestDiskInfo),
  'guest-get-diskstats': list(guestDiskStatsInfo),
  'guest-get-fsinfo': list(guestFilesystemInfo),
  'guest-get-host-name': guestHostName,
  'guest-get-load': guestLoadAverage,
  'guest-get-memory-block-info': guestMemoryBlockInfo,
  'guest-get-memory-blocks': list(guestMemoryBlock),
  'guest-get-osinfo': guestOSInfo,
  'guest-get-time': wide,
  'guest-get-timezone': guestTimezone,
  'guest-get-users': list(guestUser),
  'guest-get-vcpus': list(guestLogicalProcessor),
  'guest-info': guestAgentInfo,
  'guest-network-get-interfaces': list(guestNetworkInterface),
  'guest-network-get-route': list(guestNetworkRoute),
  'guest-ping': nothing,
  'guest-set-memory-blocks': list(guestMemoryBlockResponse),
  'guest-set-time': nothing,
  'guest-set-user-password': nothing,
  'guest-set-vcpus': integer,
  'guest-shutdown': nothing,
  'guest-ssh-add-authorized-keys': nothing,
  'guest-ssh-get-authorized-keys': guestAuthorizedKeys,
  'guest-ssh-remove-authorized-keys': nothing,
  'guest-suspend-disk': nothing,
  'guest-suspend-hybrid': nothing,
  'guest-suspend-ram': nothing,
  'guest-sync': integer,
  'guest-sync-delimited': integer,
};

/** What is wrong with what `command` returned; `undefined` when it is right, or the command is not known. */
export function wrongWith(command: string, value: unknown): string | undefined {
  const shapes: Readonly<Record<string, Shape>> = REPLIES;
  return Object.hasOwn(shapes, command) ? shapes[command]?.(value, 'return') : undefined;
}
