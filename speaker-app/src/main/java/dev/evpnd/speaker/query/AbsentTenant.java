package dev.evpnd.speaker.query;

import dev.evpnd.rib.instance.Vni;

/// An IP-VRF that the configuration names and that is not there.
///
/// @param reason what the kernel has not, or has otherwise
public record AbsentTenant(String name, Vni l3Vni, String reason) {}
