package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.speaker.routing.RouteReport;
import dev.evpnd.speaker.session.Effect;
import dev.evpnd.speaker.session.Peering;
import dev.evpnd.speaker.session.PeeringEvent;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.speaker.transport.Connection;
import dev.evpnd.speaker.transport.ConnectionListener;
import dev.evpnd.speaker.transport.Incoming;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// One peer: drives its [Peering], does what the effects say, and passes routes between its
/// connection and the routing thread. All of it happens on the peer's I/O loop.
final class PeerSession implements ConnectionListener {

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
    private NeighborSettings settings;

    private Peering peering;
    private final ArrayDeque<PeeringEvent> events = new ArrayDeque<>();
    private boolean stepping;
    private @Nullable ScheduledFuture<?> timer;
    private long timerMillis = Long.MAX_VALUE;

    private final Map<Integer, Connection> connections = new HashMap<>();
    private int incomingConnections;
    private @Nullable EstablishedSession established;

    private final MessageCounts received = new MessageCounts();
    private final MessageCounts sent = new MessageCounts();
    private String lastError = "";
    private long changes;
    private long changedMillis;
    private boolean overLimit;

    /// Whether it is no more, for its peer was not configured by its address.
    private boolean retired;

    PeerSession(
            IpAddress address,
            boolean dynamic,
            NeighborSettings settings,
            Surroundings around,
            Owner owner) {
        this.address = address;
        this.dynamic = dynamic;
        this.settings = settings;
        this.around = around;
        this.owner = owner;
        loop = around.transport().loopOf(address);
        peering = Peering.idle(around.seeds().getAsLong());
        log = new SessionLog(address, around.millis());
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

    // What others want of it.

    void start() {
        if (settings.shutdown().isEmpty()) {
            on(new PeeringEvent.Start());
        }
    }

    /// The session is not wanted any more; what its peer announced goes.
    void stop(NotificationCode code, String text) {
        on(new PeeringEvent.Stop(hard(cease(code, text))));
    }

    /// The program comes to its end.
    ///
    /// @param restarting whether a peer that keeps our routes over a restart is to do so
    void shutdown(boolean restarting) {
        if (restarting) {
            // RFC 4724 knows no word for it: the connection just closes.
            connections.values().forEach(Connection::close);
            connections.clear();
            on(new PeeringEvent.Stop(cease(NotificationCode.ADMINISTRATIVE_SHUTDOWN, "")));
        } else {
            stop(NotificationCode.ADMINISTRATIVE_SHUTDOWN, "");
        }
    }

    void reset(NotificationCode code, String text) {
        overLimit = false;
        on(new PeeringEvent.Start());
        on(new PeeringEvent.Reset(cease(code, text), NO_HOLD));
    }

    /// The peer is asked to tell its routes of a family again.
    ///
    /// @return whether it can be asked
    boolean refresh(AddressFamily family) {
        var session = established;
        if (session == null) {
            return false;
        }
        var negotiated = session.link.peer().negotiated();
        if (!negotiated.routeRefresh() || !negotiated.families().contains(family)) {
            return false;
        }
        send(session.connection(), new RouteRefresh(family, RouteRefresh.REQUEST));
        return true;
    }

    /// It is treated by other settings from now on.
    void configure(NeighborSettings changed) {
        var before = settings;
        settings = changed;
        if (changed.shutdown().isPresent()) {
            stop(NotificationCode.ADMINISTRATIVE_SHUTDOWN, changed.shutdown().get());
        } else if (changed.needsNewSession(before)) {
            reset(NotificationCode.OTHER_CONFIGURATION_CHANGE, "");
        } else if (before.shutdown().isPresent()) {
            start();
        } else if (established != null) {
            var local =
                    SocketAddresses.address(established.connection().localAddress().getAddress());
            around.routing().configure(established.link, changed.routesAt(local));
        }
    }

    void accept(Incoming incoming) {
        if (retired) {
            owner.acceptAgain(incoming);
            return;
        }
        if (settings.shutdown().isPresent() || overLimit) {
            incoming.refuse();
            return;
        }
        var connection = new Connection(++incomingConnections, true, this);
        connections.put(connection.number(), connection);
        around.transport().take(connection, incoming, settings.transport());
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
            var next = events.poll();
            while (next != null) {
                step(next);
                next = events.poll();
            }
        } finally {
            stepping = false;
        }
        schedule();
    }

    private void step(PeeringEvent event) {
        var before = peering.state();
        var step = peering.on(announced(), event, around.millis().getAsLong());
        peering = step.next();
        step.effects().forEach(this::carryOut);
        var now = peering.state();
        if (now != before) {
            log.state(before, now);
            if (dynamic && now == SessionState.IDLE && !retired) {
                retired = true;
                events.add(new PeeringEvent.Stop(cease(NotificationCode.CONNECTION_REJECTED, "")));
                owner.isRetired(this);
            }
        }
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

    private void schedule() {
        long deadline = peering.nextDeadlineMillis();
        if (deadline == timerMillis) {
            return;
        }
        // A timer that fires early finds nothing to be over: only an earlier one has to be set.
        if (timer != null && deadline >= timerMillis) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        timerMillis = deadline;
        if (deadline != Long.MAX_VALUE) {
            long delay = Math.max(0, deadline - around.millis().getAsLong());
            timer = loop.schedule(this::tick, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        timer = null;
        timerMillis = Long.MAX_VALUE;
        on(new PeeringEvent.Tick());
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Connect(int number) -> connect(number);
            case Effect.Send(int number, var message) -> {
                var connection = connections.get(number);
                if (connection != null) {
                    send(connection, message);
                }
            }
            case Effect.Close(int number) -> {
                var connection = connections.remove(number);
                if (connection != null) {
                    connection.close();
                }
            }
            case Effect.Established up -> establish(up);
            case Effect.Down(int number, var reason) -> end(reason);
            case Effect.Failed(var reason) -> log.failed(reason, lastError);
        }
    }

    private void connect(int number) {
        var connection = new Connection(number, false, this);
        connections.put(number, connection);
        int timeout = settings.session().timers().connectRetry();
        around.transport().connect(connection, address, settings.transport(), timeout);
    }

    private void establish(Effect.Established up) {
        var connection = connections.get(up.connection());
        if (connection == null) {
            throw new IllegalStateException("established on no connection");
        }
        var open = up.received();
        var negotiated = up.negotiated();
        var kind = kind(negotiated);
        var peer = new Peer(address, open.asn(), open.identifier(), kind, negotiated);
        var session = new EstablishedSession(this, around, connection, peer);
        established = session;
        overLimit = false;
        changes++;
        changedMillis = around.millis().getAsLong();
        connection.established(negotiated.maxReceiveLength());
        var local = SocketAddresses.address(connection.localAddress().getAddress());
        around.routing().up(session.link, settings.routesAt(local));
        owner.keepsRoutes(this, keepsRoutes(negotiated));
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
        session.end();
        changes++;
        changedMillis = around.millis().getAsLong();
        around.routing().down(session.link, overLimit ? SessionEnd.FINAL : sessionEnd(reason));
        owner.keepsRoutes(this, false);
        log.down(reason);
    }

    /// It can help in a restart that we have announced.
    private boolean keepsRoutes(Negotiated negotiated) {
        return negotiated.gracefulRestart().isPresent()
                && settings.session().capabilities().stream()
                        .anyMatch(GracefulRestart.class::isInstance);
    }

    private static SessionEnd sessionEnd(Effect.DownReason reason) {
        return switch (reason) {
            case Effect.DownReason.Sent(var notification) -> sessionEnd(notification);
            case Effect.DownReason.Received(var notification) -> sessionEnd(notification);
            case Effect.DownReason.ConnectionLost _,
                    Effect.DownReason.NotConnected _,
                    Effect.DownReason.Replaced _ ->
                    SessionEnd.CONNECTION_LOST;
        };
    }

    private static SessionEnd sessionEnd(Notification notification) {
        return notification.code().equals(NotificationCode.HARD_RESET)
                ? SessionEnd.FINAL
                : SessionEnd.NOTIFICATION;
    }

    // What the connections tell.

    @Override
    public void opened(Connection connection) {
        on(
                connection.isIncoming()
                        ? new PeeringEvent.Accepted(connection.number())
                        : new PeeringEvent.Connected(connection.number()));
    }

    @Override
    public void failed(Connection connection, Throwable cause) {
        connections.remove(connection.number());
        lastError = String.valueOf(cause.getMessage());
        on(new PeeringEvent.ConnectFailed(connection.number()));
    }

    @Override
    public void lost(Connection connection) {
        connections.remove(connection.number());
        on(new PeeringEvent.Lost(connection.number()));
    }

    @Override
    public void malformed(Connection connection, Malformed fault) {
        on(new PeeringEvent.MalformedReceived(connection.number(), fault));
    }

    @Override
    public void routes(Connection connection, byte[] octets, int start, int end) {
        received.count(octets, start, end);
        var session = established;
        if (session != null && session.connection() == connection) {
            session.received(octets, start, end);
            on(new PeeringEvent.RoutesReceived(connection.number()));
        }
    }

    @Override
    public void message(Connection connection, byte[] octets, int start, int length) {
        received.count(octets, start, start + length);
        int number = connection.number();
        if (isOfRoutes(MessageHeader.type(octets, start))) {
            // Too early, whatever it says.
            on(new PeeringEvent.RoutesReceived(number));
            return;
        }
        switch (BgpMessage.decode(octets, start, length, agreedOn(connection))) {
            case Decoded.Rejected<BgpMessage>(var fault) ->
                    on(new PeeringEvent.MalformedReceived(number, fault));
            case Decoded.Accepted<BgpMessage>(var message, _) -> on(event(number, message));
        }
    }

    private static boolean isOfRoutes(int type) {
        return type == MessageHeader.UPDATE || type == MessageHeader.ROUTE_REFRESH;
    }

    private Negotiated agreedOn(Connection connection) {
        var session = established;
        return session != null && session.connection() == connection
                ? session.link.peer().negotiated()
                : Negotiated.DEFAULT;
    }

    private static PeeringEvent event(int number, BgpMessage message) {
        return switch (message) {
            case Open open -> new PeeringEvent.OpenReceived(number, open);
            case Keepalive _ -> new PeeringEvent.KeepaliveReceived(number);
            case Notification notification ->
                    new PeeringEvent.NotificationReceived(number, notification);
            case Update _, RouteRefresh _ -> new PeeringEvent.RoutesReceived(number);
        };
    }

    // What is sent.

    private void send(Connection connection, BgpMessage message) {
        var writer = new OctetWriter();
        message.encode(writer, agreedOn(connection));
        write(connection, writer.array(), writer.length(), () -> {});
    }

    void sendRoutes(EstablishedSession session, byte[] octets, int length) {
        write(
                session.connection(),
                octets,
                length,
                () -> around.routing().sent(session.link, length));
    }

    private void write(Connection connection, byte[] octets, int length, Runnable written) {
        sent.count(octets, 0, length);
        var session = established;
        if (session == null || session.connection() != connection) {
            connection.write(octets, length, written);
            return;
        }
        session.writing(length);
        connection.write(
                octets,
                length,
                () -> {
                    written.run();
                    session.written(length);
                });
    }

    // What the routing thread reports.

    void onReport(EstablishedSession session, RouteReport report) {
        int number = session.connection().number();
        switch (report) {
            case RouteReport.Faults(var faults) -> log.faults(faults);
            case RouteReport.Fatal(var fault) ->
                    on(new PeeringEvent.MalformedReceived(number, fault));
            case RouteReport.Defect(var cause) -> {
                log.defect(cause);
                on(new PeeringEvent.Reset(cease(NotificationCode.OUT_OF_RESOURCES, ""), NO_HOLD));
            }
            case RouteReport.LimitNear(var family, var limit) -> log.limitNear(family, limit);
            case RouteReport.LimitExceeded exceeded -> exceeded(exceeded);
            case RouteReport.RefreshWanted(var family) -> {
                if (!refresh(family)) {
                    log.refreshImpossible(family);
                }
            }
            case RouteReport.DeferralEnded _ -> {
                // Is about no peer, and comes to none.
            }
        }
    }

    private void exceeded(RouteReport.LimitExceeded exceeded) {
        var limit = exceeded.limit();
        var family = exceeded.family();
        log.limitExceeded(family, limit);
        if (limit.warningOnly()) {
            return;
        }
        overLimit = true;
        // RFC 4486 section 4: the family, and the limit.
        var data =
                new OctetWriter().u16(family.afi()).u8(family.safi()).u32(limit.most()).toOctets();
        var reason = hard(new Notification(NotificationCode.MAXIMUM_PREFIXES_REACHED, data));
        on(
                limit.restartMinutes() == 0
                        ? new PeeringEvent.Stop(reason)
                        : new PeeringEvent.Reset(
                                reason, limit.restartMinutes() * MILLIS_PER_MINUTE));
    }

    private static Notification cease(NotificationCode code, String text) {
        boolean mayHaveText =
                code.equals(NotificationCode.ADMINISTRATIVE_SHUTDOWN)
                        || code.equals(NotificationCode.ADMINISTRATIVE_RESET);
        return mayHaveText && !text.isEmpty()
                ? Notification.shutdown(code, text)
                : new Notification(code, Octets.EMPTY);
    }

    /// Where both keep routes over a NOTIFICATION, the one that says not to (RFC 8538 section 3).
    private Notification hard(Notification cause) {
        var session = established;
        return session != null
                        && settings.announcesNotificationBit()
                        && session.link
                                .peer()
                                .negotiated()
                                .gracefulRestart()
                                .map(GracefulRestart::survivesNotification)
                                .orElse(false)
                ? Notification.hardReset(cause)
                : cause;
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
                session == null ? null : session.connection().localAddress(),
                around.millis().getAsLong() - changedMillis,
                changes,
                received.snapshot(),
                sent.snapshot(),
                session == null ? 0 : session.waiting(),
                session == null ? 0 : session.unsent(),
                session != null && session.isPaused(),
                overLimit,
                lastError);
    }
}
