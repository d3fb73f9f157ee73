package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// An address of a bridge domain: who claims it, and who has it. Of one domain there is one entry
/// for each address; they come in the order of these, MAC addresses first.
abstract sealed class AddressEntry implements Comparable<AddressEntry> permits MacEntry, IpEntry {
    private final Claims candidates = new Claims();

    /// Of most addresses, which have never moved, there is none.
    private @Nullable DuplicateDetection detection;

    private Place place = new Place.Nowhere();

    /// The address where it is a MAC address, or null.
    final @Nullable MacAddress macAddress() {
        return this instanceof MacEntry entry ? entry.mac() : null;
    }

    /// The address where it is an IP address, or null.
    final @Nullable IpAddress ipAddress() {
        return this instanceof IpEntry entry ? entry.address() : null;
    }

    /// The claims of other VTEPs, the best first.
    final Claims candidates() {
        return candidates;
    }

    /// The next best claim, the best behind null, or null where there is none.
    final @Nullable HostCandidate claimAfter(@Nullable HostCandidate claim) {
        return candidates.after(claim);
    }

    final DuplicateDetection detection() {
        if (detection == null) {
            detection = new DuplicateDetection();
        }
        return detection;
    }

    final boolean isDuplicate() {
        return detection != null && detection.isDuplicate();
    }

    /// Whether the address is to stay where it is.
    final boolean isFrozen() {
        return detection != null && detection.isFrozen();
    }

    /// Who has the address.
    final Place place() {
        return place;
    }

    final void setPlace(Place changed) {
        place = changed;
    }

    @Override
    public final int compareTo(AddressEntry other) {
        return switch (this) {
            case MacEntry mac ->
                    other instanceof MacEntry that
                            ? Long.compare(mac.mac().bits(), that.mac().bits())
                            : -1;
            case IpEntry ip ->
                    other instanceof IpEntry that ? ip.address().compareTo(that.address()) : 1;
        };
    }

    /// Whether nothing is known of the address that would be lost.
    abstract boolean isForgettable();

    /// Where an address is.
    sealed interface Place {
        record Nowhere() implements Place {}

        record Here() implements Place {}

        record There(HostCandidate candidate) implements Place {}

        default boolean isHere() {
            return this instanceof Here;
        }

        /// The VTEP that the address is behind, or null where it is behind none but maybe this.
        default @Nullable IpAddress vtep() {
            return this instanceof There(var candidate) ? candidate.vtep() : null;
        }
    }
}
