package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// Something that the instances have to know of the kernel, in the order in which it came to be.
public sealed interface KernelFact {

    /// A bridge domain is there, or is another than before. The hosts in it are told of behind.
    record DomainIs(BridgeDomain domain) implements KernelFact {}

    record DomainGone(Vni vni) implements KernelFact {}

    /// @param port by its number
    record MacLearned(Vni vni, MacAddress mac, int port, boolean sticky) implements KernelFact {}

    record MacGone(Vni vni, MacAddress mac) implements KernelFact {}

    record NeighborLearned(Vni vni, IpAddress address, MacAddress mac, boolean router)
            implements KernelFact {}

    /// What is learned at a port is kept back, since it goes down and up again and again.
    record PortHeld(String port) implements KernelFact {}

    record PortReleased(String port) implements KernelFact {}

    /// A prefix is in the table of an IP-VRF, by no route of this program's.
    ///
    /// @param vni the L3 VNI
    /// @param gateway the one host of a bridge domain that it is behind, or null
    record PrefixIs(Vni vni, IpPrefix prefix, PrefixSource source, @Nullable IpAddress gateway)
            implements KernelFact {
        PrefixIs(Vni vni, IpPrefix prefix, PrefixSource source) {
            this(vni, prefix, source, null);
        }
    }

    record PrefixGone(Vni vni, IpPrefix prefix) implements KernelFact {}

    record NeighborGone(Vni vni, IpAddress address) implements KernelFact {}
}
