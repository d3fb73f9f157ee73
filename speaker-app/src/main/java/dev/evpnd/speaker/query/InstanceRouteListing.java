package dev.evpnd.speaker.query;

import dev.evpnd.rib.InstanceListing;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.explain.InstancePath;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The routes of one instance, in the order of one of FRR's two tables, with the paths by which the
/// instance knows them: those of all keys that are one route to it are compared with each other.
///
/// As with [OrderedRoutes], all that the instance holds is walked over for the first keys, and
/// again for the next ones: what is kept is bounded, whatever there is. Another instance's routes
/// are not looked at.
public final class InstanceRouteListing {
    private static final int ROWS_AT_ONCE = 256;

    /// Routes are found by their keys here.
    private static final long NO_ROW = -1;

    /// Of the paths to one route so many are compared; those of more keys are listed behind these
    /// by themselves, and none of them is the best.
    static final int MOST_COMPARED = 1 << 12;

    private final RoutingQueries routing;
    private final DecisionOptions decision;
    private final Question question;
    private final OrderedRoutes.Walks walks;
    private final FoundKeys found;
    private final SmallestKeys smallest = new SmallestKeys();

    // Of the route that is being read.
    private byte @Nullable [] place;
    private final List<InstancePath> paths = new ArrayList<>();

    /// Whether some of its paths have been given already.
    private boolean goesOn;

    /// What is asked for.
    ///
    /// @param own the distinguisher of what begins with the instance
    /// @param keys which keys are asked for
    /// @param shown which of the paths are
    public record Question(
            Vni vni,
            RouteDistinguisher own,
            InstanceTable table,
            List<RouteCriterion.OfKey> keys,
            Predicate<PathStanding> shown) {

        public Question {
            keys = List.copyOf(keys);
        }

        private boolean takes(byte[] key) {
            return table.takes(key, isOwn(key))
                    && keys.stream().allMatch(each -> each.takes(key, 0, key.length));
        }

        private byte[] place(byte[] key) {
            return table.place(key, isOwn(key));
        }

        private boolean isOwn(byte[] key) {
            return BigEndian.u64(key, 1) == own.bits();
        }
    }

    /// The order of the keys.
    private record Places(Question question) implements FoundKeys.Placing {
        @Override
        public int room(int length) {
            return InstanceTable.room(length);
        }

        @Override
        public int put(byte[] key, int start, int length, byte[] to, int at) {
            byte[] place = question.place(Arrays.copyOfRange(key, start, start + length));
            System.arraycopy(place, 0, to, at, place.length);
            return place.length;
        }
    }

    /// @param decision by which paths are compared
    InstanceRouteListing(RoutingQueries routing, DecisionOptions decision, Question question) {
        this(routing, decision, question, OrderedRoutes.KEYS_OF_A_WALK);
    }

    InstanceRouteListing(
            RoutingQueries routing, DecisionOptions decision, Question question, int keysOfAWalk) {
        this.routing = routing;
        this.decision = decision;
        this.question = question;
        walks = OrderedRoutes.Walks.of(keysOfAWalk);
        found = new FoundKeys(new Places(question));
    }

    /// Gives all to somebody, one after the other; those of whose paths none is asked for count all
    /// the same.
    public RouteCount each(Consumer<ListedRoute> to) {
        var count = RouteCount.NONE;
        byte @Nullable [] last = null;
        int most = walks.keysOfTheFirst();
        boolean more = true;
        while (more) {
            var listing = routing.ask(rib -> rib.view().listInstance(question.vni())).orElse(null);
            if (listing == null) {
                break;
            }
            walk(listing, last, most);
            count = count.plus(read(listing, to));
            more = smallest.size() == most;
            last = more ? smallest.place(most - 1) : null;
            most = walks.keys();
        }
        return count.plus(end(to));
    }

    /// How many there are.
    public RouteCount count() {
        return each(_ -> {});
    }

    /// Finds the keys that come next.
    private void walk(InstanceListing listing, byte @Nullable [] last, int most) {
        smallest.begin(most);
        while (!listing.isDone()) {
            found.clear();
            for (var key : routing.ask(_ -> keys(listing))) {
                byte[] octets = key.toByteArray();
                if (question.takes(octets)) {
                    found.add(octets, 0, octets.length, NO_ROW);
                    if (last != null && !found.isLastBehind(last)) {
                        found.removeLast();
                    }
                }
            }
            smallest.add(found);
        }
        smallest.sort();
    }

    private static List<Octets> keys(InstanceListing listing) {
        var found = new ArrayList<Octets>();
        boolean _ =
                RoutingQueries.slice(
                        listing::isDone, () -> found.addAll(listing.next(ROWS_AT_ONCE)));
        return found;
    }

    private RouteCount read(InstanceListing listing, Consumer<ListedRoute> to) {
        var count = RouteCount.NONE;
        int done = 0;
        while (done < smallest.size()) {
            int from = done;
            for (var each : routing.ask(_ -> paths(listing, from))) {
                count = count.plus(take(smallest.place(done++), each, to));
            }
        }
        return count;
    }

    /// The paths of one key after the other, as far as it goes in one slice.
    private List<List<InstancePath>> paths(InstanceListing listing, int from) {
        return RoutingQueries.slice(
                from, smallest.size(), i -> listing.paths(InstanceTable.key(smallest.place(i))));
    }

    private RouteCount take(byte[] next, List<InstancePath> more, Consumer<ListedRoute> to) {
        var count = RouteCount.NONE;
        if (Arrays.equals(place, next)) {
            // It has changed, and was come by once more.
            return count;
        }
        if (place != null && !InstanceTable.isOfOne(place, next)) {
            count = end(to);
        }
        place = next;
        paths.addAll(more);
        if (paths.size() >= MOST_COMPARED) {
            count = count.plus(give(to));
            goesOn = true;
        }
        return count;
    }

    private RouteCount end(Consumer<ListedRoute> to) {
        var count = give(to);
        place = null;
        goesOn = false;
        return count;
    }

    private RouteCount give(Consumer<ListedRoute> to) {
        if (paths.isEmpty()) {
            return RouteCount.NONE;
        }
        var ranked = InstancePath.rank(paths, decision);
        paths.clear();
        var standings = goesOn ? withoutBest(ranked) : ranked;
        var asked = standings.paths().stream().filter(question.shown()).toList();
        if (!asked.isEmpty()) {
            to.accept(new ListedRoute(standings, asked, List.of()));
        }
        return new RouteCount(goesOn ? 0 : 1, asked.size());
    }

    private static Standings withoutBest(Standings standings) {
        var paths =
                standings.paths().stream()
                        .map(it -> new PathStanding(it.announcer(), it.path(), false, it.lostBy()))
                        .toList();
        return new Standings(standings.key(), standings.settled(), paths, standings.decidedBy());
    }
}
