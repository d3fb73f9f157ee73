package dev.evpnd.speaker.decode;

import dev.evpnd.speaker.capture.CapturedMessage;
import dev.evpnd.speaker.capture.CapturedStream;
import dev.evpnd.speaker.capture.Direction;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;

/// What the sessions of a capture have agreed on, as far as their OPENs were captured.
///
/// Of OPENs that are remembered the octets together stay within [#MAX_HELD]; beyond it the session
/// unused for longest is forgotten, and read as if its OPENs had not been captured.
final class CaptureSessions {
    /// Some 20,000 sessions with OPENs of the usual size.
    static final int MAX_HELD = 4 * 1024 * 1024;

    private static final int TYPE_OFFSET = 18;

    private final Negotiated otherwise;
    private final int maxHeld;
    private final LinkedHashMap<Integer, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private int held;

    /// @param otherwise what holds for a session until the OPENs of both sides have been seen
    CaptureSessions(Negotiated otherwise, int maxHeld) {
        this.otherwise = otherwise;
        this.maxHeld = maxHeld;
    }

    /// What the message is read by; an OPEN counts from the next message on.
    Negotiated termsOf(CapturedMessage message) {
        var stream = message.stream();
        var session = sessions.get(stream.id());
        var terms = session == null ? null : session.terms(stream.direction());
        if (isOpen(message.message())) {
            remember(stream, message.message());
        }
        return terms == null ? otherwise : terms;
    }

    private static boolean isOpen(Octets message) {
        return message.length() > TYPE_OFFSET && message.at(TYPE_OFFSET) == MessageHeader.OPEN;
    }

    private void remember(CapturedStream stream, Octets message) {
        var bytes = message.toByteArray();
        var decoded = BgpMessage.decode(bytes, 0, bytes.length, otherwise);
        if (!(decoded instanceof Decoded.Accepted<BgpMessage>(Open open, var _))) {
            return;
        }
        var session = sessions.computeIfAbsent(stream.id(), _ -> new Session());
        session.learn(stream.direction(), open);
        session.octets += bytes.length;
        held += bytes.length;
        var leastRecent = sessions.values().iterator();
        while (held > maxHeld && leastRecent.hasNext()) {
            held -= leastRecent.next().octets;
            leastRecent.remove();
        }
    }

    /// The OPENs of both sides, and what follows from them for each direction.
    private static final class Session {
        private @Nullable Open ofClient;
        private @Nullable Open ofServer;
        private @Nullable Negotiated fromClient;
        private @Nullable Negotiated fromServer;
        private int octets;

        void learn(Direction direction, Open open) {
            switch (direction) {
                case FROM_CLIENT -> ofClient = open;
                case FROM_SERVER -> ofServer = open;
            }
            if (ofClient != null && ofServer != null) {
                fromClient = between(ofServer, ofClient);
                fromServer = between(ofClient, ofServer);
            }
        }

        private static Negotiated between(Open receiver, Open sender) {
            boolean external = !receiver.asn().equals(sender.asn());
            return Negotiated.between(receiver.capabilities(), sender.capabilities(), external);
        }

        @Nullable Negotiated terms(Direction direction) {
            return switch (direction) {
                case FROM_CLIENT -> fromClient;
                case FROM_SERVER -> fromServer;
            };
        }
    }
}
