package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// The middle of route types 6, 7, 8 and 10: whose traffic, to which group, said by whom.
///
/// ```
/// +---------------------------------------+
/// | Multicast Source Length (1)           |
/// | Multicast Source Address (variable)   |
/// | Multicast Group Length (1)            |
/// | Multicast Group Address (variable)    |
/// | Originator Router Length (1)          |
/// | Originator Router Address (4 or 16)   |
/// +---------------------------------------+
/// ```
///
/// The three lengths are judged each on its own. That source and group are of one family is not
/// asked for: such a route can be keyed and passed on, and who is to act on it sees what it says.
///
/// @param source null for any source
/// @param group null for any group
public record MulticastFlow(
        @Nullable IpAddress source, @Nullable IpAddress group, IpAddress originator) {

    /// Judges the three addresses and that exactly `trailer` octets follow them.
    static @Nullable NlriFault fault(byte[] bytes, int at, int limit, int trailer) {
        int source = AddressField.end(bytes, at, limit, true);
        if (source == AddressField.ABSENT) {
            return NlriFault.MULTICAST_SOURCE;
        }
        int group = AddressField.end(bytes, source, limit, true);
        if (group == AddressField.ABSENT) {
            return NlriFault.MULTICAST_GROUP;
        }
        int originator = AddressField.end(bytes, group, limit, false);
        if (originator == AddressField.ABSENT) {
            return NlriFault.MULTICAST_ORIGINATOR;
        }
        return limit - originator == trailer ? null : NlriFault.TRAILER;
    }

    static MulticastFlow decode(OctetReader reader) {
        return new MulticastFlow(
                AddressField.decode(reader),
                AddressField.decode(reader),
                AddressField.decodePresent(reader));
    }

    void encode(OctetWriter writer) {
        AddressField.encode(source, writer);
        AddressField.encode(group, writer);
        AddressField.encode(originator, writer);
    }
}
