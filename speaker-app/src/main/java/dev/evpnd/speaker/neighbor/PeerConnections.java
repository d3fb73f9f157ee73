package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.session.PeeringEvent;
import dev.evpnd.speaker.transport.Connection;
import dev.evpnd.speaker.transport.ConnectionListener;
import dev.evpnd.speaker.transport.Incoming;
import dev.evpnd.speaker.transport.Outgoing;
import dev.evpnd.speaker.transport.Transport;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The connections with a peer, ours and the peer's. What happens on them is told to the session as
/// events; it decides what becomes of them.
final class PeerConnections implements ConnectionListener {
    private final IpAddress peer;
    private final Transport transport;
    private final PeerSession session;
    private final LongSupplier millis;
    private final Map<Integer, Connection> connections = new HashMap<>();
    private final MessageCounts received = new MessageCounts();
    private final MessageCounts sent = new MessageCounts();
    private int incoming;
    private String lastError = "";

    PeerConnections(IpAddress peer, Transport transport, PeerSession session, LongSupplier millis) {
        this.peer = peer;
        this.transport = transport;
        this.session = session;
        this.millis = millis;
    }

    /// All messages that came, on whichever connection.
    MessageCounts.Snapshot received() {
        return received.snapshot(millis.getAsLong());
    }

    /// The same of those that were sent.
    MessageCounts.Snapshot sent() {
        return sent.snapshot(millis.getAsLong());
    }

    /// Why the last attempt to connect failed.
    String lastError() {
        return lastError;
    }

    // What becomes of them.

    void connect(int number, NeighborSettings settings) {
        var connection = new Connection(number, false, this);
        connections.put(number, connection);
        int timeout = settings.session().timers().connectRetry();
        transport.connect(connection, peer, settings.transport(), timeout);
    }

    void accept(Incoming from, NeighborSettings settings) {
        var connection = new Connection(++incoming, true, this);
        connections.put(connection.number(), connection);
        transport.take(connection, from, settings.transport());
    }

    /// @throws IllegalStateException if there is no such connection
    Connection get(int number) {
        var connection = connections.get(number);
        if (connection == null) {
            throw new IllegalStateException("no connection " + number);
        }
        return connection;
    }

    /// Sends a message, if the connection is still there.
    void send(int number, BgpMessage message) {
        var connection = connections.get(number);
        if (connection != null) {
            var writer = new OctetWriter();
            message.encode(writer, agreedOn(connection));
            write(connection, writer.array(), writer.length());
        }
    }

    private void write(Connection connection, byte[] octets, int length) {
        sent.count(octets, 0, length, millis.getAsLong());
        var established = session.establishedOn(connection);
        if (established == null) {
            connection.write(octets, length, () -> {});
        } else {
            established.writing(length);
            connection.write(octets, length, () -> established.written(length));
        }
    }

    /// Sends messages of an established session.
    ///
    /// @param written is run when they are with the system
    void write(Connection connection, Outgoing messages, Runnable written) {
        sent.count(messages, millis.getAsLong());
        connection.write(messages, written);
    }

    void close(int number) {
        var connection = connections.remove(number);
        if (connection != null) {
            connection.close();
        }
    }

    void closeAll() {
        connections.values().forEach(Connection::close);
        connections.clear();
    }

    // What they tell.

    @Override
    public void opened(Connection connection) {
        int number = connection.number();
        session.on(
                connection.isIncoming()
                        ? new PeeringEvent.Accepted(number)
                        : new PeeringEvent.Connected(number));
    }

    @Override
    public void failed(Connection connection, Throwable cause) {
        connections.remove(connection.number());
        lastError = String.valueOf(cause.getMessage());
        session.on(new PeeringEvent.ConnectFailed(connection.number()));
    }

    @Override
    public void waiting(Connection connection) {
        var established = session.establishedOn(connection);
        if (established != null) {
            established.waitsForPeer();
        }
    }

    @Override
    public void lost(Connection connection) {
        connections.remove(connection.number());
        session.on(new PeeringEvent.Lost(connection.number()));
    }

    @Override
    public void malformed(Connection connection, Malformed fault) {
        session.on(new PeeringEvent.MalformedReceived(connection.number(), fault));
    }

    @Override
    public void routes(Connection connection, byte[] octets, int length) {
        received.count(octets, 0, length, millis.getAsLong());
        var established = session.establishedOn(connection);
        if (established != null) {
            established.received(octets, length);
            session.on(new PeeringEvent.RoutesReceived(connection.number()));
        }
    }

    @Override
    public void message(Connection connection, byte[] octets, int start, int length) {
        received.count(octets, start, length, millis.getAsLong());
        int number = connection.number();
        if (isOfRoutes(MessageHeader.type(octets, start))) {
            // Too early, whatever it says.
            session.on(new PeeringEvent.RoutesReceived(number));
            return;
        }
        session.on(
                switch (BgpMessage.decode(octets, start, length, agreedOn(connection))) {
                    case Decoded.Rejected<BgpMessage>(var fault) ->
                            new PeeringEvent.MalformedReceived(number, fault);
                    case Decoded.Accepted<BgpMessage>(var message, _) -> event(number, message);
                });
    }

    private static boolean isOfRoutes(int type) {
        return type == MessageHeader.UPDATE || type == MessageHeader.ROUTE_REFRESH;
    }

    private Negotiated agreedOn(Connection connection) {
        var established = session.establishedOn(connection);
        return established == null ? Negotiated.DEFAULT : established.link.peer().negotiated();
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
}
