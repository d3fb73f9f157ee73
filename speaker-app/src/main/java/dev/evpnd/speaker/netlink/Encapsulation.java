package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;

import org.jspecify.annotations.Nullable;

/// What a route says of the tunnel that its packets go into (`RTA_ENCAP`): a VXLAN device that has
/// no VNI of its own takes from there what it cannot find by a MAC address.
///
/// @param type `LWTUNNEL_ENCAP_…`. Of those that lead into no IP tunnel no more is known.
/// @param id of the tunnel, which is the VNI
/// @param local what packets are sent from, or null where that is left to the kernel
/// @param remote what they are sent to
public record Encapsulation(
        int type, long id, @Nullable IpAddress local, @Nullable IpAddress remote) {
    /// In packets of IPv4, and of IPv6 (`LWTUNNEL_ENCAP_IP` and `_IP6`).
    static final int IPV4 = 2;

    static final int IPV6 = 4;

    /// That of VXLAN.
    ///
    /// @param local null where it is left to the kernel, or of the family of `remote`
    public static Encapsulation vxlan(int vni, @Nullable IpAddress local, IpAddress remote) {
        return new Encapsulation(remote instanceof Ipv4Address ? IPV4 : IPV6, vni, local, remote);
    }

    /// Whether it is that of an IP tunnel.
    boolean isIp() {
        return isIp(type);
    }

    static boolean isIp(int type) {
        return type == IPV4 || type == IPV6;
    }
}
