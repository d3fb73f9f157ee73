package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.PeerKind;

/// A peer as the source of a path, in one number: which peer, and whether it is a client. It is
/// what decides who is told of the path, and outlives the peer until all have been told.
public final class Source {
    /// No path, and so no source.
    public static final int NONE = 0;

    private Source() {}

    public static int of(int peer, PeerKind kind) {
        return peer + 1 << 1 | (kind == PeerKind.CLIENT ? 1 : 0);
    }

    static int peer(int source) {
        return (source >>> 1) - 1;
    }

    static boolean isClient(int source) {
        return (source & 1) != 0;
    }
}
