package dev.evpnd.rib;

import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.in.Inbound;
import dev.evpnd.rib.in.RouteListener;
import dev.evpnd.rib.out.Changes;
import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.out.Outbound;
import dev.evpnd.rib.out.Outlet;
import dev.evpnd.rib.out.Source;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RemainderTable;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.route.Settling;
import dev.evpnd.rib.route.Unsettled;
import dev.evpnd.rib.watch.BestChange;
import dev.evpnd.rib.watch.BestPath;
import dev.evpnd.rib.watch.ChangeLog;
import dev.evpnd.rib.watch.Watches;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// All that is known of one shard of a family: Adj-RIBs-In, Loc-RIB, Adj-RIBs-Out.
final class Table implements Watches.Watched {
    private final Peers peers;
    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Choice choice;
    private final Unsettled unsettled;
    private final Tombstones tombstones;

    /// What the settling under way changed: of the best paths, and of all where they are told.
    private final Changes best = new Changes();

    private final Changes all = new Changes();

    private final RouteListener listener = new Listener();
    private LocRibListener locRib = (destination, path) -> 0;

    /// For whoever watches the best paths, null where nobody does.
    private @Nullable ChangeLog changes;

    private int settling;

    /// How many rows more the settling under way may take.
    private int left;

    /// As of the beginning of the settling under way.
    private int oldestNeeded;

    Table(
            RouteFamily family,
            RibSettings settings,
            Peers peers,
            NextHops nextHops,
            OctetBlock.Source blocks,
            long maxLogOctets) {
        this.peers = peers;
        routes = Routes.create(family, settings.hashSeed());
        ribsIn = new AdjRibsIn(routes.paths());
        inbound = new Inbound(routes, ribsIn, listener);
        unsettled = new Unsettled(routes);
        tombstones = new Tombstones(routes.destinations());
        choice = new Choice(routes, peers, nextHops, settings.decision());
        outbound =
                new Outbound(
                        routes,
                        ribsIn,
                        peers,
                        settings.speaker(),
                        choice::rank,
                        blocks,
                        maxLogOctets);
    }

    @Override
    public void writeTo(@Nullable ChangeLog log) {
        changes = log;
    }

    /// From now on somebody is told what becomes of the best paths.
    void listen(LocRibListener listener) {
        locRib = listener;
    }

    RouteFamily family() {
        return routes.family();
    }

    Inbound inbound() {
        return inbound;
    }

    AdjRibsIn ribsIn() {
        return ribsIn;
    }

    Outbound outbound() {
        return outbound;
    }

    Routes routes() {
        return routes;
    }

    /// Something else than the paths changed on which the choice depends.
    void reconsider(int destination) {
        listener.changing(destination);
    }

    Choice choice() {
        return choice;
    }

    /// Settles destinations that wait, but no more than so many, and forgets as many that are gone.
    ///
    /// @return whether there is nothing more of either to do for now
    boolean settle(int most) {
        if (unsettled.isEmpty()) {
            return !forgetTombstones(most);
        }
        settleFirst(most);
        boolean more = tombstones.forgetBefore(outbound.oldestNeeded(), most);
        return unsettled.isEmpty() && !more;
    }

    private void settleFirst(int most) {
        settling++;
        oldestNeeded = outbound.oldestNeeded();
        left = most;
        int count = 0;
        while (left > 0 && count < unsettled.size()) {
            left--;
            settlePlace(count++);
        }
        outbound.publish(best, all, settling);
        best.clear();
        all.clear();
        unsettled.release(count);
    }

    /// Everybody may have been told since the last settling.
    ///
    /// @return whether there are more
    private boolean forgetTombstones(int most) {
        if (tombstones.isEmpty()) {
            return false;
        }
        boolean more = outbound.dropRead();
        return tombstones.forgetBefore(outbound.oldestNeeded(), most) || more;
    }

    private void settlePlace(int place) {
        var destinations = routes.destinations();
        int destination = unsettled.destination(place);
        destinations.setDirty(destination, false);
        destinations.setRanked(destination, false);
        int path = choice.choose(destination);
        destinations.setBest(destination, path);
        boolean changed = noteBest(place, destination, path);
        if (changes != null) {
            changes.add(change(place, destination, path, changed));
        }
        if (outbound.ranks()) {
            changed |= notePaths(place, destination);
        }
        if (changed) {
            destinations.setChanged(destination, settling);
        } else {
            keepComparable(destination);
        }
        outbound.settled(destination, destinations.changed(destination));
        if (destinations.firstPath(destination) == PathTable.NONE) {
            tombstones.add(destination);
        }
    }

    /// What changed never, or before all that anybody waits for, changed just before that: else it
    /// might come to seem a change that is still to come, when the numbers begin again.
    private void keepComparable(int destination) {
        int changed = routes.destinations().changed(destination);
        if (Settling.isBefore(changed, oldestNeeded) || Settling.isBefore(settling, changed)) {
            routes.destinations().setChanged(destination, oldestNeeded - 1);
        }
    }

    private boolean noteBest(int place, int destination, int path) {
        int source = source(path);
        int attributes =
                path == PathTable.NONE ? AttributeTable.NONE : routes.paths().attributes(path);
        int remainder =
                path == PathTable.NONE ? RemainderTable.NOTHING : routes.paths().remainder(path);
        if (source == unsettled.source(place)
                && attributes == unsettled.attributes(place)
                && remainder == unsettled.remainder(place)) {
            return false;
        }
        best.add(
                destination,
                0,
                0,
                unsettled.source(place),
                unsettled.attributes(place),
                unsettled.remainder(place),
                0,
                source,
                attributes,
                remainder);
        left -= locRib.bestChanged(destination, path);
        return true;
    }

    /// What others can be told of a best path, of which nothing may have changed.
    private BestChange change(int place, int destination, int path, boolean changed) {
        int source = source(path);
        var now =
                source == Source.NONE
                        ? null
                        : best(
                                source,
                                routes.paths().attributes(path),
                                routes.paths().remainder(path));
        int told = unsettled.source(place);
        var before =
                told == Source.NONE
                        ? null
                        : best(told, unsettled.attributes(place), unsettled.remainder(place));
        return new BestChange(routes.destinations().key(destination), changed ? before : now, now);
    }

    private BestPath best(int source, int attributes, int remainder) {
        int number = Source.peer(source);
        var octets = routes.remainders();
        return new BestPath(
                peers.last(number),
                number,
                routes.attributes().get(attributes),
                Octets.copyOf(
                        octets.array(remainder),
                        octets.start(remainder),
                        octets.length(remainder)));
    }

    /// Notes what has become of each path, which others know by its number and one.
    private boolean notePaths(int place, int destination) {
        choice.rank(destination);
        boolean changed = false;
        var told = new ToldPaths(unsettled, place);
        int rank = 0;
        int path = routes.destinations().firstPath(destination);
        while (path != PathTable.NONE && routes.paths().isEligible(path)) {
            changed |= notePath(place, destination, path, rank, told.find(path, rank));
            rank++;
            path = routes.paths().next(path);
        }
        int gone = told.nextGone(0);
        while (gone != ToldPaths.NONE) {
            noteGone(place, destination, gone);
            changed = true;
            gone = told.nextGone(gone + 1);
        }
        return changed;
    }

    private void noteGone(int place, int destination, int told) {
        int pathId = unsettled.path(place, told) + 1;
        all.add(
                destination,
                pathId,
                told,
                unsettled.sourceOfPath(place, told),
                unsettled.attributesOfPath(place, told),
                unsettled.remainderOfPath(place, told),
                0,
                Source.NONE,
                AttributeTable.NONE,
                RemainderTable.NOTHING);
        outbound.gone(destination, pathId, settling);
    }

    private boolean notePath(int place, int destination, int path, int rank, int told) {
        int source = source(path);
        int attributes = routes.paths().attributes(path);
        int remainder = routes.paths().remainder(path);
        boolean known = told != ToldPaths.NONE;
        int toldSource = known ? unsettled.sourceOfPath(place, told) : Source.NONE;
        int toldAttributes = known ? unsettled.attributesOfPath(place, told) : AttributeTable.NONE;
        int toldRemainder = known ? unsettled.remainderOfPath(place, told) : RemainderTable.NOTHING;
        if (known
                && told == rank
                && toldSource == source
                && toldAttributes == attributes
                && toldRemainder == remainder) {
            return false;
        }
        all.add(
                destination,
                path + 1,
                told,
                toldSource,
                toldAttributes,
                toldRemainder,
                rank,
                source,
                attributes,
                remainder);
        return true;
    }

    private int source(int path) {
        if (path == PathTable.NONE) {
            return Source.NONE;
        }
        int peer = routes.paths().peer(path);
        return Source.of(peer, peers.get(peer).kind());
    }

    /// @return whether there is more, if need be after the next [#settle]
    boolean send(int peer, Outlet outlet, int maxOctets) {
        return outbound.send(peer, outlet, maxOctets, unsettled.isEmpty());
    }

    /// How many destinations wait to be settled.
    int unsettled() {
        return unsettled.size();
    }

    int size() {
        return routes.destinations().size();
    }

    private final class Listener implements RouteListener {
        @Override
        public void changing(int destination) {
            var destinations = routes.destinations();
            if (destinations.isDirty(destination)) {
                return;
            }
            destinations.setDirty(destination, true);
            int path = destinations.best(destination);
            unsettled.add(destination, path, source(path));
            if (outbound.ranks() && destinations.isRanked(destination)) {
                rememberPaths(destination);
            }
        }

        private void rememberPaths(int destination) {
            int path = routes.destinations().firstPath(destination);
            while (path != PathTable.NONE && routes.paths().isEligible(path)) {
                unsettled.addPath(path, source(path));
                path = routes.paths().next(path);
            }
        }

        @Override
        public void leaving(int path) {
            outbound.leaving(path);
        }
    }
}
