package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.speaker.routing.RouteReport;
import dev.evpnd.speaker.session.Effect;
import dev.evpnd.speaker.session.Peering;
import dev.evpnd.speaker.session.PeeringEvent;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.speaker.transport.Connection;
import dev.evpnd.speaker.transport.Incoming;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/// One peer: drives its [Peering], does what the effects say, and begins and ends what passes
/// routes between its connection and the routing thread. All of it happens on the peer's I/O loop.
final class PeerSession {

    /// Who is told what has to be known of all sessions.
    interface Owner {
        /// A session that was not configured by its address has ended, and is no more.
        void isRetired(PeerSession session);

        /// A connection came to a session that is no more.
        void acceptAgain(Incoming incoming);

        /// The peer keeps the routes of this speaker if it restarts now, or does not any more.
        void keepsRoutes(PeerSession session, boolean keeps);
    }

    private static final int NO_HOLD = 0;
    private static final long MILLIS_PER_MINUTE = 60_000;

    private final IpAddress address;
    private final boolean dynamic;
    private final Surroundings around;
    private final Owner owner;
    private final EventLoop loop;
    private final SessionLog log;
    private final PeerConnections connections;
    private final DeadlineTimer timer;
    private NeighborSettings settings;

    private Peering peering;
    private final ArrayDeque<PeeringEvent> events = new ArrayDeque<>();
    private boolean stepping;
    private @Nullable EstablishedSession established;
    private long changes;
    private long changedMillis;
    private FaultCounts faults = FaultCounts.NONE;

    /// Of the last session.
    private @Nullable Ends ends;

    /// The family for whose number of routes it was ended, if it was and has not been tried again.
    private @Nullable AddressFamily overLimit;

    /// Whether it is no more, for its peer was not configured by its address.
    private boolean retired;

    /// Whether it was given up for a defect, which may well be met again by the next.
    private boolean givenUp;

    PeerSession(
            IpAddress address,
            boolean dynamic,
            NeighborSettings settings,
            Surroundings around,
            SessionLog log,
            Owner owner) {
        this.address = address;
        this.dynamic = dynamic;
        this.settings = settings;
        this.around = around;
        this.log = log;
        this.owner = owner;
        loop = around.transport().loopOf(address);
        connections = new PeerConnections(address, around.transport(), this, around.millis());
        timer = new DeadlineTimer(loop, around.millis(), () -> on(new PeeringEvent.Tick()));
        peering = Peering.idle(around.seeds().getAsLong());
        changedMillis = around.millis().getAsLong();
    }

    IpAddress address() {
        return address;
    }

    boolean isDynamic() {
        return dynamic;
    }

    EventLoop loop() {
        return loop;
    }

    PeerConnections connections() {
        return connections;
    }

    @Nullable EstablishedSession establishedOn(Connection connection) {
        var session = established;
        return session != null && session.connection() == connection ? session : null;
    }

    // What others want of it.

    void start() {
        if (settings.shutdown().isEmpty()) {
            on(new PeeringEvent.Start());
        }
    }

    /// The session is not wanted any more; what its peer announced goes.
    void stop(Notification reason) {
        on(new PeeringEvent.Stop(hard(reason)));
    }

    /// The program comes to its end.
    ///
    /// @param restarting whether a peer that keeps our routes over a restart is to do so
    void shutdown(boolean restarting) {
        var session = established;
        if (restarting && session != null && session.isRestartable()) {
            // RFC 4724 knows no word for it: the connection just closes.
            connections.closeAll();
            end(new Effect.DownReason.Restarting());
        }
        stop(Cease.shutdown(""));
    }

    /// The session is to begin anew, if it is wanted at all.
    void reset(Notification reason) {
        if (settings.shutdown().isEmpty()) {
            on(new PeeringEvent.Start());
            on(new PeeringEvent.Reset(reason, NO_HOLD));
        }
    }

    /// The peer is asked to tell its routes of a family again.
    ///
    /// @return whether it can be asked
    boolean refresh(AddressFamily family) {
        var session = established;
        return session != null && session.refresh(family);
    }

    void ifEstablished(Consumer<EstablishedSession> action) {
        Optional.ofNullable(established).ifPresent(action);
    }

    /// It is treated by other settings from now on.
    void configure(NeighborSettings changed) {
        var before = settings;
        settings = changed;
        var session = established;
        if (changed.shutdown().isPresent()) {
            stop(Cease.shutdown(changed.shutdown().get()));
        } else if (changed.needsNewSession(before)) {
            reset(Cease.of(NotificationCode.OTHER_CONFIGURATION_CHANGE));
        } else if (before.shutdown().isPresent()) {
            start();
        } else if (overLimit != null && takesMore(overLimit, before)) {
            beginAgain(overLimit);
        } else if (session != null) {
            around.routing().configure(session.link, changed.routesAt(session.localAddress()));
        }
    }

    private boolean takesMore(AddressFamily family, NeighborSettings before) {
        return settings.routes().imports().most(family) > before.routes().imports().most(family);
    }

    /// What it was ended for may be taken now. Whoever came by a range comes again by itself.
    private void beginAgain(AddressFamily family) {
        log.limitRaised(family);
        overLimit = null;
        on(new PeeringEvent.Stop(Cease.of(NotificationCode.OTHER_CONFIGURATION_CHANGE)));
        if (!dynamic) {
            on(new PeeringEvent.Start());
        }
    }

    void accept(Incoming incoming) {
        if (retired && !givenUp) {
            owner.acceptAgain(incoming);
        } else if (retired || settings.shutdown().isPresent()) {
            incoming.refuse();
        } else {
            connections.accept(incoming, settings);
        }
    }

    // The state machine.

    void on(PeeringEvent event) {
        events.add(event);
        if (stepping) {
            // What an effect leads to comes behind the effects of what led to it.
            return;
        }
        stepping = true;
        try {
            for (var next = events.poll(); next != null; next = events.poll()) {
                step(next);
            }
        } catch (RuntimeException defect) {
            giveUp(defect);
        } finally {
            stepping = false;
        }
        timer.set(peering.nextDeadlineMillis());
    }

    private void step(PeeringEvent event) {
        var before = peering.state();
        var step = peering.on(announced(), event, around.millis().getAsLong());
        peering = step.next();
        step.effects().forEach(this::carryOut);
        var now = peering.state();
        if (now != before) {
            log.state(before, now);
        }
        if (before == SessionState.IDLE && now != SessionState.IDLE) {
            overLimit = null;
        }
        // One that has just begun awaits the connection for which it did.
        if (!(event instanceof PeeringEvent.Start)) {
            retireIfGone();
        }
    }

    /// A peer that nobody has configured is there for as long as it has a connection, and for as
    /// long as it has to stay away because of its number of routes.
    private void retireIfGone() {
        if (dynamic && !retired && overLimit == null && peering.connections().isEmpty()) {
            retired = true;
            events.add(new PeeringEvent.Stop(Cease.of(NotificationCode.PEER_DECONFIGURED)));
            owner.isRetired(this);
        }
    }

    /// A defect of this program that shows in a session ends it, and no other. The next may go
    /// better.
    private void giveUp(RuntimeException defect) {
        log.defect(defect);
        givenUp = true;
        events.clear();
        connections.closeAll();
        end(new Effect.DownReason.ConnectionLost());
        var reset = new PeeringEvent.Reset(Cease.of(NotificationCode.OUT_OF_RESOURCES), NO_HOLD);
        peering = peering.on(settings.session(), reset, around.millis().getAsLong()).next();
        retireIfGone();
    }

    /// What the peer is told of this speaker by now.
    private SessionSettings announced() {
        var session = settings.session();
        return around.restarting().get()
                ? session.withCapabilities(
                        session.capabilities().stream().map(PeerSession::restarting).toList())
                : session;
    }

    private static Capability restarting(Capability capability) {
        return capability instanceof GracefulRestart(int flags, int seconds, var entries)
                ? new GracefulRestart(flags | GracefulRestart.RESTART_STATE, seconds, entries)
                : capability;
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Connect(int number) -> connections.connect(number, settings);
            case Effect.Send(int number, var message) -> connections.send(number, message);
            case Effect.Close(int number) -> connections.close(number);
            case Effect.Established up -> establish(up);
            case Effect.Down(int _, var reason) -> end(reason);
            case Effect.Failed(var reason) -> log.failed(reason, connections.lastError());
        }
    }

    private void establish(Effect.Established up) {
        var connection = connections.get(up.connection());
        var open = up.received();
        var negotiated = up.negotiated();
        var peer = new Peer(address, open.asn(), open.identifier(), kind(negotiated), negotiated);
        var sent = peering.sentOpen().orElseThrow();
        var session = new EstablishedSession(this, around, connection, peer, sent);
        established = session;
        ends = new Ends(connection.localAddress(), connection.remoteAddress());
        changes++;
        changedMillis = around.millis().getAsLong();
        connection.established(negotiated.maxReceiveLength());
        around.routing().up(session.link, settings.routesAt(session.localAddress()));
        owner.keepsRoutes(this, session.isRestartable());
        log.up(open, up);
    }

    private PeerKind kind(Negotiated negotiated) {
        if (negotiated.external()) {
            return PeerKind.EXTERNAL;
        }
        return settings.client() ? PeerKind.CLIENT : PeerKind.INTERNAL;
    }

    private void end(Effect.DownReason reason) {
        var session = established;
        if (session == null) {
            return;
        }
        established = null;
        session.end(overLimit != null ? SessionEnd.FINAL : EstablishedSession.sessionEnd(reason));
        changes++;
        changedMillis = around.millis().getAsLong();
        owner.keepsRoutes(this, false);
        log.down(reason);
    }

    // What the routing thread reports.

    void onReport(EstablishedSession session, RouteReport report) {
        switch (report) {
            case RouteReport.Faults(var found) -> {
                faults = faults.plus(found);
                log.faults(found);
            }
            case RouteReport.Fatal(var fault) ->
                    on(new PeeringEvent.MalformedReceived(session.connection().number(), fault));
            case RouteReport.Defect(var cause) -> {
                log.defect(cause);
                var reason = Cease.of(NotificationCode.OUT_OF_RESOURCES);
                on(new PeeringEvent.Reset(reason, NO_HOLD));
            }
            case RouteReport.LimitNear(var family, var limit) -> log.limitNear(family, limit);
            case RouteReport.LimitExceeded(var family, var limit) -> exceeded(family, limit);
            case RouteReport.RefreshWanted(var family) -> {
                if (!session.refresh(family)) {
                    log.refreshImpossible(family);
                }
            }
            case RouteReport.MembershipsUnread(int most) -> log.membershipsUnread(most);
            case RouteReport.DeferralEnded _ -> {
                // Is about no peer, and comes to none.
            }
        }
    }

    private void exceeded(AddressFamily family, PrefixLimit limit) {
        log.limitExceeded(family, limit);
        if (limit.warningOnly() || settings.routes().imports().most(family) > limit.most()) {
            // In the second case, more may be by now than could be when it was counted.
            return;
        }
        overLimit = family;
        var reason = hard(Cease.maximumPrefixes(family, limit));
        long minutes = limit.restartMinutes();
        on(
                minutes == 0
                        ? new PeeringEvent.Stop(reason)
                        : new PeeringEvent.Reset(reason, minutes * MILLIS_PER_MINUTE));
    }

    private Notification hard(Notification cause) {
        var session = established;
        return session == null ? cause : session.hard(cause);
    }

    // What it is like.

    PeerStatus status() {
        var session = established;
        return new PeerStatus(
                address,
                dynamic,
                settings,
                peering,
                session == null ? null : session.link.peer(),
                ends,
                session == null ? Optional.empty() : session.connection().socket(),
                around.millis().getAsLong() - changedMillis,
                changes,
                connections.received(),
                connections.sent(),
                faults,
                session == null ? 0 : session.waiting(),
                session == null ? 0 : session.unsent(),
                session != null && session.isPaused(),
                overLimit != null,
                connections.lastError());
    }
}
