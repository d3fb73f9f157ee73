package dev.evpnd.rib;

import dev.evpnd.rib.in.UpdateReader;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.Optional;

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
    /// The number of this speaker itself, as the one that announces what begins here.
    private static final int LOCAL = 0;

    private static final int LONGEST_END_OF_RIB = 11;

    private final Peers peers = new Peers();
    private final Table evpn;
    private final Table routeTargets;
    private final List<Table> tables;
    private final Memberships memberships;
    private final UpdateReader reader;

    public Rib(RibSettings settings) {
        evpn = new Table(RouteFamily.EVPN, settings, peers);
        routeTargets = new Table(RouteFamily.ROUTE_TARGET, settings, peers);
        tables = List.of(routeTargets, evpn);
        memberships = new Memberships(routeTargets, evpn.outbound());
        reader = new UpdateReader(settings.here(), evpn.inbound(), routeTargets.inbound());
        peers.add(settings.local());
        tables.forEach(table -> table.ribsIn().add(LOCAL));
    }

    /// A session is established. What the peer is to be told can be had from [#send] at once, or if
    /// it has Route Target constraint when it has said what it wants (RFC 4684 section 6).
    ///
    /// @return the number by which the peer is known from now on
    public int peerUp(Peer peer, PeerSettings settings) {
        int number = peers.add(peer);
        boolean constrained = has(peer, routeTargets);
        for (var table : tables) {
            if (has(peer, table)) {
                table.ribsIn().add(number);
                boolean waiting = constrained && table == evpn;
                table.outbound().join(number, peer, settings.exports(), waiting);
            }
        }
        if (constrained) {
            memberships.join(number);
        }
        return number;
    }

    private static boolean has(Peer peer, Table table) {
        return peer.negotiated().families().contains(table.family().family());
    }

    /// A session has ended: what its peer announced is gone.
    public void peerDown(int number) {
        var peer = peers.get(number);
        memberships.leave(number);
        for (var table : tables) {
            if (has(peer, table)) {
                table.inbound().withdrawAll(number);
                table.outbound().leave(number);
                table.ribsIn().remove(number);
            }
        }
        peers.remove(number);
    }

    /// What a peer is told is told by other settings from now on.
    public void configure(int number, PeerSettings settings) {
        var peer = peers.get(number);
        for (var table : tables) {
            if (has(peer, table)) {
                table.outbound().configure(number, peer, settings.exports());
            }
        }
    }

    /// A peer sent a ROUTE-REFRESH.
    public void routeRefresh(int number, RouteRefresh message) {
        var peer = peers.get(number);
        for (var table : tables) {
            if (has(peer, table)
                    && table.family().family().equals(message.family())
                    && message.subtype() == RouteRefresh.REQUEST) {
                table.outbound().refresh(number, peer.negotiated().enhancedRouteRefresh());
            }
        }
    }

    /// A peer sent an UPDATE, whose body is the octets from `start` to `end`.
    ///
    /// @return the faults that were found; with [dev.evpnd.wire.error.Treatment#RESET] among them
    ///   nothing of it was taken, and the session has to end
    public List<Malformed> update(int peer, byte[] bytes, int start, int end) {
        var faults = reader.read(peer, peers.get(peer).negotiated(), bytes, start, end);
        if (end - start <= LONGEST_END_OF_RIB && isEndOfMemberships(peer, bytes, start, end)) {
            memberships.complete(peer);
        }
        return faults;
    }

    private boolean isEndOfMemberships(int peer, byte[] bytes, int start, int end) {
        return Update.decode(new OctetReader(bytes, start, end), peers.get(peer).negotiated())
                        instanceof Decoded.Accepted<Update>(var update, var faults)
                && faults.isEmpty()
                && update.endOfRib().equals(Optional.of(AddressFamily.RT_CONSTRAINT));
    }

    /// This speaker announces or withdraws routes of its own: an UPDATE as if from a peer.
    public void originate(Update update) {
        var body = new OctetWriter();
        update.encodeBody(body, peers.get(LOCAL).negotiated());
        var faults = update(LOCAL, body.array(), 0, body.length());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("not to be announced: " + faults);
        }
    }

    /// How often routes were not taken for a reason, since the beginning.
    public long dropped(DropReason reason) {
        return reader.dropped(reason);
    }

    /// How often a route was not sent because no message could hold it with its attributes.
    public long unsendable() {
        return evpn.outbound().untold() + routeTargets.outbound().untold();
    }

    /// Decides for each destination that changed which path is best now, and what follows from it.
    public void settle() {
        while (!settle(Integer.MAX_VALUE)) {
            // What follows from memberships may have to be settled, too.
        }
    }

    /// The same for so many destinations at the most.
    ///
    /// @return whether all are settled
    public boolean settle(int most) {
        boolean settled = true;
        memberships.update();
        for (var table : tables) {
            settled &= table.settle(most);
        }
        if (settled) {
            peers.allTold();
        }
        return settled;
    }

    /// Appends whole messages that a peer is to be sent next, until there is nothing more or
    /// `maxOctets` are reached, which the last message may pass.
    ///
    /// @return whether there is more, if need be after the next [#settle]
    public boolean send(int number, OctetWriter out, int maxOctets) {
        var peer = peers.get(number);
        boolean more = false;
        for (var table : tables) {
            more |= has(peer, table) && table.send(number, out, maxOctets);
        }
        return more;
    }

    /// How many EVPN destinations are known; those that are gone count while somebody has yet to be
    /// told.
    public int size() {
        return evpn.size();
    }
}
