package dev.evpnd.rib;

import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The routes of a family, in slices that do not hold up the writer.
///
/// What comes or goes between two slices may be listed or not; what is there from the first to the
/// last is listed once.
public final class Listing {
    private final DestinationCursor cursor;
    private final Function<Octets, Optional<Standings>> standings;

    Listing(List<Routes> shards, Function<Octets, Optional<Standings>> standings) {
        cursor = new DestinationCursor(shards);
        this.standings = standings;
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
        return cursor.isDone();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    /// @return keys for [Rib#explain] and [Rib#paths], perhaps none although there are more
    public List<Octets> next(int rows) {
        return next(rows, KeyTest.ALL);
    }

    /// Goes on, to those that are wanted.
    public List<Octets> next(int rows, KeyTest test) {
        var keys = new ArrayList<Octets>();
        for (int left = rows; left > 0 && !cursor.isDone(); left--) {
            var destinations = cursor.routes().destinations();
            int destination = cursor.next();
            if (destinations.firstPath(destination) != PathTable.NONE
                    && takes(test, destinations, destination)) {
                keys.add(destinations.key(destination));
            }
        }
        return keys;
    }

    /// Goes on, and counts those that are wanted.
    ///
    /// @return how many routes there were, and paths to them
    public Count count(int rows, KeyTest test) {
        int counted = 0;
        int paths = 0;
        for (int left = rows; left > 0 && !cursor.isDone(); left--) {
            var routes = cursor.routes();
            var destinations = routes.destinations();
            int destination = cursor.next();
            int path = destinations.firstPath(destination);
            if (path != PathTable.NONE && takes(test, destinations, destination)) {
                counted++;
                for (; path != PathTable.NONE; path = routes.paths().next(path)) {
                    paths++;
                }
            }
        }
        return new Count(counted, paths);
    }

    /// @param paths to these routes
    public record Count(int routes, int paths) {}

    private static boolean takes(KeyTest test, DestinationTable destinations, int destination) {
        return test.takes(
                destinations.keyArray(destination),
                destinations.keyStart(destination),
                destinations.keyLength(destination));
    }

    /// How the paths to a route stand, as [Rib#standings] has it. What many paths share is read
    /// once, and is one object in all of them.
    public Optional<Standings> standings(Octets key) {
        return standings.apply(key);
    }
}
