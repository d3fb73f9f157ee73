package dev.evpnd.rib.out;

import java.util.Arrays;

/// How many routes each peer holds of what it was told, or will when it has caught up.
public final class ToldCounts {
    private static final int FEW = 16;

    private long[] byPeer = new long[FEW];

    void add(int peer, long routes) {
        if (peer >= byPeer.length) {
            byPeer = Arrays.copyOf(byPeer, Math.max(peer + 1, 2 * byPeer.length));
        }
        byPeer[peer] += routes;
    }

    /// @param peer by its number
    public long of(int peer) {
        return peer < byPeer.length ? byPeer[peer] : 0;
    }
}
