package dev.evpnd.it.interop;

import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a peer of a kind shows of routes that were reflected to it: all of them, but for what
/// docs/interop.md says that it leaves out.
final class Shown {
    /// FRR 8.4 does not show IPv6 next hops, and the others take none.
    static final Set<PeerKind> IPV6_NEXT_HOPS =
            Set.of(PeerKind.FRR_10_7, PeerKind.GOBGP, PeerKind.BIRD);

    private final PeerKind kind;

    Shown(PeerKind kind) {
        this.kind = kind;
    }

    /// The routes that a peer of the kind takes at all.
    List<EvpnRoute> taken() {
        return kind == PeerKind.OPENBGPD ? SampleRoutes.TYPES_2_AND_3 : SampleRoutes.ALL;
    }

    /// To BIRD all of type 5 is the key, and nobody knows of a route that is gone what its label
    /// was.
    List<EvpnRoute> leftAfterWithdrawal() {
        return kind == PeerKind.BIRD
                ? SampleRoutes.ALL.stream().filter(each -> each.key().routeType() == 5).toList()
                : List.of();
    }

    Set<EvpnKey> keys(Collection<EvpnRoute> routes) {
        return routes.stream().map(this::key).collect(Collectors.toSet());
    }

    private EvpnKey key(EvpnRoute route) {
        return kind == PeerKind.OPENBGPD ? route.key().withoutTag() : route.key();
    }

    /// A route as it looks after one reflector.
    EvpnRoute reflected(EvpnRoute it, String originator, String reflector) {
        return shown(it, originator, originator, List.of(reflector), reflector);
    }

    /// A route as it looks after an external peer that leaves the next hop as it is.
    EvpnRoute passedOn(EvpnRoute it, String nextHop, String from) {
        return shown(it, nextHop, null, List.of(), from);
    }

    private EvpnRoute shown(
            EvpnRoute it,
            String nextHop,
            @Nullable String originator,
            List<String> clusters,
            String from) {
        boolean frr = kind == PeerKind.FRR_8_4 || kind == PeerKind.FRR_10_7;
        var communities = new TreeSet<>(it.communities());
        if (frr && communities.remove("esi-label:100:all-active")) {
            communities.add("esi-label:all-active");
        }
        return new EvpnRoute(
                key(it),
                labels(it),
                it.esi(),
                kind == PeerKind.FRR_8_4 ? null : it.gateway(),
                communities,
                nextHop,
                originator,
                clusters,
                from);
    }

    private List<Long> labels(EvpnRoute it) {
        if (kind == PeerKind.FRR_8_4 && it.key().routeType() == 1) {
            return List.of();
        }
        return kind == PeerKind.OPENBGPD ? it.labels().subList(0, 1) : it.labels();
    }
}
