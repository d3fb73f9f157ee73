package dev.evpnd.rib.route;

import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.octets.OctetReader;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// The attributes of one or many paths, and their next hop: judged once, shared by all.
///
/// They are kept as octets, to be sent on by copying. What the decision asks of them is read when
/// the set is made, and the rest whenever somebody asks. Sets that came in equal octets are one
/// object, which [AttributeTable] sees to.
public final class AttributeSet {
    /// What a route is worth where its peer does not say.
    public static final long DEFAULT_LOCAL_PREF = 100;

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

    private final @Nullable DropReason dropReason;

    private int uses;

    /// @param received the next hop and the attribute block behind it, as they came
    /// @param attributes what the block says
    /// @param dropReason why routes with these attributes are not taken, or null where they are
    AttributeSet(
            int number,
            boolean external,
            byte[] received,
            int nextHopLength,
            PathAttributes attributes,
            @Nullable DropReason dropReason) {
        this.dropReason = dropReason;
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
    }

    private static Optional<MacMobility> mobility(PathAttributes attributes) {
        return attributes.find(ExtendedCommunities.class).stream()
                .flatMap(list -> list.asList().stream())
                .flatMap(each -> each instanceof MacMobility m ? Stream.of(m) : Stream.empty())
                .findFirst();
    }

    boolean cameIn(boolean externally, byte[] octets, int offset, int length, int lengthOfNextHop) {
        return external == externally
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

    /// Why routes with these attributes are not taken, or null where they are.
    public @Nullable DropReason dropReason() {
        return dropReason;
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
