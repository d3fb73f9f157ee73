package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;

import java.util.List;
import java.util.function.Consumer;

/// What one peer announces of one family: a branch for each shard of it.
final class Feed {
    final Room room;

    /// Whether the peer has said with this session that it has announced all that it had.
    boolean ended;

    private final List<Branch> branches;

    Feed(List<Branch> branches, Room room) {
        this.branches = List.copyOf(branches);
        this.room = room;
    }

    AddressFamily family() {
        return routes().family();
    }

    RouteFamily routes() {
        return branches.getFirst().inbound.routes().family();
    }

    /// Of one shard.
    Branch branch(int shard) {
        return branches.get(shard);
    }

    void forEach(Consumer<Branch> action) {
        branches.forEach(action);
    }

    int size() {
        return branches.stream().mapToInt(branch -> branch.list.size()).sum();
    }

    boolean hasReview() {
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).list.review.isUnderWay()) {
                return true;
            }
        }
        return false;
    }

    /// Goes on with the review of all branches.
    ///
    /// @param rows at most, as far as each costs what most do
    /// @return how many rows that was
    int review(int rows) {
        int cost = 0;
        for (int i = 0; i < branches.size() && cost < rows; i++) {
            var branch = branches.get(i);
            cost += branch.inbound.review(branch.list, rows - cost);
        }
        return cost;
    }

    void beginSession() {
        room.forget();
        tellsAllAgain();
    }

    /// The peer tells all that it has, or is about to.
    void tellsAllAgain() {
        forEach(branch -> branch.list.tellsAllAgain());
    }

    boolean hasDroppedLately(DropReason reason) {
        return branches.stream().anyMatch(branch -> branch.list.hasDroppedLately(reason));
    }

    /// Whether anything that was not kept would be now.
    boolean takesMore(ImportSettings before, ImportSettings now) {
        boolean ownAs = now.ownAs().isWiderThan(before.ownAs());
        boolean otherAs = before.localAs() != null && !isOf(before.localAs(), now);
        boolean anyFirstAs = before.enforceFirstAs() && !now.enforceFirstAs();
        boolean opaque = now.opaque() && !before.opaque();
        boolean more = now.most(family()) > before.most(family()) && !room.isFull();
        return (ownAs || otherAs) && hasDroppedLately(DropReason.AS_LOOP)
                || anyFirstAs && hasDroppedLately(DropReason.FIRST_AS)
                || opaque && hasDroppedLately(DropReason.UNRECOGNIZED_ROUTE_TYPE)
                || more && hasDroppedLately(DropReason.LIMIT_REACHED);
    }

    private static boolean isOf(LocalAs localAs, ImportSettings settings) {
        var other = settings.localAs();
        return other != null && other.asn().equals(localAs.asn());
    }

    long nextDeadlineMillis() {
        long next = StalePaths.NEVER;
        for (int i = 0; i < branches.size(); i++) {
            next = Math.min(next, branches.get(i).stale.nextDeadlineMillis());
        }
        return next;
    }

    Inflow inflow(long nowMillis) {
        var stale = branches.getFirst().stale;
        return new Inflow(
                counters(), ended, stale.restartMillis(nowMillis), stale.staleMillis(nowMillis));
    }

    InboundCounters counters() {
        var sum = branches.getFirst().list.counters();
        for (int i = 1; i < branches.size(); i++) {
            sum = sum.plus(branches.get(i).list.counters());
        }
        return sum;
    }
}
