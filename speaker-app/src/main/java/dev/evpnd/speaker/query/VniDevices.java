package dev.evpnd.speaker.query;

import dev.evpnd.wire.address.IpAddress;

import java.util.Optional;

/// The devices of a bridge domain, as an operator knows them: by name.
///
/// @param device the VXLAN device
/// @param routed by which this host itself is in it; empty where it is not
/// @param vlan of a VLAN-aware bridge, or 0
/// @param group that what is flooded goes to, where it is not sent to each VTEP
public record VniDevices(
        String device,
        int deviceIndex,
        String bridge,
        String routed,
        int routedIndex,
        int vlan,
        Optional<IpAddress> group) {}
