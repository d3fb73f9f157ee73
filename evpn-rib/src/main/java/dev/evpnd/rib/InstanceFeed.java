package dev.evpnd.rib;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.Offer;
import dev.evpnd.rib.instance.OfferedAttributes;
import dev.evpnd.rib.instance.Preference;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What stands between the Loc-RIB and the instances: best paths go one way, routes that begin here
/// and memberships come the other.
final class InstanceFeed implements LocRibListener {
    private final Routes routes;
    private final Peers peers;
    private final DecisionOptions decision;
    private final Instances instances = new Instances();
    private final Consumer<InstanceChange> originations;
    private final List<InstanceChange> changes = new ArrayList<>();
    private long nowMillis;

    /// Where the walk stands that offers all best paths again, or the end where there is none.
    private int next = Integer.MAX_VALUE;

    private @Nullable AttributeSet offered;
    private @Nullable OfferedAttributes offeredAttributes;

    /// @param originations is given what is to be announced and withdrawn
    InstanceFeed(
            Routes routes,
            Peers peers,
            DecisionOptions decision,
            Consumer<InstanceChange> originations) {
        this.routes = routes;
        this.peers = peers;
        this.decision = decision;
        this.originations = originations;
    }

    Instances instances() {
        return instances;
    }

    void tick(long now) {
        nowMillis = now;
        instances.tick(now);
    }

    long nowMillis() {
        return nowMillis;
    }

    /// Offers all best paths again, in slices.
    void offerAgain() {
        next = 0;
    }

    /// One slice of that.
    ///
    /// @return whether it is done
    boolean offer(int steps) {
        int limit = routes.destinations().limit();
        for (int left = steps; left > 0 && next < limit; left--) {
            int destination = next++;
            int best = routes.destinations().best(destination);
            if (best != PathTable.NONE) {
                bestChanged(destination, best);
            }
        }
        if (next >= limit) {
            next = Integer.MAX_VALUE;
        }
        return next == Integer.MAX_VALUE;
    }

    @Override
    public void bestChanged(int destination, int path) {
        if (instances.isEmpty()) {
            return;
        }
        var key = key(destination);
        if (path == PathTable.NONE
                || peers.get(routes.paths().peer(path)).kind() == PeerKind.LOCAL) {
            instances.gone(key, nowMillis);
        } else {
            instances.offer(offer(destination, path, key), nowMillis);
        }
    }

    private Octets key(int destination) {
        var destinations = routes.destinations();
        return Octets.copyOf(
                destinations.keyArray(destination),
                destinations.keyStart(destination),
                destinations.keyLength(destination));
    }

    Offer offer(int destination, int path) {
        return offer(destination, path, key(destination));
    }

    private Offer offer(int destination, int path, Octets key) {
        var route = routes.route(destination, routes.paths().remainder(path));
        var set = routes.attributesOf(path);
        return new Offer(key, route, attributes(set), preference(path, set));
    }

    private Preference preference(int path, AttributeSet set) {
        return new Preference(
                set.isLlgrStale(),
                set.weight(),
                set.localPref(),
                asPathLength(set),
                set.origin(),
                multiExitDisc(set),
                peers.get(routes.paths().peer(path)).kind().isInternal());
    }

    private int asPathLength(AttributeSet set) {
        if (decision.ignoreAsPath()) {
            return 0;
        }
        return decision.confederationAsPath()
                ? set.asPathLengthWithConfederation()
                : set.asPathLength();
    }

    /// It counts among routes that began in this AS, which are those without a path, and among all
    /// where an operator wants it. To compare it within each other AS would be no order any more.
    private long multiExitDisc(AttributeSet set) {
        if (set.asPathLength() > 0 && !decision.alwaysCompareMed()) {
            return 0;
        }
        long known = set.multiExitDisc();
        if (known != AttributeSet.NO_MULTI_EXIT_DISC) {
            return known;
        }
        return decision.missingMedAsWorst() ? Long.MAX_VALUE : 0;
    }

    /// Routes come in the order of their attributes, most of the time.
    @SuppressWarnings("ReferenceEquality") // equal sets are one object
    private OfferedAttributes attributes(AttributeSet set) {
        var known = offeredAttributes;
        if (known == null || offered != set) {
            var nextHop = new MpNextHop(Octets.copyOf(set.array(), 0, set.nextHopLength()));
            known = OfferedAttributes.of(nextHop, set.attributes());
            offered = set;
            offeredAttributes = known;
        }
        return known;
    }

    /// Passes on what follows for the tables from what the instances were told, and keeps the rest
    /// for [#drain].
    ///
    /// @return whether there was anything for the tables
    boolean pass() {
        boolean passed = false;
        for (var change : instances.drain()) {
            switch (change) {
                case InstanceChange.Announce announce -> {
                    originations.accept(announce);
                    passed = true;
                }
                case InstanceChange.Withdraw withdraw -> {
                    originations.accept(withdraw);
                    passed = true;
                }
                case InstanceChange.Hold hold -> changes.add(hold);
                case InstanceChange.Drop drop -> changes.add(drop);
                case InstanceChange.Probe probe -> changes.add(probe);
                case InstanceChange.Tell tell -> changes.add(tell);
            }
        }
        return passed;
    }

    /// What is to be done in the kernel, asked of hosts and told to operators, in order.
    List<InstanceChange> drain() {
        var drained = List.copyOf(changes);
        changes.clear();
        return drained;
    }
}
