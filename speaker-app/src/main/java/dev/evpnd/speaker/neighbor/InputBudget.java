package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.routing.RoutingLimits;

import java.util.concurrent.atomic.AtomicLong;

/// How many octets from all peers wait to be applied.
final class InputBudget {
    private volatile RoutingLimits limits;
    private final AtomicLong waiting = new AtomicLong();

    InputBudget(RoutingLimits limits) {
        this.limits = limits;
    }

    /// So much may wait from now on. Who is not read by now is looked at anew when something of it
    /// is applied.
    void setLimits(RoutingLimits changed) {
        limits = changed;
    }

    void add(long octets) {
        waiting.addAndGet(octets);
    }

    /// Whether a peer, so many octets of which wait, is to be read no more.
    boolean isExceeded(long ofPeer) {
        return ofPeer >= limits.inputOctetsPerPeer()
                || ofPeer >= RoutingLimits.LEAST_INPUT_OCTETS
                        && waiting.get() >= limits.inputOctets();
    }

    /// Whether such a peer is to be read again.
    boolean hasRoom(long ofPeer) {
        return ofPeer < RoutingLimits.LEAST_INPUT_OCTETS
                || ofPeer < limits.inputOctetsPerPeer() / 2 && waiting.get() < limits.inputOctets();
    }

    long waiting() {
        return waiting.get();
    }
}
