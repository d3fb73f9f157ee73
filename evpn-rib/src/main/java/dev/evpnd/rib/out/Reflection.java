package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.PeerKind;

/// Who is told of whose paths inside an AS, RFC 4456 section 6: what a client announces goes to
/// everyone, what another announces to the clients.
///
/// Between ASes nothing is passed until a policy says what (RFC 8212), and there is no policy yet.
///
/// @param clientToClient whether clients are told of each other's paths; not where they are meshed
public record Reflection(boolean clientToClient) {

    boolean passes(int source, PeerKind to) {
        if (source == Source.NONE) {
            return false;
        }
        return switch (to) {
            case CLIENT -> !Source.isClient(source) || clientToClient;
            case INTERNAL -> Source.isClient(source);
            case EXTERNAL -> false;
        };
    }
}
