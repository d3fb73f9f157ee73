package dev.evpnd.speaker.capture;

import java.util.function.Consumer;

/// One TCP connection: two streams, which are both BGP or both not.
final class Connection {
    private static final int BGP_PORT = 179;

    private final Endpoint client;
    private final HalfStream fromClient;
    private final HalfStream fromServer;
    private boolean bgp;

    Connection(int id, Segment first, CaptureLimits limits, Consumer<? super CaptureEvent> sink) {
        boolean clientSent = clientSent(first);
        client = clientSent ? first.source() : first.destination();
        var server = clientSent ? first.destination() : first.source();
        bgp = client.port() == BGP_PORT || server.port() == BGP_PORT;
        fromClient =
                new HalfStream(
                        new CapturedStream(id, Direction.FROM_CLIENT, client, server),
                        limits,
                        sink);
        fromServer =
                new HalfStream(
                        new CapturedStream(id, Direction.FROM_SERVER, server, client),
                        limits,
                        sink);
    }

    private static boolean clientSent(Segment first) {
        if (first.isSyn()) {
            return !first.isAck();
        }
        return first.destination().port() == BGP_PORT || first.source().port() != BGP_PORT;
    }

    /// Whether the segment opens another connection between the same endpoints.
    boolean isContradictedBy(Segment segment) {
        return sender(segment).isContradictedBy(segment);
    }

    /// Takes a segment of either direction, and says whether it can belong to it.
    boolean take(Segment segment) {
        var sender = sender(segment);
        if (segment.isAck()) {
            receiver(segment).acknowledged(segment.acknowledgment());
        }
        boolean plausible = sender.take(segment, bgp);
        if (!bgp && sender.isBgp()) {
            bgp = true;
            receiver(segment).treatAsBgp();
        }
        return plausible;
    }

    /// Tells what is held, since no more will come.
    void end() {
        fromClient.end();
        fromServer.end();
    }

    /// How many octets are held in memory.
    long held() {
        return fromClient.held() + fromServer.held();
    }

    private HalfStream sender(Segment segment) {
        return segment.source().equals(client) ? fromClient : fromServer;
    }

    private HalfStream receiver(Segment segment) {
        return segment.source().equals(client) ? fromServer : fromClient;
    }
}
