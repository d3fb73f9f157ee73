package dev.evpnd.it.interop;

import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.route.EvpnRoute;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/// What the tests of a lab have had announced: a lab that serves several is to be as it was.
final class Announced {
    private record Entry(RunningPeer peer, EvpnRoute route) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    void announce(RunningPeer peer, Collection<EvpnRoute> routes) {
        for (var route : routes) {
            peer.announce(route);
            entries.push(new Entry(peer, route));
        }
    }

    void withdrawAll() {
        while (!entries.isEmpty()) {
            var entry = entries.pop();
            entry.peer().withdraw(entry.route());
        }
    }
}
