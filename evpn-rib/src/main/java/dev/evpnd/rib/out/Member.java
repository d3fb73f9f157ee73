package dev.evpnd.rib.out;

import org.jspecify.annotations.Nullable;

/// A peer as a reader of its group's log.
final class Member {
    final int peer;

    /// The number of the message it is to be sent next.
    long cursor;

    /// How it catches up, or null where it reads the log.
    @Nullable CatchUp catchUp;

    Member(int peer) {
        this.peer = peer;
    }
}
