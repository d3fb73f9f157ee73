package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import java.util.Optional;

/// What a daemon is asked, or told.
public sealed interface Request {

    /// Reads a line: words with spaces between them, as docs/queries.md has them.
    ///
    /// @throws QueryFailure when it is none of them, with what was expected
    static Request parse(String line) {
        return new RequestParser(line).parse();
    }

    /// Whether it changes nothing.
    default boolean isQuestion() {
        return switch (this) {
            case Peers _, Routes _, Explain _, Daemon _ -> true;
            case Reset _, Refresh _, Reload _ -> false;
        };
    }

    /// What peers are like.
    ///
    /// @param peer the only one that is asked for
    record Peers(Optional<IpAddress> peer) implements Request {}

    /// Which routes there are.
    record Routes(RouteFilter filter) implements Request {}

    /// Why an EVPN route is what it is.
    record Explain(Octets key) implements Request {}

    /// What the daemon itself is like.
    record Daemon() implements Request {}

    /// The session with a peer is to begin anew.
    ///
    /// @param text for the peer's operator
    record Reset(IpAddress peer, String text) implements Request {}

    /// A peer is to tell its routes again.
    record Refresh(IpAddress peer, RouteFamily family) implements Request {}

    /// The configuration is to be read again.
    record Reload() implements Request {}
}
