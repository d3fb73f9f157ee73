package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The forwarding databases of bridges and of VXLAN devices, as the kernel told of them.
final class ForwardingTable {
    private static final IpAddress NOWHERE = new Ipv4Address(0);

    /// What a bridge has can be walked while it changes.
    private final Map<Realm, Map<MacAddress, ForwardingEntry>> bridges = new HashMap<>();

    private final Map<Realm, Map<MacAddress, Map<IpAddress, ForwardingEntry>>> devices =
            new HashMap<>();

    /// @return what was there of that in a bridge; null where there was nothing, or it is about a
    ///   device
    @Nullable ForwardingEntry put(ForwardingEntry entry) {
        if (entry.bridge() != 0) {
            return bridges.computeIfAbsent(bridgeRealm(entry), _ -> new ConcurrentHashMap<>())
                    .put(entry.mac(), entry);
        }
        var of = devices.computeIfAbsent(deviceRealm(entry), _ -> new HashMap<>());
        if (hasSeveral(entry.mac())) {
            of.computeIfAbsent(entry.mac(), _ -> new TreeMap<>()).put(remote(entry), entry);
        } else {
            // Of the one that it had before, nothing is said.
            of.put(entry.mac(), Map.of(remote(entry), entry));
        }
        return null;
    }

    /// Whether a device sends what is for an address to each of several VTEPs.
    private static boolean hasSeveral(MacAddress mac) {
        return mac.equals(FloodComparison.ANY) || mac.isGroup();
    }

    /// @return as with [#put]
    @Nullable ForwardingEntry remove(ForwardingEntry entry) {
        if (entry.bridge() != 0) {
            return removeFrom(bridges, bridgeRealm(entry), entry.mac());
        }
        var of = devices.get(deviceRealm(entry));
        var remotes = of == null ? null : of.get(entry.mac());
        if (remotes == null || !remotes.containsKey(remote(entry))) {
            return null;
        }
        if (remotes.size() == 1) {
            removeFrom(devices, deviceRealm(entry), entry.mac());
        } else {
            remotes.remove(remote(entry));
        }
        return null;
    }

    private static <V> @Nullable V removeFrom(
            Map<Realm, Map<MacAddress, V>> table, Realm realm, MacAddress mac) {
        var of = table.get(realm);
        if (of == null) {
            return null;
        }
        var removed = of.remove(mac);
        if (of.isEmpty()) {
            table.remove(realm);
        }
        return removed;
    }

    private static Realm bridgeRealm(ForwardingEntry entry) {
        return new Realm(entry.bridge(), entry.vlan());
    }

    private static Realm deviceRealm(ForwardingEntry entry) {
        return new Realm(entry.index(), entry.sourceVni());
    }

    private static IpAddress remote(ForwardingEntry entry) {
        var remote = entry.remote();
        return remote == null ? NOWHERE : remote;
    }

    /// What the bridge of a domain has for an address, or null.
    @Nullable ForwardingEntry inBridge(BridgeDomain domain, MacAddress mac) {
        return bridge(domain).get(mac);
    }

    /// All that the bridge of a domain has. Who walks it while it changes may see what is gone, or
    /// not what is new.
    Collection<ForwardingEntry> inBridge(BridgeDomain domain) {
        return Collections.unmodifiableCollection(bridge(domain).values());
    }

    private Map<MacAddress, ForwardingEntry> bridge(BridgeDomain domain) {
        return bridges.getOrDefault(new Realm(domain.bridge(), domain.vlan()), Map.of());
    }

    /// Where the device of a domain sends what is for an address, by VTEPs.
    Map<IpAddress, ForwardingEntry> beyond(BridgeDomain domain, MacAddress mac) {
        return devices.getOrDefault(new Realm(domain.device(), domain.scope()), Map.of())
                .getOrDefault(mac, Map.of());
    }

    /// Every entry.
    void forEach(Consumer<ForwardingEntry> to) {
        bridges.values().forEach(each -> each.values().forEach(to));
        devices.values().forEach(each -> each.values().forEach(some -> some.values().forEach(to)));
    }

    /// What is known of an entry, or null.
    @Nullable ForwardingEntry find(ForwardingEntry entry) {
        if (entry.bridge() != 0) {
            var of = bridges.get(bridgeRealm(entry));
            return of == null ? null : of.get(entry.mac());
        }
        var of = devices.get(deviceRealm(entry));
        var remotes = of == null ? null : of.get(entry.mac());
        return remotes == null ? null : remotes.get(remote(entry));
    }

    boolean has(ForwardingEntry entry) {
        return find(entry) != null;
    }

    int size() {
        int size = 0;
        for (var each : bridges.values()) {
            size += each.size();
        }
        for (var each : devices.values()) {
            size += each.size();
        }
        return size;
    }
}
