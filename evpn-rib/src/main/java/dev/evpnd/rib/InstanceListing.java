package dev.evpnd.rib;

import dev.evpnd.rib.explain.InstancePath;
import dev.evpnd.rib.instance.HeldRoutes;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.octets.Octets;

import java.util.List;
import java.util.function.Function;

/// The routes of one instance, in slices that do not hold up the writer: what that costs grows with
/// the instance, and not with the table. [HeldRoutes] says what is listed.
public final class InstanceListing {
    private final Vni vni;
    private final HeldRoutes held;
    private final Function<Octets, Explainer> explainers;

    /// @param explainers of the tables that routes are in
    InstanceListing(Vni vni, HeldRoutes held, Function<Octets, Explainer> explainers) {
        this.vni = vni;
        this.held = held;
        this.explainers = explainers;
    }

    public boolean isDone() {
        return held.isDone();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    /// @return keys for [#paths], perhaps none although there are more
    public List<Octets> next(int rows) {
        return held.next(rows);
    }

    /// The paths by which the instance knows a route, in no order, and perhaps none any more. What
    /// many paths share is read once, and is one object in all of them.
    public List<InstancePath> paths(Octets key) {
        return explainers.apply(key).instancePaths(vni, key);
    }
}
