package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// An entry of the ARP or Neighbor Discovery table.
///
/// @param mac null where it is not known
/// @param state bits of [NeighborState]
/// @param flags bits of [NeighborFlags]
/// @param protocol who made it, or 0
public record NeighborEntry(
        int index,
        IpAddress address,
        @Nullable MacAddress mac,
        int state,
        int flags,
        int protocol) {

    public boolean hasFlags(int bits) {
        return (flags & bits) == bits;
    }
}
