package dev.evpnd.speaker.neighbor;

import dev.evpnd.wire.address.IpAddress;

/// A peer that is configured.
public record Neighbor(IpAddress address, NeighborSettings settings) {}
