package dev.evpnd.speaker.config;

import dev.evpnd.speaker.kernel.PrefixSource;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.Set;

/// What an IP-VRF is on a kernel, besides what it is to others.
///
/// @param hasRouterMac whether the file says which MAC address its router has; if not, it is that
///   of the L3 VNI's interface
/// @param isAddressed whether the file says which address others send to; if not, it is that of the
///   L3 VNI's device
/// @param ipv4 which of the routes in its table are announced
/// @param tellsGateways whether others are told of the hosts of bridge domains that these lead to
/// @param defaults default routes that are announced, be there any in its table or not
public record TenantSettings(
        boolean hasRouterMac,
        boolean isAddressed,
        Set<PrefixSource> ipv4,
        Set<PrefixSource> ipv6,
        boolean tellsGateways,
        Set<IpPrefix> defaults) {

    public TenantSettings {
        ipv4 = Set.copyOf(ipv4);
        ipv6 = Set.copyOf(ipv6);
        defaults = Set.copyOf(defaults);
    }

    /// Whether a prefix is announced that the kernel has a route to.
    public boolean advertises(IpPrefix prefix, PrefixSource source) {
        return switch (prefix.address()) {
            case Ipv4Address _ -> ipv4.contains(source);
            case Ipv6Address _ -> ipv6.contains(source);
        };
    }
}
