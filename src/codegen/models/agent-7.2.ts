// Generated from QEMU's definitions: do not edit.

/** The facts of the guest agent's protocol in QEMU 7.2. */
export const agent7_2: string = `module qapi-schema
{'struct':'GuestAuthorizedKeys','data':{'keys':['str']},'if':'CONFIG_POSIX','since':'5.2'}
{'struct':'GuestCCWAddress','data':{'cssid':'int','ssid':'int','subchno':'int','devno':'int'},'since':'6.0'}
{'union':'GuestCpuStats','base':{'type':'GuestCpuStatsType'},'discriminator':'type','data':{'linux':'GuestLinuxCpuStats'},'since':'7.1'}
{'enum':'GuestCpuStatsType','data':['linux'],'since':'7.1'}
{'struct':'GuestDiskAddress','data':{'pci-controller':'GuestPCIAddress','bus-type':'GuestDiskBusType','bus':'int','target':'int','unit':'int','*serial':'str','*dev':'str','*ccw-address':'GuestCCWAddress'},'since':'2.2','parts-since':{'ccw-address':'6.0'}}
{'enum':'GuestDiskBusType','data':['ide','fdc','scsi','virtio','xen','usb','uml','sata','sd','unknown','ieee1394','ssa','fibre','raid','iscsi','sas','mmc','virtual','file-backed-virtual','nvme'],'since':'2.2','parts-since':{'nvme':'7.1'}}
{'struct':'GuestDiskInfo','data':{'name':'str','partition':'bool','*dependencies':['str'],'*address':'GuestDiskAddress','*alias':'str','*smart':'GuestDiskSmart'},'since':'5.2','parts-since':{'smart':'7.1'}}
{'union':'GuestDiskSmart','base':{'type':'GuestDiskBusType'},'discriminator':'type','data':{'nvme':'GuestNVMeSmart'},'since':'7.1'}
{'struct':'GuestDiskStats','data':{'*read-sectors':'uint64','*read-ios':'uint64','*read-merges':'uint64','*write-sectors':'uint64','*write-ios':'uint64','*write-merges':'uint64','*discard-sectors':'uint64','*discard-ios':'uint64','*discard-merges':'uint64','*flush-ios':'uint64','*read-ticks':'uint64','*write-ticks':'uint64','*discard-ticks':'uint64','*flush-ticks':'uint64','*ios-pgr':'uint64','*total-ticks':'uint64','*weight-ticks':'uint64'},'since':'7.1'}
{'struct':'GuestDiskStatsInfo','data':{'name':'str','major':'uint64','minor':'uint64','stats':'GuestDiskStats'}}
{'struct':'GuestLinuxCpuStats','data':{'cpu':'int','user':'uint64','nice':'uint64','system':'uint64','idle':'uint64','*iowait':'uint64','*irq':'uint64','*softirq':'uint64','*steal':'uint64','*guest':'uint64','*guestnice':'uint64'},'since':'7.1'}
{'struct':'GuestNVMeSmart','data':{'critical-warning':'int','temperature':'int','available-spare':'int','available-spare-threshold':'int','percentage-used':'int','data-units-read-lo':'uint64','data-units-read-hi':'uint64','data-units-written-lo':'uint64','data-units-written-hi':'uint64','host-read-commands-lo':'uint64','host-read-commands-hi':'uint64','host-write-commands-lo':'uint64','host-write-commands-hi':'uint64','controller-busy-time-lo':'uint64','controller-busy-time-hi':'uint64','power-cycles-lo':'uint64','power-cycles-hi':'uint64','power-on-hours-lo':'uint64','power-on-hours-hi':'uint64','unsafe-shutdowns-lo':'uint64','unsafe-shutdowns-hi':'uint64','media-errors-lo':'uint64','media-errors-hi':'uint64','number-of-error-log-entries-lo':'uint64','number-of-error-log-entries-hi':'uint64'},'since':'7.1'}
{'command':'guest-get-cpustats','returns':['GuestCpuStats'],'since':'7.1'}
{'command':'guest-get-diskstats','returns':['GuestDiskStatsInfo'],'since':'7.1'}
{'command':'guest-ssh-add-authorized-keys','data':{'username':'str','keys':['str'],'*reset':'bool'},'if':'CONFIG_POSIX','since':'5.2'}
{'command':'guest-ssh-get-authorized-keys','data':{'username':'str'},'returns':'GuestAuthorizedKeys','if':'CONFIG_POSIX','since':'5.2'}
{'command':'guest-ssh-remove-authorized-keys','data':{'username':'str','keys':['str']},'if':'CONFIG_POSIX','since':'5.2'}
`;
