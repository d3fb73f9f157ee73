package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.KernelRequest.PutForwarding;
import dev.evpnd.speaker.netlink.KernelRequest.PutNeighbor;
import dev.evpnd.speaker.netlink.KernelRequest.PutRoute;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveForwarding;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveNeighbor;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveRoute;

/// Writes what the kernel is asked.
final class RequestEncoder {
    /// Of what is asked about links: VLANs of ports with ranges, and no statistics.
    private static final int EXTENT = 29;

    private static final int COMPRESSED_VLANS = 0x4;
    private static final int NO_STATISTICS = 0x8;

    private RequestEncoder() {}

    static void change(KernelRequest request, int sequence, MessageWriter to) {
        switch (request) {
            case PutForwarding(var entry, var how) ->
                    forwarding(Rtnetlink.NEWNEIGH, flags(how), entry, sequence, to);
            case RemoveForwarding(var entry) ->
                    forwarding(Rtnetlink.DELNEIGH, 0, entry, sequence, to);
            case PutNeighbor(var entry) ->
                    neighbor(Rtnetlink.NEWNEIGH, flags(How.REPLACE), entry, sequence, to);
            case RemoveNeighbor(var entry) -> neighbor(Rtnetlink.DELNEIGH, 0, entry, sequence, to);
            case PutRoute(var route) -> RouteEncoder.put(route, sequence, to);
            case RemoveRoute(var route) -> RouteEncoder.remove(route, sequence, to);
        }
        to.end();
    }

    private static int flags(How how) {
        return Rtnetlink.CREATE
                | switch (how) {
                    case REPLACE -> Rtnetlink.REPLACE;
                    case APPEND -> Rtnetlink.APPEND;
                    case CREATE -> Rtnetlink.EXCLUSIVE;
                };
    }

    private static void forwarding(
            int type, int flags, ForwardingEntry entry, int sequence, MessageWriter to) {
        to.begin(type, Rtnetlink.REQUEST | flags, sequence);
        header(Rtnetlink.BRIDGE, entry.index(), entry.state(), entry.flags(), to);
        to.attribute(NeighborDecoder.LINK_ADDRESS, entry.mac());
        if (entry.remote() != null) {
            to.attribute(NeighborDecoder.DESTINATION, entry.remote());
        }
        if (entry.vlan() != 0) {
            to.attributeU16(NeighborDecoder.VLAN, entry.vlan());
        }
        if (entry.vni() != 0) {
            to.attributeU32(NeighborDecoder.VNI, entry.vni());
        }
        if (entry.sourceVni() != 0) {
            to.attributeU32(NeighborDecoder.SOURCE_VNI, entry.sourceVni());
        }
        if (entry.nextHop() != 0) {
            to.attributeU32(NeighborDecoder.NEXT_HOP, entry.nextHop());
        }
    }

    /// Asks for what there is of an address: by the bridge for its own, by the device for its.
    static void find(ForwardingEntry entry, int sequence, MessageWriter to) {
        to.begin(Rtnetlink.GETNEIGH, Rtnetlink.REQUEST, sequence);
        boolean isOfBridge = entry.bridge() != 0;
        int flags = isOfBridge ? NeighborFlags.MASTER : NeighborFlags.SELF;
        header(Rtnetlink.BRIDGE, isOfBridge ? 0 : entry.index(), 0, flags, to);
        to.attribute(NeighborDecoder.LINK_ADDRESS, entry.mac());
        if (isOfBridge) {
            to.attributeU32(NeighborDecoder.MASTER, entry.bridge());
        }
        if (entry.vlan() != 0) {
            to.attributeU16(NeighborDecoder.VLAN, entry.vlan());
        }
        if (entry.sourceVni() != 0) {
            to.attributeU32(NeighborDecoder.VNI, entry.sourceVni());
        }
        to.end();
    }

    private static void neighbor(
            int type, int flags, NeighborEntry entry, int sequence, MessageWriter to) {
        to.begin(type, Rtnetlink.REQUEST | flags, sequence);
        int family = entry.address().bitLength() == 32 ? Rtnetlink.INET : Rtnetlink.INET6;
        header(family, entry.index(), entry.state(), entry.flags(), to);
        to.attribute(NeighborDecoder.DESTINATION, entry.address());
        if (entry.mac() != null) {
            to.attribute(NeighborDecoder.LINK_ADDRESS, entry.mac());
        }
        if (entry.protocol() != 0) {
            to.attributeU8(NeighborDecoder.PROTOCOL, entry.protocol());
        }
    }

    /// `struct ndmsg`
    private static void header(int family, int index, int state, int flags, MessageWriter to) {
        to.u8(family).u8(0).u16(0).u32(index).u16(state).u8(flags).u8(0);
    }

    static void dump(Kernel.Table table, int sequence, MessageWriter to) {
        switch (table) {
            case LINKS -> links(Rtnetlink.ANY_FAMILY, NO_STATISTICS, sequence, to);
            case PORT_VLANS ->
                    links(Rtnetlink.BRIDGE, COMPRESSED_VLANS | NO_STATISTICS, sequence, to);
            case DEVICE_VNIS ->
                    beginDump(Rtnetlink.GETTUNNEL, sequence, to)
                            .u8(Rtnetlink.BRIDGE)
                            .u8(0)
                            .u16(0)
                            .u32(0);
            case ADDRESSES ->
                    beginDump(Rtnetlink.GETADDR, sequence, to)
                            .u8(Rtnetlink.ANY_FAMILY)
                            .u8(0)
                            .u16(0)
                            .u32(0);
            case FORWARDING -> {
                beginDump(Rtnetlink.GETNEIGH, sequence, to);
                header(Rtnetlink.BRIDGE, 0, 0, 0, to);
            }
            case NEIGHBORS -> {
                beginDump(Rtnetlink.GETNEIGH, sequence, to);
                header(Rtnetlink.ANY_FAMILY, 0, 0, 0, to);
            }
            case IPV4_ROUTES -> RouteEncoder.dump(Rtnetlink.INET, sequence, to);
            case IPV6_ROUTES -> RouteEncoder.dump(Rtnetlink.INET6, sequence, to);
        }
        to.end();
    }

    private static MessageWriter beginDump(int type, int sequence, MessageWriter to) {
        return to.begin(type, Rtnetlink.REQUEST | Rtnetlink.DUMP, sequence);
    }

    private static void links(int family, int extent, int sequence, MessageWriter to) {
        beginDump(Rtnetlink.GETLINK, sequence, to);
        linkHeader(family, 0, to);
        to.attributeU32(EXTENT, extent);
    }

    /// Asks for one device.
    static void link(int index, int sequence, MessageWriter to) {
        to.begin(Rtnetlink.GETLINK, Rtnetlink.REQUEST, sequence);
        linkHeader(Rtnetlink.ANY_FAMILY, index, to);
        to.attributeU32(EXTENT, NO_STATISTICS);
        to.end();
    }

    /// `struct ifinfomsg`
    private static void linkHeader(int family, int index, MessageWriter to) {
        to.u8(family).u8(0).u16(0).u32(index).u32(0).u32(0);
    }
}
