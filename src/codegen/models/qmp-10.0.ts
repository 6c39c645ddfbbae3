// Generated from QEMU's definitions: do not edit.

/** The facts of QMP in QEMU 10.0. */
export const qmp10_0: string = `gone CpuS390State
gone MEM_UNPLUG_ERROR
gone QCryptoAkCipherAlgorithm
gone QCryptoCipherAlgorithm
gone QCryptoHashAlgorithm
gone QCryptoIVGenAlgorithm
gone QCryptoRSAPaddingAlgorithm
gone RDMA_GID_STATUS_CHANGED
gone StringWrapper
gone x-query-profile
gone x-query-rdma
module audio
{'union':'Audiodev','base':{'id':'str','driver':'AudiodevDriver','*timer-period':'uint32'},'discriminator':'driver','data':{'none':'AudiodevGenericOptions','alsa':{'type':'AudiodevAlsaOptions','if':'CONFIG_AUDIO_ALSA'},'coreaudio':{'type':'AudiodevCoreaudioOptions','if':'CONFIG_AUDIO_COREAUDIO'},'dbus':{'type':'AudiodevDBusOptions','if':'CONFIG_DBUS_DISPLAY'},'dsound':{'type':'AudiodevDsoundOptions','if':'CONFIG_AUDIO_DSOUND'},'jack':{'type':'AudiodevJackOptions','if':'CONFIG_AUDIO_JACK'},'oss':{'type':'AudiodevOssOptions','if':'CONFIG_AUDIO_OSS'},'pa':{'type':'AudiodevPaOptions','if':'CONFIG_AUDIO_PA'},'pipewire':{'type':'AudiodevPipewireOptions','if':'CONFIG_AUDIO_PIPEWIRE'},'sdl':{'type':'AudiodevSdlOptions','if':'CONFIG_AUDIO_SDL'},'sndio':{'type':'AudiodevSndioOptions','if':'CONFIG_AUDIO_SNDIO'},'spice':{'type':'AudiodevGenericOptions','if':'CONFIG_SPICE'},'wav':'AudiodevWavOptions'},'since':'4.0'}
{'struct':'AudiodevDBusOptions','data':{'*in':'AudiodevPerDirectionOptions','*out':'AudiodevPerDirectionOptions','*nsamples':'uint32'},'since':'10.0'}
{'enum':'AudiodevDriver','data':['none',{'name':'alsa','if':'CONFIG_AUDIO_ALSA'},{'name':'coreaudio','if':'CONFIG_AUDIO_COREAUDIO'},{'name':'dbus','if':'CONFIG_DBUS_DISPLAY'},{'name':'dsound','if':'CONFIG_AUDIO_DSOUND'},{'name':'jack','if':'CONFIG_AUDIO_JACK'},{'name':'oss','if':'CONFIG_AUDIO_OSS'},{'name':'pa','if':'CONFIG_AUDIO_PA'},{'name':'pipewire','if':'CONFIG_AUDIO_PIPEWIRE'},{'name':'sdl','if':'CONFIG_AUDIO_SDL'},{'name':'sndio','if':'CONFIG_AUDIO_SNDIO'},{'name':'spice','if':'CONFIG_SPICE'},'wav'],'since':'4.0'}
{'struct':'AudiodevPipewireOptions','data':{'*in':'AudiodevPipewirePerDirectionOptions','*out':'AudiodevPipewirePerDirectionOptions'},'since':'8.1'}
{'struct':'AudiodevPipewirePerDirectionOptions','base':'AudiodevPerDirectionOptions','data':{'*name':'str','*stream-name':'str','*latency':'uint32'},'since':'8.1'}
{'command':'query-audiodevs','returns':['Audiodev'],'since':'8.0'}
module block
{'command':'block-latency-histogram-set','data':{'id':'str','*boundaries':['uint64'],'*boundaries-read':['uint64'],'*boundaries-write':['uint64'],'*boundaries-zap':['uint64'],'*boundaries-flush':['uint64']},'since':'4.0'}
module block-core
{'event':'BLOCK_IO_ERROR','data':{'qom-path':'str','device':'str','*node-name':'str','operation':'IoOperationType','action':'BlockErrorAction','*nospace':'bool','reason':'str'},'since':'0.13','parts-since':{'qom-path':'9.2'}}
{'struct':'BackupCommon','data':{'*job-id':'str','device':'str','sync':'MirrorSyncMode','*speed':'int','*bitmap':'str','*bitmap-mode':'BitmapSyncMode','*compress':'bool','*on-source-error':'BlockdevOnError','*on-target-error':'BlockdevOnError','*auto-finalize':'bool','*auto-dismiss':'bool','*filter-node-name':'str','*discard-source':'bool','*x-perf':{'type':'BackupPerf','features':['unstable']}},'since':'4.2','parts-since':{'discard-source':'9.1','x-perf':'6.0'}}
{'struct':'BackupPerf','data':{'*use-copy-range':'bool','*max-workers':'int','*max-chunk':'int64','*min-cluster-size':'size'},'since':'6.0','parts-since':{'min-cluster-size':'9.2'}}
{'struct':'BlkdebugInjectErrorOptions','data':{'event':'BlkdebugEvent','*state':'int','*iotype':'BlkdebugIOType','*errno':'int','*delay-ns':'int','*sector':'int','*once':'bool','*immediately':'bool'},'since':'2.9','parts-since':{'delay-ns':'11.1'}}
{'struct':'BlockChildInfo','data':{'name':'str','info':'BlockGraphInfo'},'since':'8.0'}
{'struct':'BlockDeviceInfo','data':{'file':'str','*node-name':'str','ro':'bool','drv':'str','*backing_file':'str','backing_file_depth':'int','active':'bool','encrypted':'bool','detect_zeroes':'BlockdevDetectZeroesOptions','bps':'int','bps_rd':'int','bps_wr':'int','iops':'int','iops_rd':'int','iops_wr':'int','image':'ImageInfo','*bps_max':'int','*bps_rd_max':'int','*bps_wr_max':'int','*iops_max':'int','*iops_rd_max':'int','*iops_wr_max':'int','*bps_max_length':'int','*bps_rd_max_length':'int','*bps_wr_max_length':'int','*iops_max_length':'int','*iops_rd_max_length':'int','*iops_wr_max_length':'int','*iops_size':'int','*group':'str','cache':'BlockdevCacheInfo','write_threshold':'int','*dirty-bitmaps':['BlockDirtyInfo']},'since':'0.14','parts-since':{'active':'10.0'}}
{'struct':'BlockDeviceStats','data':{'rd_bytes':'int','wr_bytes':'int','zone_append_bytes':'int','unmap_bytes':'int','rd_operations':'int','wr_operations':'int','zone_append_operations':'int','flush_operations':'int','unmap_operations':'int','rd_total_time_ns':'int','wr_total_time_ns':'int','zone_append_total_time_ns':'int','flush_total_time_ns':'int','unmap_total_time_ns':'int','wr_highest_offset':'int','rd_merged':'int','wr_merged':'int','zone_append_merged':'int','unmap_merged':'int','*idle_time_ns':'int','failed_rd_operations':'int','failed_wr_operations':'int','failed_zone_append_operations':'int','failed_flush_operations':'int','failed_unmap_operations':'int','invalid_rd_operations':'int','invalid_wr_operations':'int','invalid_zone_append_operations':'int','invalid_flush_operations':'int','invalid_unmap_operations':'int','account_invalid':'bool','account_failed':'bool','timed_stats':['BlockDeviceTimedStats'],'*rd_latency_histogram':'BlockLatencyHistogramInfo','*wr_latency_histogram':'BlockLatencyHistogramInfo','*zone_append_latency_histogram':'BlockLatencyHistogramInfo','*flush_latency_histogram':'BlockLatencyHistogramInfo'},'since':'0.14','parts-since':{'zone_append_bytes':'8.1','zone_append_operations':'8.1','zone_append_total_time_ns':'8.1','zone_append_merged':'8.1','failed_zone_append_operations':'8.1','invalid_zone_append_operations':'8.1','zone_append_latency_histogram':'8.1'}}
{'struct':'BlockDeviceTimedStats','data':{'interval_length':'int','min_rd_latency_ns':'int','max_rd_latency_ns':'int','avg_rd_latency_ns':'int','min_wr_latency_ns':'int','max_wr_latency_ns':'int','avg_wr_latency_ns':'int','min_zone_append_latency_ns':'int','max_zone_append_latency_ns':'int','avg_zone_append_latency_ns':'int','min_flush_latency_ns':'int','max_flush_latency_ns':'int','avg_flush_latency_ns':'int','avg_rd_queue_depth':'number','avg_wr_queue_depth':'number','avg_zone_append_queue_depth':'number'},'since':'2.5','parts-since':{'min_zone_append_latency_ns':'8.1','max_zone_append_latency_ns':'8.1','avg_zone_append_latency_ns':'8.1','avg_zone_append_queue_depth':'8.1'}}
{'struct':'BlockGraphInfo','base':'BlockNodeInfo','data':{'children':['BlockChildInfo']},'since':'8.0'}
{'union':'BlockJobChangeOptions','base':{'id':'str','type':'JobType'},'discriminator':'type','data':{'mirror':'BlockJobChangeOptionsMirror'},'since':'8.2'}
{'struct':'BlockJobChangeOptionsMirror','data':{'copy-mode':'MirrorCopyMode'},'since':'8.2'}
{'union':'BlockJobInfo','base':{'type':'JobType','device':'str','len':'int','offset':'int','busy':'bool','paused':'bool','speed':'int','io-status':'BlockDeviceIoStatus','ready':'bool','status':'JobStatus','auto-finalize':'bool','auto-dismiss':'bool','*error':'str'},'discriminator':'type','data':{'mirror':'BlockJobInfoMirror'},'since':'1.1'}
{'struct':'BlockJobInfoMirror','data':{'actively-synced':'bool'},'since':'8.2'}
{'struct':'BlockNodeInfo','data':{'filename':'str','format':'str','*dirty-flag':'bool','*actual-size':'int','virtual-size':'int','*cluster-size':'int','*encrypted':'bool','*compressed':'bool','*backing-filename':'str','*full-backing-filename':'str','*backing-filename-format':'str','*snapshots':['SnapshotInfo'],'*format-specific':'ImageInfoSpecific'},'since':'8.0'}
{'struct':'BlockdevCreateOptionsLUKS','base':'QCryptoBlockCreateOptionsLUKS','data':{'*file':'BlockdevRef','*header':'BlockdevRef','size':'size','*preallocation':'PreallocMode'},'since':'2.12','parts-since':{'header':'9.0'}}
{'enum':'BlockdevDriver','data':['blkdebug','blklogwrites','blkreplay','blkverify','bochs','cloop','compress','copy-before-write','copy-on-read','dmg','file','snapshot-access','ftp','ftps',{'name':'gluster','features':['deprecated']},{'name':'host_cdrom','if':'HAVE_HOST_BLOCK_DEVICE'},{'name':'host_device','if':'HAVE_HOST_BLOCK_DEVICE'},'http','https',{'name':'io_uring','if':'CONFIG_BLKIO'},'iscsi','luks','nbd','nfs','null-aio','null-co','nvme',{'name':'nvme-io_uring','if':'CONFIG_BLKIO'},'parallels','preallocate','qcow','qcow2','qed','quorum','raw','rbd',{'name':'replication','if':'CONFIG_REPLICATION'},'ssh','throttle','vdi','vhdx',{'name':'virtio-blk-vfio-pci','if':'CONFIG_BLKIO'},{'name':'virtio-blk-vhost-user','if':'CONFIG_BLKIO'},{'name':'virtio-blk-vhost-vdpa','if':'CONFIG_BLKIO'},'vmdk','vpc','vvfat'],'since':'2.9'}
{'union':'BlockdevOptions','base':{'driver':'BlockdevDriver','*node-name':'str','*discard':'BlockdevDiscardOptions','*cache':'BlockdevCacheOptions','*active':'bool','*read-only':'bool','*auto-read-only':'bool','*force-share':'bool','*detect-zeroes':'BlockdevDetectZeroesOptions'},'discriminator':'driver','data':{'blkdebug':'BlockdevOptionsBlkdebug','blklogwrites':'BlockdevOptionsBlklogwrites','blkverify':'BlockdevOptionsBlkverify','blkreplay':'BlockdevOptionsBlkreplay','bochs':'BlockdevOptionsGenericFormat','cloop':'BlockdevOptionsGenericFormat','compress':'BlockdevOptionsGenericFormat','copy-before-write':'BlockdevOptionsCbw','copy-on-read':'BlockdevOptionsCor','dmg':'BlockdevOptionsGenericFormat','file':'BlockdevOptionsFile','ftp':'BlockdevOptionsCurlFtp','ftps':'BlockdevOptionsCurlFtps','gluster':'BlockdevOptionsGluster','host_cdrom':{'type':'BlockdevOptionsFile','if':'HAVE_HOST_BLOCK_DEVICE'},'host_device':{'type':'BlockdevOptionsFile','if':'HAVE_HOST_BLOCK_DEVICE'},'http':'BlockdevOptionsCurlHttp','https':'BlockdevOptionsCurlHttps','io_uring':{'type':'BlockdevOptionsIoUring','if':'CONFIG_BLKIO'},'iscsi':'BlockdevOptionsIscsi','luks':'BlockdevOptionsLUKS','nbd':'BlockdevOptionsNbd','nfs':'BlockdevOptionsNfs','null-aio':'BlockdevOptionsNull','null-co':'BlockdevOptionsNull','nvme':'BlockdevOptionsNVMe','nvme-io_uring':{'type':'BlockdevOptionsNvmeIoUring','if':'CONFIG_BLKIO'},'parallels':'BlockdevOptionsGenericFormat','preallocate':'BlockdevOptionsPreallocate','qcow2':'BlockdevOptionsQcow2','qcow':'BlockdevOptionsQcow','qed':'BlockdevOptionsGenericCOWFormat','quorum':'BlockdevOptionsQuorum','raw':'BlockdevOptionsRaw','rbd':'BlockdevOptionsRbd','replication':{'type':'BlockdevOptionsReplication','if':'CONFIG_REPLICATION'},'snapshot-access':'BlockdevOptionsGenericFormat','ssh':'BlockdevOptionsSsh','throttle':'BlockdevOptionsThrottle','vdi':'BlockdevOptionsGenericFormat','vhdx':'BlockdevOptionsGenericFormat','virtio-blk-vfio-pci':{'type':'BlockdevOptionsVirtioBlkVfioPci','if':'CONFIG_BLKIO'},'virtio-blk-vhost-user':{'type':'BlockdevOptionsVirtioBlkVhostUser','if':'CONFIG_BLKIO'},'virtio-blk-vhost-vdpa':{'type':'BlockdevOptionsVirtioBlkVhostVdpa','if':'CONFIG_BLKIO'},'vmdk':'BlockdevOptionsGenericCOWFormat','vpc':'BlockdevOptionsGenericFormat','vvfat':'BlockdevOptionsVVFAT'},'since':'2.9','parts-since':{'active':'10.0'}}
{'struct':'BlockdevOptionsCbw','base':'BlockdevOptionsGenericFormat','data':{'target':'BlockdevRef','*bitmap':'BlockDirtyBitmap','*on-cbw-error':'OnCbwError','*cbw-timeout':'uint32','*min-cluster-size':'size'},'since':'6.2','parts-since':{'bitmap':'7.0','on-cbw-error':'7.1','cbw-timeout':'7.1','min-cluster-size':'9.2'}}
{'struct':'BlockdevOptionsLUKS','base':'BlockdevOptionsGenericFormat','data':{'*key-secret':'str','*header':'BlockdevRef'},'since':'2.9','parts-since':{'header':'9.0'}}
{'struct':'BlockdevOptionsQcow2','base':'BlockdevOptionsGenericCOWFormat','data':{'*lazy-refcounts':'bool','*pass-discard-request':'bool','*pass-discard-snapshot':'bool','*pass-discard-other':'bool','*discard-no-unref':'bool','*overlap-check':'Qcow2OverlapChecks','*cache-size':'int','*l2-cache-size':'int','*l2-cache-entry-size':'int','*refcount-cache-size':'int','*cache-clean-interval':'int','*encrypt':'BlockdevQcow2Encryption','*data-file':'BlockdevRef'},'since':'2.9','parts-since':{'discard-no-unref':'8.1'}}
{'struct':'BlockdevOptionsVirtioBlkVhostVdpa','data':{'path':'str'},'features':[{'name':'fdset','if':'CONFIG_BLKIO_VHOST_VDPA_FD'}],'if':'CONFIG_BLKIO','since':'7.2'}
{'struct':'DummyBlockCoreForceArrays','data':{'unused-block-graph-info':['BlockGraphInfo']},'since':'8.0'}
{'struct':'ImageInfo','base':'BlockNodeInfo','data':{'*backing-image':'ImageInfo'},'since':'1.3'}
{'union':'ImageInfoSpecific','base':{'type':'ImageInfoSpecificKind'},'discriminator':'type','data':{'qcow2':'ImageInfoSpecificQCow2Wrapper','vmdk':'ImageInfoSpecificVmdkWrapper','luks':'ImageInfoSpecificLUKSWrapper','rbd':'ImageInfoSpecificRbdWrapper','file':'ImageInfoSpecificFileWrapper'},'since':'1.7'}
{'struct':'ImageInfoSpecificFile','data':{'*extent-size-hint':'size'},'since':'8.0'}
{'struct':'ImageInfoSpecificFileWrapper','data':{'data':'ImageInfoSpecificFile'},'since':'8.0'}
{'enum':'ImageInfoSpecificKind','data':['qcow2','vmdk','luks','rbd','file'],'since':'1.7'}
{'struct':'ImageInfoSpecificVmdk','data':{'create-type':'str','cid':'int','parent-cid':'int','extents':['VmdkExtentInfo']},'since':'1.7'}
{'struct':'MapEntry','data':{'start':'int','length':'int','data':'bool','zero':'bool','compressed':'bool','depth':'int','present':'bool','*offset':'int','*filename':'str'},'since':'2.6','parts-since':{'compressed':'8.2','present':'6.1'}}
{'struct':'RbdEncryptionCreateOptionsLUKSBase','base':'RbdEncryptionOptionsLUKSBase','data':{'*cipher-alg':'QCryptoCipherAlgo'},'since':'6.1'}
{'union':'RbdEncryptionOptions','base':{'format':'RbdImageEncryptionFormat','*parent':'RbdEncryptionOptions'},'discriminator':'format','data':{'luks':'RbdEncryptionOptionsLUKS','luks2':'RbdEncryptionOptionsLUKS2','luks-any':'RbdEncryptionOptionsLUKSAny'},'since':'6.1','parts-since':{'parent':'8.0'}}
{'struct':'RbdEncryptionOptionsLUKSAny','base':'RbdEncryptionOptionsLUKSBase','data':{},'since':'8.0'}
{'enum':'RbdImageEncryptionFormat','data':['luks','luks2','luks-any'],'since':'6.1','parts-since':{'luks-any':'8.0'}}
{'struct':'VmdkExtentInfo','data':{'filename':'str','format':'str','virtual-size':'int','*cluster-size':'int','*compressed':'bool'},'since':'8.0'}
{'command':'block-commit','data':{'*job-id':'str','device':'str','*base-node':'str','*base':{'type':'str','features':['deprecated']},'*top-node':'str','*top':{'type':'str','features':['deprecated']},'*backing-file':'str','*backing-mask-protocol':'bool','*speed':'int','*on-error':'BlockdevOnError','*filter-node-name':'str','*auto-finalize':'bool','*auto-dismiss':'bool'},'since':'1.3','parts-since':{'backing-mask-protocol':'9.0'}}
{'command':'block-job-change','data':'BlockJobChangeOptions','since':'8.2'}
{'command':'block-stream','data':{'*job-id':'str','device':'str','*base':'str','*base-node':'str','*backing-file':'str','*backing-mask-protocol':'bool','*bottom':'str','*speed':'int','*on-error':'BlockdevOnError','*filter-node-name':'str','*auto-finalize':'bool','*auto-dismiss':'bool'},'since':'1.1','parts-since':{'bottom':'6.0','backing-mask-protocol':'9.0','filter-node-name':'6.0'}}
{'command':'blockdev-set-active','data':{'*node-name':'str','active':'bool'},'since':'10.0'}
module block-export
{'union':'BlockExportOptions','base':{'type':'BlockExportType','id':'str','*fixed-iothread':'bool','*iothread':'str','node-name':'str','*writable':'bool','*writethrough':'bool','*allow-inactive':'bool'},'discriminator':'type','data':{'nbd':'BlockExportOptionsNbd','vhost-user-blk':{'type':'BlockExportOptionsVhostUserBlk','if':'CONFIG_VHOST_USER_BLK_SERVER'},'fuse':{'type':'BlockExportOptionsFuse','if':'CONFIG_FUSE'},'vduse-blk':{'type':'BlockExportOptionsVduseBlk','if':'CONFIG_VDUSE_BLK_EXPORT'}},'since':'4.2','parts-since':{'allow-inactive':'10.0'}}
{'struct':'NbdServerOptions','base':'NbdServerOptionsBase','data':{'addr':'SocketAddress'}}
{'struct':'NbdServerOptionsBase','data':{'*handshake-max-seconds':'uint32','*tls-creds':'str','*tls-authz':'str','*max-connections':'uint32'},'parts-since':{'handshake-max-seconds':'10.0'}}
{'struct':'NbdServerOptionsLegacy','base':'NbdServerOptionsBase','data':{'addr':'SocketAddressLegacy'}}
{'command':'nbd-server-start','data':'NbdServerOptionsLegacy','since':'1.3'}
module char
{'union':'ChardevBackend','base':{'type':'ChardevBackendKind'},'discriminator':'type','data':{'file':'ChardevFileWrapper','serial':{'type':'ChardevHostdevWrapper','if':'HAVE_CHARDEV_SERIAL'},'parallel':{'type':'ChardevHostdevWrapper','if':'HAVE_CHARDEV_PARALLEL'},'pipe':'ChardevHostdevWrapper','socket':'ChardevSocketWrapper','udp':'ChardevUdpWrapper','pty':'ChardevPtyWrapper','null':'ChardevCommonWrapper','mux':'ChardevMuxWrapper','hub':'ChardevHubWrapper','msmouse':'ChardevCommonWrapper','wctablet':'ChardevCommonWrapper','braille':{'type':'ChardevCommonWrapper','if':'CONFIG_BRLAPI'},'testdev':'ChardevCommonWrapper','stdio':'ChardevStdioWrapper','console':{'type':'ChardevCommonWrapper','if':'CONFIG_WIN32'},'spicevmc':{'type':'ChardevSpiceChannelWrapper','if':'CONFIG_SPICE'},'spiceport':{'type':'ChardevSpicePortWrapper','if':'CONFIG_SPICE'},'qemu-vdagent':{'type':'ChardevQemuVDAgentWrapper','if':'CONFIG_SPICE_PROTOCOL'},'dbus':{'type':'ChardevDBusWrapper','if':'CONFIG_DBUS_DISPLAY'},'vc':'ChardevVCWrapper','ringbuf':'ChardevRingbufWrapper','memory':'ChardevRingbufWrapper'},'since':'1.4'}
{'enum':'ChardevBackendKind','data':['file',{'name':'serial','if':'HAVE_CHARDEV_SERIAL'},{'name':'parallel','if':'HAVE_CHARDEV_PARALLEL'},'pipe','socket','udp','pty','null','mux','hub','msmouse','wctablet',{'name':'braille','if':'CONFIG_BRLAPI'},'testdev','stdio',{'name':'console','if':'CONFIG_WIN32'},{'name':'spicevmc','if':'CONFIG_SPICE'},{'name':'spiceport','if':'CONFIG_SPICE'},{'name':'qemu-vdagent','if':'CONFIG_SPICE_PROTOCOL'},{'name':'dbus','if':'CONFIG_DBUS_DISPLAY'},'vc','ringbuf',{'name':'memory','features':['deprecated']}],'since':'1.4','parts-since':{'hub':'10.0','qemu-vdagent':'6.1','dbus':'7.0'}}
{'struct':'ChardevHub','data':{'chardevs':['str']},'base':'ChardevCommon','since':'10.0'}
{'struct':'ChardevHubWrapper','data':{'data':'ChardevHub'},'since':'10.0'}
{'struct':'ChardevPty','data':{'*path':'str'},'base':'ChardevCommon','since':'9.2'}
{'struct':'ChardevPtyWrapper','data':{'data':'ChardevPty'},'since':'9.2'}
{'struct':'ChardevSocket','data':{'addr':'SocketAddressLegacy','*tls-creds':'str','*tls-authz':'str','*server':'bool','*wait':'bool','*nodelay':'bool','*telnet':'bool','*tn3270':'bool','*websocket':'bool','*reconnect':{'type':'int','features':['deprecated']},'*reconnect-ms':'int'},'base':'ChardevCommon','since':'1.4','parts-since':{'reconnect-ms':'9.2'}}
module common
{'enum':'EndianMode','data':['unspecified','little','big'],'since':'10.0'}
{'enum':'PCIELinkSpeed','data':['2_5','5','8','16','32','64'],'since':'4.0','parts-since':{'32':'9.0','64':'9.0'}}
module crypto
{'enum':'QCryptoAkCipherAlgo','data':['rsa'],'since':'7.1'}
{'union':'QCryptoAkCipherOptions','base':{'alg':'QCryptoAkCipherAlgo'},'discriminator':'alg','data':{'rsa':'QCryptoAkCipherOptionsRSA'},'since':'7.1'}
{'struct':'QCryptoAkCipherOptionsRSA','data':{'hash-alg':'QCryptoHashAlgo','padding-alg':'QCryptoRSAPaddingAlgo'},'since':'7.1'}
{'struct':'QCryptoBlockCreateOptionsLUKS','base':'QCryptoBlockOptionsLUKS','data':{'*cipher-alg':'QCryptoCipherAlgo','*cipher-mode':'QCryptoCipherMode','*ivgen-alg':'QCryptoIVGenAlgo','*ivgen-hash-alg':'QCryptoHashAlgo','*hash-alg':'QCryptoHashAlgo','*iter-time':'int'},'since':'2.6'}
{'struct':'QCryptoBlockInfoLUKS','data':{'cipher-alg':'QCryptoCipherAlgo','cipher-mode':'QCryptoCipherMode','ivgen-alg':'QCryptoIVGenAlgo','*ivgen-hash-alg':'QCryptoHashAlgo','hash-alg':'QCryptoHashAlgo','detached-header':'bool','payload-offset':'int','master-key-iters':'int','uuid':'str','slots':['QCryptoBlockInfoLUKSSlot']},'since':'2.7','parts-since':{'detached-header':'9.0'}}
{'enum':'QCryptoCipherAlgo','data':['aes-128','aes-192','aes-256','des','3des','cast5-128','serpent-128','serpent-192','serpent-256','twofish-128','twofish-192','twofish-256','sm4'],'since':'2.6','parts-since':{'des':'6.1','sm4':'9.0'}}
{'enum':'QCryptoHashAlgo','data':['md5','sha1','sha224','sha256','sha384','sha512','ripemd160','sm3'],'since':'2.6','parts-since':{'sm3':'9.2'}}
{'enum':'QCryptoIVGenAlgo','data':['plain','plain64','essiv'],'since':'2.6'}
{'enum':'QCryptoRSAPaddingAlgo','data':['raw','pkcs1'],'since':'7.1'}
{'struct':'SecretCommonProperties','data':{'*format':'QCryptoSecretFormat','*keyid':'str','*iv':'str'},'since':'2.6'}
{'struct':'SecretKeyringProperties','base':'SecretCommonProperties','data':{'serial':'int32'},'if':'CONFIG_SECRET_KEYRING','since':'5.1'}
{'struct':'TlsCredsAnonProperties','base':'TlsCredsProperties','data':{},'since':'2.5'}
{'struct':'TlsCredsPskProperties','base':'TlsCredsProperties','data':{'*username':'str'},'since':'3.0'}
{'struct':'TlsCredsX509Properties','base':'TlsCredsProperties','data':{'*sanity-check':'bool','*passwordid':'str'},'since':'2.5'}
module cryptodev
{'enum':'QCryptodevBackendAlgoType','data':['sym','asym'],'since':'8.0'}
{'struct':'QCryptodevBackendClient','data':{'queue':'uint32','type':'QCryptodevBackendType'},'since':'8.0'}
{'enum':'QCryptodevBackendServiceType','data':['cipher','hash','mac','aead','akcipher'],'since':'8.0'}
{'enum':'QCryptodevBackendType','data':['builtin','vhost-user','lkcf'],'since':'8.0'}
{'struct':'QCryptodevInfo','data':{'id':'str','service':['QCryptodevBackendServiceType'],'client':['QCryptodevBackendClient']},'since':'8.0'}
{'command':'query-cryptodev','returns':['QCryptodevInfo'],'since':'8.0'}
module cxl
{'struct':'CXLUncorErrorRecord','data':{'type':'CxlUncorErrorType','header':['uint32']},'since':'8.0'}
{'enum':'CxlCorErrorType','data':['cache-data-ecc','mem-data-ecc','crc-threshold','retry-threshold','cache-poison-received','mem-poison-received','physical'],'since':'8.0'}
{'struct':'CxlDynamicCapacityExtent','data':{'offset':'uint64','len':'uint64'},'since':'9.1'}
{'enum':'CxlEventLog','data':['informational','warning','failure','fatal'],'since':'8.1'}
{'enum':'CxlExtentRemovalPolicy','data':['tag-based','prescriptive'],'since':'9.1'}
{'enum':'CxlExtentSelectionPolicy','data':['free','contiguous','prescriptive','enable-shared-access'],'since':'9.1'}
{'enum':'CxlUncorErrorType','data':['cache-data-parity','cache-address-parity','cache-be-parity','cache-data-ecc','mem-data-parity','mem-address-parity','mem-be-parity','mem-data-ecc','reinit-threshold','rsvd-encoding','poison-received','receiver-overflow','internal','cxl-ide-tx','cxl-ide-rx'],'since':'8.0'}
{'command':'cxl-add-dynamic-capacity','data':{'path':'str','host-id':'uint16','selection-policy':'CxlExtentSelectionPolicy','region':'uint8','*tag':'str','extents':['CxlDynamicCapacityExtent']},'features':['unstable'],'since':'9.1'}
{'command':'cxl-inject-correctable-error','data':{'path':'str','type':'CxlCorErrorType'},'since':'8.0'}
{'command':'cxl-inject-dram-event','data':{'path':'str','log':'CxlEventLog','flags':'uint8','dpa':'uint64','descriptor':'uint8','type':'uint8','transaction-type':'uint8','*channel':'uint8','*rank':'uint8','*nibble-mask':'uint32','*bank-group':'uint8','*bank':'uint8','*row':'uint32','*column':'uint16','*correction-mask':['uint64']},'since':'8.1'}
{'command':'cxl-inject-general-media-event','data':{'path':'str','log':'CxlEventLog','flags':'uint8','dpa':'uint64','descriptor':'uint8','type':'uint8','transaction-type':'uint8','*channel':'uint8','*rank':'uint8','*device':'uint32','*component-id':'str'},'since':'8.1'}
{'command':'cxl-inject-memory-module-event','data':{'path':'str','log':'CxlEventLog','flags':'uint8','type':'uint8','health-status':'uint8','media-status':'uint8','additional-status':'uint8','life-used':'uint8','temperature':'int16','dirty-shutdown-count':'uint32','corrected-volatile-error-count':'uint32','corrected-persistent-error-count':'uint32'},'since':'8.1'}
{'command':'cxl-inject-poison','data':{'path':'str','start':'uint64','length':'size'},'since':'8.1'}
{'command':'cxl-inject-uncorrectable-errors','data':{'path':'str','errors':['CXLUncorErrorRecord']},'since':'8.0'}
{'command':'cxl-release-dynamic-capacity','data':{'path':'str','host-id':'uint16','removal-policy':'CxlExtentRemovalPolicy','*forced-removal':'bool','*sanitize-on-release':'bool','region':'uint8','*tag':'str','extents':['CxlDynamicCapacityExtent']},'features':['unstable'],'since':'9.1'}
module dump
{'enum':'DumpGuestMemoryFormat','data':['elf','kdump-zlib','kdump-lzo','kdump-snappy','kdump-raw-zlib','kdump-raw-lzo','kdump-raw-snappy','win-dmp'],'since':'2.0','parts-since':{'kdump-raw-zlib':'8.2','kdump-raw-lzo':'8.2','kdump-raw-snappy':'8.2'}}
module ebpf
{'struct':'EbpfObject','data':{'object':'str'},'if':'CONFIG_EBPF','since':'9.0'}
{'enum':'EbpfProgramID','if':'CONFIG_EBPF','data':[{'name':'rss'}],'since':'9.0'}
{'command':'request-ebpf','data':{'id':'EbpfProgramID'},'returns':'EbpfObject','if':'CONFIG_EBPF','since':'9.0'}
module job
{'enum':'JobVerb','data':['cancel','pause','resume','set-speed','complete','dismiss','finalize','change'],'since':'2.12','parts-since':{'change':'8.2'}}
module machine
{'struct':'CompatProperty','data':{'qom-type':'str','property':'str','value':'str'},'since':'9.1'}
{'struct':'CpuInfoS390','data':{'cpu-state':'S390CpuState','*dedicated':'bool','*entitlement':'S390CpuEntitlement'},'since':'2.12','parts-since':{'dedicated':'8.2','entitlement':'8.2'}}
{'struct':'CpuInstanceProperties','data':{'*node-id':'int','*drawer-id':'int','*book-id':'int','*socket-id':'int','*die-id':'int','*cluster-id':'int','*module-id':'int','*core-id':'int','*thread-id':'int'},'since':'2.7','parts-since':{'drawer-id':'8.2','book-id':'8.2','cluster-id':'7.1','module-id':'9.1'}}
{'event':'HV_BALLOON_STATUS_REPORT','data':'HvBalloonInfo','since':'8.2'}
{'struct':'HvBalloonDeviceInfo','data':{'*id':'str','*memaddr':'size','max-size':'size','*memdev':'str'},'since':'8.2'}
{'struct':'HvBalloonDeviceInfoWrapper','data':{'data':'HvBalloonDeviceInfo'},'since':'8.2'}
{'struct':'HvBalloonInfo','data':{'committed':'size','available':'size'},'since':'8.2'}
{'struct':'MachineInfo','data':{'name':'str','*alias':'str','*is-default':'bool','cpu-max':'int','hotpluggable-cpus':'bool','numa-mem-supported':'bool','deprecated':'bool','*default-cpu-type':'str','*default-ram-id':'str','acpi':'bool','*compat-props':{'type':['CompatProperty'],'features':['unstable']}},'since':'1.2','parts-since':{'acpi':'8.0','compat-props':'9.1'}}
{'union':'MemoryDeviceInfo','base':{'type':'MemoryDeviceInfoKind'},'discriminator':'type','data':{'dimm':'PCDIMMDeviceInfoWrapper','nvdimm':'PCDIMMDeviceInfoWrapper','virtio-pmem':'VirtioPMEMDeviceInfoWrapper','virtio-mem':'VirtioMEMDeviceInfoWrapper','sgx-epc':'SgxEPCDeviceInfoWrapper','hv-balloon':'HvBalloonDeviceInfoWrapper'},'since':'2.1'}
{'enum':'MemoryDeviceInfoKind','data':['dimm','nvdimm','virtio-pmem','virtio-mem','sgx-epc','hv-balloon'],'since':'2.1'}
{'enum':'S390CpuState','data':['uninitialized','stopped','check-stop','operating','load'],'since':'2.12'}
{'struct':'SMPConfiguration','data':{'*cpus':'int','*drawers':'int','*books':'int','*sockets':'int','*dies':'int','*clusters':'int','*modules':'int','*cores':'int','*threads':'int','*maxcpus':'int'},'since':'6.1','parts-since':{'drawers':'8.2','books':'8.2','clusters':'7.0','modules':'9.1'}}
{'enum':'SmbiosEntryPointType','data':['32','64','auto'],'since':'7.0','parts-since':{'auto':'9.0'}}
{'enum':'SysEmuTarget','data':['aarch64','alpha','arm','avr','hppa','i386','loongarch64','m68k','microblaze','microblazeel','mips','mips64','mips64el','mipsel','or1k','ppc','ppc64','riscv32','riscv64','rx','s390x','sh4','sh4eb','sparc','sparc64','tricore','x86_64','xtensa','xtensaeb'],'since':'3.0'}
{'command':'memsave','data':{'val':'uint64','size':'size','filename':'str','*cpu-index':'int'},'since':'0.14'}
{'command':'pmemsave','data':{'val':'uint64','size':'size','filename':'str'},'since':'0.14'}
{'command':'query-hv-balloon-status-report','returns':'HvBalloonInfo','since':'8.2'}
{'command':'query-machines','data':{'*compat-props':{'type':'bool','features':['unstable']}},'returns':['MachineInfo'],'since':'1.2','parts-since':{'compat-props':'9.1'}}
{'command':'x-query-interrupt-controllers','returns':'HumanReadableText','features':['unstable'],'since':'9.1'}
module machine-common
{'enum':'CacheLevelAndType','data':['l1d','l1i','l2','l3'],'since':'9.2'}
{'enum':'CpuTopologyLevel','data':['thread','core','module','cluster','die','socket','book','drawer','default'],'since':'9.2'}
{'enum':'S390CpuEntitlement','data':['auto','low','medium','high'],'since':'8.2'}
{'struct':'SmpCacheProperties','data':{'cache':'CacheLevelAndType','topology':'CpuTopologyLevel'},'since':'9.2'}
{'struct':'SmpCachePropertiesWrapper','data':{'caches':['SmpCacheProperties']},'since':'9.2'}
module machine-target
{'event':'CPU_POLARIZATION_CHANGE','data':{'polarization':'S390CpuPolarization'},'features':['unstable'],'if':{'all':['TARGET_S390X','CONFIG_KVM']},'since':'8.2'}
{'struct':'CpuDefinitionInfo','data':{'name':'str','*migration-safe':'bool','static':'bool','*unavailable-features':['str'],'typename':'str','*alias-of':'str','deprecated':'bool'},'if':{'any':['TARGET_PPC','TARGET_ARM','TARGET_I386','TARGET_S390X','TARGET_MIPS','TARGET_LOONGARCH64','TARGET_RISCV']},'since':'1.2'}
{'struct':'CpuModelExpansionInfo','data':{'model':'CpuModelInfo','deprecated-props':{'type':['str'],'if':'TARGET_S390X'}},'if':{'any':['TARGET_S390X','TARGET_I386','TARGET_ARM','TARGET_LOONGARCH64','TARGET_RISCV']},'since':'2.8','parts-since':{'deprecated-props':'9.1'}}
{'struct':'CpuPolarizationInfo','data':{'polarization':'S390CpuPolarization'},'if':{'all':['TARGET_S390X','CONFIG_KVM']},'since':'8.2'}
{'enum':'S390CpuPolarization','data':['horizontal','vertical'],'if':'TARGET_S390X','since':'8.2'}
{'command':'query-cpu-definitions','returns':['CpuDefinitionInfo'],'if':{'any':['TARGET_PPC','TARGET_ARM','TARGET_I386','TARGET_S390X','TARGET_MIPS','TARGET_LOONGARCH64','TARGET_RISCV']},'since':'1.2'}
{'command':'query-cpu-model-expansion','data':{'type':'CpuModelExpansionType','model':'CpuModelInfo'},'returns':'CpuModelExpansionInfo','if':{'any':['TARGET_S390X','TARGET_I386','TARGET_ARM','TARGET_LOONGARCH64','TARGET_RISCV']},'since':'2.8'}
{'command':'query-s390x-cpu-polarization','returns':'CpuPolarizationInfo','features':['unstable'],'if':{'all':['TARGET_S390X','CONFIG_KVM']},'since':'8.2'}
{'command':'set-cpu-topology','data':{'core-id':'uint16','*socket-id':'uint16','*book-id':'uint16','*drawer-id':'uint16','*entitlement':'S390CpuEntitlement','*dedicated':'bool'},'features':['unstable'],'if':{'all':['TARGET_S390X','CONFIG_KVM']},'since':'8.2'}
module migration
{'struct':'COLOStatus','data':{'mode':'COLOMode','last-mode':'COLOMode','reason':'COLOExitReason'},'if':'CONFIG_REPLICATION','since':'3.1'}
{'struct':'DirtyRateInfo','data':{'*dirty-rate':'int64','status':'DirtyRateStatus','start-time':'int64','calc-time':'int64','calc-time-unit':'TimeUnit','sample-pages':'uint64','mode':'DirtyRateMeasureMode','*vcpu-dirty-rate':['DirtyRateVcpu']},'since':'5.2','parts-since':{'calc-time-unit':'8.2','sample-pages':'6.1','mode':'6.2','vcpu-dirty-rate':'6.2'}}
{'struct':'FileMigrationArgs','data':{'filename':'str','offset':'uint64'},'since':'8.2'}
{'enum':'MigMode','data':['normal','cpr-reboot','cpr-transfer'],'parts-since':{'normal':'8.2','cpr-reboot':'8.2','cpr-transfer':'10.0'}}
{'struct':'MigrateSetParameters','data':{'*announce-initial':'size','*announce-max':'size','*announce-rounds':'size','*announce-step':'size','*throttle-trigger-threshold':'uint8','*cpu-throttle-initial':'uint8','*cpu-throttle-increment':'uint8','*cpu-throttle-tailslow':'bool','*tls-creds':'StrOrNull','*tls-hostname':'StrOrNull','*tls-authz':'StrOrNull','*max-bandwidth':'size','*avail-switchover-bandwidth':'size','*downtime-limit':'uint64','*x-checkpoint-delay':{'type':'uint32','features':['unstable']},'*multifd-channels':'uint8','*xbzrle-cache-size':'size','*max-postcopy-bandwidth':'size','*max-cpu-throttle':'uint8','*multifd-compression':'MultiFDCompression','*multifd-zlib-level':'uint8','*multifd-qatzip-level':'uint8','*multifd-zstd-level':'uint8','*block-bitmap-mapping':['BitmapMigrationNodeAlias'],'*x-vcpu-dirty-limit-period':{'type':'uint64','features':['unstable']},'*vcpu-dirty-limit':'uint64','*mode':'MigMode','*zero-page-detection':'ZeroPageDetection','*direct-io':'bool'},'since':'2.4','parts-since':{'avail-switchover-bandwidth':'8.2','multifd-qatzip-level':'9.2','x-vcpu-dirty-limit-period':'8.1','vcpu-dirty-limit':'8.1','mode':'8.2','zero-page-detection':'9.0','direct-io':'9.1'}}
{'union':'MigrationAddress','base':{'transport':'MigrationAddressType'},'discriminator':'transport','data':{'socket':'SocketAddress','exec':'MigrationExecCommand','rdma':'InetSocketAddress','file':'FileMigrationArgs'},'since':'8.2'}
{'enum':'MigrationAddressType','data':['socket','exec','rdma','file'],'since':'8.2'}
{'enum':'MigrationCapability','data':['xbzrle','rdma-pin-all','auto-converge',{'name':'zero-blocks','features':['deprecated']},'events','postcopy-ram',{'name':'x-colo','features':['unstable']},'release-ram','return-path','pause-before-switchover','multifd','dirty-bitmaps','postcopy-blocktime','late-block-activate',{'name':'x-ignore-shared','features':['unstable']},'validate-uuid','background-snapshot','zero-copy-send','postcopy-preempt','switchover-ack','dirty-limit','mapped-ram'],'since':'1.2','parts-since':{'background-snapshot':'6.0','zero-copy-send':'7.1','postcopy-preempt':'7.1','switchover-ack':'8.1','dirty-limit':'8.1','mapped-ram':'9.0'}}
{'struct':'MigrationChannel','data':{'channel-type':'MigrationChannelType','addr':'MigrationAddress'},'since':'8.1'}
{'enum':'MigrationChannelType','data':['main','cpr'],'since':'8.1'}
{'struct':'MigrationExecCommand','data':{'args':['str']},'since':'8.2'}
{'struct':'MigrationInfo','data':{'*status':'MigrationStatus','*ram':'MigrationStats','*vfio':'VfioStats','*xbzrle-cache':'XBZRLECacheStats','*total-time':'int','*expected-downtime':'int','*downtime':'int','*setup-time':'int','*cpu-throttle-percentage':'int','*error-desc':'str','*blocked-reasons':['str'],'*postcopy-blocktime':'uint32','*postcopy-vcpu-blocktime':['uint32'],'*socket-address':['SocketAddress'],'*dirty-limit-throttle-time-per-round':'uint64','*dirty-limit-ring-full-time':'uint64'},'since':'0.14','parts-since':{'blocked-reasons':'6.0','dirty-limit-throttle-time-per-round':'8.1','dirty-limit-ring-full-time':'8.1'}}
{'enum':'MigrationParameter','data':['announce-initial','announce-max','announce-rounds','announce-step','throttle-trigger-threshold','cpu-throttle-initial','cpu-throttle-increment','cpu-throttle-tailslow','tls-creds','tls-hostname','tls-authz','max-bandwidth','avail-switchover-bandwidth','downtime-limit',{'name':'x-checkpoint-delay','features':['unstable']},'multifd-channels','xbzrle-cache-size','max-postcopy-bandwidth','max-cpu-throttle','multifd-compression','multifd-zlib-level','multifd-zstd-level','multifd-qatzip-level','block-bitmap-mapping',{'name':'x-vcpu-dirty-limit-period','features':['unstable']},'vcpu-dirty-limit','mode','zero-page-detection','direct-io'],'since':'2.4','parts-since':{'avail-switchover-bandwidth':'8.2','multifd-qatzip-level':'9.2','x-vcpu-dirty-limit-period':'8.1','vcpu-dirty-limit':'8.1','mode':'8.2','zero-page-detection':'9.0','direct-io':'9.1'}}
{'struct':'MigrationParameters','data':{'*announce-initial':'size','*announce-max':'size','*announce-rounds':'size','*announce-step':'size','*throttle-trigger-threshold':'uint8','*cpu-throttle-initial':'uint8','*cpu-throttle-increment':'uint8','*cpu-throttle-tailslow':'bool','*tls-creds':'str','*tls-hostname':'str','*tls-authz':'str','*max-bandwidth':'size','*avail-switchover-bandwidth':'size','*downtime-limit':'uint64','*x-checkpoint-delay':{'type':'uint32','features':['unstable']},'*multifd-channels':'uint8','*xbzrle-cache-size':'size','*max-postcopy-bandwidth':'size','*max-cpu-throttle':'uint8','*multifd-compression':'MultiFDCompression','*multifd-zlib-level':'uint8','*multifd-qatzip-level':'uint8','*multifd-zstd-level':'uint8','*block-bitmap-mapping':['BitmapMigrationNodeAlias'],'*x-vcpu-dirty-limit-period':{'type':'uint64','features':['unstable']},'*vcpu-dirty-limit':'uint64','*mode':'MigMode','*zero-page-detection':'ZeroPageDetection','*direct-io':'bool'},'since':'2.4','parts-since':{'avail-switchover-bandwidth':'8.2','multifd-qatzip-level':'9.2','x-vcpu-dirty-limit-period':'8.1','vcpu-dirty-limit':'8.1','mode':'8.2','zero-page-detection':'9.0','direct-io':'9.1'}}
{'struct':'MigrationStats','data':{'transferred':'int','remaining':'int','total':'int','duplicate':'int','normal':'int','normal-bytes':'int','dirty-pages-rate':'int','mbps':'number','dirty-sync-count':'int','postcopy-requests':'int','page-size':'int','multifd-bytes':'uint64','pages-per-second':'uint64','precopy-bytes':'uint64','downtime-bytes':'uint64','postcopy-bytes':'uint64','dirty-sync-missed-zero-copy':'uint64'},'since':'0.14','parts-since':{'precopy-bytes':'7.0','downtime-bytes':'7.0','postcopy-bytes':'7.0','dirty-sync-missed-zero-copy':'7.1'}}
{'enum':'MigrationStatus','data':['none','setup','cancelling','cancelled','active','postcopy-active','postcopy-paused','postcopy-recover-setup','postcopy-recover','completed','failed','colo','pre-switchover','device','wait-unplug'],'since':'2.3','parts-since':{'postcopy-recover-setup':'9.1'}}
{'struct':'MigrationThreadInfo','data':{'name':'str','thread-id':'int'},'since':'7.2'}
{'enum':'MultiFDCompression','data':['none','zlib',{'name':'zstd','if':'CONFIG_ZSTD'},{'name':'qatzip','if':'CONFIG_QATZIP'},{'name':'qpl','if':'CONFIG_QPL'},{'name':'uadk','if':'CONFIG_UADK'}],'since':'5.0','parts-since':{'qatzip':'9.2','qpl':'9.1','uadk':'9.1'}}
{'enum':'TimeUnit','data':['second','millisecond'],'since':'8.2'}
{'enum':'ZeroPageDetection','data':['none','legacy','multifd'],'since':'9.0'}
{'command':'calc-dirty-rate','data':{'calc-time':'int64','*calc-time-unit':'TimeUnit','*sample-pages':'int','*mode':'DirtyRateMeasureMode'},'since':'5.2','parts-since':{'calc-time-unit':'8.2','sample-pages':'6.1','mode':'6.1'}}
{'command':'migrate','data':{'*uri':'str','*channels':['MigrationChannel'],'*detach':'bool','*resume':'bool'},'since':'0.14'}
{'command':'migrate-incoming','data':{'*uri':'str','*channels':['MigrationChannel'],'*exit-on-error':'bool'},'since':'2.3','parts-since':{'exit-on-error':'9.1'}}
{'command':'query-colo-status','returns':'COLOStatus','if':'CONFIG_REPLICATION','since':'3.1'}
{'command':'query-dirty-rate','data':{'*calc-time-unit':'TimeUnit'},'returns':'DirtyRateInfo','since':'5.2','parts-since':{'calc-time-unit':'8.2'}}
{'command':'query-migrationthreads','returns':['MigrationThreadInfo'],'features':['deprecated'],'since':'7.2'}
{'command':'x-colo-lost-heartbeat','features':['unstable'],'if':'CONFIG_REPLICATION','since':'2.8'}
module misc
{'command':'get-win32-socket','data':{'info':'str','fdname':'str'},'if':'CONFIG_WIN32','since':'8.0'}
{'command':'getfd','data':{'fdname':'str'},'if':'CONFIG_POSIX','since':'0.14'}
module misc-target
{'struct':'EvtchnInfo','data':{'port':'uint16','vcpu':'uint32','type':'EvtchnPortType','remote-domain':'str','target':'uint16','pending':'bool','masked':'bool'},'if':'TARGET_I386','since':'8.0'}
{'enum':'EvtchnPortType','data':['closed','unbound','interdomain','pirq','virq','ipi'],'if':'TARGET_I386','since':'8.0'}
{'struct':'SGXInfo','data':{'sgx':'bool','sgx1':'bool','sgx2':'bool','flc':'bool','sections':['SGXEPCSection']},'if':'TARGET_I386','since':'6.2','parts-since':{'sections':'7.0'}}
{'struct':'SevGuestInfo','data':{'policy':'uint32','handle':'uint32'},'if':'TARGET_I386','since':'2.12'}
{'enum':'SevGuestType','data':['sev','sev-snp'],'if':'TARGET_I386','since':'6.2'}
{'union':'SevInfo','base':{'enabled':'bool','api-major':'uint8','api-minor':'uint8','build-id':'uint8','state':'SevState','sev-type':'SevGuestType'},'discriminator':'sev-type','data':{'sev':'SevGuestInfo','sev-snp':'SevSnpGuestInfo'},'if':'TARGET_I386','since':'2.12'}
{'struct':'SevSnpGuestInfo','data':{'snp-policy':'uint64'},'if':'TARGET_I386','since':'9.1'}
{'command':'xen-event-inject','data':{'port':'uint32'},'if':'TARGET_I386','since':'8.0'}
{'command':'xen-event-list','returns':['EvtchnInfo'],'if':'TARGET_I386','since':'8.0'}
module net
{'enum':'AFXDPMode','data':['native','skb'],'if':'CONFIG_AF_XDP','since':'8.2'}
{'event':'NETDEV_VHOST_USER_CONNECTED','data':{'netdev-id':'str','chardev-id':'str'},'since':'10.0'}
{'event':'NETDEV_VHOST_USER_DISCONNECTED','data':{'netdev-id':'str'},'since':'10.0'}
{'enum':'NetClientDriver','data':['none','nic','user','tap','l2tpv3','socket','stream','dgram','vde','bridge','hubport','netmap','vhost-user','vhost-vdpa',{'name':'af-xdp','if':'CONFIG_AF_XDP'},{'name':'vmnet-host','if':'CONFIG_VMNET'},{'name':'vmnet-shared','if':'CONFIG_VMNET'},{'name':'vmnet-bridged','if':'CONFIG_VMNET'}],'since':'2.7'}
{'union':'Netdev','base':{'id':'str','type':'NetClientDriver'},'discriminator':'type','data':{'nic':'NetLegacyNicOptions','user':'NetdevUserOptions','tap':'NetdevTapOptions','l2tpv3':'NetdevL2TPv3Options','socket':'NetdevSocketOptions','stream':'NetdevStreamOptions','dgram':'NetdevDgramOptions','vde':'NetdevVdeOptions','bridge':'NetdevBridgeOptions','hubport':'NetdevHubPortOptions','netmap':'NetdevNetmapOptions','af-xdp':{'type':'NetdevAFXDPOptions','if':'CONFIG_AF_XDP'},'vhost-user':'NetdevVhostUserOptions','vhost-vdpa':'NetdevVhostVDPAOptions','vmnet-host':{'type':'NetdevVmnetHostOptions','if':'CONFIG_VMNET'},'vmnet-shared':{'type':'NetdevVmnetSharedOptions','if':'CONFIG_VMNET'},'vmnet-bridged':{'type':'NetdevVmnetBridgedOptions','if':'CONFIG_VMNET'}},'since':'1.2'}
{'struct':'NetdevAFXDPOptions','data':{'ifname':'str','*mode':'AFXDPMode','*force-copy':'bool','*queues':'int','*start-queue':'int','*inhibit':'bool','*sock-fds':'str'},'if':'CONFIG_AF_XDP','since':'8.2'}
{'struct':'NetdevStreamOptions','data':{'addr':'SocketAddress','*server':'bool','*reconnect':{'type':'int','features':['deprecated']},'*reconnect-ms':'int'},'since':'7.2','parts-since':{'reconnect':'8.0','reconnect-ms':'9.2'}}
{'struct':'String','data':{'str':'str'},'since':'1.2'}
module qdev
{'command':'device-sync-config','features':['unstable'],'data':{'id':'str'},'since':'9.2'}
module qom
{'struct':'AcpiGenericInitiatorProperties','data':{'pci-dev':'str','node':'uint32'},'since':'9.0'}
{'struct':'AcpiGenericPortProperties','data':{'pci-bus':'str','node':'uint32'},'since':'9.2'}
{'struct':'CanHostSocketcanProperties','data':{'if':'str','canbus':'str'},'if':'CONFIG_LINUX','since':'2.12'}
{'struct':'CryptodevBackendProperties','data':{'*queues':'uint32','*throttle-bps':'uint64','*throttle-ops':'uint64'},'since':'2.8','parts-since':{'throttle-bps':'8.0','throttle-ops':'8.0'}}
{'struct':'CryptodevVhostUserProperties','base':'CryptodevBackendProperties','data':{'chardev':'str'},'if':'CONFIG_VHOST_CRYPTO','since':'2.12'}
{'struct':'IOMMUFDProperties','data':{'*fd':'str'},'since':'9.0'}
{'struct':'InputLinuxProperties','data':{'evdev':'str','*grab_all':'bool','*repeat':'bool','*grab-toggle':'GrabToggleKeys'},'if':'CONFIG_LINUX','since':'2.6'}
{'struct':'MemoryBackendEpcProperties','base':'MemoryBackendProperties','data':{},'if':'CONFIG_LINUX','since':'6.2'}
{'struct':'MemoryBackendFileProperties','base':'MemoryBackendProperties','data':{'*align':'size','*offset':'size','*discard-data':'bool','mem-path':'str','*pmem':{'type':'bool','if':'CONFIG_LIBPMEM'},'*readonly':'bool','*rom':'OnOffAuto'},'since':'2.1','parts-since':{'offset':'8.1','rom':'8.2'}}
{'struct':'MemoryBackendMemfdProperties','base':'MemoryBackendProperties','data':{'*hugetlb':'bool','*hugetlbsize':'size','*seal':'bool'},'if':'CONFIG_LINUX','since':'2.12'}
{'struct':'MemoryBackendShmProperties','base':'MemoryBackendProperties','data':{},'if':'CONFIG_POSIX','since':'9.1'}
{'union':'ObjectOptions','base':{'qom-type':'ObjectType','id':'str'},'discriminator':'qom-type','data':{'acpi-generic-initiator':'AcpiGenericInitiatorProperties','acpi-generic-port':'AcpiGenericPortProperties','authz-list':'AuthZListProperties','authz-listfile':'AuthZListFileProperties','authz-pam':'AuthZPAMProperties','authz-simple':'AuthZSimpleProperties','can-host-socketcan':{'type':'CanHostSocketcanProperties','if':'CONFIG_LINUX'},'colo-compare':'ColoCompareProperties','cryptodev-backend':'CryptodevBackendProperties','cryptodev-backend-builtin':'CryptodevBackendProperties','cryptodev-backend-lkcf':'CryptodevBackendProperties','cryptodev-vhost-user':{'type':'CryptodevVhostUserProperties','if':'CONFIG_VHOST_CRYPTO'},'dbus-vmstate':'DBusVMStateProperties','filter-buffer':'FilterBufferProperties','filter-dump':'FilterDumpProperties','filter-mirror':'FilterMirrorProperties','filter-redirector':'FilterRedirectorProperties','filter-replay':'NetfilterProperties','filter-rewriter':'FilterRewriterProperties','input-barrier':'InputBarrierProperties','input-linux':{'type':'InputLinuxProperties','if':'CONFIG_LINUX'},'iommufd':'IOMMUFDProperties','iothread':'IothreadProperties','main-loop':'MainLoopProperties','memory-backend-epc':{'type':'MemoryBackendEpcProperties','if':'CONFIG_LINUX'},'memory-backend-file':'MemoryBackendFileProperties','memory-backend-memfd':{'type':'MemoryBackendMemfdProperties','if':'CONFIG_LINUX'},'memory-backend-ram':'MemoryBackendProperties','memory-backend-shm':{'type':'MemoryBackendShmProperties','if':'CONFIG_POSIX'},'pr-manager-helper':{'type':'PrManagerHelperProperties','if':'CONFIG_LINUX'},'qtest':'QtestProperties','rng-builtin':'RngProperties','rng-egd':'RngEgdProperties','rng-random':{'type':'RngRandomProperties','if':'CONFIG_POSIX'},'secret':'SecretProperties','secret_keyring':{'type':'SecretKeyringProperties','if':'CONFIG_SECRET_KEYRING'},'sev-guest':'SevGuestProperties','sev-snp-guest':'SevSnpGuestProperties','thread-context':'ThreadContextProperties','throttle-group':'ThrottleGroupProperties','tls-creds-anon':'TlsCredsAnonProperties','tls-creds-psk':'TlsCredsPskProperties','tls-creds-x509':'TlsCredsX509Properties','tls-cipher-suites':'TlsCredsProperties','x-remote-object':'RemoteObjectProperties','x-vfio-user-server':'VfioUserServerProperties'},'since':'6.0'}
{'enum':'ObjectType','data':['acpi-generic-initiator','acpi-generic-port','authz-list','authz-listfile','authz-pam','authz-simple','can-bus',{'name':'can-host-socketcan','if':'CONFIG_LINUX'},'colo-compare','cryptodev-backend','cryptodev-backend-builtin','cryptodev-backend-lkcf',{'name':'cryptodev-vhost-user','if':'CONFIG_VHOST_CRYPTO'},'dbus-vmstate','filter-buffer','filter-dump','filter-mirror','filter-redirector','filter-replay','filter-rewriter','input-barrier',{'name':'input-linux','if':'CONFIG_LINUX'},'iommufd','iothread','main-loop',{'name':'memory-backend-epc','if':'CONFIG_LINUX'},'memory-backend-file',{'name':'memory-backend-memfd','if':'CONFIG_LINUX'},'memory-backend-ram',{'name':'memory-backend-shm','if':'CONFIG_POSIX'},'pef-guest',{'name':'pr-manager-helper','if':'CONFIG_LINUX'},'qtest','rng-builtin','rng-egd',{'name':'rng-random','if':'CONFIG_POSIX'},'secret',{'name':'secret_keyring','if':'CONFIG_SECRET_KEYRING'},'sev-guest','sev-snp-guest','thread-context','s390-pv-guest','throttle-group','tls-creds-anon','tls-creds-psk','tls-creds-x509','tls-cipher-suites',{'name':'x-remote-object','features':['unstable']},{'name':'x-vfio-user-server','features':['unstable']}],'since':'6.0'}
{'struct':'PrManagerHelperProperties','data':{'path':'str'},'if':'CONFIG_LINUX','since':'2.11'}
{'struct':'RngRandomProperties','base':'RngProperties','data':{'*filename':'str'},'if':'CONFIG_POSIX','since':'1.3'}
{'struct':'SevCommonProperties','data':{'*sev-device':'str','*cbitpos':'uint32','reduced-phys-bits':'uint32','*kernel-hashes':'bool'},'since':'9.1','parts-since':{'kernel-hashes':'6.2'}}
{'struct':'SevGuestProperties','base':'SevCommonProperties','data':{'*dh-cert-file':'str','*session-file':'str','*policy':'uint32','*handle':'uint32','*legacy-vm-type':'OnOffAuto'},'since':'2.12','parts-since':{'legacy-vm-type':'9.1'}}
{'struct':'SevSnpGuestProperties','base':'SevCommonProperties','data':{'*policy':'uint64','*guest-visible-workarounds':'str','*id-block':'str','*id-auth':'str','*author-key-enabled':'bool','*host-data':'str','*vcek-disabled':'bool'},'since':'9.1','parts-since':{'vcek-disabled':'9.1'}}
module run-state
{'event':'GUEST_PVSHUTDOWN','since':'9.1'}
{'struct':'StatusInfo','data':{'running':'bool','status':'RunState'},'since':'0.14'}
module sockets
{'struct':'FdSocketAddress','data':{'str':'str'},'since':'1.2'}
{'struct':'FdSocketAddressWrapper','data':{'data':'FdSocketAddress'},'since':'1.3'}
{'union':'SocketAddress','base':{'type':'SocketAddressType'},'discriminator':'type','data':{'inet':'InetSocketAddress','unix':'UnixSocketAddress','vsock':'VsockSocketAddress','fd':'FdSocketAddress'},'since':'2.9'}
{'union':'SocketAddressLegacy','base':{'type':'SocketAddressType'},'discriminator':'type','data':{'inet':'InetSocketAddressWrapper','unix':'UnixSocketAddressWrapper','vsock':'VsockSocketAddressWrapper','fd':'FdSocketAddressWrapper'},'since':'1.3'}
module stats
{'enum':'StatsProvider','data':['kvm','cryptodev'],'since':'7.1'}
{'enum':'StatsTarget','data':['vm','vcpu','cryptodev'],'since':'7.1','parts-since':{'cryptodev':'8.0'}}
module trace
{'struct':'TraceEventInfo','data':{'name':'str','state':'TraceEventState'},'since':'2.2'}
{'command':'trace-event-get-state','data':{'name':'str'},'returns':['TraceEventInfo'],'since':'2.2'}
{'command':'trace-event-set-state','data':{'name':'str','enable':'bool','*ignore-unavailable':'bool'},'since':'2.2'}
module uefi
{'struct':'UefiVarStore','data':{'version':'int','variables':['UefiVariable']},'since':'10.0'}
{'struct':'UefiVariable','data':{'guid':'str','name':'str','attr':'int','data':'str','*time':'str','*digest':'str'},'since':'10.0'}
module ui
{'struct':'DisplayCocoa','data':{'*left-command-key':'bool','*full-grab':'bool','*swap-opt-cmd':'bool','*zoom-to-fit':'bool','*zoom-interpolation':'bool'},'since':'7.0','parts-since':{'zoom-to-fit':'8.2','zoom-interpolation':'9.0'}}
{'struct':'DisplayGTK','data':{'*grab-on-hover':'bool','*zoom-to-fit':'bool','*show-tabs':'bool','*show-menubar':'bool'},'since':'2.12','parts-since':{'show-tabs':'7.1','show-menubar':'8.0'}}
{'union':'DisplayOptions','base':{'type':'DisplayType','*full-screen':'bool','*window-close':'bool','*show-cursor':'bool','*gl':'DisplayGLMode'},'discriminator':'type','data':{'gtk':{'type':'DisplayGTK','if':'CONFIG_GTK'},'cocoa':{'type':'DisplayCocoa','if':'CONFIG_COCOA'},'curses':{'type':'DisplayCurses','if':'CONFIG_CURSES'},'egl-headless':{'type':'DisplayEGLHeadless','if':'CONFIG_OPENGL'},'dbus':{'type':'DisplayDBus','if':'CONFIG_DBUS_DISPLAY'},'sdl':{'type':'DisplaySDL','if':'CONFIG_SDL'}},'since':'2.12'}
{'enum':'DisplayType','data':[{'name':'default'},{'name':'none'},{'name':'gtk','if':'CONFIG_GTK'},{'name':'sdl','if':'CONFIG_SDL'},{'name':'egl-headless','if':'CONFIG_OPENGL'},{'name':'curses','if':'CONFIG_CURSES'},{'name':'cocoa','if':'CONFIG_COCOA'},{'name':'spice-app','if':'CONFIG_SPICE'},{'name':'dbus','if':'CONFIG_DBUS_DISPLAY'}],'since':'2.12','parts-since':{'dbus':'7.0'}}
{'enum':'InputButton','data':['left','middle','right','wheel-up','wheel-down','side','extra','wheel-left','wheel-right','touch'],'since':'2.0','parts-since':{'touch':'8.1'}}
{'union':'InputEvent','base':{'type':'InputEventKind'},'discriminator':'type','data':{'key':'InputKeyEventWrapper','btn':'InputBtnEventWrapper','rel':'InputMoveEventWrapper','abs':'InputMoveEventWrapper','mtt':'InputMultiTouchEventWrapper'},'since':'2.0'}
{'enum':'InputEventKind','data':['key','btn','rel','abs','mtt'],'since':'2.0'}
{'struct':'InputMultiTouchEvent','data':{'type':'InputMultiTouchType','slot':'int','tracking-id':'int','axis':'InputAxis','value':'int'},'since':'8.1'}
{'struct':'InputMultiTouchEventWrapper','data':{'data':'InputMultiTouchEvent'},'since':'8.1'}
{'enum':'InputMultiTouchType','data':['begin','update','end','cancel','data'],'since':'8.1'}
{'enum':'QKeyCode','data':['unmapped','shift','shift_r','alt','alt_r','ctrl','ctrl_r','menu','esc','1','2','3','4','5','6','7','8','9','0','minus','equal','backspace','tab','q','w','e','r','t','y','u','i','o','p','bracket_left','bracket_right','ret','a','s','d','f','g','h','j','k','l','semicolon','apostrophe','grave_accent','backslash','z','x','c','v','b','n','m','comma','dot','slash','asterisk','spc','caps_lock','f1','f2','f3','f4','f5','f6','f7','f8','f9','f10','num_lock','scroll_lock','kp_divide','kp_multiply','kp_subtract','kp_add','kp_enter','kp_decimal','sysrq','kp_0','kp_1','kp_2','kp_3','kp_4','kp_5','kp_6','kp_7','kp_8','kp_9','less','f11','f12','print','home','pgup','pgdn','end','left','up','down','right','insert','delete','stop','again','props','undo','front','copy','open','paste','find','cut','lf','help','meta_l','meta_r','compose','pause','ro','hiragana','henkan','yen','muhenkan','katakanahiragana','kp_comma','kp_equals','power','sleep','wake','audionext','audioprev','audiostop','audioplay','audiomute','volumeup','volumedown','mediaselect','mail','calculator','computer','ac_home','ac_back','ac_forward','ac_refresh','ac_bookmarks','lang1','lang2','f13','f14','f15','f16','f17','f18','f19','f20','f21','f22','f23','f24'],'since':'1.3'}
{'command':'client_migrate_info','data':{'protocol':'str','hostname':'str','*port':'int','*tls-port':'int','*cert-subject':'str'},'since':'0.14'}
{'command':'screendump','data':{'filename':'str','*device':'str','*head':'int','*format':'ImageFormat'},'if':'CONFIG_PIXMAN','since':'0.14','parts-since':{'format':'7.1'}}
module vfio
{'enum':'QapiVfioMigrationState','data':['stop','running','stop-copy','resuming','running-p2p','pre-copy','pre-copy-p2p'],'since':'9.1'}
{'event':'VFIO_MIGRATION','data':{'device-id':'str','qom-path':'str','device-state':'QapiVfioMigrationState'},'since':'9.1'}
module virtio
{'struct':'DummyVirtioForceArrays','data':{'unused-iothread-vq-mapping':['IOThreadVirtQueueMapping']},'since':'9.0'}
{'enum':'GranuleMode','data':['4k','8k','16k','64k','host'],'since':'9.0'}
{'struct':'IOThreadVirtQueueMapping','data':{'iothread':'str','*vqs':['uint16']},'since':'9.0'}
{'enum':'VMAppleVirtioBlkVariant','data':['unspecified','root','aux'],'since':'9.2'}
`;
