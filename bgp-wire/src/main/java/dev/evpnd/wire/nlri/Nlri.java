package dev.evpnd.wire.nlri;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

/// A route as it stands in an NLRI field: perhaps with a path identifier, RFC 7911 section 3.
///
/// @param pathId 0 where none was negotiated
public record Nlri<R>(int pathId, R route) {

    static final int PATH_ID_LENGTH = 4;

    /// A route without a path identifier.
    public static <R> Nlri<R> of(R route) {
        return new Nlri<>(0, route);
    }

    static int decodePathId(OctetReader reader, boolean addPath) {
        return addPath ? reader.u32() : 0;
    }

    void encodePathId(OctetWriter writer, boolean addPath) {
        if (addPath) {
            writer.u32(pathId);
        }
    }
}
