package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.LongSequence;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.ReflectedAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

/// Attributes on their way out: what a route of one peer looks like to the members of a group.
///
/// - Reflected inside the AS, they are copied octet by octet, with ORIGINATOR_ID and CLUSTER_LIST
///   (RFC 4456 section 8).
/// - What begins here or came from another AS gets a LOCAL_PREF, if it has none, and is else left
///   alone.
/// - What goes to another AS gets this one in front of its path, and loses what is of this AS
///   alone: LOCAL_PREF, MULTI_EXIT_DISC, ORIGINATOR_ID, CLUSTER_LIST, AIGP, and communities that
///   are not transitive (RFC 4271 section 5.1, RFC 4360 section 6, RFC 7311 section 3.4). Between
///   the clients of a route server, path and MULTI_EXIT_DISC are left alone (RFC 7947 section 2.2).
final class AttributeRewrite {
    private final View view;
    private final Speaker speaker;
    private final OctetWriter nextHop = new OctetWriter();
    private final OctetWriter block = new OctetWriter();

    AttributeRewrite(View view, Speaker speaker) {
        this.view = view;
        this.speaker = speaker;
    }

    /// Makes next hop and attribute block, to be had from [#nextHop] and [#block].
    ///
    /// @param announcer the identifier of the peer that announced the route
    /// @return false if the attributes cannot be told: the path has no room for one more AS
    boolean rewrite(AttributeSet set, int source, BgpIdentifier announcer) {
        nextHop.clear();
        block.clear();
        writeNextHop(set, source);
        if (view.reflects(source)) {
            ReflectedAttributes.write(
                    block,
                    set.array(),
                    set.blockOffset(),
                    set.blockLength(),
                    announcer.bits(),
                    view.clusterId().bits());
            if (view.isOfEvpn() && view.fourOctetAs()) {
                return true;
            }
        } else {
            block.bytes(set.array(), set.blockOffset(), set.blockLength());
        }
        return rewriteRecords(source);
    }

    OctetWriter nextHop() {
        return nextHop;
    }

    OctetWriter block() {
        return block;
    }

    private void writeNextHop(AttributeSet set, int source) {
        // Where there is a policy, the next hop is what is left of it by then.
        var ours = view.policy() == null ? view.nextHopInPlace(source) : null;
        if (ours == null) {
            nextHop.bytes(set.array(), 0, set.nextHopLength());
        } else {
            ours.encode(nextHop);
        }
    }

    private boolean rewriteRecords(int source) {
        var received = new OctetReader(block.toByteArray());
        var attributes = PathAttributes.decode(received, Negotiated.DEFAULT).orElseThrow();
        if (view.kind() == PeerKind.EXTERNAL) {
            var path = attributes.find(AsPath.class).orElse(AsPath.EMPTY).withoutConfederation();
            if (!view.isTransparentTo(source)) {
                if (!hasRoom(path)) {
                    return false;
                }
                path = view.leaving(path, speaker.asn());
                if (Source.kind(source) != PeerKind.LOCAL && view.policy() == null) {
                    attributes = attributes.without(AttributeCode.MULTI_EXIT_DISC);
                }
            }
            attributes = leaving(attributes, view.isTransparentTo(source)).with(path);
        } else {
            attributes = staying(attributes, view.reflects(source));
        }
        block.clear();
        attributes.encode(block, Negotiated.DEFAULT.withFourOctetAs(view.fourOctetAs()));
        return true;
    }

    /// One more AS may take a segment of its own, and another one does not.
    private static boolean hasRoom(AsPath path) {
        var octets = new OctetWriter();
        PathAttributes.of(path).encode(octets, Negotiated.DEFAULT);
        return octets.length() <= 0xff00;
    }

    private static PathAttributes leaving(PathAttributes attributes, boolean transparent) {
        var left =
                attributes
                        .forPropagation()
                        .without(AttributeCode.LOCAL_PREF)
                        .without(AttributeCode.ORIGINATOR_ID)
                        .without(AttributeCode.CLUSTER_LIST)
                        .without(AttributeCode.AIGP);
        var communities = left.find(ExtendedCommunities.class);
        if (transparent || communities.isEmpty()) {
            return left;
        }
        long[] transitive =
                communities.get().asList().stream()
                        .filter(ExtendedCommunity::isTransitive)
                        .mapToLong(ExtendedCommunity::bits)
                        .toArray();
        return transitive.length == 0
                ? left.without(AttributeCode.EXTENDED_COMMUNITIES)
                : left.with(new ExtendedCommunities(LongSequence.of(transitive)));
    }

    private PathAttributes staying(PathAttributes attributes, boolean reflected) {
        var stayed = attributes.forPropagation();
        if (!reflected && !stayed.has(AttributeCode.LOCAL_PREF)) {
            stayed = stayed.with(new LocalPref(AttributeSet.DEFAULT_LOCAL_PREF));
        }
        // RFC 4684 section 3.2: so that a client takes what it has announced itself. A client that
        // is a reflector has its own cluster in it, which it would not take either.
        return view.returnsToClients() && reflected
                ? stayed.with(new OriginatorId(speaker.identifier()))
                        .with(ClusterList.of(view.clusterId()))
                : stayed;
    }
}
