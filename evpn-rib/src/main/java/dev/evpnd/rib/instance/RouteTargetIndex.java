package dev.evpnd.rib.instance;

import dev.evpnd.wire.community.RouteTarget;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which instances import a route, by its route targets: two look-ups for each target, however many
/// instances there are.
///
/// @param <T> an instance, known by its identity or a cheap equality
final class RouteTargetIndex<T> {
    /// The last of the three encodings of a route target, RFC 5668 section 2.
    private static final int FOUR_OCTET_AS = 2;

    private final Map<RouteTarget, Set<T>> exact = new HashMap<>();
    private final Map<Long, Set<T>> byLocalAdministrator = new HashMap<>();

    /// The keys of the two, in their order, unless they have changed since: for questions that cost
    /// no object.
    private long[] exactBits = {};

    private long[] localAdministrators = {};
    private boolean changed;

    void add(T instance, Collection<ImportTarget> targets) {
        changed = true;
        for (var target : targets) {
            switch (target) {
                case ImportTarget.Exact(var routeTarget) -> add(exact, routeTarget, instance);
                case ImportTarget.AnyAdministrator(long local) ->
                        add(byLocalAdministrator, local, instance);
            }
        }
    }

    void remove(T instance, Collection<ImportTarget> targets) {
        changed = true;
        for (var target : targets) {
            switch (target) {
                case ImportTarget.Exact(var routeTarget) -> remove(exact, routeTarget, instance);
                case ImportTarget.AnyAdministrator(long local) ->
                        remove(byLocalAdministrator, local, instance);
            }
        }
    }

    /// The instances that import one of the targets, each once, in the order of the targets.
    Set<T> matching(List<RouteTarget> targets) {
        var matching = new LinkedHashSet<T>();
        for (var target : targets) {
            matching.addAll(exact.getOrDefault(target, Set.of()));
            matching.addAll(
                    byLocalAdministrator.getOrDefault(target.localAdministrator(), Set.of()));
        }
        return matching;
    }

    /// Whether any instance imports the target with these octets. An Ethernet segment's, which goes
    /// by another type, is never imported.
    boolean isImported(long bits) {
        if (changed) {
            exactBits = exact.keySet().stream().mapToLong(RouteTarget::bits).sorted().toArray();
            localAdministrators =
                    byLocalAdministrator.keySet().stream()
                            .mapToLong(Long::longValue)
                            .sorted()
                            .toArray();
            changed = false;
        }
        return Arrays.binarySearch(exactBits, bits) >= 0
                || localAdministrators.length > 0
                        && isRouteTarget(bits)
                        && Arrays.binarySearch(
                                        localAdministrators,
                                        new RouteTarget(bits).localAdministrator())
                                >= 0;
    }

    private static boolean isRouteTarget(long bits) {
        return bits >>> Long.SIZE - Byte.SIZE <= FOUR_OCTET_AS;
    }

    private static <K, T> void add(Map<K, Set<T>> index, K key, T instance) {
        index.computeIfAbsent(key, absent -> new LinkedHashSet<>()).add(instance);
    }

    private static <K, T> void remove(Map<K, Set<T>> index, K key, T instance) {
        index.computeIfPresent(
                key,
                (present, instances) -> {
                    instances.remove(instance);
                    return instances.isEmpty() ? null : instances;
                });
    }
}
