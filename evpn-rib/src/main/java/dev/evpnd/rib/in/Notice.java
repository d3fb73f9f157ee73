package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.wire.address.AddressFamily;

/// What whoever runs the sessions has to know, or do, because of what peers sent.
public sealed interface Notice {

    /// Whether it is about the peer of this number.
    default boolean isAbout(int number) {
        return switch (this) {
            case LimitNear near -> near.peer() == number;
            case LimitExceeded exceeded -> exceeded.peer() == number;
            case RefreshWanted wanted -> wanted.peer() == number;
            case MembershipsUnread unread -> unread.peer() == number;
            case Defect defect -> defect.peer() == number;
            case DeferralEnded _ -> false;
        };
    }

    /// A peer has come near its limit. Told again only after it had fallen below.
    record LimitNear(int peer, AddressFamily family, PrefixLimit limit) implements Notice {}

    /// A peer has announced more routes than it may. If that is more than a warning, the session is
    /// to end with Cease/Maximum Number of Prefixes Reached (RFC 4486 section 4), and to be tried
    /// again when the limit says so; until then nothing more is taken.
    record LimitExceeded(int peer, AddressFamily family, PrefixLimit limit) implements Notice {}

    /// The settings now take routes that were not kept under those before: only the peer can tell
    /// them again (RFC 2918).
    record RefreshWanted(int peer, AddressFamily family) implements Notice {}

    /// A peer has announced more Route Target memberships than are read, and is told of all routes
    /// as if it wanted everything. Told again only after there had been fewer.
    ///
    /// @param most how many are read
    record MembershipsUnread(int peer, int most) implements Notice {}

    /// Something of what a peer announced could not be taken, by a defect of this program: what is
    /// known of the peer cannot be relied on any more.
    record Defect(int peer, RuntimeException thrown) implements Notice {}

    /// Routes are chosen and told again after the restart of this speaker (RFC 4724 section 4.1).
    ///
    /// @param complete whether all peers had ended their first update, and not just the time
    record DeferralEnded(boolean complete) implements Notice {}
}
