package dev.evpnd.wire.attribute;

import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// EXTENDED_COMMUNITIES, RFC 4360: eight octets each, in the order received and with repetitions. A
/// community of a type nobody knows is no error (RFC 7606 section 7.14).
///
/// @param bits the communities, at least one
public record ExtendedCommunities(LongSequence bits) implements PathAttribute {
    private static final int OCTETS = 8;

    public ExtendedCommunities {
        if (bits.isEmpty()) {
            throw new IllegalArgumentException("there is at least one community");
        }
        AttributeLength.require((long) OCTETS * bits.size());
    }

    public static ExtendedCommunities of(ExtendedCommunity... communities) {
        return new ExtendedCommunities(
                LongSequence.of(
                        Stream.of(communities).mapToLong(ExtendedCommunity::bits).toArray()));
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        int length = received.length();
        if (length == 0 || length % OCTETS != 0) {
            return received.wrongLength("the length is a multiple of 8 and not 0");
        }
        return Decoded.accepted(
                new ExtendedCommunities(LongSequence.read(received.value(), length / OCTETS)));
    }

    public boolean contains(ExtendedCommunity community) {
        return bits.contains(community.bits());
    }

    /// The communities as values, made anew at each call.
    public List<ExtendedCommunity> asList() {
        return bits.stream().mapToObj(ExtendedCommunity::of).toList();
    }

    @Override
    public int code() {
        return AttributeCode.EXTENDED_COMMUNITIES;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        bits.write(writer);
    }

    /// The communities with spaces between them.
    @Override
    public String toString() {
        return asList().stream().map(ExtendedCommunity::toString).collect(Collectors.joining(" "));
    }
}
