package dev.evpnd.speaker.query;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;
import java.util.Optional;

/// A MAC-VRF, and how much it knows.
///
/// @param tenant the IP-VRF that routes for it, if one does
/// @param macs how many MAC addresses are known
/// @param neighbors how many IP addresses are known
/// @param devices that it is made of, where there is a kernel
/// @param vteps that get what is flooded
public record BridgeDomain(
        MacVrfSettings settings,
        Optional<IpVrfSettings> tenant,
        int macs,
        int neighbors,
        List<IpAddress> vteps,
        Optional<VniDevices> devices) {

    public BridgeDomain {
        vteps = List.copyOf(vteps);
    }

    BridgeDomain with(Optional<VniDevices> others) {
        return new BridgeDomain(settings, tenant, macs, neighbors, vteps, others);
    }

    public Vni vni() {
        return settings.vni();
    }
}
