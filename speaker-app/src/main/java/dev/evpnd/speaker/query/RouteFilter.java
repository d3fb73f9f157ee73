package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import java.util.Optional;

/// Which routes are asked for.
///
/// @param routeType of EVPN, all where there is none
/// @param distinguisher of EVPN routes, all where there is none
/// @param peer whose paths alone are asked for, and the routes that have one
public record RouteFilter(
        RouteFamily family,
        Optional<Integer> routeType,
        Optional<RouteDistinguisher> distinguisher,
        Optional<IpAddress> peer) {

    public RouteFilter {
        if (family != RouteFamily.EVPN && (routeType.isPresent() || distinguisher.isPresent())) {
            throw new IllegalArgumentException("only EVPN routes have a type and an RD");
        }
    }

    /// All routes of a family.
    public static RouteFilter all(RouteFamily family) {
        return new RouteFilter(family, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Whether the route with a key is asked for, as far as the key says.
    boolean takes(Octets key) {
        return routeType.map(type -> key.at(0) == type).orElse(true)
                && distinguisher.map(it -> begins(key, it)).orElse(true);
    }

    /// The key of an EVPN route begins with its type and its RD, but for that of a leaf and those
    /// of types that nobody knows here.
    private static boolean begins(Octets key, RouteDistinguisher distinguisher) {
        int type = key.at(0);
        return EvpnRoute.isRecognized(type)
                && type != EvpnRoute.LEAF_AUTO_DISCOVERY
                && key.slice(1, Long.BYTES).reader().u64() == distinguisher.bits();
    }

    /// What is asked for of a route; without a path, nothing is.
    Standings narrow(Standings standings) {
        if (peer.isEmpty()) {
            return standings;
        }
        var paths =
                standings.paths().stream()
                        .filter(path -> path.announcer().kind() != PeerKind.LOCAL)
                        .filter(path -> path.announcer().address().equals(peer.get()))
                        .toList();
        return new Standings(standings.key(), standings.settled(), paths, standings.decidedBy());
    }
}
