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

    /// Since they were asked for.
    private Set<ImportTarget> added = new LinkedHashSet<>();

    private Set<ImportTarget> removed = new LinkedHashSet<>();

    void add(T instance, Collection<ImportTarget> targets) {
        changed = true;
        for (var target : targets) {
            boolean isNew =
                    switch (target) {
                        case ImportTarget.Exact(var routeTarget) ->
                                add(exact, routeTarget, instance);
                        case ImportTarget.AnyAdministrator(long local) ->
                                add(byLocalAdministrator, local, instance);
                    };
            if (isNew && !removed.remove(target)) {
                added.add(target);
            }
        }
    }

    void remove(T instance, Collection<ImportTarget> targets) {
        changed = true;
        for (var target : targets) {
            boolean isLast =
                    switch (target) {
                        case ImportTarget.Exact(var routeTarget) ->
                                remove(exact, routeTarget, instance);
                        case ImportTarget.AnyAdministrator(long local) ->
                                remove(byLocalAdministrator, local, instance);
                    };
            if (isLast && !added.remove(target)) {
                removed.add(target);
            }
        }
    }

    /// What is imported by anybody now and was not at the last call, and the other way round.
    TargetChanges takeChanges() {
        var changes = new TargetChanges(added, removed);
        added = new LinkedHashSet<>();
        removed = new LinkedHashSet<>();
        return changes;
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

    /// @return whether it is the first with this key
    private static <K, T> boolean add(Map<K, Set<T>> index, K key, T instance) {
        boolean isNew = !index.containsKey(key);
        index.computeIfAbsent(key, absent -> new LinkedHashSet<>()).add(instance);
        return isNew;
    }

    /// @return whether it was the last with this key
    private static <K, T> boolean remove(Map<K, Set<T>> index, K key, T instance) {
        var instances = index.get(key);
        if (instances == null || !instances.remove(instance) || !instances.isEmpty()) {
            return false;
        }
        index.remove(key);
        return true;
    }
}
