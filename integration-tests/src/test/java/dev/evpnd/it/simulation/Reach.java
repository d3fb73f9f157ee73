package dev.evpnd.it.simulation;

import dev.evpnd.wire.address.AddressFamily;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Who is told of a route, under which paths, when all is quiet: it follows from which sessions
/// there are and from what their operators let pass.
final class Reach {
    private static final int DEFAULT_PREFERENCE = 100;

    private final Fabric fabric;

    Reach(Fabric fabric) {
        this.fabric = fabric;
    }

    /// One path of those to a route, of which the lesser is the better.
    ///
    /// @param stale whether it stands for want of another (RFC 9494)
    /// @param length of its AS_PATH, beyond what all have
    record Told(boolean stale, int preference, int length) implements Comparable<Told> {
        private static final Comparator<Told> ORDER =
                Comparator.comparing(Told::stale)
                        .thenComparing(Told::preference, Comparator.reverseOrder())
                        .thenComparingInt(Told::length);

        @Override
        public int compareTo(Told other) {
            return ORDER.compare(this, other);
        }

        private Told through(Filter filter) {
            return filter.preference() == 0 ? this : new Told(stale, filter.preference(), length);
        }
    }

    /// The paths to a route that an end is told of and takes or denies, in no order.
    List<Told> told(End end, LiveRoute route) {
        var from = end.other().node;
        if (from instanceof Vtep) {
            return from.equals(route.owner()) && fabric.serves(end.node, route.targets())
                    ? List.of(new Told(false, DEFAULT_PREFERENCE, 0))
                    : List.of();
        }
        if (!(end.node instanceof Vtep vtep)) {
            return relayed(from, end.node, route).stream().toList();
        }
        if (vtep.equals(route.owner())
                || isConstrained(end) && !wants(vtep, route)
                || !end.other().out().permits(route.targets())) {
            return List.of();
        }
        var known = known(from, route);
        known.sort(null);
        boolean all = end.peer().negotiated().addPathReceive().contains(AddressFamily.L2VPN_EVPN);
        return known.stream()
                .limit(all ? known.size() : 1)
                .filter(path -> !path.stale() || end.isLongLived())
                .map(this::outside)
                .toList();
    }

    /// LOCAL_PREF does not leave an AS.
    private Told outside(Told path) {
        return fabric.design.topology().isExternal()
                ? new Told(path.stale(), DEFAULT_PREFERENCE, path.length())
                : path;
    }

    private static boolean isConstrained(End end) {
        return end.peer().negotiated().families().contains(AddressFamily.RT_CONSTRAINT);
    }

    private static boolean wants(Vtep vtep, LiveRoute route) {
        return route.targets().stream()
                .anyMatch(vni -> vtep.has(vni) || vni.equals(Vtep.TENANT) && vtep.isRouting());
    }

    /// The paths that one of those in the middle may choose from.
    private List<Told> known(Node reflector, LiveRoute route) {
        var known = new ArrayList<Told>();
        direct(reflector, route).ifPresent(known::add);
        for (var other : fabric.reflectors) {
            if (!other.equals(reflector)) {
                relayed(other, reflector, route).ifPresent(known::add);
            }
        }
        return known;
    }

    /// The path that one of those in the middle tells another, if it does.
    private Optional<Told> relayed(Node from, Node to, LiveRoute route) {
        return switch (fabric.design.topology()) {
            case ONE_CLUSTER, PARTITIONED -> Optional.empty();
            case TWO_TIERS ->
                    new Tiers(fabric, this).tells(from, to, route)
                            ? Optional.of(new Told(false, DEFAULT_PREFERENCE, 0))
                            : Optional.empty();
            case TWO_CLUSTERS, SPINES, ROUTE_SERVERS ->
                    isBest(from, to, route)
                            ? direct(from, route).map(this::passedOn)
                            : Optional.empty();
        };
    }

    /// What a route server has of its own AS goes to another like any other route, with this AS in
    /// the path.
    private Told passedOn(Told path) {
        return fabric.design.topology() == Design.Topology.ROUTE_SERVERS
                ? new Told(path.stale(), path.preference(), 1)
                : path;
    }

    /// The path by the session with the owner.
    Optional<Told> direct(Node reflector, LiveRoute route) {
        return fabric.session(reflector, route.owner())
                .filter(session -> hasPath(session) && fabric.serves(reflector, route.targets()))
                .filter(session -> session.first().in().permits(route.targets()))
                .map(
                        session ->
                                new Told(!session.isPossible(), DEFAULT_PREFERENCE, 0)
                                        .through(session.first().in()));
    }

    /// Whether what the session brought is there, be it that it is kept.
    private boolean hasPath(Session session) {
        return session.isPossible()
                || session.isWanted()
                        && session.first().isLongLived()
                        && session.wasLostWithin(Fabric.KEPT_MILLIS);
    }

    /// Whether one of two tells the other: not where the path of that is better.
    private boolean isBest(Node from, Node to, LiveRoute route) {
        var own = direct(from, route);
        var others = direct(to, route);
        return own.isPresent() && (others.isEmpty() || own.get().compareTo(others.get()) <= 0);
    }

    /// Whether a VTEP is told of a route that it may choose.
    boolean isReached(Vtep vtep, LiveRoute route) {
        return best(vtep, route).isPresent();
    }

    /// The best of the paths that a VTEP may choose from.
    Optional<Told> best(Vtep vtep, LiveRoute route) {
        return vtep.ends.stream()
                .filter(end -> end.session().isPossible() && end.in().permits(route.targets()))
                .flatMap(end -> told(end, route).stream().map(path -> path.through(end.in())))
                .min(Comparator.naturalOrder());
    }

    /// Whether there is a path to the route in the tables of a node, be it that it may not choose
    /// it.
    boolean isKept(Node node, LiveRoute route) {
        if (route.owner().equals(node)) {
            return node.isRunning();
        }
        return node.ends.stream()
                .filter(end -> hasPath(end.session()))
                .anyMatch(end -> !told(end, route).isEmpty());
    }
}
