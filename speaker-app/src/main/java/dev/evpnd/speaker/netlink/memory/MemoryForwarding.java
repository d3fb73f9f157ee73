package dev.evpnd.speaker.netlink.memory;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The forwarding databases of a [MemoryKernel], of its bridges and of its VXLAN devices.
final class MemoryForwarding {
    /// Whose entries are where a VXLAN device sends what is for everybody.
    private static final MacAddress ANY = new MacAddress(0);

    static final KernelAnswer MISSING =
            new KernelAnswer(KernelAnswer.NO_SUCH_ENTRY, "No such file or directory");
    private static final KernelAnswer INVALID = new KernelAnswer(22, "Invalid argument");
    private static final KernelAnswer NO_DEVICE = new KernelAnswer(19, "No such device");

    private final Map<Integer, Link> links;
    private final Map<Integer, PortVlans> vlans;
    private final Consumer<KernelEvent> told;
    private final Map<Key, ForwardingEntry> entries = new LinkedHashMap<>();
    private long removals;

    private record Key(int owner, int scope, MacAddress mac, @Nullable IpAddress remote) {
        static Key of(ForwardingEntry entry) {
            return entry.bridge() != 0
                    ? ofBridge(entry.bridge(), entry.vlan(), entry.mac())
                    : new Key(entry.index(), entry.sourceVni(), entry.mac(), entry.remote());
        }

        static Key ofBridge(int bridge, int vlan, MacAddress mac) {
            return new Key(bridge, vlan, mac, null);
        }
    }

    /// @param links the kernel's devices, as they are at any time
    /// @param vlans those of its ports
    MemoryForwarding(
            Map<Integer, Link> links, Map<Integer, PortVlans> vlans, Consumer<KernelEvent> told) {
        this.links = links;
        this.vlans = vlans;
        this.told = told;
    }

    List<ForwardingEntry> all() {
        return List.copyOf(entries.values());
    }

    /// How many entries were removed so far: a table from which one was while it was told is not
    /// told as it stood at one time.
    long removals() {
        return removals;
    }

    void tell(Consumer<KernelEvent> to) {
        entries.values().forEach(each -> to.accept(new KernelEvent.ForwardingIs(each)));
    }

    void put(ForwardingEntry entry) {
        if (entry.bridge() == 0 && !entry.mac().equals(ANY)) {
            forgetOthers(entry);
        }
        set(entry);
    }

    private void set(ForwardingEntry entry) {
        if (!entry.equals(entries.put(Key.of(entry), entry))) {
            told.accept(new KernelEvent.ForwardingIs(entry));
        }
    }

    void remove(ForwardingEntry entry) {
        var gone = entries.remove(Key.of(entry));
        if (gone != null) {
            removals++;
            told.accept(new KernelEvent.ForwardingGone(gone));
        }
    }

    void removeAll(Predicate<ForwardingEntry> which) {
        all().stream().filter(which).forEach(this::remove);
    }

    void lose(ForwardingEntry entry) {
        entries.remove(Key.of(entry));
    }

    /// What a bridge has for an address.
    @Nullable ForwardingEntry ofBridge(int bridge, int vlan, MacAddress mac) {
        return entries.get(Key.ofBridge(bridge, vlan, mac));
    }

    /// A bridge takes an address from wherever it had it, unless it must not.
    void hear(int bridge, int vlan, int port, MacAddress mac) {
        var there = ofBridge(bridge, vlan, mac);
        if (there == null || !there.hasFlags(NeighborFlags.STICKY)) {
            set(
                    new ForwardingEntry(
                            port, bridge, mac, vlan, NeighborState.REACHABLE, 0, null, 0, 0, 0));
        }
    }

    KernelAnswer find(ForwardingEntry asked, Consumer<KernelEvent> to) {
        var there = entries.get(Key.of(asked));
        for (var each : there == null ? entries.values() : List.of(there)) {
            boolean isIt =
                    each.bridge() == asked.bridge()
                            && each.mac().equals(asked.mac())
                            && (asked.bridge() != 0
                                    ? each.vlan() == asked.vlan()
                                    : each.index() == asked.index()
                                            && each.sourceVni() == asked.sourceVni());
            if (isIt) {
                to.accept(new KernelEvent.ForwardingIs(each));
                return KernelAnswer.DONE;
            }
        }
        return MISSING;
    }

    /// Does what a program asks for.
    KernelAnswer put(ForwardingEntry entry, KernelRequest.How how) {
        var device = links.get(entry.index());
        if (device == null) {
            return NO_DEVICE;
        }
        if (isElsewhere(entry)) {
            return INVALID;
        }
        if (entry.hasFlags(NeighborFlags.MASTER)) {
            set(inBridge(entry, device.master()));
        }
        if (entry.hasFlags(NeighborFlags.SELF)) {
            if ((entry.state() & (NeighborState.REACHABLE | NeighborState.PERMANENT)) == 0) {
                return INVALID;
            }
            var own = ofDevice(entry);
            if (how == KernelRequest.How.REPLACE) {
                forgetOthers(own);
            }
            set(own);
        }
        return KernelAnswer.DONE;
    }

    /// The bridge's entry comes first, and where it is not there the device's is left alone.
    KernelAnswer take(ForwardingEntry entry) {
        if (isElsewhere(entry)) {
            return INVALID;
        }
        if (entry.hasFlags(NeighborFlags.MASTER)) {
            var device = links.get(entry.index());
            var there =
                    device == null ? null : ofBridge(device.master(), entry.vlan(), entry.mac());
            if (there == null || there.index() != entry.index()) {
                return MISSING;
            }
            remove(there);
        }
        if (entry.hasFlags(NeighborFlags.SELF)) {
            var own = ofDevice(entry);
            if (!entries.containsKey(Key.of(own))) {
                return MISSING;
            }
            remove(own);
        }
        return KernelAnswer.DONE;
    }

    /// Whether it is about a bridge's entry in a VLAN that the port is not in.
    private boolean isElsewhere(ForwardingEntry entry) {
        var port = vlans.get(entry.index());
        return entry.hasFlags(NeighborFlags.MASTER)
                && entry.vlan() != 0
                && (port == null
                        || port.vlans().stream().noneMatch(each -> each.id() == entry.vlan()));
    }

    /// An entry of a device has one remote, but for that of the address 0. Another takes its place,
    /// and nothing is said of the one before.
    private void forgetOthers(ForwardingEntry own) {
        entries.values()
                .removeIf(
                        each ->
                                each.bridge() == 0
                                        && each.index() == own.index()
                                        && each.sourceVni() == own.sourceVni()
                                        && each.mac().equals(own.mac())
                                        && !Key.of(each).equals(Key.of(own)));
    }

    /// What was made sticky stays so, and its state does.
    private ForwardingEntry inBridge(ForwardingEntry entry, int bridge) {
        var there = ofBridge(bridge, entry.vlan(), entry.mac());
        int state = entry.hasState(NeighborState.NOARP) ? NeighborState.NOARP : entry.state();
        int sticky = 0;
        if (there != null && there.hasFlags(NeighborFlags.STICKY)) {
            state = there.state();
            sticky = NeighborFlags.STICKY;
        }
        return new ForwardingEntry(
                entry.index(),
                bridge,
                entry.mac(),
                entry.vlan(),
                state,
                entry.flags() & ~(NeighborFlags.SELF | NeighborFlags.MASTER) | sticky,
                null,
                0,
                0,
                0);
    }

    private static ForwardingEntry ofDevice(ForwardingEntry entry) {
        return new ForwardingEntry(
                entry.index(),
                0,
                entry.mac(),
                0,
                entry.state(),
                entry.flags() & ~NeighborFlags.MASTER,
                entry.remote(),
                entry.vni(),
                entry.sourceVni(),
                0);
    }
}
