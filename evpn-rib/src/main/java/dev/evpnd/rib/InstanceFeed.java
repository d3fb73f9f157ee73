package dev.evpnd.rib;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.Offer;
import dev.evpnd.rib.instance.OfferedAttributes;
import dev.evpnd.rib.instance.Preference;
import dev.evpnd.rib.instance.Slice;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.store.IntList;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/// What stands between the Loc-RIB and the instances: best paths go one way, routes that begin here
/// and memberships come the other.
final class InstanceFeed implements LocRibListener {
    private final Routes routes;
    private final Peers peers;
    private DecisionOptions decision;
    private final Instances instances = new Instances();
    private final Consumer<InstanceChange> originations;
    private long nowMillis;

    /// Where the walk stands that offers all best paths again, or the end where there is none.
    private int next = Integer.MAX_VALUE;

    /// Destinations that the walk came by while they waited to be settled. What is best there may
    /// never have been told, and may not come to be: it is offered when they have been.
    private final IntList passedBy = new IntList();

    /// The destinations whose routes an instance imports, and maybe some that it has let go of.
    private final BitSet imported = new BitSet();

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

    /// Paths are compared otherwise from now on: all that are best are offered again.
    void setDecision(DecisionOptions changed) {
        decision = changed;
        offerAgain();
    }

    /// Offers all best paths again, in slices.
    void offerAgain() {
        next = 0;
        passedBy.clear();
    }

    /// One slice of that, as long as it takes to look at so many rows.
    ///
    /// @return whether it is done
    boolean offer(int rows) {
        int left = rows;
        int again = 0;
        // What has to wait again comes behind these, and has its turn in the next slice.
        for (int waiting = passedBy.size(); left > 0 && again < waiting; again++) {
            left -= offerSettled(passedBy.get(again));
        }
        passedBy.removeFirst(again);
        int limit = routes.destinations().limit();
        while (left > 0 && next < limit) {
            left -= offerSettled(next++);
        }
        if (next >= limit) {
            next = Integer.MAX_VALUE;
        }
        return next == Integer.MAX_VALUE && passedBy.isEmpty();
    }

    private int offerSettled(int destination) {
        if (routes.destinations().isDirty(destination)) {
            passedBy.add(destination);
            return 1;
        }
        int best = routes.destinations().best(destination);
        return best == PathTable.NONE ? 1 : 1 + bestChanged(destination, best);
    }

    @Override
    public int bestChanged(int destination, int path) {
        if (instances.isEmpty()) {
            return 0;
        }
        if (isWanted(path)) {
            int importing = instances.offer(offer(destination, path), nowMillis);
            imported.set(destination, importing > 0);
            return Slice.OFFER + importing * Slice.ADDRESS;
        }
        if (imported.get(destination)) {
            imported.clear(destination);
            instances.gone(routes.destinations().key(destination), nowMillis);
            return Slice.ADDRESS;
        }
        return 0;
    }

    /// Of most routes that a reflector sends no instance wants any: to find that out costs no
    /// object.
    private boolean isWanted(int path) {
        if (path == PathTable.NONE
                || peers.get(routes.paths().peer(path)).kind() == PeerKind.LOCAL) {
            return false;
        }
        var propagation = routes.attributesOf(path).propagation();
        for (int i = 0; i < propagation.targetCount(); i++) {
            if (instances.importsTarget(propagation.target(i))) {
                return true;
            }
        }
        return false;
    }

    Offer offer(int destination, int path) {
        var route = routes.route(destination, routes.paths().remainder(path));
        var set = routes.attributesOf(path);
        return new Offer(
                routes.destinations().key(destination),
                route,
                attributes(set),
                preference(path, set));
    }

    private Preference preference(int path, AttributeSet set) {
        return new Preference(
                set.propagation().isLongLivedStale(),
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
            var nextHop = set.mpNextHop();
            known = OfferedAttributes.of(nextHop, set.attributes());
            offered = set;
            offeredAttributes = known;
        }
        return known;
    }

    /// Goes on with what takes the instances longer than an event may.
    ///
    /// @return whether there is more
    boolean goOn(int rows) {
        return instances.goOn(new Slice(rows), nowMillis);
    }

    /// Passes on what follows for the tables from what the instances were told; the rest is for
    /// [#drain].
    ///
    /// @param rows of a table that may be looked at in the time that this takes
    /// @return whether there was anything for the tables
    boolean pass(int rows) {
        int passed = 0;
        while (passed * Slice.ADDRESS < rows) {
            var route = instances.nextRoute();
            if (route == null) {
                break;
            }
            originations.accept(route);
            passed++;
        }
        return passed > 0;
    }

    /// What is to be done in the kernel, asked of hosts and told to operators, in order.
    List<InstanceChange> drain() {
        return instances.drain();
    }
}
