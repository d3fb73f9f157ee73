package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// Enhanced Route Refresh: the marks for the beginning and the end of a refresh are understood, RFC
/// 7313 section 3.1. The value is empty.
public record EnhancedRouteRefresh() implements Capability {
    public static final int CODE = 70;

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length != 0) {
            return CapabilityDecoder.discarded(
                    "Enhanced Route Refresh", "the length is 0", bytes, offset, length);
        }
        return Decoded.accepted(new EnhancedRouteRefresh());
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return 0;
    }

    @Override
    public void encodeValue(OctetWriter writer) {}
}
