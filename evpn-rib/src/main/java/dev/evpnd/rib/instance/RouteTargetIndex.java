package dev.evpnd.rib.instance;

import dev.evpnd.wire.community.RouteTarget;

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
    private final Map<RouteTarget, Set<T>> exact = new HashMap<>();
    private final Map<Long, Set<T>> byLocalAdministrator = new HashMap<>();

    void add(T instance, Collection<ImportTarget> targets) {
        for (var target : targets) {
            switch (target) {
                case ImportTarget.Exact(var routeTarget) -> add(exact, routeTarget, instance);
                case ImportTarget.AnyAdministrator(long local) ->
                        add(byLocalAdministrator, local, instance);
            }
        }
    }

    void remove(T instance, Collection<ImportTarget> targets) {
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
