package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Set;

/// A bridge domain as the kernel has it: a VNI of a VXLAN device that is a port of a bridge.
///
/// @param device the VXLAN device, by its number
/// @param scope the VNI within the forwarding database of an `external` device; 0 where the device
///   has no other
/// @param vlan of a VLAN-aware bridge, or 0
/// @param routed the device by which this host itself is in the domain: the bridge, or a VLAN of
///   it; 0 where it is not
/// @param routerMac the MAC address of that, null where there is none
/// @param vrf that it is in
/// @param local what the device sends from, or null where that is left to the system
/// @param group that what is flooded goes to, or null where it is to be sent to each VTEP
/// @param needsNeighbors whether the kernel has a use for neighbours beyond the device: its bridge
///   answers for them, or this host talks to them
/// @param own the addresses that this host itself has in the domain, but for link-local ones
public record BridgeDomain(
        Vni vni,
        int device,
        String deviceName,
        int scope,
        int bridge,
        int vlan,
        int routed,
        @Nullable MacAddress routerMac,
        Vrf vrf,
        @Nullable IpAddress local,
        @Nullable IpAddress group,
        boolean needsNeighbors,
        Set<OwnAddress> own) {

    public BridgeDomain {
        own = Set.copyOf(own);
    }

    /// Whether what is flooded is to be sent to each VTEP.
    public boolean floods() {
        return group == null;
    }

    /// Whether the VXLAN device has other VNIs, too, and so takes from a route what its packets are
    /// to be encapsulated with.
    public boolean isOfSharedDevice() {
        return scope != 0;
    }

    /// What is left of it when its port is in the VLAN no more: of entries that the bridge keeps
    /// for it there, it lets nobody remove any.
    BridgeDomain withoutBridge() {
        return new BridgeDomain(
                vni,
                device,
                deviceName,
                scope,
                0,
                0,
                routed,
                routerMac,
                vrf,
                local,
                group,
                needsNeighbors,
                own);
    }

    /// Whether what is wanted comes to the same entries in the one as in the other.
    boolean isProgrammedAs(BridgeDomain other) {
        return isPlacedAs(other)
                && floods() == other.floods()
                && needsNeighbors == other.needsNeighbors
                && Objects.equals(local, other.local);
    }

    /// Whether entries of the one are where those of the other are.
    boolean isPlacedAs(BridgeDomain other) {
        return isOfDeviceOf(other)
                && bridge == other.bridge
                && vlan == other.vlan
                && routed == other.routed
                && vrf.equals(other.vrf);
    }

    /// Whether entries of the device are the same for the one as for the other.
    boolean isOfDeviceOf(BridgeDomain other) {
        return device == other.device && scope == other.scope;
    }
}
