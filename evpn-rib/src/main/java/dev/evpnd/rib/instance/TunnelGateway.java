package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// The gateways of routes that say themselves what their packets are encapsulated with: neighbors
/// on a VXLAN device, which the IP-VRFs of all L3 VNIs share. So that each has its own, the address
/// has the L3 VNI in it.
///
/// It is link-local, and no packet carries it: bits 40 to 63 are the VNI, where addresses that are
/// made in another way have 0 (RFC 4291 section 2.5.6), and the last 64 are those of the router MAC
/// address.
public final class TunnelGateway {
    private static final long LINK_LOCAL_BITS = 10;

    private TunnelGateway() {}

    static Ipv6Address of(Vni l3Vni, MacAddress routerMac) {
        var address = Addresses.linkLocal(routerMac);
        return new Ipv6Address(address.high() | l3Vni.number(), address.low());
    }

    /// The L3 VNI of whose routes an address is such a gateway, or null if it is none.
    public static @Nullable Vni l3Vni(IpAddress address) {
        if (!(address instanceof Ipv6Address(long high, long _))
                || !Addresses.isLinkLocal(address)) {
            return null;
        }
        long rest = high << LINK_LOCAL_BITS >>> LINK_LOCAL_BITS;
        return rest == 0 || rest > Vni.GREATEST ? null : new Vni((int) rest);
    }
}
