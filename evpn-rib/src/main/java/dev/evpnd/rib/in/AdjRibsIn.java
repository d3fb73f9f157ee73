package dev.evpnd.rib.in;

import dev.evpnd.rib.route.PathTable;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The Adj-RIB-In of each peer for one family, by the number of the peer.
public final class AdjRibsIn {
    private final PathTable paths;
    private final DropCounts dropped = new DropCounts();
    private @Nullable AdjRibIn[] lists = new @Nullable AdjRibIn[16];
    private int limit;
    private int revision;

    public AdjRibsIn(PathTable paths) {
        this.paths = paths;
    }

    /// Gives a peer an empty list.
    AdjRibIn add(int peer, ImportRules rules, Room room) {
        if (peer >= lists.length) {
            lists = Arrays.copyOf(lists, Math.max(peer + 1, 2 * lists.length));
        }
        var list = new AdjRibIn(this, paths, peer, rules, room);
        room.add(list);
        lists[peer] = list;
        limit = Math.max(limit, peer + 1);
        return list;
    }

    /// Forgets a peer whose list is empty.
    void remove(int peer) {
        lists[peer] = null;
    }

    /// Changes with the revision of every list.
    public int revision() {
        return revision;
    }

    void revised() {
        revision++;
    }

    /// What all peers together announced in vain.
    DropCounts dropped() {
        return dropped;
    }

    /// The list of a peer, or null where it has none.
    public @Nullable AdjRibIn find(int peer) {
        return peer < limit ? lists[peer] : null;
    }

    /// The list of a peer that has one.
    public AdjRibIn get(int peer) {
        var list = find(peer);
        if (list == null) {
            throw new IllegalArgumentException("no peer " + peer);
        }
        return list;
    }

    /// The numbers of all peers with a list are below this.
    public int limit() {
        return limit;
    }
}
