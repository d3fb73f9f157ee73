package dev.evpnd.speaker.query;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.List;

/// What the kernel should hold of what a route says, and how it stands with that.
@FunctionalInterface
public interface HeldForRoute {
    /// Where there is no kernel, or nobody asks for it.
    HeldForRoute NOTHING = (_, _) -> List.of();

    /// @param vni of an instance that imports the route
    List<Installation> of(Vni vni, EvpnRoute route);
}
