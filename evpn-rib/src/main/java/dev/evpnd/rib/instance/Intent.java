package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import java.util.List;

/// Something the kernel should hold. Two intents with equal [#key]s are about the same entry of the
/// kernel's, of which the later replaces the earlier.
public sealed interface Intent {

    /// The bridge domain, or for what belongs to an IP-VRF its L3 VNI.
    Vni vni();

    IntentKey key();

    /// A MAC address behind another VTEP: an entry of the forwarding database.
    ///
    /// @param remoteVni what to send with, where it is not the VNI of this bridge domain
    /// @param sticky whether the kernel must not learn the address from another port
    /// @param gateway whether it is a default gateway's, which the kernel keeps as static too
    record RemoteMac(
            Vni vni, MacAddress mac, IpAddress vtep, Vni remoteVni, boolean sticky, boolean gateway)
            implements Intent {
        @Override
        public IntentKey key() {
            return IntentKey.mac(vni, mac);
        }
    }

    /// A VTEP that gets a copy of what is flooded.
    record FloodEntry(Vni vni, IpAddress vtep, Vni remoteVni) implements Intent {
        @Override
        public IntentKey key() {
            return IntentKey.of(IntentKey.Kind.FLOOD, vni, vtep);
        }
    }

    /// A neighbour behind another VTEP, whom the kernel answers for (RFC 7432 section 10).
    ///
    /// @param router whether answers to Neighbor Solicitations have the R flag (RFC 9047)
    record RemoteNeighbor(
            Vni vni, IpAddress address, MacAddress mac, IpAddress vtep, boolean router)
            implements Intent {
        @Override
        public IntentKey key() {
            return IntentKey.of(IntentKey.Kind.NEIGHBOR, vni, address);
        }
    }

    /// The MAC address of a router behind another VTEP: an entry of the forwarding database of the
    /// L3 VNI.
    ///
    /// @param remoteVni what to send with, where it is not the L3 VNI here
    record RemoteRouter(Vni vni, MacAddress routerMac, IpAddress vtep, Vni remoteVni)
            implements Intent {
        @Override
        public IntentKey key() {
            return IntentKey.mac(vni, routerMac);
        }
    }

    /// How the next hop of routes, a VTEP, is reached: a neighbour on the L3 VNI's interface, or on
    /// its VXLAN device if [encapsulated][NextHop#encapsulated].
    ///
    /// @param gateway the address by which the routes have it
    record NextHopNeighbor(Vni vni, IpAddress gateway, MacAddress routerMac, boolean encapsulated)
            implements Intent {
        @Override
        public IntentKey key() {
            return IntentKey.of(IntentKey.Kind.NEXT_HOP, vni, gateway);
        }
    }

    /// A route of the IP-VRF to a prefix or a host behind one or more VTEPs.
    ///
    /// There is one of both at least.
    ///
    /// @param nextHops in the order of their addresses
    /// @param hosts in their order
    record RemotePrefix(Vni vni, IpPrefix prefix, List<NextHop> nextHops, List<HostHop> hosts)
            implements Intent {
        public RemotePrefix(Vni vni, IpPrefix prefix, List<NextHop> nextHops) {
            this(vni, prefix, nextHops, List.of());
        }

        public RemotePrefix {
            nextHops = List.copyOf(nextHops);
            hosts = List.copyOf(hosts);
            if (nextHops.isEmpty() && hosts.isEmpty()) {
                throw new IllegalArgumentException("a route has a next hop");
            }
        }

        @Override
        public IntentKey key() {
            return IntentKey.prefix(vni, prefix);
        }
    }

    /// One way to a prefix: by a host of a bridge domain here, whose address the kernel looks up as
    /// that of any neighbour (RFC 9136 section 4.2).
    ///
    /// @param vni of the bridge domain
    record HostHop(Vni vni, IpAddress address) implements Way, Comparable<HostHop> {
        @Override
        public int compareTo(HostHop other) {
            int byVni = vni.compareTo(other.vni);
            return byVni != 0 ? byVni : address.compareTo(other.address);
        }
    }

    /// One way to a prefix: by a router behind another VTEP.
    ///
    /// @param vni what to send with, as the VTEP asks for; it may differ from the L3 VNI here
    /// @param routerMac the destination of the inner frame
    /// @param gateway the neighbour on the L3 VNI's interface that stands for it: the VTEP's
    ///   address where the kernel can have that, or another that only says which router MAC address
    ///   is meant
    /// @param encapsulated whether the route has to say itself what its packets are encapsulated
    ///   with, for the forwarding entry of the router MAC address says otherwise
    record NextHop(
            IpAddress vtep,
            Vni vni,
            MacAddress routerMac,
            IpAddress gateway,
            boolean encapsulated) {
        /// Written out, as [#hashCode] is: each route asks for it.
        @Override
        @SuppressWarnings("ReferenceEquality") // a short cut
        public boolean equals(Object other) {
            return this == other
                    || other instanceof NextHop that
                            && vni.equals(that.vni)
                            && routerMac.equals(that.routerMac)
                            && vtep.equals(that.vtep)
                            && gateway.equals(that.gateway)
                            && encapsulated == that.encapsulated;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * vtep.hashCode() + routerMac.hashCode()) + gateway.hashCode();
        }
    }
}
