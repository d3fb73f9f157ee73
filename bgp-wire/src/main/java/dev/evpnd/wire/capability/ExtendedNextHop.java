package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// Extended Next Hop Encoding: the families whose routes may have a next hop of another network
/// protocol, RFC 8950 section 4.
///
/// ```
/// +-----------------------------------------------------+
/// | NLRI AFI - 1 (2 octets)                             |
/// | NLRI SAFI - 1 (2 octets)                            |
/// | Nexthop AFI - 1 (2 octets)                          |
/// | ...                                                 |
/// +-----------------------------------------------------+
/// ```
public record ExtendedNextHop(List<Entry> entries) implements Capability {
    public static final int CODE = 5;

    private static final String SUBJECT = "Extended Next Hop Encoding";
    private static final int ENTRY_LENGTH = 6;

    /// Routes of `family` may have a next hop of the protocol `nextHopAfi`.
    public record Entry(AddressFamily family, int nextHopAfi) {
        public Entry {
            if (nextHopAfi >>> 16 != 0) {
                throw new IllegalArgumentException("an AFI has 16 bits");
            }
        }
    }

    public ExtendedNextHop {
        entries = List.copyOf(entries);
        if (entries.size() * ENTRY_LENGTH > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("at most 42 entries fit in the capability");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length % ENTRY_LENGTH != 0) {
            return CapabilityDecoder.discarded(
                    SUBJECT, "the length is a multiple of 6", bytes, offset, length);
        }
        var entries = new Entry[length / ENTRY_LENGTH];
        for (int i = 0; i < entries.length; i++) {
            int at = offset + i * ENTRY_LENGTH;
            int safi = BigEndian.u16(bytes, at + 2);
            if (safi > 0xff) {
                return CapabilityDecoder.discarded(
                        SUBJECT, "the high octet of a SAFI is 0", bytes, offset, length);
            }
            var family = new AddressFamily(BigEndian.u16(bytes, at), safi);
            entries[i] = new Entry(family, BigEndian.u16(bytes, at + 4));
        }
        return Decoded.accepted(new ExtendedNextHop(List.of(entries)));
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
            writer.u16(entry.family.afi()).u16(entry.family.safi()).u16(entry.nextHopAfi);
        }
    }
}
