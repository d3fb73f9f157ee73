package dev.evpnd.wire.attribute;

import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// LARGE_COMMUNITY, RFC 8092: twelve octets each, in the order received and with repetitions.
///
/// @param parts the three parts of each community, one after the other; at least one community
public record LargeCommunities(IntSequence parts) implements PathAttribute {
    private static final int PARTS = 3;
    private static final int OCTETS = 12;

    public LargeCommunities {
        if (parts.isEmpty() || parts.size() % PARTS != 0) {
            throw new IllegalArgumentException(
                    "there is at least one community, and each has three parts");
        }
        AttributeLength.require(4L * parts.size());
    }

    public static LargeCommunities of(LargeCommunity... communities) {
        return new LargeCommunities(
                IntSequence.of(
                        Stream.of(communities).flatMapToInt(LargeCommunities::partsOf).toArray()));
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        int length = received.length();
        if (length == 0 || length % OCTETS != 0) {
            return received.wrongLength("the length is a multiple of 12 and not 0");
        }
        return Decoded.accepted(
                new LargeCommunities(IntSequence.read(received.value(), length / 4)));
    }

    /// How many communities there are.
    public int size() {
        return parts.size() / PARTS;
    }

    public LargeCommunity at(int index) {
        int first = index * PARTS;
        return new LargeCommunity(parts.at(first), parts.at(first + 1), parts.at(first + 2));
    }

    public boolean contains(LargeCommunity community) {
        return asList().contains(community);
    }

    public List<LargeCommunity> asList() {
        return IntStream.range(0, size()).mapToObj(this::at).toList();
    }

    private static IntStream partsOf(LargeCommunity community) {
        return IntStream.of(
                community.globalAdministrator(), community.localData1(), community.localData2());
    }

    @Override
    public int code() {
        return AttributeCode.LARGE_COMMUNITY;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        parts.write(writer);
    }

    /// The communities with spaces between them.
    @Override
    public String toString() {
        return asList().stream().map(LargeCommunity::toString).collect(Collectors.joining(" "));
    }
}
