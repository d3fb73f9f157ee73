package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// ADD-PATH: the families in which several paths to one destination can be sent or received, RFC
/// 7911 section 4.
///
/// ```
/// +------------------------------------------------+
/// | Address Family Identifier (2 octets)           |
/// | Subsequent Address Family Identifier (1 octet) |
/// | Send/Receive (1 octet)                         |
/// | ...                                            |
/// +------------------------------------------------+
/// ```
///
/// RFC 7911 has a Send/Receive value other than 1 to 3 ignored. The entry alone is ignored here,
/// not its neighbours: their sender goes by them, and path identifiers would be taken for NLRI.
public record AddPath(List<Entry> entries) implements Capability {
    public static final int CODE = 69;

    private static final String SUBJECT = "ADD-PATH";
    private static final int ENTRY_LENGTH = 4;

    /// @param sendReceive one of the constants, or an octet that means nothing
    public record Entry(AddressFamily family, int sendReceive) {
        public static final int RECEIVE = 1;
        public static final int SEND = 2;
        public static final int BOTH = 3;

        public Entry {
            if ((sendReceive & 0xff) != sendReceive) {
                throw new IllegalArgumentException("Send/Receive is an octet");
            }
        }

        /// Whether the sender of the capability can receive several paths.
        public boolean receives() {
            return sendReceive == RECEIVE || sendReceive == BOTH;
        }

        /// Whether the sender of the capability can send several paths.
        public boolean sends() {
            return sendReceive == SEND || sendReceive == BOTH;
        }
    }

    public AddPath {
        entries = List.copyOf(entries);
        if (entries.size() * ENTRY_LENGTH > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("at most 63 families fit in the capability");
        }
    }

    /// @param findings where the entries are told of that are ignored
    static Decoded<Capability> decode(
            byte[] bytes, int offset, int length, List<Malformed> findings) {
        if (length % ENTRY_LENGTH != 0) {
            return CapabilityDecoder.refused(
                    SUBJECT, "the length is a multiple of 4", bytes, offset, length);
        }
        var entries = new Entry[length / ENTRY_LENGTH];
        for (int i = 0; i < entries.length; i++) {
            int at = offset + i * ENTRY_LENGTH;
            int safi = BigEndian.u8(bytes, at + 2);
            var family = new AddressFamily(BigEndian.u16(bytes, at), safi);
            entries[i] = new Entry(family, BigEndian.u8(bytes, at + 3));
            if (!entries[i].sends() && !entries[i].receives()) {
                findings.add(
                        CapabilityDecoder.fault(
                                Treatment.DISCARD_CAPABILITY,
                                SUBJECT,
                                "Send/Receive is 1, 2 or 3",
                                bytes,
                                at,
                                ENTRY_LENGTH));
            }
        }
        return Decoded.accepted(new AddPath(List.of(entries)));
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
            writer.u16(entry.family.afi()).u8(entry.family.safi()).u8(entry.sendReceive);
        }
    }
}
