package dev.evpnd.rib;

import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.MacExplanation;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The search for all that there is to say of a MAC address in a MAC-VRF, in slices that do not
/// hold up the writer: routes that the instance refuses are found nowhere but in the whole table.
///
/// What comes or goes between two slices may be found or not. The answer is of the time when it is
/// given; it takes time for each route, so the search is over when there are enough.
public final class MacSearch {
    /// A host has a few routes; more has a router or a proxy, or whoever means no good.
    static final int MOST_ROUTES = 64;

    private final RibView view;
    private final InstanceFeed feed;
    private final DestinationCursor cursor;
    private final Vni vni;
    private final MacAddress mac;
    private final @Nullable IpAddress address;

    /// Each once, though one that went may have come again further on.
    private final Set<Octets> found = new LinkedHashSet<>();

    MacSearch(
            RibView view,
            InstanceFeed feed,
            List<Routes> shards,
            Vni vni,
            MacAddress mac,
            @Nullable IpAddress address) {
        this.view = view;
        this.feed = feed;
        cursor = new DestinationCursor(shards);
        this.vni = vni;
        this.mac = mac;
        this.address = address;
    }

    public boolean isDone() {
        return found.size() == MOST_ROUTES || cursor.isDone();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    public void next(int rows) {
        for (int left = rows; left > 0 && !isDone(); left--) {
            var routes = cursor.routes();
            int destination = cursor.next();
            int path = routes.destinations().firstPath(destination);
            if (path != PathTable.NONE && isAsked(routes, destination, path)) {
                found.add(routes.destinations().key(destination));
            }
        }
    }

    private boolean isAsked(Routes routes, int destination, int path) {
        var destinations = routes.destinations();
        int type = destinations.keyArray(destination)[destinations.keyStart(destination)];
        return type == EvpnRoute.MAC_IP_ADVERTISEMENT
                && routes.route(destination, routes.paths().remainder(path))
                        instanceof MacIpAdvertisement route
                && route.macAddress().equals(mac)
                && (address == null
                        || route.ipAddress() == null
                        || address.equals(route.ipAddress()));
    }

    /// What there is to say by what was found so far.
    public MacExplanation answer() {
        var routes = new ArrayList<MacExplanation.Route>();
        for (var key : found) {
            view.explain(key).ifPresent(explanation -> add(routes, explanation));
        }
        var standing = feed.instances().host(vni, mac, address).orElse(null);
        return new MacExplanation(vni, mac, standing, routes);
    }

    private void add(List<MacExplanation.Route> routes, Explanation explanation) {
        // What is known has a path, and the best is the first.
        if (explanation.paths().getFirst().route() instanceof MacIpAdvertisement route) {
            routes.add(new MacExplanation.Route(route, verdict(explanation), explanation));
        }
    }

    private @Nullable ImportVerdict verdict(Explanation explanation) {
        return explanation.imports().stream()
                .filter(verdict -> verdict.vni().equals(vni))
                .findFirst()
                .orElse(null);
    }
}
