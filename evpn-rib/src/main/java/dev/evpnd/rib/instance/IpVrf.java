package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.attribute.PathAttributes;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An IP-VRF: the routes of a tenant to prefixes and hosts behind other VTEPs, and the prefixes
/// that are announced from here.
final class IpVrf implements Instance {
    private final TreeMap<IpPrefix, PrefixRoutes> candidates =
            new TreeMap<>(
                    Comparator.comparing(IpPrefix::address).thenComparingInt(IpPrefix::length));
    private final Map<IpPrefix, List<Intent.NextHop>> installed = new LinkedHashMap<>();
    private final Map<IpPrefix, PathAttributes> announced = new LinkedHashMap<>();

    /// The hosts of the bridge domains that the IP-VRF routes for.
    private final Set<HostTable> domains = new LinkedHashSet<>();

    private final RouterMacs routerMacs;
    private final LocalAddresses local;
    private final Outcome outcome;
    private IpVrfSettings settings;

    IpVrf(IpVrfSettings settings, LocalAddresses local, Outcome outcome) {
        this.settings = settings;
        this.local = local;
        this.outcome = outcome;
        routerMacs = new RouterMacs(settings.l3Vni(), outcome);
    }

    IpVrfSettings settings() {
        return settings;
    }

    @Override
    public Vni vni() {
        return settings.l3Vni();
    }

    @Override
    public List<ImportTarget> importTargets() {
        return settings.importTargets();
    }

    @Override
    public @Nullable Refusal refusal(Offer offer) {
        return ImportChecks.ipVrf(local, offer);
    }

    @Override
    public void replace(@Nullable Offer before, @Nullable Offer after, long now) {
        if (before != null) {
            remove(PrefixCandidate.of(before));
        }
        if (after != null) {
            var candidate = PrefixCandidate.of(after);
            candidates
                    .computeIfAbsent(candidate.prefix(), absent -> new PrefixRoutes())
                    .add(candidate);
        }
        var some = after != null ? after : before;
        if (some != null) {
            publish(PrefixCandidate.of(some).prefix());
        }
    }

    private void remove(PrefixCandidate candidate) {
        candidates.computeIfPresent(
                candidate.prefix(),
                (prefix, routes) -> {
                    routes.remove(candidate);
                    return routes.isEmpty() ? null : routes;
                });
    }

    @Override
    public List<Offer> imported() {
        return candidates.values().stream().flatMap(routes -> routes.offers().stream()).toList();
    }

    /// The bridge domain's hosts are routed here from now on.
    void bind(HostTable hosts) {
        domains.add(hosts);
        hosts.ips().keySet().forEach(this::hostChanged);
    }

    void unbind(HostTable hosts) {
        domains.remove(hosts);
        hosts.ips().keySet().forEach(this::hostChanged);
    }

    /// A host came to one of the bridge domains here, or left it.
    void hostChanged(IpAddress address) {
        publish(new IpPrefix(address, address.bitLength()));
    }

    private void publish(IpPrefix prefix) {
        var before = installed.getOrDefault(prefix, List.of());
        var after = nextHops(prefix);
        if (after.equals(before)) {
            return;
        }
        after.forEach(routerMacs::retain);
        if (after.isEmpty()) {
            installed.remove(prefix);
            outcome.drop(IntentKey.prefix(vni(), prefix));
        } else {
            installed.put(prefix, after);
            outcome.hold(new Intent.RemotePrefix(vni(), prefix, after));
        }
        before.forEach(routerMacs::release);
    }

    private List<Intent.NextHop> nextHops(IpPrefix prefix) {
        var routes = candidates.get(prefix);
        return routes == null ? List.of() : routes.nextHops(isHere(prefix), settings.maxPaths());
    }

    private boolean isHere(IpPrefix prefix) {
        var address = prefix.address();
        return prefix.length() == address.bitLength()
                && domains.stream().anyMatch(hosts -> hosts.isHere(address));
    }

    /// A prefix of the VRF is announced to the other VTEPs, or with other attributes.
    void announce(IpPrefix prefix, PathAttributes inherited) {
        announced.put(prefix, inherited);
        outcome.announce(Originator.prefix(settings, prefix, inherited));
    }

    void withdraw(IpPrefix prefix) {
        if (announced.remove(prefix) != null) {
            outcome.withdraw(Originator.prefixRoute(settings, prefix));
        }
    }

    void reconfigure(IpVrfSettings changed) {
        if (!changed.routeDistinguisher().equals(settings.routeDistinguisher())) {
            withdrawAnnounced();
        }
        settings = changed;
        announced.forEach(
                (prefix, inherited) ->
                        outcome.announce(Originator.prefix(settings, prefix, inherited)));
        List.copyOf(candidates.keySet()).forEach(this::publish);
    }

    private void withdrawAnnounced() {
        for (var prefix : announced.keySet()) {
            outcome.withdraw(Originator.prefixRoute(settings, prefix));
        }
    }

    /// The VRF is gone, after all its imported routes.
    void stop() {
        withdrawAnnounced();
        announced.clear();
    }
}
