package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads entries of forwarding databases and of neighbor tables: `struct ndmsg` and its attributes
/// (`NDA_…`), which serve for both.
final class NeighborDecoder {
    static final int HEADER = 12;
    private static final int INDEX = 4;
    private static final int STATE = 8;
    private static final int FLAGS = 10;

    static final int DESTINATION = 1;
    static final int LINK_ADDRESS = 2;
    private static final int TIMES = 3;
    static final int VLAN = 5;
    static final int VNI = 7;
    static final int MASTER = 9;
    static final int SOURCE_VNI = 11;
    static final int PROTOCOL = 12;
    static final int NEXT_HOP = 13;

    private static final int LAST_VLAN = 4095;
    private static final int VNI_BITS = 24;

    private @Nullable IpAddress destination;
    private @Nullable MacAddress mac;
    private boolean hasLinkAddress;
    private int vlan;
    private int vni;
    private int bridge;
    private int sourceVni;
    private int protocol;
    private int nextHop;
    private boolean hasTimes;

    private NeighborDecoder() {}

    static List<Told> decode(Messages message, Fault fault) {
        if (!EventDecoder.hasHeader(message, HEADER, fault)) {
            return List.of();
        }
        int family = message.u8(0);
        if (family != Rtnetlink.BRIDGE && family != Rtnetlink.INET && family != Rtnetlink.INET6) {
            return List.of();
        }
        var decoder = new NeighborDecoder();
        decoder.read(message.attributes(HEADER, fault));
        boolean isGone = message.type() == Rtnetlink.DELNEIGH;
        decoder.check(fault);
        int index = EventDecoder.index(message.u32(INDEX), fault);
        return family == Rtnetlink.BRIDGE
                ? decoder.forwarding(message, index, isGone, fault)
                : decoder.neighbor(message, index, isGone, fault);
    }

    private void check(Fault fault) {
        if (vlan > LAST_VLAN || vni >>> VNI_BITS != 0 || sourceVni >>> VNI_BITS != 0) {
            fault.set("VLAN %d, VNIs %d and %d".formatted(vlan, vni, sourceVni));
        }
    }

    private void read(Attributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> destination = attributes.address();
                case LINK_ADDRESS -> {
                    hasLinkAddress = true;
                    mac = attributes.macOrOther();
                }
                case TIMES -> hasTimes = true;
                case VLAN -> vlan = attributes.u16();
                case VNI -> vni = attributes.u32();
                case MASTER -> bridge = attributes.u32();
                case SOURCE_VNI -> sourceVni = attributes.u32();
                case PROTOCOL -> protocol = attributes.u8();
                case NEXT_HOP -> nextHop = attributes.u32();
                default -> {}
            }
        }
    }

    private List<Told> forwarding(Messages message, int index, boolean isGone, Fault fault) {
        if (mac == null) {
            fault.set(
                    hasLinkAddress
                            ? "a forwarding entry whose address is none of Ethernet"
                            : "a forwarding entry without an address");
            return List.of();
        }
        if (bridge == 0 && !hasTimes && message.isNotification()) {
            // Linux 6.1 tells a request that a device has been given, too, behind what
            // the device itself has told of it: as an entry without what it leads to. Those of
            // bridges and of VXLAN devices have their times.
            return List.of();
        }
        var entry =
                new ForwardingEntry(
                        index,
                        bridge,
                        mac,
                        vlan,
                        message.u16(STATE),
                        message.u8(FLAGS),
                        destination == null || destination.isUnspecified() ? null : destination,
                        vni,
                        sourceVni,
                        nextHop);
        return List.of(
                new Told.Event(
                        isGone
                                ? new KernelEvent.ForwardingGone(entry)
                                : new KernelEvent.ForwardingIs(entry)));
    }

    private List<Told> neighbor(Messages message, int index, boolean isGone, Fault fault) {
        int bits = message.u8(0) == Rtnetlink.INET ? 32 : 128;
        if (destination == null || destination.bitLength() != bits) {
            fault.set("a neighbor without an address of its family");
            return List.of();
        }
        var entry =
                new NeighborEntry(
                        index, destination, mac, message.u16(STATE), message.u8(FLAGS), protocol);
        return List.of(
                new Told.Event(
                        isGone
                                ? new KernelEvent.NeighborGone(entry)
                                : new KernelEvent.NeighborIs(entry)));
    }
}
