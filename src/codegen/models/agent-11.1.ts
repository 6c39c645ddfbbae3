// Generated from QEMU's definitions: do not edit.

/** The facts of the guest agent's protocol in QEMU 11.1. */
export const agent11_1: string = `module qapi-schema
{'struct':'GuestLoadAverage','data':{'load1m':'number','load5m':'number','load15m':'number'},'if':{'any':['CONFIG_WIN32','CONFIG_GETLOADAVG']},'since':'10.0'}
{'struct':'GuestNetworkRoute','data':{'iface':'str','destination':'str','metric':'int','*gateway':'str','*mask':'str','*irtt':'int','*flags':'uint64','*refcnt':'int','*use':'int','*window':'int','*mtu':'int','*desprefixlen':'str','*source':'str','*srcprefixlen':'str','*nexthop':'str','version':'int'},'if':{'any':['CONFIG_LINUX','CONFIG_WIN32']},'since':'9.1'}
{'command':'guest-get-load','returns':'GuestLoadAverage','if':{'any':['CONFIG_WIN32','CONFIG_GETLOADAVG']},'since':'10.0'}
{'command':'guest-network-get-route','returns':['GuestNetworkRoute'],'if':{'any':['CONFIG_LINUX','CONFIG_WIN32']},'since':'9.1'}
`;
