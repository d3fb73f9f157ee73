package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.RouteEntry.Hop;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads routes: `struct rtmsg` and its attributes (`RTA_…`).
final class RouteDecoder {
    static final int HEADER = 12;
    private static final int PREFIX_LENGTH = 1;
    private static final int SOURCE_LENGTH = 2;
    private static final int TYPE_OF_SERVICE = 3;
    private static final int TABLE_AT = 4;
    private static final int PROTOCOL = 5;
    private static final int TYPE = 7;
    private static final int FLAGS = 8;

    static final int DESTINATION = 1;
    static final int DEVICE = 4;
    static final int GATEWAY = 5;
    static final int PRIORITY = 6;
    static final int HOPS = 9;
    static final int TABLE = 15;
    static final int VIA = 18;
    static final int ENCAPSULATION_TYPE = 21;
    static final int ENCAPSULATION = 22;
    static final int NEXT_HOP = 30;

    /// What the kernel has found for one destination, and no route (`RTM_F_CLONED`).
    private static final int FOUND = 0x200;

    /// The flag of a hop, or of a route for its only one (`RTNH_F_ONLINK`).
    static final int ON_LINK = 4;

    private final int bits;
    private @Nullable IpAddress destination;
    private int table;
    private long metric;
    private int nextHop;
    private int device;
    private @Nullable IpAddress gateway;
    private int encapsulationType;
    private @Nullable Attributes encapsulation;
    private List<Hop> hops = List.of();

    private RouteDecoder(Messages message) {
        bits = message.u8(0) == Rtnetlink.INET ? 32 : 128;
        table = message.u8(TABLE_AT);
    }

    static List<Told> decode(Messages message, Fault fault) {
        if (!EventDecoder.hasHeader(message, HEADER, fault) || !isRoute(message)) {
            return List.of();
        }
        var decoder = new RouteDecoder(message);
        decoder.read(message.attributes(HEADER, fault));
        return decoder.route(message, fault);
    }

    private static boolean isRoute(Messages message) {
        int family = message.u8(0);
        return (family == Rtnetlink.INET || family == Rtnetlink.INET6)
                && message.u8(SOURCE_LENGTH) == 0
                && message.u8(TYPE_OF_SERVICE) == 0
                && message.u8(TYPE) != RouteType.MULTICAST
                && (message.u32(FLAGS) & FOUND) == 0;
    }

    private void read(Attributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> destination = attributes.address(bits);
                case DEVICE -> device = attributes.u32();
                case GATEWAY -> gateway = unlessUnspecified(attributes.address(bits));
                case VIA -> gateway = unlessUnspecified(attributes.addressOfFamily());
                case PRIORITY -> metric = attributes.u32() & 0xffff_ffffL;
                case HOPS -> hops = attributes.hops(bits);
                case TABLE -> table = attributes.u32();
                case ENCAPSULATION_TYPE -> encapsulationType = attributes.u16();
                case ENCAPSULATION -> encapsulation = attributes.nested();
                case NEXT_HOP -> nextHop = attributes.u32();
                default -> {}
            }
        }
    }

    /// The kernel has no gateway 0; where it stands, there is none.
    static @Nullable IpAddress unlessUnspecified(IpAddress address) {
        return address.isUnspecified() ? null : address;
    }

    private List<Told> route(Messages message, Fault fault) {
        if (device < 0) {
            fault.set("a device with the number " + device);
        }
        // What was read up to a fault may be of another length.
        var prefix = fault.isSet() ? null : prefix(message.u8(PREFIX_LENGTH), fault);
        if (prefix == null) {
            return List.of();
        }
        int type = message.u8(TYPE);
        var route =
                new RouteEntry(
                        table,
                        prefix,
                        message.u8(PROTOCOL),
                        type,
                        metric,
                        nextHop,
                        RouteType.leadsNowhere(type) ? List.of() : hops(message.u32(FLAGS)));
        return List.of(
                new Told.Event(
                        message.type() == Rtnetlink.DELROUTE
                                ? new KernelEvent.RouteGone(route)
                                : new KernelEvent.RouteIs(route, replaces(message))));
    }

    private @Nullable IpPrefix prefix(int length, Fault fault) {
        if (length > bits || destination == null && length != 0) {
            fault.set(
                    "%s for a prefix of %d bits"
                            .formatted(
                                    destination == null ? "no address" : destination.toString(),
                                    length));
            return null;
        }
        if (destination == null) {
            return bits == 32 ? IpPrefix.IPV4_DEFAULT : IpPrefix.IPV6_DEFAULT;
        }
        return new IpPrefix(destination, length);
    }

    private List<Hop> hops(int flags) {
        if (!hops.isEmpty() || device == 0 && gateway == null) {
            return hops;
        }
        return List.of(
                new Hop(
                        device,
                        gateway,
                        (flags & ON_LINK) != 0,
                        1,
                        EncapsulationDecoder.of(encapsulationType, encapsulation)));
    }

    /// In a dump, the flag would be another one.
    private static boolean replaces(Messages message) {
        return message.hasFlags(Rtnetlink.REPLACE) && !message.hasFlags(Rtnetlink.PART_OF_DUMP);
    }
}
