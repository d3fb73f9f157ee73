package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;

/// Starts peers.
public final class Peers {
    private Peers() {}

    /// Starts a peer on a host and waits until it answers.
    ///
    /// @param kind which
    /// @param configuration with what
    /// @param host where
    /// @return the peer
    /// @throws IllegalStateException if it is not to be had, or does not start
    public static RunningPeer start(PeerKind kind, PeerConfiguration configuration, Host host) {
        return peer(kind, configuration, host).start();
    }

    /// Takes over a peer that another process has started.
    ///
    /// @param kind which
    /// @param configuration with what it was started
    /// @param host where
    /// @param program its BGP daemon
    /// @return the peer, which is asked as if it had been started here
    /// @throws IllegalStateException if it is not to be had any more
    public static RunningPeer running(
            PeerKind kind, PeerConfiguration configuration, Host host, Program program) {
        return peer(kind, configuration, host).takeOver(program);
    }

    private static DaemonPeer peer(PeerKind kind, PeerConfiguration configuration, Host host) {
        var root =
                switch (Availability.of(kind, host.engine())) {
                    case Availability.Available available -> available.root();
                    case Availability.Unavailable unavailable ->
                            throw new IllegalStateException(
                                    kind.text() + ": " + unavailable.reason());
                };
        return switch (kind) {
            case FRR_8_4, FRR_10_7 -> new FrrPeer(kind, configuration, host, root);
            case GOBGP -> new GobgpPeer(configuration, host, root);
            case BIRD -> new BirdPeer(configuration, host, root);
            case OPENBGPD -> new OpenbgpdPeer(configuration, host, root);
            case EXABGP -> new ExabgpPeer(configuration, host, root);
        };
    }
}
