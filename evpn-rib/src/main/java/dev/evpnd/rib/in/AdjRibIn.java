package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.PathTable;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The paths of one peer, as a list in the order in which it announced them.
///
/// That order is what packs well when a later peer needs the whole table, for a peer sends what has
/// equal attributes together.
///
/// Each path has the *epoch* in which it was announced last. All are marked stale by the beginning
/// of a new epoch, and those that are still of an old one are swept away later: by the [Review],
/// which brings each path to what it ought to be by now.
public final class AdjRibIn {
    final int peer;
    final Review review;

    private final PathTable paths;
    private final AdjRibsIn all;
    private final DropCounts dropped = new DropCounts();

    /// The same since the peer began to tell all that it has.
    private final DropCounts droppedLately = new DropCounts();

    private ImportRules rules;
    private @Nullable PrefixLimit limit;
    private int first = PathTable.NONE;
    private int last = PathTable.NONE;
    private int size;
    private int ineligible;
    private int revision;

    private long announced;
    private long withdrawn;

    private boolean refused;
    private boolean wasNearLimit;
    private boolean wasBeyondLimit;

    AdjRibIn(AdjRibsIn all, PathTable paths, int peer, ImportRules rules) {
        this.all = all;
        this.paths = paths;
        this.peer = peer;
        this.rules = rules;
        review = new Review(this, paths);
    }

    public int first() {
        return first;
    }

    public int size() {
        return size;
    }

    /// Changes with every path that counts from now on or no longer, and with every one that is
    /// gone.
    public int revision() {
        return revision;
    }

    /// Whether a path says anything of what its peer wants: it may be chosen, and is not one that
    /// the peer did not say again and that merely has not been removed so far.
    public boolean counts(int path) {
        return paths.isEligible(path) && !review.isToGo(path);
    }

    void revised() {
        revision++;
        all.revised();
    }

    ImportRules rules() {
        return rules;
    }

    /// What comes from now on is judged by these rules, and what is there when it is reviewed.
    void setRules(ImportRules changed) {
        rules = changed;
    }

    /// Adds a path that the peer announces now.
    void append(int path) {
        review.added(path);
        paths.setPreviousOfPeer(path, last);
        paths.setNextOfPeer(path, PathTable.NONE);
        if (last == PathTable.NONE) {
            first = path;
        } else {
            paths.setNextOfPeer(last, path);
        }
        last = path;
        size++;
        revised();
    }

    void unlink(int path) {
        revised();
        review.leaving(path);
        int previous = paths.previousOfPeer(path);
        int next = paths.nextOfPeer(path);
        if (previous == PathTable.NONE) {
            first = next;
        } else {
            paths.setNextOfPeer(previous, next);
        }
        if (next == PathTable.NONE) {
            last = previous;
        } else {
            paths.setPreviousOfPeer(next, previous);
        }
        size--;
        if (!paths.isEligible(path)) {
            ineligible--;
        }
    }

    /// Notes why a path may not be chosen, or that it may.
    void setIneligible(int path, @Nullable DropReason reason) {
        boolean was = paths.isEligible(path);
        paths.setIneligible(path, reason);
        if (was != (reason == null)) {
            ineligible += was ? 1 : -1;
            revised();
        }
    }

    /// Notes that the peer announced a path in this epoch.
    void refresh(int path) {
        if (review.isStale(path)) {
            boolean counted = counts(path);
            review.announced(path);
            if (!counted && counts(path)) {
                revised();
            }
        }
    }

    // The limit. What is kept of former sessions does not count: it is within what it was then,
    // and a peer that comes back with as much as it may have has to find room for it.

    void setLimit(@Nullable PrefixLimit changed) {
        if (!Objects.equals(changed, limit)) {
            limit = changed;
            forgetLimit();
        }
    }

    void beginSession() {
        forgetLimit();
        tellsAllAgain();
    }

    /// What was told of the limit is told again.
    private void forgetLimit() {
        refused = false;
        wasNearLimit = false;
        wasBeyondLimit = false;
    }

    @Nullable PrefixLimit limit() {
        return limit;
    }

    /// Whether no path more is taken.
    boolean isFull() {
        return limit != null && !limit.warningOnly() && review.liveCount() >= limit.most();
    }

    /// Whether it has to be told that the limit is near.
    boolean comesNearLimit() {
        boolean near = limit != null && review.liveCount() >= limit.warnedAt();
        boolean news = near && !wasNearLimit;
        wasNearLimit = near;
        return news;
    }

    /// A path was not taken, for there is no room.
    void refuse() {
        refused = true;
        count(DropReason.LIMIT_REACHED);
    }

    /// Whether it has to be told that the limit is passed: once for each session and setting.
    boolean passesLimit() {
        boolean passed = limit != null && (refused || review.liveCount() > limit.most());
        boolean news = passed && !wasBeyondLimit;
        wasBeyondLimit |= passed;
        return news;
    }

    // Counters.

    void countAnnounced() {
        announced++;
    }

    void countWithdrawn() {
        withdrawn++;
    }

    void count(DropReason reason) {
        dropped.count(reason);
        droppedLately.count(reason);
        all.dropped().count(reason);
    }

    /// Whether a route was not taken of all that the peer told last.
    boolean hasDroppedLately(DropReason reason) {
        return droppedLately.of(reason) > 0;
    }

    /// The peer tells all that it has, or is about to.
    void tellsAllAgain() {
        droppedLately.clear();
    }

    InboundCounters counters() {
        return new InboundCounters(
                announced,
                withdrawn,
                size,
                size - ineligible,
                review.staleCount(),
                dropped.toMap());
    }
}
