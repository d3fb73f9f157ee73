package dev.evpnd.rib;

import dev.evpnd.rib.decision.Candidate;
import dev.evpnd.rib.decision.Decision;
import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.in.Inbound;
import dev.evpnd.rib.in.RouteListener;
import dev.evpnd.rib.in.UpdateReader;
import dev.evpnd.rib.out.Changes;
import dev.evpnd.rib.out.Outbound;
import dev.evpnd.rib.out.Reflection;
import dev.evpnd.rib.out.Source;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.store.IntList;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// The tables of a speaker, and what follows from them: a state machine with one writer.
///
/// ```java
/// int peer = rib.peerUp(...);              // events
/// rib.update(peer, bytes, start, end);
/// rib.settle();                            // decides what they changed, once for all of them
/// rib.send(peer, out, 65_536);             // what a peer is to be told, in its own time
/// ```
///
/// It sees no socket, file, clock or thread. The same events in the same order give the same
/// octets.
public final class Rib {
    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Inbound inbound;
    private final UpdateReader reader;
    private final Outbound outbound;
    private final Decision decision = new Decision();
    private final Changes changes = new Changes();
    private final IntList dirty = new IntList();

    /// Destinations without a path of which somebody has yet to be told.
    private final IntList tombstones = new IntList();

    private final List<Candidate> candidates = new ArrayList<>();
    private int settling;

    public Rib(RibSettings settings) {
        routes = Routes.create(settings.hashSeed());
        ribsIn = new AdjRibsIn(routes.paths());
        inbound = new Inbound(routes, new Listener());
        reader = new UpdateReader(settings.here(), routes, inbound);
        outbound =
                new Outbound(
                        routes,
                        ribsIn,
                        new Reflection(settings.clientToClient()),
                        settings.clusterId().bits(),
                        settings.maxLogOctets());
    }

    /// A session is established. What the peer is to be told can be had from [#send] at once.
    ///
    /// @return the number by which the peer is known from now on
    public int peerUp(Peer peer) {
        int number = ribsIn.add(peer);
        outbound.join(number, peer);
        return number;
    }

    /// A session has ended: what its peer announced is gone.
    public void peerDown(int peer) {
        inbound.withdrawAll(ribsIn.get(peer));
        outbound.leave(peer);
        ribsIn.remove(peer);
    }

    /// A peer sent an UPDATE, whose body is the octets from `start` to `end`.
    ///
    /// @return the faults that were found; with [dev.evpnd.wire.error.Treatment#RESET] among them
    ///   nothing of it was taken, and the session has to end
    public List<Malformed> update(int peer, byte[] bytes, int start, int end) {
        return reader.read(peer, ribsIn.get(peer), bytes, start, end);
    }

    /// How often routes were not taken for a reason, since the beginning.
    public long dropped(DropReason reason) {
        return reader.dropped(reason);
    }

    /// How often a route was not sent because no message could hold it with its attributes.
    public long unsendable() {
        return outbound.unsendable();
    }

    /// Decides for each destination that changed which path is best now, and what follows from it.
    public void settle() {
        if (dirty.isEmpty()) {
            return;
        }
        settling++;
        for (int i = 0; i < dirty.size(); i++) {
            settle(dirty.get(i));
        }
        dirty.clear();
        outbound.publish(changes, settling);
        changes.clear();
        ribsIn.allTold();
        forgetTombstones();
    }

    private void settle(int destination) {
        var destinations = routes.destinations();
        boolean bestChanged = destinations.hasBestChanged(destination);
        destinations.markSettled(destination);
        int best = choose(destination);
        if (best == destinations.best(destination) && !bestChanged) {
            outbound.settled(destination, destinations.changed(destination));
            entomb(destination, best);
            return;
        }
        int told = destinations.told(destination);
        int source = best == PathTable.NONE ? Source.NONE : source(best);
        destinations.setBest(destination, best);
        destinations.setTold(destination, source);
        destinations.setChanged(destination, settling);
        changes.add(
                destination,
                told,
                source,
                best == PathTable.NONE ? -1 : routes.paths().attributes(best));
        outbound.settled(destination, settling);
        entomb(destination, best);
    }

    private void entomb(int destination, int best) {
        if (best == PathTable.NONE && routes.destinations().markTombstone(destination)) {
            tombstones.add(destination);
        }
    }

    private int source(int path) {
        int peer = routes.paths().peer(path);
        return Source.of(peer, ribsIn.get(peer).peer().kind());
    }

    private int choose(int destination) {
        int first = routes.destinations().firstPath(destination);
        if (first == PathTable.NONE || routes.paths().next(first) == PathTable.NONE) {
            return first;
        }
        candidates.clear();
        boolean macIp = isMacIp(destination);
        for (int path = first; path != PathTable.NONE; path = routes.paths().next(path)) {
            candidates.add(
                    new Candidate(
                            path,
                            routes.attributesOf(path),
                            ribsIn.get(routes.paths().peer(path)).peer(),
                            routes.paths().arrival(path),
                            macIp));
        }
        return decision.choose(candidates).path();
    }

    private boolean isMacIp(int destination) {
        var destinations = routes.destinations();
        int routeType =
                BigEndian.u8(
                        destinations.keyArray(destination), destinations.keyStart(destination));
        return routeType == EvpnRoute.MAC_IP_ADVERTISEMENT;
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

    /// Appends whole messages that a peer is to be sent next, until there is nothing more or
    /// `maxOctets` are reached, which the last message may pass.
    ///
    /// @return whether there is more, if need be after the next [#settle]
    public boolean send(int peer, OctetWriter out, int maxOctets) {
        return outbound.send(peer, out, maxOctets, dirty.isEmpty());
    }

    /// How many destinations are known; those that are gone count while somebody has yet to be
    /// told.
    public int size() {
        return routes.destinations().size();
    }

    private final class Listener implements RouteListener {
        @Override
        public void changed(int destination, boolean bestChanged) {
            if (routes.destinations().markDirty(destination, bestChanged)) {
                dirty.add(destination);
            }
        }

        @Override
        public void leaving(int path) {
            outbound.leaving(path);
        }
    }
}
