package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;

import java.util.ArrayList;
import java.util.List;

/// What peers say, as attributes and routes of an UPDATE.
final class Announcements {
    /// Of external peers.
    static final Asn EXTERNAL_AS = new Asn(65001);

    private static final Asn TRANSPARENT = new Asn(70000);

    private Announcements() {}

    /// What the kind of session does not let anybody say is left out.
    static PathAttributes sendable(PathAttributes attributes, PeerKind kind) {
        if (kind.isInternal() && kind != PeerKind.LOCAL) {
            return attributes;
        }
        if (kind == PeerKind.EXTERNAL) {
            return outside(attributes);
        }
        var sent =
                attributes
                        .without(AttributeCode.ORIGINATOR_ID)
                        .without(AttributeCode.CLUSTER_LIST)
                        .with(attributes.find(AsPath.class).orElseThrow().withoutConfederation());
        for (PathAttribute attribute : attributes.asList()) {
            sent =
                    attribute instanceof UnrecognizedAttribute
                            ? sent.without(attribute.code())
                            : sent;
        }
        return sent;
    }

    /// A peer in another AS puts that in front of a path, unless it passes on what a route server
    /// told it; and it may say what is not for it to say.
    private static PathAttributes outside(PathAttributes attributes) {
        var asPath = attributes.find(AsPath.class).orElseThrow().withoutConfederation();
        boolean transparent = asPath.neighbor().filter(TRANSPARENT::equals).isPresent();
        return attributes.with(transparent ? asPath : asPath.prepend(EXTERNAL_AS));
    }

    static List<NaiveRoute> targets(List<RouteTargetMembership> memberships) {
        return memberships.stream().<NaiveRoute>map(NaiveRoute.Target::new).toList();
    }

    /// @param routes of one family, one at least
    static NlriField field(List<NaiveRoute> routes, int pathId) {
        var evpn = new ArrayList<Nlri<EvpnRoute>>();
        var targets = new ArrayList<Nlri<RouteTargetMembership>>();
        for (var each : routes) {
            switch (each) {
                case NaiveRoute.Evpn(var route) -> evpn.add(new Nlri<>(pathId, route));
                case NaiveRoute.Target(var membership) -> targets.add(Nlri.of(membership));
            }
        }
        return targets.isEmpty() ? new EvpnNlri(evpn) : new RouteTargetNlri(targets);
    }

    static PathAttributes reach(MpNextHop nextHop, PathAttributes attributes, NlriField field) {
        return attributes.with(new MpReachNlri(nextHop, field));
    }

    static PathAttributes repeated(NaiveDecision.Contender said) {
        var path = said.path();
        var field = field(List.of(path.route()), said.pathId());
        return reach(new MpNextHop(path.nextHop()), path.attributes(), field);
    }
}
