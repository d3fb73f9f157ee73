package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// What a VTEP has for itself that shares its address and its router with another, so that hosts
/// behind both are behind one: to its own addresses, and to prefixes that the other may have no way
/// to, others send by these.
public record PrimaryAddress(IpAddress vtep, MacAddress routerMac) {
    public PrimaryAddress {
        if (routerMac.isGroup() || routerMac.bits() == 0) {
            throw new IllegalArgumentException("no router answers to " + routerMac);
        }
    }
}
