package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The routes that matter, as the kernel told of them: those of the tenants' tables, and this
/// program's own wherever they are. A host may have a million others.
final class RouteTable {
    /// Those of a table can be walked while they change.
    private final Map<Integer, Map<IpPrefix, List<RouteEntry>>> tables = new HashMap<>();

    /// How many routes lead out by a device.
    private final Map<Integer, Integer> users = new HashMap<>();

    private Set<Integer> watched = Set.of();

    /// The hops of the route that was put last where there was none.
    private List<RouteEntry.Hop> latest = List.of();

    /// One that takes the same as another, and is empty.
    static RouteTable as(RouteTable other) {
        var table = new RouteTable();
        table.watched = other.watched;
        return table;
    }

    /// These tables matter from now on.
    ///
    /// @return whether there are some of which nothing is known
    boolean watch(Set<Integer> changed) {
        boolean isMore = !watched.containsAll(changed);
        boolean isLess = !changed.containsAll(watched);
        watched = Set.copyOf(changed);
        if (isLess) {
            var all = new ArrayList<RouteEntry>();
            forEach(all::add);
            all.stream().filter(each -> !matters(each)).forEach(this::drop);
        }
        return isMore;
    }

    boolean isWatched(int table) {
        return watched.contains(table);
    }

    private boolean matters(RouteEntry route) {
        return RouteComparison.isOurs(route) || isWatched(route.table());
    }

    /// @param replaces whether it is in the place of the one with its metric
    /// @return whether it matters
    boolean put(RouteEntry route, boolean replaces) {
        if (!matters(route)) {
            return false;
        }
        var before = find(route.table(), route.prefix());
        if (before.isEmpty()) {
            set(route.table(), route.prefix(), List.of(shared(route)));
            return true;
        }
        var of = new ArrayList<RouteEntry>();
        for (var each : before) {
            if (!each.equals(route) && !(replaces ? isInPlaceOf(route, each) : has(route, each))) {
                of.add(each);
            }
        }
        of.add(route);
        set(route.table(), route.prefix(), of);
        return true;
    }

    /// The same, with the hops of the last one where they are equal, as they are of most.
    private RouteEntry shared(RouteEntry route) {
        if (!route.hops().equals(latest)) {
            latest = route.hops();
            return route;
        }
        return new RouteEntry(
                route.table(),
                route.prefix(),
                route.protocol(),
                route.type(),
                route.metric(),
                route.nextHop(),
                latest);
    }

    private static boolean isInPlaceOf(RouteEntry route, RouteEntry before) {
        return route.metric() == before.metric();
    }

    /// Where an IPv6 route gets one hop more, all that it has by then is told.
    private static boolean has(RouteEntry route, RouteEntry before) {
        return isIpv6(route)
                && isInPlaceOf(route, before)
                && route.protocol() == before.protocol()
                && route.hops().containsAll(before.hops());
    }

    private static boolean isIpv6(RouteEntry route) {
        return route.prefix().address() instanceof Ipv6Address;
    }

    private void drop(RouteEntry route) {
        var left = new ArrayList<>(find(route.table(), route.prefix()));
        left.remove(route);
        set(route.table(), route.prefix(), left);
    }

    /// Whether there is anything to be known.
    boolean hasUse() {
        return !watched.isEmpty() || !tables.isEmpty();
    }

    /// @return whether it mattered
    boolean remove(RouteEntry gone) {
        if (!matters(gone)) {
            return false;
        }
        var left = new ArrayList<RouteEntry>();
        for (var each : find(gone.table(), gone.prefix())) {
            var rest = isIpv6(each) && isInPlaceOf(gone, each) ? without(each, gone) : each;
            // The kernel may tell of the hops in another order than before.
            boolean isGone = each.equals(gone) || !rest.equals(each) && rest.hops().isEmpty();
            if (!isGone) {
                left.add(rest);
            }
        }
        set(gone.table(), gone.prefix(), left);
        return true;
    }

    /// Where an IPv6 route loses one hop of several, that is told.
    private static RouteEntry without(RouteEntry route, RouteEntry gone) {
        var hops = new ArrayList<>(route.hops());
        if (route.protocol() != gone.protocol() || !hops.removeAll(gone.hops())) {
            return route;
        }
        return new RouteEntry(
                route.table(),
                route.prefix(),
                route.protocol(),
                route.type(),
                route.metric(),
                route.nextHop(),
                hops);
    }

    private void set(int table, IpPrefix prefix, List<RouteEntry> routes) {
        var of = tables.computeIfAbsent(table, _ -> new ConcurrentHashMap<>());
        var kept = List.copyOf(routes);
        var before = kept.isEmpty() ? of.remove(prefix) : of.put(prefix, kept);
        if (before != null) {
            before.forEach(each -> use(each, -1));
        }
        kept.forEach(each -> use(each, 1));
        if (of.isEmpty()) {
            tables.remove(table);
        }
    }

    private void use(RouteEntry route, int more) {
        for (var hop : route.hops()) {
            users.merge(hop.device(), more, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /// Whether a route leads out by a device: the kernel does not always say when one goes with it.
    boolean uses(int device) {
        return users.containsKey(device);
    }

    /// The routes to a prefix, of whomever.
    List<RouteEntry> find(int table, IpPrefix prefix) {
        return tables.getOrDefault(table, Map.of()).getOrDefault(prefix, List.of());
    }

    boolean has(RouteEntry route) {
        return find(route.table(), route.prefix()).contains(route);
    }

    /// The prefixes of a table. Who walks them while they change may see what is gone, or not what
    /// is new.
    Iterable<IpPrefix> prefixes(int table) {
        return tables.getOrDefault(table, Map.of()).keySet();
    }

    /// All routes, bit by bit while they change: as with [#prefixes].
    Iterable<RouteEntry> of(int table) {
        return () ->
                tables.getOrDefault(table, Map.of()).values().stream()
                        .flatMap(List::stream)
                        .iterator();
    }

    Set<Integer> tables() {
        return Set.copyOf(tables.keySet());
    }

    void forEach(Consumer<RouteEntry> to) {
        tables.values().forEach(of -> of.values().forEach(each -> each.forEach(to)));
    }
}
