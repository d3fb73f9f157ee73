package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /// Those of bridge domains, as they were when the prefixes were told.
    private Set<Integer> interfaces = Set.of();

    private boolean isDoubtful;

    Tenants(Domains domains, RouteTable routes, Consumer<KernelFact> facts) {
        this.domains = domains;
        this.routes = routes;
        this.facts = facts;
    }

    private record Told(int table, Map<IpPrefix, Reached> prefixes) {}

    /// How this host reaches a prefix.
    ///
    /// @param gateway a host of a bridge domain, as the one way to which, or null
    private record Reached(PrefixSource source, @Nullable IpAddress gateway) {
        private static final Map<PrefixSource, Reached> WITHOUT_GATEWAY =
                Stream.of(PrefixSource.values())
                        .collect(Collectors.toMap(each -> each, each -> new Reached(each, null)));

        static Reached by(PrefixSource source, @Nullable IpAddress gateway) {
            return gateway == null
                    ? Objects.requireNonNull(WITHOUT_GATEWAY.get(source))
                    : new Reached(source, gateway);
        }

        KernelFact of(Vni vni, IpPrefix prefix) {
            return new KernelFact.PrefixIs(vni, prefix, source, gateway);
        }
    }

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
        var routed = domains.all().stream().map(BridgeDomain::routed).collect(Collectors.toSet());
        if (!routed.equals(interfaces)) {
            interfaces = routed;
            Map.copyOf(told)
                    .forEach(
                            (vni, known) ->
                                    List.copyOf(known.prefixes().keySet())
                                            .forEach(prefix -> tell(vni, prefix)));
        }
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
        var reached = reached(known.table(), prefix);
        var before =
                reached == null
                        ? known.prefixes().remove(prefix)
                        : known.prefixes().put(prefix, reached);
        if (!Objects.equals(reached, before)) {
            facts.accept(
                    reached == null
                            ? new KernelFact.PrefixGone(vni, prefix)
                            : reached.of(vni, prefix));
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
            known.prefixes().forEach((prefix, reached) -> facts.accept(reached.of(vni, prefix)));
        }
    }

    /// Of several routes to a prefix, that with the lowest metric counts.
    private @Nullable Reached reached(int table, IpPrefix prefix) {
        if (!isToBeTold(prefix)) {
            return null;
        }
        Reached reached = null;
        long metric = Long.MAX_VALUE;
        for (var each : routes.find(table, prefix)) {
            var of = PrefixSource.of(each);
            if (of != null && each.metric() < metric) {
                reached = Reached.by(of, gateway(each));
                metric = each.metric();
            }
        }
        return reached;
    }

    /// The host of a bridge domain that a route leads to, if it is one.
    private @Nullable IpAddress gateway(RouteEntry route) {
        if (route.hops().size() != 1) {
            return null;
        }
        var hop = route.hops().getFirst();
        var domain = domains.routedBy(hop.device());
        return domain == null || l3Vnis.contains(domain.vni()) ? null : hop.gateway();
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
