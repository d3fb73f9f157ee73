package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.RemainderTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// EVPN routes as records, made of the rows of the tables and taken apart again, for a policy that
/// looks at them.
final class RouteRecords {
    private final Routes routes;
    private final OctetWriter nlri = new OctetWriter();
    private final EvpnNlriView view = new EvpnNlriView();

    RouteRecords(Routes routes) {
        this.routes = routes;
    }

    /// The route of a [DestinationTable] and a [RemainderTable].
    EvpnRoute read(int destination, int remainder) {
        nlri.clear();
        routes.writeNlri(destination, remainder, nlri);
        wrap();
        return view.toRoute();
    }

    /// What of a route is no key.
    Octets remainder(EvpnRoute route) {
        nlri.clear();
        route.encode(nlri);
        wrap();
        byte[] remainder = new byte[view.remainderLength()];
        view.copyRemainder(remainder, 0);
        return Octets.copyOf(remainder, 0, remainder.length);
    }

    private void wrap() {
        view.wrap(nlri.array(), 0, nlri.length(), false);
        view.next();
    }
}
