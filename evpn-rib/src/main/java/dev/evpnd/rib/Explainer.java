package dev.evpnd.rib;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.InstancePath;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.in.AttributeReader;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.out.Telling;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts together what there is to say of one EVPN route.
final class Explainer {
    private final Table table;
    private final InstanceFeed feed;
    private final Peers peers;
    private final AttributeReader attributes;

    /// @param table that the route is in
    Explainer(Table table, InstanceFeed feed, Peers peers, AttributeReader attributes) {
        this.table = table;
        this.feed = feed;
        this.peers = peers;
        this.attributes = attributes;
    }

    /// @return nothing, if nobody has announced a route with this key
    Optional<Explanation> explain(Octets key) {
        int destination = find(key);
        if (destination == DestinationTable.NONE) {
            return Optional.empty();
        }
        int best = table.routes().destinations().best(destination);
        return Optional.of(
                new Explanation(
                        isSettled(destination),
                        paths(destination, best),
                        table.choice().decidedBy(destination),
                        imports(destination, best),
                        tellings(destination)));
    }

    /// Who is told of a route that somebody has announced.
    List<Telling> tellings(int destination) {
        return isSettled(destination) ? table.outbound().explain(destination) : List.of();
    }

    /// How the paths to a route stand that somebody has announced.
    Standings standings(int destination) {
        return new Standings(
                destinations().key(destination),
                isSettled(destination),
                paths(destination, destinations().best(destination)),
                hasRivals(destination) ? table.choice().decidedBy(destination) : null);
    }

    /// The destinations of the table that it is about.
    DestinationTable destinations() {
        return table.routes().destinations();
    }

    /// The paths by which an instance knows a route, in no order.
    List<InstancePath> instancePaths(Vni vni, Octets key) {
        int destination = find(key);
        if (destination == DestinationTable.NONE) {
            return List.of();
        }
        var paths = new ArrayList<InstancePath>();
        int best = table.routes().destinations().best(destination);
        for (var candidate : table.choice().candidates(destination)) {
            var offer = feed.offer(table, destination, candidate.path());
            if (feed.instances().knows(vni, offer, candidate.isLocal())) {
                paths.add(new InstancePath(candidate, standing(candidate.path(), best, null)));
            }
        }
        return paths;
    }

    private boolean hasRivals(int destination) {
        int path = table.routes().destinations().firstPath(destination);
        return table.routes().paths().next(path) != PathTable.NONE;
    }

    /// Where somebody has announced a route with this key.
    private int find(Octets key) {
        byte[] octets = key.toByteArray();
        var destinations = table.routes().destinations();
        int destination = destinations.find(octets, 0, octets.length);
        return destination == DestinationTable.NONE
                        || destinations.firstPath(destination) == PathTable.NONE
                ? DestinationTable.NONE
                : destination;
    }

    private boolean isSettled(int destination) {
        return !table.routes().destinations().isDirty(destination);
    }

    private List<PathStanding> paths(int destination, int best) {
        if (!hasRivals(destination)) {
            int only = table.routes().destinations().firstPath(destination);
            return List.of(standing(only, best, null));
        }
        var standings = new ArrayList<PathStanding>();
        for (var ranked : table.choice().ranked(destination)) {
            standings.add(standing(ranked.candidate().path(), best, ranked.lostBy()));
        }
        int path = table.routes().destinations().firstPath(destination);
        while (path != PathTable.NONE) {
            if (!table.routes().paths().isEligible(path)) {
                standings.add(standing(path, best, null));
            }
            path = table.routes().paths().next(path);
        }
        return standings;
    }

    private PathStanding standing(int path, int best, @Nullable DecisionStep lostBy) {
        var paths = table.routes().paths();
        return new PathStanding(
                peers.get(paths.peer(path)),
                table.inbound().read(path, attributes),
                path == best,
                lostBy);
    }

    private List<ImportVerdict> imports(int destination, int best) {
        return best == PathTable.NONE
                ? List.of()
                : feed.instances().explain(feed.offer(table, destination, best));
    }
}
