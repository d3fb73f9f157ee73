package dev.evpnd.rib.watch;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.in.AttributeReader;
import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.octets.Octets;

import java.util.Arrays;

/// What was chosen of an EVPN route: whose path it is, and what it says as it counts here. It is of
/// its moment, whatever becomes of the path; any thread may read it.
///
/// @param number by which the announcer was known
/// @param remainder what of the route is no key
public record BestPath(Peer announcer, int number, AttributeSet attributes, Octets remainder) {

    /// Whether others were told the same.
    boolean saysWhat(BestPath other) {
        return announcer.equals(other.announcer)
                && remainder.equals(other.remainder)
                && attributes.weight() == other.attributes.weight()
                && attributes.nextHopLength() == other.attributes.nextHopLength()
                && Arrays.equals(attributes.array(), other.attributes.array());
    }

    /// The same as paths are shown.
    ///
    /// @param key of the route
    /// @param reader that keeps what many share
    public PathStanding standing(Octets key, AttributeReader reader) {
        var content = reader.content(RouteFamily.EVPN.nlri(key, remainder), attributes);
        var path =
                new ReceivedPath(
                        number,
                        0,
                        content,
                        content,
                        attributes.weight(),
                        null,
                        null,
                        false,
                        attributes.propagation().isLongLivedStale(),
                        0);
        return new PathStanding(announcer, path, true, null);
    }
}
