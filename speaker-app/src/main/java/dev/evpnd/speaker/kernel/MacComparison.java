package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// A MAC address beyond a VXLAN device: one entry of the bridge that leads to the device, and one
/// of the device that leads to a VTEP. One request makes both.
///
/// @param isOurs whether what is there without the mark of a program was made here
record MacComparison(BridgeDomain domain, ForwardingTable table, MacAddress mac, boolean isOurs) {

    /// @param remoteVni what to send with
    /// @param isStatic whether the kernel is not to learn the address elsewhere
    /// @param insists whether the instance knows that the address was learned here, and says that
    ///   it is there all the same
    Verdict wanted(IpAddress vtep, Vni remoteVni, boolean isStatic, boolean insists) {
        var inBridge = table.inBridge(domain, mac);
        if (inBridge != null && inBridge.index() != domain.device()) {
            if (isFixed(inBridge)) {
                return new Verdict.Leave(
                        InstallState.SHADOWED,
                        "a static entry of the bridge for port " + inBridge.index());
            }
            if (!insists) {
                return new Verdict.Leave(InstallState.HEARD_HERE, "port " + inBridge.index());
            }
        }
        var beyond = table.beyond(domain, mac);
        for (var entry : beyond.values()) {
            if (!isMade(entry)) {
                return new Verdict.Leave(
                        InstallState.SHADOWED,
                        "a static entry of the device for " + entry.remote());
            }
        }
        int otherVni = remoteVni.equals(domain.vni()) ? 0 : remoteVni.number();
        if (!isStatic
                && inBridge != null
                && inBridge.index() == domain.device()
                && inBridge.hasFlags(NeighborFlags.STICKY)) {
            // The bridge keeps that mark as long as the entry.
            return isMade(inBridge)
                    ? removal(inBridge)
                    : new Verdict.Leave(
                            InstallState.SHADOWED, "a static entry of the bridge for the device");
        }
        var remote = beyond.get(vtep);
        if (inBridge != null
                && inBridge.index() == domain.device()
                && inBridge.hasFlags(mark(isStatic))
                && beyond.size() == 1
                && remote != null
                && sendsWith(remote) == otherVni) {
            return Verdict.HELD;
        }
        return new Verdict.Ask(
                new KernelRequest.PutForwarding(
                        entry(vtep, otherVni, isStatic), KernelRequest.How.REPLACE),
                found(inBridge));
    }

    /// Where the kernel has learned the address at a port meanwhile, that stays.
    Verdict unwanted() {
        return removal(table.inBridge(domain, mac));
    }

    private Verdict removal(@Nullable ForwardingEntry inBridge) {
        var beyond = table.beyond(domain, mac).values().stream().filter(this::isMade).findFirst();
        boolean leadsThere =
                inBridge != null && inBridge.index() == domain.device() && isMade(inBridge);
        if (!leadsThere && beyond.isEmpty()) {
            return Verdict.CLEAR;
        }
        int flags = leadsThere ? NeighborFlags.MASTER : 0;
        flags |= beyond.isPresent() ? NeighborFlags.SELF : 0;
        var remote = beyond.map(ForwardingEntry::remote).orElse(null);
        int vni = beyond.map(ForwardingEntry::vni).orElse(0);
        return new Verdict.Ask(
                new KernelRequest.RemoveForwarding(entry(remote, vni, flags, 0)), found(inBridge));
    }

    private ForwardingEntry entry(IpAddress vtep, int otherVni, boolean isStatic) {
        return entry(
                vtep,
                otherVni,
                NeighborFlags.SELF | NeighborFlags.MASTER | mark(isStatic),
                // Without this bit a VXLAN device refuses it.
                NeighborState.REACHABLE | (isStatic ? NeighborState.NOARP : 0));
    }

    /// The kernel takes either and not both: what a program learned can move. Without one, the
    /// entry is what the bridge learned from packets, and ages.
    private static int mark(boolean isStatic) {
        return isStatic ? NeighborFlags.STICKY : NeighborFlags.EXTERNALLY_LEARNED;
    }

    private ForwardingEntry entry(@Nullable IpAddress vtep, int otherVni, int flags, int state) {
        return new ForwardingEntry(
                domain.device(),
                0,
                mac,
                domain.vlan(),
                state,
                flags,
                vtep,
                otherVni,
                domain.scope(),
                0);
    }

    private boolean isMade(ForwardingEntry entry) {
        return isOurs || entry.hasFlags(NeighborFlags.EXTERNALLY_LEARNED);
    }

    private static boolean isFixed(ForwardingEntry entry) {
        return !entry.hasFlags(NeighborFlags.EXTERNALLY_LEARNED)
                && (entry.hasFlags(NeighborFlags.STICKY)
                        || entry.hasState(NeighborState.NOARP)
                        || entry.hasState(NeighborState.PERMANENT));
    }

    private int sendsWith(ForwardingEntry entry) {
        return entry.vni() == domain.vni().number() ? 0 : entry.vni();
    }

    private String found(@Nullable ForwardingEntry inBridge) {
        var beyond = table.beyond(domain, mac);
        if (inBridge == null) {
            return beyond.isEmpty() ? Verdict.NOTHING : "no entry of the bridge";
        }
        if (inBridge.index() != domain.device()) {
            return "an entry of the bridge for port " + inBridge.index();
        }
        return beyond.isEmpty() ? "no entry of the device" : "an entry for " + beyond.keySet();
    }
}
