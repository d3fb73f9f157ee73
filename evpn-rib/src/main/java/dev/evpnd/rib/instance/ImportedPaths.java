package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/// The routes that an IP-VRF has imported, in slices that do not hold up the writer.
///
/// What comes or goes between two slices may be there or not; what is there from the first to the
/// last is there once.
public final class ImportedPaths {
    private final NavigableMap<IpPrefix, PrefixRoutes> routes;

    /// The prefix that the walk has come to, or null before the first.
    private @Nullable IpPrefix prefix;

    /// The last route to it that the walk has come by, or null.
    private @Nullable PrefixCandidate route;

    private boolean done;

    /// One of them that says itself by which way it is reached, and not by a gateway.
    ///
    /// @param segment the Ethernet segment that the prefix is behind, zero where it is behind none
    public record Path(IpPrefix prefix, Tunnel tunnel, EthernetSegmentId segment) {}

    ImportedPaths(NavigableMap<IpPrefix, PrefixRoutes> routes) {
        this.routes = routes;
    }

    public boolean isDone() {
        return done;
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    /// @return by their prefixes, and of one the best first; perhaps none although there are more
    public List<Path> next(int rows) {
        var paths = new ArrayList<Path>();
        for (int left = rows; left > 0 && !done; left--) {
            var some = prefix == null ? null : routes.get(prefix);
            route = some == null ? null : some.after(route);
            if (route != null) {
                var tunnel = route.tunnel();
                if (tunnel != null) {
                    paths.add(new Path(route.prefix(), tunnel, segment(route.offer().route())));
                }
            } else {
                var next = prefix == null ? routes.firstEntry() : routes.higherEntry(prefix);
                prefix = next == null ? null : next.getKey();
                done = next == null;
            }
        }
        return paths;
    }

    private static EthernetSegmentId segment(EvpnRoute route) {
        return switch (route) {
            case MacIpAdvertisement it -> it.ethernetSegmentId();
            case IpPrefixAdvertisement it -> it.ethernetSegmentId();
            default -> EthernetSegmentId.ZERO;
        };
    }
}
