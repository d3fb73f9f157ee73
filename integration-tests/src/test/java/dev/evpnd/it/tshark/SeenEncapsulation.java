package dev.evpnd.it.tshark;

import dev.evpnd.wire.community.Encapsulation;

/// Whether tshark takes labels for VNIs.
///
/// It keeps for each packet the tunnel type of the last Encapsulation community that it came by,
/// and keeps it from its first reading to its second. So what decides over a route is the last one
/// in the packet, and over a PMSI_TUNNEL the last one in front of it.
final class SeenEncapsulation {
    private boolean vxlan;

    void see(Encapsulation community) {
        int type = community.tunnelType();
        vxlan =
                type == Encapsulation.VXLAN.tunnelType()
                        || type == Encapsulation.VXLAN_GPE.tunnelType();
    }

    boolean isVxlan() {
        return vxlan;
    }
}
