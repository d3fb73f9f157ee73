package dev.evpnd.speaker.kernel;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// An address of this VTEP itself in a bridge domain: of the bridge, of its VLAN device, or of a
/// macvlan upon one of these, which is how an anycast gateway is made.
///
/// @param device by its number
/// @param prefixLength how many bits of the address are the subnet's
public record OwnAddress(int device, MacAddress mac, IpAddress address, int prefixLength) {}
