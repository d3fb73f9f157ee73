package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// An IP address beyond a VXLAN device: an entry of the ARP or Neighbor Discovery table, by which
/// the bridge answers for the host and this host itself reaches it.
///
/// @param device that it is a neighbor on, 0 where this host is not in the bridge domain itself
record NeighborComparison(BridgeDomain domain, int device, NeighborTable table, IpAddress address) {

    /// By this the kernel says who made an entry. Other programs have taken the numbers up to 18,
    /// and those from 186 to 192.
    static final int PROTOCOL = 222;

    /// A host of the bridge domain.
    static NeighborComparison ofHost(BridgeDomain domain, NeighborTable table, IpAddress address) {
        return new NeighborComparison(domain, domain.routed(), table, address);
    }

    static NeighborComparison of(
            BridgeDomain domain, NeighborTable table, Intent.NextHopNeighbor nextHop) {
        int device = nextHop.encapsulated() ? domain.device() : domain.routed();
        return new NeighborComparison(domain, device, table, nextHop.gateway());
    }

    Verdict wanted(MacAddress mac, boolean router) {
        return domain.needsNeighbors()
                ? held(mac, router)
                : new Verdict.Leave(
                        InstallState.NOT_NEEDED,
                        "the bridge does not answer for hosts, and this host is none of them");
    }

    /// The next hop of routes: whoever routes needs it.
    Verdict held(MacAddress mac, boolean router) {
        if (device == 0) {
            return new Verdict.Leave(
                    InstallState.NO_DEVICE, "this host is not in the bridge domain itself");
        }
        var there = table.find(device, address);
        if (there != null && (there.state() & NeighborState.PERMANENT) != 0) {
            return new Verdict.Leave(InstallState.SHADOWED, "a permanent entry");
        }
        int flags = NeighborFlags.EXTERNALLY_LEARNED | (router ? NeighborFlags.ROUTER : 0);
        if (there != null
                && isOurs(there)
                && mac.equals(there.mac())
                && there.hasFlags(NeighborFlags.ROUTER) == router
                && (there.state() & NeighborState.NOARP) != 0) {
            return Verdict.HELD;
        }
        return new Verdict.Ask(
                new KernelRequest.PutNeighbor(entry(mac, NeighborState.NOARP, flags)),
                there == null ? Verdict.NOTHING : "an entry for " + there.mac());
    }

    Verdict unwanted() {
        var there = table.find(device, address);
        return there != null && isOurs(there)
                ? new Verdict.Ask(new KernelRequest.RemoveNeighbor(removed(there)), "the entry")
                : Verdict.CLEAR;
    }

    private NeighborEntry entry(@Nullable MacAddress mac, int state, int flags) {
        return new NeighborEntry(device, address, mac, state, flags, PROTOCOL);
    }

    /// What the kernel is asked to remove where an entry is there.
    static NeighborEntry removed(NeighborEntry there) {
        return new NeighborEntry(there.index(), there.address(), there.mac(), 0, 0, PROTOCOL);
    }

    static boolean isOurs(NeighborEntry entry) {
        return entry.protocol() == PROTOCOL && entry.hasFlags(NeighborFlags.EXTERNALLY_LEARNED);
    }
}
