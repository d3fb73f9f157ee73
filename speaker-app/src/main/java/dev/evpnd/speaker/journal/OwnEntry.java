package dev.evpnd.speaker.journal;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// A forwarding entry of a VXLAN device that evpnd has asked for, and that of its bridge with it.
///
/// @param device by its number
/// @param vlan of the bridge, or 0
/// @param sourceVni which of the VNIs of an `external` device it belongs to, or 0
/// @param mac 0 for what is flooded
public record OwnEntry(int device, int vlan, int sourceVni, MacAddress mac, IpAddress remote) {

    /// Whether it is one destination of several that the same address may have.
    public boolean isFlooded() {
        return mac.bits() == 0;
    }
}
