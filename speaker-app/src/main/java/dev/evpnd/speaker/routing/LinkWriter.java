package dev.evpnd.speaker.routing;

import dev.evpnd.rib.Rib;
import dev.evpnd.speaker.transport.Outgoing;
import dev.evpnd.wire.octets.OctetWriter;

/// Writes what peers are to be told, while there is room for it.
final class LinkWriter {
    private static final int OCTETS_OF_A_WRITE = 1 << 16;

    private final Rib rib;

    /// Read on any thread.
    private volatile int mostUnsent;

    /// What is for one peer alone, until it has memory of its own.
    private final OctetWriter own = new OctetWriter(2 * OCTETS_OF_A_WRITE);

    LinkWriter(Rib rib, RoutingLimits limits) {
        this.rib = rib;
        mostUnsent = limits.outputOctetsPerPeer();
    }

    /// By others from now on.
    void setLimits(RoutingLimits changed) {
        mostUnsent = changed.outputOctetsPerPeer();
    }

    /// Writes once for each peer that has room.
    ///
    /// @return whether there is more for one of them
    boolean writeAll(Iterable<Link> links) {
        boolean more = false;
        for (var link : links) {
            if (link.hasMore && hasRoom(link)) {
                more |= write(link);
            }
        }
        return more;
    }

    private boolean hasRoom(Link link) {
        if (link.unsent.get() < mostUnsent) {
            return true;
        }
        link.waitsForRoom = true;
        // It may all have been taken before anybody saw that this waits for it.
        if (link.unsent.get() < mostUnsent) {
            link.waitsForRoom = false;
            return true;
        }
        link.hasMore = false;
        return false;
    }

    private boolean write(Link link) {
        var outgoing = new Outgoing(own);
        try {
            link.hasMore = rib.send(link.number, outgoing, OCTETS_OF_A_WRITE);
        } catch (RuntimeException defect) {
            own.clear();
            outgoing.release();
            link.hasMore = false;
            link.session.report(new RouteReport.Defect(defect));
            return false;
        }
        if (outgoing.complete().length() > 0) {
            link.unsent.addAndGet(outgoing.cost());
            link.session.send(outgoing);
        }
        return link.hasMore;
    }

    /// Messages of so much memory are with the system: on any thread.
    ///
    /// @return whether the peer has room again, which was waited for
    boolean sent(Link link, int cost) {
        int left = link.unsent.addAndGet(-cost);
        boolean again = link.waitsForRoom && left <= mostUnsent / 2;
        if (again) {
            link.waitsForRoom = false;
        }
        return again;
    }
}
