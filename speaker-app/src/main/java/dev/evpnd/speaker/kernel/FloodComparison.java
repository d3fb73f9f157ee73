package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// A VTEP that gets a copy of what a VXLAN device floods: one destination more of the entry without
/// an address.
record FloodComparison(BridgeDomain domain, ForwardingTable table, IpAddress vtep) {
    static final MacAddress ANY = new MacAddress(0);

    static boolean isFlooded(ForwardingEntry entry) {
        return entry.bridge() == 0 && entry.mac().equals(ANY);
    }

    /// @param remoteVni what to send with, or 0 for the device's own
    Verdict wanted(int remoteVni) {
        var there = table.beyond(domain, ANY).get(vtep);
        if (there == null) {
            return new Verdict.Ask(
                    new KernelRequest.PutForwarding(entry(remoteVni), KernelRequest.How.APPEND),
                    Verdict.NOTHING);
        }
        int vni = there.vni() == domain.vni().number() ? 0 : there.vni();
        // A destination is not replaced in place: it goes, and comes again.
        return vni == remoteVni
                ? Verdict.HELD
                : new Verdict.Ask(
                        new KernelRequest.RemoveForwarding(entry(vni)), "an entry with VNI " + vni);
    }

    Verdict unwanted() {
        var there = table.beyond(domain, ANY).get(vtep);
        return there == null
                ? Verdict.CLEAR
                : new Verdict.Ask(
                        new KernelRequest.RemoveForwarding(entry(there.vni())), "the entry");
    }

    private ForwardingEntry entry(int remoteVni) {
        return new ForwardingEntry(
                domain.device(),
                0,
                ANY,
                0,
                NeighborState.NOARP | NeighborState.PERMANENT,
                NeighborFlags.SELF,
                vtep,
                remoteVni,
                domain.scope(),
                0);
    }
}
