// Generated from QEMU's definitions: do not edit.

/** The facts of QMP in QEMU 11.1. */
export const qmp11_1: string = `gone BlockdevCreateOptionsGluster
gone BlockdevOptionsGluster
gone MigrateSetParameters
gone MigrationStats
gone MigrationThreadInfo
gone SGXEPCSection
gone SGXInfo
gone String
gone TargetInfo
gone query-migrationthreads
gone x-query-opcount
module accelerator
{'enum':'Accelerator','data':['hvf','kvm','mshv','nvmm','qtest','tcg','whpx','xen'],'since':'10.2'}
{'struct':'AcceleratorInfo','data':{'enabled':'Accelerator','present':['Accelerator']},'since':'10.2'}
{'struct':'KvmInfo','data':{'enabled':'bool','present':'bool'},'since':'0.14'}
{'command':'query-accelerators','returns':'AcceleratorInfo','since':'10.2'}
{'command':'query-kvm','returns':'KvmInfo','features':['deprecated'],'since':'0.14'}
{'command':'x-accel-stats','returns':'HumanReadableText','features':['unstable'],'since':'10.1'}
module acpi-hest
{'command':'inject-ghes-v2-error','data':{'cper':'str'},'features':['unstable'],'since':'10.2'}
module block-core
{'struct':'BackupCommon','data':{'*job-id':'str','device':'str','sync':'MirrorSyncMode','*speed':'int','*bitmap':'str','*bitmap-mode':'BitmapSyncMode','*compress':'bool','*on-source-error':'BlockdevOnError','*on-target-error':'BlockdevOnError','*on-cbw-error':'OnCbwError','*auto-finalize':'bool','*auto-dismiss':'bool','*filter-node-name':'str','*discard-source':'bool','*x-perf':{'type':'BackupPerf','features':['unstable']}},'since':'4.2','parts-since':{'on-cbw-error':'10.1','discard-source':'9.1','x-perf':'6.0'}}
{'struct':'BlockDeviceInfo','data':{'file':'str','node-name':'str','ro':'bool','drv':'str','*backing_file':'str','backing_file_depth':'int','children':['BlockdevChild'],'active':'bool','encrypted':'bool','detect_zeroes':'BlockdevDetectZeroesOptions','bps':'int','bps_rd':'int','bps_wr':'int','iops':'int','iops_rd':'int','iops_wr':'int','image':'ImageInfo','*bps_max':'int','*bps_rd_max':'int','*bps_wr_max':'int','*iops_max':'int','*iops_rd_max':'int','*iops_wr_max':'int','*bps_max_length':'int','*bps_rd_max_length':'int','*bps_wr_max_length':'int','*iops_max_length':'int','*iops_rd_max_length':'int','*iops_wr_max_length':'int','*iops_size':'int','*group':'str','cache':'BlockdevCacheInfo','write_threshold':'int','*dirty-bitmaps':['BlockDirtyInfo']},'since':'0.14','parts-since':{'children':'10.1','active':'10.0'}}
{'struct':'BlockLimitsInfo','data':{'request-alignment':'uint32','*max-discard':'uint64','*discard-alignment':'uint32','*max-write-zeroes':'uint64','*write-zeroes-alignment':'uint32','*opt-transfer':'uint32','*max-transfer':'uint32','*max-hw-transfer':'uint32','max-iov':'int','*max-hw-iov':'int','min-mem-alignment':'size','opt-mem-alignment':'size'}}
{'struct':'BlockNodeInfo','data':{'filename':'str','format':'str','*dirty-flag':'bool','*actual-size':'int','virtual-size':'int','*cluster-size':'int','*encrypted':'bool','*compressed':'bool','*backing-filename':'str','*full-backing-filename':'str','*backing-filename-format':'str','*snapshots':['SnapshotInfo'],'*limits':'BlockLimitsInfo','*format-specific':'ImageInfoSpecific'},'since':'8.0','parts-since':{'limits':'10.2'}}
{'struct':'BlockdevChild','data':{'child':'str','node-name':'str'},'since':'10.1'}
{'union':'BlockdevCreateOptions','base':{'driver':'BlockdevDriver'},'discriminator':'driver','data':{'file':'BlockdevCreateOptionsFile','luks':'BlockdevCreateOptionsLUKS','nfs':'BlockdevCreateOptionsNfs','parallels':'BlockdevCreateOptionsParallels','qcow':'BlockdevCreateOptionsQcow','qcow2':'BlockdevCreateOptionsQcow2','qed':'BlockdevCreateOptionsQed','rbd':'BlockdevCreateOptionsRbd','ssh':'BlockdevCreateOptionsSsh','vdi':'BlockdevCreateOptionsVdi','vhdx':'BlockdevCreateOptionsVhdx','vmdk':'BlockdevCreateOptionsVmdk','vpc':'BlockdevCreateOptionsVpc'},'since':'2.12'}
{'enum':'BlockdevDriver','data':['blkdebug','blklogwrites','blkreplay','blkverify','bochs','cloop','compress','copy-before-write','copy-on-read','dmg','file','snapshot-access','ftp','ftps',{'name':'host_cdrom','if':'HAVE_HOST_BLOCK_DEVICE'},{'name':'host_device','if':'HAVE_HOST_BLOCK_DEVICE'},'http','https',{'name':'io_uring','if':'CONFIG_BLKIO'},'iscsi','luks','nbd','nfs','null-aio','null-co','nvme',{'name':'nvme-io_uring','if':'CONFIG_BLKIO'},'parallels','preallocate','qcow','qcow2','qed','quorum','raw','rbd',{'name':'replication','if':'CONFIG_REPLICATION'},'ssh','throttle','vdi','vhdx',{'name':'virtio-blk-vfio-pci','if':'CONFIG_BLKIO'},{'name':'virtio-blk-vhost-user','if':'CONFIG_BLKIO'},{'name':'virtio-blk-vhost-vdpa','if':'CONFIG_BLKIO'},'vmdk','vpc','vvfat'],'since':'2.9'}
{'union':'BlockdevOptions','base':{'driver':'BlockdevDriver','*node-name':'str','*discard':'BlockdevDiscardOptions','*cache':'BlockdevCacheOptions','*active':'bool','*read-only':'bool','*auto-read-only':'bool','*force-share':'bool','*detect-zeroes':'BlockdevDetectZeroesOptions'},'discriminator':'driver','data':{'blkdebug':'BlockdevOptionsBlkdebug','blklogwrites':'BlockdevOptionsBlklogwrites','blkverify':'BlockdevOptionsBlkverify','blkreplay':'BlockdevOptionsBlkreplay','bochs':'BlockdevOptionsGenericFormat','cloop':'BlockdevOptionsGenericFormat','compress':'BlockdevOptionsGenericFormat','copy-before-write':'BlockdevOptionsCbw','copy-on-read':'BlockdevOptionsCor','dmg':'BlockdevOptionsGenericFormat','file':'BlockdevOptionsFile','ftp':'BlockdevOptionsCurlFtp','ftps':'BlockdevOptionsCurlFtps','host_cdrom':{'type':'BlockdevOptionsFile','if':'HAVE_HOST_BLOCK_DEVICE'},'host_device':{'type':'BlockdevOptionsFile','if':'HAVE_HOST_BLOCK_DEVICE'},'http':'BlockdevOptionsCurlHttp','https':'BlockdevOptionsCurlHttps','io_uring':{'type':'BlockdevOptionsIoUring','if':'CONFIG_BLKIO'},'iscsi':'BlockdevOptionsIscsi','luks':'BlockdevOptionsLUKS','nbd':'BlockdevOptionsNbd','nfs':'BlockdevOptionsNfs','null-aio':'BlockdevOptionsNull','null-co':'BlockdevOptionsNull','nvme':'BlockdevOptionsNVMe','nvme-io_uring':{'type':'BlockdevOptionsNvmeIoUring','if':'CONFIG_BLKIO'},'parallels':'BlockdevOptionsGenericFormat','preallocate':'BlockdevOptionsPreallocate','qcow2':'BlockdevOptionsQcow2','qcow':'BlockdevOptionsQcow','qed':'BlockdevOptionsGenericCOWFormat','quorum':'BlockdevOptionsQuorum','raw':'BlockdevOptionsRaw','rbd':'BlockdevOptionsRbd','replication':{'type':'BlockdevOptionsReplication','if':'CONFIG_REPLICATION'},'snapshot-access':'BlockdevOptionsGenericFormat','ssh':'BlockdevOptionsSsh','throttle':'BlockdevOptionsThrottle','vdi':'BlockdevOptionsGenericFormat','vhdx':'BlockdevOptionsGenericFormat','virtio-blk-vfio-pci':{'type':'BlockdevOptionsVirtioBlkVfioPci','if':'CONFIG_BLKIO'},'virtio-blk-vhost-user':{'type':'BlockdevOptionsVirtioBlkVhostUser','if':'CONFIG_BLKIO'},'virtio-blk-vhost-vdpa':{'type':'BlockdevOptionsVirtioBlkVhostVdpa','if':'CONFIG_BLKIO'},'vmdk':'BlockdevOptionsGenericCOWFormat','vpc':'BlockdevOptionsGenericFormat','vvfat':'BlockdevOptionsVVFAT'},'since':'2.9','parts-since':{'active':'10.0'}}
{'struct':'BlockdevOptionsCurlHttp','base':'BlockdevOptionsCurlBase','data':{'*cookie':'str','*cookie-secret':'str','*force-range':'bool'},'since':'2.9','parts-since':{'force-range':'11.0'}}
{'struct':'BlockdevOptionsCurlHttps','base':'BlockdevOptionsCurlHttp','data':{'*sslverify':'bool'},'since':'2.9'}
{'command':'block-job-complete','data':{'device':'str'},'features':['deprecated'],'since':'1.3'}
{'command':'block-job-dismiss','data':{'id':'str'},'features':['deprecated'],'since':'2.12'}
{'command':'block-job-finalize','data':{'id':'str'},'features':['deprecated'],'since':'2.12'}
{'command':'block-job-pause','data':{'device':'str'},'features':['deprecated'],'since':'1.3'}
{'command':'block-job-resume','data':{'device':'str'},'features':['deprecated'],'since':'1.3'}
{'command':'blockdev-mirror','data':{'*job-id':'str','device':'str','target':'str','*replaces':'str','sync':'MirrorSyncMode','*speed':'int','*granularity':'uint32','*buf-size':'int','*on-source-error':'BlockdevOnError','*on-target-error':'BlockdevOnError','*filter-node-name':'str','*copy-mode':'MirrorCopyMode','*auto-finalize':'bool','*auto-dismiss':'bool','*target-is-zero':'bool'},'since':'2.6','parts-since':{'target-is-zero':'10.1'}}
{'command':'query-block','returns':['BlockInfo'],'data':{'*flat':'bool'},'since':'0.14','parts-since':{'flat':'11.0'}}
module block-export
{'alternate':'BlockExportIothreads','data':{'single':'str','multi':['str']},'since':'10.1'}
{'union':'BlockExportOptions','base':{'type':'BlockExportType','id':'str','*fixed-iothread':'bool','*iothread':'BlockExportIothreads','node-name':'str','*writable':'bool','*writethrough':'bool','*allow-inactive':'bool'},'discriminator':'type','data':{'nbd':'BlockExportOptionsNbd','vhost-user-blk':{'type':'BlockExportOptionsVhostUserBlk','if':'CONFIG_VHOST_USER_BLK_SERVER'},'fuse':{'type':'BlockExportOptionsFuse','if':'CONFIG_FUSE'},'vduse-blk':{'type':'BlockExportOptionsVduseBlk','if':'CONFIG_VDUSE_BLK_EXPORT'}},'since':'4.2','parts-since':{'allow-inactive':'10.0'}}
module char
{'struct':'ChardevCommon','data':{'*logfile':'str','*logappend':'bool','*logtimestamp':'bool'},'since':'2.6','parts-since':{'logtimestamp':'11.0'}}
{'struct':'ChardevDBus','data':{'name':'str','*encoding':'ChardevVCEncoding'},'base':'ChardevCommon','if':'CONFIG_DBUS_DISPLAY','since':'7.0','parts-since':{'encoding':'11.1'}}
{'struct':'ChardevSocket','data':{'addr':'SocketAddressLegacy','*tls-creds':'str','*tls-authz':'str','*server':'bool','*wait':'bool','*nodelay':'bool','*telnet':'bool','*tn3270':'bool','*websocket':'bool','*reconnect-ms':'int'},'base':'ChardevCommon','since':'1.4','parts-since':{'reconnect-ms':'9.2'}}
{'struct':'ChardevVC','data':{'*width':'int','*height':'int','*cols':'int','*rows':'int','*encoding':'ChardevVCEncoding'},'base':'ChardevCommon','since':'1.5','parts-since':{'encoding':'11.1'}}
{'enum':'ChardevVCEncoding','data':['cp437','utf8'],'since':'11.1'}
module cxl
{'struct':'CXLCommonEventBase','data':{'path':'str','log':'CxlEventLog','flags':'uint32','*maint-op-class':'uint8','*maint-op-subclass':'uint8','*ld-id':'uint16','*head-id':'uint8'},'since':'8.1'}
{'struct':'CXLDRAMEvent','base':'CXLCommonEventBase','data':{'dpa':'uint64','descriptor':'uint8','type':'uint8','transaction-type':'uint8','*channel':'uint8','*rank':'uint8','*nibble-mask':'uint32','*bank-group':'uint8','*bank':'uint8','*row':'uint32','*column':'uint16','*correction-mask':['uint64'],'*component-id':'str','*is-comp-id-pldm':'bool','*sub-channel':'uint8','*cme-ev-flags':'uint8','*cvme-count':'uint32','sub-type':'uint8'},'since':'8.1'}
{'struct':'CXLGeneralMediaEvent','base':'CXLCommonEventBase','data':{'dpa':'uint64','descriptor':'uint8','type':'uint8','transaction-type':'uint8','*channel':'uint8','*rank':'uint8','*device':'uint32','*component-id':'str','*is-comp-id-pldm':'bool','*cme-ev-flags':'uint8','*cme-count':'uint32','sub-type':'uint8'},'since':'8.1'}
{'struct':'CXLMemModuleEvent','base':'CXLCommonEventBase','data':{'type':'uint8','health-status':'uint8','media-status':'uint8','additional-status':'uint8','life-used':'uint8','temperature':'int16','dirty-shutdown-count':'uint32','corrected-volatile-error-count':'uint32','corrected-persistent-error-count':'uint32','*component-id':'str','*is-comp-id-pldm':'bool','sub-type':'uint8'},'since':'8.1'}
{'command':'cxl-inject-dram-event','data':'CXLDRAMEvent','since':'8.1'}
{'command':'cxl-inject-general-media-event','data':'CXLGeneralMediaEvent','since':'8.1'}
{'command':'cxl-inject-memory-module-event','data':'CXLMemModuleEvent','since':'8.1'}
module dump
{'enum':'DumpGuestMemoryFormat','data':['elf','kdump-zlib','kdump-lzo','kdump-snappy','kdump-raw-zlib','kdump-raw-lzo','kdump-raw-snappy',{'name':'win-dmp','features':['allowed-by-guest']}],'since':'2.0','parts-since':{'kdump-raw-zlib':'8.2','kdump-raw-lzo':'8.2','kdump-raw-snappy':'8.2'}}
module machine
{'struct':'CpuDefinitionInfo','data':{'name':'str','*migration-safe':'bool','static':'bool','*unavailable-features':['str'],'typename':'str','*alias-of':'str','deprecated':'bool'},'since':'1.2'}
{'union':'CpuInfoFast','base':{'cpu-index':'int','qom-type':'str','qom-path':'str','thread-id':'int','*props':'CpuInstanceProperties','target':'SysEmuTarget'},'discriminator':'target','data':{'s390x':'CpuInfoS390'},'since':'2.12','parts-since':{'qom-type':'10.1'}}
{'struct':'CpuModelBaselineInfo','data':{'model':'CpuModelInfo'},'since':'2.8'}
{'struct':'CpuModelCompareInfo','data':{'result':'CpuModelCompareResult','responsible-properties':['str']},'since':'2.8'}
{'enum':'CpuModelCompareResult','data':['incompatible','identical','superset','subset'],'since':'2.8'}
{'struct':'CpuModelExpansionInfo','data':{'model':'CpuModelInfo','*deprecated-props':['str']},'since':'2.8','parts-since':{'deprecated-props':'10.1'}}
{'enum':'CpuModelExpansionType','data':['static','full'],'since':'2.8'}
{'struct':'CpuModelInfo','data':{'name':'str','*props':'any'},'since':'2.8'}
{'struct':'FirmwareLog','data':{'*version':'str','log':'str'},'since':'10.2'}
{'union':'MemoryDeviceInfo','base':{'type':'MemoryDeviceInfoKind'},'discriminator':'type','data':{'dimm':'PCDIMMDeviceInfoWrapper','nvdimm':'PCDIMMDeviceInfoWrapper','virtio-pmem':'VirtioPMEMDeviceInfoWrapper','virtio-mem':'VirtioMEMDeviceInfoWrapper','sgx-epc':'SgxEPCDeviceInfoWrapper','hv-balloon':'HvBalloonDeviceInfoWrapper','sp-mem':'SpMemDeviceInfoWrapper'},'since':'2.1'}
{'enum':'MemoryDeviceInfoKind','data':['dimm','nvdimm','virtio-pmem','virtio-mem','sgx-epc','hv-balloon','sp-mem'],'since':'2.1'}
{'struct':'QemuTargetInfo','data':{'arch':'SysEmuTarget'},'since':'1.2'}
{'struct':'SpMemDeviceInfo','data':{'*id':'str','addr':'size','size':'size','node':'int','memdev':'str'},'since':'11.1'}
{'struct':'SpMemDeviceInfoWrapper','data':{'data':'SpMemDeviceInfo'},'since':'11.1'}
{'enum':'SysEmuTarget','data':['aarch64','alpha','arm','avr','hexagon','hppa','i386','loongarch64','m68k','microblaze','mips','mips64','mips64el','mipsel','or1k','ppc','ppc64','riscv32','riscv64','rx','s390x','sh4','sh4eb','sparc','sparc64','tricore','x86_64','xtensa','xtensaeb'],'since':'3.0'}
{'command':'dump-skeys','data':{'filename':'str'},'since':'2.5'}
{'command':'query-cpu-definitions','returns':['CpuDefinitionInfo'],'since':'1.2'}
{'command':'query-cpu-model-baseline','data':{'modela':'CpuModelInfo','modelb':'CpuModelInfo'},'returns':'CpuModelBaselineInfo','since':'2.8'}
{'command':'query-cpu-model-comparison','data':{'modela':'CpuModelInfo','modelb':'CpuModelInfo'},'returns':'CpuModelCompareInfo','since':'2.8'}
{'command':'query-cpu-model-expansion','data':{'type':'CpuModelExpansionType','model':'CpuModelInfo'},'returns':'CpuModelExpansionInfo','since':'2.8'}
{'command':'query-firmware-log','data':{'*max-size':'size'},'returns':'FirmwareLog','since':'10.2'}
{'command':'query-target','returns':'QemuTargetInfo','since':'1.2'}
module machine-s390x
{'event':'CPU_POLARIZATION_CHANGE','data':{'polarization':'S390CpuPolarization'},'features':['unstable'],'since':'8.2'}
{'struct':'CpuPolarizationInfo','data':{'polarization':'S390CpuPolarization'},'since':'8.2'}
{'enum':'S390CpuPolarization','data':['horizontal','vertical'],'since':'8.2'}
{'event':'SCLP_CPI_INFO_AVAILABLE','features':['unstable'],'since':'10.2'}
{'command':'query-s390x-cpu-polarization','returns':'CpuPolarizationInfo','features':['unstable'],'since':'8.2'}
{'command':'set-cpu-topology','data':{'core-id':'uint16','*socket-id':'uint16','*book-id':'uint16','*drawer-id':'uint16','*entitlement':'S390CpuEntitlement','*dedicated':'bool'},'features':['unstable'],'since':'8.2'}
module migration
{'enum':'MigMode','data':['normal','cpr-reboot','cpr-transfer','cpr-exec'],'parts-since':{'normal':'8.2','cpr-reboot':'8.2','cpr-transfer':'10.1','cpr-exec':'10.2'}}
{'enum':'MigrationCapability','data':['xbzrle','rdma-pin-all','auto-converge','events','postcopy-ram',{'name':'x-colo','features':['unstable']},'release-ram','return-path','pause-before-switchover','multifd','dirty-bitmaps','postcopy-blocktime','late-block-activate',{'name':'x-ignore-shared','features':['unstable']},'validate-uuid','background-snapshot','zero-copy-send','postcopy-preempt','switchover-ack','dirty-limit','mapped-ram'],'since':'1.2','parts-since':{'background-snapshot':'6.0','zero-copy-send':'7.1','postcopy-preempt':'7.1','switchover-ack':'8.1','dirty-limit':'8.1','mapped-ram':'9.0'}}
{'struct':'MigrationInfo','data':{'*status':'MigrationStatus','*ram':'MigrationRAMStats','*remaining':'size','*vfio':'VfioStats','*xbzrle-cache':'XBZRLECacheStats','*total-time':'int','*expected-downtime':'int','*downtime':'int','*setup-time':'int','*cpu-throttle-percentage':'int','*error-desc':'str','*blocked-reasons':['str'],'*postcopy-blocktime':'uint32','*postcopy-vcpu-blocktime':['uint32'],'*postcopy-latency':{'type':'uint64','features':['unstable']},'*postcopy-latency-dist':{'type':['uint64'],'features':['unstable']},'*postcopy-vcpu-latency':{'type':['uint64'],'features':['unstable']},'*postcopy-non-vcpu-latency':{'type':'uint64','features':['unstable']},'*socket-address':['SocketAddress'],'*dirty-limit-throttle-time-per-round':'uint64','*dirty-limit-ring-full-time':'uint64'},'since':'0.14','parts-since':{'postcopy-latency':'10.1','postcopy-latency-dist':'10.1','postcopy-vcpu-latency':'10.1','postcopy-non-vcpu-latency':'10.1','blocked-reasons':'6.0','dirty-limit-throttle-time-per-round':'8.1','dirty-limit-ring-full-time':'8.1','remaining':'11.1'}}
{'enum':'MigrationParameter','data':['announce-initial','announce-max','announce-rounds','announce-step','throttle-trigger-threshold','cpu-throttle-initial','cpu-throttle-increment','cpu-throttle-tailslow','tls-creds','tls-hostname','tls-authz','max-bandwidth','avail-switchover-bandwidth','downtime-limit',{'name':'x-checkpoint-delay','features':['unstable']},'multifd-channels','xbzrle-cache-size','max-postcopy-bandwidth','max-cpu-throttle','multifd-compression','multifd-zlib-level','multifd-zstd-level','multifd-qatzip-level','block-bitmap-mapping',{'name':'x-vcpu-dirty-limit-period','features':['unstable']},'vcpu-dirty-limit','mode','zero-page-detection','direct-io',{'name':'x-rdma-chunk-size','features':['unstable']},'cpr-exec-command'],'since':'2.4'}
{'struct':'MigrationParameters','data':{'*announce-initial':'size','*announce-max':'size','*announce-rounds':'size','*announce-step':'size','*throttle-trigger-threshold':'uint8','*cpu-throttle-initial':'uint8','*cpu-throttle-increment':'uint8','*cpu-throttle-tailslow':'bool','*tls-creds':'StrOrNull','*tls-hostname':'StrOrNull','*tls-authz':'StrOrNull','*max-bandwidth':'size','*avail-switchover-bandwidth':'size','*downtime-limit':'uint64','*x-checkpoint-delay':{'type':'uint32','features':['unstable']},'*multifd-channels':'uint8','*xbzrle-cache-size':'size','*max-postcopy-bandwidth':'size','*max-cpu-throttle':'uint8','*multifd-compression':'MultiFDCompression','*multifd-zlib-level':'uint8','*multifd-qatzip-level':'uint8','*multifd-zstd-level':'uint8','*block-bitmap-mapping':['BitmapMigrationNodeAlias'],'*x-vcpu-dirty-limit-period':{'type':'uint64','features':['unstable']},'*vcpu-dirty-limit':'uint64','*mode':'MigMode','*zero-page-detection':'ZeroPageDetection','*direct-io':'bool','*x-rdma-chunk-size':{'type':'uint64','features':['unstable']},'*cpr-exec-command':['str']},'since':'2.4','parts-since':{'avail-switchover-bandwidth':'8.2','multifd-qatzip-level':'9.2','x-vcpu-dirty-limit-period':'8.1','vcpu-dirty-limit':'8.1','mode':'8.2','zero-page-detection':'9.0','direct-io':'9.1','cpr-exec-command':'10.2','x-rdma-chunk-size':'11.1'}}
{'struct':'MigrationRAMStats','data':{'transferred':'int','remaining':'int','total':'int','duplicate':'int','normal':'int','normal-bytes':'int','dirty-pages-rate':'int','mbps':'number','dirty-sync-count':'int','postcopy-requests':'int','page-size':'int','multifd-bytes':'uint64','pages-per-second':'uint64','precopy-bytes':'uint64','downtime-bytes':'uint64','postcopy-bytes':'uint64','dirty-sync-missed-zero-copy':'uint64'},'since':'0.14','parts-since':{'precopy-bytes':'7.0','downtime-bytes':'7.0','postcopy-bytes':'7.0','dirty-sync-missed-zero-copy':'7.1'}}
{'enum':'MigrationStatus','data':['none','setup','cancelling','cancelled','active','postcopy-device','postcopy-active','postcopy-paused','postcopy-recover-setup','postcopy-recover','completed','failing','failed','colo','pre-switchover','device','wait-unplug'],'since':'2.3','parts-since':{'postcopy-device':'10.2','postcopy-recover-setup':'9.1','failing':'11.0'}}
{'command':'migrate','data':{'*uri':'str','*channels':['MigrationChannel'],'*resume':'bool'},'since':'0.14'}
{'command':'migrate-set-parameters','data':'MigrationParameters','since':'2.4'}
module misc
{'struct':'IOThreadInfo','data':{'id':'str','thread-id':'int','poll-max-ns':'int','poll-grow':'int','poll-shrink':'int','poll-weight':'int','aio-max-batch':'int'},'since':'2.0','parts-since':{'poll-weight':'11.1','aio-max-batch':'6.1'}}
module misc-arm
{'struct':'GICCapability','data':{'version':'int','emulated':'bool','kernel':'bool'},'since':'2.6'}
{'enum':'OasMode','data':['auto','32','36','40','42','44','48','52','56'],'since':'11.0'}
{'enum':'SsidSizeMode','data':['auto','0','1','2','3','4','5','6','7','8','9','10','11','12','13','14','15','16','17','18','19','20'],'since':'11.0'}
{'command':'query-gic-capabilities','returns':['GICCapability'],'since':'2.6'}
module misc-i386
{'struct':'EvtchnInfo','data':{'port':'uint16','vcpu':'uint32','type':'EvtchnPortType','remote-domain':'str','target':'uint16','pending':'bool','masked':'bool'},'since':'8.0'}
{'enum':'EvtchnPortType','data':['closed','unbound','interdomain','pirq','virq','ipi'],'since':'8.0'}
{'struct':'SevAttestationReport','data':{'data':'str'},'since':'6.1'}
{'struct':'SevCapability','data':{'pdh':'str','cert-chain':'str','cpu0-id':'str','cbitpos':'int','reduced-phys-bits':'int'},'since':'2.12','parts-since':{'cpu0-id':'7.1'}}
{'struct':'SevGuestInfo','data':{'policy':'uint32','handle':'uint32'},'since':'2.12'}
{'enum':'SevGuestType','data':['sev','sev-snp'],'since':'6.2'}
{'union':'SevInfo','base':{'enabled':'bool','api-major':'uint8','api-minor':'uint8','build-id':'uint8','state':'SevState','sev-type':'SevGuestType'},'discriminator':'sev-type','data':{'sev':'SevGuestInfo','sev-snp':'SevSnpGuestInfo'},'since':'2.12'}
{'struct':'SevLaunchMeasureInfo','data':{'data':'str'},'since':'2.12'}
{'struct':'SevSnpGuestInfo','data':{'snp-policy':'uint64'},'since':'9.1'}
{'enum':'SevState','data':['uninit','launch-update','launch-secret','running','send-update','receive-update'],'since':'2.12'}
{'struct':'SgxEpcSection','data':{'node':'int','size':'uint64'},'since':'7.0'}
{'struct':'SgxInfo','data':{'sgx':'bool','sgx1':'bool','sgx2':'bool','flc':'bool','sections':['SgxEpcSection']},'since':'6.2','parts-since':{'sections':'7.0'}}
{'command':'query-sev','returns':'SevInfo','since':'2.12'}
{'command':'query-sev-attestation-report','data':{'mnonce':'str'},'returns':'SevAttestationReport','since':'6.1'}
{'command':'query-sev-capabilities','returns':'SevCapability','since':'2.12'}
{'command':'query-sev-launch-measure','returns':'SevLaunchMeasureInfo','since':'2.12'}
{'command':'query-sgx','returns':'SgxInfo','since':'6.2'}
{'command':'query-sgx-capabilities','returns':'SgxInfo','since':'6.2'}
{'command':'rtc-reset-reinjection','since':'2.1'}
{'command':'sev-inject-launch-secret','data':{'packet-header':'str','secret':'str','*gpa':'uint64'},'since':'6.0'}
{'command':'xen-event-inject','data':{'port':'uint32'},'since':'8.0'}
{'command':'xen-event-list','returns':['EvtchnInfo'],'since':'8.0'}
module net
{'enum':'NetClientDriver','data':['none','nic','user','tap','l2tpv3','socket','stream','dgram','vde','bridge','hubport','netmap','vhost-user','vhost-vdpa',{'name':'passt','if':'CONFIG_PASST'},{'name':'af-xdp','if':'CONFIG_AF_XDP'},{'name':'vmnet-host','if':'CONFIG_VMNET'},{'name':'vmnet-shared','if':'CONFIG_VMNET'},{'name':'vmnet-bridged','if':'CONFIG_VMNET'}],'since':'2.7'}
{'union':'Netdev','base':{'id':'str','type':'NetClientDriver'},'discriminator':'type','data':{'nic':'NetLegacyNicOptions','passt':{'type':'NetdevPasstOptions','if':'CONFIG_PASST'},'user':'NetdevUserOptions','tap':'NetdevTapOptions','l2tpv3':'NetdevL2TPv3Options','socket':'NetdevSocketOptions','stream':'NetdevStreamOptions','dgram':'NetdevDgramOptions','vde':'NetdevVdeOptions','bridge':'NetdevBridgeOptions','hubport':'NetdevHubPortOptions','netmap':'NetdevNetmapOptions','af-xdp':{'type':'NetdevAFXDPOptions','if':'CONFIG_AF_XDP'},'vhost-user':'NetdevVhostUserOptions','vhost-vdpa':'NetdevVhostVDPAOptions','vmnet-host':{'type':'NetdevVmnetHostOptions','if':'CONFIG_VMNET'},'vmnet-shared':{'type':'NetdevVmnetSharedOptions','if':'CONFIG_VMNET'},'vmnet-bridged':{'type':'NetdevVmnetBridgedOptions','if':'CONFIG_VMNET'}},'since':'1.2'}
{'struct':'NetdevAFXDPOptions','data':{'ifname':'str','*mode':'AFXDPMode','*force-copy':'bool','*queues':'int','*start-queue':'int','*inhibit':'bool','*sock-fds':'str','*map-path':'str','*map-start-index':'int32'},'if':'CONFIG_AF_XDP','since':'8.2','parts-since':{'map-path':'10.1','map-start-index':'10.1'}}
{'struct':'NetdevPasstOptions','data':{'*path':'str','*quiet':'bool','*vhost-user':'bool','*mtu':'int','*address':'str','*netmask':'str','*mac':'str','*gateway':'str','*interface':'str','*outbound':'str','*outbound-if4':'str','*outbound-if6':'str','*dns':'str','*search':['PasstSearch'],'*fqdn':'str','*dhcp-dns':'bool','*dhcp-search':'bool','*map-host-loopback':'str','*map-guest-addr':'str','*dns-forward':'str','*dns-host':'str','*tcp':'bool','*udp':'bool','*icmp':'bool','*dhcp':'bool','*ndp':'bool','*dhcpv6':'bool','*ra':'bool','*freebind':'bool','*ipv4':'bool','*ipv6':'bool','*tcp-ports':['PasstPortForward'],'*udp-ports':['PasstPortForward'],'*param':['PasstParameter']},'if':'CONFIG_PASST','since':'10.1'}
{'struct':'NetdevStreamOptions','data':{'addr':'SocketAddress','*server':'bool','*reconnect-ms':'int'},'since':'7.2','parts-since':{'reconnect-ms':'9.2'}}
{'struct':'NetdevUserDomainSuffix','data':{'str':'str'},'since':'1.2'}
{'struct':'NetdevUserGuestForward','data':{'str':'str'},'since':'1.2'}
{'struct':'NetdevUserHostForward','data':{'str':'str'},'since':'1.2'}
{'struct':'NetdevUserOptions','data':{'*hostname':'str','*restrict':'bool','*ipv4':'bool','*ipv6':'bool','*ip':'str','*net':'str','*host':'str','*tftp':'str','*bootfile':'str','*dhcpstart':'str','*dns':'str','*dnssearch':['NetdevUserDomainSuffix'],'*domainname':'str','*ipv6-prefix':'str','*ipv6-prefixlen':'int','*ipv6-host':'str','*ipv6-dns':'str','*smb':'str','*smbserver':'str','*hostfwd':['NetdevUserHostForward'],'*guestfwd':['NetdevUserGuestForward'],'*tftp-server-name':'str'},'since':'1.2'}
{'struct':'PasstParameter','data':{'str':'str'},'since':'10.1'}
{'struct':'PasstPortForward','data':{'str':'str'},'since':'10.1'}
{'struct':'PasstSearch','data':{'str':'str'},'since':'10.1'}
module qom
{'struct':'IgvmCfgProperties','if':'CONFIG_IGVM','data':{'file':'str'},'since':'10.1'}
{'struct':'IothreadProperties','base':'EventLoopBaseProperties','data':{'*poll-max-ns':'int','*poll-grow':'int','*poll-shrink':'int','*poll-weight':'int'},'since':'2.0','parts-since':{'poll-weight':'11.1'}}
{'struct':'MonitorHMPProperties','base':'MonitorProperties','data':{'*readline':'bool'},'since':'11.1'}
{'struct':'MonitorProperties','data':{'chardev':'str'},'since':'11.1'}
{'enum':'MonitorQMPCloseAction','data':['none','delete'],'since':'11.1'}
{'struct':'MonitorQMPProperties','base':'MonitorProperties','data':{'*pretty':'bool','*close-action':'MonitorQMPCloseAction'},'since':'11.1'}
{'union':'ObjectOptions','base':{'qom-type':'ObjectType','id':'str'},'discriminator':'qom-type','data':{'acpi-generic-initiator':'AcpiGenericInitiatorProperties','acpi-generic-port':'AcpiGenericPortProperties','authz-list':'AuthZListProperties','authz-listfile':'AuthZListFileProperties','authz-pam':'AuthZPAMProperties','authz-simple':'AuthZSimpleProperties','can-host-socketcan':{'type':'CanHostSocketcanProperties','if':'CONFIG_LINUX'},'colo-compare':'ColoCompareProperties','cryptodev-backend':'CryptodevBackendProperties','cryptodev-backend-builtin':'CryptodevBackendProperties','cryptodev-backend-lkcf':'CryptodevBackendProperties','cryptodev-vhost-user':{'type':'CryptodevVhostUserProperties','if':'CONFIG_VHOST_CRYPTO'},'dbus-vmstate':'DBusVMStateProperties','filter-buffer':'FilterBufferProperties','filter-dump':'FilterDumpProperties','filter-mirror':'FilterMirrorProperties','filter-redirector':'FilterRedirectorProperties','filter-replay':'NetfilterProperties','filter-rewriter':'FilterRewriterProperties','igvm-cfg':{'type':'IgvmCfgProperties','if':'CONFIG_IGVM'},'input-barrier':'InputBarrierProperties','input-linux':{'type':'InputLinuxProperties','if':'CONFIG_LINUX'},'iommufd':'IOMMUFDProperties','iothread':'IothreadProperties','main-loop':'MainLoopProperties','memory-backend-epc':{'type':'MemoryBackendEpcProperties','if':'CONFIG_LINUX'},'memory-backend-file':'MemoryBackendFileProperties','memory-backend-memfd':{'type':'MemoryBackendMemfdProperties','if':'CONFIG_LINUX'},'memory-backend-ram':'MemoryBackendProperties','memory-backend-shm':{'type':'MemoryBackendShmProperties','if':'CONFIG_POSIX'},'monitor-hmp':'MonitorHMPProperties','monitor-qmp':'MonitorQMPProperties','pr-manager-helper':{'type':'PrManagerHelperProperties','if':'CONFIG_LINUX'},'qtest':'QtestProperties','rng-builtin':'RngProperties','rng-egd':'RngEgdProperties','rng-random':{'type':'RngRandomProperties','if':'CONFIG_POSIX'},'secret':'SecretProperties','secret_keyring':{'type':'SecretKeyringProperties','if':'CONFIG_SECRET_KEYRING'},'sev-guest':'SevGuestProperties','sev-snp-guest':'SevSnpGuestProperties','tdx-guest':'TdxGuestProperties','thread-context':'ThreadContextProperties','throttle-group':'ThrottleGroupProperties','tls-creds-anon':'TlsCredsAnonProperties','tls-creds-psk':'TlsCredsPskProperties','tls-creds-x509':'TlsCredsX509Properties','tls-cipher-suites':'TlsCredsProperties','x-remote-object':'RemoteObjectProperties','x-vfio-user-server':'VfioUserServerProperties'},'since':'6.0'}
{'struct':'ObjectPropertiesValues','data':{'properties':['ObjectPropertyValue']},'since':'10.1'}
{'struct':'ObjectPropertyValue','data':{'name':'str','type':'str','*value':'any'},'since':'10.1'}
{'enum':'ObjectType','data':['acpi-generic-initiator','acpi-generic-port','authz-list','authz-listfile','authz-pam','authz-simple','can-bus',{'name':'can-host-socketcan','if':'CONFIG_LINUX'},'colo-compare','cryptodev-backend','cryptodev-backend-builtin','cryptodev-backend-lkcf',{'name':'cryptodev-vhost-user','if':'CONFIG_VHOST_CRYPTO'},'dbus-vmstate','filter-buffer','filter-dump','filter-mirror','filter-redirector','filter-replay','filter-rewriter',{'name':'igvm-cfg','if':'CONFIG_IGVM'},'input-barrier',{'name':'input-linux','if':'CONFIG_LINUX'},'iommufd','iothread','main-loop',{'name':'memory-backend-epc','if':'CONFIG_LINUX'},'memory-backend-file',{'name':'memory-backend-memfd','if':'CONFIG_LINUX'},'memory-backend-ram',{'name':'memory-backend-shm','if':'CONFIG_POSIX'},'monitor-hmp','monitor-qmp','pef-guest',{'name':'pr-manager-helper','if':'CONFIG_LINUX'},'qtest','rng-builtin','rng-egd',{'name':'rng-random','if':'CONFIG_POSIX'},'secret',{'name':'secret_keyring','if':'CONFIG_SECRET_KEYRING'},'sev-guest','sev-snp-guest','thread-context','s390-pv-guest','tdx-guest','throttle-group','tls-creds-anon','tls-creds-psk','tls-creds-x509','tls-cipher-suites',{'name':'x-remote-object','features':['unstable']},{'name':'x-vfio-user-server','features':['unstable']}],'since':'6.0'}
{'struct':'SevCommonProperties','data':{'*sev-device':'str','*cbitpos':'uint32','reduced-phys-bits':'uint32','*kernel-hashes':'bool'},'features':['confidential-guest-reset'],'since':'9.1','parts-since':{'kernel-hashes':'6.2'}}
{'struct':'TdxGuestProperties','data':{'*attributes':'uint64','*sept-ve-disable':'bool','*mrconfigid':'str','*mrowner':'str','*mrownerconfig':'str','*quote-generation-socket':'SocketAddress'},'features':['confidential-guest-reset'],'since':'10.1'}
{'command':'qom-list-get','data':{'paths':['str']},'returns':['ObjectPropertiesValues'],'since':'10.1'}
module run-state
{'union':'GuestPanicInformation','base':{'type':'GuestPanicInformationType'},'discriminator':'type','data':{'hyper-v':'GuestPanicInformationHyperV','s390':'GuestPanicInformationS390','tdx':'GuestPanicInformationTdx','sev':'GuestPanicInformationSev'},'since':'2.9'}
{'struct':'GuestPanicInformationSev','data':{'set':'uint32','code':'uint32'},'since':'11.0'}
{'struct':'GuestPanicInformationTdx','data':{'error-code':'uint32','message':'str','*gpa':'uint64'},'since':'10.1'}
{'enum':'GuestPanicInformationType','data':['hyper-v','s390','tdx','sev'],'since':'2.9','parts-since':{'tdx':'10.1','sev':'11.0'}}
module sockets
{'struct':'InetSocketAddress','base':'InetSocketAddressBase','data':{'*numeric':'bool','*to':'uint16','*ipv4':'bool','*ipv6':'bool','*keep-alive':'bool','*keep-alive-count':{'type':'uint32','if':'HAVE_TCP_KEEPCNT'},'*keep-alive-idle':{'type':'uint32','if':'HAVE_TCP_KEEPIDLE'},'*keep-alive-interval':{'type':'uint32','if':'HAVE_TCP_KEEPINTVL'},'*mptcp':{'type':'bool','if':'HAVE_IPPROTO_MPTCP'}},'since':'1.3','parts-since':{'keep-alive-count':'10.1','keep-alive-idle':'10.1','keep-alive-interval':'10.1','mptcp':'6.1'}}
module ui
{'struct':'DisplayGTK','data':{'*clipboard':'bool','*grab-on-hover':'bool','*zoom-to-fit':'bool','*show-tabs':'bool','*show-menubar':'bool','*keep-aspect-ratio':'bool','*scale':'number'},'since':'2.12','parts-since':{'clipboard':'11.1','show-tabs':'7.1','show-menubar':'8.0','keep-aspect-ratio':'10.1','scale':'10.1'}}
module vfio
{'enum':'QapiVfioMigrationState','data':['stop','running','stop-copy','resuming','running-p2p','pre-copy','pre-copy-p2p','pre-copy-p2p-prepare'],'since':'9.1','parts-since':{'pre-copy-p2p-prepare':'11.0'}}
module virtio
{'struct':'DummyVirtioForceArrays','data':{'unused-iothread-vq-mapping':['IOThreadVirtQueueMapping'],'unused-virtio-gpu-output':['VirtIOGPUOutput']},'since':'9.0'}
{'struct':'VhostStatus','data':{'n-mem-sections':'int','n-tmp-sections':'int','nvqs':'uint32','vq-index':'int','features':'VirtioDeviceFeatures','acked-features':'VirtioDeviceFeatures','protocol-features':'VhostDeviceProtocols','max-queues':'uint64','backend-cap':'uint64','log-enabled':'bool','log-size':'uint64'},'since':'7.2'}
{'struct':'VirtIOGPUOutput','data':{'name':'str','*xres':'uint16','*yres':'uint16'},'since':'10.1','parts-since':{'xres':'11.0','yres':'11.0'}}
{'struct':'VirtVhostQueueStatus','data':{'name':'str','kick':'int','call':'int','num':'int','desc-phys':'uint64','desc-size':'uint32','avail-phys':'uint64','avail-size':'uint32','used-phys':'uint64','used-size':'uint32'},'since':'7.2'}
{'struct':'VirtioDeviceFeatures','data':{'transports':['str'],'*dev-features':['str'],'*unknown-dev-features':'uint64','*unknown-dev-features2':'uint64'},'since':'7.2','parts-since':{'unknown-dev-features2':'10.2'}}
`;
