package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.route.DropReason;
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

    /// Whether anything that was not kept would be now.
    boolean takesMore(ImportSettings before, ImportSettings now) {
        boolean ownAs = now.ownAs().isWiderThan(before.ownAs());
        boolean otherAs = before.localAs() != null && !isOf(before.localAs(), now);
        boolean anyFirstAs = before.enforceFirstAs() && !now.enforceFirstAs();
        boolean opaque = now.opaque() && !before.opaque();
        boolean room = now.most(family()) > before.most(family()) && !list.isFull();
        return (ownAs || otherAs) && list.hasDroppedLately(DropReason.AS_LOOP)
                || anyFirstAs && list.hasDroppedLately(DropReason.FIRST_AS)
                || opaque && list.hasDroppedLately(DropReason.UNRECOGNIZED_ROUTE_TYPE)
                || room && list.hasDroppedLately(DropReason.LIMIT_REACHED);
    }

    private static boolean isOf(LocalAs localAs, ImportSettings settings) {
        var other = settings.localAs();
        return other != null && other.asn().equals(localAs.asn());
    }
}
