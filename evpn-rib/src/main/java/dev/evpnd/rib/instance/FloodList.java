package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The VTEPs that want a copy of what is flooded, by their routes of type 3: RFC 7432 section 11.
///
/// A VTEP stays on the list while one route is left that asks for it.
final class FloodList {
    private final NavigableMap<IpAddress, NavigableMap<Octets, Offer>> byVtep = new TreeMap<>();

    /// Where copies go that a route asks for; the import checks have seen that there is a tunnel.
    static IpAddress endpoint(Offer offer) {
        var tunnel = offer.attributes().pmsiTunnel();
        var nextHop = offer.attributes().nextHop();
        if (tunnel == null || nextHop == null) {
            throw new IllegalArgumentException("no tunnel is in " + offer);
        }
        return tunnel.ingressReplicationEndpoint()
                .filter(endpoint -> !endpoint.isUnspecified())
                .orElse(nextHop);
    }

    void add(Offer offer) {
        byVtep.computeIfAbsent(endpoint(offer), absent -> new TreeMap<>()).put(offer.key(), offer);
    }

    void remove(Offer offer) {
        byVtep.computeIfPresent(
                endpoint(offer),
                (vtep, offers) -> {
                    offers.remove(offer.key());
                    return offers.isEmpty() ? null : offers;
                });
    }

    /// The route that asks for copies to a VTEP and is the next behind a key, the first behind
    /// null, or null where there is none.
    @Nullable Offer after(IpAddress vtep, @Nullable Octets key) {
        var offers = byVtep.get(vtep);
        if (offers == null) {
            return null;
        }
        var next = key == null ? offers.firstEntry() : offers.higherEntry(key);
        return next == null ? null : next.getValue();
    }

    void publish(MacVrfSettings vrf, IpAddress vtep, Outcome outcome) {
        var offers = byVtep.get(vtep);
        if (offers == null || vrf.flooding() == Flooding.DISABLED) {
            outcome.drop(IntentKey.of(IntentKey.Kind.FLOOD, vrf.vni(), vtep));
            return;
        }
        var first = offers.firstEntry().getValue();
        outcome.hold(new Intent.FloodEntry(vrf.vni(), vtep, remoteVni(vrf, first)));
    }

    private static Vni remoteVni(MacVrfSettings vrf, Offer offer) {
        PmsiTunnel tunnel = offer.attributes().pmsiTunnel();
        int label = tunnel == null ? 0 : tunnel.label().vni();
        return label == 0 ? vrf.vni() : new Vni(label);
    }

    /// The VTEPs in the order of their addresses.
    List<IpAddress> vteps() {
        return List.copyOf(byVtep.keySet());
    }

    /// The routes that ask for copies, by VTEP.
    NavigableMap<IpAddress, NavigableMap<Octets, Offer>> byVtep() {
        return byVtep;
    }
}
