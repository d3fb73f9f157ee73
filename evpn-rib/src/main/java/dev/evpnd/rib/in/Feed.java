package dev.evpnd.rib.in;

import dev.evpnd.wire.address.AddressFamily;

/// What one peer announces of one family, and what is kept of it from one session to the next.
final class Feed {
    final Inbound inbound;
    final AdjRibIn list;
    final StalePaths stale;

    Feed(Inbound inbound, AdjRibIn list) {
        this.inbound = inbound;
        this.list = list;
        stale = new StalePaths(list.review);
    }

    AddressFamily family() {
        return inbound.routes().family().family();
    }

    /// Sees to it that a new epoch may begin: whoever ends sessions faster than they are reviewed
    /// waits.
    void makeRoomForMark() {
        while (!list.review.mayMark()) {
            inbound.review(list, Integer.MAX_VALUE);
        }
    }
}
