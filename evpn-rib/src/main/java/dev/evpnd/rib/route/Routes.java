package dev.evpnd.rib.route;

import dev.evpnd.wire.evpn.RouteParts;
import dev.evpnd.wire.octets.OctetWriter;

/// The tables of one address family, which belong together.
///
/// @param attributes may be shared with the tables of other families
public record Routes(
        DestinationTable destinations,
        PathTable paths,
        AttributeTable attributes,
        RemainderTable remainders) {

    /// Empty tables.
    ///
    /// @param seed of the hashes that routes are found by
    public static Routes create(long seed) {
        var paths = new PathTable();
        return new Routes(
                new DestinationTable(paths, seed),
                paths,
                new AttributeTable(seed),
                new RemainderTable(seed));
    }

    public AttributeSet attributesOf(int path) {
        return attributes.get(paths.attributes(path));
    }

    /// Appends the NLRI of a path.
    public void writeNlri(int path, OctetWriter out) {
        int destination = paths.destination(path);
        int remainder = paths.remainder(path);
        RouteParts.write(
                out,
                destinations.keyArray(destination),
                destinations.keyStart(destination),
                destinations.keyLength(destination),
                remainders.array(remainder),
                remainders.start(remainder),
                remainders.length(remainder));
    }
}
