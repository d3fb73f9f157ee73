package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.PeerKind;

/// A peer as the source of a path, in one number: which peer, and of what kind. It is what decides
/// who is told of the path, and outlives the peer until all have been told.
public final class Source {
    /// No path, and so no source.
    public static final int NONE = 0;

    private static final int KIND_BITS = 2;
    private static final int EXTERNAL = 0;
    private static final int INTERNAL = 1;
    private static final int CLIENT = 2;
    private static final int LOCAL = 3;

    private Source() {}

    public static int of(int peer, PeerKind kind) {
        int code =
                switch (kind) {
                    case EXTERNAL -> EXTERNAL;
                    case INTERNAL -> INTERNAL;
                    case CLIENT -> CLIENT;
                    case LOCAL -> LOCAL;
                };
        return peer + 1 << KIND_BITS | code;
    }

    public static int peer(int source) {
        return (source >>> KIND_BITS) - 1;
    }

    static PeerKind kind(int source) {
        return switch (source & LOCAL) {
            case EXTERNAL -> PeerKind.EXTERNAL;
            case INTERNAL -> PeerKind.INTERNAL;
            case CLIENT -> PeerKind.CLIENT;
            default -> PeerKind.LOCAL;
        };
    }
}
