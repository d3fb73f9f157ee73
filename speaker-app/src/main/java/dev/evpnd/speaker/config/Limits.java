package dev.evpnd.speaker.config;

/// How much may wait, in octets. What else takes memory are the tables themselves.
///
/// @param inputPerPeer that a peer has sent and that are not applied yet; behind it, the peer is
///   not read from
/// @param inputInAll the same for all peers together
/// @param outputPerPeer that were made for a peer and that its socket has not taken; behind it,
///   none are made for it
public record Limits(long inputPerPeer, long inputInAll, long outputPerPeer) {

    /// Fit for 2 GB of memory and a thousand peers.
    public static final Limits DEFAULT = new Limits(256L << 10, 64L << 20, 256L << 10);

    /// Two messages of the greatest length, so that one can be read while one is applied.
    public static final long LEAST = 128L << 10;

    public Limits {
        if (inputPerPeer < LEAST || inputInAll < inputPerPeer || outputPerPeer < LEAST) {
            throw new IllegalArgumentException("two messages have to find room");
        }
    }
}
