package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.TunnelGateway;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.NeighborEntry;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The bridge domains, found by what entries of the kernel have of them.
final class Domains {
    private final Devices devices;
    private final NavigableMap<Vni, BridgeDomain> byVni = new TreeMap<>();
    private final Map<Vni, BridgeDomain> last = new HashMap<>();
    private final Map<Realm, BridgeDomain> byBridge = new HashMap<>();
    private final Map<Realm, BridgeDomain> byDevice = new HashMap<>();
    private final Map<Integer, BridgeDomain> byRouted = new HashMap<>();

    Domains(Devices devices) {
        this.devices = devices;
    }

    void put(BridgeDomain domain) {
        remove(domain.vni());
        byVni.put(domain.vni(), domain);
        last.put(domain.vni(), domain);
        byBridge.put(new Realm(domain.bridge(), domain.vlan()), domain);
        byDevice.put(new Realm(domain.device(), domain.scope()), domain);
        if (domain.routed() != 0) {
            byRouted.put(domain.routed(), domain);
        }
    }

    void remove(Vni vni) {
        var domain = byVni.remove(vni);
        if (domain != null) {
            byBridge.remove(new Realm(domain.bridge(), domain.vlan()), domain);
            byDevice.remove(new Realm(domain.device(), domain.scope()), domain);
            byRouted.remove(domain.routed(), domain);
        }
    }

    @Nullable BridgeDomain find(Vni vni) {
        return byVni.get(vni);
    }

    /// Where that of a VNI is or was last: its device may be down, and there are entries still.
    @Nullable BridgeDomain findLast(Vni vni) {
        var domain = last.get(vni);
        return domain == null || devices.isIn(domain.device(), domain.vlan())
                ? domain
                : domain.withoutBridge();
    }

    Collection<BridgeDomain> all() {
        return byVni.values();
    }

    NavigableMap<Vni, BridgeDomain> byVni() {
        return byVni;
    }

    /// That which an entry belongs to, or null.
    @Nullable BridgeDomain of(ForwardingEntry entry) {
        return entry.bridge() != 0
                ? byBridge.get(new Realm(entry.bridge(), entry.vlan()))
                : byDevice.get(new Realm(entry.index(), entry.sourceVni()));
    }

    /// That which this host itself is in by a device, or null.
    @Nullable BridgeDomain routedBy(int device) {
        return byRouted.get(device);
    }

    /// That for which a neighbor may be wanted, or null.
    @Nullable BridgeDomain of(NeighborEntry neighbor) {
        var l3Vni = TunnelGateway.l3Vni(neighbor.address());
        var domain = l3Vni == null ? null : byVni.get(l3Vni);
        return domain != null && domain.device() == neighbor.index()
                ? domain
                : routedBy(neighbor.index());
    }
}
