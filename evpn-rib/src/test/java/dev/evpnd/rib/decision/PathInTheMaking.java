package dev.evpnd.rib.decision;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;

/// A path of a MAC/IP Advertisement from a client, equal to every other but for what is said of it.
final class PathInTheMaking {
    private static int paths;

    private PathAttributes attributes = PathAttributes.of(Origin.IGP, AsPath.ofSequence(1));
    private PeerKind kind = PeerKind.CLIENT;
    private String address = "10.0.0.1";
    private String identifier = "10.0.0.1";
    private String nextHop = "10.0.0.1";
    private String segment = "00:00:00:00:00:00:00:00:00:00";
    private boolean sticky;
    private int sequence;
    private boolean proxy;
    private boolean macIp = true;
    private int pathId;
    private int arrival;
    private int weight;
    private long igpMetric = Candidate.UNKNOWN_METRIC;

    PathInTheMaking with(PathAttribute attribute) {
        attributes = attributes.with(attribute);
        return this;
    }

    PathInTheMaking asPath(String text) {
        return with(AsPath.parse(text));
    }

    PathInTheMaking kind(PeerKind changed) {
        kind = changed;
        return this;
    }

    PathInTheMaking address(String text) {
        address = text;
        return this;
    }

    PathInTheMaking identifier(String text) {
        identifier = text;
        return this;
    }

    PathInTheMaking nextHop(String text) {
        nextHop = text;
        return this;
    }

    PathInTheMaking segment(String text) {
        segment = text;
        return this;
    }

    PathInTheMaking sticky(boolean changed) {
        sticky = changed;
        return this;
    }

    PathInTheMaking sequence(int changed) {
        sequence = changed;
        return this;
    }

    PathInTheMaking proxy(boolean changed) {
        proxy = changed;
        return this;
    }

    PathInTheMaking withoutMac() {
        macIp = false;
        return this;
    }

    PathInTheMaking pathId(int changed) {
        pathId = changed;
        return this;
    }

    PathInTheMaking arrival(int changed) {
        arrival = changed;
        return this;
    }

    PathInTheMaking weight(int changed) {
        weight = changed;
        return this;
    }

    PathInTheMaking igpMetric(long changed) {
        igpMetric = changed;
        return this;
    }

    Candidate make() {
        var communities = new ArrayList<ExtendedCommunity>();
        communities.add(sticky ? MacMobility.sticky(sequence) : MacMobility.of(sequence));
        if (proxy) {
            communities.add(NeighborDiscovery.of(NeighborDiscovery.PROXY));
        }
        var all =
                attributes.with(
                        ExtendedCommunities.of(communities.toArray(ExtendedCommunity[]::new)));
        boolean external = kind == PeerKind.EXTERNAL;
        var octets = new OctetWriter();
        IpAddress.parse(nextHop).encode(octets);
        int nextHopLength = octets.length();
        all.encode(octets, Negotiated.DEFAULT);
        var set =
                new AttributeTable(0)
                        .add(external, 0, octets.array(), 0, octets.length(), nextHopLength, all);
        var peer =
                new Peer(
                        IpAddress.parse(address),
                        new Asn(65000),
                        BgpIdentifier.parse(identifier),
                        kind,
                        Negotiated.DEFAULT.withExternal(external));
        return new Candidate(
                ++paths,
                set,
                peer,
                pathId,
                arrival,
                macIp,
                macIp ? EthernetSegmentId.parse(segment) : EthernetSegmentId.ZERO,
                weight,
                igpMetric);
    }
}
