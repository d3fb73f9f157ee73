package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.PrefixLimit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How much of a family a peer may announce, in all shards together, and what was told of that.
///
/// What is kept of former sessions does not count: it is within what it was then, and a peer that
/// comes back with as much as it may have has to find room for it.
final class Room {
    private final List<AdjRibIn> lists = new ArrayList<>();
    private @Nullable PrefixLimit limit;

    /// How many routes were read that may be new, and not taken so far.
    private int waiting;

    private boolean refused;
    private boolean wasNearLimit;
    private boolean wasBeyondLimit;

    void add(AdjRibIn list) {
        lists.add(list);
    }

    void setLimit(@Nullable PrefixLimit changed) {
        if (!Objects.equals(changed, limit)) {
            limit = changed;
            forget();
        }
    }

    @Nullable PrefixLimit limit() {
        return limit;
    }

    /// What was told is told again.
    void forget() {
        refused = false;
        wasNearLimit = false;
        wasBeyondLimit = false;
    }

    /// Whether no path more is taken. While several shards take routes at once, what this sees of
    /// the others may be of any time since they began: then there is room for all that waits
    /// ([#isAmple]), and it is not full whatever it sees.
    boolean isFull() {
        return limit != null && !limit.warningOnly() && live() >= limit.most();
    }

    /// Whether the limit is so far away that it does not matter in which order so many routes are
    /// taken beside those that wait.
    boolean isAmple(int more) {
        return limit == null || (long) live() + waiting + more < limit.warnedAt();
    }

    int waiting() {
        return waiting;
    }

    void setWaiting(int routes) {
        waiting = routes;
    }

    private int live() {
        int live = 0;
        for (int i = 0; i < lists.size(); i++) {
            live += lists.get(i).review.liveCount();
        }
        return live;
    }

    /// Whether it has to be told that the limit is near.
    boolean comesNearLimit() {
        boolean near = limit != null && live() >= limit.warnedAt();
        boolean news = near && !wasNearLimit;
        wasNearLimit = near;
        return news;
    }

    /// A path was not taken.
    void refuse() {
        refused = true;
    }

    /// Whether it has to be told that the limit is passed: once for each session and setting.
    boolean passesLimit() {
        boolean passed = limit != null && (refused || live() > limit.most());
        boolean news = passed && !wasBeyondLimit;
        wasBeyondLimit |= passed;
        return news;
    }
}
