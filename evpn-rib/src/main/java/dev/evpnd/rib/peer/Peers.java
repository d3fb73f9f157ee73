package dev.evpnd.rib.peer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The peers with a session, or of whom something is kept, each by a number that it has for as long
/// as that lasts.
///
/// The number of one that is gone is not given out again before [#allTold]: what it announced may
/// still be in other peers' memory.
public final class Peers {
    private final List<@Nullable Peer> peers = new ArrayList<>();

    /// Who had a number before nobody had it.
    private final List<@Nullable Peer> last = new ArrayList<>();

    private final List<Integer> leaving = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    /// The number that a new peer gets.
    public int next() {
        return free.isEmpty() ? peers.size() : free.getLast();
    }

    /// @return the number of the new peer
    public int add(Peer peer) {
        if (free.isEmpty()) {
            peers.add(peer);
            last.add(null);
            return peers.size() - 1;
        }
        int number = free.removeLast();
        peers.set(number, peer);
        return number;
    }

    /// The peer of this number is back, with another session.
    public void replace(int number, Peer peer) {
        peers.set(number, peer);
    }

    public void remove(int number) {
        last.set(number, get(number));
        peers.set(number, null);
        leaving.add(number);
    }

    /// Everybody has been told of the end of the peers that were removed.
    public void allTold() {
        free.addAll(leaving);
        leaving.clear();
    }

    /// The peer of this number, be it that it is gone and the number nobody's.
    public Peer last(int number) {
        var peer = peers.get(number);
        var gone = peer == null ? last.get(number) : peer;
        if (gone == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return gone;
    }

    public Peer get(int number) {
        var peer = number < peers.size() ? peers.get(number) : null;
        if (peer == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return peer;
    }
}
