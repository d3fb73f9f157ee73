package dev.evpnd.speaker.netlink;

/// Numbers of netlink and rtnetlink, as the kernel has them (`linux/netlink.h`,
/// `linux/rtnetlink.h`); those of attributes stand where these are read.
final class Rtnetlink {
    // Types of messages.
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int OVERRUN = 4;
    static final int NEWLINK = 16;
    static final int DELLINK = 17;
    static final int GETLINK = 18;
    static final int NEWADDR = 20;
    static final int DELADDR = 21;
    static final int GETADDR = 22;
    static final int NEWROUTE = 24;
    static final int DELROUTE = 25;
    static final int GETROUTE = 26;
    static final int NEWNEIGH = 28;
    static final int DELNEIGH = 29;
    static final int GETNEIGH = 30;
    static final int NEWVLAN = 112;
    static final int DELVLAN = 113;
    static final int NEWTUNNEL = 120;
    static final int DELTUNNEL = 121;
    static final int GETTUNNEL = 122;

    // Flags of messages (`NLM_F_…`).
    static final int REQUEST = 0x01;
    static final int PART_OF_DUMP = 0x02;
    static final int ACK = 0x04;
    static final int DUMP_INTERRUPTED = 0x10;
    static final int DUMP = 0x300;
    static final int REPLACE = 0x100;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;
    static final int APPEND = 0x800;
    static final int CAPPED = 0x100;
    static final int ACK_ATTRIBUTES = 0x200;

    // Address families.
    static final int ANY_FAMILY = 0;
    static final int INET = 2;
    static final int BRIDGE = 7;
    static final int INET6 = 10;

    // Groups that a socket can be a member of (`RTNLGRP_…`).
    static final int LINK_GROUP = 1;
    static final int NEIGHBOR_GROUP = 3;
    static final int IPV4_ADDRESS_GROUP = 5;
    static final int IPV4_ROUTE_GROUP = 7;
    static final int IPV6_ADDRESS_GROUP = 9;
    static final int IPV6_ROUTE_GROUP = 11;
    static final int BRIDGE_VLAN_GROUP = 33;
    static final int TUNNEL_GROUP = 35;

    private Rtnetlink() {}
}
