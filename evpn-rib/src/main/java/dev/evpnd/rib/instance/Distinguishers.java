package dev.evpnd.rib.instance;

import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;

import java.util.TreeMap;

/// Which instance of a kind has which route distinguisher.
final class Distinguishers {
    private final TreeMap<Long, Vni> owners = new TreeMap<>();

    /// The instance but this one that has it, or null.
    @Nullable Vni ownerOtherThan(Vni vni, RouteDistinguisher distinguisher) {
        var owner = owners.get(distinguisher.bits());
        return vni.equals(owner) ? null : owner;
    }

    /// The instance has it from now on, which nobody else has.
    void take(RouteDistinguisher distinguisher, Vni owner) {
        owners.put(distinguisher.bits(), owner);
    }

    void free(RouteDistinguisher distinguisher) {
        owners.remove(distinguisher.bits());
    }
}
