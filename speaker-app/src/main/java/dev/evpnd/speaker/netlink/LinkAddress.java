package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;

/// An address of a device.
public record LinkAddress(int index, IpAddress address, int prefixLength) {}
