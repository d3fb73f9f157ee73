package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a reflector tells a peer that it wants, in place of all that others want: everything, by
/// the default membership (RFC 4684 section 3.2), or some Route Targets and no others. It is said
/// to the peer and stands in no table.
///
/// @param view of the peer
record StatedMemberships(Peer peer, View view, Speaker speaker) {
    /// Of a length of one octet and 12 at most behind it, in a message of 4,096 octets.
    private static final int OF_AN_UPDATE = 256;

    private static final long LOCAL_PREFERENCE = 100;

    /// Those that a peer was told by one view and is not by another.
    static List<RouteTargetMembership> without(View before, View now) {
        var kept = new HashSet<>(now.stated());
        return before.stated().stream().filter(each -> !kept.contains(each)).toList();
    }

    void announce(OctetWriter out) {
        var ours = view.ownAddress();
        IpAddress address = ours != null ? ours : new Ipv4Address(speaker.identifier().bits());
        var nextHop = MpNextHop.of(address);
        var attributes =
                view.kind() == PeerKind.EXTERNAL
                        ? PathAttributes.of(Origin.IGP, view.leaving(AsPath.EMPTY, speaker.asn()))
                        : PathAttributes.of(
                                Origin.IGP, AsPath.EMPTY, new LocalPref(LOCAL_PREFERENCE));
        write(out, view.stated(), nlri -> attributes.with(new MpReachNlri(nextHop, nlri)));
    }

    /// @param kept whether the peer is told of a key by somebody else
    void withdraw(OctetWriter out, List<RouteTargetMembership> gone, Predicate<byte[]> kept) {
        var told = new HashSet<>(view.stated());
        var left =
                gone.stream()
                        .filter(each -> !told.contains(each) && !kept.test(key(each)))
                        .toList();
        write(out, left, nlri -> PathAttributes.of(new MpUnreachNlri(nlri)));
    }

    /// By which tables know it.
    private static byte[] key(RouteTargetMembership membership) {
        var key = new OctetWriter();
        membership.encode(key);
        return key.toByteArray();
    }

    private void write(
            OctetWriter out,
            List<RouteTargetMembership> memberships,
            Function<RouteTargetNlri, PathAttributes> attributes) {
        for (int at = 0; at < memberships.size(); at += OF_AN_UPDATE) {
            var some =
                    memberships
                            .subList(at, Math.min(memberships.size(), at + OF_AN_UPDATE))
                            .stream()
                            .map(Nlri::of)
                            .toList();
            Update.of(attributes.apply(new RouteTargetNlri(some))).encode(out, peer.negotiated());
        }
    }
}
