package dev.evpnd.wire.attribute;

import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// COMMUNITIES, RFC 1997: four octets each, in the order received and with repetitions.
///
/// @param bits the communities, at least one
public record Communities(IntSequence bits) implements PathAttribute {
    private static final int OCTETS = 4;

    public Communities {
        if (bits.isEmpty()) {
            throw new IllegalArgumentException("there is at least one community");
        }
        AttributeLength.require((long) OCTETS * bits.size());
    }

    public static Communities of(Community... communities) {
        return new Communities(
                IntSequence.of(Stream.of(communities).mapToInt(Community::bits).toArray()));
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        int length = received.length();
        if (length == 0 || length % OCTETS != 0) {
            return received.wrongLength("the length is a multiple of 4 and not 0");
        }
        return Decoded.accepted(
                new Communities(IntSequence.read(received.value(), length / OCTETS)));
    }

    public boolean contains(Community community) {
        return bits.contains(community.bits());
    }

    public List<Community> asList() {
        return bits.stream().mapToObj(Community::new).toList();
    }

    @Override
    public int code() {
        return AttributeCode.COMMUNITIES;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        bits.write(writer);
    }

    /// The communities with spaces between them.
    @Override
    public String toString() {
        return asList().stream().map(Community::toString).collect(Collectors.joining(" "));
    }
}
