package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.stream.Stream;

/// Which entries of the kernel's are hosts here, and what it means for the instances when they
/// change.
final class LocalHosts {
    private static final int KNOWN =
            NeighborState.REACHABLE
                    | NeighborState.STALE
                    | NeighborState.DELAY
                    | NeighborState.PROBE
                    | NeighborState.PERMANENT;

    private final Devices devices;
    private final FlappingPorts ports;

    LocalHosts(Devices devices, FlappingPorts ports) {
        this.devices = devices;
        this.ports = ports;
    }

    /// An entry of a bridge has changed.
    void changed(
            BridgeDomain domain,
            @Nullable ForwardingEntry before,
            @Nullable ForwardingEntry after,
            Consumer<KernelFact> facts) {
        if (after != null && isLocal(after)) {
            var learned = learned(domain.vni(), after);
            if (before == null
                    || !isLocal(before)
                    || !learned.equals(learned(domain.vni(), before))) {
                facts.accept(learned);
            }
        } else if (before != null && isLocal(before)) {
            facts.accept(new KernelFact.MacGone(domain.vni(), before.mac()));
        }
    }

    private static KernelFact learned(Vni vni, ForwardingEntry entry) {
        return new KernelFact.MacLearned(
                vni, entry.mac(), entry.index(), entry.hasFlags(NeighborFlags.STICKY));
    }

    /// Of a station at a port: neither beyond a VXLAN device, nor a device's own address, nor what
    /// a program says.
    private boolean isLocal(ForwardingEntry entry) {
        return entry.bridge() != 0
                && !entry.hasState(NeighborState.PERMANENT)
                && !entry.hasFlags(NeighborFlags.EXTERNALLY_LEARNED)
                && !devices.isVxlan(entry.index())
                && !isKeptBack(entry);
    }

    /// What an operator has made is there whatever the port does.
    private boolean isKeptBack(ForwardingEntry entry) {
        return ports.isHeld(entry.index()) && !entry.hasState(NeighborState.NOARP);
    }

    /// What was learned at a port is kept back from now on; to be called before it is.
    void hold(BridgeDomain domain, int port, ForwardingTable table, Consumer<KernelFact> facts) {
        learnedAt(domain, port, table).forEach(each -> changed(domain, each, null, facts));
    }

    /// What was learned at a port counts again; to be called when it does.
    void release(BridgeDomain domain, int port, ForwardingTable table, Consumer<KernelFact> facts) {
        learnedAt(domain, port, table).forEach(each -> changed(domain, null, each, facts));
    }

    private static Stream<ForwardingEntry> learnedAt(
            BridgeDomain domain, int port, ForwardingTable table) {
        return table.inBridge(domain).stream()
                .filter(each -> each.index() == port && !each.hasState(NeighborState.NOARP));
    }

    /// A neighbour has changed.
    void changed(
            BridgeDomain domain,
            @Nullable NeighborEntry before,
            @Nullable NeighborEntry after,
            Consumer<KernelFact> facts) {
        var learned = after == null ? null : learned(domain.vni(), after);
        var known = before == null ? null : learned(domain.vni(), before);
        if (learned != null) {
            if (!learned.equals(known)) {
                facts.accept(learned);
            }
        } else if (known != null) {
            facts.accept(new KernelFact.NeighborGone(domain.vni(), known.address()));
        }
    }

    private static KernelFact.@Nullable NeighborLearned learned(Vni vni, NeighborEntry entry) {
        var mac = entry.mac();
        return mac != null && isLocal(entry)
                ? new KernelFact.NeighborLearned(
                        vni, entry.address(), mac, entry.hasFlags(NeighborFlags.ROUTER))
                : null;
    }

    static boolean isLocal(NeighborEntry entry) {
        return entry.mac() != null
                && (entry.state() & KNOWN) != 0
                && !entry.hasFlags(NeighborFlags.EXTERNALLY_LEARNED);
    }

    /// A bridge domain is somewhere else from now on, or nowhere: its hosts are not there any more.
    void leave(
            BridgeDomain domain,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            Consumer<KernelFact> facts) {
        forwarding.inBridge(domain).forEach(each -> changed(domain, each, null, facts));
        neighbors.of(domain.routed()).forEach(each -> changed(domain, each, null, facts));
    }

    /// A bridge domain is there: so are its hosts.
    void enter(
            BridgeDomain domain,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            Consumer<KernelFact> facts) {
        forwarding.inBridge(domain).forEach(each -> changed(domain, null, each, facts));
        neighbors.of(domain.routed()).forEach(each -> changed(domain, null, each, facts));
    }
}
