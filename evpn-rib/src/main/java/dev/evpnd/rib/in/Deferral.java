package dev.evpnd.rib.in;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Negotiated;

import java.util.HashSet;
import java.util.Set;

/// The time after a restart of this speaker in which nothing is chosen and nobody told, so that the
/// peers, who keep what they were told before, do not hear of half of it: until every one of them
/// has told all that it has, and no longer than a time (RFC 4724 section 4.1).
///
/// It is about EVPN alone. Memberships are told at once, and not waited for: a peer may have to
/// have them before it tells of its routes (RFC 4684 section 6).
final class Deferral {
    private static final AddressFamily FAMILY = AddressFamily.L2VPN_EVPN;

    /// The peers whose End-of-RIB is waited for.
    private final Set<IpAddress> awaited;

    private final long untilMillis;
    private boolean timedOut;

    /// @param peers that are waited for, none where this speaker has not restarted
    Deferral(Set<IpAddress> peers, long untilMillis) {
        this.untilMillis = untilMillis;
        awaited = new HashSet<>(peers);
    }

    boolean isUnderWay() {
        return !awaited.isEmpty() && !timedOut;
    }

    /// Whether it ended because there is nobody left to wait for.
    boolean isComplete() {
        return awaited.isEmpty();
    }

    /// A peer that does not do Graceful Restart sends no End-of-RIB, and one that has restarted
    /// itself waits for ours.
    void up(IpAddress peer, Negotiated negotiated) {
        var capability = negotiated.gracefulRestart().filter(each -> !each.restarted());
        boolean sendsEndOfRib =
                capability.flatMap(each -> SessionEnd.entry(each, FAMILY)).isPresent();
        if (!negotiated.families().contains(FAMILY) || !sendsEndOfRib) {
            awaited.remove(peer);
        }
    }

    void endOfRib(IpAddress peer, AddressFamily family) {
        if (family.equals(FAMILY)) {
            awaited.remove(peer);
        }
    }

    long nextDeadlineMillis() {
        return isUnderWay() ? untilMillis : StalePaths.NEVER;
    }

    void tick(long nowMillis) {
        timedOut |= nowMillis >= untilMillis;
    }
}
