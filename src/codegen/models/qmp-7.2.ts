// Generated from QEMU's definitions: do not edit.

/** The facts of QMP in QEMU 7.2. */
export const qmp7_2: string = `gone BlockDirtyBitmapMergeSource
gone BlockdevCreateOptionsSheepdog
gone BlockdevOptionsSheepdog
gone CpuInfo
gone CpuInfoArch
gone CpuInfoMIPS
gone CpuInfoPPC
gone CpuInfoRISCV
gone CpuInfoSPARC
gone CpuInfoTricore
gone CpuInfoX86
gone DirtyBitmapStatus
gone EventInfo
gone QAuthZListRuleListHack
gone SheepdogRedundancy
gone SheepdogRedundancyErasureCoded
gone SheepdogRedundancyFull
gone SheepdogRedundancyType
gone block_passwd
gone change
gone migrate-set-cache-size
gone migrate_set_downtime
gone migrate_set_speed
gone query-cpus
gone query-events
gone query-migrate-cache-size
gone x-blockdev-reopen
module audio
{'union':'Audiodev','base':{'id':'str','driver':'AudiodevDriver','*timer-period':'uint32'},'discriminator':'driver','data':{'none':'AudiodevGenericOptions','alsa':'AudiodevAlsaOptions','coreaudio':'AudiodevCoreaudioOptions','dbus':'AudiodevGenericOptions','dsound':'AudiodevDsoundOptions','jack':'AudiodevJackOptions','oss':'AudiodevOssOptions','pa':'AudiodevPaOptions','sdl':'AudiodevSdlOptions','sndio':'AudiodevSndioOptions','spice':'AudiodevGenericOptions','wav':'AudiodevWavOptions'},'since':'4.0'}
{'enum':'AudiodevDriver','data':['none','alsa','coreaudio','dbus','dsound','jack','oss','pa','sdl','sndio','spice','wav'],'since':'4.0'}
{'struct':'AudiodevSdlOptions','data':{'*in':'AudiodevSdlPerDirectionOptions','*out':'AudiodevSdlPerDirectionOptions'},'since':'6.0'}
{'struct':'AudiodevSdlPerDirectionOptions','base':'AudiodevPerDirectionOptions','data':{'*buffer-count':'uint32'},'since':'6.0'}
{'struct':'AudiodevSndioOptions','data':{'*in':'AudiodevPerDirectionOptions','*out':'AudiodevPerDirectionOptions','*dev':'str','*latency':'uint32'},'since':'7.2'}
module authz
{'struct':'AuthZListFileProperties','data':{'filename':'str','*refresh':'bool'},'since':'4.0'}
{'struct':'AuthZListProperties','data':{'*policy':'QAuthZListPolicy','*rules':['QAuthZListRule']},'since':'4.0'}
{'struct':'AuthZPAMProperties','data':{'service':'str'},'since':'4.0'}
{'struct':'AuthZSimpleProperties','data':{'identity':'str'},'since':'4.0'}
module block
{'command':'blockdev-change-medium','data':{'*device':{'type':'str','features':['deprecated']},'*id':'str','filename':'str','*format':'str','*force':'bool','*read-only-mode':'BlockdevChangeReadOnlyMode'},'since':'2.5','parts-since':{'force':'7.1'}}
module block-core
{'struct':'BackupCommon','data':{'*job-id':'str','device':'str','sync':'MirrorSyncMode','*speed':'int','*bitmap':'str','*bitmap-mode':'BitmapSyncMode','*compress':'bool','*on-source-error':'BlockdevOnError','*on-target-error':'BlockdevOnError','*auto-finalize':'bool','*auto-dismiss':'bool','*filter-node-name':'str','*x-perf':{'type':'BackupPerf','features':['unstable']}},'since':'4.2','parts-since':{'x-perf':'6.0'}}
{'struct':'BackupPerf','data':{'*use-copy-range':'bool','*max-workers':'int','*max-chunk':'int64'},'since':'6.0'}
{'struct':'BlockDeviceInfo','data':{'file':'str','*node-name':'str','ro':'bool','drv':'str','*backing_file':'str','backing_file_depth':'int','encrypted':'bool','detect_zeroes':'BlockdevDetectZeroesOptions','bps':'int','bps_rd':'int','bps_wr':'int','iops':'int','iops_rd':'int','iops_wr':'int','image':'ImageInfo','*bps_max':'int','*bps_rd_max':'int','*bps_wr_max':'int','*iops_max':'int','*iops_rd_max':'int','*iops_wr_max':'int','*bps_max_length':'int','*bps_rd_max_length':'int','*bps_wr_max_length':'int','*iops_max_length':'int','*iops_rd_max_length':'int','*iops_wr_max_length':'int','*iops_size':'int','*group':'str','cache':'BlockdevCacheInfo','write_threshold':'int','*dirty-bitmaps':['BlockDirtyInfo']},'since':'0.14'}
{'struct':'BlockDirtyBitmapMerge','data':{'node':'str','target':'str','bitmaps':['BlockDirtyBitmapOrStr']},'since':'4.0'}
{'alternate':'BlockDirtyBitmapOrStr','data':{'local':'str','external':'BlockDirtyBitmap'},'since':'4.1'}
{'struct':'BlockDirtyInfo','data':{'*name':'str','count':'int','granularity':'uint32','recording':'bool','busy':'bool','persistent':'bool','*inconsistent':'bool'},'since':'1.3'}
{'struct':'BlockInfo','data':{'device':'str','*qdev':'str','type':'str','removable':'bool','locked':'bool','*inserted':'BlockDeviceInfo','*tray_open':'bool','*io-status':'BlockDeviceIoStatus'},'since':'0.14'}
{'enum':'BlockPermission','data':['consistent-read','write','write-unchanged','resize'],'since':'4.0'}
{'union':'BlockStatsSpecific','base':{'driver':'BlockdevDriver'},'discriminator':'driver','data':{'file':'BlockStatsSpecificFile','host_device':{'type':'BlockStatsSpecificFile','if':'HAVE_HOST_BLOCK_DEVICE'},'nvme':'BlockStatsSpecificNvme'},'since':'4.2'}
{'enum':'BlockdevAioOptions','data':['threads','native',{'name':'io_uring','if':'CONFIG_LINUX_IO_URING'}],'since':'2.9'}
{'union':'BlockdevCreateOptions','base':{'driver':'BlockdevDriver'},'discriminator':'driver','data':{'file':'BlockdevCreateOptionsFile','gluster':'BlockdevCreateOptionsGluster','luks':'BlockdevCreateOptionsLUKS','nfs':'BlockdevCreateOptionsNfs','parallels':'BlockdevCreateOptionsParallels','qcow':'BlockdevCreateOptionsQcow','qcow2':'BlockdevCreateOptionsQcow2','qed':'BlockdevCreateOptionsQed','rbd':'BlockdevCreateOptionsRbd','ssh':'BlockdevCreateOptionsSsh','vdi':'BlockdevCreateOptionsVdi','vhdx':'BlockdevCreateOptionsVhdx','vmdk':'BlockdevCreateOptionsVmdk','vpc':'BlockdevCreateOptionsVpc'},'since':'2.12'}
{'struct':'BlockdevCreateOptionsRbd','data':{'location':'BlockdevOptionsRbd','size':'size','*cluster-size':'size','*encrypt':'RbdEncryptionCreateOptions'},'since':'2.12','parts-since':{'encrypt':'6.1'}}
{'struct':'BlockdevCreateOptionsVmdk','data':{'file':'BlockdevRef','size':'size','*extents':['BlockdevRef'],'*subformat':'BlockdevVmdkSubformat','*backing-file':'str','*adapter-type':'BlockdevVmdkAdapterType','*hwversion':'str','*toolsversion':'str','*zeroed-grain':'bool'},'since':'4.0','parts-since':{'toolsversion':'6.2'}}
{'enum':'BlockdevDriver','data':['blkdebug','blklogwrites','blkreplay','blkverify','bochs','cloop','compress','copy-before-write','copy-on-read','dmg','file','snapshot-access','ftp','ftps','gluster',{'name':'host_cdrom','if':'HAVE_HOST_BLOCK_DEVICE'},{'name':'host_device','if':'HAVE_HOST_BLOCK_DEVICE'},'http','https',{'name':'io_uring','if':'CONFIG_BLKIO'},'iscsi','luks','nbd','nfs','null-aio','null-co','nvme',{'name':'nvme-io_uring','if':'CONFIG_BLKIO'},'parallels','preallocate','qcow','qcow2','qed','quorum','raw','rbd',{'name':'replication','if':'CONFIG_REPLICATION'},'ssh','throttle','vdi','vhdx',{'name':'virtio-blk-vfio-pci','if':'CONFIG_BLKIO'},{'name':'virtio-blk-vhost-user','if':'CONFIG_BLKIO'},{'name':'virtio-blk-vhost-vdpa','if':'CONFIG_BLKIO'},'vmdk','vpc','vvfat'],'since':'2.9'}
{'union':'BlockdevOptions','base':{'driver':'BlockdevDriver','*node-name':'str','*discard':'BlockdevDiscardOptions','*cache':'BlockdevCacheOptions','*read-only':'bool','*auto-read-only':'bool','*force-share':'bool','*detect-zeroes':'BlockdevDetectZeroesOptions'},'discriminator':'driver','data':{'blkdebug':'BlockdevOptionsBlkdebug','blklogwrites':'BlockdevOptionsBlklogwrites','blkverify':'BlockdevOptionsBlkverify','blkreplay':'BlockdevOptionsBlkreplay','bochs':'BlockdevOptionsGenericFormat','cloop':'BlockdevOptionsGenericFormat','compress':'BlockdevOptionsGenericFormat','copy-before-write':'BlockdevOptionsCbw','copy-on-read':'BlockdevOptionsCor','dmg':'BlockdevOptionsGenericFormat','file':'BlockdevOptionsFile','ftp':'BlockdevOptionsCurlFtp','ftps':'BlockdevOptionsCurlFtps','gluster':'BlockdevOptionsGluster','host_cdrom':{'type':'BlockdevOptionsFile','if':'HAVE_HOST_BLOCK_DEVICE'},'host_device':{'type':'BlockdevOptionsFile','if':'HAVE_HOST_BLOCK_DEVICE'},'http':'BlockdevOptionsCurlHttp','https':'BlockdevOptionsCurlHttps','io_uring':{'type':'BlockdevOptionsIoUring','if':'CONFIG_BLKIO'},'iscsi':'BlockdevOptionsIscsi','luks':'BlockdevOptionsLUKS','nbd':'BlockdevOptionsNbd','nfs':'BlockdevOptionsNfs','null-aio':'BlockdevOptionsNull','null-co':'BlockdevOptionsNull','nvme':'BlockdevOptionsNVMe','nvme-io_uring':{'type':'BlockdevOptionsNvmeIoUring','if':'CONFIG_BLKIO'},'parallels':'BlockdevOptionsGenericFormat','preallocate':'BlockdevOptionsPreallocate','qcow2':'BlockdevOptionsQcow2','qcow':'BlockdevOptionsQcow','qed':'BlockdevOptionsGenericCOWFormat','quorum':'BlockdevOptionsQuorum','raw':'BlockdevOptionsRaw','rbd':'BlockdevOptionsRbd','replication':{'type':'BlockdevOptionsReplication','if':'CONFIG_REPLICATION'},'snapshot-access':'BlockdevOptionsGenericFormat','ssh':'BlockdevOptionsSsh','throttle':'BlockdevOptionsThrottle','vdi':'BlockdevOptionsGenericFormat','vhdx':'BlockdevOptionsGenericFormat','virtio-blk-vfio-pci':{'type':'BlockdevOptionsVirtioBlkVfioPci','if':'CONFIG_BLKIO'},'virtio-blk-vhost-user':{'type':'BlockdevOptionsVirtioBlkVhostUser','if':'CONFIG_BLKIO'},'virtio-blk-vhost-vdpa':{'type':'BlockdevOptionsVirtioBlkVhostVdpa','if':'CONFIG_BLKIO'},'vmdk':'BlockdevOptionsGenericCOWFormat','vpc':'BlockdevOptionsGenericFormat','vvfat':'BlockdevOptionsVVFAT'},'since':'2.9'}
{'struct':'BlockdevOptionsCbw','base':'BlockdevOptionsGenericFormat','data':{'target':'BlockdevRef','*bitmap':'BlockDirtyBitmap','*on-cbw-error':'OnCbwError','*cbw-timeout':'uint32'},'since':'6.2','parts-since':{'bitmap':'7.0','on-cbw-error':'7.1','cbw-timeout':'7.1'}}
{'struct':'BlockdevOptionsCor','base':'BlockdevOptionsGenericFormat','data':{'*bottom':'str'},'since':'6.0'}
{'struct':'BlockdevOptionsFile','data':{'filename':'str','*pr-manager':'str','*locking':'OnOffAuto','*aio':'BlockdevAioOptions','*aio-max-batch':'int','*drop-cache':{'type':'bool','if':'CONFIG_LINUX'},'*x-check-cache-dropped':{'type':'bool','features':['unstable']}},'features':[{'name':'dynamic-auto-read-only','if':'CONFIG_POSIX'}],'since':'2.9','parts-since':{'aio-max-batch':'6.2'}}
{'struct':'BlockdevOptionsIoUring','data':{'filename':'str'},'if':'CONFIG_BLKIO','since':'7.2'}
{'struct':'BlockdevOptionsNbd','data':{'server':'SocketAddress','*export':'str','*tls-creds':'str','*tls-hostname':'str','*x-dirty-bitmap':{'type':'str','features':['unstable']},'*reconnect-delay':'uint32','*open-timeout':'uint32'},'since':'2.9','parts-since':{'tls-hostname':'7.0','open-timeout':'7.0'}}
{'struct':'BlockdevOptionsNvmeIoUring','data':{'path':'str'},'if':'CONFIG_BLKIO','since':'7.2'}
{'struct':'BlockdevOptionsPreallocate','base':'BlockdevOptionsGenericFormat','data':{'*prealloc-align':'int','*prealloc-size':'int'},'since':'6.0'}
{'struct':'BlockdevOptionsRbd','data':{'pool':'str','*namespace':'str','image':'str','*conf':'str','*snapshot':'str','*encrypt':'RbdEncryptionOptions','*user':'str','*auth-client-required':['RbdAuthMode'],'*key-secret':'str','*server':['InetSocketAddressBase']},'since':'2.9','parts-since':{'encrypt':'6.1'}}
{'struct':'BlockdevOptionsReplication','base':'BlockdevOptionsGenericFormat','data':{'mode':'ReplicationMode','*top-id':'str'},'if':'CONFIG_REPLICATION','since':'2.9'}
{'struct':'BlockdevOptionsVirtioBlkVfioPci','data':{'path':'str'},'if':'CONFIG_BLKIO','since':'7.2'}
{'struct':'BlockdevOptionsVirtioBlkVhostUser','data':{'path':'str'},'if':'CONFIG_BLKIO','since':'7.2'}
{'struct':'BlockdevOptionsVirtioBlkVhostVdpa','data':{'path':'str'},'if':'CONFIG_BLKIO','since':'7.2'}
{'union':'ImageInfoSpecific','base':{'type':'ImageInfoSpecificKind'},'discriminator':'type','data':{'qcow2':'ImageInfoSpecificQCow2Wrapper','vmdk':'ImageInfoSpecificVmdkWrapper','luks':'ImageInfoSpecificLUKSWrapper','rbd':'ImageInfoSpecificRbdWrapper'},'since':'1.7'}
{'enum':'ImageInfoSpecificKind','data':['qcow2','vmdk','luks','rbd'],'since':'1.7'}
{'struct':'ImageInfoSpecificLUKSWrapper','data':{'data':'QCryptoBlockInfoLUKS'},'since':'2.7'}
{'struct':'ImageInfoSpecificQCow2Wrapper','data':{'data':'ImageInfoSpecificQCow2'},'since':'1.7'}
{'struct':'ImageInfoSpecificRbd','data':{'*encryption-format':'RbdImageEncryptionFormat'},'since':'6.1'}
{'struct':'ImageInfoSpecificRbdWrapper','data':{'data':'ImageInfoSpecificRbd'},'since':'6.1'}
{'struct':'ImageInfoSpecificVmdkWrapper','data':{'data':'ImageInfoSpecificVmdk'},'since':'6.1'}
{'struct':'MapEntry','data':{'start':'int','length':'int','data':'bool','zero':'bool','depth':'int','present':'bool','*offset':'int','*filename':'str'},'since':'2.6','parts-since':{'present':'6.1'}}
{'enum':'OnCbwError','data':['break-guest-write','break-snapshot'],'since':'7.1'}
{'enum':'Qcow2CompressionType','data':['zlib',{'name':'zstd','if':'CONFIG_ZSTD'}],'since':'5.1'}
{'union':'RbdEncryptionCreateOptions','base':{'format':'RbdImageEncryptionFormat'},'discriminator':'format','data':{'luks':'RbdEncryptionCreateOptionsLUKS','luks2':'RbdEncryptionCreateOptionsLUKS2'},'since':'6.1'}
{'struct':'RbdEncryptionCreateOptionsLUKS','base':'RbdEncryptionCreateOptionsLUKSBase','data':{},'since':'6.1'}
{'struct':'RbdEncryptionCreateOptionsLUKS2','base':'RbdEncryptionCreateOptionsLUKSBase','data':{},'since':'6.1'}
{'struct':'RbdEncryptionCreateOptionsLUKSBase','base':'RbdEncryptionOptionsLUKSBase','data':{'*cipher-alg':'QCryptoCipherAlgorithm'},'since':'6.1'}
{'union':'RbdEncryptionOptions','base':{'format':'RbdImageEncryptionFormat'},'discriminator':'format','data':{'luks':'RbdEncryptionOptionsLUKS','luks2':'RbdEncryptionOptionsLUKS2'},'since':'6.1'}
{'struct':'RbdEncryptionOptionsLUKS','base':'RbdEncryptionOptionsLUKSBase','data':{},'since':'6.1'}
{'struct':'RbdEncryptionOptionsLUKS2','base':'RbdEncryptionOptionsLUKSBase','data':{},'since':'6.1'}
{'struct':'RbdEncryptionOptionsLUKSBase','data':{'key-secret':'str'},'since':'6.1'}
{'enum':'RbdImageEncryptionFormat','data':['luks','luks2'],'since':'6.1'}
{'enum':'ReplicationMode','data':['primary','secondary'],'if':'CONFIG_REPLICATION','since':'2.9'}
{'enum':'SshHostKeyCheckHashType','data':['md5','sha1','sha256'],'since':'2.12'}
{'struct':'ThrottleGroupProperties','data':{'*limits':'ThrottleLimits','*x-iops-total':{'type':'int','features':['unstable']},'*x-iops-total-max':{'type':'int','features':['unstable']},'*x-iops-total-max-length':{'type':'int','features':['unstable']},'*x-iops-read':{'type':'int','features':['unstable']},'*x-iops-read-max':{'type':'int','features':['unstable']},'*x-iops-read-max-length':{'type':'int','features':['unstable']},'*x-iops-write':{'type':'int','features':['unstable']},'*x-iops-write-max':{'type':'int','features':['unstable']},'*x-iops-write-max-length':{'type':'int','features':['unstable']},'*x-bps-total':{'type':'int','features':['unstable']},'*x-bps-total-max':{'type':'int','features':['unstable']},'*x-bps-total-max-length':{'type':'int','features':['unstable']},'*x-bps-read':{'type':'int','features':['unstable']},'*x-bps-read-max':{'type':'int','features':['unstable']},'*x-bps-read-max-length':{'type':'int','features':['unstable']},'*x-bps-write':{'type':'int','features':['unstable']},'*x-bps-write-max':{'type':'int','features':['unstable']},'*x-bps-write-max-length':{'type':'int','features':['unstable']},'*x-iops-size':{'type':'int','features':['unstable']}},'since':'2.11'}
{'command':'block-stream','data':{'*job-id':'str','device':'str','*base':'str','*base-node':'str','*backing-file':'str','*bottom':'str','*speed':'int','*on-error':'BlockdevOnError','*filter-node-name':'str','*auto-finalize':'bool','*auto-dismiss':'bool'},'since':'1.1','parts-since':{'bottom':'6.0','filter-node-name':'6.0'}}
{'command':'blockdev-reopen','data':{'options':['BlockdevOptions']},'since':'6.1'}
{'command':'drive-backup','data':'DriveBackup','features':['deprecated'],'instead':'blockdev-backup','since':'1.6'}
{'command':'x-blockdev-amend','data':{'job-id':'str','node-name':'str','options':'BlockdevAmendOptions','*force':'bool'},'features':['unstable'],'since':'5.1'}
{'command':'x-blockdev-change','data':{'parent':'str','*child':'str','*node':'str'},'features':['unstable'],'since':'2.7'}
{'command':'x-blockdev-set-iothread','data':{'node-name':'str','iothread':'StrOrNull','*force':'bool'},'features':['unstable'],'since':'2.12'}
{'command':'x-debug-block-dirty-bitmap-sha256','data':'BlockDirtyBitmap','returns':'BlockDirtyBitmapSha256','features':['unstable'],'since':'2.10'}
{'command':'x-debug-query-block-graph','returns':'XDbgBlockGraph','features':['unstable'],'since':'4.0'}
module block-export
{'union':'BlockExportOptions','base':{'type':'BlockExportType','id':'str','*fixed-iothread':'bool','*iothread':'str','node-name':'str','*writable':'bool','*writethrough':'bool'},'discriminator':'type','data':{'nbd':'BlockExportOptionsNbd','vhost-user-blk':{'type':'BlockExportOptionsVhostUserBlk','if':'CONFIG_VHOST_USER_BLK_SERVER'},'fuse':{'type':'BlockExportOptionsFuse','if':'CONFIG_FUSE'},'vduse-blk':{'type':'BlockExportOptionsVduseBlk','if':'CONFIG_VDUSE_BLK_EXPORT'}},'since':'4.2'}
{'struct':'BlockExportOptionsFuse','data':{'mountpoint':'str','*growable':'bool','*allow-other':'FuseExportAllowOther'},'if':'CONFIG_FUSE','since':'6.0','parts-since':{'allow-other':'6.1'}}
{'struct':'BlockExportOptionsNbd','base':'BlockExportOptionsNbdBase','data':{'*bitmaps':['BlockDirtyBitmapOrStr'],'*allocation-depth':'bool'},'since':'5.2'}
{'struct':'BlockExportOptionsVduseBlk','data':{'name':'str','*num-queues':'uint16','*queue-size':'uint16','*logical-block-size':'size','*serial':'str'},'since':'7.1'}
{'enum':'BlockExportType','data':['nbd',{'name':'vhost-user-blk','if':'CONFIG_VHOST_USER_BLK_SERVER'},{'name':'fuse','if':'CONFIG_FUSE'},{'name':'vduse-blk','if':'CONFIG_VDUSE_BLK_EXPORT'}],'since':'4.2','parts-since':{'fuse':'6.0','vduse-blk':'7.1'}}
{'enum':'FuseExportAllowOther','data':['off','on','auto'],'since':'6.1'}
module char
{'union':'ChardevBackend','base':{'type':'ChardevBackendKind'},'discriminator':'type','data':{'file':'ChardevFileWrapper','serial':'ChardevHostdevWrapper','parallel':'ChardevHostdevWrapper','pipe':'ChardevHostdevWrapper','socket':'ChardevSocketWrapper','udp':'ChardevUdpWrapper','pty':'ChardevCommonWrapper','null':'ChardevCommonWrapper','mux':'ChardevMuxWrapper','msmouse':'ChardevCommonWrapper','wctablet':'ChardevCommonWrapper','braille':'ChardevCommonWrapper','testdev':'ChardevCommonWrapper','stdio':'ChardevStdioWrapper','console':'ChardevCommonWrapper','spicevmc':{'type':'ChardevSpiceChannelWrapper','if':'CONFIG_SPICE'},'spiceport':{'type':'ChardevSpicePortWrapper','if':'CONFIG_SPICE'},'qemu-vdagent':{'type':'ChardevQemuVDAgentWrapper','if':'CONFIG_SPICE_PROTOCOL'},'dbus':{'type':'ChardevDBusWrapper','if':'CONFIG_DBUS_DISPLAY'},'vc':'ChardevVCWrapper','ringbuf':'ChardevRingbufWrapper','memory':'ChardevRingbufWrapper'},'since':'1.4'}
{'enum':'ChardevBackendKind','data':['file','serial','parallel','pipe','socket','udp','pty','null','mux','msmouse','wctablet','braille','testdev','stdio','console',{'name':'spicevmc','if':'CONFIG_SPICE'},{'name':'spiceport','if':'CONFIG_SPICE'},{'name':'qemu-vdagent','if':'CONFIG_SPICE_PROTOCOL'},{'name':'dbus','if':'CONFIG_DBUS_DISPLAY'},'vc','ringbuf','memory'],'since':'1.4'}
{'struct':'ChardevCommonWrapper','data':{'data':'ChardevCommon'},'since':'2.6'}
{'struct':'ChardevDBus','data':{'name':'str'},'base':'ChardevCommon','if':'CONFIG_DBUS_DISPLAY','since':'7.0'}
{'struct':'ChardevDBusWrapper','data':{'data':'ChardevDBus'},'if':'CONFIG_DBUS_DISPLAY','since':'7.0'}
{'struct':'ChardevFileWrapper','data':{'data':'ChardevFile'},'since':'1.4'}
{'struct':'ChardevHostdevWrapper','data':{'data':'ChardevHostdev'},'since':'1.4'}
{'struct':'ChardevMuxWrapper','data':{'data':'ChardevMux'},'since':'1.5'}
{'struct':'ChardevQemuVDAgent','data':{'*mouse':'bool','*clipboard':'bool'},'base':'ChardevCommon','if':'CONFIG_SPICE_PROTOCOL','since':'6.1'}
{'struct':'ChardevQemuVDAgentWrapper','data':{'data':'ChardevQemuVDAgent'},'if':'CONFIG_SPICE_PROTOCOL','since':'6.1'}
{'struct':'ChardevRingbufWrapper','data':{'data':'ChardevRingbuf'},'since':'1.5'}
{'struct':'ChardevSocketWrapper','data':{'data':'ChardevSocket'},'since':'1.4'}
{'struct':'ChardevSpiceChannel','data':{'type':'str'},'base':'ChardevCommon','if':'CONFIG_SPICE','since':'1.5'}
{'struct':'ChardevSpiceChannelWrapper','data':{'data':'ChardevSpiceChannel'},'if':'CONFIG_SPICE','since':'1.5'}
{'struct':'ChardevSpicePort','data':{'fqdn':'str'},'base':'ChardevCommon','if':'CONFIG_SPICE','since':'1.5'}
{'struct':'ChardevSpicePortWrapper','data':{'data':'ChardevSpicePort'},'if':'CONFIG_SPICE','since':'1.5'}
{'struct':'ChardevStdioWrapper','data':{'data':'ChardevStdio'},'since':'1.5'}
{'struct':'ChardevUdpWrapper','data':{'data':'ChardevUdp'},'since':'1.5'}
{'struct':'ChardevVCWrapper','data':{'data':'ChardevVC'},'since':'1.5'}
module common
{'enum':'GrabToggleKeys','data':['ctrl-ctrl','alt-alt','shift-shift','meta-meta','scrolllock','ctrl-scrolllock'],'since':'4.0'}
{'enum':'HostMemPolicy','data':['default','preferred','bind','interleave'],'since':'2.1'}
{'struct':'HumanReadableText','data':{'human-readable-text':'str'},'since':'6.2'}
{'enum':'NetFilterDirection','data':['all','rx','tx'],'since':'2.5'}
module compat
{'struct':'CompatPolicy','data':{'*deprecated-input':'CompatPolicyInput','*deprecated-output':'CompatPolicyOutput','*unstable-input':'CompatPolicyInput','*unstable-output':'CompatPolicyOutput'},'since':'6.0','parts-since':{'unstable-input':'6.2','unstable-output':'6.2'}}
{'enum':'CompatPolicyInput','data':['accept','reject','crash'],'since':'6.0'}
{'enum':'CompatPolicyOutput','data':['accept','hide'],'since':'6.0'}
module crypto
{'enum':'QCryptoAkCipherAlgorithm','data':['rsa'],'since':'7.1'}
{'enum':'QCryptoAkCipherKeyType','data':['public','private'],'since':'7.1'}
{'union':'QCryptoAkCipherOptions','base':{'alg':'QCryptoAkCipherAlgorithm'},'discriminator':'alg','data':{'rsa':'QCryptoAkCipherOptionsRSA'},'since':'7.1'}
{'struct':'QCryptoAkCipherOptionsRSA','data':{'hash-alg':'QCryptoHashAlgorithm','padding-alg':'QCryptoRSAPaddingAlgorithm'},'since':'7.1'}
{'enum':'QCryptoCipherAlgorithm','data':['aes-128','aes-192','aes-256','des','3des','cast5-128','serpent-128','serpent-192','serpent-256','twofish-128','twofish-192','twofish-256'],'since':'2.6','parts-since':{'des':'6.1'}}
{'enum':'QCryptoRSAPaddingAlgorithm','data':['raw','pkcs1'],'since':'7.1'}
{'struct':'SecretCommonProperties','data':{'*loaded':{'type':'bool','features':['deprecated']},'*format':'QCryptoSecretFormat','*keyid':'str','*iv':'str'},'since':'2.6'}
{'struct':'SecretKeyringProperties','base':'SecretCommonProperties','data':{'serial':'int32'},'since':'5.1'}
{'struct':'SecretProperties','base':'SecretCommonProperties','data':{'*data':'str','*file':'str'},'since':'2.6'}
{'struct':'TlsCredsAnonProperties','base':'TlsCredsProperties','data':{'*loaded':{'type':'bool','features':['deprecated']}},'since':'2.5'}
{'struct':'TlsCredsProperties','data':{'*verify-peer':'bool','*dir':'str','*endpoint':'QCryptoTLSCredsEndpoint','*priority':'str'},'since':'2.5'}
{'struct':'TlsCredsPskProperties','base':'TlsCredsProperties','data':{'*loaded':{'type':'bool','features':['deprecated']},'*username':'str'},'since':'3.0'}
{'struct':'TlsCredsX509Properties','base':'TlsCredsProperties','data':{'*loaded':{'type':'bool','features':['deprecated']},'*sanity-check':'bool','*passwordid':'str'},'since':'2.5'}
module introspect
{'struct':'SchemaInfoEnum','data':{'members':['SchemaInfoEnumMember'],'values':{'type':['str'],'features':['deprecated']}},'since':'2.5','parts-since':{'members':'6.2'}}
{'struct':'SchemaInfoEnumMember','data':{'name':'str','*features':['str']},'since':'6.2'}
{'command':'query-qmp-schema','returns':['SchemaInfo'],'since':'2.5'}
module job
{'enum':'JobType','data':['commit','stream','mirror','backup','create','amend','snapshot-load','snapshot-save','snapshot-delete'],'since':'1.7','parts-since':{'snapshot-load':'6.0','snapshot-save':'6.0','snapshot-delete':'6.0'}}
module machine
{'struct':'BootConfiguration','data':{'*order':'str','*once':'str','*menu':'bool','*splash':'str','*splash-time':'int','*reboot-timeout':'int','*strict':'bool'},'since':'7.1'}
{'struct':'CXLFMWProperties','data':{'cxl-fmw':['CXLFixedMemoryWindowOptions']},'since':'7.1'}
{'struct':'CXLFixedMemoryWindowOptions','data':{'size':'size','*interleave-granularity':'size','targets':['str']},'since':'7.1'}
{'union':'CpuInfoFast','base':{'cpu-index':'int','qom-path':'str','thread-id':'int','*props':'CpuInstanceProperties','target':'SysEmuTarget'},'discriminator':'target','data':{'s390x':'CpuInfoS390'},'since':'2.12'}
{'struct':'CpuInstanceProperties','data':{'*node-id':'int','*socket-id':'int','*die-id':'int','*cluster-id':'int','*core-id':'int','*thread-id':'int'},'since':'2.7','parts-since':{'cluster-id':'7.1'}}
{'event':'MEMORY_DEVICE_SIZE_CHANGE','data':{'*id':'str','size':'size','qom-path':'str'},'since':'5.1','parts-since':{'qom-path':'6.2'}}
{'event':'MEM_UNPLUG_ERROR','data':{'device':'str','msg':'str'},'features':['deprecated'],'since':'2.4'}
{'struct':'Memdev','data':{'*id':'str','size':'size','merge':'bool','dump':'bool','prealloc':'bool','share':'bool','*reserve':'bool','host-nodes':['uint16'],'policy':'HostMemPolicy'},'since':'2.1','parts-since':{'share':'6.1','reserve':'6.1'}}
{'union':'MemoryDeviceInfo','base':{'type':'MemoryDeviceInfoKind'},'discriminator':'type','data':{'dimm':'PCDIMMDeviceInfoWrapper','nvdimm':'PCDIMMDeviceInfoWrapper','virtio-pmem':'VirtioPMEMDeviceInfoWrapper','virtio-mem':'VirtioMEMDeviceInfoWrapper','sgx-epc':'SgxEPCDeviceInfoWrapper'},'since':'2.1'}
{'enum':'MemoryDeviceInfoKind','data':['dimm','nvdimm','virtio-pmem','virtio-mem','sgx-epc'],'since':'2.1'}
{'struct':'MemorySizeConfiguration','data':{'*size':'size','*max-size':'size','*slots':'uint64'},'since':'7.1'}
{'struct':'PCDIMMDeviceInfoWrapper','data':{'data':'PCDIMMDeviceInfo'},'since':'2.1'}
{'struct':'SMPConfiguration','data':{'*cpus':'int','*sockets':'int','*dies':'int','*clusters':'int','*cores':'int','*threads':'int','*maxcpus':'int'},'since':'6.1','parts-since':{'clusters':'7.0'}}
{'struct':'SgxEPC','data':{'memdev':'str','node':'int'},'since':'6.2','parts-since':{'node':'7.0'}}
{'struct':'SgxEPCDeviceInfo','data':{'*id':'str','memaddr':'size','size':'size','node':'int','memdev':'str'},'since':'6.2','parts-since':{'node':'7.0'}}
{'struct':'SgxEPCDeviceInfoWrapper','data':{'data':'SgxEPCDeviceInfo'},'since':'6.2'}
{'struct':'SgxEPCProperties','data':{'sgx-epc':['SgxEPC']},'since':'6.2'}
{'enum':'SmbiosEntryPointType','data':['32','64'],'since':'7.0'}
{'enum':'SysEmuTarget','data':['aarch64','alpha','arm','avr','cris','hppa','i386','loongarch64','m68k','microblaze','microblazeel','mips','mips64','mips64el','mipsel','nios2','or1k','ppc','ppc64','riscv32','riscv64','rx','s390x','sh4','sh4eb','sparc','sparc64','tricore','x86_64','xtensa','xtensaeb'],'since':'3.0'}
{'struct':'VirtioMEMDeviceInfoWrapper','data':{'data':'VirtioMEMDeviceInfo'},'since':'2.1'}
{'struct':'VirtioPMEMDeviceInfoWrapper','data':{'data':'VirtioPMEMDeviceInfo'},'since':'2.1'}
{'command':'dumpdtb','data':{'filename':'str'},'if':'CONFIG_FDT','since':'7.2'}
{'command':'x-query-irq','returns':'HumanReadableText','features':['unstable'],'since':'6.2'}
{'command':'x-query-jit','returns':'HumanReadableText','if':'CONFIG_TCG','features':['unstable'],'since':'6.2'}
{'command':'x-query-numa','returns':'HumanReadableText','features':['unstable'],'since':'6.2'}
{'command':'x-query-opcount','returns':'HumanReadableText','if':'CONFIG_TCG','features':['unstable'],'since':'6.2'}
{'command':'x-query-profile','returns':'HumanReadableText','if':'CONFIG_TCG','features':['unstable'],'since':'6.2'}
{'command':'x-query-ramblock','returns':'HumanReadableText','features':['unstable'],'since':'6.2'}
{'command':'x-query-rdma','returns':'HumanReadableText','features':['unstable'],'since':'6.2'}
{'command':'x-query-roms','returns':'HumanReadableText','features':['unstable'],'since':'6.2'}
{'command':'x-query-usb','returns':'HumanReadableText','features':['unstable'],'since':'6.2'}
module machine-target
{'struct':'CpuDefinitionInfo','data':{'name':'str','*migration-safe':'bool','static':'bool','*unavailable-features':['str'],'typename':'str','*alias-of':'str','deprecated':'bool'},'if':{'any':['TARGET_PPC','TARGET_ARM','TARGET_I386','TARGET_S390X','TARGET_MIPS','TARGET_LOONGARCH64']},'since':'1.2'}
{'struct':'CpuModelBaselineInfo','data':{'model':'CpuModelInfo'},'if':'TARGET_S390X','since':'2.8'}
{'struct':'CpuModelCompareInfo','data':{'result':'CpuModelCompareResult','responsible-properties':['str']},'if':'TARGET_S390X','since':'2.8'}
{'struct':'CpuModelExpansionInfo','data':{'model':'CpuModelInfo'},'if':{'any':['TARGET_S390X','TARGET_I386','TARGET_ARM']},'since':'2.8'}
{'command':'query-cpu-definitions','returns':['CpuDefinitionInfo'],'if':{'any':['TARGET_PPC','TARGET_ARM','TARGET_I386','TARGET_S390X','TARGET_MIPS','TARGET_LOONGARCH64']},'since':'1.2'}
{'command':'query-cpu-model-baseline','data':{'modela':'CpuModelInfo','modelb':'CpuModelInfo'},'returns':'CpuModelBaselineInfo','if':'TARGET_S390X','since':'2.8'}
{'command':'query-cpu-model-comparison','data':{'modela':'CpuModelInfo','modelb':'CpuModelInfo'},'returns':'CpuModelCompareInfo','if':'TARGET_S390X','since':'2.8'}
{'command':'query-cpu-model-expansion','data':{'type':'CpuModelExpansionType','model':'CpuModelInfo'},'returns':'CpuModelExpansionInfo','if':{'any':['TARGET_S390X','TARGET_I386','TARGET_ARM']},'since':'2.8'}
module migration
{'struct':'BitmapMigrationBitmapAlias','data':{'name':'str','alias':'str','*transform':'BitmapMigrationBitmapAliasTransform'},'since':'5.2','parts-since':{'transform':'6.0'}}
{'struct':'BitmapMigrationBitmapAliasTransform','data':{'*persistent':'bool'},'since':'6.0'}
{'struct':'DirtyLimitInfo','data':{'cpu-index':'int','limit-rate':'uint64','current-rate':'uint64'},'since':'7.1'}
{'struct':'DirtyRateInfo','data':{'*dirty-rate':'int64','status':'DirtyRateStatus','start-time':'int64','calc-time':'int64','sample-pages':'uint64','mode':'DirtyRateMeasureMode','*vcpu-dirty-rate':['DirtyRateVcpu']},'since':'5.2','parts-since':{'sample-pages':'6.1','mode':'6.2','vcpu-dirty-rate':'6.2'}}
{'enum':'DirtyRateMeasureMode','data':['page-sampling','dirty-ring','dirty-bitmap'],'since':'6.2'}
{'struct':'DirtyRateVcpu','data':{'id':'int','dirty-rate':'int64'},'since':'6.2'}
{'struct':'MigrateSetParameters','data':{'*announce-initial':'size','*announce-max':'size','*announce-rounds':'size','*announce-step':'size','*compress-level':'uint8','*compress-threads':'uint8','*compress-wait-thread':'bool','*decompress-threads':'uint8','*throttle-trigger-threshold':'uint8','*cpu-throttle-initial':'uint8','*cpu-throttle-increment':'uint8','*cpu-throttle-tailslow':'bool','*tls-creds':'StrOrNull','*tls-hostname':'StrOrNull','*tls-authz':'StrOrNull','*max-bandwidth':'size','*downtime-limit':'uint64','*x-checkpoint-delay':{'type':'uint32','features':['unstable']},'*block-incremental':'bool','*multifd-channels':'uint8','*xbzrle-cache-size':'size','*max-postcopy-bandwidth':'size','*max-cpu-throttle':'uint8','*multifd-compression':'MultiFDCompression','*multifd-zlib-level':'uint8','*multifd-zstd-level':'uint8','*block-bitmap-mapping':['BitmapMigrationNodeAlias']},'since':'2.4'}
{'enum':'MigrationCapability','data':['xbzrle','rdma-pin-all','auto-converge','zero-blocks','compress','events','postcopy-ram',{'name':'x-colo','features':['unstable']},'release-ram','block','return-path','pause-before-switchover','multifd','dirty-bitmaps','postcopy-blocktime','late-block-activate',{'name':'x-ignore-shared','features':['unstable']},'validate-uuid','background-snapshot','zero-copy-send','postcopy-preempt'],'since':'1.2','parts-since':{'background-snapshot':'6.0','zero-copy-send':'7.1','postcopy-preempt':'7.1'}}
{'struct':'MigrationInfo','data':{'*status':'MigrationStatus','*ram':'MigrationStats','*disk':'MigrationStats','*vfio':'VfioStats','*xbzrle-cache':'XBZRLECacheStats','*total-time':'int','*expected-downtime':'int','*downtime':'int','*setup-time':'int','*cpu-throttle-percentage':'int','*error-desc':'str','*blocked-reasons':['str'],'*postcopy-blocktime':'uint32','*postcopy-vcpu-blocktime':['uint32'],'*compression':'CompressionStats','*socket-address':['SocketAddress']},'since':'0.14','parts-since':{'blocked-reasons':'6.0'}}
{'enum':'MigrationParameter','data':['announce-initial','announce-max','announce-rounds','announce-step','compress-level','compress-threads','decompress-threads','compress-wait-thread','throttle-trigger-threshold','cpu-throttle-initial','cpu-throttle-increment','cpu-throttle-tailslow','tls-creds','tls-hostname','tls-authz','max-bandwidth','downtime-limit',{'name':'x-checkpoint-delay','features':['unstable']},'block-incremental','multifd-channels','xbzrle-cache-size','max-postcopy-bandwidth','max-cpu-throttle','multifd-compression','multifd-zlib-level','multifd-zstd-level','block-bitmap-mapping'],'since':'2.4'}
{'struct':'MigrationParameters','data':{'*announce-initial':'size','*announce-max':'size','*announce-rounds':'size','*announce-step':'size','*compress-level':'uint8','*compress-threads':'uint8','*compress-wait-thread':'bool','*decompress-threads':'uint8','*throttle-trigger-threshold':'uint8','*cpu-throttle-initial':'uint8','*cpu-throttle-increment':'uint8','*cpu-throttle-tailslow':'bool','*tls-creds':'str','*tls-hostname':'str','*tls-authz':'str','*max-bandwidth':'size','*downtime-limit':'uint64','*x-checkpoint-delay':{'type':'uint32','features':['unstable']},'*block-incremental':'bool','*multifd-channels':'uint8','*xbzrle-cache-size':'size','*max-postcopy-bandwidth':'size','*max-cpu-throttle':'uint8','*multifd-compression':'MultiFDCompression','*multifd-zlib-level':'uint8','*multifd-zstd-level':'uint8','*block-bitmap-mapping':['BitmapMigrationNodeAlias']},'since':'2.4'}
{'struct':'MigrationStats','data':{'transferred':'int','remaining':'int','total':'int','duplicate':'int','skipped':'int','normal':'int','normal-bytes':'int','dirty-pages-rate':'int','mbps':'number','dirty-sync-count':'int','postcopy-requests':'int','page-size':'int','multifd-bytes':'uint64','pages-per-second':'uint64','precopy-bytes':'uint64','downtime-bytes':'uint64','postcopy-bytes':'uint64','dirty-sync-missed-zero-copy':'uint64'},'since':'0.14','parts-since':{'precopy-bytes':'7.0','downtime-bytes':'7.0','postcopy-bytes':'7.0','dirty-sync-missed-zero-copy':'7.1'}}
{'enum':'MultiFDCompression','data':['none','zlib',{'name':'zstd','if':'CONFIG_ZSTD'}],'since':'5.0'}
{'struct':'ReplicationStatus','data':{'error':'bool','*desc':'str'},'if':'CONFIG_REPLICATION','since':'2.9'}
{'struct':'XBZRLECacheStats','data':{'cache-size':'size','bytes':'int','pages':'int','cache-miss':'int','cache-miss-rate':'number','encoding-rate':'number','overflow':'int'},'since':'1.2'}
{'command':'calc-dirty-rate','data':{'calc-time':'int64','*sample-pages':'int','*mode':'DirtyRateMeasureMode'},'since':'5.2','parts-since':{'sample-pages':'6.1','mode':'6.1'}}
{'command':'cancel-vcpu-dirty-limit','data':{'*cpu-index':'int'},'since':'7.1'}
{'command':'query-vcpu-dirty-limit','returns':['DirtyLimitInfo'],'since':'7.1'}
{'command':'query-xen-replication-status','returns':'ReplicationStatus','if':'CONFIG_REPLICATION','since':'2.9'}
{'command':'set-vcpu-dirty-limit','data':{'*cpu-index':'int','dirty-rate':'uint64'},'since':'7.1'}
{'command':'snapshot-delete','data':{'job-id':'str','tag':'str','devices':['str']},'since':'6.0'}
{'command':'snapshot-load','data':{'job-id':'str','tag':'str','vmstate':'str','devices':['str']},'since':'6.0'}
{'command':'snapshot-save','data':{'job-id':'str','tag':'str','vmstate':'str','devices':['str']},'since':'6.0'}
{'command':'x-colo-lost-heartbeat','features':['unstable'],'since':'2.8'}
{'command':'xen-colo-do-checkpoint','if':'CONFIG_REPLICATION','since':'2.9'}
{'command':'xen-set-replication','data':{'enable':'bool','primary':'bool','*failover':'bool'},'if':'CONFIG_REPLICATION','since':'2.9'}
module misc
{'struct':'IOThreadInfo','data':{'id':'str','thread-id':'int','poll-max-ns':'int','poll-grow':'int','poll-shrink':'int','aio-max-batch':'int'},'since':'2.0','parts-since':{'aio-max-batch':'6.1'}}
{'event':'RTC_CHANGE','data':{'offset':'int','qom-path':'str'},'since':'0.13'}
{'event':'VFU_CLIENT_HANGUP','data':{'vfu-id':'str','vfu-qom-path':'str','dev-id':'str','dev-qom-path':'str'},'since':'7.1'}
{'command':'x-exit-preconfig','features':['unstable'],'since':'3.0'}
module misc-target
{'struct':'GICCapability','data':{'version':'int','emulated':'bool','kernel':'bool'},'if':'TARGET_ARM','since':'2.6'}
{'struct':'SGXEPCSection','data':{'node':'int','size':'uint64'},'since':'7.0'}
{'struct':'SGXInfo','data':{'sgx':'bool','sgx1':'bool','sgx2':'bool','flc':'bool','section-size':{'type':'uint64','features':['deprecated']},'sections':['SGXEPCSection']},'if':'TARGET_I386','since':'6.2','parts-since':{'sections':'7.0'}}
{'struct':'SevAttestationReport','data':{'data':'str'},'if':'TARGET_I386','since':'6.1'}
{'struct':'SevCapability','data':{'pdh':'str','cert-chain':'str','cpu0-id':'str','cbitpos':'int','reduced-phys-bits':'int'},'if':'TARGET_I386','since':'2.12','parts-since':{'cpu0-id':'7.1'}}
{'struct':'SevInfo','data':{'enabled':'bool','api-major':'uint8','api-minor':'uint8','build-id':'uint8','policy':'uint32','state':'SevState','handle':'uint32'},'if':'TARGET_I386','since':'2.12'}
{'struct':'SevLaunchMeasureInfo','data':{'data':'str'},'if':'TARGET_I386','since':'2.12'}
{'enum':'SevState','data':['uninit','launch-update','launch-secret','running','send-update','receive-update'],'if':'TARGET_I386','since':'2.12'}
{'command':'dump-skeys','data':{'filename':'str'},'if':'TARGET_S390X','since':'2.5'}
{'command':'query-gic-capabilities','returns':['GICCapability'],'if':'TARGET_ARM','since':'2.6'}
{'command':'query-sev','returns':'SevInfo','if':'TARGET_I386','since':'2.12'}
{'command':'query-sev-attestation-report','data':{'mnonce':'str'},'returns':'SevAttestationReport','if':'TARGET_I386','since':'6.1'}
{'command':'query-sev-capabilities','returns':'SevCapability','if':'TARGET_I386','since':'2.12'}
{'command':'query-sev-launch-measure','returns':'SevLaunchMeasureInfo','if':'TARGET_I386','since':'2.12'}
{'command':'query-sgx','returns':'SGXInfo','if':'TARGET_I386','since':'6.2'}
{'command':'query-sgx-capabilities','returns':'SGXInfo','if':'TARGET_I386','since':'6.2'}
{'command':'rtc-reset-reinjection','if':'TARGET_I386','since':'2.1'}
{'command':'sev-inject-launch-secret','data':{'packet-header':'str','secret':'str','*gpa':'uint64'},'if':'TARGET_I386','since':'6.0'}
module net
{'event':'NETDEV_STREAM_CONNECTED','data':{'netdev-id':'str','addr':'SocketAddress'},'since':'7.2'}
{'event':'NETDEV_STREAM_DISCONNECTED','data':{'netdev-id':'str'},'since':'7.2'}
{'enum':'NetClientDriver','data':['none','nic','user','tap','l2tpv3','socket','stream','dgram','vde','bridge','hubport','netmap','vhost-user','vhost-vdpa',{'name':'vmnet-host','if':'CONFIG_VMNET'},{'name':'vmnet-shared','if':'CONFIG_VMNET'},{'name':'vmnet-bridged','if':'CONFIG_VMNET'}],'since':'2.7'}
{'union':'Netdev','base':{'id':'str','type':'NetClientDriver'},'discriminator':'type','data':{'nic':'NetLegacyNicOptions','user':'NetdevUserOptions','tap':'NetdevTapOptions','l2tpv3':'NetdevL2TPv3Options','socket':'NetdevSocketOptions','stream':'NetdevStreamOptions','dgram':'NetdevDgramOptions','vde':'NetdevVdeOptions','bridge':'NetdevBridgeOptions','hubport':'NetdevHubPortOptions','netmap':'NetdevNetmapOptions','vhost-user':'NetdevVhostUserOptions','vhost-vdpa':'NetdevVhostVDPAOptions','vmnet-host':{'type':'NetdevVmnetHostOptions','if':'CONFIG_VMNET'},'vmnet-shared':{'type':'NetdevVmnetSharedOptions','if':'CONFIG_VMNET'},'vmnet-bridged':{'type':'NetdevVmnetBridgedOptions','if':'CONFIG_VMNET'}},'since':'1.2'}
{'struct':'NetdevDgramOptions','data':{'*local':'SocketAddress','*remote':'SocketAddress'},'since':'7.2'}
{'struct':'NetdevStreamOptions','data':{'addr':'SocketAddress','*server':'bool'},'since':'7.2'}
{'struct':'NetdevVhostVDPAOptions','data':{'*vhostdev':'str','*vhostfd':'str','*queues':'int','*x-svq':{'type':'bool','features':['unstable']}},'since':'5.1','parts-since':{'x-svq':'7.1'}}
{'struct':'NetdevVmnetBridgedOptions','data':{'ifname':'str','*isolated':'bool'},'if':'CONFIG_VMNET','since':'7.1'}
{'struct':'NetdevVmnetHostOptions','data':{'*start-address':'str','*end-address':'str','*subnet-mask':'str','*isolated':'bool','*net-uuid':'str'},'if':'CONFIG_VMNET','since':'7.1'}
{'struct':'NetdevVmnetSharedOptions','data':{'*start-address':'str','*end-address':'str','*subnet-mask':'str','*isolated':'bool','*nat66-prefix':'str'},'if':'CONFIG_VMNET','since':'7.1'}
module qdev
{'event':'DEVICE_UNPLUG_GUEST_ERROR','data':{'*device':'str','path':'str'},'since':'6.2'}
{'command':'device_add','data':{'driver':'str','*bus':'str','*id':'str'},'gen':false,'features':['json-cli','json-cli-hotplug'],'since':'0.13'}
module qom
{'struct':'CanHostSocketcanProperties','data':{'if':'str','canbus':'str'},'since':'2.12'}
{'struct':'ColoCompareProperties','data':{'primary_in':'str','secondary_in':'str','outdev':'str','iothread':'str','*notify_dev':'str','*compare_timeout':'uint64','*expired_scan_cycle':'uint32','*max_queue_size':'uint32','*vnet_hdr_support':'bool'},'since':'2.8'}
{'struct':'CryptodevBackendProperties','data':{'*queues':'uint32'},'since':'2.8'}
{'struct':'CryptodevVhostUserProperties','base':'CryptodevBackendProperties','data':{'chardev':'str'},'since':'2.12'}
{'struct':'DBusVMStateProperties','data':{'addr':'str','*id-list':'str'},'since':'5.0'}
{'struct':'EventLoopBaseProperties','data':{'*aio-max-batch':'int','*thread-pool-min':'int','*thread-pool-max':'int'},'since':'7.1'}
{'struct':'FilterBufferProperties','base':'NetfilterProperties','data':{'interval':'uint32'},'since':'2.5'}
{'struct':'FilterDumpProperties','base':'NetfilterProperties','data':{'file':'str','*maxlen':'uint32'},'since':'2.5'}
{'struct':'FilterMirrorProperties','base':'NetfilterProperties','data':{'outdev':'str','*vnet_hdr_support':'bool'},'since':'2.6'}
{'struct':'FilterRedirectorProperties','base':'NetfilterProperties','data':{'*indev':'str','*outdev':'str','*vnet_hdr_support':'bool'},'since':'2.6'}
{'struct':'FilterRewriterProperties','base':'NetfilterProperties','data':{'*vnet_hdr_support':'bool'},'since':'2.8'}
{'struct':'InputBarrierProperties','data':{'name':'str','*server':'str','*port':'str','*x-origin':'str','*y-origin':'str','*width':'str','*height':'str'},'since':'4.2'}
{'struct':'InputLinuxProperties','data':{'evdev':'str','*grab_all':'bool','*repeat':'bool','*grab-toggle':'GrabToggleKeys'},'since':'2.6'}
{'struct':'IothreadProperties','base':'EventLoopBaseProperties','data':{'*poll-max-ns':'int','*poll-grow':'int','*poll-shrink':'int'},'since':'2.0'}
{'struct':'MainLoopProperties','base':'EventLoopBaseProperties','data':{},'since':'7.1'}
{'struct':'MemoryBackendEpcProperties','base':'MemoryBackendProperties','data':{},'since':'6.2'}
{'struct':'MemoryBackendFileProperties','base':'MemoryBackendProperties','data':{'*align':'size','*discard-data':'bool','mem-path':'str','*pmem':{'type':'bool','if':'CONFIG_LIBPMEM'},'*readonly':'bool'},'since':'2.1'}
{'struct':'MemoryBackendMemfdProperties','base':'MemoryBackendProperties','data':{'*hugetlb':'bool','*hugetlbsize':'size','*seal':'bool'},'since':'2.12'}
{'struct':'MemoryBackendProperties','data':{'*dump':'bool','*host-nodes':['uint16'],'*merge':'bool','*policy':'HostMemPolicy','*prealloc':'bool','*prealloc-threads':'uint32','*prealloc-context':'str','*share':'bool','*reserve':'bool','size':'size','*x-use-canonical-path-for-ramblock-id':'bool'},'since':'2.1','parts-since':{'prealloc-context':'7.2','reserve':'6.1'}}
{'enum':'NetfilterInsert','data':['before','behind'],'since':'5.0'}
{'struct':'NetfilterProperties','data':{'netdev':'str','*queue':'NetFilterDirection','*status':'str','*position':'str','*insert':'NetfilterInsert'},'since':'2.5'}
{'union':'ObjectOptions','base':{'qom-type':'ObjectType','id':'str'},'discriminator':'qom-type','data':{'authz-list':'AuthZListProperties','authz-listfile':'AuthZListFileProperties','authz-pam':'AuthZPAMProperties','authz-simple':'AuthZSimpleProperties','can-host-socketcan':{'type':'CanHostSocketcanProperties','if':'CONFIG_LINUX'},'colo-compare':'ColoCompareProperties','cryptodev-backend':'CryptodevBackendProperties','cryptodev-backend-builtin':'CryptodevBackendProperties','cryptodev-backend-lkcf':'CryptodevBackendProperties','cryptodev-vhost-user':{'type':'CryptodevVhostUserProperties','if':'CONFIG_VHOST_CRYPTO'},'dbus-vmstate':'DBusVMStateProperties','filter-buffer':'FilterBufferProperties','filter-dump':'FilterDumpProperties','filter-mirror':'FilterMirrorProperties','filter-redirector':'FilterRedirectorProperties','filter-replay':'NetfilterProperties','filter-rewriter':'FilterRewriterProperties','input-barrier':'InputBarrierProperties','input-linux':{'type':'InputLinuxProperties','if':'CONFIG_LINUX'},'iothread':'IothreadProperties','main-loop':'MainLoopProperties','memory-backend-epc':{'type':'MemoryBackendEpcProperties','if':'CONFIG_LINUX'},'memory-backend-file':'MemoryBackendFileProperties','memory-backend-memfd':{'type':'MemoryBackendMemfdProperties','if':'CONFIG_LINUX'},'memory-backend-ram':'MemoryBackendProperties','pr-manager-helper':{'type':'PrManagerHelperProperties','if':'CONFIG_LINUX'},'qtest':'QtestProperties','rng-builtin':'RngProperties','rng-egd':'RngEgdProperties','rng-random':{'type':'RngRandomProperties','if':'CONFIG_POSIX'},'secret':'SecretProperties','secret_keyring':{'type':'SecretKeyringProperties','if':'CONFIG_SECRET_KEYRING'},'sev-guest':'SevGuestProperties','thread-context':'ThreadContextProperties','throttle-group':'ThrottleGroupProperties','tls-creds-anon':'TlsCredsAnonProperties','tls-creds-psk':'TlsCredsPskProperties','tls-creds-x509':'TlsCredsX509Properties','tls-cipher-suites':'TlsCredsProperties','x-remote-object':'RemoteObjectProperties','x-vfio-user-server':'VfioUserServerProperties'},'since':'6.0'}
{'enum':'ObjectType','data':['authz-list','authz-listfile','authz-pam','authz-simple','can-bus',{'name':'can-host-socketcan','if':'CONFIG_LINUX'},'colo-compare','cryptodev-backend','cryptodev-backend-builtin','cryptodev-backend-lkcf',{'name':'cryptodev-vhost-user','if':'CONFIG_VHOST_CRYPTO'},'dbus-vmstate','filter-buffer','filter-dump','filter-mirror','filter-redirector','filter-replay','filter-rewriter','input-barrier',{'name':'input-linux','if':'CONFIG_LINUX'},'iothread','main-loop',{'name':'memory-backend-epc','if':'CONFIG_LINUX'},'memory-backend-file',{'name':'memory-backend-memfd','if':'CONFIG_LINUX'},'memory-backend-ram','pef-guest',{'name':'pr-manager-helper','if':'CONFIG_LINUX'},'qtest','rng-builtin','rng-egd',{'name':'rng-random','if':'CONFIG_POSIX'},'secret',{'name':'secret_keyring','if':'CONFIG_SECRET_KEYRING'},'sev-guest','thread-context','s390-pv-guest','throttle-group','tls-creds-anon','tls-creds-psk','tls-creds-x509','tls-cipher-suites',{'name':'x-remote-object','features':['unstable']},{'name':'x-vfio-user-server','features':['unstable']}],'since':'6.0'}
{'struct':'PrManagerHelperProperties','data':{'path':'str'},'since':'2.11'}
{'struct':'QtestProperties','data':{'chardev':'str','*log':'str'},'since':'6.0'}
{'struct':'RemoteObjectProperties','data':{'fd':'str','devid':'str'},'since':'6.0'}
{'struct':'RngEgdProperties','base':'RngProperties','data':{'chardev':'str'},'since':'1.3'}
{'struct':'RngProperties','data':{'*opened':{'type':'bool','features':['deprecated']}},'since':'1.3'}
{'struct':'RngRandomProperties','base':'RngProperties','data':{'*filename':'str'},'since':'1.3'}
{'struct':'SevGuestProperties','data':{'*sev-device':'str','*dh-cert-file':'str','*session-file':'str','*policy':'uint32','*handle':'uint32','*cbitpos':'uint32','reduced-phys-bits':'uint32','*kernel-hashes':'bool'},'since':'2.12','parts-since':{'kernel-hashes':'6.2'}}
{'struct':'ThreadContextProperties','data':{'*cpu-affinity':['uint16'],'*node-affinity':['uint16']},'since':'7.2'}
{'struct':'VfioUserServerProperties','data':{'socket':'SocketAddress','device':'str'},'since':'7.1'}
{'command':'object-add','data':'ObjectOptions','since':'2.0'}
module run-state
{'enum':'NotifyVmexitOption','data':['run','internal-error','disable'],'since':'7.2'}
{'enum':'PanicAction','data':['pause','shutdown','exit-failure','none'],'since':'6.0','parts-since':{'exit-failure':'7.1'}}
{'enum':'RebootAction','data':['reset','shutdown'],'since':'6.0'}
{'enum':'RunState','data':['debug','inmigrate','internal-error','io-error','paused','postmigrate','prelaunch','finish-migrate','restore-vm','running','save-vm','shutdown','suspended','watchdog','guest-panicked','colo']}
{'enum':'ShutdownAction','data':['poweroff','pause'],'since':'6.0'}
{'enum':'ShutdownCause','data':['none','host-error','host-qmp-quit','host-qmp-system-reset','host-signal','host-ui','guest-shutdown','guest-reset','guest-panic','subsystem-reset','snapshot-load'],'parts-since':{'snapshot-load':'7.2'}}
{'command':'set-action','data':{'*reboot':'RebootAction','*shutdown':'ShutdownAction','*panic':'PanicAction','*watchdog':'WatchdogAction'},'since':'6.0'}
module sockets
{'struct':'InetSocketAddress','base':'InetSocketAddressBase','data':{'*numeric':'bool','*to':'uint16','*ipv4':'bool','*ipv6':'bool','*keep-alive':'bool','*mptcp':{'type':'bool','if':'HAVE_IPPROTO_MPTCP'}},'since':'1.3','parts-since':{'mptcp':'6.1'}}
{'struct':'InetSocketAddressWrapper','data':{'data':'InetSocketAddress'},'since':'1.3'}
{'union':'SocketAddressLegacy','base':{'type':'SocketAddressType'},'discriminator':'type','data':{'inet':'InetSocketAddressWrapper','unix':'UnixSocketAddressWrapper','vsock':'VsockSocketAddressWrapper','fd':'StringWrapper'},'since':'1.3'}
{'struct':'StringWrapper','data':{'data':'String'},'since':'1.3'}
{'struct':'UnixSocketAddress','data':{'path':'str','*abstract':{'type':'bool','if':'CONFIG_LINUX'},'*tight':{'type':'bool','if':'CONFIG_LINUX'}},'since':'1.3'}
{'struct':'UnixSocketAddressWrapper','data':{'data':'UnixSocketAddress'},'since':'1.3'}
{'struct':'VsockSocketAddressWrapper','data':{'data':'VsockSocketAddress'},'since':'2.8'}
module stats
{'struct':'Stats','data':{'name':'str','value':'StatsValue'},'since':'7.1'}
{'union':'StatsFilter','base':{'target':'StatsTarget','*providers':['StatsRequest']},'discriminator':'target','data':{'vcpu':'StatsVCPUFilter'},'since':'7.1'}
{'enum':'StatsProvider','data':['kvm'],'since':'7.1'}
{'struct':'StatsRequest','data':{'provider':'StatsProvider','*names':['str']},'since':'7.1'}
{'struct':'StatsResult','data':{'provider':'StatsProvider','*qom-path':'str','stats':['Stats']},'since':'7.1'}
{'struct':'StatsSchema','data':{'provider':'StatsProvider','target':'StatsTarget','stats':['StatsSchemaValue']},'since':'7.1'}
{'struct':'StatsSchemaValue','data':{'name':'str','type':'StatsType','*unit':'StatsUnit','*base':'int8','exponent':'int16','*bucket-size':'uint32'},'since':'7.1'}
{'enum':'StatsTarget','data':['vm','vcpu'],'since':'7.1'}
{'enum':'StatsType','data':['cumulative','instant','peak','linear-histogram','log2-histogram'],'since':'7.1'}
{'enum':'StatsUnit','data':['bytes','seconds','cycles','boolean'],'since':'7.1'}
{'struct':'StatsVCPUFilter','data':{'*vcpus':['str']},'since':'7.1'}
{'alternate':'StatsValue','data':{'scalar':'uint64','boolean':'bool','list':['uint64']},'since':'7.1'}
{'command':'query-stats','data':'StatsFilter','returns':['StatsResult'],'since':'7.1'}
{'command':'query-stats-schemas','data':{'*provider':'StatsProvider'},'returns':['StatsSchema'],'since':'7.1'}
module tpm
{'struct':'TPMEmulatorOptions','data':{'chardev':'str'},'if':'CONFIG_TPM','since':'2.11'}
{'struct':'TPMEmulatorOptionsWrapper','data':{'data':'TPMEmulatorOptions'},'if':'CONFIG_TPM','since':'2.11'}
{'struct':'TPMInfo','data':{'id':'str','model':'TpmModel','options':'TpmTypeOptions'},'if':'CONFIG_TPM','since':'1.5'}
{'struct':'TPMPassthroughOptions','data':{'*path':'str','*cancel-path':'str'},'if':'CONFIG_TPM','since':'1.5'}
{'struct':'TPMPassthroughOptionsWrapper','data':{'data':'TPMPassthroughOptions'},'if':'CONFIG_TPM','since':'1.5'}
{'enum':'TpmModel','data':['tpm-tis','tpm-crb','tpm-spapr'],'if':'CONFIG_TPM','since':'1.5'}
{'enum':'TpmType','data':['passthrough','emulator'],'if':'CONFIG_TPM','since':'1.5'}
{'union':'TpmTypeOptions','base':{'type':'TpmType'},'discriminator':'type','data':{'passthrough':'TPMPassthroughOptionsWrapper','emulator':'TPMEmulatorOptionsWrapper'},'if':'CONFIG_TPM','since':'1.5'}
{'command':'query-tpm','returns':['TPMInfo'],'if':'CONFIG_TPM','since':'1.5'}
{'command':'query-tpm-models','returns':['TpmModel'],'if':'CONFIG_TPM','since':'1.5'}
{'command':'query-tpm-types','returns':['TpmType'],'if':'CONFIG_TPM','since':'1.5'}
module transaction
{'struct':'AbortWrapper','data':{'data':'Abort'},'since':'1.6'}
{'struct':'BlockDirtyBitmapAddWrapper','data':{'data':'BlockDirtyBitmapAdd'},'since':'2.5'}
{'struct':'BlockDirtyBitmapMergeWrapper','data':{'data':'BlockDirtyBitmapMerge'},'since':'4.0'}
{'struct':'BlockDirtyBitmapWrapper','data':{'data':'BlockDirtyBitmap'},'since':'2.5'}
{'struct':'BlockdevBackupWrapper','data':{'data':'BlockdevBackup'},'since':'2.3'}
{'struct':'BlockdevSnapshotInternalWrapper','data':{'data':'BlockdevSnapshotInternal'},'since':'1.7'}
{'struct':'BlockdevSnapshotSyncWrapper','data':{'data':'BlockdevSnapshotSync'},'since':'1.1'}
{'struct':'BlockdevSnapshotWrapper','data':{'data':'BlockdevSnapshot'},'since':'2.5'}
{'struct':'DriveBackupWrapper','data':{'data':'DriveBackup'},'since':'1.6'}
{'union':'TransactionAction','base':{'type':'TransactionActionKind'},'discriminator':'type','data':{'abort':'AbortWrapper','block-dirty-bitmap-add':'BlockDirtyBitmapAddWrapper','block-dirty-bitmap-remove':'BlockDirtyBitmapWrapper','block-dirty-bitmap-clear':'BlockDirtyBitmapWrapper','block-dirty-bitmap-enable':'BlockDirtyBitmapWrapper','block-dirty-bitmap-disable':'BlockDirtyBitmapWrapper','block-dirty-bitmap-merge':'BlockDirtyBitmapMergeWrapper','blockdev-backup':'BlockdevBackupWrapper','blockdev-snapshot':'BlockdevSnapshotWrapper','blockdev-snapshot-internal-sync':'BlockdevSnapshotInternalWrapper','blockdev-snapshot-sync':'BlockdevSnapshotSyncWrapper','drive-backup':'DriveBackupWrapper'},'since':'1.1'}
{'enum':'TransactionActionKind','data':['abort','block-dirty-bitmap-add','block-dirty-bitmap-remove','block-dirty-bitmap-clear','block-dirty-bitmap-enable','block-dirty-bitmap-disable','block-dirty-bitmap-merge','blockdev-backup','blockdev-snapshot','blockdev-snapshot-internal-sync','blockdev-snapshot-sync',{'name':'drive-backup','features':['deprecated']}],'since':'1.1'}
module ui
{'struct':'DisplayCocoa','data':{'*left-command-key':'bool','*full-grab':'bool','*swap-opt-cmd':'bool'},'since':'7.0'}
{'struct':'DisplayDBus','data':{'*rendernode':'str','*addr':'str','*p2p':'bool','*audiodev':'str'},'since':'7.0'}
{'struct':'DisplayGTK','data':{'*grab-on-hover':'bool','*zoom-to-fit':'bool','*show-tabs':'bool','*show-menubar':'bool'},'since':'2.12'}
{'union':'DisplayOptions','base':{'type':'DisplayType','*full-screen':'bool','*window-close':'bool','*show-cursor':'bool','*gl':'DisplayGLMode'},'discriminator':'type','data':{'gtk':{'type':'DisplayGTK','if':'CONFIG_GTK'},'cocoa':{'type':'DisplayCocoa','if':'CONFIG_COCOA'},'curses':{'type':'DisplayCurses','if':'CONFIG_CURSES'},'egl-headless':{'type':'DisplayEGLHeadless','if':{'all':['CONFIG_OPENGL','CONFIG_GBM']}},'dbus':{'type':'DisplayDBus','if':'CONFIG_DBUS_DISPLAY'},'sdl':{'type':'DisplaySDL','if':'CONFIG_SDL'}},'since':'2.12'}
{'enum':'DisplayProtocol','data':['vnc','spice'],'since':'7.0'}
{'union':'DisplayReloadOptions','base':{'type':'DisplayReloadType'},'discriminator':'type','data':{'vnc':'DisplayReloadOptionsVNC'},'since':'6.0'}
{'struct':'DisplayReloadOptionsVNC','data':{'*tls-certs':'bool'},'since':'6.0'}
{'enum':'DisplayReloadType','data':['vnc'],'since':'6.0'}
{'struct':'DisplaySDL','data':{'*grab-mod':'HotKeyMod'},'since':'7.1'}
{'enum':'DisplayType','data':[{'name':'default'},{'name':'none'},{'name':'gtk','if':'CONFIG_GTK'},{'name':'sdl','if':'CONFIG_SDL'},{'name':'egl-headless','if':{'all':['CONFIG_OPENGL','CONFIG_GBM']}},{'name':'curses','if':'CONFIG_CURSES'},{'name':'cocoa','if':'CONFIG_COCOA'},{'name':'spice-app','if':'CONFIG_SPICE'},{'name':'dbus','if':'CONFIG_DBUS_DISPLAY'}],'since':'2.12','parts-since':{'dbus':'7.0'}}
{'union':'DisplayUpdateOptions','base':{'type':'DisplayUpdateType'},'discriminator':'type','data':{'vnc':'DisplayUpdateOptionsVNC'},'since':'7.1'}
{'struct':'DisplayUpdateOptionsVNC','data':{'*addresses':['SocketAddress']},'since':'7.1'}
{'enum':'DisplayUpdateType','data':['vnc'],'since':'7.1'}
{'union':'ExpirePasswordOptions','base':{'protocol':'DisplayProtocol','time':'str'},'discriminator':'protocol','data':{'vnc':'ExpirePasswordOptionsVnc'},'since':'7.0'}
{'struct':'ExpirePasswordOptionsVnc','data':{'*display':'str'},'since':'7.0'}
{'enum':'HotKeyMod','data':['lctrl-lalt','lshift-lctrl-lalt','rctrl'],'since':'7.1'}
{'enum':'ImageFormat','data':['ppm','png'],'since':'7.1'}
{'struct':'InputBtnEventWrapper','data':{'data':'InputBtnEvent'},'since':'2.0'}
{'enum':'InputButton','data':['left','middle','right','wheel-up','wheel-down','side','extra','wheel-left','wheel-right'],'since':'2.0'}
{'union':'InputEvent','base':{'type':'InputEventKind'},'discriminator':'type','data':{'key':'InputKeyEventWrapper','btn':'InputBtnEventWrapper','rel':'InputMoveEventWrapper','abs':'InputMoveEventWrapper'},'since':'2.0'}
{'enum':'InputEventKind','data':['key','btn','rel','abs'],'since':'2.0'}
{'struct':'InputKeyEventWrapper','data':{'data':'InputKeyEvent'},'since':'2.0'}
{'struct':'InputMoveEventWrapper','data':{'data':'InputMoveEvent'},'since':'2.0'}
{'struct':'IntWrapper','data':{'data':'int'},'since':'1.3'}
{'union':'KeyValue','base':{'type':'KeyValueKind'},'discriminator':'type','data':{'number':'IntWrapper','qcode':'QKeyCodeWrapper'},'since':'1.3'}
{'enum':'KeyValueKind','data':['number','qcode'],'since':'1.3'}
{'enum':'QKeyCode','data':['unmapped','shift','shift_r','alt','alt_r','ctrl','ctrl_r','menu','esc','1','2','3','4','5','6','7','8','9','0','minus','equal','backspace','tab','q','w','e','r','t','y','u','i','o','p','bracket_left','bracket_right','ret','a','s','d','f','g','h','j','k','l','semicolon','apostrophe','grave_accent','backslash','z','x','c','v','b','n','m','comma','dot','slash','asterisk','spc','caps_lock','f1','f2','f3','f4','f5','f6','f7','f8','f9','f10','num_lock','scroll_lock','kp_divide','kp_multiply','kp_subtract','kp_add','kp_enter','kp_decimal','sysrq','kp_0','kp_1','kp_2','kp_3','kp_4','kp_5','kp_6','kp_7','kp_8','kp_9','less','f11','f12','print','home','pgup','pgdn','end','left','up','down','right','insert','delete','stop','again','props','undo','front','copy','open','paste','find','cut','lf','help','meta_l','meta_r','compose','pause','ro','hiragana','henkan','yen','muhenkan','katakanahiragana','kp_comma','kp_equals','power','sleep','wake','audionext','audioprev','audiostop','audioplay','audiomute','volumeup','volumedown','mediaselect','mail','calculator','computer','ac_home','ac_back','ac_forward','ac_refresh','ac_bookmarks','lang1','lang2'],'since':'1.3'}
{'struct':'QKeyCodeWrapper','data':{'data':'QKeyCode'},'since':'1.3'}
{'event':'SPICE_CONNECTED','data':{'server':'SpiceBasicInfo','client':'SpiceBasicInfo'},'if':'CONFIG_SPICE','since':'0.14'}
{'event':'SPICE_DISCONNECTED','data':{'server':'SpiceBasicInfo','client':'SpiceBasicInfo'},'if':'CONFIG_SPICE','since':'0.14'}
{'event':'SPICE_INITIALIZED','data':{'server':'SpiceServerInfo','client':'SpiceChannel'},'if':'CONFIG_SPICE','since':'0.14'}
{'event':'SPICE_MIGRATE_COMPLETED','if':'CONFIG_SPICE','since':'1.3'}
{'enum':'SetPasswordAction','data':['keep','fail','disconnect'],'since':'7.0'}
{'union':'SetPasswordOptions','base':{'protocol':'DisplayProtocol','password':'str','*connected':'SetPasswordAction'},'discriminator':'protocol','data':{'vnc':'SetPasswordOptionsVnc'},'since':'7.0'}
{'struct':'SetPasswordOptionsVnc','data':{'*display':'str'},'since':'7.0'}
{'struct':'SpiceBasicInfo','data':{'host':'str','port':'str','family':'NetworkAddressFamily'},'if':'CONFIG_SPICE','since':'2.1'}
{'struct':'SpiceChannel','base':'SpiceBasicInfo','data':{'connection-id':'int','channel-type':'int','channel-id':'int','tls':'bool'},'if':'CONFIG_SPICE','since':'0.14'}
{'struct':'SpiceInfo','data':{'enabled':'bool','migrated':'bool','*host':'str','*port':'int','*tls-port':'int','*auth':'str','*compiled-version':'str','mouse-mode':'SpiceQueryMouseMode','*channels':['SpiceChannel']},'if':'CONFIG_SPICE','since':'0.14'}
{'enum':'SpiceQueryMouseMode','data':['client','server','unknown'],'if':'CONFIG_SPICE','since':'1.1'}
{'struct':'SpiceServerInfo','base':'SpiceBasicInfo','data':{'*auth':'str'},'if':'CONFIG_SPICE','since':'2.1'}
{'event':'VNC_CONNECTED','data':{'server':'VncServerInfo','client':'VncBasicInfo'},'if':'CONFIG_VNC','since':'0.13'}
{'event':'VNC_DISCONNECTED','data':{'server':'VncServerInfo','client':'VncClientInfo'},'if':'CONFIG_VNC','since':'0.13'}
{'event':'VNC_INITIALIZED','data':{'server':'VncServerInfo','client':'VncClientInfo'},'if':'CONFIG_VNC','since':'0.13'}
{'struct':'VncBasicInfo','data':{'host':'str','service':'str','family':'NetworkAddressFamily','websocket':'bool'},'if':'CONFIG_VNC','since':'2.1'}
{'struct':'VncClientInfo','base':'VncBasicInfo','data':{'*x509_dname':'str','*sasl_username':'str'},'if':'CONFIG_VNC','since':'0.14'}
{'struct':'VncInfo','data':{'enabled':'bool','*host':'str','*family':'NetworkAddressFamily','*service':'str','*auth':'str','*clients':['VncClientInfo']},'if':'CONFIG_VNC','since':'0.14'}
{'struct':'VncInfo2','data':{'id':'str','server':['VncServerInfo2'],'clients':['VncClientInfo'],'auth':'VncPrimaryAuth','*vencrypt':'VncVencryptSubAuth','*display':'str'},'if':'CONFIG_VNC','since':'2.3'}
{'enum':'VncPrimaryAuth','data':['none','vnc','ra2','ra2ne','tight','ultra','tls','vencrypt','sasl'],'if':'CONFIG_VNC','since':'2.3'}
{'struct':'VncServerInfo','base':'VncBasicInfo','data':{'*auth':'str'},'if':'CONFIG_VNC','since':'2.1'}
{'struct':'VncServerInfo2','base':'VncBasicInfo','data':{'auth':'VncPrimaryAuth','*vencrypt':'VncVencryptSubAuth'},'if':'CONFIG_VNC','since':'2.9'}
{'enum':'VncVencryptSubAuth','data':['plain','tls-none','x509-none','tls-vnc','x509-vnc','tls-plain','x509-plain','tls-sasl','x509-sasl'],'if':'CONFIG_VNC','since':'2.3'}
{'command':'change-vnc-password','data':{'password':'str'},'if':'CONFIG_VNC','since':'1.1'}
{'command':'display-reload','data':'DisplayReloadOptions','since':'6.0'}
{'command':'display-update','data':'DisplayUpdateOptions','since':'7.1'}
{'command':'expire_password','data':'ExpirePasswordOptions','since':'0.14'}
{'command':'query-spice','returns':'SpiceInfo','if':'CONFIG_SPICE','since':'0.14'}
{'command':'query-vnc','returns':'VncInfo','if':'CONFIG_VNC','since':'0.14'}
{'command':'query-vnc-servers','returns':['VncInfo2'],'if':'CONFIG_VNC','since':'2.3'}
{'command':'screendump','data':{'filename':'str','*device':'str','*head':'int','*format':'ImageFormat'},'since':'0.14','parts-since':{'format':'7.1'}}
{'command':'set_password','data':'SetPasswordOptions','since':'0.14'}
module virtio
{'struct':'VhostDeviceProtocols','data':{'protocols':['str'],'*unknown-protocols':'uint64'},'since':'7.2'}
{'struct':'VhostStatus','data':{'n-mem-sections':'int','n-tmp-sections':'int','nvqs':'uint32','vq-index':'int','features':'VirtioDeviceFeatures','acked-features':'VirtioDeviceFeatures','backend-features':'VirtioDeviceFeatures','protocol-features':'VhostDeviceProtocols','max-queues':'uint64','backend-cap':'uint64','log-enabled':'bool','log-size':'uint64'},'since':'7.2'}
{'struct':'VirtQueueStatus','data':{'name':'str','queue-index':'uint16','inuse':'uint32','vring-num':'uint32','vring-num-default':'uint32','vring-align':'uint32','vring-desc':'uint64','vring-avail':'uint64','vring-used':'uint64','*last-avail-idx':'uint16','*shadow-avail-idx':'uint16','used-idx':'uint16','signalled-used':'uint16','signalled-used-valid':'bool'},'since':'7.2'}
{'struct':'VirtVhostQueueStatus','data':{'name':'str','kick':'int','call':'int','desc':'uint64','avail':'uint64','used':'uint64','num':'int','desc-phys':'uint64','desc-size':'uint32','avail-phys':'uint64','avail-size':'uint32','used-phys':'uint64','used-size':'uint32'},'since':'7.2'}
{'struct':'VirtioDeviceFeatures','data':{'transports':['str'],'*dev-features':['str'],'*unknown-dev-features':'uint64'},'since':'7.2'}
{'struct':'VirtioDeviceStatus','data':{'statuses':['str'],'*unknown-statuses':'uint8'},'since':'7.2'}
{'struct':'VirtioInfo','data':{'path':'str','name':'str'},'since':'7.2'}
{'struct':'VirtioQueueElement','data':{'name':'str','index':'uint32','descs':['VirtioRingDesc'],'avail':'VirtioRingAvail','used':'VirtioRingUsed'},'since':'7.2'}
{'struct':'VirtioRingAvail','data':{'flags':'uint16','idx':'uint16','ring':'uint16'},'since':'7.2'}
{'struct':'VirtioRingDesc','data':{'addr':'uint64','len':'uint32','flags':['str']},'since':'7.2'}
{'struct':'VirtioRingUsed','data':{'flags':'uint16','idx':'uint16'},'since':'7.2'}
{'struct':'VirtioStatus','data':{'name':'str','device-id':'uint16','vhost-started':'bool','device-endian':'str','guest-features':'VirtioDeviceFeatures','host-features':'VirtioDeviceFeatures','backend-features':'VirtioDeviceFeatures','num-vqs':'int','status':'VirtioDeviceStatus','isr':'uint8','queue-sel':'uint16','vm-running':'bool','broken':'bool','disabled':'bool','use-started':'bool','started':'bool','start-on-kick':'bool','disable-legacy-check':'bool','bus-name':'str','use-guest-notifier-mask':'bool','*vhost-dev':'VhostStatus'},'since':'7.2'}
{'command':'x-query-virtio','returns':['VirtioInfo'],'features':['unstable'],'since':'7.2'}
{'command':'x-query-virtio-queue-element','data':{'path':'str','queue':'uint16','*index':'uint16'},'returns':'VirtioQueueElement','features':['unstable'],'since':'7.2'}
{'command':'x-query-virtio-queue-status','data':{'path':'str','queue':'uint16'},'returns':'VirtQueueStatus','features':['unstable'],'since':'7.2'}
{'command':'x-query-virtio-status','data':{'path':'str'},'returns':'VirtioStatus','features':['unstable'],'since':'7.2'}
{'command':'x-query-virtio-vhost-queue-status','data':{'path':'str','queue':'uint16'},'returns':'VirtVhostQueueStatus','features':['unstable'],'since':'7.2'}
module yank
{'union':'YankInstance','base':{'type':'YankInstanceType'},'discriminator':'type','data':{'block-node':'YankInstanceBlockNode','chardev':'YankInstanceChardev'},'since':'6.0'}
{'struct':'YankInstanceBlockNode','data':{'node-name':'str'},'since':'6.0'}
{'struct':'YankInstanceChardev','data':{'id':'str'},'since':'6.0'}
{'enum':'YankInstanceType','data':['block-node','chardev','migration'],'since':'6.0'}
{'command':'query-yank','returns':['YankInstance'],'allow-oob':true,'since':'6.0'}
{'command':'yank','data':{'instances':['YankInstance']},'allow-oob':true,'since':'6.0'}
`;
