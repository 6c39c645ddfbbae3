// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

/** The data of the events, one a line; `../definitions.ts` reads them. */
export const events: string = `
ACPI_DEVICE_OST {info:ACPIOSTInfo}
BALLOON_CHANGE {actual:int}
BLOCK_EXPORT_DELETED {id:str}
BLOCK_IMAGE_CORRUPTED {device:str node-name?:str msg:str offset?:int64 size?:int fatal:bool}
BLOCK_IO_ERROR {qom-path?:str device:str node-name?:str operation:str action:str nospace?:bool reason:str}
BLOCK_JOB_CANCELLED {type:str device:str len:int offset:int speed:int}
BLOCK_JOB_COMPLETED {type:str device:str len:int offset:int speed:int error?:str}
BLOCK_JOB_ERROR {device:str operation:str action:str}
BLOCK_JOB_PENDING {type:str id:str}
BLOCK_JOB_READY {type:str device:str len:int offset:int speed:int}
BLOCK_WRITE_THRESHOLD {node-name:str amount-exceeded:uint64 write-threshold:uint64}
COLO_EXIT {mode:str reason:str}
CPU_POLARIZATION_CHANGE {polarization:str}
DEVICE_DELETED {device?:str path:str}
DEVICE_TRAY_MOVED {device:str id:str tray-open:bool}
DEVICE_UNPLUG_GUEST_ERROR {device?:str path:str}
DUMP_COMPLETED {result:DumpQueryResult error?:str}
FAILOVER_NEGOTIATED {device-id:str}
GUEST_CRASHLOADED {action:str info?:GuestPanicInformation}
GUEST_PANICKED {action:str info?:GuestPanicInformation}
GUEST_PVSHUTDOWN {}
HV_BALLOON_STATUS_REPORT HvBalloonInfo
JOB_STATUS_CHANGE {id:str status:str}
MEMORY_DEVICE_SIZE_CHANGE {id?:str size:size qom-path?:str}
MEMORY_FAILURE {recipient:str action:str flags:MemoryFailureFlags}
MEM_UNPLUG_ERROR {device:str msg:str}
MIGRATION {status:str}
MIGRATION_PASS {pass:int}
NETDEV_STREAM_CONNECTED {netdev-id:str addr:SocketAddress}
NETDEV_STREAM_DISCONNECTED {netdev-id:str}
NETDEV_VHOST_USER_CONNECTED {netdev-id:str chardev-id:str}
NETDEV_VHOST_USER_DISCONNECTED {netdev-id:str}
NIC_RX_FILTER_CHANGED {name?:str path:str}
POWERDOWN {}
PR_MANAGER_STATUS_CHANGED {id:str connected:bool}
QUORUM_FAILURE {reference:str sector-num:int sectors-count:int}
QUORUM_REPORT_BAD {type:str error?:str node-name:str sector-num:int sectors-count:int}
RDMA_GID_STATUS_CHANGED {netdev:str gid-status:bool subnet-prefix:uint64 interface-id:uint64}
RESET {guest:bool reason:str}
RESUME {}
RTC_CHANGE {offset:int qom-path?:str}
SCLP_CPI_INFO_AVAILABLE {}
SHUTDOWN {guest:bool reason:str}
SPICE_CONNECTED {server:SpiceBasicInfo client:SpiceBasicInfo}
SPICE_DISCONNECTED {server:SpiceBasicInfo client:SpiceBasicInfo}
SPICE_INITIALIZED {server:SpiceServerInfo client:SpiceChannel}
SPICE_MIGRATE_COMPLETED {}
STOP {}
SUSPEND {}
SUSPEND_DISK {}
UNPLUG_PRIMARY {device-id:str}
VFIO_MIGRATION {device-id:str qom-path:str device-state:str}
VFU_CLIENT_HANGUP {vfu-id:str vfu-qom-path:str dev-id:str dev-qom-path:str}
VNC_CONNECTED {server:VncServerInfo client:VncBasicInfo}
VNC_DISCONNECTED {server:VncServerInfo client:VncClientInfo}
VNC_INITIALIZED {server:VncServerInfo client:VncClientInfo}
VSERPORT_CHANGE {id:str open:bool}
WAKEUP {}
WATCHDOG {action:str}
`;

/** What the commands return, one a line; `../definitions.ts` reads them. */
export const returns: string = `
add-fd AddfdInfo
add_client {}
announce-self {}
balloon {}
block-commit {}
block-dirty-bitmap-add {}
block-dirty-bitmap-clear {}
block-dirty-bitmap-disable {}
block-dirty-bitmap-enable {}
block-dirty-bitmap-merge {}
block-dirty-bitmap-remove {}
block-export-add {}
block-export-del {}
block-job-cancel {}
block-job-change {}
block-job-complete {}
block-job-dismiss {}
block-job-finalize {}
block-job-pause {}
block-job-resume {}
block-job-set-speed {}
block-latency-histogram-set {}
block-set-write-threshold {}
block-stream {}
block_passwd {}
block_resize {}
block_set_io_throttle {}
blockdev-add {}
blockdev-backup {}
blockdev-change-medium {}
blockdev-close-tray {}
blockdev-create {}
blockdev-del {}
blockdev-insert-medium {}
blockdev-mirror {}
blockdev-open-tray {}
blockdev-remove-medium {}
blockdev-reopen {}
blockdev-set-active {}
blockdev-snapshot {}
blockdev-snapshot-delete-internal-sync SnapshotInfo
blockdev-snapshot-internal-sync {}
blockdev-snapshot-sync {}
calc-dirty-rate {}
cancel-vcpu-dirty-limit {}
change {}
change-backing-file {}
change-vnc-password {}
chardev-add ChardevReturn
chardev-change ChardevReturn
chardev-remove {}
chardev-send-break {}
client_migrate_info {}
closefd {}
cont {}
cxl-add-dynamic-capacity {}
cxl-inject-correctable-error {}
cxl-inject-dram-event {}
cxl-inject-general-media-event {}
cxl-inject-memory-module-event {}
cxl-inject-poison {}
cxl-inject-uncorrectable-errors {}
cxl-release-dynamic-capacity {}
device-list-properties [ObjectPropertyInfo]
device-sync-config {}
device_add {}
device_del {}
display-reload {}
display-update {}
drive-backup {}
drive-mirror {}
dump-guest-memory {}
dump-skeys {}
dumpdtb {}
eject {}
expire_password {}
get-win32-socket {}
getfd {}
human-monitor-command str
inject-ghes-v2-error {}
inject-nmi {}
input-send-event {}
job-cancel {}
job-complete {}
job-dismiss {}
job-finalize {}
job-pause {}
job-resume {}
memsave {}
migrate {}
migrate-continue {}
migrate-incoming {}
migrate-pause {}
migrate-recover {}
migrate-set-cache-size {}
migrate-set-capabilities {}
migrate-set-parameters {}
migrate-start-postcopy {}
migrate_cancel {}
migrate_set_downtime {}
migrate_set_speed {}
nbd-server-add {}
nbd-server-remove {}
nbd-server-start {}
nbd-server-stop {}
netdev_add {}
netdev_del {}
object-add {}
object-del {}
pmemsave {}
qmp_capabilities {}
qom-get any
qom-list [ObjectPropertyInfo]
qom-list-get [ObjectPropertiesValues]
qom-list-properties [ObjectPropertyInfo]
qom-list-types [ObjectTypeInfo]
qom-set {}
query-accelerators AcceleratorInfo
query-acpi-ospm-status [ACPIOSTInfo]
query-audiodevs [Audiodev]
query-balloon BalloonInfo
query-block [BlockInfo]
query-block-exports [BlockExportInfo]
query-block-jobs [BlockJobInfo]
query-blockstats [BlockStats]
query-chardev [ChardevInfo]
query-chardev-backends [ChardevBackendInfo]
query-colo-status COLOStatus
query-command-line-options [CommandLineOptionInfo]
query-commands [CommandInfo]
query-cpu-definitions [CpuDefinitionInfo]
query-cpu-model-baseline CpuModelBaselineInfo
query-cpu-model-comparison CpuModelCompareInfo
query-cpu-model-expansion CpuModelExpansionInfo
query-cpus [CpuInfo]
query-cpus-fast [CpuInfoFast]
query-cryptodev [QCryptodevInfo]
query-current-machine CurrentMachineParams
query-dirty-rate DirtyRateInfo
query-display-options DisplayOptions
query-dump DumpQueryResult
query-dump-guest-memory-capability DumpGuestMemoryCapability
query-events [EventInfo]
query-fdsets [FdsetInfo]
query-firmware-log FirmwareLog
query-gic-capabilities [GICCapability]
query-hotpluggable-cpus [HotpluggableCPU]
query-hv-balloon-status-report HvBalloonInfo
query-iothreads [IOThreadInfo]
query-jobs [JobInfo]
query-kvm KvmInfo
query-machines [MachineInfo]
query-memdev [Memdev]
query-memory-devices [MemoryDeviceInfo]
query-memory-size-summary MemoryInfo
query-mice [MouseInfo]
query-migrate MigrationInfo
query-migrate-cache-size int
query-migrate-capabilities [MigrationCapabilityStatus]
query-migrate-parameters MigrationParameters
query-migrationthreads [MigrationThreadInfo]
query-name NameInfo
query-named-block-nodes [BlockDeviceInfo]
query-pci [PciInfo]
query-pr-managers [PRManagerInfo]
query-qmp-schema [SchemaInfo]
query-replay ReplayInfo
query-rocker RockerSwitch
query-rocker-of-dpa-flows [RockerOfDpaFlow]
query-rocker-of-dpa-groups [RockerOfDpaGroup]
query-rocker-ports [RockerPort]
query-rx-filter [RxFilterInfo]
query-s390x-cpu-polarization CpuPolarizationInfo
query-sev SevInfo
query-sev-attestation-report SevAttestationReport
query-sev-capabilities SevCapability
query-sev-launch-measure SevLaunchMeasureInfo
query-sgx SgxInfo
query-sgx-capabilities SgxInfo
query-spice SpiceInfo
query-stats [StatsResult]
query-stats-schemas [StatsSchema]
query-status StatusInfo
query-target QemuTargetInfo
query-tpm [TPMInfo]
query-tpm-models [str]
query-tpm-types [str]
query-uuid UuidInfo
query-vcpu-dirty-limit [DirtyLimitInfo]
query-version VersionInfo
query-vm-generation-id GuidInfo
query-vnc VncInfo
query-vnc-servers [VncInfo2]
query-xen-replication-status ReplicationStatus
query-yank [YankInstance]
quit {}
remove-fd {}
replay-break {}
replay-delete-break {}
replay-seek {}
request-ebpf EbpfObject
ringbuf-read str
ringbuf-write {}
rtc-reset-reinjection {}
screendump {}
send-key {}
set-action {}
set-cpu-topology {}
set-numa-node {}
set-vcpu-dirty-limit {}
set_link {}
set_password {}
sev-inject-launch-secret {}
snapshot-delete {}
snapshot-load {}
snapshot-save {}
stop {}
system_powerdown {}
system_reset {}
system_wakeup {}
trace-event-get-state [TraceEventInfo]
trace-event-set-state {}
transaction {}
watchdog-set-action {}
x-accel-stats HumanReadableText
x-blockdev-amend {}
x-blockdev-change {}
x-blockdev-reopen {}
x-blockdev-set-iothread {}
x-colo-lost-heartbeat {}
x-debug-block-dirty-bitmap-sha256 BlockDirtyBitmapSha256
x-debug-query-block-graph XDbgBlockGraph
x-exit-preconfig {}
x-query-interrupt-controllers HumanReadableText
x-query-irq HumanReadableText
x-query-jit HumanReadableText
x-query-numa HumanReadableText
x-query-opcount HumanReadableText
x-query-profile HumanReadableText
x-query-ramblock HumanReadableText
x-query-rdma HumanReadableText
x-query-roms HumanReadableText
x-query-usb HumanReadableText
x-query-virtio [VirtioInfo]
x-query-virtio-queue-element VirtioQueueElement
x-query-virtio-queue-status VirtQueueStatus
x-query-virtio-status VirtioStatus
x-query-virtio-vhost-queue-status VirtVhostQueueStatus
xen-colo-do-checkpoint {}
xen-event-inject {}
xen-event-list [EvtchnInfo]
xen-load-devices-state {}
xen-save-devices-state {}
xen-set-global-dirty-log {}
xen-set-replication {}
yank {}
`;

/** The types that these are made of, one a line; `../definitions.ts` reads them. */
export const types: string = `
ACPIOSTInfo {device?:str slot:str slot-type:str source:int status:int}
AcceleratorInfo {enabled:str present:[str]}
AddfdInfo {fdset-id:int fd:int}
Audiodev {id:str timer-period?:uint32} by driver {none:AudiodevGenericOptions alsa:AudiodevAlsaOptions coreaudio:AudiodevCoreaudioOptions dbus:AudiodevDBusOptions|AudiodevGenericOptions dsound:AudiodevDsoundOptions jack:AudiodevJackOptions oss:AudiodevOssOptions pa:AudiodevPaOptions pipewire:AudiodevPipewireOptions sdl:AudiodevSdlOptions|AudiodevGenericOptions sndio:AudiodevSndioOptions spice:AudiodevGenericOptions wav:AudiodevWavOptions}
AudiodevAlsaOptions {in?:AudiodevAlsaPerDirectionOptions out?:AudiodevAlsaPerDirectionOptions threshold?:uint32}
AudiodevAlsaPerDirectionOptions {...AudiodevPerDirectionOptions dev?:str period-length?:uint32 try-poll?:bool}
AudiodevCoreaudioOptions {in?:AudiodevCoreaudioPerDirectionOptions out?:AudiodevCoreaudioPerDirectionOptions}
AudiodevCoreaudioPerDirectionOptions {...AudiodevPerDirectionOptions buffer-count?:uint32}
AudiodevDBusOptions {in?:AudiodevPerDirectionOptions out?:AudiodevPerDirectionOptions nsamples?:uint32}
AudiodevDsoundOptions {in?:AudiodevPerDirectionOptions out?:AudiodevPerDirectionOptions latency?:uint32}
AudiodevGenericOptions {in?:AudiodevPerDirectionOptions out?:AudiodevPerDirectionOptions}
AudiodevJackOptions {in?:AudiodevJackPerDirectionOptions out?:AudiodevJackPerDirectionOptions}
AudiodevJackPerDirectionOptions {...AudiodevPerDirectionOptions server-name?:str client-name?:str connect-ports?:str start-server?:bool exact-name?:bool}
AudiodevOssOptions {in?:AudiodevOssPerDirectionOptions out?:AudiodevOssPerDirectionOptions try-mmap?:bool exclusive?:bool dsp-policy?:uint32}
AudiodevOssPerDirectionOptions {...AudiodevPerDirectionOptions dev?:str buffer-count?:uint32 try-poll?:bool}
AudiodevPaOptions {in?:AudiodevPaPerDirectionOptions out?:AudiodevPaPerDirectionOptions server?:str}
AudiodevPaPerDirectionOptions {...AudiodevPerDirectionOptions name?:str stream-name?:str latency?:uint32}
AudiodevPerDirectionOptions {mixing-engine?:bool fixed-settings?:bool frequency?:uint32 channels?:uint32 voices?:uint32 format?:str buffer-length?:uint32}
AudiodevPipewireOptions {in?:AudiodevPipewirePerDirectionOptions out?:AudiodevPipewirePerDirectionOptions}
AudiodevPipewirePerDirectionOptions {...AudiodevPerDirectionOptions name?:str stream-name?:str latency?:uint32}
AudiodevSdlOptions {in?:AudiodevSdlPerDirectionOptions out?:AudiodevSdlPerDirectionOptions}
AudiodevSdlPerDirectionOptions {...AudiodevPerDirectionOptions buffer-count?:uint32}
AudiodevSndioOptions {in?:AudiodevPerDirectionOptions out?:AudiodevPerDirectionOptions dev?:str latency?:uint32}
AudiodevWavOptions {in?:AudiodevPerDirectionOptions out?:AudiodevPerDirectionOptions path?:str}
BalloonInfo {actual:int}
BitmapMigrationBitmapAlias {name:str alias:str transform?:BitmapMigrationBitmapAliasTransform}
BitmapMigrationBitmapAliasTransform {persistent?:bool}
BitmapMigrationNodeAlias {node-name:str alias:str bitmaps:[BitmapMigrationBitmapAlias]}
BlockDeviceInfo {file:str node-name?:str ro:bool drv:str backing_file?:str backing_file_depth:int children?:[BlockdevChild] active?:bool encrypted:bool detect_zeroes:str bps:int bps_rd:int bps_wr:int iops:int iops_rd:int iops_wr:int image:ImageInfo bps_max?:int bps_rd_max?:int bps_wr_max?:int iops_max?:int iops_rd_max?:int iops_wr_max?:int bps_max_length?:int bps_rd_max_length?:int bps_wr_max_length?:int iops_max_length?:int iops_rd_max_length?:int iops_wr_max_length?:int iops_size?:int group?:str cache:BlockdevCacheInfo write_threshold:int dirty-bitmaps?:[BlockDirtyInfo] encryption_key_missing?:bool}
BlockDeviceStats {rd_bytes:int wr_bytes:int zone_append_bytes?:int unmap_bytes:int rd_operations:int wr_operations:int zone_append_operations?:int flush_operations:int unmap_operations:int rd_total_time_ns:int64 wr_total_time_ns:int64 zone_append_total_time_ns?:int64 flush_total_time_ns:int64 unmap_total_time_ns:int64 wr_highest_offset:int rd_merged:int wr_merged:int zone_append_merged?:int unmap_merged:int idle_time_ns?:int64 failed_rd_operations:int failed_wr_operations:int failed_zone_append_operations?:int failed_flush_operations:int failed_unmap_operations:int invalid_rd_operations:int invalid_wr_operations:int invalid_zone_append_operations?:int invalid_flush_operations:int invalid_unmap_operations:int account_invalid:bool account_failed:bool timed_stats:[BlockDeviceTimedStats] rd_latency_histogram?:BlockLatencyHistogramInfo wr_latency_histogram?:BlockLatencyHistogramInfo zone_append_latency_histogram?:BlockLatencyHistogramInfo flush_latency_histogram?:BlockLatencyHistogramInfo}
BlockDeviceTimedStats {interval_length:int min_rd_latency_ns:int max_rd_latency_ns:int avg_rd_latency_ns:int min_wr_latency_ns:int max_wr_latency_ns:int avg_wr_latency_ns:int min_zone_append_latency_ns?:int max_zone_append_latency_ns?:int avg_zone_append_latency_ns?:int min_flush_latency_ns:int max_flush_latency_ns:int avg_flush_latency_ns:int avg_rd_queue_depth:number avg_wr_queue_depth:number avg_zone_append_queue_depth?:number}
BlockDirtyBitmapSha256 {sha256:str}
BlockDirtyInfo {name?:str count:int granularity:uint32 recording:bool busy:bool persistent:bool inconsistent?:bool status?:str}
BlockExportInfo {id:str type:str node-name:str shutting-down:bool}
BlockInfo {device:str qdev?:str type:str removable:bool locked:bool inserted?:BlockDeviceInfo tray_open?:bool io-status?:str dirty-bitmaps?:[BlockDirtyInfo]}
BlockJobInfo {device:str len:int offset:int busy:bool paused:bool speed:int io-status:str ready:bool status:str auto-finalize:bool auto-dismiss:bool error?:str} by type {mirror:BlockJobInfoMirror}
BlockJobInfoMirror {actively-synced:bool}
BlockLatencyHistogramInfo {boundaries:[uint64] bins:[uint64]}
BlockLimitsInfo {request-alignment:uint32 max-discard?:uint64 discard-alignment?:uint32 max-write-zeroes?:uint64 write-zeroes-alignment?:uint32 opt-transfer?:uint32 max-transfer?:uint32 max-hw-transfer?:uint32 max-iov:int max-hw-iov?:int min-mem-alignment:size opt-mem-alignment:size}
BlockStats {device?:str qdev?:str node-name?:str stats:BlockDeviceStats driver-specific?:BlockStatsSpecific parent?:BlockStats backing?:BlockStats}
BlockStatsSpecific {} by driver {file:BlockStatsSpecificFile host_device:BlockStatsSpecificFile nvme:BlockStatsSpecificNvme}
BlockStatsSpecificFile {discard-nb-ok:uint64 discard-nb-failed:uint64 discard-bytes-ok:uint64}
BlockStatsSpecificNvme {completion-errors:uint64 aligned-accesses:uint64 unaligned-accesses:uint64}
BlockdevCacheInfo {writeback:bool direct:bool no-flush:bool}
BlockdevChild {child:str node-name:str}
COLOStatus {mode:str last-mode:str reason:str}
ChardevBackendInfo {name:str}
ChardevInfo {label:str filename:str frontend-open:bool}
ChardevReturn {pty?:str}
CommandInfo {name:str}
CommandLineOptionInfo {option:str parameters:[CommandLineParameterInfo]}
CommandLineParameterInfo {name:str type:str help?:str default?:str}
CompatProperty {qom-type:str property:str value:str}
CompressionStats {pages:int busy:int busy-rate:number compressed-size:int compression-rate:number}
CpuDefinitionInfo {name:str migration-safe?:bool static:bool unavailable-features?:[str] typename:str alias-of?:str deprecated:bool}
CpuInfo {CPU:int current:bool halted:bool qom_path:str thread_id:int props?:CpuInstanceProperties} by arch {x86:CpuInfoX86 sparc:CpuInfoSPARC ppc:CpuInfoPPC mips:CpuInfoMIPS tricore:CpuInfoTricore s390:CpuInfoS390 riscv:CpuInfoRISCV}
CpuInfoFast {cpu-index:int qom-type?:str qom-path:str thread-id:int props?:CpuInstanceProperties arch?:str} by target {s390x:CpuInfoS390}
CpuInfoMIPS {PC:int64}
CpuInfoPPC {nip:int64}
CpuInfoRISCV {pc:int64}
CpuInfoS390 {cpu-state:str dedicated?:bool entitlement?:str}
CpuInfoSPARC {pc:int64 npc:int64}
CpuInfoTricore {PC:int}
CpuInfoX86 {pc:int64}
CpuInstanceProperties {node-id?:int drawer-id?:int book-id?:int socket-id?:int die-id?:int cluster-id?:int module-id?:int core-id?:int thread-id?:int}
CpuModelBaselineInfo {model:CpuModelInfo}
CpuModelCompareInfo {result:str responsible-properties:[str]}
CpuModelExpansionInfo {model:CpuModelInfo deprecated-props?:[str]}
CpuModelInfo {name:str props?:any}
CpuPolarizationInfo {polarization:str}
CurrentMachineParams {wakeup-suspend-support:bool}
DirtyLimitInfo {cpu-index:int limit-rate:uint64 current-rate:uint64}
DirtyRateInfo {dirty-rate?:int64 status:str start-time:int64 calc-time:int64 calc-time-unit?:str sample-pages?:uint64 mode?:str vcpu-dirty-rate?:[DirtyRateVcpu]}
DirtyRateVcpu {id:int dirty-rate:int64}
DisplayCocoa {left-command-key?:bool full-grab?:bool swap-opt-cmd?:bool zoom-to-fit?:bool zoom-interpolation?:bool}
DisplayCurses {charset?:str}
DisplayDBus {rendernode?:str addr?:str p2p?:bool audiodev?:str}
DisplayEGLHeadless {rendernode?:str}
DisplayGTK {clipboard?:bool grab-on-hover?:bool zoom-to-fit?:bool show-tabs?:bool show-menubar?:bool keep-aspect-ratio?:bool scale?:number}
DisplayOptions {full-screen?:bool window-close?:bool show-cursor?:bool gl?:str} by type {gtk:DisplayGTK sdl:DisplaySDL egl-headless:DisplayEGLHeadless curses:DisplayCurses cocoa:DisplayCocoa dbus:DisplayDBus}
DisplaySDL {grab-mod?:str}
DumpGuestMemoryCapability {formats:[str]}
DumpQueryResult {status:str completed:int total:int}
EbpfObject {object:str}
EventInfo {name:str}
EvtchnInfo {port:uint16 vcpu:uint32 type:str remote-domain:str target:uint16 pending:bool masked:bool}
FdSocketAddress {str:str}
FdsetFdInfo {fd:int opaque?:str}
FdsetInfo {fdset-id:int fds:[FdsetFdInfo]}
FirmwareLog {version?:str log:str}
GICCapability {version:int emulated:bool kernel:bool}
GuestPanicInformation {} by type {hyper-v:GuestPanicInformationHyperV s390:GuestPanicInformationS390 tdx:GuestPanicInformationTdx sev:GuestPanicInformationSev}
GuestPanicInformationHyperV {arg1:uint64 arg2:uint64 arg3:uint64 arg4:uint64 arg5:uint64}
GuestPanicInformationS390 {core:uint32 psw-mask:uint64 psw-addr:uint64 reason:str}
GuestPanicInformationSev {set:uint32 code:uint32}
GuestPanicInformationTdx {error-code:uint32 message:str gpa?:uint64}
GuidInfo {guid:str}
HotpluggableCPU {type:str vcpus-count:int props:CpuInstanceProperties qom-path?:str}
HumanReadableText {human-readable-text:str}
HvBalloonDeviceInfo {id?:str memaddr?:size max-size:size memdev?:str}
HvBalloonDeviceInfoWrapper {data:HvBalloonDeviceInfo}
HvBalloonInfo {committed:size available:size}
IOThreadInfo {id:str thread-id:int poll-max-ns:int poll-grow:int poll-shrink:int poll-weight?:int aio-max-batch?:int}
ImageInfo {filename:str format:str dirty-flag?:bool actual-size?:int virtual-size:int cluster-size?:int encrypted?:bool compressed?:bool backing-filename?:str full-backing-filename?:str backing-filename-format?:str snapshots?:[SnapshotInfo] limits?:BlockLimitsInfo format-specific?:ImageInfoSpecific backing-image?:ImageInfo}
ImageInfoSpecific {} by type {qcow2:ImageInfoSpecificQCow2Wrapper vmdk:ImageInfoSpecificVmdkWrapper luks:ImageInfoSpecificLUKSWrapper rbd:ImageInfoSpecificRbdWrapper file:ImageInfoSpecificFileWrapper}
ImageInfoSpecificFile {extent-size-hint?:size}
ImageInfoSpecificFileWrapper {data:ImageInfoSpecificFile}
ImageInfoSpecificLUKSWrapper {data:QCryptoBlockInfoLUKS}
ImageInfoSpecificQCow2 {compat:str data-file?:str data-file-raw?:bool extended-l2?:bool lazy-refcounts?:bool corrupt?:bool refcount-bits:int encrypt?:ImageInfoSpecificQCow2Encryption bitmaps?:[Qcow2BitmapInfo] compression-type:str}
ImageInfoSpecificQCow2Encryption {} by format {luks:QCryptoBlockInfoLUKS}
ImageInfoSpecificQCow2Wrapper {data:ImageInfoSpecificQCow2}
ImageInfoSpecificRbd {encryption-format?:str}
ImageInfoSpecificRbdWrapper {data:ImageInfoSpecificRbd}
ImageInfoSpecificVmdk {create-type:str cid:int parent-cid:int extents:[VmdkExtentInfo]|[ImageInfo]}
ImageInfoSpecificVmdkWrapper {data:ImageInfoSpecificVmdk}
InetSocketAddress {...InetSocketAddressBase numeric?:bool to?:uint16 ipv4?:bool ipv6?:bool keep-alive?:bool keep-alive-count?:uint32 keep-alive-idle?:uint32 keep-alive-interval?:uint32 mptcp?:bool}
InetSocketAddressBase {host:str port:str}
JobInfo {id:str type:str status:str current-progress:int total-progress:int error?:str}
KvmInfo {enabled:bool present:bool}
MachineInfo {name:str alias?:str is-default?:bool cpu-max:int hotpluggable-cpus:bool numa-mem-supported:bool deprecated:bool default-cpu-type?:str default-ram-id?:str acpi?:bool compat-props?:[CompatProperty]}
Memdev {id?:str size:size merge:bool dump:bool prealloc:bool share?:bool reserve?:bool host-nodes:[uint16] policy:str}
MemoryDeviceInfo {} by type {dimm:PCDIMMDeviceInfoWrapper nvdimm:PCDIMMDeviceInfoWrapper virtio-pmem:VirtioPMEMDeviceInfoWrapper virtio-mem:VirtioMEMDeviceInfoWrapper sgx-epc:SgxEPCDeviceInfoWrapper hv-balloon:HvBalloonDeviceInfoWrapper sp-mem:SpMemDeviceInfoWrapper}
MemoryFailureFlags {action-required:bool recursive:bool}
MemoryInfo {base-memory:size plugged-memory?:size}
MigrationCapabilityStatus {capability:str state:bool}
MigrationInfo {status?:str ram?:MigrationRAMStats remaining?:size vfio?:VfioStats xbzrle-cache?:XBZRLECacheStats total-time?:int expected-downtime?:int64 downtime?:int setup-time?:int cpu-throttle-percentage?:int error-desc?:str blocked-reasons?:[str] postcopy-blocktime?:uint32 postcopy-vcpu-blocktime?:[uint32] postcopy-latency?:uint64 postcopy-latency-dist?:[uint64] postcopy-vcpu-latency?:[uint64] postcopy-non-vcpu-latency?:uint64 socket-address?:[SocketAddress] dirty-limit-throttle-time-per-round?:uint64 dirty-limit-ring-full-time?:uint64 disk?:MigrationRAMStats compression?:CompressionStats}
MigrationParameters {announce-initial?:size announce-max?:size announce-rounds?:size announce-step?:size throttle-trigger-threshold?:uint8 cpu-throttle-initial?:uint8 cpu-throttle-increment?:uint8 cpu-throttle-tailslow?:bool tls-creds?:StrOrNull|str tls-hostname?:StrOrNull|str tls-authz?:StrOrNull|str max-bandwidth?:size avail-switchover-bandwidth?:size downtime-limit?:uint64 x-checkpoint-delay?:uint32 multifd-channels?:uint8 xbzrle-cache-size?:size max-postcopy-bandwidth?:size max-cpu-throttle?:uint8 multifd-compression?:str multifd-zlib-level?:uint8 multifd-qatzip-level?:uint8 multifd-zstd-level?:uint8 block-bitmap-mapping?:[BitmapMigrationNodeAlias] x-vcpu-dirty-limit-period?:uint64 vcpu-dirty-limit?:uint64 mode?:str zero-page-detection?:str direct-io?:bool x-rdma-chunk-size?:uint64 cpr-exec-command?:[str] compress-level?:uint8 compress-threads?:uint8 compress-wait-thread?:bool decompress-threads?:uint8 block-incremental?:bool}
MigrationRAMStats {transferred:int remaining:int total:int duplicate:int normal:int normal-bytes:int dirty-pages-rate:int mbps:number dirty-sync-count:int postcopy-requests:int page-size:int multifd-bytes:uint64 pages-per-second:uint64 precopy-bytes?:uint64 downtime-bytes?:uint64 postcopy-bytes?:uint64 dirty-sync-missed-zero-copy?:uint64 skipped?:int}
MigrationThreadInfo {name:str thread-id:int}
MouseInfo {name:str index:int current:bool absolute:bool}
NameInfo {name?:str}
ObjectPropertiesValues {properties:[ObjectPropertyValue]}
ObjectPropertyInfo {name:str type:str description?:str default-value?:any}
ObjectPropertyValue {name:str type:str value?:any}
ObjectTypeInfo {name:str abstract?:bool parent?:str}
PCDIMMDeviceInfo {id?:str addr:int size:int slot:int node:int memdev:str hotplugged:bool hotpluggable:bool}
PCDIMMDeviceInfoWrapper {data:PCDIMMDeviceInfo}
PRManagerInfo {id:str connected:bool}
PciBridgeInfo {bus:PciBusInfo devices?:[PciDeviceInfo]}
PciBusInfo {number:int secondary:int subordinate:int io_range:PciMemoryRange memory_range:PciMemoryRange prefetchable_range:PciMemoryRange}
PciDeviceClass {desc?:str class:int}
PciDeviceId {device:int vendor:int subsystem?:int subsystem-vendor?:int}
PciDeviceInfo {bus:int slot:int function:int class_info:PciDeviceClass id:PciDeviceId irq?:int irq_pin:int qdev_id:str pci_bridge?:PciBridgeInfo regions:[PciMemoryRegion]}
PciInfo {bus:int devices:[PciDeviceInfo]}
PciMemoryRange {base:int64 limit:int64}
PciMemoryRegion {bar:int type:str address:int64 size:int64 prefetch?:bool mem_type_64?:bool}
QCryptoBlockInfoLUKS {cipher-alg:str cipher-mode:str ivgen-alg:str ivgen-hash-alg?:str hash-alg:str detached-header?:bool payload-offset:int master-key-iters:int uuid:str slots:[QCryptoBlockInfoLUKSSlot]}
QCryptoBlockInfoLUKSSlot {active:bool iters?:int stripes?:int key-offset:int}
QCryptodevBackendClient {queue:uint32 type:str}
QCryptodevInfo {id:str service:[str] client:[QCryptodevBackendClient]}
Qcow2BitmapInfo {name:str granularity:uint32 flags:[str]}
QemuTargetInfo {arch:str}
ReplayInfo {mode:str filename?:str icount:int64}
ReplicationStatus {error:bool desc?:str}
RockerOfDpaFlow {cookie:uint64 hits:uint64 key:RockerOfDpaFlowKey mask:RockerOfDpaFlowMask action:RockerOfDpaFlowAction}
RockerOfDpaFlowAction {goto-tbl?:uint32 group-id?:uint32 tunnel-lport?:uint32 vlan-id?:uint16 new-vlan-id?:uint16 out-pport?:uint32}
RockerOfDpaFlowKey {priority:uint32 tbl-id:uint32 in-pport?:uint32 tunnel-id?:uint32 vlan-id?:uint16 eth-type?:uint16 eth-src?:str eth-dst?:str ip-proto?:uint8 ip-tos?:uint8 ip-dst?:str}
RockerOfDpaFlowMask {in-pport?:uint32 tunnel-id?:uint32 vlan-id?:uint16 eth-src?:str eth-dst?:str ip-proto?:uint8 ip-tos?:uint8}
RockerOfDpaGroup {id:uint32 type:uint8 vlan-id?:uint16 pport?:uint32 index?:uint32 out-pport?:uint32 group-id?:uint32 set-vlan-id?:uint16 pop-vlan?:uint8 group-ids?:[uint32] set-eth-src?:str set-eth-dst?:str ttl-check?:uint8}
RockerPort {name:str enabled:bool link-up:bool speed:uint32 duplex:str autoneg:str}
RockerSwitch {name:str id:uint64 ports:uint32}
RxFilterInfo {name:str promiscuous:bool multicast:str unicast:str vlan:str broadcast-allowed:bool multicast-overflow:bool unicast-overflow:bool main-mac:str vlan-table:[int] unicast-table:[str] multicast-table:[str]}
SchemaInfo {name:str features?:[str]} by meta-type {builtin:SchemaInfoBuiltin enum:SchemaInfoEnum array:SchemaInfoArray object:SchemaInfoObject alternate:SchemaInfoAlternate command:SchemaInfoCommand event:SchemaInfoEvent}
SchemaInfoAlternate {members:[SchemaInfoAlternateMember]}
SchemaInfoAlternateMember {type:str}
SchemaInfoArray {element-type:str}
SchemaInfoBuiltin {json-type:str}
SchemaInfoCommand {arg-type:str ret-type:str allow-oob?:bool}
SchemaInfoEnum {members?:[SchemaInfoEnumMember] values:[str]}
SchemaInfoEnumMember {name:str features?:[str]}
SchemaInfoEvent {arg-type:str}
SchemaInfoObject {members:[SchemaInfoObjectMember] tag?:str variants?:[SchemaInfoObjectVariant]}
SchemaInfoObjectMember {name:str type:str default?:any features?:[str]}
SchemaInfoObjectVariant {case:str type:str}
SevAttestationReport {data:str}
SevCapability {pdh:str cert-chain:str cpu0-id?:str cbitpos:int reduced-phys-bits:int}
SevGuestInfo {policy:uint32 handle:uint32}
SevInfo {enabled:bool api-major:uint8 api-minor:uint8 build-id:uint8 state:str} by sev-type {sev:SevGuestInfo sev-snp:SevSnpGuestInfo} or {enabled:bool api-major:uint8 api-minor:uint8 build-id:uint8 policy:uint32 state:str handle:uint32}
SevLaunchMeasureInfo {data:str}
SevSnpGuestInfo {snp-policy:uint64}
SgxEPCDeviceInfo {id?:str memaddr:size size:size node:int memdev:str}
SgxEPCDeviceInfoWrapper {data:SgxEPCDeviceInfo}
SgxEpcSection {node:int size:uint64}
SgxInfo {sgx:bool sgx1:bool sgx2:bool flc:bool sections:[SgxEpcSection] section-size?:uint64}
SnapshotInfo {id:str name:str vm-state-size:int date-sec:int date-nsec:int vm-clock-sec:int vm-clock-nsec:int icount?:int64}
SocketAddress {} by type {inet:InetSocketAddress unix:UnixSocketAddress vsock:VsockSocketAddress fd:FdSocketAddress|String}
SpMemDeviceInfo {id?:str addr:size size:size node:int memdev:str}
SpMemDeviceInfoWrapper {data:SpMemDeviceInfo}
SpiceBasicInfo {host:str port:str family:str}
SpiceChannel {...SpiceBasicInfo connection-id:int channel-type:int channel-id:int tls:bool}
SpiceInfo {enabled:bool migrated:bool host?:str port?:int tls-port?:int auth?:str compiled-version?:str mouse-mode:str channels?:[SpiceChannel]}
SpiceServerInfo {...SpiceBasicInfo auth?:str}
Stats {name:str value:StatsValue}
StatsResult {provider:str qom-path?:str stats:[Stats]}
StatsSchema {provider:str target:str stats:[StatsSchemaValue]}
StatsSchemaValue {name:str type:str unit?:str base?:int8 exponent:int16 bucket-size?:uint32}
StatsValue uint64|bool|[uint64]
StatusInfo {running:bool status:str singlestep?:bool}
StrOrNull str|null
String {str:str}
TPMEmulatorOptions {chardev:str}
TPMEmulatorOptionsWrapper {data:TPMEmulatorOptions}
TPMInfo {id:str model:str options:TpmTypeOptions}
TPMPassthroughOptions {path?:str cancel-path?:str}
TPMPassthroughOptionsWrapper {data:TPMPassthroughOptions}
TpmTypeOptions {} by type {passthrough:TPMPassthroughOptionsWrapper emulator:TPMEmulatorOptionsWrapper}
TraceEventInfo {name:str state:str vcpu?:bool}
UnixSocketAddress {path:str abstract?:bool tight?:bool}
UuidInfo {UUID:str}
VersionInfo {qemu:VersionTriple package:str}
VersionTriple {major:int minor:int micro:int}
VfioStats {transferred:int}
VhostDeviceProtocols {protocols:[str] unknown-protocols?:uint64}
VhostStatus {n-mem-sections:int n-tmp-sections:int nvqs:uint32 vq-index:int features:VirtioDeviceFeatures acked-features:VirtioDeviceFeatures protocol-features:VhostDeviceProtocols max-queues:uint64 backend-cap:uint64 log-enabled:bool log-size:uint64 backend-features?:VirtioDeviceFeatures}
VirtQueueStatus {name:str queue-index:uint16 inuse:uint32 vring-num:uint32 vring-num-default:uint32 vring-align:uint32 vring-desc:uint64 vring-avail:uint64 vring-used:uint64 last-avail-idx?:uint16 shadow-avail-idx?:uint16 used-idx:uint16 signalled-used:uint16 signalled-used-valid:bool}
VirtVhostQueueStatus {name:str kick:int call:int num:int desc-phys:uint64 desc-size:uint32 avail-phys:uint64 avail-size:uint32 used-phys:uint64 used-size:uint32 desc?:uint64 avail?:uint64 used?:uint64}
VirtioDeviceFeatures {transports:[str] dev-features?:[str] unknown-dev-features?:uint64 unknown-dev-features2?:uint64}
VirtioDeviceStatus {statuses:[str] unknown-statuses?:uint8}
VirtioInfo {path:str name:str}
VirtioMEMDeviceInfo {id?:str memaddr:size requested-size:size size:size max-size:size block-size:size node:int memdev:str}
VirtioMEMDeviceInfoWrapper {data:VirtioMEMDeviceInfo}
VirtioPMEMDeviceInfo {id?:str memaddr:size size:size memdev:str}
VirtioPMEMDeviceInfoWrapper {data:VirtioPMEMDeviceInfo}
VirtioQueueElement {name:str index:uint32 descs:[VirtioRingDesc] avail:VirtioRingAvail used:VirtioRingUsed}
VirtioRingAvail {flags:uint16 idx:uint16 ring:uint16}
VirtioRingDesc {addr:uint64 len:uint32 flags:[str]}
VirtioRingUsed {flags:uint16 idx:uint16}
VirtioStatus {name:str device-id:uint16 vhost-started:bool device-endian:str guest-features:VirtioDeviceFeatures host-features:VirtioDeviceFeatures backend-features:VirtioDeviceFeatures num-vqs:int status:VirtioDeviceStatus isr:uint8 queue-sel:uint16 vm-running:bool broken:bool disabled:bool use-started:bool started:bool start-on-kick:bool disable-legacy-check:bool bus-name:str use-guest-notifier-mask:bool vhost-dev?:VhostStatus}
VmdkExtentInfo {filename:str format:str virtual-size:int cluster-size?:int compressed?:bool}
VncBasicInfo {host:str service:str family:str websocket:bool}
VncClientInfo {...VncBasicInfo x509_dname?:str sasl_username?:str}
VncInfo {enabled:bool host?:str family?:str service?:str auth?:str clients?:[VncClientInfo]}
VncInfo2 {id:str server:[VncServerInfo2] clients:[VncClientInfo] auth:str vencrypt?:str display?:str}
VncServerInfo {...VncBasicInfo auth?:str}
VncServerInfo2 {...VncBasicInfo auth:str vencrypt?:str}
VsockSocketAddress {cid:str port:str}
XBZRLECacheStats {cache-size:size|int bytes:int pages:int cache-miss:int cache-miss-rate:number encoding-rate:number overflow:int}
XDbgBlockGraph {nodes:[XDbgBlockGraphNode] edges:[XDbgBlockGraphEdge]}
XDbgBlockGraphEdge {parent:uint64 child:uint64 name:str perm:[str] shared-perm:[str]}
XDbgBlockGraphNode {id:uint64 type:str name:str}
YankInstance {} by type {block-node:YankInstanceBlockNode chardev:YankInstanceChardev}
YankInstanceBlockNode {node-name:str}
YankInstanceChardev {id:str}
`;

/** An event whose data is known. */
export type EventSchemaName =
  | 'ACPI_DEVICE_OST'
  | 'BALLOON_CHANGE'
  | 'BLOCK_EXPORT_DELETED'
  | 'BLOCK_IMAGE_CORRUPTED'
  | 'BLOCK_IO_ERROR'
  | 'BLOCK_JOB_CANCELLED'
  | 'BLOCK_JOB_COMPLETED'
  | 'BLOCK_JOB_ERROR'
  | 'BLOCK_JOB_PENDING'
  | 'BLOCK_JOB_READY'
  | 'BLOCK_WRITE_THRESHOLD'
  | 'COLO_EXIT'
  | 'CPU_POLARIZATION_CHANGE'
  | 'DEVICE_DELETED'
  | 'DEVICE_TRAY_MOVED'
  | 'DEVICE_UNPLUG_GUEST_ERROR'
  | 'DUMP_COMPLETED'
  | 'FAILOVER_NEGOTIATED'
  | 'GUEST_CRASHLOADED'
  | 'GUEST_PANICKED'
  | 'GUEST_PVSHUTDOWN'
  | 'HV_BALLOON_STATUS_REPORT'
  | 'JOB_STATUS_CHANGE'
  | 'MEMORY_DEVICE_SIZE_CHANGE'
  | 'MEMORY_FAILURE'
  | 'MEM_UNPLUG_ERROR'
  | 'MIGRATION'
  | 'MIGRATION_PASS'
  | 'NETDEV_STREAM_CONNECTED'
  | 'NETDEV_STREAM_DISCONNECTED'
  | 'NETDEV_VHOST_USER_CONNECTED'
  | 'NETDEV_VHOST_USER_DISCONNECTED'
  | 'NIC_RX_FILTER_CHANGED'
  | 'POWERDOWN'
  | 'PR_MANAGER_STATUS_CHANGED'
  | 'QUORUM_FAILURE'
  | 'QUORUM_REPORT_BAD'
  | 'RDMA_GID_STATUS_CHANGED'
  | 'RESET'
  | 'RESUME'
  | 'RTC_CHANGE'
  | 'SCLP_CPI_INFO_AVAILABLE'
  | 'SHUTDOWN'
  | 'SPICE_CONNECTED'
  | 'SPICE_DISCONNECTED'
  | 'SPICE_INITIALIZED'
  | 'SPICE_MIGRATE_COMPLETED'
  | 'STOP'
  | 'SUSPEND'
  | 'SUSPEND_DISK'
  | 'UNPLUG_PRIMARY'
  | 'VFIO_MIGRATION'
  | 'VFU_CLIENT_HANGUP'
  | 'VNC_CONNECTED'
  | 'VNC_DISCONNECTED'
  | 'VNC_INITIALIZED'
  | 'VSERPORT_CHANGE'
  | 'WAKEUP'
  | 'WATCHDOG';

/** A command whose result is known. */
export type ReturnSchemaName =
  | 'add-fd'
  | 'add_client'
  | 'announce-self'
  | 'balloon'
  | 'block-commit'
  | 'block-dirty-bitmap-add'
  | 'block-dirty-bitmap-clear'
  | 'block-dirty-bitmap-disable'
  | 'block-dirty-bitmap-enable'
  | 'block-dirty-bitmap-merge'
  | 'block-dirty-bitmap-remove'
  | 'block-export-add'
  | 'block-export-del'
  | 'block-job-cancel'
  | 'block-job-change'
  | 'block-job-complete'
  | 'block-job-dismiss'
  | 'block-job-finalize'
  | 'block-job-pause'
  | 'block-job-resume'
  | 'block-job-set-speed'
  | 'block-latency-histogram-set'
  | 'block-set-write-threshold'
  | 'block-stream'
  | 'block_passwd'
  | 'block_resize'
  | 'block_set_io_throttle'
  | 'blockdev-add'
  | 'blockdev-backup'
  | 'blockdev-change-medium'
  | 'blockdev-close-tray'
  | 'blockdev-create'
  | 'blockdev-del'
  | 'blockdev-insert-medium'
  | 'blockdev-mirror'
  | 'blockdev-open-tray'
  | 'blockdev-remove-medium'
  | 'blockdev-reopen'
  | 'blockdev-set-active'
  | 'blockdev-snapshot'
  | 'blockdev-snapshot-delete-internal-sync'
  | 'blockdev-snapshot-internal-sync'
  | 'blockdev-snapshot-sync'
  | 'calc-dirty-rate'
  | 'cancel-vcpu-dirty-limit'
  | 'change'
  | 'change-backing-file'
  | 'change-vnc-password'
  | 'chardev-add'
  | 'chardev-change'
  | 'chardev-remove'
  | 'chardev-send-break'
  | 'client_migrate_info'
  | 'closefd'
  | 'cont'
  | 'cxl-add-dynamic-capacity'
  | 'cxl-inject-correctable-error'
  | 'cxl-inject-dram-event'
  | 'cxl-inject-general-media-event'
  | 'cxl-inject-memory-module-event'
  | 'cxl-inject-poison'
  | 'cxl-inject-uncorrectable-errors'
  | 'cxl-release-dynamic-capacity'
  | 'device-list-properties'
  | 'device-sync-config'
  | 'device_add'
  | 'device_del'
  | 'display-reload'
  | 'display-update'
  | 'drive-backup'
  | 'drive-mirror'
  | 'dump-guest-memory'
  | 'dump-skeys'
  | 'dumpdtb'
  | 'eject'
  | 'expire_password'
  | 'get-win32-socket'
  | 'getfd'
  | 'human-monitor-command'
  | 'inject-ghes-v2-error'
  | 'inject-nmi'
  | 'input-send-event'
  | 'job-cancel'
  | 'job-complete'
  | 'job-dismiss'
  | 'job-finalize'
  | 'job-pause'
  | 'job-resume'
  | 'memsave'
  | 'migrate'
  | 'migrate-continue'
  | 'migrate-incoming'
  | 'migrate-pause'
  | 'migrate-recover'
  | 'migrate-set-cache-size'
  | 'migrate-set-capabilities'
  | 'migrate-set-parameters'
  | 'migrate-start-postcopy'
  | 'migrate_cancel'
  | 'migrate_set_downtime'
  | 'migrate_set_speed'
  | 'nbd-server-add'
  | 'nbd-server-remove'
  | 'nbd-server-start'
  | 'nbd-server-stop'
  | 'netdev_add'
  | 'netdev_del'
  | 'object-add'
  | 'object-del'
  | 'pmemsave'
  | 'qmp_capabilities'
  | 'qom-get'
  | 'qom-list'
  | 'qom-list-get'
  | 'qom-list-properties'
  | 'qom-list-types'
  | 'qom-set'
  | 'query-accelerators'
  | 'query-acpi-ospm-status'
  | 'query-audiodevs'
  | 'query-balloon'
  | 'query-block'
  | 'query-block-exports'
  | 'query-block-jobs'
  | 'query-blockstats'
  | 'query-chardev'
  | 'query-chardev-backends'
  | 'query-colo-status'
  | 'query-command-line-options'
  | 'query-commands'
  | 'query-cpu-definitions'
  | 'query-cpu-model-baseline'
  | 'query-cpu-model-comparison'
  | 'query-cpu-model-expansion'
  | 'query-cpus'
  | 'query-cpus-fast'
  | 'query-cryptodev'
  | 'query-current-machine'
  | 'query-dirty-rate'
  | 'query-display-options'
  | 'query-dump'
  | 'query-dump-guest-memory-capability'
  | 'query-events'
  | 'query-fdsets'
  | 'query-firmware-log'
  | 'query-gic-capabilities'
  | 'query-hotpluggable-cpus'
  | 'query-hv-balloon-status-report'
  | 'query-iothreads'
  | 'query-jobs'
  | 'query-kvm'
  | 'query-machines'
  | 'query-memdev'
  | 'query-memory-devices'
  | 'query-memory-size-summary'
  | 'query-mice'
  | 'query-migrate'
  | 'query-migrate-cache-size'
  | 'query-migrate-capabilities'
  | 'query-migrate-parameters'
  | 'query-migrationthreads'
  | 'query-name'
  | 'query-named-block-nodes'
  | 'query-pci'
  | 'query-pr-managers'
  | 'query-qmp-schema'
  | 'query-replay'
  | 'query-rocker'
  | 'query-rocker-of-dpa-flows'
  | 'query-rocker-of-dpa-groups'
  | 'query-rocker-ports'
  | 'query-rx-filter'
  | 'query-s390x-cpu-polarization'
  | 'query-sev'
  | 'query-sev-attestation-report'
  | 'query-sev-capabilities'
  | 'query-sev-launch-measure'
  | 'query-sgx'
  | 'query-sgx-capabilities'
  | 'query-spice'
  | 'query-stats'
  | 'query-stats-schemas'
  | 'query-status'
  | 'query-target'
  | 'query-tpm'
  | 'query-tpm-models'
  | 'query-tpm-types'
  | 'query-uuid'
  | 'query-vcpu-dirty-limit'
  | 'query-version'
  | 'query-vm-generation-id'
  | 'query-vnc'
  | 'query-vnc-servers'
  | 'query-xen-replication-status'
  | 'query-yank'
  | 'quit'
  | 'remove-fd'
  | 'replay-break'
  | 'replay-delete-break'
  | 'replay-seek'
  | 'request-ebpf'
  | 'ringbuf-read'
  | 'ringbuf-write'
  | 'rtc-reset-reinjection'
  | 'screendump'
  | 'send-key'
  | 'set-action'
  | 'set-cpu-topology'
  | 'set-numa-node'
  | 'set-vcpu-dirty-limit'
  | 'set_link'
  | 'set_password'
  | 'sev-inject-launch-secret'
  | 'snapshot-delete'
  | 'snapshot-load'
  | 'snapshot-save'
  | 'stop'
  | 'system_powerdown'
  | 'system_reset'
  | 'system_wakeup'
  | 'trace-event-get-state'
  | 'trace-event-set-state'
  | 'transaction'
  | 'watchdog-set-action'
  | 'x-accel-stats'
  | 'x-blockdev-amend'
  | 'x-blockdev-change'
  | 'x-blockdev-reopen'
  | 'x-blockdev-set-iothread'
  | 'x-colo-lost-heartbeat'
  | 'x-debug-block-dirty-bitmap-sha256'
  | 'x-debug-query-block-graph'
  | 'x-exit-preconfig'
  | 'x-query-interrupt-controllers'
  | 'x-query-irq'
  | 'x-query-jit'
  | 'x-query-numa'
  | 'x-query-opcount'
  | 'x-query-profile'
  | 'x-query-ramblock'
  | 'x-query-rdma'
  | 'x-query-roms'
  | 'x-query-usb'
  | 'x-query-virtio'
  | 'x-query-virtio-queue-element'
  | 'x-query-virtio-queue-status'
  | 'x-query-virtio-status'
  | 'x-query-virtio-vhost-queue-status'
  | 'xen-colo-do-checkpoint'
  | 'xen-event-inject'
  | 'xen-event-list'
  | 'xen-load-devices-state'
  | 'xen-save-devices-state'
  | 'xen-set-global-dirty-log'
  | 'xen-set-replication'
  | 'yank';
