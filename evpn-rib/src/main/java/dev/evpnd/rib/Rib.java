package dev.evpnd.rib;

import dev.evpnd.rib.in.UpdateReader;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.octets.OctetWriter;

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
    private final Peers peers = new Peers();
    private final Table evpn;
    private final Table routeTargets;
    private final UpdateReader reader;

    public Rib(RibSettings settings) {
        evpn = new Table(RouteFamily.EVPN, settings, peers);
        routeTargets = new Table(RouteFamily.ROUTE_TARGET, settings, peers);
        reader = new UpdateReader(settings.here(), evpn.inbound(), routeTargets.inbound());
    }

    /// A session is established. What the peer is to be told can be had from [#send] at once.
    ///
    /// @return the number by which the peer is known from now on
    public int peerUp(Peer peer) {
        int number = peers.add(peer);
        if (hasEvpn(peer)) {
            evpn.join(number, peer);
        }
        if (hasRouteTargets(peer)) {
            routeTargets.join(number, peer);
        }
        return number;
    }

    private static boolean hasEvpn(Peer peer) {
        return peer.negotiated().families().contains(AddressFamily.L2VPN_EVPN);
    }

    private static boolean hasRouteTargets(Peer peer) {
        return peer.negotiated().families().contains(AddressFamily.RT_CONSTRAINT);
    }

    /// A session has ended: what its peer announced is gone.
    public void peerDown(int number) {
        var peer = peers.get(number);
        if (hasEvpn(peer)) {
            evpn.leave(number);
        }
        if (hasRouteTargets(peer)) {
            routeTargets.leave(number);
        }
        peers.remove(number);
    }

    /// A peer sent an UPDATE, whose body is the octets from `start` to `end`.
    ///
    /// @return the faults that were found; with [dev.evpnd.wire.error.Treatment#RESET] among them
    ///   nothing of it was taken, and the session has to end
    public List<Malformed> update(int peer, byte[] bytes, int start, int end) {
        return reader.read(peer, peers.get(peer).negotiated(), bytes, start, end);
    }

    /// How often routes were not taken for a reason, since the beginning.
    public long dropped(DropReason reason) {
        return reader.dropped(reason);
    }

    /// How often a route was not sent because no message could hold it with its attributes.
    public long unsendable() {
        return evpn.outbound().unsendable() + routeTargets.outbound().unsendable();
    }

    /// Decides for each destination that changed which path is best now, and what follows from it.
    public void settle() {
        routeTargets.settle();
        evpn.settle();
        peers.allTold();
    }

    /// Appends whole messages that a peer is to be sent next, until there is nothing more or
    /// `maxOctets` are reached, which the last message may pass.
    ///
    /// @return whether there is more, if need be after the next [#settle]
    public boolean send(int number, OctetWriter out, int maxOctets) {
        var peer = peers.get(number);
        boolean more = hasRouteTargets(peer) && routeTargets.send(number, out, maxOctets);
        return hasEvpn(peer) && evpn.send(number, out, maxOctets) || more;
    }

    /// How many EVPN destinations are known; those that are gone count while somebody has yet to be
    /// told.
    public int size() {
        return evpn.size();
    }
}
