package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// An entry of a forwarding database: of a bridge, of a VXLAN device, or as a request of both.
///
/// @param index of the port, or of the device itself
/// @param bridge whose entry it is; 0 where it is none of a bridge's, or in a request
/// @param vlan in a VLAN-aware bridge, or 0
/// @param state bits of [NeighborState]
/// @param flags bits of [NeighborFlags]
/// @param remote the VTEP, or null
/// @param vni what to send with where it is not the device's own, or 0
/// @param sourceVni which of the VNIs of an `external` device it belongs to, or 0
/// @param nextHop number of a next hop object in place of the remote, or 0
public record ForwardingEntry(
        int index,
        int bridge,
        MacAddress mac,
        int vlan,
        int state,
        int flags,
        @Nullable IpAddress remote,
        int vni,
        int sourceVni,
        int nextHop) {

    /// Whether the bits of a state are among those of this.
    public boolean hasState(int bits) {
        return (state & bits) == bits;
    }

    public boolean hasFlags(int bits) {
        return (flags & bits) == bits;
    }
}
