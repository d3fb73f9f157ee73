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

import java.util.List;

/// The membership that wants everything, which a reflector announces to its clients in place of all
/// that others want (RFC 4684 section 3.2). It is said to a peer and stands in no table.
final class DefaultMembership {
    /// By which tables know it: a prefix of no bits.
    static final byte[] KEY = {0};

    private static final RouteTargetNlri NLRI =
            new RouteTargetNlri(List.of(Nlri.of(RouteTargetMembership.DEFAULT)));

    private static final long LOCAL_PREFERENCE = 100;

    private DefaultMembership() {}

    static void announce(OctetWriter out, Peer peer, View view, Speaker speaker) {
        var ours = view.ownAddress();
        IpAddress nextHop = ours != null ? ours : new Ipv4Address(speaker.identifier().bits());
        var attributes =
                view.kind() == PeerKind.EXTERNAL
                        ? PathAttributes.of(Origin.IGP, view.leaving(AsPath.EMPTY, speaker.asn()))
                        : PathAttributes.of(
                                Origin.IGP, AsPath.EMPTY, new LocalPref(LOCAL_PREFERENCE));
        Update.of(attributes.with(new MpReachNlri(MpNextHop.of(nextHop), NLRI)))
                .encode(out, peer.negotiated());
    }

    static void withdraw(OctetWriter out, Peer peer) {
        Update.of(PathAttributes.of(new MpUnreachNlri(NLRI))).encode(out, peer.negotiated());
    }
}
