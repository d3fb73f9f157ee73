package dev.evpnd.speaker.config;

/// How this speaker itself restarts (RFC 4724). Whether a peer is told that it does is said for
/// each peer.
///
/// @param restartSeconds within which it wants to be back
/// @param forwardingPreserved whether the kernel keeps forwarding meanwhile
/// @param selectDeferSeconds for which it waits at most for what its peers have to tell before it
///   chooses
public record RestartSettings(
        int restartSeconds, boolean forwardingPreserved, int selectDeferSeconds) {

    public static final RestartSettings DEFAULT = new RestartSettings(120, false, 120);

    public RestartSettings {
        if (restartSeconds < 1 || restartSeconds > 4095 || selectDeferSeconds < 0) {
            throw new IllegalArgumentException("a restart takes 1 to 4095 seconds");
        }
    }
}
