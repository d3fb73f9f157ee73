package dev.evpnd.rib.out;

import org.jspecify.annotations.Nullable;

/// A peer as a reader of its group's log.
final class Member {
    final int peer;

    /// The group whose log it reads, and what it wants of that.
    UpdateGroup group;

    Membership membership = Membership.EVERYTHING;

    /// Whether it is told nothing yet, because it has yet to say what it wants.
    boolean waiting;

    /// The number of the message it is to be sent next.
    long cursor;

    /// How it catches up, or null where it reads the log.
    @Nullable CatchUp catchUp;

    Member(int peer, UpdateGroup group) {
        this.peer = peer;
        this.group = group;
    }
}
