package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The MAC and IP addresses of a bridge domain, of which anything is known.
final class HostTable {
    private final TreeMap<MacAddress, MacEntry> macs =
            new TreeMap<>(Comparator.comparingLong(MacAddress::bits));
    private final TreeMap<IpAddress, IpEntry> ips = new TreeMap<>();

    /// The entry of the address, made where there is none.
    MacEntry mac(MacAddress mac) {
        return macs.computeIfAbsent(mac, MacEntry::new);
    }

    /// The entry of the address, made where there is none.
    IpEntry ip(IpAddress address) {
        return ips.computeIfAbsent(address, IpEntry::new);
    }

    @Nullable MacEntry find(MacAddress mac) {
        return macs.get(mac);
    }

    @Nullable IpEntry find(IpAddress address) {
        return ips.get(address);
    }

    /// The entry that the address of another has now.
    @Nullable AddressEntry find(AddressEntry address) {
        return switch (address) {
            case MacEntry mac -> find(mac.mac());
            case IpEntry ip -> find(ip.address());
        };
    }

    /// Takes an entry out that says nothing any more.
    void forget(AddressEntry entry) {
        if (!entry.isForgettable()) {
            return;
        }
        switch (entry) {
            case MacEntry mac -> macs.remove(mac.mac());
            case IpEntry ip -> ips.remove(ip.address());
        }
    }

    void bind(IpEntry entry, IpEntry.Binding binding) {
        unbind(entry);
        entry.setBinding(binding);
        mac(binding.mac()).bind(entry.address());
    }

    void unbind(IpEntry entry) {
        var binding = entry.binding();
        if (binding != null) {
            entry.setBinding(null);
            entry.setSequenceOfBinding(0);
            var mac = mac(binding.mac());
            mac.unbind(entry.address());
            forget(mac);
        }
    }

    /// The MAC address that a neighbour here has, where that is here too.
    @Nullable MacEntry owner(IpEntry entry) {
        var binding = entry.binding();
        var mac = binding == null ? null : macs.get(binding.mac());
        return mac != null && mac.place().isHere() ? mac : null;
    }

    /// Whether the address is announced from here.
    boolean isHere(IpAddress address) {
        var entry = ips.get(address);
        return entry != null && entry.announced() != null;
    }

    /// Whether the MAC address of a claim is where the claim says.
    boolean isInPlace(HostCandidate candidate) {
        var mac = macs.get(candidate.mac());
        return mac != null && candidate.vtep().equals(mac.place().vtep());
    }

    /// All IP addresses that somebody has this MAC address for.
    NavigableSet<IpAddress> addresses(MacEntry entry) {
        var addresses = new TreeSet<>(entry.bindings());
        for (var candidate : entry.candidates()) {
            if (candidate.address() != null) {
                addresses.add(candidate.address());
            }
        }
        return addresses;
    }

    NavigableMap<MacAddress, MacEntry> macs() {
        return macs;
    }

    NavigableMap<IpAddress, IpEntry> ips() {
        return ips;
    }
}
