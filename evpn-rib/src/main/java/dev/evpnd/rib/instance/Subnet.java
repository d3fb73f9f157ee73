package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

/// An address that this host itself has in a bridge domain, and by it a subnet: whoever else has an
/// address there is a neighbour on the bridge domain's interface.
public record Subnet(IpAddress own, int length) {
    public Subnet {
        if (length < 0 || length > own.bitLength()) {
            throw new IllegalArgumentException(
                    "no prefix of %s has %d bits".formatted(own, length));
        }
    }

    boolean covers(IpAddress address) {
        return address.bitLength() == own.bitLength()
                && new IpPrefix(address, length).equals(new IpPrefix(own, length));
    }
}
