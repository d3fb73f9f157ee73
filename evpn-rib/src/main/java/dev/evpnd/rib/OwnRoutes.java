package dev.evpnd.rib;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.TargetChanges;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What this speaker announces for its instances: their routes, and the Route Targets that they
/// import (RFC 4684).
final class OwnRoutes {
    private static final long LOCAL_PREFERENCE = 100;

    private final RibSettings settings;
    private final Consumer<Update> originate;

    /// Of how many targets each follows.
    private final Map<RouteTargetMembership, Integer> memberships = new HashMap<>();

    /// @param originate is given UPDATEs, as if from a peer
    OwnRoutes(RibSettings settings, Consumer<Update> originate) {
        this.settings = settings;
        this.originate = originate;
    }

    void change(InstanceChange change) {
        if (change instanceof InstanceChange.Announce(var origination)) {
            announce(origination.nextHop(), origination.attributes(), field(origination.route()));
        } else if (change instanceof InstanceChange.Withdraw(var route)) {
            withdraw(field(route));
        }
    }

    private static NlriField field(EvpnRoute route) {
        return new EvpnNlri(List.of(Nlri.of(route)));
    }

    private void announce(MpNextHop nextHop, PathAttributes attributes, NlriField field) {
        originate.accept(Update.of(attributes.with(new MpReachNlri(nextHop, field))));
    }

    private void withdraw(NlriField field) {
        originate.accept(Update.of(PathAttributes.of(new MpUnreachNlri(field))));
    }

    /// Announces what this speaker is a member of from now on, and withdraws what it is not any
    /// more.
    void change(TargetChanges changes) {
        changes.added().forEach(this::join);
        changes.removed().forEach(this::leave);
    }

    private void join(ImportTarget target) {
        var membership = membership(settings.localAs(), target);
        if (memberships.merge(membership, 1, Integer::sum) == 1) {
            announce(
                    MpNextHop.of(new Ipv4Address(settings.identifier().bits())),
                    PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(LOCAL_PREFERENCE)),
                    field(membership));
        }
    }

    private void leave(ImportTarget target) {
        var membership = membership(settings.localAs(), target);
        if (memberships.merge(membership, -1, Integer::sum) == 0) {
            memberships.remove(membership);
            withdraw(field(membership));
        }
    }

    private static NlriField field(RouteTargetMembership membership) {
        return new RouteTargetNlri(List.of(Nlri.of(membership)));
    }

    /// Targets of any AS share no prefix: who imports them has to want everything.
    private static RouteTargetMembership membership(Asn localAs, ImportTarget target) {
        return switch (target) {
            case ImportTarget.Exact(var exact) -> RouteTargetMembership.of(localAs, exact.bits());
            case ImportTarget.AnyAdministrator any -> RouteTargetMembership.DEFAULT;
        };
    }
}
