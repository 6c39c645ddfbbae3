// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

/** What commands take, version by version; `../fake-qemu/arguments/definitions.ts` reads it. */
export const commandArguments: string = `
version 5.2
Abort {}
AbortWrapper {data:Abort}
ActionCompletionMode (individual grouped)
AnnounceParameters {initial:int max:int rounds:int step:int interfaces?:[str] id?:str}
BackupCommon {job-id?:str device:str sync:MirrorSyncMode speed?:int bitmap?:str bitmap-mode?:BitmapSyncMode compress?:bool on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError auto-finalize?:bool auto-dismiss?:bool filter-node-name?:str}
BitmapMigrationBitmapAlias {name:str alias:str}
BitmapMigrationNodeAlias {node-name:str alias:str bitmaps:[BitmapMigrationBitmapAlias]}
BitmapSyncMode (on-success never always)
BlkdebugEvent (l1_update l1_grow_alloc_table l1_grow_write_table l1_grow_activate_table l2_load l2_update l2_update_compressed l2_alloc_cow_read l2_alloc_write read_aio read_backing_aio read_compressed write_aio write_compressed vmstate_load vmstate_save cow_read cow_write reftable_load reftable_grow reftable_update refblock_load refblock_update refblock_update_part refblock_alloc refblock_alloc_hookup refblock_alloc_write refblock_alloc_write_blocks refblock_alloc_write_table refblock_alloc_switch_table cluster_alloc cluster_alloc_bytes cluster_free flush_to_os flush_to_disk pwritev_rmw_head pwritev_rmw_after_head pwritev_rmw_tail pwritev_rmw_after_tail pwritev pwritev_zero pwritev_done empty_image_prepare l1_shrink_write_table l1_shrink_free_l2_clusters cor_write cluster_alloc_space none)
BlkdebugIOType (read write write-zeroes discard flush block-status)
BlkdebugInjectErrorOptions {event:BlkdebugEvent state?:int iotype?:BlkdebugIOType errno?:int sector?:int once?:bool immediately?:bool}
BlkdebugSetStateOptions {event:BlkdebugEvent state?:int new_state:int}
BlockDirtyBitmap {node:str name:str}
BlockDirtyBitmapAdd {node:str name:str granularity?:uint32 persistent?:bool disabled?:bool}
BlockDirtyBitmapAddWrapper {data:BlockDirtyBitmapAdd}
BlockDirtyBitmapMerge {node:str target:str bitmaps:[BlockDirtyBitmapMergeSource]}
BlockDirtyBitmapMergeSource str|BlockDirtyBitmap
BlockDirtyBitmapMergeWrapper {data:BlockDirtyBitmapMerge}
BlockDirtyBitmapWrapper {data:BlockDirtyBitmap}
BlockExportOptions {type:BlockExportType id:str fixed-iothread?:bool iothread?:str node-name:str writable?:bool writethrough?:bool} by type {nbd:BlockExportOptionsNbd vhost-user-blk:BlockExportOptionsVhostUserBlk}
BlockExportOptionsNbd {...BlockExportOptionsNbdBase bitmaps?:[str] allocation-depth?:bool}
BlockExportOptionsNbdBase {name?:str description?:str}
BlockExportOptionsVhostUserBlk {addr:SocketAddress logical-block-size?:size num-queues?:uint16}
BlockExportRemoveMode (safe hard)
BlockExportType (nbd vhost-user-blk)
BlockIOThrottle {device?!:str id?:str bps:int bps_rd:int bps_wr:int iops:int iops_rd:int iops_wr:int bps_max?:int bps_rd_max?:int bps_wr_max?:int iops_max?:int iops_rd_max?:int iops_wr_max?:int bps_max_length?:int bps_rd_max_length?:int bps_wr_max_length?:int iops_max_length?:int iops_rd_max_length?:int iops_wr_max_length?:int iops_size?:int group?:str}
BlockPermission (consistent-read write write-unchanged resize graph-mod)
BlockdevAioOptions (threads native io_uring)
BlockdevAmendOptions {driver:BlockdevDriver} by driver {luks:BlockdevAmendOptionsLUKS qcow2:BlockdevAmendOptionsQcow2}
BlockdevAmendOptionsLUKS {...QCryptoBlockAmendOptionsLUKS}
BlockdevAmendOptionsQcow2 {encrypt?:QCryptoBlockAmendOptions}
BlockdevBackup {...BackupCommon target:str}
BlockdevBackupWrapper {data:BlockdevBackup}
BlockdevCacheOptions {direct?:bool no-flush?:bool}
BlockdevChangeReadOnlyMode (retain read-only read-write)
BlockdevCreateOptions {driver:BlockdevDriver} by driver {file:BlockdevCreateOptionsFile gluster:BlockdevCreateOptionsGluster luks:BlockdevCreateOptionsLUKS nfs:BlockdevCreateOptionsNfs parallels:BlockdevCreateOptionsParallels qcow:BlockdevCreateOptionsQcow qcow2:BlockdevCreateOptionsQcow2 qed:BlockdevCreateOptionsQed rbd:BlockdevCreateOptionsRbd sheepdog:BlockdevCreateOptionsSheepdog ssh:BlockdevCreateOptionsSsh vdi:BlockdevCreateOptionsVdi vhdx:BlockdevCreateOptionsVhdx vmdk:BlockdevCreateOptionsVmdk vpc:BlockdevCreateOptionsVpc}
BlockdevCreateOptionsFile {filename:str size:size preallocation?:PreallocMode nocow?:bool extent-size-hint?:size}
BlockdevCreateOptionsGluster {location:BlockdevOptionsGluster size:size preallocation?:PreallocMode}
BlockdevCreateOptionsLUKS {...QCryptoBlockCreateOptionsLUKS file:BlockdevRef size:size preallocation?:PreallocMode}
BlockdevCreateOptionsNfs {location:BlockdevOptionsNfs size:size}
BlockdevCreateOptionsParallels {file:BlockdevRef size:size cluster-size?:size}
BlockdevCreateOptionsQcow {file:BlockdevRef size:size backing-file?:str encrypt?:QCryptoBlockCreateOptions}
BlockdevCreateOptionsQcow2 {file:BlockdevRef data-file?:BlockdevRef data-file-raw?:bool extended-l2?:bool size:size version?:BlockdevQcow2Version backing-file?:str backing-fmt?:BlockdevDriver encrypt?:QCryptoBlockCreateOptions cluster-size?:size preallocation?:PreallocMode lazy-refcounts?:bool refcount-bits?:int compression-type?:Qcow2CompressionType}
BlockdevCreateOptionsQed {file:BlockdevRef size:size backing-file?:str backing-fmt?:BlockdevDriver cluster-size?:size table-size?:int}
BlockdevCreateOptionsRbd {location:BlockdevOptionsRbd size:size cluster-size?:size}
BlockdevCreateOptionsSheepdog {location:BlockdevOptionsSheepdog size:size backing-file?:str preallocation?:PreallocMode redundancy?:SheepdogRedundancy object-size?:size}
BlockdevCreateOptionsSsh {location:BlockdevOptionsSsh size:size}
BlockdevCreateOptionsVdi {file:BlockdevRef size:size preallocation?:PreallocMode}
BlockdevCreateOptionsVhdx {file:BlockdevRef size:size log-size?:size block-size?:size subformat?:BlockdevVhdxSubformat block-state-zero?:bool}
BlockdevCreateOptionsVmdk {file:BlockdevRef size:size extents?:[BlockdevRef] subformat?:BlockdevVmdkSubformat backing-file?:str adapter-type?:BlockdevVmdkAdapterType hwversion?:str zeroed-grain?:bool}
BlockdevCreateOptionsVpc {file:BlockdevRef size:size subformat?:BlockdevVpcSubformat force-size?:bool}
BlockdevDetectZeroesOptions (off on unmap)
BlockdevDiscardOptions (ignore unmap)
BlockdevDriver (blkdebug blklogwrites blkreplay blkverify bochs cloop compress copy-on-read dmg file ftp ftps gluster host_cdrom host_device http https iscsi luks nbd nfs null-aio null-co nvme parallels qcow qcow2 qed quorum raw rbd replication sheepdog ssh throttle vdi vhdx vmdk vpc vvfat)
BlockdevOnError (report ignore enospc stop auto)
BlockdevOptions {driver:BlockdevDriver node-name?:str discard?:BlockdevDiscardOptions cache?:BlockdevCacheOptions read-only?:bool auto-read-only?:bool force-share?:bool detect-zeroes?:BlockdevDetectZeroesOptions} by driver {blkdebug:BlockdevOptionsBlkdebug blklogwrites:BlockdevOptionsBlklogwrites blkverify:BlockdevOptionsBlkverify blkreplay:BlockdevOptionsBlkreplay bochs:BlockdevOptionsGenericFormat cloop:BlockdevOptionsGenericFormat compress:BlockdevOptionsGenericFormat copy-on-read:BlockdevOptionsGenericFormat dmg:BlockdevOptionsGenericFormat file:BlockdevOptionsFile ftp:BlockdevOptionsCurlFtp ftps:BlockdevOptionsCurlFtps gluster:BlockdevOptionsGluster host_cdrom:BlockdevOptionsFile host_device:BlockdevOptionsFile http:BlockdevOptionsCurlHttp https:BlockdevOptionsCurlHttps iscsi:BlockdevOptionsIscsi luks:BlockdevOptionsLUKS nbd:BlockdevOptionsNbd nfs:BlockdevOptionsNfs null-aio:BlockdevOptionsNull null-co:BlockdevOptionsNull nvme:BlockdevOptionsNVMe parallels:BlockdevOptionsGenericFormat qcow2:BlockdevOptionsQcow2 qcow:BlockdevOptionsQcow qed:BlockdevOptionsGenericCOWFormat quorum:BlockdevOptionsQuorum raw:BlockdevOptionsRaw rbd:BlockdevOptionsRbd replication:BlockdevOptionsReplication sheepdog:BlockdevOptionsSheepdog ssh:BlockdevOptionsSsh throttle:BlockdevOptionsThrottle vdi:BlockdevOptionsGenericFormat vhdx:BlockdevOptionsGenericFormat vmdk:BlockdevOptionsGenericCOWFormat vpc:BlockdevOptionsGenericFormat vvfat:BlockdevOptionsVVFAT}
BlockdevOptionsBlkdebug {image:BlockdevRef config?:str align?:int max-transfer?:int32 opt-write-zero?:int32 max-write-zero?:int32 opt-discard?:int32 max-discard?:int32 inject-error?:[BlkdebugInjectErrorOptions] set-state?:[BlkdebugSetStateOptions] take-child-perms?:[BlockPermission] unshare-child-perms?:[BlockPermission]}
BlockdevOptionsBlklogwrites {file:BlockdevRef log:BlockdevRef log-sector-size?:uint32 log-append?:bool log-super-update-interval?:uint64}
BlockdevOptionsBlkreplay {image:BlockdevRef}
BlockdevOptionsBlkverify {test:BlockdevRef raw:BlockdevRef}
BlockdevOptionsCurlBase {url:str readahead?:int timeout?:int username?:str password-secret?:str proxy-username?:str proxy-password-secret?:str}
BlockdevOptionsCurlFtp {...BlockdevOptionsCurlBase}
BlockdevOptionsCurlFtps {...BlockdevOptionsCurlBase sslverify?:bool}
BlockdevOptionsCurlHttp {...BlockdevOptionsCurlBase cookie?:str cookie-secret?:str}
BlockdevOptionsCurlHttps {...BlockdevOptionsCurlBase cookie?:str sslverify?:bool cookie-secret?:str}
BlockdevOptionsFile {filename:str pr-manager?:str locking?:OnOffAuto aio?:BlockdevAioOptions drop-cache?:bool x-check-cache-dropped?:bool}
BlockdevOptionsGenericCOWFormat {...BlockdevOptionsGenericFormat backing?:BlockdevRefOrNull}
BlockdevOptionsGenericFormat {file:BlockdevRef}
BlockdevOptionsGluster {volume:str path:str server:[SocketAddress] debug?:int logfile?:str}
BlockdevOptionsIscsi {transport:IscsiTransport portal:str target:str lun?:int user?:str password-secret?:str initiator-name?:str header-digest?:IscsiHeaderDigest timeout?:int}
BlockdevOptionsLUKS {...BlockdevOptionsGenericFormat key-secret?:str}
BlockdevOptionsNVMe {device:str namespace:int}
BlockdevOptionsNbd {server:SocketAddress export?:str tls-creds?:str x-dirty-bitmap?:str reconnect-delay?:uint32}
BlockdevOptionsNfs {server:NFSServer path:str user?:int group?:int tcp-syn-count?:int readahead-size?:int page-cache-size?:int debug?:int}
BlockdevOptionsNull {size?:int latency-ns?:uint64 read-zeroes?:bool}
BlockdevOptionsQcow {...BlockdevOptionsGenericCOWFormat encrypt?:BlockdevQcowEncryption}
BlockdevOptionsQcow2 {...BlockdevOptionsGenericCOWFormat lazy-refcounts?:bool pass-discard-request?:bool pass-discard-snapshot?:bool pass-discard-other?:bool overlap-check?:Qcow2OverlapChecks cache-size?:int l2-cache-size?:int l2-cache-entry-size?:int refcount-cache-size?:int cache-clean-interval?:int encrypt?:BlockdevQcow2Encryption data-file?:BlockdevRef}
BlockdevOptionsQuorum {blkverify?:bool children:[BlockdevRef] vote-threshold:int rewrite-corrupted?:bool read-pattern?:QuorumReadPattern}
BlockdevOptionsRaw {...BlockdevOptionsGenericFormat offset?:int size?:int}
BlockdevOptionsRbd {pool:str namespace?:str image:str conf?:str snapshot?:str user?:str auth-client-required?:[RbdAuthMode] key-secret?:str server?:[InetSocketAddressBase]}
BlockdevOptionsReplication {...BlockdevOptionsGenericFormat mode:ReplicationMode top-id?:str}
BlockdevOptionsSheepdog {server:SocketAddress vdi:str snap-id?:uint32 tag?:str}
BlockdevOptionsSsh {server:InetSocketAddress path:str user?:str host-key-check?:SshHostKeyCheck}
BlockdevOptionsThrottle {throttle-group:str file:BlockdevRef}
BlockdevOptionsVVFAT {dir:str fat-type?:int floppy?:bool label?:str rw?:bool}
BlockdevQcow2Encryption {format:BlockdevQcow2EncryptionFormat} by format {aes:QCryptoBlockOptionsQCow luks:QCryptoBlockOptionsLUKS}
BlockdevQcow2EncryptionFormat (aes luks)
BlockdevQcow2Version (v2 v3)
BlockdevQcowEncryption {format:BlockdevQcowEncryptionFormat} by format {aes:QCryptoBlockOptionsQCow}
BlockdevQcowEncryptionFormat (aes)
BlockdevRef BlockdevOptions|str
BlockdevRefOrNull BlockdevOptions|str|null
BlockdevSnapshot {node:str overlay:str}
BlockdevSnapshotInternal {device:str name:str}
BlockdevSnapshotInternalWrapper {data:BlockdevSnapshotInternal}
BlockdevSnapshotSync {device?:str node-name?:str snapshot-file:str snapshot-node-name?:str format?:str mode?:NewImageMode}
BlockdevSnapshotSyncWrapper {data:BlockdevSnapshotSync}
BlockdevSnapshotWrapper {data:BlockdevSnapshot}
BlockdevVhdxSubformat (dynamic fixed)
BlockdevVmdkAdapterType (ide buslogic lsilogic legacyESX)
BlockdevVmdkSubformat (monolithicSparse monolithicFlat twoGbMaxExtentSparse twoGbMaxExtentFlat streamOptimized)
BlockdevVpcSubformat (dynamic fixed)
ChardevBackend {type:ChardevBackendKind} by type {file:ChardevFileWrapper serial:ChardevHostdevWrapper parallel:ChardevHostdevWrapper pipe:ChardevHostdevWrapper socket:ChardevSocketWrapper udp:ChardevUdpWrapper pty:ChardevCommonWrapper null:ChardevCommonWrapper mux:ChardevMuxWrapper msmouse:ChardevCommonWrapper wctablet:ChardevCommonWrapper braille:ChardevCommonWrapper testdev:ChardevCommonWrapper stdio:ChardevStdioWrapper console:ChardevCommonWrapper spicevmc:ChardevSpiceChannelWrapper spiceport:ChardevSpicePortWrapper vc:ChardevVCWrapper ringbuf:ChardevRingbufWrapper memory:ChardevRingbufWrapper}
ChardevBackendKind (file serial parallel pipe socket udp pty null mux msmouse wctablet braille testdev stdio console spicevmc spiceport vc ringbuf memory)
ChardevCommon {logfile?:str logappend?:bool}
ChardevCommonWrapper {data:ChardevCommon}
ChardevFile {...ChardevCommon in?:str out:str append?:bool}
ChardevFileWrapper {data:ChardevFile}
ChardevHostdev {...ChardevCommon device:str}
ChardevHostdevWrapper {data:ChardevHostdev}
ChardevMux {...ChardevCommon chardev:str}
ChardevMuxWrapper {data:ChardevMux}
ChardevRingbuf {...ChardevCommon size?:int}
ChardevRingbufWrapper {data:ChardevRingbuf}
ChardevSocket {...ChardevCommon addr:SocketAddressLegacy tls-creds?:str tls-authz?:str server?:bool wait?:bool nodelay?:bool telnet?:bool tn3270?:bool websocket?:bool reconnect?:int}
ChardevSocketWrapper {data:ChardevSocket}
ChardevSpiceChannel {...ChardevCommon type:str}
ChardevSpiceChannelWrapper {data:ChardevSpiceChannel}
ChardevSpicePort {...ChardevCommon fqdn:str}
ChardevSpicePortWrapper {data:ChardevSpicePort}
ChardevStdio {...ChardevCommon signal?:bool}
ChardevStdioWrapper {data:ChardevStdio}
ChardevUdp {...ChardevCommon remote:SocketAddressLegacy local?:SocketAddressLegacy}
ChardevUdpWrapper {data:ChardevUdp}
ChardevVC {...ChardevCommon width?:int height?:int cols?:int rows?:int}
ChardevVCWrapper {data:ChardevVC}
CpuInstanceProperties {node-id?:int socket-id?:int die-id?:int core-id?:int thread-id?:int}
CpuModelExpansionType (static full)
CpuModelInfo {name:str props?:any}
DataFormat (utf8 base64)
DriveBackup {...BackupCommon target:str format?:str mode?:NewImageMode}
DriveBackupWrapper {data:DriveBackup}
DriveMirror {job-id?:str device:str target:str format?:str node-name?:str replaces?:str sync:MirrorSyncMode mode?:NewImageMode speed?:int granularity?:uint32 buf-size?:int on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError unmap?:bool copy-mode?:MirrorCopyMode auto-finalize?:bool auto-dismiss?:bool}
DumpGuestMemoryFormat (elf kdump-zlib kdump-lzo kdump-snappy win-dmp)
HmatCacheAssociativity (none direct complex)
HmatCacheWritePolicy (none write-back write-through)
HmatLBDataType (access-latency read-latency write-latency access-bandwidth read-bandwidth write-bandwidth)
HmatLBMemoryHierarchy (memory first-level second-level third-level)
InetSocketAddress {...InetSocketAddressBase numeric?:bool to?:uint16 ipv4?:bool ipv6?:bool keep-alive?:bool}
InetSocketAddressBase {host:str port:str}
InetSocketAddressWrapper {data:InetSocketAddress}
InputAxis (x y)
InputBtnEvent {button:InputButton down:bool}
InputBtnEventWrapper {data:InputBtnEvent}
InputButton (left middle right wheel-up wheel-down side extra)
InputEvent {type:InputEventKind} by type {key:InputKeyEventWrapper btn:InputBtnEventWrapper rel:InputMoveEventWrapper abs:InputMoveEventWrapper}
InputEventKind (key btn rel abs)
InputKeyEvent {key:KeyValue down:bool}
InputKeyEventWrapper {data:InputKeyEvent}
InputMoveEvent {axis:InputAxis value:int}
InputMoveEventWrapper {data:InputMoveEvent}
IntWrapper {data:int}
IscsiHeaderDigest (crc32c none crc32c-none none-crc32c)
IscsiTransport (tcp iser)
KeyValue {type:KeyValueKind} by type {number:IntWrapper qcode:QKeyCodeWrapper}
KeyValueKind (number qcode)
MigrateSetParameters {announce-initial?:size announce-max?:size announce-rounds?:size announce-step?:size compress-level?:int compress-threads?:int compress-wait-thread?:bool decompress-threads?:int throttle-trigger-threshold?:int cpu-throttle-initial?:int cpu-throttle-increment?:int cpu-throttle-tailslow?:bool tls-creds?:StrOrNull tls-hostname?:StrOrNull tls-authz?:StrOrNull max-bandwidth?:int downtime-limit?:int x-checkpoint-delay?:int block-incremental?:bool multifd-channels?:int xbzrle-cache-size?:size max-postcopy-bandwidth?:size max-cpu-throttle?:int multifd-compression?:MultiFDCompression multifd-zlib-level?:int multifd-zstd-level?:int block-bitmap-mapping?:[BitmapMigrationNodeAlias]}
MigrationCapability (xbzrle rdma-pin-all auto-converge zero-blocks compress events postcopy-ram x-colo release-ram block return-path pause-before-switchover multifd dirty-bitmaps postcopy-blocktime late-block-activate x-ignore-shared validate-uuid)
MigrationCapabilityStatus {capability:MigrationCapability state:bool}
MigrationStatus (none setup cancelling cancelled active postcopy-active postcopy-paused postcopy-recover completed failed colo pre-switchover device wait-unplug)
MirrorCopyMode (background write-blocking)
MirrorSyncMode (top full none incremental bitmap)
MultiFDCompression (none zlib zstd)
NFSServer {type:NFSTransport host:str}
NFSTransport (inet)
NbdServerAddOptions {...BlockExportOptionsNbdBase device:str writable?:bool bitmap?:str}
NetClientDriver (none nic user tap l2tpv3 socket vde bridge hubport netmap vhost-user vhost-vdpa)
NetLegacyNicOptions {netdev?:str macaddr?:str model?:str addr?:str vectors?:uint32}
Netdev {id:str type:NetClientDriver} by type {nic:NetLegacyNicOptions user:NetdevUserOptions tap:NetdevTapOptions l2tpv3:NetdevL2TPv3Options socket:NetdevSocketOptions vde:NetdevVdeOptions bridge:NetdevBridgeOptions hubport:NetdevHubPortOptions netmap:NetdevNetmapOptions vhost-user:NetdevVhostUserOptions vhost-vdpa:NetdevVhostVDPAOptions}
NetdevBridgeOptions {br?:str helper?:str}
NetdevHubPortOptions {hubid:int32 netdev?:str}
NetdevL2TPv3Options {src:str dst:str srcport?:str dstport?:str ipv6?:bool udp?:bool cookie64?:bool counter?:bool pincounter?:bool txcookie?:uint64 rxcookie?:uint64 txsession:uint32 rxsession?:uint32 offset?:uint32}
NetdevNetmapOptions {ifname:str devname?:str}
NetdevSocketOptions {fd?:str listen?:str connect?:str mcast?:str localaddr?:str udp?:str}
NetdevTapOptions {ifname?:str fd?:str fds?:str script?:str downscript?:str br?:str helper?:str sndbuf?:size vnet_hdr?:bool vhost?:bool vhostfd?:str vhostfds?:str vhostforce?:bool queues?:uint32 poll-us?:uint32}
NetdevUserOptions {hostname?:str restrict?:bool ipv4?:bool ipv6?:bool ip?:str net?:str host?:str tftp?:str bootfile?:str dhcpstart?:str dns?:str dnssearch?:[String] domainname?:str ipv6-prefix?:str ipv6-prefixlen?:int ipv6-host?:str ipv6-dns?:str smb?:str smbserver?:str hostfwd?:[String] guestfwd?:[String] tftp-server-name?:str}
NetdevVdeOptions {sock?:str port?:uint16 group?:str mode?:uint16}
NetdevVhostUserOptions {chardev:str vhostforce?:bool queues?:int}
NetdevVhostVDPAOptions {vhostdev?:str queues?:int}
NewImageMode (existing absolute-paths)
NumaCpuOptions {...CpuInstanceProperties}
NumaDistOptions {src:uint16 dst:uint16 val:uint8}
NumaHmatCacheOptions {node-id:uint32 size:size level:uint8 associativity:HmatCacheAssociativity policy:HmatCacheWritePolicy line:uint16}
NumaHmatLBOptions {initiator:uint16 target:uint16 hierarchy:HmatLBMemoryHierarchy data-type:HmatLBDataType latency?:uint64 bandwidth?:size}
NumaNodeOptions {nodeid?:uint16 cpus?:[uint16] mem?:size memdev?:str initiator?:uint16}
NumaOptions {type:NumaOptionsType} by type {node:NumaNodeOptions dist:NumaDistOptions cpu:NumaCpuOptions hmat-lb:NumaHmatLBOptions hmat-cache:NumaHmatCacheOptions}
NumaOptionsType (node dist cpu hmat-lb hmat-cache)
OnOffAuto (auto on off)
PreallocMode (off metadata falloc full)
QCryptoBlockAmendOptions {...QCryptoBlockOptionsBase} by format {luks:QCryptoBlockAmendOptionsLUKS}
QCryptoBlockAmendOptionsLUKS {state:QCryptoBlockLUKSKeyslotState new-secret?:str old-secret?:str keyslot?:int iter-time?:int secret?:str}
QCryptoBlockCreateOptions {...QCryptoBlockOptionsBase} by format {qcow:QCryptoBlockOptionsQCow luks:QCryptoBlockCreateOptionsLUKS}
QCryptoBlockCreateOptionsLUKS {...QCryptoBlockOptionsLUKS cipher-alg?:QCryptoCipherAlgorithm cipher-mode?:QCryptoCipherMode ivgen-alg?:QCryptoIVGenAlgorithm ivgen-hash-alg?:QCryptoHashAlgorithm hash-alg?:QCryptoHashAlgorithm iter-time?:int}
QCryptoBlockFormat (qcow luks)
QCryptoBlockLUKSKeyslotState (active inactive)
QCryptoBlockOptionsBase {format:QCryptoBlockFormat}
QCryptoBlockOptionsLUKS {key-secret?:str}
QCryptoBlockOptionsQCow {key-secret?:str}
QCryptoCipherAlgorithm (aes-128 aes-192 aes-256 des-rfb 3des cast5-128 serpent-128 serpent-192 serpent-256 twofish-128 twofish-192 twofish-256)
QCryptoCipherMode (ecb cbc xts ctr)
QCryptoHashAlgorithm (md5 sha1 sha224 sha256 sha384 sha512 ripemd160)
QCryptoIVGenAlgorithm (plain plain64 essiv)
QKeyCode (unmapped shift shift_r alt alt_r ctrl ctrl_r menu esc 1 2 3 4 5 6 7 8 9 0 minus equal backspace tab q w e r t y u i o p bracket_left bracket_right ret a s d f g h j k l semicolon apostrophe grave_accent backslash z x c v b n m comma dot slash asterisk spc caps_lock f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 num_lock scroll_lock kp_divide kp_multiply kp_subtract kp_add kp_enter kp_decimal sysrq kp_0 kp_1 kp_2 kp_3 kp_4 kp_5 kp_6 kp_7 kp_8 kp_9 less f11 f12 print home pgup pgdn end left up down right insert delete stop again props undo front copy open paste find cut lf help meta_l meta_r compose pause ro hiragana henkan yen muhenkan katakanahiragana kp_comma kp_equals power sleep wake audionext audioprev audiostop audioplay audiomute volumeup volumedown mediaselect mail calculator computer ac_home ac_back ac_forward ac_refresh ac_bookmarks)
QKeyCodeWrapper {data:QKeyCode}
QMPCapability (oob)
Qcow2CompressionType (zlib zstd)
Qcow2OverlapCheckFlags {template?:Qcow2OverlapCheckMode main-header?:bool active-l1?:bool active-l2?:bool refcount-table?:bool refcount-block?:bool snapshot-table?:bool inactive-l1?:bool inactive-l2?:bool bitmap-directory?:bool}
Qcow2OverlapCheckMode (none constant cached all)
Qcow2OverlapChecks Qcow2OverlapCheckFlags|Qcow2OverlapCheckMode
QuorumReadPattern (quorum fifo)
RbdAuthMode (cephx none)
ReplicationMode (primary secondary)
SheepdogRedundancy {type:SheepdogRedundancyType} by type {full:SheepdogRedundancyFull erasure-coded:SheepdogRedundancyErasureCoded}
SheepdogRedundancyErasureCoded {data-strips:int parity-strips:int}
SheepdogRedundancyFull {copies:int}
SheepdogRedundancyType (full erasure-coded)
SocketAddress {type:SocketAddressType} by type {inet:InetSocketAddress unix:UnixSocketAddress vsock:VsockSocketAddress fd:String}
SocketAddressLegacy {type:SocketAddressLegacyKind} by type {inet:InetSocketAddressWrapper unix:UnixSocketAddressWrapper vsock:VsockSocketAddressWrapper fd:StringWrapper}
SocketAddressLegacyKind (inet unix vsock fd)
SocketAddressType (inet unix vsock fd)
SshHostKeyCheck {mode:SshHostKeyCheckMode} by mode {hash:SshHostKeyHash}
SshHostKeyCheckHashType (md5 sha1)
SshHostKeyCheckMode (none hash known_hosts)
SshHostKeyHash {type:SshHostKeyCheckHashType hash:str}
StrOrNull str|null
String {str:str}
StringWrapper {data:String}
TransactionAction {type:TransactionActionKind} by type {abort:AbortWrapper block-dirty-bitmap-add:BlockDirtyBitmapAddWrapper block-dirty-bitmap-remove:BlockDirtyBitmapWrapper block-dirty-bitmap-clear:BlockDirtyBitmapWrapper block-dirty-bitmap-enable:BlockDirtyBitmapWrapper block-dirty-bitmap-disable:BlockDirtyBitmapWrapper block-dirty-bitmap-merge:BlockDirtyBitmapMergeWrapper blockdev-backup:BlockdevBackupWrapper blockdev-snapshot:BlockdevSnapshotWrapper blockdev-snapshot-internal-sync:BlockdevSnapshotInternalWrapper blockdev-snapshot-sync:BlockdevSnapshotSyncWrapper drive-backup:DriveBackupWrapper}
TransactionActionKind (abort block-dirty-bitmap-add block-dirty-bitmap-remove block-dirty-bitmap-clear block-dirty-bitmap-enable block-dirty-bitmap-disable block-dirty-bitmap-merge blockdev-backup blockdev-snapshot blockdev-snapshot-internal-sync blockdev-snapshot-sync drive-backup)
TransactionProperties {completion-mode?:ActionCompletionMode}
UnixSocketAddress {path:str abstract?:bool tight?:bool}
UnixSocketAddressWrapper {data:UnixSocketAddress}
VsockSocketAddress {cid:str port:str}
VsockSocketAddressWrapper {data:VsockSocketAddress}
WatchdogAction (reset shutdown poweroff pause debug none inject-nmi)
add-fd {fdset-id?:int opaque?:str}
add_client {protocol:str fdname:str skipauth?:bool tls?:bool}
announce-self AnnounceParameters
balloon {value:int}
block-commit {job-id?:str device:str base-node?:str base?!:str top-node?:str top?!:str backing-file?:str speed?:int on-error?:BlockdevOnError filter-node-name?:str auto-finalize?:bool auto-dismiss?:bool}
block-dirty-bitmap-add BlockDirtyBitmapAdd
block-dirty-bitmap-clear BlockDirtyBitmap
block-dirty-bitmap-disable BlockDirtyBitmap
block-dirty-bitmap-enable BlockDirtyBitmap
block-dirty-bitmap-merge BlockDirtyBitmapMerge
block-dirty-bitmap-remove BlockDirtyBitmap
block-export-add BlockExportOptions
block-export-del {id:str mode?:BlockExportRemoveMode}
block-job-cancel {device:str force?:bool}
block-job-complete {device:str}
block-job-dismiss {id:str}
block-job-finalize {id:str}
block-job-pause {device:str}
block-job-resume {device:str}
block-job-set-speed {device:str speed:int}
block-latency-histogram-set {id:str boundaries?:[uint64] boundaries-read?:[uint64] boundaries-write?:[uint64] boundaries-flush?:[uint64]}
block-set-write-threshold {node-name:str write-threshold:uint64}
block-stream {job-id?:str device:str base?:str base-node?:str backing-file?:str speed?:int on-error?:BlockdevOnError auto-finalize?:bool auto-dismiss?:bool}
block_passwd {device?:str node-name?:str password:str}
block_resize {device?:str node-name?:str size:int}
block_set_io_throttle BlockIOThrottle
blockdev-add BlockdevOptions
blockdev-backup BlockdevBackup
blockdev-change-medium {device?!:str id?:str filename:str format?:str read-only-mode?:BlockdevChangeReadOnlyMode}
blockdev-close-tray {device?!:str id?:str}
blockdev-create {job-id:str options:BlockdevCreateOptions}
blockdev-del {node-name:str}
blockdev-insert-medium {id:str node-name:str}
blockdev-mirror {job-id?:str device:str target:str replaces?:str sync:MirrorSyncMode speed?:int granularity?:uint32 buf-size?:int on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError filter-node-name?:str copy-mode?:MirrorCopyMode auto-finalize?:bool auto-dismiss?:bool}
blockdev-open-tray {device?!:str id?:str force?:bool}
blockdev-remove-medium {id:str}
blockdev-snapshot BlockdevSnapshot
blockdev-snapshot-delete-internal-sync {device:str id?:str name?:str}
blockdev-snapshot-internal-sync BlockdevSnapshotInternal
blockdev-snapshot-sync BlockdevSnapshotSync
calc-dirty-rate {calc-time:int64}
change {device:str target:str arg?:str} deprecated
change-backing-file {device:str image-node-name:str backing-file:str}
change-vnc-password {password:str}
chardev-add {id:str backend:ChardevBackend}
chardev-change {id:str backend:ChardevBackend}
chardev-remove {id:str}
chardev-send-break {id:str}
client_migrate_info {protocol:str hostname:str port?:int tls-port?:int cert-subject?:str}
closefd {fdname:str}
cont {}
device-list-properties {typename:str}
device_add {driver:str bus?:str id?:str} open
device_del {id:str}
drive-backup DriveBackup
drive-mirror DriveMirror
dump-guest-memory {paging:bool protocol:str detach?:bool begin?:int length?:int format?:DumpGuestMemoryFormat}
dump-skeys {filename:str}
eject {device?!:str id?:str force?:bool}
expire_password {protocol:str time:str}
getfd {fdname:str}
human-monitor-command {command-line:str cpu-index?:int}
inject-nmi {}
input-send-event {device?:str head?:int events:[InputEvent]}
job-cancel {id:str}
job-complete {id:str}
job-dismiss {id:str}
job-finalize {id:str}
job-pause {id:str}
job-resume {id:str}
memsave {val:int size:int filename:str cpu-index?:int}
migrate {uri:str blk?:bool inc?:bool detach?:bool resume?:bool}
migrate-continue {state:MigrationStatus}
migrate-incoming {uri:str}
migrate-pause {} oob
migrate-recover {uri:str} oob
migrate-set-cache-size {value:int} deprecated migrate-set-parameters
migrate-set-capabilities {capabilities:[MigrationCapabilityStatus]}
migrate-set-parameters MigrateSetParameters
migrate-start-postcopy {}
migrate_cancel {}
migrate_set_downtime {value:number} deprecated migrate-set-parameters
migrate_set_speed {value:int} deprecated migrate-set-parameters
nbd-server-add NbdServerAddOptions deprecated block-export-add
nbd-server-remove {name:str mode?:BlockExportRemoveMode} deprecated block-export-del
nbd-server-start {addr:SocketAddressLegacy tls-creds?:str tls-authz?:str max-connections?:uint32}
nbd-server-stop {}
netdev_add Netdev
netdev_del {id:str}
object-add {qom-type:str id:str props?:any} open
object-del {id:str}
pmemsave {val:int size:int filename:str}
qmp_capabilities {enable?:[QMPCapability]}
qom-get {path:str property:str}
qom-list {path:str}
qom-list-properties {typename:str}
qom-list-types {implements?:str abstract?:bool}
qom-set {path:str property:str value:any}
query-acpi-ospm-status {}
query-balloon {}
query-block {}
query-block-exports {}
query-block-jobs {}
query-blockstats {query-nodes?:bool}
query-chardev {}
query-chardev-backends {}
query-colo-status {}
query-command-line-options {option?:str}
query-commands {}
query-cpu-definitions {}
query-cpu-model-baseline {modela:CpuModelInfo modelb:CpuModelInfo}
query-cpu-model-comparison {modela:CpuModelInfo modelb:CpuModelInfo}
query-cpu-model-expansion {type:CpuModelExpansionType model:CpuModelInfo}
query-cpus {} deprecated query-cpus-fast
query-cpus-fast {}
query-current-machine {}
query-dirty-rate {}
query-display-options {}
query-dump {}
query-dump-guest-memory-capability {}
query-events {} deprecated query-qmp-schema
query-fdsets {}
query-gic-capabilities {}
query-hotpluggable-cpus {}
query-iothreads {}
query-jobs {}
query-kvm {}
query-machines {}
query-memdev {}
query-memory-devices {}
query-memory-size-summary {}
query-mice {}
query-migrate {}
query-migrate-cache-size {} deprecated query-migrate-parameters
query-migrate-capabilities {}
query-migrate-parameters {}
query-name {}
query-named-block-nodes {flat?:bool}
query-pci {}
query-pr-managers {}
query-qmp-schema {} open
query-replay {}
query-rocker {name:str}
query-rocker-of-dpa-flows {name:str tbl-id?:uint32}
query-rocker-of-dpa-groups {name:str type?:uint8}
query-rocker-ports {name:str}
query-rx-filter {name?:str}
query-sev {}
query-sev-capabilities {}
query-sev-launch-measure {}
query-spice {}
query-status {}
query-target {}
query-tpm {}
query-tpm-models {}
query-tpm-types {}
query-uuid {}
query-version {}
query-vm-generation-id {}
query-vnc {}
query-vnc-servers {}
query-xen-replication-status {}
quit {}
remove-fd {fdset-id:int fd?:int}
replay-break {icount:int}
replay-delete-break {}
replay-seek {icount:int}
ringbuf-read {device:str size:int format?:DataFormat}
ringbuf-write {device:str data:str format?:DataFormat}
rtc-reset-reinjection {}
screendump {filename:str device?:str head?:int}
send-key {keys:[KeyValue] hold-time?:int}
set-numa-node NumaOptions
set_link {name:str up:bool}
set_password {protocol:str password:str connected?:str}
stop {}
system_powerdown {}
system_reset {}
system_wakeup {}
trace-event-get-state {name:str vcpu?:int}
trace-event-set-state {name:str enable:bool ignore-unavailable?:bool vcpu?:int}
transaction {actions:[TransactionAction] properties?:TransactionProperties}
watchdog-set-action {action:WatchdogAction}
x-blockdev-amend {job-id:str node-name:str options:BlockdevAmendOptions force?:bool}
x-blockdev-change {parent:str child?:str node?:str}
x-blockdev-reopen BlockdevOptions
x-blockdev-set-iothread {node-name:str iothread:StrOrNull force?:bool}
x-colo-lost-heartbeat {}
x-debug-block-dirty-bitmap-sha256 BlockDirtyBitmap
x-debug-query-block-graph {}
x-exit-preconfig {}
xen-colo-do-checkpoint {}
xen-load-devices-state {filename:str}
xen-save-devices-state {filename:str live?:bool}
xen-set-global-dirty-log {enable:bool}
xen-set-replication {enable:bool primary:bool failover?:bool}
version 7.2
gone BlockDirtyBitmapMergeSource
gone BlockdevCreateOptionsSheepdog
gone BlockdevOptionsSheepdog
gone SheepdogRedundancy
gone SheepdogRedundancyErasureCoded
gone SheepdogRedundancyFull
gone SheepdogRedundancyType
gone SocketAddressLegacyKind
gone block_passwd
gone change
gone migrate-set-cache-size
gone migrate_set_downtime
gone migrate_set_speed
gone query-cpus
gone query-events
gone query-migrate-cache-size
gone x-blockdev-reopen
AuthZListFileProperties {filename:str refresh?:bool}
AuthZListProperties {policy?:QAuthZListPolicy rules?:[QAuthZListRule]}
AuthZPAMProperties {service:str}
AuthZSimpleProperties {identity:str}
BackupCommon {job-id?:str device:str sync:MirrorSyncMode speed?:int bitmap?:str bitmap-mode?:BitmapSyncMode compress?:bool on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError auto-finalize?:bool auto-dismiss?:bool filter-node-name?:str x-perf?:BackupPerf}
BackupPerf {use-copy-range?:bool max-workers?:int max-chunk?:int64}
BitmapMigrationBitmapAlias {name:str alias:str transform?:BitmapMigrationBitmapAliasTransform}
BitmapMigrationBitmapAliasTransform {persistent?:bool}
BlockDirtyBitmapMerge {node:str target:str bitmaps:[BlockDirtyBitmapOrStr]}
BlockDirtyBitmapOrStr str|BlockDirtyBitmap
BlockExportOptions {type:BlockExportType id:str fixed-iothread?:bool iothread?:str node-name:str writable?:bool writethrough?:bool} by type {nbd:BlockExportOptionsNbd vhost-user-blk:BlockExportOptionsVhostUserBlk fuse:BlockExportOptionsFuse vduse-blk:BlockExportOptionsVduseBlk}
BlockExportOptionsFuse {mountpoint:str growable?:bool allow-other?:FuseExportAllowOther}
BlockExportOptionsNbd {...BlockExportOptionsNbdBase bitmaps?:[BlockDirtyBitmapOrStr] allocation-depth?:bool}
BlockExportOptionsVduseBlk {name:str num-queues?:uint16 queue-size?:uint16 logical-block-size?:size serial?:str}
BlockExportType (nbd vhost-user-blk fuse vduse-blk)
BlockPermission (consistent-read write write-unchanged resize)
BlockdevCreateOptions {driver:BlockdevDriver} by driver {file:BlockdevCreateOptionsFile gluster:BlockdevCreateOptionsGluster luks:BlockdevCreateOptionsLUKS nfs:BlockdevCreateOptionsNfs parallels:BlockdevCreateOptionsParallels qcow:BlockdevCreateOptionsQcow qcow2:BlockdevCreateOptionsQcow2 qed:BlockdevCreateOptionsQed rbd:BlockdevCreateOptionsRbd ssh:BlockdevCreateOptionsSsh vdi:BlockdevCreateOptionsVdi vhdx:BlockdevCreateOptionsVhdx vmdk:BlockdevCreateOptionsVmdk vpc:BlockdevCreateOptionsVpc}
BlockdevCreateOptionsRbd {location:BlockdevOptionsRbd size:size cluster-size?:size encrypt?:RbdEncryptionCreateOptions}
BlockdevCreateOptionsVmdk {file:BlockdevRef size:size extents?:[BlockdevRef] subformat?:BlockdevVmdkSubformat backing-file?:str adapter-type?:BlockdevVmdkAdapterType hwversion?:str toolsversion?:str zeroed-grain?:bool}
BlockdevDriver (blkdebug blklogwrites blkreplay blkverify bochs cloop compress copy-before-write copy-on-read dmg file snapshot-access ftp ftps gluster host_cdrom host_device http https io_uring iscsi luks nbd nfs null-aio null-co nvme nvme-io_uring parallels preallocate qcow qcow2 qed quorum raw rbd replication ssh throttle vdi vhdx virtio-blk-vfio-pci virtio-blk-vhost-user virtio-blk-vhost-vdpa vmdk vpc vvfat)
BlockdevOptions {driver:BlockdevDriver node-name?:str discard?:BlockdevDiscardOptions cache?:BlockdevCacheOptions read-only?:bool auto-read-only?:bool force-share?:bool detect-zeroes?:BlockdevDetectZeroesOptions} by driver {blkdebug:BlockdevOptionsBlkdebug blklogwrites:BlockdevOptionsBlklogwrites blkverify:BlockdevOptionsBlkverify blkreplay:BlockdevOptionsBlkreplay bochs:BlockdevOptionsGenericFormat cloop:BlockdevOptionsGenericFormat compress:BlockdevOptionsGenericFormat copy-before-write:BlockdevOptionsCbw copy-on-read:BlockdevOptionsCor dmg:BlockdevOptionsGenericFormat file:BlockdevOptionsFile ftp:BlockdevOptionsCurlFtp ftps:BlockdevOptionsCurlFtps gluster:BlockdevOptionsGluster host_cdrom:BlockdevOptionsFile host_device:BlockdevOptionsFile http:BlockdevOptionsCurlHttp https:BlockdevOptionsCurlHttps io_uring:BlockdevOptionsIoUring iscsi:BlockdevOptionsIscsi luks:BlockdevOptionsLUKS nbd:BlockdevOptionsNbd nfs:BlockdevOptionsNfs null-aio:BlockdevOptionsNull null-co:BlockdevOptionsNull nvme:BlockdevOptionsNVMe nvme-io_uring:BlockdevOptionsNvmeIoUring parallels:BlockdevOptionsGenericFormat preallocate:BlockdevOptionsPreallocate qcow2:BlockdevOptionsQcow2 qcow:BlockdevOptionsQcow qed:BlockdevOptionsGenericCOWFormat quorum:BlockdevOptionsQuorum raw:BlockdevOptionsRaw rbd:BlockdevOptionsRbd replication:BlockdevOptionsReplication snapshot-access:BlockdevOptionsGenericFormat ssh:BlockdevOptionsSsh throttle:BlockdevOptionsThrottle vdi:BlockdevOptionsGenericFormat vhdx:BlockdevOptionsGenericFormat virtio-blk-vfio-pci:BlockdevOptionsVirtioBlkVfioPci virtio-blk-vhost-user:BlockdevOptionsVirtioBlkVhostUser virtio-blk-vhost-vdpa:BlockdevOptionsVirtioBlkVhostVdpa vmdk:BlockdevOptionsGenericCOWFormat vpc:BlockdevOptionsGenericFormat vvfat:BlockdevOptionsVVFAT}
BlockdevOptionsCbw {...BlockdevOptionsGenericFormat target:BlockdevRef bitmap?:BlockDirtyBitmap on-cbw-error?:OnCbwError cbw-timeout?:uint32}
BlockdevOptionsCor {...BlockdevOptionsGenericFormat bottom?:str}
BlockdevOptionsFile {filename:str pr-manager?:str locking?:OnOffAuto aio?:BlockdevAioOptions aio-max-batch?:int drop-cache?:bool x-check-cache-dropped?:bool}
BlockdevOptionsIoUring {filename:str}
BlockdevOptionsNbd {server:SocketAddress export?:str tls-creds?:str tls-hostname?:str x-dirty-bitmap?:str reconnect-delay?:uint32 open-timeout?:uint32}
BlockdevOptionsNvmeIoUring {path:str}
BlockdevOptionsPreallocate {...BlockdevOptionsGenericFormat prealloc-align?:int prealloc-size?:int}
BlockdevOptionsRbd {pool:str namespace?:str image:str conf?:str snapshot?:str encrypt?:RbdEncryptionOptions user?:str auth-client-required?:[RbdAuthMode] key-secret?:str server?:[InetSocketAddressBase]}
BlockdevOptionsVirtioBlkVfioPci {path:str}
BlockdevOptionsVirtioBlkVhostUser {path:str}
BlockdevOptionsVirtioBlkVhostVdpa {path:str}
CanHostSocketcanProperties {if:str canbus:str}
ChardevBackend {type:ChardevBackendKind} by type {file:ChardevFileWrapper serial:ChardevHostdevWrapper parallel:ChardevHostdevWrapper pipe:ChardevHostdevWrapper socket:ChardevSocketWrapper udp:ChardevUdpWrapper pty:ChardevCommonWrapper null:ChardevCommonWrapper mux:ChardevMuxWrapper msmouse:ChardevCommonWrapper wctablet:ChardevCommonWrapper braille:ChardevCommonWrapper testdev:ChardevCommonWrapper stdio:ChardevStdioWrapper console:ChardevCommonWrapper spicevmc:ChardevSpiceChannelWrapper spiceport:ChardevSpicePortWrapper qemu-vdagent:ChardevQemuVDAgentWrapper dbus:ChardevDBusWrapper vc:ChardevVCWrapper ringbuf:ChardevRingbufWrapper memory:ChardevRingbufWrapper}
ChardevBackendKind (file serial parallel pipe socket udp pty null mux msmouse wctablet braille testdev stdio console spicevmc spiceport qemu-vdagent dbus vc ringbuf memory)
ChardevDBus {...ChardevCommon name:str}
ChardevDBusWrapper {data:ChardevDBus}
ChardevQemuVDAgent {...ChardevCommon mouse?:bool clipboard?:bool}
ChardevQemuVDAgentWrapper {data:ChardevQemuVDAgent}
ColoCompareProperties {primary_in:str secondary_in:str outdev:str iothread:str notify_dev?:str compare_timeout?:uint64 expired_scan_cycle?:uint32 max_queue_size?:uint32 vnet_hdr_support?:bool}
CpuInstanceProperties {node-id?:int socket-id?:int die-id?:int cluster-id?:int core-id?:int thread-id?:int}
CryptodevBackendProperties {queues?:uint32}
CryptodevVhostUserProperties {...CryptodevBackendProperties chardev:str}
DBusVMStateProperties {addr:str id-list?:str}
DirtyRateMeasureMode (page-sampling dirty-ring dirty-bitmap)
DisplayProtocol (vnc spice)
DisplayReloadOptions {type:DisplayReloadType} by type {vnc:DisplayReloadOptionsVNC}
DisplayReloadOptionsVNC {tls-certs?:bool}
DisplayReloadType (vnc)
DisplayUpdateOptions {type:DisplayUpdateType} by type {vnc:DisplayUpdateOptionsVNC}
DisplayUpdateOptionsVNC {addresses?:[SocketAddress]}
DisplayUpdateType (vnc)
EventLoopBaseProperties {aio-max-batch?:int thread-pool-min?:int thread-pool-max?:int}
ExpirePasswordOptions {protocol:DisplayProtocol time:str} by protocol {vnc:ExpirePasswordOptionsVnc}
ExpirePasswordOptionsVnc {display?:str}
FilterBufferProperties {...NetfilterProperties interval:uint32}
FilterDumpProperties {...NetfilterProperties file:str maxlen?:uint32}
FilterMirrorProperties {...NetfilterProperties outdev:str vnet_hdr_support?:bool}
FilterRedirectorProperties {...NetfilterProperties indev?:str outdev?:str vnet_hdr_support?:bool}
FilterRewriterProperties {...NetfilterProperties vnet_hdr_support?:bool}
FuseExportAllowOther (off on auto)
GrabToggleKeys (ctrl-ctrl alt-alt shift-shift meta-meta scrolllock ctrl-scrolllock)
HostMemPolicy (default preferred bind interleave)
ImageFormat (ppm png)
InetSocketAddress {...InetSocketAddressBase numeric?:bool to?:uint16 ipv4?:bool ipv6?:bool keep-alive?:bool mptcp?:bool}
InputBarrierProperties {name:str server?:str port?:str x-origin?:str y-origin?:str width?:str height?:str}
InputButton (left middle right wheel-up wheel-down side extra wheel-left wheel-right)
InputLinuxProperties {evdev:str grab_all?:bool repeat?:bool grab-toggle?:GrabToggleKeys}
IothreadProperties {...EventLoopBaseProperties poll-max-ns?:int poll-grow?:int poll-shrink?:int}
MainLoopProperties {...EventLoopBaseProperties}
MemoryBackendEpcProperties {...MemoryBackendProperties}
MemoryBackendFileProperties {...MemoryBackendProperties align?:size discard-data?:bool mem-path:str pmem?:bool readonly?:bool}
MemoryBackendMemfdProperties {...MemoryBackendProperties hugetlb?:bool hugetlbsize?:size seal?:bool}
MemoryBackendProperties {dump?:bool host-nodes?:[uint16] merge?:bool policy?:HostMemPolicy prealloc?:bool prealloc-threads?:uint32 prealloc-context?:str share?:bool reserve?:bool size:size x-use-canonical-path-for-ramblock-id?:bool}
MigrateSetParameters {announce-initial?:size announce-max?:size announce-rounds?:size announce-step?:size compress-level?:uint8 compress-threads?:uint8 compress-wait-thread?:bool decompress-threads?:uint8 throttle-trigger-threshold?:uint8 cpu-throttle-initial?:uint8 cpu-throttle-increment?:uint8 cpu-throttle-tailslow?:bool tls-creds?:StrOrNull tls-hostname?:StrOrNull tls-authz?:StrOrNull max-bandwidth?:size downtime-limit?:uint64 x-checkpoint-delay?:uint32 block-incremental?:bool multifd-channels?:uint8 xbzrle-cache-size?:size max-postcopy-bandwidth?:size max-cpu-throttle?:uint8 multifd-compression?:MultiFDCompression multifd-zlib-level?:uint8 multifd-zstd-level?:uint8 block-bitmap-mapping?:[BitmapMigrationNodeAlias]}
MigrationCapability (xbzrle rdma-pin-all auto-converge zero-blocks compress events postcopy-ram x-colo release-ram block return-path pause-before-switchover multifd dirty-bitmaps postcopy-blocktime late-block-activate x-ignore-shared validate-uuid background-snapshot zero-copy-send postcopy-preempt)
NetClientDriver (none nic user tap l2tpv3 socket stream dgram vde bridge hubport netmap vhost-user vhost-vdpa vmnet-host vmnet-shared vmnet-bridged)
NetFilterDirection (all rx tx)
Netdev {id:str type:NetClientDriver} by type {nic:NetLegacyNicOptions user:NetdevUserOptions tap:NetdevTapOptions l2tpv3:NetdevL2TPv3Options socket:NetdevSocketOptions stream:NetdevStreamOptions dgram:NetdevDgramOptions vde:NetdevVdeOptions bridge:NetdevBridgeOptions hubport:NetdevHubPortOptions netmap:NetdevNetmapOptions vhost-user:NetdevVhostUserOptions vhost-vdpa:NetdevVhostVDPAOptions vmnet-host:NetdevVmnetHostOptions vmnet-shared:NetdevVmnetSharedOptions vmnet-bridged:NetdevVmnetBridgedOptions}
NetdevDgramOptions {local?:SocketAddress remote?:SocketAddress}
NetdevStreamOptions {addr:SocketAddress server?:bool}
NetdevVhostVDPAOptions {vhostdev?:str vhostfd?:str queues?:int x-svq?:bool}
NetdevVmnetBridgedOptions {ifname:str isolated?:bool}
NetdevVmnetHostOptions {start-address?:str end-address?:str subnet-mask?:str isolated?:bool net-uuid?:str}
NetdevVmnetSharedOptions {start-address?:str end-address?:str subnet-mask?:str isolated?:bool nat66-prefix?:str}
NetfilterInsert (before behind)
NetfilterProperties {netdev:str queue?:NetFilterDirection status?:str position?:str insert?:NetfilterInsert}
ObjectOptions {qom-type:ObjectType id:str} by qom-type {authz-list:AuthZListProperties authz-listfile:AuthZListFileProperties authz-pam:AuthZPAMProperties authz-simple:AuthZSimpleProperties can-host-socketcan:CanHostSocketcanProperties colo-compare:ColoCompareProperties cryptodev-backend:CryptodevBackendProperties cryptodev-backend-builtin:CryptodevBackendProperties cryptodev-backend-lkcf:CryptodevBackendProperties cryptodev-vhost-user:CryptodevVhostUserProperties dbus-vmstate:DBusVMStateProperties filter-buffer:FilterBufferProperties filter-dump:FilterDumpProperties filter-mirror:FilterMirrorProperties filter-redirector:FilterRedirectorProperties filter-replay:NetfilterProperties filter-rewriter:FilterRewriterProperties input-barrier:InputBarrierProperties input-linux:InputLinuxProperties iothread:IothreadProperties main-loop:MainLoopProperties memory-backend-epc:MemoryBackendEpcProperties memory-backend-file:MemoryBackendFileProperties memory-backend-memfd:MemoryBackendMemfdProperties memory-backend-ram:MemoryBackendProperties pr-manager-helper:PrManagerHelperProperties qtest:QtestProperties rng-builtin:RngProperties rng-egd:RngEgdProperties rng-random:RngRandomProperties secret:SecretProperties secret_keyring:SecretKeyringProperties sev-guest:SevGuestProperties thread-context:ThreadContextProperties throttle-group:ThrottleGroupProperties tls-creds-anon:TlsCredsAnonProperties tls-creds-psk:TlsCredsPskProperties tls-creds-x509:TlsCredsX509Properties tls-cipher-suites:TlsCredsProperties x-remote-object:RemoteObjectProperties x-vfio-user-server:VfioUserServerProperties}
ObjectType (authz-list authz-listfile authz-pam authz-simple can-bus can-host-socketcan colo-compare cryptodev-backend cryptodev-backend-builtin cryptodev-backend-lkcf cryptodev-vhost-user dbus-vmstate filter-buffer filter-dump filter-mirror filter-redirector filter-replay filter-rewriter input-barrier input-linux iothread main-loop memory-backend-epc memory-backend-file memory-backend-memfd memory-backend-ram pef-guest pr-manager-helper qtest rng-builtin rng-egd rng-random secret secret_keyring sev-guest thread-context s390-pv-guest throttle-group tls-creds-anon tls-creds-psk tls-creds-x509 tls-cipher-suites x-remote-object x-vfio-user-server)
OnCbwError (break-guest-write break-snapshot)
PanicAction (pause shutdown exit-failure none)
PrManagerHelperProperties {path:str}
QAuthZListFormat (exact glob)
QAuthZListPolicy (deny allow)
QAuthZListRule {match:str policy:QAuthZListPolicy format?:QAuthZListFormat}
QCryptoCipherAlgorithm (aes-128 aes-192 aes-256 des 3des cast5-128 serpent-128 serpent-192 serpent-256 twofish-128 twofish-192 twofish-256)
QCryptoSecretFormat (raw base64)
QCryptoTLSCredsEndpoint (client server)
QKeyCode (unmapped shift shift_r alt alt_r ctrl ctrl_r menu esc 1 2 3 4 5 6 7 8 9 0 minus equal backspace tab q w e r t y u i o p bracket_left bracket_right ret a s d f g h j k l semicolon apostrophe grave_accent backslash z x c v b n m comma dot slash asterisk spc caps_lock f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 num_lock scroll_lock kp_divide kp_multiply kp_subtract kp_add kp_enter kp_decimal sysrq kp_0 kp_1 kp_2 kp_3 kp_4 kp_5 kp_6 kp_7 kp_8 kp_9 less f11 f12 print home pgup pgdn end left up down right insert delete stop again props undo front copy open paste find cut lf help meta_l meta_r compose pause ro hiragana henkan yen muhenkan katakanahiragana kp_comma kp_equals power sleep wake audionext audioprev audiostop audioplay audiomute volumeup volumedown mediaselect mail calculator computer ac_home ac_back ac_forward ac_refresh ac_bookmarks lang1 lang2)
QtestProperties {chardev:str log?:str}
RbdEncryptionCreateOptions {format:RbdImageEncryptionFormat} by format {luks:RbdEncryptionCreateOptionsLUKS luks2:RbdEncryptionCreateOptionsLUKS2}
RbdEncryptionCreateOptionsLUKS {...RbdEncryptionCreateOptionsLUKSBase}
RbdEncryptionCreateOptionsLUKS2 {...RbdEncryptionCreateOptionsLUKSBase}
RbdEncryptionCreateOptionsLUKSBase {...RbdEncryptionOptionsLUKSBase cipher-alg?:QCryptoCipherAlgorithm}
RbdEncryptionOptions {format:RbdImageEncryptionFormat} by format {luks:RbdEncryptionOptionsLUKS luks2:RbdEncryptionOptionsLUKS2}
RbdEncryptionOptionsLUKS {...RbdEncryptionOptionsLUKSBase}
RbdEncryptionOptionsLUKS2 {...RbdEncryptionOptionsLUKSBase}
RbdEncryptionOptionsLUKSBase {key-secret:str}
RbdImageEncryptionFormat (luks luks2)
RebootAction (reset shutdown)
RemoteObjectProperties {fd:str devid:str}
RngEgdProperties {...RngProperties chardev:str}
RngProperties {opened?!:bool}
RngRandomProperties {...RngProperties filename?:str}
SecretCommonProperties {loaded?!:bool format?:QCryptoSecretFormat keyid?:str iv?:str}
SecretKeyringProperties {...SecretCommonProperties serial:int32}
SecretProperties {...SecretCommonProperties data?:str file?:str}
SetPasswordAction (keep fail disconnect)
SetPasswordOptions {protocol:DisplayProtocol password:str connected?:SetPasswordAction} by protocol {vnc:SetPasswordOptionsVnc}
SetPasswordOptionsVnc {display?:str}
SevGuestProperties {sev-device?:str dh-cert-file?:str session-file?:str policy?:uint32 handle?:uint32 cbitpos?:uint32 reduced-phys-bits:uint32 kernel-hashes?:bool}
ShutdownAction (poweroff pause)
SocketAddressLegacy {type:SocketAddressType} by type {inet:InetSocketAddressWrapper unix:UnixSocketAddressWrapper vsock:VsockSocketAddressWrapper fd:StringWrapper}
SshHostKeyCheckHashType (md5 sha1 sha256)
StatsFilter {target:StatsTarget providers?:[StatsRequest]} by target {vcpu:StatsVCPUFilter}
StatsProvider (kvm)
StatsRequest {provider:StatsProvider names?:[str]}
StatsTarget (vm vcpu)
StatsVCPUFilter {vcpus?:[str]}
ThreadContextProperties {cpu-affinity?:[uint16] node-affinity?:[uint16]}
ThrottleGroupProperties {limits?:ThrottleLimits x-iops-total?:int x-iops-total-max?:int x-iops-total-max-length?:int x-iops-read?:int x-iops-read-max?:int x-iops-read-max-length?:int x-iops-write?:int x-iops-write-max?:int x-iops-write-max-length?:int x-bps-total?:int x-bps-total-max?:int x-bps-total-max-length?:int x-bps-read?:int x-bps-read-max?:int x-bps-read-max-length?:int x-bps-write?:int x-bps-write-max?:int x-bps-write-max-length?:int x-iops-size?:int}
ThrottleLimits {iops-total?:int iops-total-max?:int iops-total-max-length?:int iops-read?:int iops-read-max?:int iops-read-max-length?:int iops-write?:int iops-write-max?:int iops-write-max-length?:int bps-total?:int bps-total-max?:int bps-total-max-length?:int bps-read?:int bps-read-max?:int bps-read-max-length?:int bps-write?:int bps-write-max?:int bps-write-max-length?:int iops-size?:int}
TlsCredsAnonProperties {...TlsCredsProperties loaded?!:bool}
TlsCredsProperties {verify-peer?:bool dir?:str endpoint?:QCryptoTLSCredsEndpoint priority?:str}
TlsCredsPskProperties {...TlsCredsProperties loaded?!:bool username?:str}
TlsCredsX509Properties {...TlsCredsProperties loaded?!:bool sanity-check?:bool passwordid?:str}
TransactionActionKind (abort block-dirty-bitmap-add block-dirty-bitmap-remove block-dirty-bitmap-clear block-dirty-bitmap-enable block-dirty-bitmap-disable block-dirty-bitmap-merge blockdev-backup blockdev-snapshot blockdev-snapshot-internal-sync blockdev-snapshot-sync drive-backup!)
VfioUserServerProperties {socket:SocketAddress device:str}
YankInstance {type:YankInstanceType} by type {block-node:YankInstanceBlockNode chardev:YankInstanceChardev}
YankInstanceBlockNode {node-name:str}
YankInstanceChardev {id:str}
YankInstanceType (block-node chardev migration)
block-stream {job-id?:str device:str base?:str base-node?:str backing-file?:str bottom?:str speed?:int on-error?:BlockdevOnError filter-node-name?:str auto-finalize?:bool auto-dismiss?:bool}
blockdev-change-medium {device?!:str id?:str filename:str format?:str force?:bool read-only-mode?:BlockdevChangeReadOnlyMode}
blockdev-reopen {options:[BlockdevOptions]}
calc-dirty-rate {calc-time:int64 sample-pages?:int mode?:DirtyRateMeasureMode}
cancel-vcpu-dirty-limit {cpu-index?:int}
display-reload DisplayReloadOptions
display-update DisplayUpdateOptions
drive-backup DriveBackup deprecated blockdev-backup
dumpdtb {filename:str}
expire_password ExpirePasswordOptions
object-add ObjectOptions
query-qmp-schema {}
query-sev-attestation-report {mnonce:str}
query-sgx {}
query-sgx-capabilities {}
query-stats StatsFilter
query-stats-schemas {provider?:StatsProvider}
query-vcpu-dirty-limit {}
query-yank {} oob
screendump {filename:str device?:str head?:int format?:ImageFormat}
set-action {reboot?:RebootAction shutdown?:ShutdownAction panic?:PanicAction watchdog?:WatchdogAction}
set-vcpu-dirty-limit {cpu-index?:int dirty-rate:uint64}
set_password SetPasswordOptions
sev-inject-launch-secret {packet-header:str secret:str gpa?:uint64}
snapshot-delete {job-id:str tag:str devices:[str]}
snapshot-load {job-id:str tag:str vmstate:str devices:[str]}
snapshot-save {job-id:str tag:str vmstate:str devices:[str]}
x-query-irq {}
x-query-jit {}
x-query-numa {}
x-query-opcount {}
x-query-profile {}
x-query-ramblock {}
x-query-rdma {}
x-query-roms {}
x-query-usb {}
x-query-virtio {}
x-query-virtio-queue-element {path:str queue:uint16 index?:uint16}
x-query-virtio-queue-status {path:str queue:uint16}
x-query-virtio-status {path:str}
x-query-virtio-vhost-queue-status {path:str queue:uint16}
yank {instances:[YankInstance]} oob
version 10.0
gone QCryptoCipherAlgorithm
gone QCryptoHashAlgorithm
gone QCryptoIVGenAlgorithm
gone StringWrapper
gone x-query-profile
gone x-query-rdma
AFXDPMode (native skb)
AcpiGenericInitiatorProperties {pci-dev:str node:uint32}
AcpiGenericPortProperties {pci-bus:str node:uint32}
BackupCommon {job-id?:str device:str sync:MirrorSyncMode speed?:int bitmap?:str bitmap-mode?:BitmapSyncMode compress?:bool on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError auto-finalize?:bool auto-dismiss?:bool filter-node-name?:str discard-source?:bool x-perf?:BackupPerf}
BackupPerf {use-copy-range?:bool max-workers?:int max-chunk?:int64 min-cluster-size?:size}
BlkdebugInjectErrorOptions {event:BlkdebugEvent state?:int iotype?:BlkdebugIOType errno?:int delay-ns?:int sector?:int once?:bool immediately?:bool}
BlockExportOptions {type:BlockExportType id:str fixed-iothread?:bool iothread?:str node-name:str writable?:bool writethrough?:bool allow-inactive?:bool} by type {nbd:BlockExportOptionsNbd vhost-user-blk:BlockExportOptionsVhostUserBlk fuse:BlockExportOptionsFuse vduse-blk:BlockExportOptionsVduseBlk}
BlockJobChangeOptions {id:str type:JobType} by type {mirror:BlockJobChangeOptionsMirror}
BlockJobChangeOptionsMirror {copy-mode:MirrorCopyMode}
BlockdevCreateOptionsLUKS {...QCryptoBlockCreateOptionsLUKS file?:BlockdevRef header?:BlockdevRef size:size preallocation?:PreallocMode}
BlockdevDriver (blkdebug blklogwrites blkreplay blkverify bochs cloop compress copy-before-write copy-on-read dmg file snapshot-access ftp ftps gluster! host_cdrom host_device http https io_uring iscsi luks nbd nfs null-aio null-co nvme nvme-io_uring parallels preallocate qcow qcow2 qed quorum raw rbd replication ssh throttle vdi vhdx virtio-blk-vfio-pci virtio-blk-vhost-user virtio-blk-vhost-vdpa vmdk vpc vvfat)
BlockdevOptions {driver:BlockdevDriver node-name?:str discard?:BlockdevDiscardOptions cache?:BlockdevCacheOptions active?:bool read-only?:bool auto-read-only?:bool force-share?:bool detect-zeroes?:BlockdevDetectZeroesOptions} by driver {blkdebug:BlockdevOptionsBlkdebug blklogwrites:BlockdevOptionsBlklogwrites blkverify:BlockdevOptionsBlkverify blkreplay:BlockdevOptionsBlkreplay bochs:BlockdevOptionsGenericFormat cloop:BlockdevOptionsGenericFormat compress:BlockdevOptionsGenericFormat copy-before-write:BlockdevOptionsCbw copy-on-read:BlockdevOptionsCor dmg:BlockdevOptionsGenericFormat file:BlockdevOptionsFile ftp:BlockdevOptionsCurlFtp ftps:BlockdevOptionsCurlFtps gluster:BlockdevOptionsGluster host_cdrom:BlockdevOptionsFile host_device:BlockdevOptionsFile http:BlockdevOptionsCurlHttp https:BlockdevOptionsCurlHttps io_uring:BlockdevOptionsIoUring iscsi:BlockdevOptionsIscsi luks:BlockdevOptionsLUKS nbd:BlockdevOptionsNbd nfs:BlockdevOptionsNfs null-aio:BlockdevOptionsNull null-co:BlockdevOptionsNull nvme:BlockdevOptionsNVMe nvme-io_uring:BlockdevOptionsNvmeIoUring parallels:BlockdevOptionsGenericFormat preallocate:BlockdevOptionsPreallocate qcow2:BlockdevOptionsQcow2 qcow:BlockdevOptionsQcow qed:BlockdevOptionsGenericCOWFormat quorum:BlockdevOptionsQuorum raw:BlockdevOptionsRaw rbd:BlockdevOptionsRbd replication:BlockdevOptionsReplication snapshot-access:BlockdevOptionsGenericFormat ssh:BlockdevOptionsSsh throttle:BlockdevOptionsThrottle vdi:BlockdevOptionsGenericFormat vhdx:BlockdevOptionsGenericFormat virtio-blk-vfio-pci:BlockdevOptionsVirtioBlkVfioPci virtio-blk-vhost-user:BlockdevOptionsVirtioBlkVhostUser virtio-blk-vhost-vdpa:BlockdevOptionsVirtioBlkVhostVdpa vmdk:BlockdevOptionsGenericCOWFormat vpc:BlockdevOptionsGenericFormat vvfat:BlockdevOptionsVVFAT}
BlockdevOptionsCbw {...BlockdevOptionsGenericFormat target:BlockdevRef bitmap?:BlockDirtyBitmap on-cbw-error?:OnCbwError cbw-timeout?:uint32 min-cluster-size?:size}
BlockdevOptionsLUKS {...BlockdevOptionsGenericFormat key-secret?:str header?:BlockdevRef}
BlockdevOptionsQcow2 {...BlockdevOptionsGenericCOWFormat lazy-refcounts?:bool pass-discard-request?:bool pass-discard-snapshot?:bool pass-discard-other?:bool discard-no-unref?:bool overlap-check?:Qcow2OverlapChecks cache-size?:int l2-cache-size?:int l2-cache-entry-size?:int refcount-cache-size?:int cache-clean-interval?:int encrypt?:BlockdevQcow2Encryption data-file?:BlockdevRef}
CXLUncorErrorRecord {type:CxlUncorErrorType header:[uint32]}
ChardevBackend {type:ChardevBackendKind} by type {file:ChardevFileWrapper serial:ChardevHostdevWrapper parallel:ChardevHostdevWrapper pipe:ChardevHostdevWrapper socket:ChardevSocketWrapper udp:ChardevUdpWrapper pty:ChardevPtyWrapper null:ChardevCommonWrapper mux:ChardevMuxWrapper hub:ChardevHubWrapper msmouse:ChardevCommonWrapper wctablet:ChardevCommonWrapper braille:ChardevCommonWrapper testdev:ChardevCommonWrapper stdio:ChardevStdioWrapper console:ChardevCommonWrapper spicevmc:ChardevSpiceChannelWrapper spiceport:ChardevSpicePortWrapper qemu-vdagent:ChardevQemuVDAgentWrapper dbus:ChardevDBusWrapper vc:ChardevVCWrapper ringbuf:ChardevRingbufWrapper memory:ChardevRingbufWrapper}
ChardevBackendKind (file serial parallel pipe socket udp pty null mux hub msmouse wctablet braille testdev stdio console spicevmc spiceport qemu-vdagent dbus vc ringbuf memory!)
ChardevHub {...ChardevCommon chardevs:[str]}
ChardevHubWrapper {data:ChardevHub}
ChardevPty {...ChardevCommon path?:str}
ChardevPtyWrapper {data:ChardevPty}
ChardevSocket {...ChardevCommon addr:SocketAddressLegacy tls-creds?:str tls-authz?:str server?:bool wait?:bool nodelay?:bool telnet?:bool tn3270?:bool websocket?:bool reconnect?!:int reconnect-ms?:int}
CpuInstanceProperties {node-id?:int drawer-id?:int book-id?:int socket-id?:int die-id?:int cluster-id?:int module-id?:int core-id?:int thread-id?:int}
CryptodevBackendProperties {queues?:uint32 throttle-bps?:uint64 throttle-ops?:uint64}
CxlCorErrorType (cache-data-ecc mem-data-ecc crc-threshold retry-threshold cache-poison-received mem-poison-received physical)
CxlDynamicCapacityExtent {offset:uint64 len:uint64}
CxlEventLog (informational warning failure fatal)
CxlExtentRemovalPolicy (tag-based prescriptive)
CxlExtentSelectionPolicy (free contiguous prescriptive enable-shared-access)
CxlUncorErrorType (cache-data-parity cache-address-parity cache-be-parity cache-data-ecc mem-data-parity mem-address-parity mem-be-parity mem-data-ecc reinit-threshold rsvd-encoding poison-received receiver-overflow internal cxl-ide-tx cxl-ide-rx)
DumpGuestMemoryFormat (elf kdump-zlib kdump-lzo kdump-snappy kdump-raw-zlib kdump-raw-lzo kdump-raw-snappy win-dmp)
EbpfProgramID (rss)
FdSocketAddress {str:str}
FdSocketAddressWrapper {data:FdSocketAddress}
FileMigrationArgs {filename:str offset:uint64}
IOMMUFDProperties {fd?:str}
InputButton (left middle right wheel-up wheel-down side extra wheel-left wheel-right touch)
InputEvent {type:InputEventKind} by type {key:InputKeyEventWrapper btn:InputBtnEventWrapper rel:InputMoveEventWrapper abs:InputMoveEventWrapper mtt:InputMultiTouchEventWrapper}
InputEventKind (key btn rel abs mtt)
InputMultiTouchEvent {type:InputMultiTouchType slot:int tracking-id:int axis:InputAxis value:int}
InputMultiTouchEventWrapper {data:InputMultiTouchEvent}
InputMultiTouchType (begin update end cancel data)
JobType (commit stream mirror backup create amend snapshot-load snapshot-save snapshot-delete)
MemoryBackendFileProperties {...MemoryBackendProperties align?:size offset?:size discard-data?:bool mem-path:str pmem?:bool readonly?:bool rom?:OnOffAuto}
MemoryBackendShmProperties {...MemoryBackendProperties}
MigMode (normal cpr-reboot cpr-transfer)
MigrateSetParameters {announce-initial?:size announce-max?:size announce-rounds?:size announce-step?:size throttle-trigger-threshold?:uint8 cpu-throttle-initial?:uint8 cpu-throttle-increment?:uint8 cpu-throttle-tailslow?:bool tls-creds?:StrOrNull tls-hostname?:StrOrNull tls-authz?:StrOrNull max-bandwidth?:size avail-switchover-bandwidth?:size downtime-limit?:uint64 x-checkpoint-delay?:uint32 multifd-channels?:uint8 xbzrle-cache-size?:size max-postcopy-bandwidth?:size max-cpu-throttle?:uint8 multifd-compression?:MultiFDCompression multifd-zlib-level?:uint8 multifd-qatzip-level?:uint8 multifd-zstd-level?:uint8 block-bitmap-mapping?:[BitmapMigrationNodeAlias] x-vcpu-dirty-limit-period?:uint64 vcpu-dirty-limit?:uint64 mode?:MigMode zero-page-detection?:ZeroPageDetection direct-io?:bool}
MigrationAddress {transport:MigrationAddressType} by transport {socket:SocketAddress exec:MigrationExecCommand rdma:InetSocketAddress file:FileMigrationArgs}
MigrationAddressType (socket exec rdma file)
MigrationCapability (xbzrle rdma-pin-all auto-converge zero-blocks! events postcopy-ram x-colo release-ram return-path pause-before-switchover multifd dirty-bitmaps postcopy-blocktime late-block-activate x-ignore-shared validate-uuid background-snapshot zero-copy-send postcopy-preempt switchover-ack dirty-limit mapped-ram)
MigrationChannel {channel-type:MigrationChannelType addr:MigrationAddress}
MigrationChannelType (main cpr)
MigrationExecCommand {args:[str]}
MigrationStatus (none setup cancelling cancelled active postcopy-active postcopy-paused postcopy-recover-setup postcopy-recover completed failed colo pre-switchover device wait-unplug)
MultiFDCompression (none zlib zstd qatzip qpl uadk)
NbdServerOptionsBase {handshake-max-seconds?:uint32 tls-creds?:str tls-authz?:str max-connections?:uint32}
NbdServerOptionsLegacy {...NbdServerOptionsBase addr:SocketAddressLegacy}
NetClientDriver (none nic user tap l2tpv3 socket stream dgram vde bridge hubport netmap vhost-user vhost-vdpa af-xdp vmnet-host vmnet-shared vmnet-bridged)
Netdev {id:str type:NetClientDriver} by type {nic:NetLegacyNicOptions user:NetdevUserOptions tap:NetdevTapOptions l2tpv3:NetdevL2TPv3Options socket:NetdevSocketOptions stream:NetdevStreamOptions dgram:NetdevDgramOptions vde:NetdevVdeOptions bridge:NetdevBridgeOptions hubport:NetdevHubPortOptions netmap:NetdevNetmapOptions af-xdp:NetdevAFXDPOptions vhost-user:NetdevVhostUserOptions vhost-vdpa:NetdevVhostVDPAOptions vmnet-host:NetdevVmnetHostOptions vmnet-shared:NetdevVmnetSharedOptions vmnet-bridged:NetdevVmnetBridgedOptions}
NetdevAFXDPOptions {ifname:str mode?:AFXDPMode force-copy?:bool queues?:int start-queue?:int inhibit?:bool sock-fds?:str}
NetdevStreamOptions {addr:SocketAddress server?:bool reconnect?!:int reconnect-ms?:int}
ObjectOptions {qom-type:ObjectType id:str} by qom-type {acpi-generic-initiator:AcpiGenericInitiatorProperties acpi-generic-port:AcpiGenericPortProperties authz-list:AuthZListProperties authz-listfile:AuthZListFileProperties authz-pam:AuthZPAMProperties authz-simple:AuthZSimpleProperties can-host-socketcan:CanHostSocketcanProperties colo-compare:ColoCompareProperties cryptodev-backend:CryptodevBackendProperties cryptodev-backend-builtin:CryptodevBackendProperties cryptodev-backend-lkcf:CryptodevBackendProperties cryptodev-vhost-user:CryptodevVhostUserProperties dbus-vmstate:DBusVMStateProperties filter-buffer:FilterBufferProperties filter-dump:FilterDumpProperties filter-mirror:FilterMirrorProperties filter-redirector:FilterRedirectorProperties filter-replay:NetfilterProperties filter-rewriter:FilterRewriterProperties input-barrier:InputBarrierProperties input-linux:InputLinuxProperties iommufd:IOMMUFDProperties iothread:IothreadProperties main-loop:MainLoopProperties memory-backend-epc:MemoryBackendEpcProperties memory-backend-file:MemoryBackendFileProperties memory-backend-memfd:MemoryBackendMemfdProperties memory-backend-ram:MemoryBackendProperties memory-backend-shm:MemoryBackendShmProperties pr-manager-helper:PrManagerHelperProperties qtest:QtestProperties rng-builtin:RngProperties rng-egd:RngEgdProperties rng-random:RngRandomProperties secret:SecretProperties secret_keyring:SecretKeyringProperties sev-guest:SevGuestProperties sev-snp-guest:SevSnpGuestProperties thread-context:ThreadContextProperties throttle-group:ThrottleGroupProperties tls-creds-anon:TlsCredsAnonProperties tls-creds-psk:TlsCredsPskProperties tls-creds-x509:TlsCredsX509Properties tls-cipher-suites:TlsCredsProperties x-remote-object:RemoteObjectProperties x-vfio-user-server:VfioUserServerProperties}
ObjectType (acpi-generic-initiator acpi-generic-port authz-list authz-listfile authz-pam authz-simple can-bus can-host-socketcan colo-compare cryptodev-backend cryptodev-backend-builtin cryptodev-backend-lkcf cryptodev-vhost-user dbus-vmstate filter-buffer filter-dump filter-mirror filter-redirector filter-replay filter-rewriter input-barrier input-linux iommufd iothread main-loop memory-backend-epc memory-backend-file memory-backend-memfd memory-backend-ram memory-backend-shm pef-guest pr-manager-helper qtest rng-builtin rng-egd rng-random secret secret_keyring sev-guest sev-snp-guest thread-context s390-pv-guest throttle-group tls-creds-anon tls-creds-psk tls-creds-x509 tls-cipher-suites x-remote-object x-vfio-user-server)
QCryptoBlockCreateOptionsLUKS {...QCryptoBlockOptionsLUKS cipher-alg?:QCryptoCipherAlgo cipher-mode?:QCryptoCipherMode ivgen-alg?:QCryptoIVGenAlgo ivgen-hash-alg?:QCryptoHashAlgo hash-alg?:QCryptoHashAlgo iter-time?:int}
QCryptoCipherAlgo (aes-128 aes-192 aes-256 des 3des cast5-128 serpent-128 serpent-192 serpent-256 twofish-128 twofish-192 twofish-256 sm4)
QCryptoHashAlgo (md5 sha1 sha224 sha256 sha384 sha512 ripemd160 sm3)
QCryptoIVGenAlgo (plain plain64 essiv)
QKeyCode (unmapped shift shift_r alt alt_r ctrl ctrl_r menu esc 1 2 3 4 5 6 7 8 9 0 minus equal backspace tab q w e r t y u i o p bracket_left bracket_right ret a s d f g h j k l semicolon apostrophe grave_accent backslash z x c v b n m comma dot slash asterisk spc caps_lock f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 num_lock scroll_lock kp_divide kp_multiply kp_subtract kp_add kp_enter kp_decimal sysrq kp_0 kp_1 kp_2 kp_3 kp_4 kp_5 kp_6 kp_7 kp_8 kp_9 less f11 f12 print home pgup pgdn end left up down right insert delete stop again props undo front copy open paste find cut lf help meta_l meta_r compose pause ro hiragana henkan yen muhenkan katakanahiragana kp_comma kp_equals power sleep wake audionext audioprev audiostop audioplay audiomute volumeup volumedown mediaselect mail calculator computer ac_home ac_back ac_forward ac_refresh ac_bookmarks lang1 lang2 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24)
RbdEncryptionCreateOptionsLUKSBase {...RbdEncryptionOptionsLUKSBase cipher-alg?:QCryptoCipherAlgo}
RbdEncryptionOptions {format:RbdImageEncryptionFormat parent?:RbdEncryptionOptions} by format {luks:RbdEncryptionOptionsLUKS luks2:RbdEncryptionOptionsLUKS2 luks-any:RbdEncryptionOptionsLUKSAny}
RbdEncryptionOptionsLUKSAny {...RbdEncryptionOptionsLUKSBase}
RbdImageEncryptionFormat (luks luks2 luks-any)
S390CpuEntitlement (auto low medium high)
SecretCommonProperties {format?:QCryptoSecretFormat keyid?:str iv?:str}
SevCommonProperties {sev-device?:str cbitpos?:uint32 reduced-phys-bits:uint32 kernel-hashes?:bool}
SevGuestProperties {...SevCommonProperties dh-cert-file?:str session-file?:str policy?:uint32 handle?:uint32 legacy-vm-type?:OnOffAuto}
SevSnpGuestProperties {...SevCommonProperties policy?:uint64 guest-visible-workarounds?:str id-block?:str id-auth?:str author-key-enabled?:bool host-data?:str vcek-disabled?:bool}
SocketAddress {type:SocketAddressType} by type {inet:InetSocketAddress unix:UnixSocketAddress vsock:VsockSocketAddress fd:FdSocketAddress}
SocketAddressLegacy {type:SocketAddressType} by type {inet:InetSocketAddressWrapper unix:UnixSocketAddressWrapper vsock:VsockSocketAddressWrapper fd:FdSocketAddressWrapper}
StatsProvider (kvm cryptodev)
StatsTarget (vm vcpu cryptodev)
TimeUnit (second millisecond)
TlsCredsAnonProperties {...TlsCredsProperties}
TlsCredsPskProperties {...TlsCredsProperties username?:str}
TlsCredsX509Properties {...TlsCredsProperties sanity-check?:bool passwordid?:str}
ZeroPageDetection (none legacy multifd)
block-commit {job-id?:str device:str base-node?:str base?!:str top-node?:str top?!:str backing-file?:str backing-mask-protocol?:bool speed?:int on-error?:BlockdevOnError filter-node-name?:str auto-finalize?:bool auto-dismiss?:bool}
block-job-change BlockJobChangeOptions
block-latency-histogram-set {id:str boundaries?:[uint64] boundaries-read?:[uint64] boundaries-write?:[uint64] boundaries-zap?:[uint64] boundaries-flush?:[uint64]}
block-stream {job-id?:str device:str base?:str base-node?:str backing-file?:str backing-mask-protocol?:bool bottom?:str speed?:int on-error?:BlockdevOnError filter-node-name?:str auto-finalize?:bool auto-dismiss?:bool}
blockdev-set-active {node-name?:str active:bool}
calc-dirty-rate {calc-time:int64 calc-time-unit?:TimeUnit sample-pages?:int mode?:DirtyRateMeasureMode}
cxl-add-dynamic-capacity {path:str host-id:uint16 selection-policy:CxlExtentSelectionPolicy region:uint8 tag?:str extents:[CxlDynamicCapacityExtent]}
cxl-inject-correctable-error {path:str type:CxlCorErrorType}
cxl-inject-dram-event {path:str log:CxlEventLog flags:uint8 dpa:uint64 descriptor:uint8 type:uint8 transaction-type:uint8 channel?:uint8 rank?:uint8 nibble-mask?:uint32 bank-group?:uint8 bank?:uint8 row?:uint32 column?:uint16 correction-mask?:[uint64]}
cxl-inject-general-media-event {path:str log:CxlEventLog flags:uint8 dpa:uint64 descriptor:uint8 type:uint8 transaction-type:uint8 channel?:uint8 rank?:uint8 device?:uint32 component-id?:str}
cxl-inject-memory-module-event {path:str log:CxlEventLog flags:uint8 type:uint8 health-status:uint8 media-status:uint8 additional-status:uint8 life-used:uint8 temperature:int16 dirty-shutdown-count:uint32 corrected-volatile-error-count:uint32 corrected-persistent-error-count:uint32}
cxl-inject-poison {path:str start:uint64 length:size}
cxl-inject-uncorrectable-errors {path:str errors:[CXLUncorErrorRecord]}
cxl-release-dynamic-capacity {path:str host-id:uint16 removal-policy:CxlExtentRemovalPolicy forced-removal?:bool sanitize-on-release?:bool region:uint8 tag?:str extents:[CxlDynamicCapacityExtent]}
device-sync-config {id:str}
get-win32-socket {info:str fdname:str}
memsave {val:uint64 size:size filename:str cpu-index?:int}
migrate {uri?:str channels?:[MigrationChannel] detach?:bool resume?:bool}
migrate-incoming {uri?:str channels?:[MigrationChannel] exit-on-error?:bool}
nbd-server-start NbdServerOptionsLegacy
pmemsave {val:uint64 size:size filename:str}
query-audiodevs {}
query-cryptodev {}
query-dirty-rate {calc-time-unit?:TimeUnit}
query-hv-balloon-status-report {}
query-machines {compat-props?:bool}
query-migrationthreads {} deprecated
query-s390x-cpu-polarization {}
request-ebpf {id:EbpfProgramID}
set-cpu-topology {core-id:uint16 socket-id?:uint16 book-id?:uint16 drawer-id?:uint16 entitlement?:S390CpuEntitlement dedicated?:bool}
trace-event-get-state {name:str}
trace-event-set-state {name:str enable:bool ignore-unavailable?:bool}
x-query-interrupt-controllers {}
xen-event-inject {port:uint32}
xen-event-list {}
version 11.1
gone BlockdevCreateOptionsGluster
gone BlockdevOptionsGluster
gone MigrateSetParameters
gone String
gone query-migrationthreads
gone x-query-opcount
BackupCommon {job-id?:str device:str sync:MirrorSyncMode speed?:int bitmap?:str bitmap-mode?:BitmapSyncMode compress?:bool on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError on-cbw-error?:OnCbwError auto-finalize?:bool auto-dismiss?:bool filter-node-name?:str discard-source?:bool x-perf?:BackupPerf}
BlockExportIothreads str|[str]
BlockExportOptions {type:BlockExportType id:str fixed-iothread?:bool iothread?:BlockExportIothreads node-name:str writable?:bool writethrough?:bool allow-inactive?:bool} by type {nbd:BlockExportOptionsNbd vhost-user-blk:BlockExportOptionsVhostUserBlk fuse:BlockExportOptionsFuse vduse-blk:BlockExportOptionsVduseBlk}
BlockdevCreateOptions {driver:BlockdevDriver} by driver {file:BlockdevCreateOptionsFile luks:BlockdevCreateOptionsLUKS nfs:BlockdevCreateOptionsNfs parallels:BlockdevCreateOptionsParallels qcow:BlockdevCreateOptionsQcow qcow2:BlockdevCreateOptionsQcow2 qed:BlockdevCreateOptionsQed rbd:BlockdevCreateOptionsRbd ssh:BlockdevCreateOptionsSsh vdi:BlockdevCreateOptionsVdi vhdx:BlockdevCreateOptionsVhdx vmdk:BlockdevCreateOptionsVmdk vpc:BlockdevCreateOptionsVpc}
BlockdevDriver (blkdebug blklogwrites blkreplay blkverify bochs cloop compress copy-before-write copy-on-read dmg file snapshot-access ftp ftps host_cdrom host_device http https io_uring iscsi luks nbd nfs null-aio null-co nvme nvme-io_uring parallels preallocate qcow qcow2 qed quorum raw rbd replication ssh throttle vdi vhdx virtio-blk-vfio-pci virtio-blk-vhost-user virtio-blk-vhost-vdpa vmdk vpc vvfat)
BlockdevOptions {driver:BlockdevDriver node-name?:str discard?:BlockdevDiscardOptions cache?:BlockdevCacheOptions active?:bool read-only?:bool auto-read-only?:bool force-share?:bool detect-zeroes?:BlockdevDetectZeroesOptions} by driver {blkdebug:BlockdevOptionsBlkdebug blklogwrites:BlockdevOptionsBlklogwrites blkverify:BlockdevOptionsBlkverify blkreplay:BlockdevOptionsBlkreplay bochs:BlockdevOptionsGenericFormat cloop:BlockdevOptionsGenericFormat compress:BlockdevOptionsGenericFormat copy-before-write:BlockdevOptionsCbw copy-on-read:BlockdevOptionsCor dmg:BlockdevOptionsGenericFormat file:BlockdevOptionsFile ftp:BlockdevOptionsCurlFtp ftps:BlockdevOptionsCurlFtps host_cdrom:BlockdevOptionsFile host_device:BlockdevOptionsFile http:BlockdevOptionsCurlHttp https:BlockdevOptionsCurlHttps io_uring:BlockdevOptionsIoUring iscsi:BlockdevOptionsIscsi luks:BlockdevOptionsLUKS nbd:BlockdevOptionsNbd nfs:BlockdevOptionsNfs null-aio:BlockdevOptionsNull null-co:BlockdevOptionsNull nvme:BlockdevOptionsNVMe nvme-io_uring:BlockdevOptionsNvmeIoUring parallels:BlockdevOptionsGenericFormat preallocate:BlockdevOptionsPreallocate qcow2:BlockdevOptionsQcow2 qcow:BlockdevOptionsQcow qed:BlockdevOptionsGenericCOWFormat quorum:BlockdevOptionsQuorum raw:BlockdevOptionsRaw rbd:BlockdevOptionsRbd replication:BlockdevOptionsReplication snapshot-access:BlockdevOptionsGenericFormat ssh:BlockdevOptionsSsh throttle:BlockdevOptionsThrottle vdi:BlockdevOptionsGenericFormat vhdx:BlockdevOptionsGenericFormat virtio-blk-vfio-pci:BlockdevOptionsVirtioBlkVfioPci virtio-blk-vhost-user:BlockdevOptionsVirtioBlkVhostUser virtio-blk-vhost-vdpa:BlockdevOptionsVirtioBlkVhostVdpa vmdk:BlockdevOptionsGenericCOWFormat vpc:BlockdevOptionsGenericFormat vvfat:BlockdevOptionsVVFAT}
BlockdevOptionsCurlHttp {...BlockdevOptionsCurlBase cookie?:str cookie-secret?:str force-range?:bool}
BlockdevOptionsCurlHttps {...BlockdevOptionsCurlHttp sslverify?:bool}
CXLCommonEventBase {path:str log:CxlEventLog flags:uint32 maint-op-class?:uint8 maint-op-subclass?:uint8 ld-id?:uint16 head-id?:uint8}
CXLDRAMEvent {...CXLCommonEventBase dpa:uint64 descriptor:uint8 type:uint8 transaction-type:uint8 channel?:uint8 rank?:uint8 nibble-mask?:uint32 bank-group?:uint8 bank?:uint8 row?:uint32 column?:uint16 correction-mask?:[uint64] component-id?:str is-comp-id-pldm?:bool sub-channel?:uint8 cme-ev-flags?:uint8 cvme-count?:uint32 sub-type:uint8}
CXLGeneralMediaEvent {...CXLCommonEventBase dpa:uint64 descriptor:uint8 type:uint8 transaction-type:uint8 channel?:uint8 rank?:uint8 device?:uint32 component-id?:str is-comp-id-pldm?:bool cme-ev-flags?:uint8 cme-count?:uint32 sub-type:uint8}
CXLMemModuleEvent {...CXLCommonEventBase type:uint8 health-status:uint8 media-status:uint8 additional-status:uint8 life-used:uint8 temperature:int16 dirty-shutdown-count:uint32 corrected-volatile-error-count:uint32 corrected-persistent-error-count:uint32 component-id?:str is-comp-id-pldm?:bool sub-type:uint8}
ChardevCommon {logfile?:str logappend?:bool logtimestamp?:bool}
ChardevDBus {...ChardevCommon name:str encoding?:ChardevVCEncoding}
ChardevSocket {...ChardevCommon addr:SocketAddressLegacy tls-creds?:str tls-authz?:str server?:bool wait?:bool nodelay?:bool telnet?:bool tn3270?:bool websocket?:bool reconnect-ms?:int}
ChardevVC {...ChardevCommon width?:int height?:int cols?:int rows?:int encoding?:ChardevVCEncoding}
ChardevVCEncoding (cp437 utf8)
IgvmCfgProperties {file:str}
InetSocketAddress {...InetSocketAddressBase numeric?:bool to?:uint16 ipv4?:bool ipv6?:bool keep-alive?:bool keep-alive-count?:uint32 keep-alive-idle?:uint32 keep-alive-interval?:uint32 mptcp?:bool}
IothreadProperties {...EventLoopBaseProperties poll-max-ns?:int poll-grow?:int poll-shrink?:int poll-weight?:int}
MigMode (normal cpr-reboot cpr-transfer cpr-exec)
MigrationCapability (xbzrle rdma-pin-all auto-converge events postcopy-ram x-colo release-ram return-path pause-before-switchover multifd dirty-bitmaps postcopy-blocktime late-block-activate x-ignore-shared validate-uuid background-snapshot zero-copy-send postcopy-preempt switchover-ack dirty-limit mapped-ram)
MigrationParameters {announce-initial?:size announce-max?:size announce-rounds?:size announce-step?:size throttle-trigger-threshold?:uint8 cpu-throttle-initial?:uint8 cpu-throttle-increment?:uint8 cpu-throttle-tailslow?:bool tls-creds?:StrOrNull tls-hostname?:StrOrNull tls-authz?:StrOrNull max-bandwidth?:size avail-switchover-bandwidth?:size downtime-limit?:uint64 x-checkpoint-delay?:uint32 multifd-channels?:uint8 xbzrle-cache-size?:size max-postcopy-bandwidth?:size max-cpu-throttle?:uint8 multifd-compression?:MultiFDCompression multifd-zlib-level?:uint8 multifd-qatzip-level?:uint8 multifd-zstd-level?:uint8 block-bitmap-mapping?:[BitmapMigrationNodeAlias] x-vcpu-dirty-limit-period?:uint64 vcpu-dirty-limit?:uint64 mode?:MigMode zero-page-detection?:ZeroPageDetection direct-io?:bool x-rdma-chunk-size?:uint64 cpr-exec-command?:[str]}
MigrationStatus (none setup cancelling cancelled active postcopy-device postcopy-active postcopy-paused postcopy-recover-setup postcopy-recover completed failing failed colo pre-switchover device wait-unplug)
MonitorHMPProperties {...MonitorProperties readline?:bool}
MonitorProperties {chardev:str}
MonitorQMPCloseAction (none delete)
MonitorQMPProperties {...MonitorProperties pretty?:bool close-action?:MonitorQMPCloseAction}
NetClientDriver (none nic user tap l2tpv3 socket stream dgram vde bridge hubport netmap vhost-user vhost-vdpa passt af-xdp vmnet-host vmnet-shared vmnet-bridged)
Netdev {id:str type:NetClientDriver} by type {nic:NetLegacyNicOptions passt:NetdevPasstOptions user:NetdevUserOptions tap:NetdevTapOptions l2tpv3:NetdevL2TPv3Options socket:NetdevSocketOptions stream:NetdevStreamOptions dgram:NetdevDgramOptions vde:NetdevVdeOptions bridge:NetdevBridgeOptions hubport:NetdevHubPortOptions netmap:NetdevNetmapOptions af-xdp:NetdevAFXDPOptions vhost-user:NetdevVhostUserOptions vhost-vdpa:NetdevVhostVDPAOptions vmnet-host:NetdevVmnetHostOptions vmnet-shared:NetdevVmnetSharedOptions vmnet-bridged:NetdevVmnetBridgedOptions}
NetdevAFXDPOptions {ifname:str mode?:AFXDPMode force-copy?:bool queues?:int start-queue?:int inhibit?:bool sock-fds?:str map-path?:str map-start-index?:int32}
NetdevPasstOptions {path?:str quiet?:bool vhost-user?:bool mtu?:int address?:str netmask?:str mac?:str gateway?:str interface?:str outbound?:str outbound-if4?:str outbound-if6?:str dns?:str search?:[PasstSearch] fqdn?:str dhcp-dns?:bool dhcp-search?:bool map-host-loopback?:str map-guest-addr?:str dns-forward?:str dns-host?:str tcp?:bool udp?:bool icmp?:bool dhcp?:bool ndp?:bool dhcpv6?:bool ra?:bool freebind?:bool ipv4?:bool ipv6?:bool tcp-ports?:[PasstPortForward] udp-ports?:[PasstPortForward] param?:[PasstParameter]}
NetdevStreamOptions {addr:SocketAddress server?:bool reconnect-ms?:int}
NetdevUserDomainSuffix {str:str}
NetdevUserGuestForward {str:str}
NetdevUserHostForward {str:str}
NetdevUserOptions {hostname?:str restrict?:bool ipv4?:bool ipv6?:bool ip?:str net?:str host?:str tftp?:str bootfile?:str dhcpstart?:str dns?:str dnssearch?:[NetdevUserDomainSuffix] domainname?:str ipv6-prefix?:str ipv6-prefixlen?:int ipv6-host?:str ipv6-dns?:str smb?:str smbserver?:str hostfwd?:[NetdevUserHostForward] guestfwd?:[NetdevUserGuestForward] tftp-server-name?:str}
ObjectOptions {qom-type:ObjectType id:str} by qom-type {acpi-generic-initiator:AcpiGenericInitiatorProperties acpi-generic-port:AcpiGenericPortProperties authz-list:AuthZListProperties authz-listfile:AuthZListFileProperties authz-pam:AuthZPAMProperties authz-simple:AuthZSimpleProperties can-host-socketcan:CanHostSocketcanProperties colo-compare:ColoCompareProperties cryptodev-backend:CryptodevBackendProperties cryptodev-backend-builtin:CryptodevBackendProperties cryptodev-backend-lkcf:CryptodevBackendProperties cryptodev-vhost-user:CryptodevVhostUserProperties dbus-vmstate:DBusVMStateProperties filter-buffer:FilterBufferProperties filter-dump:FilterDumpProperties filter-mirror:FilterMirrorProperties filter-redirector:FilterRedirectorProperties filter-replay:NetfilterProperties filter-rewriter:FilterRewriterProperties igvm-cfg:IgvmCfgProperties input-barrier:InputBarrierProperties input-linux:InputLinuxProperties iommufd:IOMMUFDProperties iothread:IothreadProperties main-loop:MainLoopProperties memory-backend-epc:MemoryBackendEpcProperties memory-backend-file:MemoryBackendFileProperties memory-backend-memfd:MemoryBackendMemfdProperties memory-backend-ram:MemoryBackendProperties memory-backend-shm:MemoryBackendShmProperties monitor-hmp:MonitorHMPProperties monitor-qmp:MonitorQMPProperties pr-manager-helper:PrManagerHelperProperties qtest:QtestProperties rng-builtin:RngProperties rng-egd:RngEgdProperties rng-random:RngRandomProperties secret:SecretProperties secret_keyring:SecretKeyringProperties sev-guest:SevGuestProperties sev-snp-guest:SevSnpGuestProperties tdx-guest:TdxGuestProperties thread-context:ThreadContextProperties throttle-group:ThrottleGroupProperties tls-creds-anon:TlsCredsAnonProperties tls-creds-psk:TlsCredsPskProperties tls-creds-x509:TlsCredsX509Properties tls-cipher-suites:TlsCredsProperties x-remote-object:RemoteObjectProperties x-vfio-user-server:VfioUserServerProperties}
ObjectType (acpi-generic-initiator acpi-generic-port authz-list authz-listfile authz-pam authz-simple can-bus can-host-socketcan colo-compare cryptodev-backend cryptodev-backend-builtin cryptodev-backend-lkcf cryptodev-vhost-user dbus-vmstate filter-buffer filter-dump filter-mirror filter-redirector filter-replay filter-rewriter igvm-cfg input-barrier input-linux iommufd iothread main-loop memory-backend-epc memory-backend-file memory-backend-memfd memory-backend-ram memory-backend-shm monitor-hmp monitor-qmp pef-guest pr-manager-helper qtest rng-builtin rng-egd rng-random secret secret_keyring sev-guest sev-snp-guest thread-context s390-pv-guest tdx-guest throttle-group tls-creds-anon tls-creds-psk tls-creds-x509 tls-cipher-suites x-remote-object x-vfio-user-server)
PasstParameter {str:str}
PasstPortForward {str:str}
PasstSearch {str:str}
TdxGuestProperties {attributes?:uint64 sept-ve-disable?:bool mrconfigid?:str mrowner?:str mrownerconfig?:str quote-generation-socket?:SocketAddress}
block-job-complete {device:str} deprecated job-complete
block-job-dismiss {id:str} deprecated job-dismiss
block-job-finalize {id:str} deprecated job-finalize
block-job-pause {device:str} deprecated job-pause
block-job-resume {device:str} deprecated job-resume
blockdev-mirror {job-id?:str device:str target:str replaces?:str sync:MirrorSyncMode speed?:int granularity?:uint32 buf-size?:int on-source-error?:BlockdevOnError on-target-error?:BlockdevOnError filter-node-name?:str copy-mode?:MirrorCopyMode auto-finalize?:bool auto-dismiss?:bool target-is-zero?:bool}
cxl-inject-dram-event CXLDRAMEvent
cxl-inject-general-media-event CXLGeneralMediaEvent
cxl-inject-memory-module-event CXLMemModuleEvent
inject-ghes-v2-error {cper:str}
migrate {uri?:str channels?:[MigrationChannel] resume?:bool}
migrate-set-parameters MigrationParameters
qom-list-get {paths:[str]}
query-accelerators {}
query-block {flat?:bool}
query-firmware-log {max-size?:size}
query-kvm {} deprecated query-accelerators
x-accel-stats {}
`;
