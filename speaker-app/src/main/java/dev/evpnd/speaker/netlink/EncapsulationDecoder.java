package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

/// Reads what a route says of a tunnel (`LWTUNNEL_IP_…`, and `LWTUNNEL_IP6_…` with the same
/// numbers).
final class EncapsulationDecoder {
    static final int ID = 1;
    static final int REMOTE = 2;
    static final int LOCAL = 3;
    static final int FLAGS = 6;

    private EncapsulationDecoder() {}

    /// @param type `LWTUNNEL_ENCAP_…`
    /// @param attributes of that
    static Encapsulation decode(int type, Attributes attributes) {
        if (!Encapsulation.isIp(type)) {
            return new Encapsulation(type, 0, null, null);
        }
        int bits = type == Encapsulation.IPV4 ? Integer.SIZE : 2 * Long.SIZE;
        long id = 0;
        IpAddress local = null;
        IpAddress remote = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case ID -> id = attributes.bigEndianU64();
                case LOCAL -> local = RouteDecoder.unlessUnspecified(attributes.address(bits));
                case REMOTE -> remote = RouteDecoder.unlessUnspecified(attributes.address(bits));
                default -> {}
            }
        }
        return new Encapsulation(type, id, local, remote);
    }

    /// What is in two attributes of one message or hop.
    ///
    /// @param attributes null where there are none
    static @Nullable Encapsulation of(int type, @Nullable Attributes attributes) {
        return type == 0 || attributes == null ? null : decode(type, attributes);
    }
}
