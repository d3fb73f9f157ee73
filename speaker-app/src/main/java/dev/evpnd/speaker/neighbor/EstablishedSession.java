package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.speaker.routing.Link;
import dev.evpnd.speaker.routing.RouteReport;
import dev.evpnd.speaker.session.PeeringEvent;
import dev.evpnd.speaker.transport.Connection;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// An established session, between its connection and the routing thread.
///
/// What waits to be applied is counted here, and the connection is not read while it is too much.
final class EstablishedSession implements Link.Session {
    private final PeerSession owner;
    private final Surroundings around;
    private final Connection connection;
    final Link link;

    /// Octets from the peer that the routing thread has not applied yet.
    private final AtomicLong waiting = new AtomicLong();

    /// Whether the connection is not read; set on the peer's loop, and looked at on both threads.
    private final AtomicBoolean paused = new AtomicBoolean();

    /// Octets that were written and are not with the system yet.
    private long unsent;

    private boolean ended;

    EstablishedSession(PeerSession owner, Surroundings around, Connection connection, Peer peer) {
        this.owner = owner;
        this.around = around;
        this.connection = connection;
        link = new Link(peer, this);
    }

    Connection connection() {
        return connection;
    }

    /// Nothing is sent or reported any more.
    void end() {
        ended = true;
    }

    // On the peer's loop.

    void received(byte[] octets, int start, int end) {
        int length = end - start;
        around.budget().add(length);
        long held = waiting.addAndGet(length);
        around.routing().received(link, octets, start, end);
        if (around.budget().isExceeded(held) && paused.compareAndSet(false, true)) {
            connection.setReading(false);
            owner.on(new PeeringEvent.ReadingPaused(connection.number()));
            // All may have been applied before the routing thread could see that this is paused.
            resumeIfRoom();
        }
    }

    private void resumeIfRoom() {
        if (around.budget().hasRoom(waiting.get()) && paused.compareAndSet(true, false)) {
            around.transport().loopOf(link.peer().address()).execute(this::resume);
        }
    }

    private void resume() {
        if (!ended) {
            connection.setReading(true);
            owner.on(new PeeringEvent.ReadingResumed(connection.number()));
        }
    }

    /// Octets were handed to the connection, by whomever.
    void writing(int octets) {
        unsent += octets;
        if (unsent == octets) {
            owner.on(new PeeringEvent.SendProgress(connection.number(), true));
        }
    }

    void written(int octets) {
        unsent -= octets;
        owner.on(new PeeringEvent.SendProgress(connection.number(), unsent > 0));
    }

    boolean isPaused() {
        return paused.get();
    }

    long unsent() {
        return unsent;
    }

    long waiting() {
        return waiting.get();
    }

    // On the routing thread.

    @Override
    public void send(byte[] octets, int length) {
        around.transport()
                .loopOf(link.peer().address())
                .execute(
                        () -> {
                            if (!ended) {
                                owner.sendRoutes(this, octets, length);
                            }
                        });
    }

    @Override
    public void applied(int octets) {
        around.budget().add(-octets);
        waiting.addAndGet(-octets);
        if (paused.get()) {
            resumeIfRoom();
        }
    }

    @Override
    public void report(RouteReport report) {
        around.transport()
                .loopOf(link.peer().address())
                .execute(
                        () -> {
                            if (!ended) {
                                owner.onReport(this, report);
                            }
                        });
    }
}
