package dev.evpnd.rib.model;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/// For how long the paths of one family of a neighbor are kept that it has not announced again:
/// after the end of a session (RFC 4724 section 4.2, RFC 9494 section 4.2), and in a refresh (RFC
/// 7313 section 4). What goes is what the methods return.
///
/// @param <K> by which a path is known
final class NaiveRetention<K> {
    private static final long NEVER = Long.MAX_VALUE;

    /// All paths; those of them that were not announced in the last session; in the refresh; and
    /// those that are long-lived stale.
    private final Set<K> all = new LinkedHashSet<>();

    private final Set<K> stale = new LinkedHashSet<>();
    private final Set<K> unrefreshed = new LinkedHashSet<>();
    private final Set<K> longLived = new LinkedHashSet<>();
    private final Predicate<K> mayLiveLong;

    /// Whether what is stale is waited for, and whether it is long-lived by now.
    private boolean waiting;

    private boolean longLivedPhase;

    /// When the peer is waited for no longer, when what is stale goes, and when what came since
    /// becomes long-lived stale as well.
    private long restartUntil = NEVER;

    private long staleUntil = NEVER;
    private long longLivedFrom = NEVER;
    private long longerMillis;

    private boolean awaitsEndOfRib;
    private long refreshUntil = NEVER;

    NaiveRetention(Predicate<K> mayLiveLong) {
        this.mayLiveLong = mayLiveLong;
    }

    void announced(K key) {
        removed(key);
        all.add(key);
    }

    void removed(K key) {
        all.remove(key);
        stale.remove(key);
        unrefreshed.remove(key);
        longLived.remove(key);
    }

    boolean has(K key) {
        return all.contains(key);
    }

    boolean isLongLived(K key) {
        return longLived.contains(key);
    }

    /// How many paths the session has brought, or the last one had.
    int live() {
        return all.size() - stale.size();
    }

    // Sessions.

    void begin(boolean sendsEndOfRib) {
        awaitsEndOfRib = sendsEndOfRib;
    }

    Set<K> drop() {
        refreshUntil = NEVER;
        stale.addAll(all);
        return sweep();
    }

    /// @param longer for how long what is stale may be long-lived
    Set<K> keep(long now, long restart, long longest, long longer) {
        refreshUntil = NEVER;
        unrefreshed.clear();
        Set<K> gone = Set.of();
        if (longLivedPhase && longer > 0) {
            // The time of what is long-lived stale does not begin again.
            longLivedFrom = now + restart;
        } else {
            gone = sweep();
            waiting = true;
            restartUntil = now + Math.min(restart, longest);
            staleUntil = now + longest;
            longerMillis = longer;
        }
        all.removeAll(gone);
        stale.addAll(all);
        return gone;
    }

    /// @param kept whether the peer says that it has kept its state
    /// @param keptForLong whether it says so of long-lived routes
    Set<K> resume(boolean kept, boolean keptForLong) {
        longLivedFrom = NEVER;
        restartUntil = NEVER;
        boolean goesOn = longLivedPhase ? keptForLong : kept;
        return waiting && !goesOn ? sweep() : Set.of();
    }

    Set<K> endOfRib() {
        awaitsEndOfRib = false;
        return sweep();
    }

    private Set<K> sweep() {
        forgetTimes();
        return Set.copyOf(stale);
    }

    /// As if there had never been a session.
    void forgetTimes() {
        waiting = false;
        longLivedPhase = false;
        restartUntil = NEVER;
        staleUntil = NEVER;
        longLivedFrom = NEVER;
    }

    // Refreshes.

    /// In the midst of its first update a peer has nothing to tell again.
    void beginRefresh(long until) {
        if (!awaitsEndOfRib) {
            unrefreshed.addAll(all);
            refreshUntil = until;
        }
    }

    Set<K> endRefresh() {
        var gone = refreshUntil == NEVER ? Set.<K>of() : Set.copyOf(unrefreshed);
        refreshUntil = NEVER;
        unrefreshed.clear();
        return gone;
    }

    // Time.

    Set<K> tick(long now) {
        var gone = new LinkedHashSet<K>();
        if (now >= refreshUntil) {
            gone.addAll(endRefresh());
        }
        if (now >= restartUntil && longerMillis > 0) {
            longLivedPhase = true;
            staleUntil = restartUntil + longerMillis;
            restartUntil = NEVER;
            gone.addAll(makeLongLived());
        }
        if (now >= longLivedFrom) {
            longLivedFrom = NEVER;
            gone.addAll(makeLongLived());
        }
        if (now >= restartUntil || now >= staleUntil) {
            gone.addAll(sweep());
        }
        return gone;
    }

    private Set<K> makeLongLived() {
        longLived.addAll(stale);
        var gone = new LinkedHashSet<>(stale);
        gone.removeIf(mayLiveLong);
        return gone;
    }
}
