package dev.evpnd.rib;

import dev.evpnd.rib.decision.Candidate;
import dev.evpnd.rib.decision.Decision;
import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.in.Inbound;
import dev.evpnd.rib.in.RouteListener;
import dev.evpnd.rib.out.Changes;
import dev.evpnd.rib.out.Outbound;
import dev.evpnd.rib.out.Reflection;
import dev.evpnd.rib.out.Source;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.route.Unsettled;
import dev.evpnd.rib.store.IntList;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// All that is known of one family: Adj-RIBs-In, Loc-RIB, Adj-RIBs-Out.
final class Table {
    private final Peers peers;
    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Decision decision = new Decision();
    private final Changes changes = new Changes();
    private final Unsettled unsettled;

    /// Destinations without a path of which somebody has yet to be told.
    private final IntList tombstones = new IntList();

    private final List<Candidate> candidates = new ArrayList<>();
    private int settling;

    Table(RouteFamily family, RibSettings settings, Peers peers) {
        this.peers = peers;
        routes = Routes.create(family, settings.hashSeed());
        ribsIn = new AdjRibsIn(routes.paths());
        inbound = new Inbound(routes, ribsIn, new Listener());
        unsettled = new Unsettled(routes);
        outbound =
                new Outbound(
                        routes,
                        ribsIn,
                        peers,
                        new Reflection(settings.clientToClient()),
                        settings.clusterId().bits(),
                        settings.maxLogOctets());
    }

    Inbound inbound() {
        return inbound;
    }

    Outbound outbound() {
        return outbound;
    }

    void join(int number, Peer peer) {
        ribsIn.add(number);
        outbound.join(number, peer);
    }

    /// What the peer announced is gone, and it is told nothing any more.
    void leave(int number) {
        inbound.withdrawAll(number);
        outbound.leave(number);
        ribsIn.remove(number);
    }

    boolean isSettled() {
        return unsettled.isEmpty();
    }

    void settle() {
        if (unsettled.isEmpty()) {
            return;
        }
        settling++;
        int from = unsettled.take();
        int to = from;
        settlePlace(to++);
        while (!unsettled.isEmpty()) {
            settlePlace(unsettled.take());
            to++;
        }
        outbound.publish(changes, settling);
        changes.clear();
        unsettled.release(from, to);
        forgetTombstones();
    }

    private void settlePlace(int place) {
        var destinations = routes.destinations();
        int destination = unsettled.destination(place);
        destinations.setDirty(destination, false);
        int best = choose(destination);
        int told = unsettled.source(place);
        int source = source(best);
        int attributes = best == PathTable.NONE ? -1 : routes.paths().attributes(best);
        destinations.setBest(destination, best);
        if (source == told
                && attributes == unsettled.attributes(place)
                && (best == PathTable.NONE
                        || routes.paths().remainder(best) == unsettled.remainder(place))) {
            outbound.settled(destination, destinations.changed(destination));
        } else {
            destinations.setChanged(destination, settling);
            changes.add(destination, told, source, attributes);
            outbound.settled(destination, settling);
        }
        if (best == PathTable.NONE && destinations.markTombstone(destination)) {
            tombstones.add(destination);
        }
    }

    private int source(int path) {
        if (path == PathTable.NONE) {
            return Source.NONE;
        }
        int peer = routes.paths().peer(path);
        return Source.of(peer, peers.get(peer).kind());
    }

    private int choose(int destination) {
        int first = routes.destinations().firstPath(destination);
        if (first == PathTable.NONE || routes.paths().next(first) == PathTable.NONE) {
            return first;
        }
        candidates.clear();
        boolean macIp = routes.isMacIp(destination);
        for (int path = first; path != PathTable.NONE; path = routes.paths().next(path)) {
            candidates.add(
                    new Candidate(
                            path,
                            routes.attributesOf(path),
                            peers.get(routes.paths().peer(path)),
                            routes.paths().arrival(path),
                            macIp));
        }
        return decision.choose(candidates).path();
    }

    private void forgetTombstones() {
        if (!outbound.mayForget()) {
            return;
        }
        var destinations = routes.destinations();
        for (int i = 0; i < tombstones.size(); i++) {
            int destination = tombstones.get(i);
            if (destinations.firstPath(destination) == PathTable.NONE) {
                destinations.remove(destination);
            } else {
                destinations.unmarkTombstone(destination);
            }
        }
        tombstones.clear();
    }

    /// @return whether there is more, if need be after the next [#settle]
    boolean send(int peer, OctetWriter out, int maxOctets) {
        return outbound.send(peer, out, maxOctets, unsettled.isEmpty());
    }

    int size() {
        return routes.destinations().size();
    }

    private final class Listener implements RouteListener {
        @Override
        public void changing(int destination) {
            var destinations = routes.destinations();
            if (!destinations.isDirty(destination)) {
                destinations.setDirty(destination, true);
                int best = destinations.best(destination);
                unsettled.add(destination, best, source(best));
            }
        }

        @Override
        public void leaving(int path) {
            outbound.leaving(path);
        }
    }
}
