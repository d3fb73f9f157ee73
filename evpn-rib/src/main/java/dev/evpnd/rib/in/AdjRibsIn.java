package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.store.IntList;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The Adj-RIB-In of each peer, by a number that the peer has while its session lasts, and for as
/// long as its paths are in anybody's memory.
public final class AdjRibsIn {
    private final PathTable paths;
    private @Nullable AdjRibIn[] lists = new @Nullable AdjRibIn[16];
    private int limit;

    /// Numbers of peers that are gone: they may be given out again when all have been told.
    private final IntList leaving = new IntList();

    private final IntList free = new IntList();

    public AdjRibsIn(PathTable paths) {
        this.paths = paths;
    }

    /// An empty list for a peer, and its number.
    public int add(Peer peer) {
        int number = free.isEmpty() ? limit++ : free.removeLast();
        if (number == lists.length) {
            lists = Arrays.copyOf(lists, 2 * number);
        }
        lists[number] = new AdjRibIn(peer, paths);
        return number;
    }

    /// Forgets a peer whose list is empty.
    public void remove(int number) {
        lists[number] = null;
        leaving.add(number);
    }

    /// Lets the numbers of the peers that were removed be given out again.
    public void allTold() {
        for (int i = 0; i < leaving.size(); i++) {
            free.add(leaving.get(i));
        }
        leaving.clear();
    }

    /// The list of a peer, or null where no peer has the number.
    public @Nullable AdjRibIn find(int number) {
        return number < limit ? lists[number] : null;
    }

    /// The list of a peer that is there.
    public AdjRibIn get(int number) {
        var list = find(number);
        if (list == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return list;
    }

    /// All numbers are below this.
    public int limit() {
        return limit;
    }
}
