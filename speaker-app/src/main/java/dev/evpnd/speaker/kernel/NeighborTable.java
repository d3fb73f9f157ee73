package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The ARP and Neighbor Discovery tables, as the kernel told of them.
final class NeighborTable {
    private final Map<Integer, Map<IpAddress, NeighborEntry>> devices = new HashMap<>();

    /// @return what was there before, or null
    @Nullable NeighborEntry put(NeighborEntry entry) {
        return devices.computeIfAbsent(entry.index(), _ -> new HashMap<>())
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

    Collection<NeighborEntry> of(int device) {
        return List.copyOf(devices.getOrDefault(device, Map.of()).values());
    }

    void forEach(Consumer<NeighborEntry> to) {
        devices.values().forEach(each -> each.values().forEach(to));
    }
}
