package dev.evpnd.rib.instance;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which routes are imported by which instances.
///
/// A route that no instance imports is not kept; what it takes to look at one grows with its route
/// targets and the instances that they match, and not with the instances that there are.
final class Imports {
    /// By their order, for others choose the keys, and there may be very many.
    private final Map<Octets, Import> byKey = new TreeMap<>();

    private final RouteTargetIndex<Instance> index = new RouteTargetIndex<>();
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);

    /// Those that have imported the last route. Most routes have the same ones.
    private List<Instance> latest = List.of();

    private record Import(Offer offer, List<Instance> instances) {}

    /// The instance imports these targets, and those no more.
    void retarget(Instance instance, List<ImportTarget> before, List<ImportTarget> after) {
        index.remove(instance, before);
        index.add(instance, after);
    }

    TargetChanges takeTargetChanges() {
        return index.takeChanges();
    }

    boolean importsTarget(long bits) {
        return index.isImported(bits);
    }

    /// @return how many instances import the route
    int offer(Offer offer, long now) {
        var importing = importing(offer);
        var before = keep(offer, importing);
        if (before != null) {
            for (var instance : before.instances) {
                if (!importing.contains(instance)) {
                    instance.replace(before.offer, null, now);
                }
            }
        }
        var had = before == null ? Set.<Instance>of() : new HashSet<>(before.instances);
        for (var instance : importing) {
            var old = before != null && had.contains(instance) ? before.offer : null;
            if (!offer.equals(old)) {
                instance.replace(old, offer, now);
            }
        }
        return importing.size();
    }

    private Set<Instance> importing(Offer offer) {
        var matching = index.matching(offer.attributes().routeTargets());
        if (matching.isEmpty()) {
            count(Refusal.NO_ROUTE_TARGET);
        }
        matching.removeIf(
                instance -> {
                    var refusal = instance.refusal(offer);
                    if (refusal != null) {
                        count(refusal);
                    }
                    return refusal != null;
                });
        return matching;
    }

    private void count(Refusal refusal) {
        refused.merge(refusal, 1L, Long::sum);
    }

    /// @return what was kept up to now, or null
    private @Nullable Import keep(Offer offer, Collection<Instance> instances) {
        if (instances.isEmpty()) {
            return byKey.remove(offer.key());
        }
        return byKey.put(offer.key(), new Import(offer, shared(instances)));
    }

    private List<Instance> shared(Collection<Instance> instances) {
        boolean isOne = latest.size() == 1 && instances.size() == 1;
        if (!isOne || !instances.contains(latest.getFirst())) {
            latest = List.copyOf(instances);
        }
        return latest;
    }

    void gone(Octets key, long now) {
        var before = byKey.remove(key);
        if (before != null) {
            for (var instance : before.instances) {
                instance.replace(before.offer, null, now);
            }
        }
    }

    /// The instance imports nothing any more. What it imported, it lets go of later.
    void end(Instance instance) {
        index.remove(instance, instance.importTargets());
    }

    /// Lets go of an imported route, unless the instance would import it as it is now.
    void review(Instance instance, Offer offer, long now) {
        if (!ImportVerdict.of(instance, offer).isImported()) {
            instance.replace(offer, null, now);
            forget(instance, offer);
        }
    }

    /// The instance has let go of an imported route.
    void forget(Instance instance, Offer offer) {
        var found = byKey.get(offer.key());
        if (found != null) {
            var left = new ArrayList<>(found.instances);
            left.remove(instance);
            keep(found.offer, left);
        }
    }

    int size() {
        return byKey.size();
    }

    long refused(Refusal refusal) {
        return refused.getOrDefault(refusal, 0L);
    }
}
