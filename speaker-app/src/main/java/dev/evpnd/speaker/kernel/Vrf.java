package dev.evpnd.speaker.kernel;

/// Which table of routes a device's packets are looked up in.
///
/// @param device of the VRF, 0 for what is in none
/// @param name of that device
/// @param table by its number
public record Vrf(int device, String name, int table) {
    /// What is in no VRF: the kernel's main table.
    public static final Vrf DEFAULT = new Vrf(0, "default", 254);
}
