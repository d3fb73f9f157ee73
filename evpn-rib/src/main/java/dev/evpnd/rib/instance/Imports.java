package dev.evpnd.rib.instance;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which routes are imported by which instances.
///
/// A route that no instance imports is not kept; what it takes to look at one grows with its route
/// targets and the instances that they match, and not with the instances that there are.
final class Imports {
    private final Map<Octets, Import> byKey = new HashMap<>();
    private final RouteTargetIndex<Instance> index = new RouteTargetIndex<>();
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);

    private record Import(Offer offer, List<Instance> instances) {}

    /// The instance imports these targets, and those no more.
    void retarget(Instance instance, List<ImportTarget> before, List<ImportTarget> after) {
        index.remove(instance, before);
        index.add(instance, after);
    }

    boolean importsTarget(long bits) {
        return index.isImported(bits);
    }

    /// @return how many instances import the route
    int offer(Offer offer, long now) {
        var importing = importing(offer);
        var before = byKey.get(offer.key());
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
        keep(offer, List.copyOf(importing));
        return importing.size();
    }

    private Set<Instance> importing(Offer offer) {
        var importing = new LinkedHashSet<Instance>();
        var matching = index.matching(offer.attributes().routeTargets());
        if (matching.isEmpty()) {
            count(Refusal.NO_ROUTE_TARGET);
        }
        for (var instance : matching) {
            var refusal = instance.refusal(offer);
            if (refusal == null) {
                importing.add(instance);
            } else {
                count(refusal);
            }
        }
        return importing;
    }

    private void count(Refusal refusal) {
        refused.merge(refusal, 1L, Long::sum);
    }

    private void keep(Offer offer, List<Instance> instances) {
        if (instances.isEmpty()) {
            byKey.remove(offer.key());
        } else {
            byKey.put(offer.key(), new Import(offer, instances));
        }
    }

    void gone(Octets key, long now) {
        var before = byKey.remove(key);
        if (before != null) {
            for (var instance : before.instances) {
                instance.replace(before.offer, null, now);
            }
        }
    }

    /// Lets go of what an instance imported and would not import any more.
    void review(Instance instance, long now) {
        for (var offer : instance.imported()) {
            if (!ImportVerdict.of(instance, offer).isImported()) {
                remove(instance, offer, now);
            }
        }
    }

    /// Lets go of all that an instance imported.
    void removeAll(Instance instance, long now) {
        index.remove(instance, instance.importTargets());
        for (var offer : instance.imported()) {
            remove(instance, offer, now);
        }
    }

    private void remove(Instance instance, Offer offer, long now) {
        instance.replace(offer, null, now);
        var left = new ArrayList<>(instances(byKey.get(offer.key())));
        left.remove(instance);
        keep(offer, left);
    }

    private static List<Instance> instances(@Nullable Import found) {
        return found == null ? List.of() : found.instances;
    }

    int size() {
        return byKey.size();
    }

    long refused(Refusal refusal) {
        return refused.getOrDefault(refusal, 0L);
    }
}
