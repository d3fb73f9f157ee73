package dev.evpnd.rib.in;

import java.util.OptionalLong;

/// When the paths of a list that its peer has not announced again are to go: after the end of a
/// session (RFC 4724 section 4.2, RFC 9494 section 4.2), and in a refresh (RFC 7313 section 4).
///
/// ```
///             end of session              time is over, long-lived time agreed
///    NOTHING ───────────────▶ RESTARTING ─────────────────────────────────────▶ LONG_LIVED
///       ▲                         │ peer is back, and its state was kept             │
///       │ End-of-RIB, or          ▼                                                  │
///       ├─────────────────── RETURNED                                                │
///       │ time is over                       End-of-RIB of the peer, back or time is over
///       └────────────────────────────────────────────────────────────────────────────┘
/// ```
///
/// Each way back to NOTHING sweeps what is still stale; so does a second end of a session, before
/// it marks anew: no path outlives two. But in LONG_LIVED an end of a session changes nothing of
/// when all of it goes: that time runs until the peer has announced all that it had.
final class StalePaths {
    static final long NEVER = Long.MAX_VALUE;

    private enum Phase {
        NOTHING,
        RESTARTING,
        RETURNED,
        LONG_LIVED
    }

    private final Review review;

    /// Whether the peer is still at its first update, whose end it will say.
    private boolean awaitsEndOfRib;

    private Phase phase = Phase.NOTHING;

    /// Stale by the end of a session are paths of an epoch before this one.
    private int kept;

    /// When the phase ends.
    private long due = NEVER;

    /// When paths go, unless they are long-lived stale.
    private long staleUntil;

    private long longLivedMillis;

    /// When what a session announced that began and ended in the phase LONG_LIVED becomes
    /// long-lived stale, too.
    private long longLivedFrom = NEVER;

    private boolean refreshing;

    /// Stale by a refresh are paths of an epoch before this one.
    private int refreshed;

    private long refreshUntil = NEVER;

    StalePaths(Review review) {
        this.review = review;
    }

    /// A session has begun.
    ///
    /// @param sendsEndOfRib whether its peer will say that it has announced all that it had
    void begin(boolean sendsEndOfRib) {
        awaitsEndOfRib = sendsEndOfRib;
    }

    /// A session has ended, and what its peer announced is kept.
    ///
    /// @param restartMillis for which the peer is waited for
    /// @param staleMillis for which paths are kept that are not announced again
    /// @param longerMillis for which they are kept beyond either time if the peer does not come
    ///   back
    void keep(long nowMillis, long restartMillis, long staleMillis, long longerMillis) {
        endRefresh(false);
        if (phase == Phase.LONG_LIVED && longerMillis > 0) {
            // The peer was back and had not announced all: its time has never stopped.
            kept = review.markSession();
            longLivedFrom = nowMillis + restartMillis;
            return;
        }
        if (phase != Phase.NOTHING) {
            review.sweep(kept);
        }
        kept = review.markSession();
        phase = Phase.RESTARTING;
        longLivedFrom = NEVER;
        staleUntil = nowMillis + staleMillis;
        due = Math.min(nowMillis + restartMillis, staleUntil);
        longLivedMillis = longerMillis;
    }

    /// Nothing of what there is is kept that is not announced from now on.
    void drop() {
        endRefresh(false);
        kept = review.markSession();
        sweep();
    }

    /// The peer is back.
    ///
    /// @param stateKept whether it says that what it announced still holds: by Graceful Restart
    /// @param longLivedKept the same by Long-Lived Graceful Restart
    void resume(boolean stateKept, boolean longLivedKept) {
        longLivedFrom = NEVER;
        switch (phase) {
            case NOTHING -> {}
            case RESTARTING, RETURNED -> {
                if (stateKept) {
                    phase = Phase.RETURNED;
                    due = staleUntil;
                } else {
                    sweep();
                }
            }
            case LONG_LIVED -> {
                if (!longLivedKept) {
                    sweep();
                }
            }
        }
    }

    /// The peer has announced all that it had after its return.
    void endOfRib() {
        awaitsEndOfRib = false;
        if (phase != Phase.NOTHING) {
            sweep();
        }
    }

    private void sweep() {
        review.sweep(kept);
        phase = Phase.NOTHING;
        due = NEVER;
        longLivedFrom = NEVER;
    }

    // Refreshes.

    /// The peer begins to announce all that it has. It may begin anew before it ends; but in the
    /// midst of its first update that says nothing (RFC 7313 section 4).
    void beginRefresh(long untilMillis) {
        if (!awaitsEndOfRib && review.hasEpochs()) {
            refreshed = review.mark();
            refreshing = true;
            refreshUntil = untilMillis;
        }
    }

    /// The peer has announced all that it had; without a beginning that says nothing.
    void endRefresh() {
        endRefresh(true);
    }

    private void endRefresh(boolean complete) {
        if (refreshing && complete) {
            review.sweep(refreshed);
        }
        refreshing = false;
        refreshUntil = NEVER;
    }

    // Time.

    /// For how long the peer is still waited for, if it is.
    OptionalLong restartMillis(long nowMillis) {
        return phase == Phase.RESTARTING ? OptionalLong.of(due - nowMillis) : OptionalLong.empty();
    }

    /// For how long what it does not announce again is still kept, if anything is that is not
    /// long-lived stale.
    OptionalLong staleMillis(long nowMillis) {
        return phase == Phase.RESTARTING || phase == Phase.RETURNED
                ? OptionalLong.of(staleUntil - nowMillis)
                : OptionalLong.empty();
    }

    long nextDeadlineMillis() {
        return Math.min(due, Math.min(refreshUntil, longLivedFrom));
    }

    void tick(long nowMillis) {
        if (nowMillis >= refreshUntil) {
            endRefresh();
        }
        if (nowMillis >= longLivedFrom) {
            longLivedFrom = NEVER;
            review.makeLongLived(kept);
        }
        while (nowMillis >= due) {
            if (phase == Phase.RESTARTING && longLivedMillis > 0) {
                phase = Phase.LONG_LIVED;
                due += longLivedMillis;
                review.makeLongLived(kept);
            } else {
                sweep();
            }
        }
    }
}
