package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;
import java.util.Optional;

/// What is known of a VXLAN device, for whoever looks.
///
/// @param master the bridge or VRF that it is a port of
/// @param lower the name of the device that it sends by, empty where the system decides
/// @param segments the VNIs that it has, in their order
/// @param changes how often it came up and went down
public record VxlanDevice(
        Link link,
        Link.Vxlan vxlan,
        Optional<Link> master,
        String lower,
        List<LinkAddress> addresses,
        List<Segment> segments,
        LinkHistory.Changes changes) {

    /// A VNI of it.
    ///
    /// @param vlan of the bridge that it is, or 0
    /// @param group that what is flooded goes to
    public record Segment(int vni, int vlan, Optional<IpAddress> group) {}
}
