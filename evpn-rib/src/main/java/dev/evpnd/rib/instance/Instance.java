package dev.evpnd.rib.instance;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A VPN's table on this VTEP, to which routes are imported.
sealed interface Instance permits MacVrf, IpVrf {

    /// The VNI that names the instance: of an IP-VRF the L3 VNI.
    Vni vni();

    List<ImportTarget> importTargets();

    /// Why a route is not imported whose route targets match, or null where it is.
    @Nullable Refusal refusal(Offer offer);

    /// Why a route that is imported cannot be used at present, or null where nothing is known that
    /// hinders it.
    @Nullable Hindrance hindrance(Offer offer);

    /// An imported route comes, changes or goes. An instance that has ended is past caring.
    ///
    /// @param before as which it was imported, or null
    /// @param after as which it is imported from now on, or null
    void replace(@Nullable Offer before, @Nullable Offer after, long now);

    /// The routes that it holds.
    HeldRoutes held();

    /// Whether it announces the route with this key.
    boolean originates(Octets key);

    /// Has all that it holds considered anew, since settings have changed.
    void review();

    /// Goes on considering what it holds by settings that have changed, or once it has ended,
    /// letting go of it.
    ///
    /// @return whether there is more
    boolean goOn(Imports imports, Slice slice, long now);
}
