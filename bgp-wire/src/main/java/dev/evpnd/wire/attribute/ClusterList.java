package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// CLUSTER_LIST, RFC 4456 section 8: the clusters through which the route was reflected, the last
/// one first.
///
/// @param clusterIds at least one
public record ClusterList(IntSequence clusterIds) implements PathAttribute {
    private static final int OCTETS = 4;

    public ClusterList {
        if (clusterIds.isEmpty()) {
            throw new IllegalArgumentException("there is at least one cluster");
        }
        AttributeLength.require((long) OCTETS * clusterIds.size());
    }

    public static ClusterList of(BgpIdentifier... clusterIds) {
        return new ClusterList(
                IntSequence.of(Stream.of(clusterIds).mapToInt(BgpIdentifier::bits).toArray()));
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        int length = received.length();
        if (length == 0 || length % OCTETS != 0) {
            return received.wrongLength("the length is a multiple of 4 and not 0");
        }
        return Decoded.accepted(
                new ClusterList(IntSequence.read(received.value(), length / OCTETS)));
    }

    /// Whether the route has passed through the cluster: a loop, for the one whose own it is.
    public boolean contains(BgpIdentifier clusterId) {
        return clusterIds.contains(clusterId.bits());
    }

    /// The list with the cluster of the speaker that reflects the route in front.
    public ClusterList prepend(BgpIdentifier clusterId) {
        return new ClusterList(IntSequence.of(clusterId.bits()).followedBy(clusterIds));
    }

    public List<BgpIdentifier> asList() {
        return clusterIds.stream().mapToObj(BgpIdentifier::new).toList();
    }

    @Override
    public int code() {
        return AttributeCode.CLUSTER_LIST;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        clusterIds.write(writer);
    }

    /// The cluster identifiers with spaces between them.
    @Override
    public String toString() {
        return asList().stream().map(BgpIdentifier::toString).collect(Collectors.joining(" "));
    }
}
