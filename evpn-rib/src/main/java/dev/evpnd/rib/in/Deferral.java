package dev.evpnd.rib.in;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Negotiated;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The time after a restart of this speaker in which nothing is chosen and nobody told, so that the
/// peers, who keep what they were told before, do not hear of half of it: until every one of them
/// has told all that it has, and no longer than a time (RFC 4724 section 4.1). What begins here may
/// have to be found out as well: what is not announced by the End-of-RIB, the peers forget.
///
/// It is one for all families but that of memberships, which ends when that has been told: who is
/// told of none would announce no routes, and say so, or wait for us (RFC 4684 section 6).
final class Deferral {
    /// The families whose End-of-RIB is waited for, by peer.
    private final Map<IpAddress, Set<AddressFamily>> awaited = new TreeMap<>();

    private final long untilMillis;
    private boolean awaitsOwn;
    private boolean timedOut;

    /// @param peers that are waited for, none where this speaker has not restarted
    Deferral(Set<IpAddress> peers, Set<AddressFamily> families, long untilMillis) {
        this.untilMillis = untilMillis;
        for (var peer : peers) {
            awaited.put(peer, new HashSet<>(families));
        }
    }

    boolean isUnderWay() {
        return !isComplete() && !timedOut;
    }

    /// It is not known yet what begins here.
    void awaitOwn() {
        awaitsOwn = isUnderWay();
    }

    void ownIsKnown() {
        awaitsOwn = false;
    }

    /// Whether anybody has yet to tell all that it has of the family.
    boolean isUnderWay(AddressFamily family) {
        return !timedOut && awaited.values().stream().anyMatch(left -> left.contains(family));
    }

    /// Whether it ended because there is nobody left to wait for.
    boolean isComplete() {
        return awaited.isEmpty() && !awaitsOwn;
    }

    /// A peer that does not do Graceful Restart sends no End-of-RIB, and one that has restarted
    /// itself waits for ours.
    void up(IpAddress peer, Negotiated negotiated) {
        var families = awaited.get(peer);
        if (families == null) {
            return;
        }
        families.retainAll(negotiated.families());
        var capability = negotiated.gracefulRestart().filter(each -> !each.restarted());
        families.removeIf(
                family -> capability.flatMap(each -> SessionEnd.entry(each, family)).isEmpty());
        forgetIfDone(peer, families);
    }

    void endOfRib(IpAddress peer, AddressFamily family) {
        var families = awaited.get(peer);
        if (families != null) {
            families.remove(family);
            forgetIfDone(peer, families);
        }
    }

    private void forgetIfDone(IpAddress peer, Set<AddressFamily> families) {
        if (families.isEmpty()) {
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
