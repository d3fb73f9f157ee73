package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// Graceful Restart, RFC 4724 section 3 with the N bit of RFC 8538 section 2.
///
/// ```
/// +--------------------------------------------------+
/// | Restart Flags (4 bits)                           |
/// | Restart Time in seconds (12 bits)                |
/// | Address Family Identifier (16 bits)              |
/// | Subsequent Address Family Identifier (8 bits)    |
/// | Flags for Address Family (8 bits)                |
/// | ...                                              |
/// +--------------------------------------------------+
/// ```
///
/// @param restartFlags four bits, of which two are defined
/// @param restartSeconds at most 4095
public record GracefulRestart(int restartFlags, int restartSeconds, List<Entry> entries)
        implements Capability {
    public static final int CODE = 64;

    /// R: the sender has restarted, and does not have to be waited for.
    public static final int RESTART_STATE = 0x8;

    /// N: routes are kept over a NOTIFICATION and over the expiry of the Hold Timer too.
    public static final int NOTIFICATION = 0x4;

    private static final String SUBJECT = "Graceful Restart";
    private static final int FIXED_LENGTH = 2;
    private static final int ENTRY_LENGTH = 4;

    /// A family whose routes the sender wants kept while it restarts.
    ///
    /// @param flags one octet, of which the highest bit is defined
    public record Entry(AddressFamily family, int flags) {

        /// F: forwarding state was kept over the previous restart.
        public static final int FORWARDING_STATE = 0x80;

        public Entry {
            if ((flags & 0xff) != flags) {
                throw new IllegalArgumentException("the flags of a family are an octet");
            }
        }

        public boolean forwardingPreserved() {
            return (flags & FORWARDING_STATE) != 0;
        }
    }

    public GracefulRestart {
        entries = List.copyOf(entries);
        if ((restartFlags & 0xf) != restartFlags || (restartSeconds & 0xfff) != restartSeconds) {
            throw new IllegalArgumentException("restart flags have 4 bits, the time has 12");
        }
        if (FIXED_LENGTH + entries.size() * ENTRY_LENGTH > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("at most 63 families fit in the capability");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length % ENTRY_LENGTH != FIXED_LENGTH) {
            return CapabilityDecoder.discarded(
                    SUBJECT, "the length is 2 and a multiple of 4", bytes, offset, length);
        }
        int flagsAndTime = BigEndian.u16(bytes, offset);
        var entries = new Entry[length / ENTRY_LENGTH];
        for (int i = 0; i < entries.length; i++) {
            int at = offset + FIXED_LENGTH + i * ENTRY_LENGTH;
            int safi = BigEndian.u8(bytes, at + 2);
            var family = new AddressFamily(BigEndian.u16(bytes, at), safi);
            entries[i] = new Entry(family, BigEndian.u8(bytes, at + 3));
        }
        return Decoded.accepted(
                new GracefulRestart(flagsAndTime >>> 12, flagsAndTime & 0xfff, List.of(entries)));
    }

    public boolean restarted() {
        return (restartFlags & RESTART_STATE) != 0;
    }

    public boolean survivesNotification() {
        return (restartFlags & NOTIFICATION) != 0;
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return FIXED_LENGTH + entries.size() * ENTRY_LENGTH;
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        writer.u16(restartFlags << 12 | restartSeconds);
        for (var entry : entries) {
            writer.u16(entry.family.afi()).u8(entry.family.safi()).u8(entry.flags);
        }
    }
}
