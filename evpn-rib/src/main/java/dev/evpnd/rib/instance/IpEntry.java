package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// An IP address of a bridge domain.
final class IpEntry extends AddressEntry {
    private final IpAddress address;
    private @Nullable Binding binding;
    private long sequenceOfBinding;
    private @Nullable MacAddress announced;

    IpEntry(IpAddress address) {
        this.address = address;
    }

    IpAddress address() {
        return address;
    }

    /// The kernel's neighbour of this address, or null.
    @Nullable Binding binding() {
        return binding;
    }

    void setBinding(@Nullable Binding changed) {
        binding = changed;
    }

    /// With less than this, others would not believe that the address has come to the MAC address
    /// of its neighbour (RFC 9721). It is kept for when that is learned, which may be later.
    long sequenceOfBinding() {
        return sequenceOfBinding;
    }

    void setSequenceOfBinding(long changed) {
        sequenceOfBinding = changed;
    }

    /// The MAC address that this VTEP announces the address for, or null.
    @Nullable MacAddress announced() {
        return announced;
    }

    void setAnnounced(@Nullable MacAddress changed) {
        announced = changed;
    }

    @Override
    boolean isForgettable() {
        return binding == null && candidates().isEmpty() && !isDuplicate();
    }

    /// A neighbour that the kernel found here.
    record Binding(MacAddress mac, boolean router) {}
}
