package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.PathTable;

import org.jspecify.annotations.Nullable;

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
    private final DropCounts all;
    private final DropCounts dropped = new DropCounts();

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

    /// @param all counts what all peers announced in vain
    AdjRibIn(PathTable paths, int peer, ImportRules rules, DropCounts all) {
        this.paths = paths;
        this.peer = peer;
        this.rules = rules;
        this.all = all;
        review = new Review(this, paths);
    }

    public int first() {
        return first;
    }

    public int size() {
        return size;
    }

    /// Changes with every path that comes or goes, may be chosen from now on or no longer.
    public int revision() {
        return revision;
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
        review.announced(path);
        paths.setPreviousOfPeer(path, last);
        paths.setNextOfPeer(path, PathTable.NONE);
        if (last == PathTable.NONE) {
            first = path;
        } else {
            paths.setNextOfPeer(last, path);
        }
        last = path;
        size++;
        revision++;
    }

    void unlink(int path) {
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
        revision++;
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
            revision++;
        }
    }

    /// Notes that the peer announced a path in this epoch.
    void refresh(int path) {
        if (review.isStale(path)) {
            review.announced(path);
            revision++;
        }
    }

    // The limit.

    void setLimit(@Nullable PrefixLimit changed) {
        limit = changed;
        beginSession();
    }

    /// What was told of the limit is told again.
    void beginSession() {
        refused = false;
        wasNearLimit = false;
        wasBeyondLimit = false;
    }

    @Nullable PrefixLimit limit() {
        return limit;
    }

    /// Whether no path more is taken.
    boolean isFull() {
        return limit != null && !limit.warningOnly() && size >= limit.most();
    }

    /// Whether it has to be told that the limit is near.
    boolean comesNearLimit() {
        boolean near = limit != null && size >= limit.warnedAt();
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
        boolean passed = limit != null && (refused || size > limit.most());
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
        all.count(reason);
    }

    long dropped(DropReason reason) {
        return dropped.of(reason);
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
