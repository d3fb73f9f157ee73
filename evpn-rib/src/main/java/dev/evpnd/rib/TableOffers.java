package dev.evpnd.rib;

import dev.evpnd.rib.decision.DecisionOptions;
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

/// What the instances are offered of one table: its best paths.
final class TableOffers implements LocRibListener {
    private final Routes routes;
    private final Peers peers;
    private DecisionOptions decision;
    private final Instances instances;
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
    private @Nullable AttributeSet preferred;
    private Preference preference = Preference.DEFAULT;

    TableOffers(Routes routes, Peers peers, DecisionOptions decision, Instances instances) {
        this.routes = routes;
        this.peers = peers;
        this.decision = decision;
        this.instances = instances;
    }

    void tick(long now) {
        nowMillis = now;
    }

    /// Paths are compared otherwise from now on.
    void setDecision(DecisionOptions changed) {
        decision = changed;
        preferred = null;
    }

    /// Offers all best paths again, in slices.
    void offerAgain() {
        next = 0;
        passedBy.clear();
    }

    /// Whether no such slice is left.
    boolean isDone() {
        return next == Integer.MAX_VALUE && passedBy.isEmpty();
    }

    /// One slice of that, as long as it takes to look at so many rows.
    ///
    /// @return how many are left
    int offer(int rows) {
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
        return left;
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
                preference(set, peers.get(routes.paths().peer(path)).kind().isInternal()));
    }

    /// As that of the path before, most of the time.
    @SuppressWarnings("ReferenceEquality") // equal sets are one object
    private Preference preference(AttributeSet set, boolean isInternal) {
        if (preferred != set || preference.internal() != isInternal) {
            preference = made(set, isInternal);
            preferred = set;
        }
        return preference;
    }

    private Preference made(AttributeSet set, boolean isInternal) {
        return new Preference(
                set.propagation().isLongLivedStale(),
                set.weight(),
                set.localPref(),
                asPathLength(set),
                set.origin(),
                multiExitDisc(set),
                isInternal);
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
}
