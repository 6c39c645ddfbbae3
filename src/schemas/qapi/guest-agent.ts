// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

/** What the commands return, one a line; `../definitions.ts` reads them. */
export const returns: string = `
guest-exec GuestExec
guest-exec-status GuestExecStatus
guest-file-close {}
guest-file-flush {}
guest-file-open int64
guest-file-read GuestFileRead
guest-file-seek GuestFileSeek
guest-file-write GuestFileWrite
guest-fsfreeze-freeze int
guest-fsfreeze-freeze-list int
guest-fsfreeze-status str
guest-fsfreeze-thaw int
guest-fstrim GuestFilesystemTrimResponse
guest-get-cpustats [GuestCpuStats]
guest-get-devices [GuestDeviceInfo]
guest-get-disks [GuestDiskInfo]
guest-get-diskstats [GuestDiskStatsInfo]
guest-get-fsinfo [GuestFilesystemInfo]
guest-get-host-name GuestHostName
guest-get-load GuestLoadAverage
guest-get-memory-block-info GuestMemoryBlockInfo
guest-get-memory-blocks [GuestMemoryBlock]
guest-get-osinfo GuestOSInfo
guest-get-time int64
guest-get-timezone GuestTimezone
guest-get-users [GuestUser]
guest-get-vcpus [GuestLogicalProcessor]
guest-info GuestAgentInfo
guest-network-get-interfaces [GuestNetworkInterface]
guest-network-get-route [GuestNetworkRoute]
guest-ping {}
guest-set-memory-blocks [GuestMemoryBlockResponse]
guest-set-time {}
guest-set-user-password {}
guest-set-vcpus int
guest-shutdown {}
guest-ssh-add-authorized-keys {}
guest-ssh-get-authorized-keys GuestAuthorizedKeys
guest-ssh-remove-authorized-keys {}
guest-suspend-disk {}
guest-suspend-hybrid {}
guest-suspend-ram {}
guest-sync int
guest-sync-delimited int
`;

/** The types that these are made of, one a line; `../definitions.ts` reads them. */
export const types: string = `
GuestAgentCommandInfo {name:str enabled:bool success-response:bool}
GuestAgentInfo {version:str supported_commands:[GuestAgentCommandInfo]}
GuestAuthorizedKeys {keys:[str]}
GuestCCWAddress {cssid:int ssid:int subchno:int devno:int}
GuestCpuStats {} by type {linux:GuestLinuxCpuStats}
GuestDeviceId {} by type {pci:GuestDeviceIdPCI}
GuestDeviceIdPCI {vendor-id:uint16 device-id:uint16}
GuestDeviceInfo {driver-name:str driver-date?:int driver-version?:str id?:GuestDeviceId}
GuestDiskAddress {pci-controller:GuestPCIAddress bus-type:str bus:int target:int unit:int serial?:str dev?:str ccw-address?:GuestCCWAddress}
GuestDiskInfo {name:str partition:bool dependencies?:[str] address?:GuestDiskAddress alias?:str smart?:GuestDiskSmart}
GuestDiskSmart {} by type {nvme:GuestNVMeSmart}
GuestDiskStats {read-sectors?:uint64 read-ios?:uint64 read-merges?:uint64 write-sectors?:uint64 write-ios?:uint64 write-merges?:uint64 discard-sectors?:uint64 discard-ios?:uint64 discard-merges?:uint64 flush-ios?:uint64 read-ticks?:uint64 write-ticks?:uint64 discard-ticks?:uint64 flush-ticks?:uint64 ios-pgr?:uint64 total-ticks?:uint64 weight-ticks?:uint64}
GuestDiskStatsInfo {name:str major:uint64 minor:uint64 stats:GuestDiskStats}
GuestExec {pid:int64}
GuestExecStatus {exited:bool exitcode?:int signal?:int out-data?:str err-data?:str out-truncated?:bool err-truncated?:bool}
GuestFileRead {count:int buf-b64:str eof:bool}
GuestFileSeek {position:int64 eof:bool}
GuestFileWrite {count:int eof:bool}
GuestFilesystemInfo {name:str mountpoint:str type:str used-bytes?:uint64 total-bytes?:uint64 total-bytes-privileged?:uint64 disk:[GuestDiskAddress]}
GuestFilesystemTrimResponse {paths:[GuestFilesystemTrimResult]}
GuestFilesystemTrimResult {path:str trimmed?:int minimum?:int error?:str}
GuestHostName {host-name:str}
GuestIpAddress {ip-address:str ip-address-type:str prefix:int}
GuestLinuxCpuStats {cpu:int user:uint64 nice:uint64 system:uint64 idle:uint64 iowait?:uint64 irq?:uint64 softirq?:uint64 steal?:uint64 guest?:uint64 guestnice?:uint64}
GuestLoadAverage {load1m:number load5m:number load15m:number}
GuestLogicalProcessor {logical-id:int online:bool can-offline?:bool}
GuestMemoryBlock {phys-index:uint64 online:bool can-offline?:bool}
GuestMemoryBlockInfo {size:uint64}
GuestMemoryBlockResponse {phys-index:uint64 response:str error-code?:int}
GuestNVMeSmart {critical-warning:int temperature:int available-spare:int available-spare-threshold:int percentage-used:int data-units-read-lo:uint64 data-units-read-hi:uint64 data-units-written-lo:uint64 data-units-written-hi:uint64 host-read-commands-lo:uint64 host-read-commands-hi:uint64 host-write-commands-lo:uint64 host-write-commands-hi:uint64 controller-busy-time-lo:uint64 controller-busy-time-hi:uint64 power-cycles-lo:uint64 power-cycles-hi:uint64 power-on-hours-lo:uint64 power-on-hours-hi:uint64 unsafe-shutdowns-lo:uint64 unsafe-shutdowns-hi:uint64 media-errors-lo:uint64 media-errors-hi:uint64 number-of-error-log-entries-lo:uint64 number-of-error-log-entries-hi:uint64}
GuestNetworkInterface {name:str hardware-address?:str ip-addresses?:[GuestIpAddress] statistics?:GuestNetworkInterfaceStat}
GuestNetworkInterfaceStat {rx-bytes:uint64 rx-packets:uint64 rx-errs:uint64 rx-dropped:uint64 tx-bytes:uint64 tx-packets:uint64 tx-errs:uint64 tx-dropped:uint64}
GuestNetworkRoute {iface:str destination:str metric:int gateway?:str mask?:str irtt?:int flags?:uint64 refcnt?:int use?:int window?:int mtu?:int desprefixlen?:str source?:str srcprefixlen?:str nexthop?:str version:int}
GuestOSInfo {kernel-release?:str kernel-version?:str machine?:str id?:str name?:str pretty-name?:str version?:str version-id?:str variant?:str variant-id?:str}
GuestPCIAddress {domain:int bus:int slot:int function:int}
GuestTimezone {zone?:str offset:int}
GuestUser {user:str login-time:number domain?:str}
`;

/** A command whose result is known. */
export type GuestReturnSchemaName =
  | 'guest-exec'
  | 'guest-exec-status'
  | 'guest-file-close'
  | 'guest-file-flush'
  | 'guest-file-open'
  | 'guest-file-read'
  | 'guest-file-seek'
  | 'guest-file-write'
  | 'guest-fsfreeze-freeze'
  | 'guest-fsfreeze-freeze-list'
  | 'guest-fsfreeze-status'
  | 'guest-fsfreeze-thaw'
  | 'guest-fstrim'
  | 'guest-get-cpustats'
  | 'guest-get-devices'
  | 'guest-get-disks'
  | 'guest-get-diskstats'
  | 'guest-get-fsinfo'
  | 'guest-get-host-name'
  | 'guest-get-load'
  | 'guest-get-memory-block-info'
  | 'guest-get-memory-blocks'
  | 'guest-get-osinfo'
  | 'guest-get-time'
  | 'guest-get-timezone'
  | 'guest-get-users'
  | 'guest-get-vcpus'
  | 'guest-info'
  | 'guest-network-get-interfaces'
  | 'guest-network-get-route'
  | 'guest-ping'
  | 'guest-set-memory-blocks'
  | 'guest-set-time'
  | 'guest-set-user-password'
  | 'guest-set-vcpus'
  | 'guest-shutdown'
  | 'guest-ssh-add-authorized-keys'
  | 'guest-ssh-get-authorized-keys'
  | 'guest-ssh-remove-authorized-keys'
  | 'guest-suspend-disk'
  | 'guest-suspend-hybrid'
  | 'guest-suspend-ram'
  | 'guest-sync'
  | 'guest-sync-delimited';
