package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Whether a peer is told of a path, and if not, why.
///
/// @param to the peer
/// @param group the number of its update group, in the order in which the groups came to be
/// @param announcer of the path, or null where there is no path to tell of
/// @param withheld why it is not told, or null where it is
/// @param clauses of the policy out that permitted the path, or the one that denied it
/// @param catchingUp whether the peer is on its way to the present and may yet hold what was
public record Telling(
        Peer to,
        int group,
        @Nullable Peer announcer,
        @Nullable Withheld withheld,
        List<Integer> clauses,
        boolean catchingUp) {

    public Telling {
        clauses = List.copyOf(clauses);
    }

    public boolean isTold() {
        return withheld == null;
    }
}
