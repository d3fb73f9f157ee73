package dev.evpnd.speaker.query;

import dev.evpnd.rib.instance.ImportedPaths;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// What leads to the other VTEPs of an instance, by what the kernel should hold for it: a slice at
/// a time, however much it is.
public final class TenantQueries {
    private static final int ROWS_AT_ONCE = 256;

    private final RoutingQueries routing;
    private final int most;

    TenantQueries(RoutingQueries routing) {
        this(routing, Integer.MAX_VALUE);
    }

    /// @param most of what there is for an instance that is looked at
    TenantQueries(RoutingQueries routing, int most) {
        this.routing = routing;
        this.most = most;
    }

    /// The other VTEPs of a bridge domain, in the order of their addresses.
    public List<RemoteVtep> vteps(Vni vni) {
        var flooded = new TreeMap<IpAddress, Boolean>();
        each(
                vni,
                IntentKey.Kind.FLOOD,
                IntentKey.Kind.MAC,
                intent -> {
                    if (intent instanceof Intent.FloodEntry it) {
                        flooded.put(it.vtep(), true);
                    } else if (intent instanceof Intent.RemoteMac it) {
                        flooded.putIfAbsent(it.vtep(), false);
                    }
                });
        return flooded.entrySet().stream()
                .map(each -> new RemoteVtep(each.getKey(), each.getValue()))
                .toList();
    }

    /// The routers of other VTEPs to which an IP-VRF sends, in the order of their MAC addresses.
    public void routers(Vni l3Vni, Consumer<Intent.RemoteRouter> to) {
        each(
                l3Vni,
                IntentKey.Kind.MAC,
                IntentKey.Kind.MAC,
                intent -> {
                    if (intent instanceof Intent.RemoteRouter it) {
                        to.accept(it);
                    }
                });
    }

    /// How many routers that are.
    public long routers(Vni l3Vni) {
        var count = new LongAdder();
        routers(l3Vni, _ -> count.increment());
        return count.sum();
    }

    /// The router with a MAC address, if an IP-VRF sends to it.
    public Optional<Intent.RemoteRouter> router(Vni l3Vni, MacAddress mac) {
        var found = new AtomicReference<Intent.@Nullable RemoteRouter>();
        routers(
                l3Vni,
                each -> {
                    if (each.routerMac().equals(mac)) {
                        found.set(each);
                    }
                });
        return Optional.ofNullable(found.get());
    }

    /// The next hops of an IP-VRF's routes, in the order of their addresses. That takes a look at
    /// every route.
    public Collection<TenantNextHop> nextHops(Vni l3Vni) {
        Map<IpAddress, TenantNextHop> nextHops = new TreeMap<>();
        each(
                l3Vni,
                IntentKey.Kind.PREFIX,
                IntentKey.Kind.PREFIX,
                intent -> {
                    if (intent instanceof Intent.RemotePrefix it) {
                        it.nextHops()
                                .forEach(
                                        via ->
                                                add(
                                                        nextHops,
                                                        it.prefix(),
                                                        via.gateway(),
                                                        via.routerMac()));
                    }
                });
        return nextHops.values();
    }

    private static void add(
            Map<IpAddress, TenantNextHop> all,
            IpPrefix prefix,
            IpAddress address,
            MacAddress router) {
        all.merge(
                address,
                new TenantNextHop(address, router, 1, prefix),
                (known, _) -> known.again());
    }

    /// A prefix, and how many ways to it lead over one next hop.
    public record Via(IpPrefix prefix, long paths) {}

    /// The prefixes that an IP-VRF reaches over a next hop, in their order.
    public void prefixes(Vni l3Vni, IpAddress nextHop, Consumer<Via> to) {
        each(
                l3Vni,
                IntentKey.Kind.PREFIX,
                IntentKey.Kind.PREFIX,
                intent -> {
                    if (intent instanceof Intent.RemotePrefix it) {
                        long paths =
                                it.nextHops().stream()
                                        .map(Intent.NextHop::gateway)
                                        .filter(nextHop::equals)
                                        .count();
                        if (paths > 0) {
                            to.accept(new Via(it.prefix(), paths));
                        }
                    }
                });
    }

    private void each(Vni vni, IntentKey.Kind first, IntentKey.Kind last, Consumer<Intent> to) {
        var after = IntentKey.before(vni, first);
        for (long looked = 0; looked < most; looked += ROWS_AT_ONCE) {
            var behind = after;
            var some =
                    routing.ask(rib -> rib.instances().intents(behind, ROWS_AT_ONCE)).stream()
                            .takeWhile(each -> each.vni().equals(vni))
                            .takeWhile(each -> each.key().kind().compareTo(last) <= 0)
                            .toList();
            some.forEach(to);
            if (some.size() < ROWS_AT_ONCE) {
                return;
            }
            after = some.getLast().key();
        }
    }

    /// The next hops of those routes to hosts of an IP-VRF that are behind an Ethernet segment, in
    /// the order of their addresses, with how many of the routes have it.
    public Collection<TenantNextHop> nextHopsOfSegments(Vni l3Vni) {
        Map<IpAddress, TenantNextHop> nextHops = new TreeMap<>();
        var paths = routing.ask(rib -> rib.instances().importedPaths(l3Vni));
        boolean done = false;
        while (!done) {
            var some = new ArrayList<ImportedPaths.Path>();
            done =
                    routing.ask(
                            _ -> {
                                some.addAll(paths.next(ROWS_AT_ONCE));
                                return paths.isDone();
                            });
            some.stream()
                    .filter(each -> !each.segment().isZero())
                    .forEach(
                            each ->
                                    add(
                                            nextHops,
                                            each.prefix(),
                                            TenantNextHop.of(each.prefix(), each.tunnel().vtep()),
                                            each.tunnel().routerMac()));
        }
        return nextHops.values();
    }
}
