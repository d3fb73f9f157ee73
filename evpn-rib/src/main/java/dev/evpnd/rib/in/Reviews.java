package dev.evpnd.rib.in;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/// The sessions with paths that wait to be brought to what they ought to be: each has its turn.
final class Reviews {
    /// How much of one list is reviewed before the next has its turn.
    private static final int TURN = 512;

    private final ArrayDeque<Session> waiting = new ArrayDeque<>();
    private final Consumer<Session> reviewed;

    /// @param reviewed is given each session that has had a turn
    Reviews(Consumer<Session> reviewed) {
        this.reviewed = reviewed;
    }

    /// Lets a session have its turn, if there is anything to review.
    void add(Session session) {
        if (session.hasReview() && !session.queued) {
            session.queued = true;
            waiting.add(session);
        }
    }

    /// @param rows of paths that are looked at, at most
    /// @return whether there is more
    boolean go(int rows) {
        int left = rows;
        while (left > 0 && !waiting.isEmpty()) {
            var session = waiting.remove();
            session.queued = false;
            for (var feed : session.feeds) {
                left -= feed.review(Math.min(left, TURN));
            }
            add(session);
            reviewed.accept(session);
        }
        return !waiting.isEmpty();
    }
}
