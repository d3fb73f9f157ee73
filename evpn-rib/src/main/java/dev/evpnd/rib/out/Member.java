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

    /// What is to be otherwise when it has caught up. A walk that began by one view and wants ends
    /// by them: whoever keeps changing its mind would else keep it from its end.
    final Pending pending = new Pending();

    /// What became of a member's settings and wants while it catches up.
    static final class Pending {
        @Nullable View view;
        @Nullable Membership membership;
        boolean refresh;

        void clear() {
            view = null;
            membership = null;
            refresh = false;
        }
    }

    Member(int peer, UpdateGroup group) {
        this.peer = peer;
        this.group = group;
    }

    /// Whether it reads its group's log.
    boolean reads() {
        return catchUp == null && !waiting;
    }

    Held sees() {
        return new Held(group, membership);
    }
}
