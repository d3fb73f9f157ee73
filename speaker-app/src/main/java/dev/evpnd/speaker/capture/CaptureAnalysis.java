package dev.evpnd.speaker.capture;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/// All that is known of a capture while it is read: its connections, the least recently used first.
final class CaptureAnalysis implements PacketSink {
    private final CaptureLimits limits;
    private final Consumer<? super CaptureEvent> sink;
    private final Dissector dissector = new Dissector();
    private final BitSet refusedLinkTypes = new BitSet();
    private final LinkedHashMap<ConnectionKey, Connection> connections =
            new LinkedHashMap<>(16, 0.75f, true);
    private long held;
    private int streams;
    private long evicted;
    private long implausible;

    CaptureAnalysis(CaptureLimits limits, Consumer<? super CaptureEvent> sink) {
        this.limits = limits;
        this.sink = sink;
    }

    @Override
    public void malformed(long fileOffset, String reason) {
        sink.accept(new MalformedCapture(fileOffset, reason));
    }

    @Override
    public void packet(Packet packet) {
        int linkType = packet.linkType();
        if (!LinkLayer.isSupported(linkType) && !refusedLinkTypes.get(linkType)) {
            refusedLinkTypes.set(linkType);
            malformed(packet.fileOffset(), "a link type of Ethernet, Linux cooked, raw IP or BSD");
        }
        var segment = dissector.dissect(packet);
        if (segment != null) {
            take(segment);
        }
    }

    private void take(Segment segment) {
        var key = ConnectionKey.of(segment);
        var connection = connections.get(key);
        if (connection != null && connection.isContradictedBy(segment)) {
            end(connection);
            connection = null;
        }
        if (connection == null) {
            connection = new Connection(streams++, segment, limits, sink);
            connections.put(key, connection);
        }
        long before = connection.held();
        if (!connection.take(segment)) {
            implausible++;
        }
        held += connection.held() - before;
        makeRoom();
    }

    private void makeRoom() {
        Iterator<Connection> leastRecent = connections.values().iterator();
        while (connections.size() > limits.maxStreams()
                || (held > limits.maxHeld() && connections.size() > 1)) {
            var connection = leastRecent.next();
            leastRecent.remove();
            end(connection);
            evicted++;
        }
    }

    private void end(Connection connection) {
        held -= connection.held();
        connection.end();
    }

    /// Ends every connection as the capture does.
    CaptureSummary finish() {
        connections.values().forEach(Connection::end);
        return new CaptureSummary(
                dissector.packets(),
                dissector.segments(),
                dissector.fragments(),
                dissector.others(),
                dissector.unreadable(),
                implausible,
                streams,
                evicted);
    }

    /// Both directions of a connection have the same key.
    private record ConnectionKey(Endpoint one, Endpoint other) {

        static ConnectionKey of(Segment segment) {
            var source = segment.source();
            var destination = segment.destination();
            return source.compareTo(destination) <= 0
                    ? new ConnectionKey(source, destination)
                    : new ConnectionKey(destination, source);
        }
    }
}
