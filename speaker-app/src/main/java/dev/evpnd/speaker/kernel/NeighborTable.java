package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The ARP and Neighbor Discovery tables, as the kernel told of them.
final class NeighborTable {
    /// Those of a device can be walked while they change.
    private final Map<Integer, Map<IpAddress, NeighborEntry>> devices = new HashMap<>();

    /// One that is as large as another at once: to grow takes time.
    static NeighborTable as(NeighborTable other) {
        var table = new NeighborTable();
        other.devices.forEach(
                (device, of) -> table.devices.put(device, new ConcurrentHashMap<>(of.size())));
        return table;
    }

    /// @return what was there before, or null
    @Nullable NeighborEntry put(NeighborEntry entry) {
        return devices.computeIfAbsent(entry.index(), _ -> new ConcurrentHashMap<>())
                .put(entry.address(), entry);
    }

    @Nullable NeighborEntry remove(NeighborEntry entry) {
        var of = devices.get(entry.index());
        if (of == null) {
            return null;
        }
        var removed = of.remove(entry.address());
        if (of.isEmpty()) {
            devices.remove(entry.index());
        }
        return removed;
    }

    @Nullable NeighborEntry find(int device, IpAddress address) {
        return devices.getOrDefault(device, Map.of()).get(address);
    }

    /// What a device has. Who walks it while it changes may see what is gone, or not what is new.
    Collection<NeighborEntry> of(int device) {
        return Collections.unmodifiableCollection(devices.getOrDefault(device, Map.of()).values());
    }

    void forEach(Consumer<NeighborEntry> to) {
        devices.values().forEach(each -> each.values().forEach(to));
    }
}
