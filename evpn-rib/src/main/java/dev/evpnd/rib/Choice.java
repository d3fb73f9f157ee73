package dev.evpnd.rib;

import dev.evpnd.rib.decision.Candidate;
import dev.evpnd.rib.decision.Decision;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.decision.Ranked;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.evpn.EthernetSegmentId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The decision, asked about destinations of one family.
final class Choice {
    private final Routes routes;
    private final Peers peers;
    private final NextHops nextHops;
    private Decision decision;
    private final List<Candidate> candidates = new ArrayList<>();

    Choice(Routes routes, Peers peers, NextHops nextHops, DecisionOptions options) {
        this.routes = routes;
        this.peers = peers;
        this.nextHops = nextHops;
        this.decision = new Decision(options);
    }

    /// Chooses otherwise from now on; whoever says so has all destinations settled again.
    void setOptions(DecisionOptions changed) {
        decision = new Decision(changed);
    }

    /// The best path to a destination, or [PathTable#NONE].
    int choose(int destination) {
        int first = routes.destinations().firstPath(destination);
        if (first == PathTable.NONE || routes.paths().next(first) == PathTable.NONE) {
            return first != PathTable.NONE && routes.paths().isEligible(first)
                    ? first
                    : PathTable.NONE;
        }
        findCandidates(destination);
        return candidates.isEmpty() ? PathTable.NONE : decision.choose(candidates).path();
    }

    private void findCandidates(int destination) {
        candidates.clear();
        boolean macIp = routes.isMacIp(destination);
        int path = routes.destinations().firstPath(destination);
        while (path != PathTable.NONE) {
            if (routes.paths().isEligible(path)) {
                candidates.add(candidate(path, macIp));
            }
            path = routes.paths().next(path);
        }
    }

    private Candidate candidate(int path, boolean macIp) {
        var paths = routes.paths();
        var attributes = routes.attributesOf(path);
        return new Candidate(
                path,
                attributes,
                peers.get(paths.peer(path)),
                paths.pathId(path),
                paths.arrival(path),
                macIp,
                macIp ? routes.segmentOf(path) : EthernetSegmentId.ZERO,
                weight(path),
                nextHops.metric(attributes));
    }

    /// Of memberships, those of clients come before what another reflector says, which would not be
    /// told that there are any otherwise (RFC 4684 section 3.2).
    private int weight(int path) {
        int weight = routes.attributesOf(path).weight();
        boolean reflected = peers.get(routes.paths().peer(path)).kind() == PeerKind.INTERNAL;
        return routes.family() == RouteFamily.ROUTE_TARGET && !reflected
                ? Math.max(1, weight)
                : weight;
    }

    /// What is looked at of the paths to a destination that may be chosen.
    List<Candidate> candidates(int destination) {
        findCandidates(destination);
        return List.copyOf(candidates);
    }

    /// The paths to a destination that may be chosen: the best in their order, and the others.
    List<Ranked> ranked(int destination) {
        findCandidates(destination);
        return decision.rank(candidates, ExportSettings.MOST_BEST_PATHS);
    }

    /// The step that leaves the best path to a destination alone, or null where it has no rival.
    @Nullable DecisionStep decidedBy(int destination) {
        findCandidates(destination);
        if (candidates.isEmpty()) {
            return null;
        }
        decision.choose(candidates);
        return decision.decidedBy();
    }

    /// Puts the list of the paths to a destination in order, unless it is: the best first, then the
    /// others, and behind all those that may not be chosen.
    void rank(int destination) {
        var destinations = routes.destinations();
        if (destinations.isRanked(destination)) {
            return;
        }
        destinations.setRanked(destination, true);
        var order = new ArrayList<Integer>();
        for (var ranked : ranked(destination)) {
            order.add(ranked.candidate().path());
        }
        int path = destinations.firstPath(destination);
        while (path != PathTable.NONE) {
            if (!routes.paths().isEligible(path)) {
                order.add(path);
            }
            path = routes.paths().next(path);
        }
        int next = PathTable.NONE;
        for (int ranked : order.reversed()) {
            routes.paths().setNext(ranked, next);
            next = ranked;
        }
        destinations.setFirstPath(destination, next);
    }
}
