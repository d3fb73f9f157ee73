package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeTable;

/// What one peer announces of one shard of a family, and what is kept of it from one session to the
/// next.
final class Branch {
    final Inbound inbound;
    final AdjRibIn list;
    final StalePaths stale;

    Branch(Inbound inbound, AdjRibIn list) {
        this.inbound = inbound;
        this.list = list;
        stale = new StalePaths(list.review);
    }

    AttributeTable attributes() {
        return inbound.routes().attributes();
    }

    /// Sees to it that a new epoch may begin: whoever ends sessions faster than they are reviewed
    /// waits.
    void makeRoomForMark() {
        while (!list.review.mayMark()) {
            inbound.review(list, Integer.MAX_VALUE);
        }
    }
}
