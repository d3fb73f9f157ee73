package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// A network device.
///
/// @param index its number, which it keeps as long as it is there
/// @param queueLength how many packets may wait to be sent
/// @param isUp whether an operator has it up
/// @param isRunning whether it could pass frames, too: its carrier is there
/// @param master the bridge or VRF that it is a port of, or 0
/// @param lower the device that it is on top of, or 0
/// @param port how its bridge treats it, if its master is a bridge
public record Link(
        int index,
        String name,
        @Nullable MacAddress address,
        int mtu,
        int queueLength,
        boolean isUp,
        boolean isRunning,
        int master,
        int lower,
        Kind kind,
        @Nullable BridgePort port) {

    /// What a device is, as far as that matters here.
    public sealed interface Kind {}

    /// A VXLAN device (RFC 7348).
    ///
    /// @param vni 0 where it is `external` or has none
    /// @param local the address that it sends from, or null where that is left to the system
    /// @param group the multicast group or the one remote that unknown destinations go to, or null
    /// @param isExternal whether the VNI comes with each packet: one device for many
    /// @param filtersVnis whether such a device takes only VNIs that it was told of
    public record Vxlan(
            int vni,
            @Nullable IpAddress local,
            @Nullable IpAddress group,
            int port,
            boolean learns,
            boolean isExternal,
            boolean filtersVnis)
            implements Kind {

        /// The same with another group.
        public Vxlan with(IpAddress other) {
            return new Vxlan(vni, local, other, port, learns, isExternal, filtersVnis);
        }
    }

    /// @param filtersVlans whether it is VLAN-aware
    public record Bridge(boolean filtersVlans) implements Kind {}

    /// A VLAN of a device, IEEE 802.1Q.
    public record Vlan(int id) implements Kind {}

    /// @param table of its routes
    public record Vrf(int table) implements Kind {}

    /// Another MAC address of a device: how an anycast gateway is made.
    public record Macvlan() implements Kind {}

    /// @param name as the kernel has it: `veth`, `bond`; empty for hardware
    public record Other(String name) implements Kind {}

    /// @param learns whether the bridge takes addresses from what comes in by it
    /// @param suppressesNeighbors whether the bridge answers ARP and Neighbor Solicitations itself
    ///   instead of sending them out by it
    /// @param mapsVlans whether its VLANs are mapped to VNIs
    /// @param isForwarding whether the spanning tree lets it forward
    public record BridgePort(
            boolean learns, boolean suppressesNeighbors, boolean mapsVlans, boolean isForwarding) {}
}
