package dev.evpnd.speaker.demo.memory;

import dev.evpnd.wire.address.IpAddress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The network by which VTEPs reach each other.
final class MemoryUnderlay {
    private final Map<IpAddress, MemoryVtep> vteps = new HashMap<>();

    void add(IpAddress address, MemoryVtep vtep) {
        vteps.put(address, vtep);
    }

    Optional<MemoryVtep> find(IpAddress address) {
        return Optional.ofNullable(vteps.get(address));
    }
}
