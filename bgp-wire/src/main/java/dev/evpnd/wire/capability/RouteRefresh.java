package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// Route Refresh: ROUTE-REFRESH messages are understood, RFC 2918 section 2. The value is empty.
public record RouteRefresh() implements Capability {
    public static final int CODE = 2;

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length != 0) {
            return CapabilityDecoder.discarded(
                    "Route Refresh", "the length is 0", bytes, offset, length);
        }
        return Decoded.accepted(new RouteRefresh());
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
