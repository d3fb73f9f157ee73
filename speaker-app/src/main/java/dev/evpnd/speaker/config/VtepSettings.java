package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.Vni;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What this speaker is as a VTEP, besides the instances that the file names.
///
/// @param kernel that it reads and programs, if any: then an instance is there while its device is
/// @param advertisesAll whether each VNI of the kernel's is an instance, named or not
/// @param excluded VNIs that are none
/// @param addressed VNIs of which the file says which address others send to; that of others is
///   their device's
/// @param isAddressed whether the file says so for all others
/// @param mostHoldSeconds for which what is learned at a port that flaps is kept back at most
/// @param own as what this VTEP's own addresses are announced
/// @param ownOf the same of VNIs of which the file says something else
/// @param tenants what the IP-VRFs are on a kernel, by their L3 VNIs
/// @param defaults of an instance that the file does not name
public record VtepSettings(
        Optional<KernelSettings> kernel,
        boolean advertisesAll,
        Set<Vni> excluded,
        Set<Vni> addressed,
        boolean isAddressed,
        int mostHoldSeconds,
        OwnAdvertisement own,
        Map<Vni, OwnAdvertisement> ownOf,
        Map<Vni, TenantSettings> tenants,
        MacVrfDefaults defaults) {

    public VtepSettings {
        excluded = Set.copyOf(excluded);
        addressed = Set.copyOf(addressed);
        ownOf = Map.copyOf(ownOf);
        tenants = Map.copyOf(tenants);
    }

    /// As what this VTEP's own addresses are announced in a bridge domain.
    public OwnAdvertisement own(Vni vni) {
        return ownOf.getOrDefault(vni, own);
    }
}
