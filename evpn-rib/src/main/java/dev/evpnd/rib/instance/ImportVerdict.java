package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What one instance makes of a route.
///
/// @param vni of the instance, the L3 VNI of an IP-VRF
/// @param by the import targets that the route matches, none where it matches none
/// @param refusal why it is not imported all the same, or null where it is imported
/// @param hindrance why it is not used although it is imported, or null where nothing hinders it
public record ImportVerdict(
        Vni vni, List<ImportTarget> by, @Nullable Refusal refusal, @Nullable Hindrance hindrance) {
    public ImportVerdict {
        by = List.copyOf(by);
    }

    static ImportVerdict of(Instance instance, Offer offer) {
        var by =
                instance.importTargets().stream()
                        .filter(
                                target ->
                                        offer.attributes().routeTargets().stream()
                                                .anyMatch(target::matches))
                        .toList();
        var refusal = by.isEmpty() ? Refusal.NO_ROUTE_TARGET : instance.refusal(offer);
        return new ImportVerdict(instance.vni(), by, refusal, null);
    }

    /// The same with what hinders it.
    static ImportVerdict explained(Instance instance, Offer offer) {
        var verdict = of(instance, offer);
        return verdict.isImported()
                ? new ImportVerdict(
                        verdict.vni, verdict.by, verdict.refusal, instance.hindrance(offer))
                : verdict;
    }

    public boolean isImported() {
        return refusal == null;
    }
}
