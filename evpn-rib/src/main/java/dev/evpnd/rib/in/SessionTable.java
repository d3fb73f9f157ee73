package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The sessions by the numbers of their peers, and those of whom something is left after the end,
/// by the addresses.
final class SessionTable {
    private final Peers peers;
    private final List<@Nullable Session> byNumber = new ArrayList<>();
    private final TreeMap<IpAddress, Session> ended = new TreeMap<>();

    SessionTable(Peers peers) {
        this.peers = peers;
    }

    /// A session with a peer that gets a number of its own.
    Session add(Peer peer, PeerSettings settings) {
        if (peers.next() >= PathTable.MOST_PEERS) {
            throw new IllegalStateException("no more than " + PathTable.MOST_PEERS + " peers");
        }
        var session = new Session(peers.add(peer), peer, settings);
        while (byNumber.size() <= session.number) {
            byNumber.add(null);
        }
        byNumber.set(session.number, session);
        return session;
    }

    /// The session that goes on with this one of the same peer, if something is left of one.
    @Nullable Session takeBack(Peer peer) {
        var session = ended.get(peer.address());
        if (session == null || !session.isOf(peer)) {
            return null;
        }
        ended.remove(peer.address());
        peers.replace(session.number, peer);
        return session;
    }

    void end(Session session) {
        ended.put(session.peer().address(), session);
    }

    /// What is left of a peer, if anything is: it does not go on any more.
    @Nullable Session takeEnded(IpAddress address) {
        return ended.remove(address);
    }

    /// Nothing is left of a session; its number may soon be another's.
    void remove(Session session) {
        ended.remove(session.peer().address(), session);
        byNumber.set(session.number, null);
        peers.remove(session.number);
    }

    /// @throws IllegalArgumentException if the peer has none
    Session established(int number) {
        var session = find(number);
        if (session == null || !session.isEstablished()) {
            throw new IllegalArgumentException("no session of peer " + number);
        }
        return session;
    }

    /// The session of a number, be it that it has ended, or null.
    @Nullable Session find(int number) {
        return number < byNumber.size() ? byNumber.get(number) : null;
    }

    void forEach(Consumer<Session> action) {
        for (var session : byNumber) {
            if (session != null) {
                action.accept(session);
            }
        }
    }

    /// All numbers are below this.
    int numbers() {
        return byNumber.size();
    }
}
