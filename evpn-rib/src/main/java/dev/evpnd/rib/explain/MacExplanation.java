package dev.evpnd.rib.explain;

import dev.evpnd.rib.instance.HostStanding;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Everything that is known of a MAC address in one MAC-VRF, and why it is so: what the instance
/// makes of it, and the routes it makes that of.
///
/// @param standing where the address is, which step chose, whether it is sticky or a duplicate, and
///   what the kernel should hold; null where there is no such MAC-VRF
/// @param routes of type 2 that have the address, those that the instance does not import among
///   them, and not more than can be of interest: of very many, one IP address is to be asked about
public record MacExplanation(
        Vni vni, MacAddress mac, @Nullable HostStanding standing, List<Route> routes) {

    public MacExplanation {
        routes = List.copyOf(routes);
    }

    /// One route that has the address.
    ///
    /// @param route of its best path, or of any where none may be chosen
    /// @param verdict what the instance makes of the best path, null where there is none or no such
    ///   instance
    /// @param explanation how the best path came to be that, and who else is told
    public record Route(
            MacIpAdvertisement route, @Nullable ImportVerdict verdict, Explanation explanation) {

        /// Whether the instance goes by the route.
        public boolean isImported() {
            return verdict != null && verdict.isImported();
        }
    }
}
