package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

/// VNIs that a device with `vnifilter` takes.
///
/// @param group of these, or null
public record DeviceVnis(int index, int first, int last, @Nullable IpAddress group) {}
