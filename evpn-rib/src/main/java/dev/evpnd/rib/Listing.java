package dev.evpnd.rib;

import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.out.Telling;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;

/// Routes of a family, in slices that do not hold up the writer.
///
/// What comes or goes between two slices may be listed or not; what is there from the first to the
/// last is listed once.
public final class Listing {
    private final DestinationWalk walk;
    private final List<Explainer> explainers;

    /// @param explainers of the shards
    Listing(DestinationWalk walk, List<Explainer> explainers) {
        this.walk = walk;
        this.explainers = explainers;
    }

    /// Which keys are wanted. It is asked of every route there is, and sees the octets where they
    /// lie.
    @FunctionalInterface
    public interface KeyTest {
        /// What wants all.
        KeyTest ALL = (array, start, length) -> true;

        boolean takes(byte[] array, int start, int length);
    }

    public boolean isDone() {
        return walk.isDone();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    /// @return keys for [RibView#explain] and [RibView#paths], perhaps none although there are more
    public List<Octets> next(int rows) {
        return next(rows, KeyTest.ALL);
    }

    /// Goes on, to those that are wanted.
    public List<Octets> next(int rows, KeyTest test) {
        var keys = new ArrayList<Octets>();
        for (int left = rows; left > 0 && !walk.isDone(); left--) {
            var destinations = walk.routes().destinations();
            int destination = walk.next();
            if (hasPath(destinations, destination) && takes(test, destinations, destination)) {
                keys.add(destinations.key(destination));
            }
        }
        return keys;
    }

    /// Is told of routes where they lie.
    @FunctionalInterface
    public interface Visitor {
        /// @param row by which the route is known to this listing
        void visit(byte[] array, int start, int length, long row);
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    public void next(int rows, Visitor visitor) {
        for (int left = rows; left > 0 && !walk.isDone(); left--) {
            var destinations = walk.routes().destinations();
            long shard = walk.shard();
            int destination = walk.next();
            if (hasPath(destinations, destination)) {
                visitor.visit(
                        destinations.keyArray(destination),
                        destinations.keyStart(destination),
                        destinations.keyLength(destination),
                        shard << Integer.SIZE | destination);
            }
        }
    }

    /// Goes on, and counts those that are wanted.
    ///
    /// @return how many routes there were, and paths to them
    public Count count(int rows, KeyTest test) {
        int counted = 0;
        int paths = 0;
        for (int left = rows; left > 0 && !walk.isDone(); left--) {
            var routes = walk.routes();
            var destinations = routes.destinations();
            int destination = walk.next();
            if (hasPath(destinations, destination) && takes(test, destinations, destination)) {
                counted++;
                int path = destinations.firstPath(destination);
                for (; path != PathTable.NONE; path = routes.paths().next(path)) {
                    paths++;
                }
            }
        }
        return new Count(counted, paths);
    }

    /// @param paths to these routes
    public record Count(int routes, int paths) {}

    private static boolean hasPath(DestinationTable destinations, int destination) {
        return destination != DestinationTable.NONE
                && destinations.firstPath(destination) != PathTable.NONE;
    }

    private static boolean takes(KeyTest test, DestinationTable destinations, int destination) {
        return test.takes(
                destinations.keyArray(destination),
                destinations.keyStart(destination),
                destinations.keyLength(destination));
    }

    /// Whether there is a route in a row by now, and it is the one that is meant: rows are used
    /// again.
    public boolean has(long row, KeyTest meant) {
        var destinations = explainer(row).destinations();
        int destination = (int) row;
        return hasPath(destinations, destination) && takes(meant, destinations, destination);
    }

    private Explainer explainer(long row) {
        return explainers.get((int) (row >>> Integer.SIZE));
    }

    /// The key of the route that a row [has][#has].
    public Octets key(long row) {
        return explainer(row).destinations().key((int) row);
    }

    /// How the paths to it stand: [RibView#explain] without who imports it and who is told, which
    /// costs more the more there are. What many paths share is read once, and is one object in all
    /// of them.
    public Standings standings(long row) {
        return explainer(row).standings((int) row);
    }

    /// Who is told of it, and who is not and why, as [RibView#explain] has it; nothing while that
    /// is not decided.
    public List<Telling> tellings(long row) {
        return explainer(row).tellings((int) row);
    }
}
