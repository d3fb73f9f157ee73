package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// Long-Lived Graceful Restart, RFC 9494 section 3.1.
///
/// ```
/// +--------------------------------------------------+
/// | Address Family Identifier (16 bits)              |
/// | Subsequent Address Family Identifier (8 bits)    |
/// | Flags for Address Family (8 bits)                |
/// | Long-lived Stale Time in seconds (24 bits)       |
/// | ...                                              |
/// +--------------------------------------------------+
/// ```
///
/// It counts only beside a [GracefulRestart]; see [Negotiated#longLivedGracefulRestart].
public record LongLivedGracefulRestart(List<Entry> entries) implements Capability {
    public static final int CODE = 71;

    private static final String SUBJECT = "Long-Lived Graceful Restart";
    private static final int ENTRY_LENGTH = 7;

    /// A family whose stale routes the sender wants kept for so long.
    ///
    /// @param flags one octet, of which the highest bit is defined
    public record Entry(AddressFamily family, int flags, int staleSeconds) {

        /// F: forwarding state was kept over the previous restart.
        public static final int FORWARDING_STATE = 0x80;

        public Entry {
            if ((flags & 0xff) != flags || staleSeconds >>> 24 != 0) {
                throw new IllegalArgumentException("flags are an octet, the time has 24 bits");
            }
        }

        public boolean forwardingPreserved() {
            return (flags & FORWARDING_STATE) != 0;
        }
    }

    public LongLivedGracefulRestart {
        entries = List.copyOf(entries);
        if (entries.size() * ENTRY_LENGTH > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("at most 36 families fit in the capability");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length % ENTRY_LENGTH != 0) {
            return CapabilityDecoder.discarded(
                    SUBJECT, "the length is a multiple of 7", bytes, offset, length);
        }
        var entries = new Entry[length / ENTRY_LENGTH];
        for (int i = 0; i < entries.length; i++) {
            int at = offset + i * ENTRY_LENGTH;
            int safi = BigEndian.u8(bytes, at + 2);
            var family = new AddressFamily(BigEndian.u16(bytes, at), safi);
            int flags = BigEndian.u8(bytes, at + 3);
            entries[i] = new Entry(family, flags, BigEndian.u24(bytes, at + 4));
        }
        return Decoded.accepted(new LongLivedGracefulRestart(List.of(entries)));
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return entries.size() * ENTRY_LENGTH;
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        for (var entry : entries) {
            writer.u16(entry.family.afi()).u8(entry.family.safi());
            writer.u8(entry.flags).u24(entry.staleSeconds);
        }
    }
}
