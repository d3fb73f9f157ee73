package dev.evpnd.rib.route;

import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;

/// The attributes of one or many paths, and their next hop: judged once, shared by all.
///
/// They are kept as octets, to be sent on by copying. What the decision asks of them is read when
/// the set is made, and the rest whenever somebody asks. Sets of equal octets and weight are one
/// object, which [AttributeTable] sees to.
public final class AttributeSet {
    /// What a route is worth where its peer does not say.
    public static final long DEFAULT_LOCAL_PREF = 100;

    /// Stands for the metric of AIGP where there is none.
    public static final long NO_AIGP = -1;

    /// Stands for MULTI_EXIT_DISC where there is none.
    public static final long NO_MULTI_EXIT_DISC = -1;

    private static final int IPV6_LENGTH = 16;
    private static final int[] NONE = new int[0];

    private final int number;
    private final boolean external;
    private final byte[] received;
    private final int nextHopLength;

    private final long localPref;
    private final int asPathLength;
    private final int confederationLength;
    private final int neighborAs;
    private final int neighborMemberAs;
    private final int origin;
    private final long multiExitDisc;
    private final int originatorId;
    private final long mobilitySequence;
    private final long aigp;
    private final boolean sticky;
    private final boolean proxy;

    private final Propagation propagation;

    private final int weight;
    private final int[] pathAses;
    private final int[] clusters;
    private final boolean noLlgr;

    /// Made when somebody asks for it.
    private @Nullable Octets nextHop;

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
        this.number = number;
        this.external = external;
        this.weight = weight;
        this.received = received;
        this.nextHopLength = nextHopLength;
        var asPath = attributes.find(AsPath.class).orElse(AsPath.EMPTY);
        asPathLength = asPath.length();
        confederationLength = confederationLength(asPath);
        neighborAs = asPath.neighbor().map(asn -> asn.number()).orElse(0);
        neighborMemberAs = neighborMemberAs(asPath);
        pathAses = ases(asPath);
        localPref = localPref(attributes);
        origin = attributes.find(Origin.class).orElse(Origin.INCOMPLETE).value();
        multiExitDisc = multiExitDisc(attributes);
        originatorId =
                attributes.find(OriginatorId.class).map(id -> id.originator().bits()).orElse(0);
        clusters = clusters(attributes);
        aigp = attributes.find(Aigp.class).map(a -> a.metric().orElse(NO_AIGP)).orElse(NO_AIGP);
        var mobility = extended(attributes, MacMobility.class);
        mobilitySequence = mobility.map(MacMobility::sequenceNumber).orElse(0L);
        sticky = mobility.filter(MacMobility::isSticky).isPresent();
        proxy =
                extended(attributes, NeighborDiscovery.class)
                        .filter(nd -> nd.has(NeighborDiscovery.PROXY))
                        .isPresent();
        propagation = Propagation.of(attributes);
        noLlgr =
                attributes
                        .find(Communities.class)
                        .filter(communities -> communities.contains(Community.NO_LLGR))
                        .isPresent();
    }

    private static int[] ases(AsPath asPath) {
        return asPath.segments().stream()
                .flatMapToInt(segment -> segment.numbers().stream())
                .toArray();
    }

    private static long localPref(PathAttributes attributes) {
        return attributes
                .find(LocalPref.class)
                .map(LocalPref::preference)
                .orElse(DEFAULT_LOCAL_PREF);
    }

    private static long multiExitDisc(PathAttributes attributes) {
        return attributes
                .find(MultiExitDisc.class)
                .map(MultiExitDisc::metric)
                .orElse(NO_MULTI_EXIT_DISC);
    }

    private static int[] clusters(PathAttributes attributes) {
        return attributes
                .find(ClusterList.class)
                .map(list -> list.clusterIds().stream().toArray())
                .orElse(NONE);
    }

    private static <C extends ExtendedCommunity> Optional<C> extended(
            PathAttributes attributes, Class<C> type) {
        return attributes.find(ExtendedCommunities.class).stream()
                .flatMap(list -> list.asList().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static int confederationLength(AsPath asPath) {
        return asPath.segments().stream()
                .mapToInt(
                        segment ->
                                switch (segment.type()) {
                                    case AS_CONFED_SEQUENCE -> segment.numbers().size();
                                    case AS_CONFED_SET -> 1;
                                    case AS_SEQUENCE, AS_SET -> 0;
                                })
                .sum();
    }

    private static int neighborMemberAs(AsPath asPath) {
        return asPath.segments().stream()
                .findFirst()
                .filter(segment -> segment.type() == AsPathSegment.Type.AS_CONFED_SEQUENCE)
                .map(segment -> segment.numbers().at(0))
                .orElse(0);
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

    /// The next hop as one address: without a link-local one behind it.
    public Octets nextHop() {
        var known = nextHop;
        if (known == null) {
            known = Octets.copyOf(received, 0, Math.min(nextHopLength, IPV6_LENGTH));
            nextHop = known;
        }
        return known;
    }

    /// The next hop as it was received, whole.
    public MpNextHop mpNextHop() {
        return new MpNextHop(Octets.copyOf(received, 0, nextHopLength));
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
                && Arrays.equals(received, 0, address.length, address, 0, address.length);
    }

    /// How many numbers AS_PATH has, in segments of whichever type.
    public int pathNumbers() {
        return pathAses.length;
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

    /// As [#asPathLength], but a member AS of a confederation counts too, and a set of them is one.
    public int asPathLengthWithConfederation() {
        return asPathLength + confederationLength;
    }

    /// The AS that the route was received from, 0 for one that began in this AS, and so in this
    /// confederation.
    public int neighborAs() {
        return neighborAs;
    }

    /// The member AS of the confederation that the route was received from, 0 for one that came
    /// through none.
    public int neighborMemberAs() {
        return neighborMemberAs;
    }

    public int origin() {
        return origin;
    }

    /// The MULTI_EXIT_DISC, or [#NO_MULTI_EXIT_DISC].
    public long multiExitDisc() {
        return multiExitDisc;
    }

    /// The ORIGINATOR_ID, 0 where there is none.
    public int originatorId() {
        return originatorId;
    }

    public int clusterListLength() {
        return clusters.length;
    }

    /// The sequence number of MAC Mobility, 0 where there is none.
    public long mobilitySequence() {
        return mobilitySequence;
    }

    public boolean isSticky() {
        return sticky;
    }

    /// The metric of AIGP, unsigned, or [#NO_AIGP].
    public long aigp() {
        return aigp;
    }

    /// Whether the announcer has the address from another on its segment.
    public boolean isProxy() {
        return proxy;
    }
}
