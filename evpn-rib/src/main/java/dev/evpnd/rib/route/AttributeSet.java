package dev.evpnd.rib.route;

import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.octets.OctetReader;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// The attributes of one or many paths, and their next hop: judged once, shared by all.
///
/// They are kept as octets, to be sent on by copying. What the decision asks of them is read when
/// the set is made, and the rest whenever somebody asks. Sets of equal octets and weight are one
/// object, which [AttributeTable] sees to.
public final class AttributeSet {
    /// What a route is worth where its peer does not say.
    public static final long DEFAULT_LOCAL_PREF = 100;

    private static final int IPV6_LENGTH = 16;
    private static final int[] NONE = new int[0];

    private final int number;
    private final boolean external;
    private final byte[] received;
    private final int nextHopLength;

    private final long localPref;
    private final int asPathLength;
    private final int neighborAs;
    private final int origin;
    private final long multiExitDisc;
    private final int originatorId;
    private final int clusterListLength;
    private final long mobilitySequence;
    private final boolean sticky;

    private final Propagation propagation;

    private final int weight;
    private final int[] pathAses;
    private final int[] clusters;
    private final boolean llgrStale;
    private final boolean noLlgr;

    private int uses;

    /// @param received the next hop and the attribute block behind it, as they came
    /// @param attributes what the block says
    AttributeSet(
            int number,
            boolean external,
            int weight,
            byte[] received,
            int nextHopLength,
            PathAttributes attributes) {
        this.weight = weight;
        this.number = number;
        this.external = external;
        this.received = received;
        this.nextHopLength = nextHopLength;
        var asPath = attributes.find(AsPath.class).orElse(AsPath.EMPTY);
        asPathLength = asPath.length();
        neighborAs = asPath.neighbor().map(asn -> asn.number()).orElse(0);
        localPref =
                attributes
                        .find(LocalPref.class)
                        .map(LocalPref::preference)
                        .orElse(DEFAULT_LOCAL_PREF);
        origin = attributes.find(Origin.class).orElse(Origin.INCOMPLETE).value();
        multiExitDisc = attributes.find(MultiExitDisc.class).map(MultiExitDisc::metric).orElse(0L);
        originatorId =
                attributes.find(OriginatorId.class).map(id -> id.originator().bits()).orElse(0);
        clusterListLength =
                attributes.find(ClusterList.class).map(list -> list.clusterIds().size()).orElse(0);
        var mobility = mobility(attributes);
        mobilitySequence = mobility.map(MacMobility::sequenceNumber).orElse(0L);
        sticky = mobility.filter(MacMobility::isSticky).isPresent();
        propagation = Propagation.of(attributes);
        pathAses =
                asPath.segments().stream()
                        .flatMapToInt(segment -> segment.numbers().stream())
                        .toArray();
        clusters =
                attributes
                        .find(ClusterList.class)
                        .map(list -> list.clusterIds().stream().toArray())
                        .orElse(NONE);
        llgrStale = has(attributes, Community.LLGR_STALE);
        noLlgr = has(attributes, Community.NO_LLGR);
    }

    private static boolean has(PathAttributes attributes, Community community) {
        return attributes
                .find(Communities.class)
                .filter(communities -> communities.contains(community))
                .isPresent();
    }

    private static Optional<MacMobility> mobility(PathAttributes attributes) {
        return attributes.find(ExtendedCommunities.class).stream()
                .flatMap(list -> list.asList().stream())
                .flatMap(each -> each instanceof MacMobility m ? Stream.of(m) : Stream.empty())
                .findFirst();
    }

    boolean isOf(
            boolean externally,
            int withWeight,
            byte[] octets,
            int offset,
            int length,
            int lengthOfNextHop) {
        return external == externally
                && weight == withWeight
                && nextHopLength == lengthOfNextHop
                && Arrays.equals(received, 0, received.length, octets, offset, offset + length);
    }

    boolean isUnused() {
        return uses == 0;
    }

    int retain() {
        return ++uses;
    }

    int release() {
        return --uses;
    }

    /// Known by this number in [AttributeTable].
    public int number() {
        return number;
    }

    /// The array that begins with the next hop and goes on with the attribute block; not to be
    /// written to.
    public byte[] array() {
        return received;
    }

    public int nextHopLength() {
        return nextHopLength;
    }

    /// Where the attribute block begins in [#array].
    public int blockOffset() {
        return nextHopLength;
    }

    public int blockLength() {
        return received.length - nextHopLength;
    }

    /// The attributes as records, read again from the octets.
    public PathAttributes attributes() {
        var block = new OctetReader(received, nextHopLength, received.length);
        return PathAttributes.decode(block, Negotiated.DEFAULT.withExternal(external))
                .orElseThrow();
    }

    /// Orders next hops: IPv4 before IPv6, then by value.
    public int compareNextHop(AttributeSet other) {
        return nextHopLength != other.nextHopLength
                ? Integer.compare(nextHopLength, other.nextHopLength)
                : Arrays.compareUnsigned(
                        received, 0, nextHopLength, other.received, 0, nextHopLength);
    }

    /// Whether the next hop is this address; of two that stand there, the global one.
    public boolean hasNextHop(byte[] address) {
        return (nextHopLength == address.length
                        || nextHopLength > IPV6_LENGTH && address.length == IPV6_LENGTH)
                && Arrays.equals(
                        received, 0, address.length, address, 0, address.length);
    }

    /// How often the AS stands in AS_PATH, in segments of whichever type.
    public int countOfAs(int as) {
        int count = 0;
        for (int each : pathAses) {
            count += each == as ? 1 : 0;
        }
        return count;
    }

    /// How often the AS stands at the end of AS_PATH, where the one is that the route began in.
    public int countOfOriginAs(int as) {
        int count = 0;
        while (count < pathAses.length && pathAses[pathAses.length - 1 - count] == as) {
            count++;
        }
        return count;
    }

    /// Whether the cluster stands in CLUSTER_LIST.
    public boolean wasIn(int cluster) {
        for (int each : clusters) {
            if (each == cluster) {
                return true;
            }
        }
        return false;
    }

    /// Whether a speaker kept the route when its peer had been gone for long (RFC 9494).
    public boolean isLlgrStale() {
        return llgrStale;
    }

    /// Whether the route is not to be kept when its peer has been gone for long (RFC 9494).
    public boolean isNoLlgr() {
        return noLlgr;
    }

    /// What a policy here gave the route; told to nobody.
    public int weight() {
        return weight;
    }

    /// Who may be told of routes with these attributes.
    public Propagation propagation() {
        return propagation;
    }

    public long localPref() {
        return localPref;
    }

    /// As the decision counts it: a set is one, and a confederation's segments are none.
    public int asPathLength() {
        return asPathLength;
    }

    /// The AS that the route was received from, 0 for one that began in this AS.
    public int neighborAs() {
        return neighborAs;
    }

    public int origin() {
        return origin;
    }

    public long multiExitDisc() {
        return multiExitDisc;
    }

    /// The ORIGINATOR_ID, 0 where there is none.
    public int originatorId() {
        return originatorId;
    }

    public int clusterListLength() {
        return clusterListLength;
    }

    /// The sequence number of MAC Mobility, 0 where there is none.
    public long mobilitySequence() {
        return mobilitySequence;
    }

    public boolean isSticky() {
        return sticky;
    }
}
