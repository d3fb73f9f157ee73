package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.OctetReader;

import java.time.Instant;

/// A TCP segment, RFC 9293 section 3.1, in the packet that brought it.
///
/// @param stamp the packet
/// @param payload what was captured of its payload, valid as long as the packet is
/// @param missing how many more octets of payload it had on the wire
record Segment(
        Stamp stamp,
        Endpoint source,
        Endpoint destination,
        int sequence,
        int acknowledgment,
        int flags,
        OctetReader payload,
        int missing) {

    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;

    /// When a packet was captured, and as which: the clock of a capture may step back.
    record Stamp(long packet, Instant time) {

        Stamp later(Stamp other) {
            return other.packet > packet ? other : this;
        }
    }

    boolean isFin() {
        return (flags & FIN) != 0;
    }

    boolean isSyn() {
        return (flags & SYN) != 0;
    }

    boolean isRst() {
        return (flags & RST) != 0;
    }

    boolean isAck() {
        return (flags & ACK) != 0;
    }

    /// The sequence number of the first octet of the payload: a SYN takes one before it.
    int payloadSequence() {
        return isSyn() ? sequence + 1 : sequence;
    }

    int captured() {
        return payload.remaining();
    }

    int payloadLength() {
        return captured() + missing;
    }
}
