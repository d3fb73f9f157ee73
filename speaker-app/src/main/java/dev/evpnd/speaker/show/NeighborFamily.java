package dev.evpnd.speaker.show;

import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.speaker.neighbor.NeighborSettings.NextHopSelf;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.wire.capability.Multiprotocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What `show bgp neighbors` says of a peer and an address family.
record NeighborFamily(PeerDetail detail, RouteFamily family) {

    /// Those that are configured; EVPN in any case.
    static List<NeighborFamily> of(PeerDetail detail) {
        var session = detail.view().status().settings().session();
        return Stream.of(RouteFamily.ROUTE_TARGET, RouteFamily.EVPN)
                .filter(
                        it ->
                                it == RouteFamily.EVPN
                                        || session.capabilities()
                                                .contains(new Multiprotocol(it.family())))
                .map(it -> new NeighborFamily(detail, it))
                .toList();
    }

    private NeighborSettings settings() {
        return detail.view().status().settings();
    }

    Optional<String> group() {
        return settings().group();
    }

    /// FRR counts from 1.
    OptionalInt updateGroup() {
        var group = detail.exchange(family).map(it -> it.updateGroup()).orElse(OptionalInt.empty());
        return group.isEmpty() ? group : OptionalInt.of(group.getAsInt() + 1);
    }

    boolean isClient() {
        return settings().client();
    }

    boolean isRouteServerClient() {
        return settings().routes().exports().routeServerClient();
    }

    OwnAsAllowance ownAs() {
        return settings().routes().imports().ownAs();
    }

    /// To how many paths to a route the peer is told, if that is not the best alone.
    int paths() {
        return family == RouteFamily.EVPN ? settings().routes().exports().paths() : 1;
    }

    boolean isNextHopSelf() {
        return settings().nextHopSelf() != NextHopSelf.NO;
    }

    /// Of the policy for what comes; memberships pass none.
    Optional<String> policyIn() {
        return name(Optional.ofNullable(settings().routes().imports().policy()));
    }

    Optional<String> policyOut() {
        return name(Optional.ofNullable(settings().routes().exports().policy()));
    }

    private Optional<String> name(Optional<Policy> policy) {
        return family == RouteFamily.EVPN ? policy.map(Policy::name) : Optional.empty();
    }

    boolean lacksPolicyIn() {
        return isExternal()
                && settings().routes().imports().requiresPolicy()
                && settings().routes().imports().policy() == null;
    }

    boolean lacksPolicyOut() {
        return isExternal()
                && settings().routes().exports().requiresPolicy()
                && settings().routes().exports().policy() == null;
    }

    private boolean isExternal() {
        return new NeighborFacts(detail).isExternal();
    }

    int accepted() {
        return detail.summary(family).accepted();
    }

    long told() {
        return detail.summary(family).told();
    }

    Optional<PrefixLimit> limit() {
        return settings().routes().imports().limit(family.family());
    }
}
