package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a MAC-VRF knows of a MAC address and of the IP addresses that somebody has it for, and what
/// follows: for whoever asks.
///
/// @param mac null where nothing is known of the MAC address
/// @param addresses in their order, and not more than can be of interest; one may belong to another
///   MAC address by now
/// @param intents what the kernel should hold of all of these, nothing of what is here
public record HostStanding(@Nullable HostView mac, List<HostView> addresses, List<Intent> intents) {

    /// So many that are here, and by so many claims.
    private static final int MOST_ADDRESSES = 64;

    public HostStanding {
        addresses = List.copyOf(addresses);
        intents = List.copyOf(intents);
    }

    /// @param only the one IP address that is asked about, or null for all
    static HostStanding of(
            HostTable table,
            MacVrfSettings vrf,
            Outcome outcome,
            MacAddress mac,
            @Nullable IpAddress only) {
        var entry = table.find(mac);
        var views = new ArrayList<HostView>();
        var inForce = new ArrayList<Intent>();
        add(inForce, outcome.intent(IntentKey.mac(vrf.vni(), mac)));
        for (var address : addresses(entry, only)) {
            var ip = table.find(address);
            if (ip != null) {
                views.add(HostView.of(ip, table.owner(ip), vrf.vtep()));
            }
            var key = IntentKey.of(IntentKey.Kind.NEIGHBOR, vrf.vni(), address);
            add(inForce, outcome.intent(key));
        }
        var view = entry == null ? null : HostView.of(entry, vrf.vtep());
        return new HostStanding(view, views, inForce);
    }

    private static List<IpAddress> addresses(@Nullable MacEntry entry, @Nullable IpAddress only) {
        if (only != null) {
            return List.of(only);
        }
        if (entry == null) {
            return List.of();
        }
        var here = entry.bindings().stream().limit(MOST_ADDRESSES);
        var claimed =
                entry.candidates().stream()
                        .limit(MOST_ADDRESSES)
                        .flatMap(claim -> Stream.ofNullable(claim.address()));
        return Stream.concat(here, claimed).sorted().distinct().toList();
    }

    private static void add(List<Intent> inForce, @Nullable Intent intent) {
        if (intent != null) {
            inForce.add(intent);
        }
    }
}
