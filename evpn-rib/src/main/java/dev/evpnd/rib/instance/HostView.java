package dev.evpnd.rib.instance;

import dev.evpnd.rib.instance.AddressEntry.Place;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is known of an address of a bridge domain, and why it is where it is: for whoever asks.
///
/// @param mac the MAC address; of an IP address the one it is found with, or null where it is
///   nowhere
/// @param address null of a MAC address
/// @param port where the kernel learned it, or null where it did not
/// @param sticky whether it must not move
/// @param gateway whether it is a default gateway's
/// @param sequence that decides, the one here or the one of the route that is believed
/// @param here whether it is here
/// @param vtep behind which it is, or null where it is behind none but maybe this
/// @param why it is there and not elsewhere
/// @param claims the routes that say otherwise or the same, the best first, and not more than can
///   be of interest
/// @param bindings of a MAC address, the IP addresses that neighbours here have it for
/// @param duplicate null where it is no duplicate
public record HostView(
        @Nullable MacAddress mac,
        @Nullable IpAddress address,
        @Nullable Integer port,
        boolean sticky,
        boolean gateway,
        long sequence,
        boolean here,
        @Nullable IpAddress vtep,
        MobilityStep why,
        List<Claim> claims,
        List<IpAddress> bindings,
        @Nullable Duplicate duplicate) {

    private static final int MOST_CLAIMS = 64;

    public HostView {
        claims = List.copyOf(claims);
        bindings = List.copyOf(bindings);
    }

    /// A route of another VTEP's.
    public record Claim(MacIpAdvertisement route, IpAddress vtep, long sequence, boolean sticky) {}

    /// @param untilMillis when it is none any more, or null where it has to be cleared
    public record Duplicate(int moves, boolean frozen, @Nullable Long untilMillis) {}

    static HostView of(MacEntry entry, IpAddress vtep) {
        var local = entry.local();
        var mine = local == null ? null : Placement.claim(entry, vtep);
        return view(
                entry,
                entry.mac(),
                null,
                local == null ? null : local.port(),
                mine,
                local != null && local.gateway(),
                List.copyOf(entry.bindings()));
    }

    /// @param owner of the address where that is here, or null
    static HostView of(IpEntry entry, @Nullable MacEntry owner, IpAddress vtep) {
        var mine = owner == null ? null : Placement.claim(owner, vtep);
        MacAddress mac = owner == null ? null : owner.mac();
        if (entry.place() instanceof Place.There(var candidate)) {
            mac = candidate.mac();
        }
        var local = owner == null ? null : owner.local();
        boolean isGateway = local != null && local.gateway();
        return view(entry, mac, entry.address(), null, mine, isGateway, List.of());
    }

    private static HostView view(
            AddressEntry entry,
            @Nullable MacAddress mac,
            @Nullable IpAddress address,
            @Nullable Integer port,
            @Nullable Contender mine,
            boolean isGatewayHere,
            List<IpAddress> bindings) {
        var there = entry.place() instanceof Place.There(var best) ? best : null;
        var winner = there == null ? mine : there.claim();
        return new HostView(
                mac,
                address,
                port,
                winner != null && winner.sticky(),
                there == null ? isGatewayHere : there.offer().attributes().gateway(),
                winner == null ? 0 : winner.sequence(),
                entry.place().isHere(),
                entry.place().vtep(),
                why(entry, winner),
                entry.candidates().stream().limit(MOST_CLAIMS).map(HostView::claim).toList(),
                bindings,
                entry.isDuplicate() ? duplicate(entry.detection()) : null);
    }

    private static Claim claim(HostCandidate candidate) {
        return new Claim(
                candidate.route(),
                candidate.vtep(),
                candidate.claim().sequence(),
                candidate.claim().sticky());
    }

    private static MobilityStep why(AddressEntry entry, @Nullable Contender winner) {
        if (entry.isFrozen()) {
            return MobilityStep.FROZEN;
        }
        if (winner == null) {
            return MobilityStep.ONLY_ONE;
        }
        return entry.candidates().stream()
                .map(HostCandidate::claim)
                .filter(rival -> !rival.vtep().equals(winner.vtep()))
                .findFirst()
                .map(rival -> MobilityStep.decide(winner, rival))
                .orElse(MobilityStep.ONLY_ONE);
    }

    private static @Nullable Duplicate duplicate(DuplicateDetection detection) {
        if (!detection.isDuplicate()) {
            return null;
        }
        boolean forGood = detection.until() == DuplicateDetection.NEVER;
        return new Duplicate(
                detection.moves(), detection.isFrozen(), forGood ? null : detection.until());
    }
}
