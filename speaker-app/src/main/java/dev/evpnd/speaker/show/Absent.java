package dev.evpnd.speaker.show;

/// How FRR shows what only the kernel knows, where the kernel has nothing of it.
final class Absent {
    static final String INTERFACE = "None";
    static final String BRIDGE = "-";
    static final String MAC = "None";
    static final String STATE = "Down";
    static final int VLAN = 0;
    static final int INDEX = 0;

    /// Nothing is flooded by multicast.
    static final String GROUP = "0.0.0.0";

    /// The VRF of a bridge domain that none of the IP-VRFs routes for.
    static final String VRF = "default";

    private Absent() {}
}
