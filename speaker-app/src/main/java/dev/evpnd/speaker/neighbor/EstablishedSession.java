package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.routing.Link;
import dev.evpnd.speaker.routing.RouteReport;
import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.speaker.session.PeeringEvent;
import dev.evpnd.speaker.transport.Connection;
import dev.evpnd.speaker.transport.Outgoing;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// An established session, between its connection and the routing thread.
///
/// What waits to be applied is counted here, and the connection is not read while it is too much.
final class EstablishedSession implements Link.Session {

    /// What a chunk of messages takes besides its octets, about.
    private static final long CHUNK_OVERHEAD = 128;

    private final PeerSession owner;
    private final Surroundings around;
    private final Connection connection;
    private final Optional<GracefulRestart> announced;
    final Link link;

    /// Octets from the peer that the routing thread has not applied yet, and what they are in.
    private final AtomicLong waiting = new AtomicLong();

    /// Whether the connection is not read. Only the peer's loop changes it.
    private volatile boolean paused;

    /// Octets that were written and are not with the system yet.
    private long unsent;

    /// Whether some of them wait for the peer, and the state machine knows.
    private boolean waitsForPeer;

    private boolean ended;

    /// @param sent what the peer was told of this speaker
    EstablishedSession(
            PeerSession owner, Surroundings around, Connection connection, Peer peer, Open sent) {
        this.owner = owner;
        this.around = around;
        this.connection = connection;
        announced =
                sent.capabilities().stream()
                        .filter(GracefulRestart.class::isInstance)
                        .map(GracefulRestart.class::cast)
                        .findFirst();
        link = around.routing().link(peer, this);
    }

    Connection connection() {
        return connection;
    }

    /// The address that this end has on the session.
    IpAddress localAddress() {
        return SocketAddresses.address(connection.localAddress().getAddress());
    }

    // On the peer's loop: how it ends.

    /// Nothing is sent or reported any more, and the routing thread is told.
    void end(SessionEnd how) {
        ended = true;
        around.routing().down(link, how);
    }

    /// Whether the peer keeps the routes of this speaker for a time when the connection is lost.
    boolean isRestartable() {
        return announced.isPresent() && link.peer().negotiated().gracefulRestart().isPresent();
    }

    /// A reason that ends graceful restart, too, where the session would outlast it otherwise (RFC
    /// 8538 section 3).
    Notification hard(Notification cause) {
        boolean survives =
                announced.filter(GracefulRestart::survivesNotification).isPresent()
                        && link.peer()
                                .negotiated()
                                .gracefulRestart()
                                .filter(GracefulRestart::survivesNotification)
                                .isPresent();
        return survives ? Notification.hardReset(cause) : cause;
    }

    /// What the end of a session says of the peer's routes.
    static SessionEnd sessionEnd(DownReason reason) {
        return switch (reason) {
            case DownReason.Sent(var notification) -> sessionEnd(notification);
            case DownReason.Received(var notification) -> sessionEnd(notification);
            case DownReason.ConnectionLost _,
                    DownReason.Restarting _,
                    DownReason.NotConnected _,
                    DownReason.Replaced _ ->
                    SessionEnd.CONNECTION_LOST;
        };
    }

    private static SessionEnd sessionEnd(Notification notification) {
        return notification.code().equals(NotificationCode.HARD_RESET)
                ? SessionEnd.FINAL
                : SessionEnd.NOTIFICATION;
    }

    // What the peer sends.

    void received(byte[] octets, int length) {
        long cost = cost(length);
        around.budget().add(cost);
        long held = waiting.addAndGet(cost);
        around.routing().received(link, octets, length);
        if (!paused && around.budget().isExceeded(held)) {
            paused = true;
            connection.setReading(false);
            owner.on(new PeeringEvent.ReadingPaused(connection.number()));
            // All may have been applied before the routing thread could see that this is paused.
            resumeIfRoom();
        }
    }

    private static long cost(int octets) {
        return octets + CHUNK_OVERHEAD;
    }

    private void resumeIfRoom() {
        if (paused && !ended && around.budget().hasRoom(waiting.get())) {
            paused = false;
            connection.setReading(true);
            owner.on(new PeeringEvent.ReadingResumed(connection.number()));
        }
    }

    // What the peer is sent.

    /// Octets were handed to the connection, by whomever.
    void writing(int octets) {
        unsent += octets;
    }

    /// The system does not take what was handed to the connection.
    void waitsForPeer() {
        if (!waitsForPeer) {
            waitsForPeer = true;
            owner.on(new PeeringEvent.SendProgress(connection.number(), true));
        }
    }

    /// So many octets are with the system. Where that is so at once, as nearly always, nobody has
    /// to know that they were not.
    void written(int octets) {
        unsent -= octets;
        if (waitsForPeer) {
            waitsForPeer = unsent > 0;
            owner.on(new PeeringEvent.SendProgress(connection.number(), waitsForPeer));
        }
    }

    /// The peer is asked to tell its routes of a family again.
    ///
    /// @return whether it can be asked
    boolean refresh(AddressFamily family) {
        var negotiated = link.peer().negotiated();
        if (!negotiated.routeRefresh() || !negotiated.families().contains(family)) {
            return false;
        }
        var request = new RouteRefresh(family, RouteRefresh.REQUEST);
        owner.connections().send(connection.number(), request);
        return true;
    }

    /// The peer is to tell its routes again; what it told is judged again where it cannot be asked.
    void renewIn(Set<RouteFamily> families) {
        if (link.peer().negotiated().routeRefresh()) {
            families.forEach(each -> refresh(each.family()));
        } else {
            around.routing().review(link);
        }
    }

    /// The peer is told all of it again.
    void renewOut(Set<RouteFamily> families) {
        families.forEach(each -> around.routing().tellAgain(link, each));
    }

    // What it is like.

    boolean isPaused() {
        return paused;
    }

    long unsent() {
        return unsent;
    }

    long waiting() {
        return waiting.get();
    }

    // On the routing thread.

    @Override
    public void send(Outgoing messages) {
        owner.loop().execute(() -> write(messages));
    }

    private void write(Outgoing messages) {
        if (ended) {
            messages.release();
            return;
        }
        int length = messages.length();
        int cost = messages.cost();
        writing(length);
        owner.connections()
                .write(
                        connection,
                        messages,
                        () -> {
                            around.routing().sent(link, cost);
                            written(length);
                        });
    }

    @Override
    public void applied(int octets) {
        long cost = cost(octets);
        around.budget().add(-cost);
        long held = waiting.addAndGet(-cost);
        if (paused && around.budget().hasRoom(held)) {
            onLoop(this::resumeIfRoom);
        }
    }

    @Override
    public void report(RouteReport report) {
        onLoop(() -> owner.onReport(this, report));
    }

    private void onLoop(Runnable action) {
        owner.loop()
                .execute(
                        () -> {
                            if (!ended) {
                                action.run();
                            }
                        });
    }
}
