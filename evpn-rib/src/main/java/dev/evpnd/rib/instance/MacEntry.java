package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// A MAC address of a bridge domain.
final class MacEntry extends AddressEntry {
    private final MacAddress mac;

    /// The addresses that neighbours here have this MAC address for.
    private NavigableSet<IpAddress> bindings = Collections.emptyNavigableSet();

    private @Nullable LocalMac local;
    private long sequence;
    private boolean announced;

    MacEntry(MacAddress mac) {
        this.mac = mac;
    }

    MacAddress mac() {
        return mac;
    }

    NavigableSet<IpAddress> bindings() {
        return bindings;
    }

    void bind(IpAddress address) {
        if (bindings.isEmpty()) {
            bindings = new TreeSet<>();
        }
        bindings.add(address);
    }

    void unbind(IpAddress address) {
        if (!bindings.isEmpty()) {
            bindings.remove(address);
        }
    }

    /// Whether it has more IP addresses, here or by what others claim, than can be looked at at
    /// once.
    boolean hasManyAddresses() {
        return bindings.size() + candidates().size() > Followers.AT_ONCE;
    }

    /// What the kernel learned of the address on a port, or null.
    @Nullable LocalMac local() {
        return local;
    }

    void setLocal(@Nullable LocalMac changed) {
        local = changed;
    }

    /// The sequence number that this VTEP announces the address with, or last did. All routes of
    /// the address share it (RFC 9721).
    long sequence() {
        return sequence;
    }

    boolean raiseSequence(long atLeast) {
        boolean raised = atLeast > sequence;
        sequence = Math.max(sequence, atLeast);
        return raised;
    }

    /// Whether this VTEP announces the address.
    boolean isAnnounced() {
        return announced;
    }

    void setAnnounced(boolean changed) {
        announced = changed;
    }

    @Override
    boolean isForgettable() {
        return local == null && candidates().isEmpty() && bindings.isEmpty() && !isDuplicate();
    }

    /// An entry of the kernel's forwarding database for a port of this VTEP.
    ///
    /// @param port by the number the kernel has for it
    /// @param sticky whether it is not to move
    /// @param gateway whether it is this VTEP's own as the default gateway of the hosts here, which
    ///   others may be too with the same address
    /// @param own whether it is this VTEP's own otherwise
    record LocalMac(int port, boolean sticky, boolean gateway, boolean own) {}
}
