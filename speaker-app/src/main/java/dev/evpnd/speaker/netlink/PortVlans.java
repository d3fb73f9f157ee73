package dev.evpnd.speaker.netlink;

import java.util.List;

/// The VLANs of a port of a VLAN-aware bridge.
///
/// @param index of the port; of the bridge itself where it is about that
/// @param bridge of which it is a port; itself where it is about a bridge
public record PortVlans(int index, int bridge, List<Vlan> vlans, List<Tunnel> tunnels) {
    public PortVlans {
        vlans = List.copyOf(vlans);
        tunnels = List.copyOf(tunnels);
    }

    /// @param isPvid whether it is that of what comes without one
    public record Vlan(int id, boolean isPvid, boolean isUntagged) {}

    /// A VLAN that is a VNI outside.
    public record Tunnel(int vlan, int vni) {}
}
