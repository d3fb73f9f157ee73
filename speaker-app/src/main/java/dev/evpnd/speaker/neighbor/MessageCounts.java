package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.transport.Outgoing;
import dev.evpnd.wire.message.MessageHeader;

/// How many messages went one way, of all connections with a peer.
public final class MessageCounts {
    private long messages;
    private long updates;
    private long octets;

    /// Whole messages, one behind the other.
    void count(byte[] bytes, int length) {
        count(bytes, 0, length);
    }

    void count(Outgoing outgoing) {
        messages += outgoing.messages();
        updates += outgoing.updates();
        octets += outgoing.length();
    }

    void count(byte[] bytes, int start, int length) {
        int offset = start;
        int end = start + length;
        while (offset < end) {
            messages++;
            if (MessageHeader.type(bytes, offset) == MessageHeader.UPDATE) {
                updates++;
            }
            offset += MessageHeader.length(bytes, offset);
        }
        octets += length;
    }

    /// The counts at a moment.
    public record Snapshot(long messages, long updates, long octets) {}

    Snapshot snapshot() {
        return new Snapshot(messages, updates, octets);
    }
}
