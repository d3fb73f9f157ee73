package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Makes values of the rows of paths.
final class PathReader {
    private static final Comparator<ReceivedPath> ORDER =
            Comparator.comparingInt(ReceivedPath::peer)
                    .thenComparing(ReceivedPath::pathId, Integer::compareUnsigned);

    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final AttributeReader attributes;

    PathReader(Routes routes, AdjRibsIn ribsIn, AttributeReader attributes) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.attributes = attributes;
    }

    /// The paths to the destination of a key, in the order of their peers.
    List<ReceivedPath> read(Octets key) {
        byte[] octets = key.toByteArray();
        var destinations = routes.destinations();
        int destination = destinations.find(octets, 0, octets.length);
        var read = new ArrayList<ReceivedPath>();
        if (destination != DestinationTable.NONE) {
            int path = destinations.firstPath(destination);
            while (path != PathTable.NONE) {
                read.add(read(path));
                path = routes.paths().next(path);
            }
        }
        read.sort(ORDER);
        return List.copyOf(read);
    }

    ReceivedPath read(int path) {
        var paths = routes.paths();
        var effective = routes.attributes().get(paths.attributes(path));
        var list = ribsIn.get(paths.peer(path));
        var received = content(path, paths.receivedRemainder(path), paths.received(path));
        return new ReceivedPath(
                paths.peer(path),
                paths.pathId(path),
                received,
                isUnchanged(path)
                        ? received
                        : content(path, paths.remainder(path), paths.attributes(path)),
                effective.weight(),
                list.rules()
                        .verdict(
                                routes.attributes().get(paths.received(path)),
                                paths.destination(path),
                                paths.receivedRemainder(path)),
                paths.ineligible(path),
                list.review.isStale(path),
                paths.isLongLivedStale(path),
                paths.changedSecond(path) * PathTable.MILLIS_OF_A_SECOND);
    }

    private boolean isUnchanged(int path) {
        var paths = routes.paths();
        return paths.receivedRemainder(path) == paths.remainder(path)
                && paths.received(path) == paths.attributes(path);
    }

    private ReceivedPath.Content content(int path, int remainder, int set) {
        var nlri = new OctetWriter();
        routes.writeNlri(routes.paths().destination(path), remainder, nlri);
        return attributes.content(nlri.toOctets(), routes.attributes().get(set));
    }
}
