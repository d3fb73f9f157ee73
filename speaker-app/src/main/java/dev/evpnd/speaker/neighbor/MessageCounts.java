package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.transport.Outgoing;
import dev.evpnd.wire.message.MessageHeader;

import java.util.OptionalLong;

/// How many messages went one way, of all connections with a peer, and when the last did.
public final class MessageCounts {
    private static final int TYPES = MessageHeader.ROUTE_REFRESH + 1;
    private static final int UNKNOWN = 0;
    private static final long NEVER = Long.MIN_VALUE;

    private final long[] byType = new long[TYPES];
    private long octets;
    private long lastMillis = NEVER;
    private long lastUpdateMillis = NEVER;

    /// Messages of an established session. What is no UPDATE among them marks a refresh.
    void count(Outgoing outgoing, long nowMillis) {
        byType[MessageHeader.UPDATE] += outgoing.updates();
        byType[MessageHeader.ROUTE_REFRESH] += outgoing.messages() - outgoing.updates();
        octets += outgoing.length();
        lastMillis = nowMillis;
        if (outgoing.updates() > 0) {
            lastUpdateMillis = nowMillis;
        }
    }

    /// Whole messages, one behind the other.
    void count(byte[] bytes, int start, int length, long nowMillis) {
        long updates = byType[MessageHeader.UPDATE];
        int offset = start;
        int end = start + length;
        while (offset < end) {
            int type = MessageHeader.type(bytes, offset);
            byType[type < TYPES ? type : UNKNOWN]++;
            offset += MessageHeader.length(bytes, offset);
        }
        octets += length;
        lastMillis = nowMillis;
        if (byType[MessageHeader.UPDATE] != updates) {
            lastUpdateMillis = nowMillis;
        }
    }

    /// The counts at a moment.
    ///
    /// @param others of types that nobody knows
    /// @param lastMillisAgo when the last message went, if any has
    /// @param updateMillisAgo the same of the last UPDATE
    public record Snapshot(
            long opens,
            long updates,
            long notifications,
            long keepalives,
            long routeRefreshes,
            long others,
            long octets,
            OptionalLong lastMillisAgo,
            OptionalLong updateMillisAgo) {

        public long messages() {
            return opens + updates + notifications + keepalives + routeRefreshes + others;
        }
    }

    Snapshot snapshot(long nowMillis) {
        return new Snapshot(
                byType[MessageHeader.OPEN],
                byType[MessageHeader.UPDATE],
                byType[MessageHeader.NOTIFICATION],
                byType[MessageHeader.KEEPALIVE],
                byType[MessageHeader.ROUTE_REFRESH],
                byType[UNKNOWN],
                octets,
                ago(lastMillis, nowMillis),
                ago(lastUpdateMillis, nowMillis));
    }

    private static OptionalLong ago(long millis, long nowMillis) {
        return millis == NEVER ? OptionalLong.empty() : OptionalLong.of(nowMillis - millis);
    }
}
