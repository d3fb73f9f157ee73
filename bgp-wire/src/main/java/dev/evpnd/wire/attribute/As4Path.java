package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// AS4_PATH, RFC 6793 section 3: the four-octet AS numbers of the path, carried past speakers that
/// have only two octets for each. [PathAttributes#mergedAs4] makes AS_PATH whole with it.
///
/// @param segments at least one, none of them a confederation's
public record As4Path(List<AsPathSegment> segments) implements PathAttribute {

    public As4Path {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || AsPath.hasConfederationSegments(segments)) {
            throw new IllegalArgumentException(
                    "AS4_PATH has one segment or more and none of a confederation");
        }
        AttributeLength.require(AsPath.encodedLength(segments));
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.context().fourOctetAs()) {
            return received.wrongValue("a speaker with four-octet AS numbers does not send it");
        }
        var fault = AsPathSegment.fault(received.value(), true);
        if (fault.isPresent()) {
            return received.malformed(NotificationCode.OPTIONAL_ATTRIBUTE_ERROR, fault.get());
        }
        // A confederation's segments do not belong here, and RFC 6793 section 6 has them removed
        // without calling the attribute malformed.
        var segments =
                AsPath.withoutConfederation(AsPathSegment.read(received.valueFromStart(), true));
        return segments.isEmpty()
                ? received.wrongValue("there is a segment that is not a confederation's")
                : Decoded.accepted(new As4Path(segments));
    }

    @Override
    public int code() {
        return AttributeCode.AS4_PATH;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        for (var segment : segments) {
            segment.encode(writer, true);
        }
    }

    /// The path in the notation of [AsPath#parse].
    @Override
    public String toString() {
        return new AsPath(segments).toString();
    }
}
