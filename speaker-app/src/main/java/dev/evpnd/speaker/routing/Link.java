package dev.evpnd.speaker.routing;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.speaker.transport.Outgoing;

import java.util.concurrent.atomic.AtomicInteger;

/// An established session, as the routing thread knows it: where what a peer is to be told goes,
/// and how much of it is on its way.
public final class Link {

    /// The other end of a link. It is called on the routing thread, and does not wait.
    public interface Session {

        /// To be sent. When it is with the system, [RoutingThread#sent] is called.
        void send(Outgoing messages);

        /// So many octets that came from the peer have been applied.
        void applied(int octets);

        void report(RouteReport report);
    }

    final Peer peer;
    final Session session;

    /// Where it stands with what it has for the routing thread.
    final Inbox.Line line;

    /// What was handed to the session and is not with the system yet, in octets of memory.
    final AtomicInteger unsent = new AtomicInteger();

    /// Whether the routing thread wants to be told when there is room again.
    volatile boolean waitsForRoom;

    // The rest is the routing thread's alone.

    /// By which the RIB knows the peer.
    int number = -1;

    boolean isUp;

    /// Whether something came that ends the session: nothing of it counts any more.
    boolean isBroken;

    /// Whether there may be something to tell the peer.
    boolean hasMore = true;

    Link(Peer peer, Session session, Inbox.Line line) {
        this.peer = peer;
        this.session = session;
        this.line = line;
    }

    public Peer peer() {
        return peer;
    }
}
