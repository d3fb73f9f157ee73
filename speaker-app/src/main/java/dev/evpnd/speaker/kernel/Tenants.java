package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The IP-VRFs: which tables of routes the bridge domains of L3 VNIs stand for, and which of the
/// prefixes in these the other VTEPs may be told of.
///
/// What is known of the routes may be wrong: the kernel says nothing of IPv4 routes that go with a
/// device, and tables that nobody cared for were not looked at. It is doubtful then until all are
/// told anew.
final class Tenants {
    private static final IpPrefix LINK_LOCAL = IpPrefix.parse("fe80::/10");
    private static final IpPrefix LOOPBACK = IpPrefix.parse("127.0.0.0/8");
    private static final IpPrefix LOOPBACK_IPV6 = IpPrefix.parse("::1/128");

    private final Domains domains;
    private final RouteTable routes;
    private final Consumer<KernelFact> facts;

    /// What was told of each, by its L3 VNI.
    private final Map<Vni, Told> told = new HashMap<>();

    private Set<Vni> l3Vnis = Set.of();
    private boolean isDoubtful;

    Tenants(Domains domains, RouteTable routes, Consumer<KernelFact> facts) {
        this.domains = domains;
        this.routes = routes;
        this.facts = facts;
    }

    private record Told(int table, Map<IpPrefix, PrefixSource> prefixes) {}

    /// These VNIs are those of IP-VRFs from now on.
    void are(Set<Vni> changed) {
        l3Vnis = Set.copyOf(changed);
        settle();
    }

    boolean areDoubtful() {
        return isDoubtful;
    }

    /// Something has happened to a device that routes may lead out by.
    void doubt(int device) {
        isDoubtful |= routes.uses(device);
    }

    /// The routes are told anew, or could not be.
    void setDoubtful(boolean doubtful) {
        isDoubtful = doubtful;
    }

    /// The bridge domains are other ones.
    void settle() {
        Map.copyOf(told)
                .forEach(
                        (vni, before) -> {
                            var domain = domain(vni);
                            if (domain == null || domain.vrf().table() != before.table()) {
                                leave(vni);
                            }
                        });
        var tables = new HashMap<Vni, Integer>();
        for (var vni : l3Vnis) {
            var domain = domain(vni);
            if (domain != null) {
                tables.put(vni, domain.vrf().table());
            }
        }
        isDoubtful |= routes.watch(Set.copyOf(tables.values()));
        tables.forEach(this::enter);
    }

    private @Nullable BridgeDomain domain(Vni vni) {
        var domain = l3Vnis.contains(vni) ? domains.find(vni) : null;
        // Without an interface it is in no VRF.
        return domain == null || domain.routed() == 0 ? null : domain;
    }

    private void enter(Vni vni, int table) {
        if (told.putIfAbsent(vni, new Told(table, new HashMap<>())) == null) {
            routes.prefixes(table).forEach(prefix -> tell(vni, prefix));
        }
    }

    private void leave(Vni vni) {
        var gone = told.remove(vni);
        if (gone != null) {
            gone.prefixes().keySet().stream()
                    .sorted(Comparator.comparing(IpPrefix::toString))
                    .forEach(each -> facts.accept(new KernelFact.PrefixGone(vni, each)));
        }
    }

    /// The kernel has a route.
    ///
    /// @param replaces whether it is in the place of the one with its metric
    /// @return the L3 VNIs of those whose table it is in
    List<Vni> put(RouteEntry route, boolean replaces) {
        return routes.put(route, replaces) ? changed(route) : List.of();
    }

    /// The kernel has a route no more.
    ///
    /// @return as with [#put]
    List<Vni> remove(RouteEntry route) {
        return routes.remove(route) ? changed(route) : List.of();
    }

    private List<Vni> changed(RouteEntry route) {
        var of = new ArrayList<Vni>();
        told.forEach(
                (vni, known) -> {
                    if (known.table() == route.table()) {
                        of.add(vni);
                    }
                });
        of.forEach(vni -> tell(vni, route.prefix()));
        return of;
    }

    private void tell(Vni vni, IpPrefix prefix) {
        var known = told.get(vni);
        if (known == null) {
            return;
        }
        var source = source(known.table(), prefix);
        var before =
                source == null
                        ? known.prefixes().remove(prefix)
                        : known.prefixes().put(prefix, source);
        if (source != before) {
            facts.accept(
                    source == null
                            ? new KernelFact.PrefixGone(vni, prefix)
                            : new KernelFact.PrefixIs(vni, prefix, source));
        }
    }

    /// Tells of all prefixes once more.
    void tellAgain() {
        told.keySet().forEach(this::tellAgain);
    }

    /// Tells of all prefixes of one once more.
    void tellAgain(Vni vni) {
        var known = told.get(vni);
        if (known != null) {
            known.prefixes()
                    .forEach(
                            (prefix, source) ->
                                    facts.accept(new KernelFact.PrefixIs(vni, prefix, source)));
        }
    }

    /// Of several routes to a prefix, that with the lowest metric counts.
    private @Nullable PrefixSource source(int table, IpPrefix prefix) {
        if (!isToBeTold(prefix)) {
            return null;
        }
        PrefixSource source = null;
        long metric = Long.MAX_VALUE;
        for (var each : routes.find(table, prefix)) {
            var of = PrefixSource.of(each);
            if (of != null && each.metric() < metric) {
                source = of;
                metric = each.metric();
            }
        }
        return source;
    }

    /// Whether it means the same to others.
    private static boolean isToBeTold(IpPrefix prefix) {
        return switch (prefix.address()) {
            case Ipv4Address _ -> !isWithin(prefix, LOOPBACK);
            case Ipv6Address _ -> !isWithin(prefix, LINK_LOCAL) && !isWithin(prefix, LOOPBACK_IPV6);
        };
    }

    private static boolean isWithin(IpPrefix prefix, IpPrefix larger) {
        return prefix.length() >= larger.length()
                && new IpPrefix(prefix.address(), larger.length()).equals(larger);
    }
}
