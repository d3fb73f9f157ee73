package dev.evpnd.wire.attribute;

import dev.evpnd.wire.community.Ipv6ExtendedCommunity;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// IPv6 Address Specific Extended Communities, RFC 5701: twenty octets each, in the order received
/// and with repetitions.
///
/// @param communities at least one
public record Ipv6ExtendedCommunities(List<Ipv6ExtendedCommunity> communities)
        implements PathAttribute {

    public Ipv6ExtendedCommunities {
        communities = List.copyOf(communities);
        if (communities.isEmpty()) {
            throw new IllegalArgumentException("there is at least one community");
        }
        AttributeLength.require((long) Ipv6ExtendedCommunity.OCTETS * communities.size());
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        int length = received.length();
        if (length == 0 || length % Ipv6ExtendedCommunity.OCTETS != 0) {
            return received.wrongLength("the length is a multiple of 20 and not 0");
        }
        int count = length / Ipv6ExtendedCommunity.OCTETS;
        var communities = new ArrayList<Ipv6ExtendedCommunity>(count);
        for (int i = 0; i < count; i++) {
            communities.add(Ipv6ExtendedCommunity.decode(received.value()));
        }
        return Decoded.accepted(new Ipv6ExtendedCommunities(communities));
    }

    @Override
    public int code() {
        return AttributeCode.IPV6_EXTENDED_COMMUNITIES;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        for (var community : communities) {
            community.encode(writer);
        }
    }

    /// The communities with spaces between them.
    @Override
    public String toString() {
        return communities.stream()
                .map(Ipv6ExtendedCommunity::toString)
                .collect(Collectors.joining(" "));
    }
}
