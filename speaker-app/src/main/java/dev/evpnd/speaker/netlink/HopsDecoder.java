package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.RouteEntry.Hop;
import dev.evpnd.wire.address.IpAddress;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the ways of a route that has several: `struct rtnexthop`, each with attributes of its own
/// (`RTA_…`) behind it, padded to a multiple of four octets.
final class HopsDecoder {
    static final int HEADER = 8;
    private static final int FLAGS = 2;
    private static final int WEIGHT = 3;
    private static final int DEVICE = 4;

    private HopsDecoder() {}

    /// @param bits of the addresses of the route's family
    /// @param end behind the last octet; within the buffer, as `start` is
    static List<Hop> decode(ByteBuffer bytes, int start, int end, int bits, Fault fault) {
        var hops = new ArrayList<Hop>();
        int at = start;
        while (at < end && !fault.isSet()) {
            int left = end - at;
            int whole = left < HEADER ? 0 : bytes.getShort(at) & 0xffff;
            if (whole < HEADER || whole > left) {
                fault.set("a hop of %d octets where %d are left".formatted(whole, left));
            } else if (hops.size() == RouteEntry.MOST_HOPS) {
                fault.set("more than %d hops".formatted(RouteEntry.MOST_HOPS));
            } else {
                hops.add(hop(bytes, at, at + whole, bits, fault));
            }
            at += whole + 3 & ~3;
        }
        return hops;
    }

    private static Hop hop(ByteBuffer bytes, int start, int end, int bits, Fault fault) {
        int device = bytes.getInt(start + DEVICE);
        if (device < 0) {
            fault.set("a device with the number " + device);
        }
        boolean isOnLink = (bytes.get(start + FLAGS) & RouteDecoder.ON_LINK) != 0;
        // The kernel has one less than the weight there, so that none has the weight 0.
        int weight = (bytes.get(start + WEIGHT) & 0xff) + 1;
        var attributes = new Attributes(bytes, start + HEADER, end, fault);
        IpAddress gateway = null;
        int type = 0;
        Attributes encapsulation = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case RouteDecoder.GATEWAY ->
                        gateway = RouteDecoder.unlessUnspecified(attributes.address(bits));
                case RouteDecoder.VIA ->
                        gateway = RouteDecoder.unlessUnspecified(attributes.addressOfFamily());
                case RouteDecoder.ENCAPSULATION_TYPE -> type = attributes.u16();
                case RouteDecoder.ENCAPSULATION -> encapsulation = attributes.nested();
                default -> {}
            }
        }
        return new Hop(
                device, gateway, isOnLink, weight, EncapsulationDecoder.of(type, encapsulation));
    }
}
