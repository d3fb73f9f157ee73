package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import org.jspecify.annotations.Nullable;

/// A router behind another VTEP, as long as routes lead to it.
///
/// The gateways that it has are its own from its first route to its last, whatever other router MAC
/// addresses the VTEP comes to have meanwhile: no route has to be written anew for these.
final class RouterEntry {
    private final Vni l3Vni;
    private final Tunnel tunnel;
    private final Access access;
    private int routes;

    /// What the routes of a family have in common; null where there was none yet.
    private Intent.@Nullable NextHop ipv4;

    private Intent.@Nullable NextHop ipv6;

    /// @param l3Vni of the IP-VRF
    RouterEntry(Vni l3Vni, Tunnel tunnel, Access access) {
        this.l3Vni = l3Vni;
        this.tunnel = tunnel;
        this.access = access;
    }

    /// How routes come to it.
    enum Access {
        /// By the forwarding entry of its MAC address. If that of the VTEP is of IPv4, it is the
        /// gateway, which one router can have.
        BY_VTEP,

        /// By the forwarding entry of its MAC address. The gateway is made of that.
        BY_MAC,

        /// The routes say themselves where they lead, for the forwarding entry leads elsewhere.
        ENCAPSULATED
    }

    Tunnel tunnel() {
        return tunnel;
    }

    /// The next hop of routes to the prefix.
    Intent.NextHop nextHop(IpPrefix prefix) {
        boolean isIpv4 = prefix.address() instanceof Ipv4Address;
        var known = isIpv4 ? ipv4 : ipv6;
        if (known == null) {
            known = tunnel.by(gateway(prefix), access == Access.ENCAPSULATED);
            if (isIpv4) {
                ipv4 = known;
            } else {
                ipv6 = known;
            }
        }
        return known;
    }

    /// Whom routes to the prefix have for gateway. To the kernel that is a key of its neighbours,
    /// which no packet carries; a route of IPv6 can have none of IPv4.
    ///
    /// It never is an IPv6 address that other routes may lead to, as that of a VTEP in the table of
    /// the underlay: the kernel refuses such a gateway by another device, be it on link or not. Of
    /// IPv4 it does not, and to what is link-local it does not look for routes.
    private IpAddress gateway(IpPrefix prefix) {
        if (access == Access.ENCAPSULATED) {
            return TunnelGateway.of(l3Vni, tunnel.routerMac());
        }
        if (access == Access.BY_MAC || !(tunnel.vtep() instanceof Ipv4Address vtep)) {
            return Addresses.linkLocal(tunnel.routerMac());
        }
        return prefix.address() instanceof Ipv6Address ? Addresses.mapped(vtep) : vtep;
    }

    void retain() {
        routes++;
    }

    /// @return whether that was the last route
    boolean release() {
        routes--;
        return routes == 0;
    }
}
