package dev.evpnd.rib.instance;

import dev.evpnd.rib.instance.AddressEntry.Place;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/// Where an address is, as far as is known here: RFC 7432 section 15, RFC 9721.
///
/// A MAC address is where the best claim to it is, by [MobilityStep]. An IP address goes with the
/// best claim to it whose MAC address is where the claim says, so that no neighbour is left behind
/// of a host that moved. What is frozen stays where it is, or is nowhere.
final class Placement {
    /// So many of the claims on an IP address are looked at, the best first: to claim one with ever
    /// more MAC addresses that are elsewhere must not cost more and more.
    static final int MOST_CLAIMS = 256;

    private final HostTable table;

    Placement(HostTable table) {
        this.table = table;
    }

    Place place(MacEntry entry, IpAddress vtep) {
        if (entry.isFrozen()) {
            return frozen(entry, entry.local() != null, entry.candidates().stream());
        }
        var best = entry.candidates().first();
        return better(entry.local() == null ? null : claim(entry, vtep), best);
    }

    Place place(IpEntry entry, IpAddress vtep) {
        var owner = table.owner(entry);
        var inPlace = entry.candidates().stream().limit(MOST_CLAIMS).filter(table::isInPlace);
        if (entry.isFrozen()) {
            return frozen(entry, owner != null, inPlace);
        }
        return better(owner == null ? null : claim(owner, vtep), inPlace.findFirst().orElse(null));
    }

    /// What stands for a MAC address that is here.
    static Contender claim(MacEntry entry, IpAddress vtep) {
        var local = entry.local();
        return new Contender(
                local != null && local.sticky(), entry.sequence(), vtep, Preference.DEFAULT);
    }

    private static Place better(@Nullable Contender here, @Nullable HostCandidate there) {
        if (there == null) {
            return here == null ? new Place.Nowhere() : new Place.Here();
        }
        boolean stays =
                here != null && (here.sticky() || MobilityStep.compare(here, there.claim()) <= 0);
        return stays ? new Place.Here() : new Place.There(there);
    }

    private static Place frozen(
            AddressEntry entry, boolean isHere, Stream<HostCandidate> candidates) {
        return switch (entry.place()) {
            case Place.Nowhere nowhere -> nowhere;
            case Place.Here here -> isHere ? here : new Place.Nowhere();
            case Place.There(var old) ->
                    candidates
                            .filter(each -> each.vtep().equals(old.vtep()))
                            .filter(each -> each.mac().equals(old.mac()))
                            .findFirst()
                            .<Place>map(Place.There::new)
                            .orElse(new Place.Nowhere());
        };
    }

    /// Whether the host that an address belongs to went elsewhere, came from there, or went from
    /// one VTEP to another.
    static boolean isChanged(Place before, Place after) {
        return before.isHere() != after.isHere() || !Objects.equals(before.vtep(), after.vtep());
    }
}
