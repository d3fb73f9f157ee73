package dev.evpnd.rib.instance;

import dev.evpnd.rib.store.Line;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Values that are wanted, one for each key, and of which of them somebody has yet to be told.
///
/// What changes more than once before it is told, is told once, as it is by then. So what waits to
/// be told is never more than what was told and what is wanted together.
///
/// Each key is of one realm. All that is wanted in a realm is let go of at once, however much that
/// is ([#leave]): from then on counts what is wanted anew, and the rest is dropped in slices,
/// unless somebody wants it before.
///
/// Keys are found by their order: nothing of this doubles in one go, and others may choose the
/// keys.
///
/// @param <R> what a realm is known by
final class Wanted<R extends Comparable<R>, K extends Comparable<K>, V> {
    private final NavigableMap<R, Realm<K, V>> realms = new TreeMap<>();

    /// Realms with something that was let go of.
    private final Set<R> leaving = new LinkedHashSet<>();

    /// Of what somebody has to be told anew, in the order in which it came to wait.
    private final Line<K, Waiting<R, V>> untold = new Line<>(Comparator.naturalOrder());

    /// How often anything was let go of, and a realm began.
    private long eras;

    /// @param told the value that was told last, or null
    /// @param insisted what was to be told even if it was told before, or null
    /// @param era of the realm: what was let go of since is insisted on no more
    private record Waiting<R, V>(R realm, @Nullable V told, @Nullable V insisted, long era) {}

    /// @param dropped what is wanted no more, or null; where that was insisted on it has to be told
    ///   once more before, to replace what may have taken its place
    /// @param insisted whether it was
    /// @param value what is wanted instead, or null
    record Change<V>(@Nullable V dropped, boolean insisted, @Nullable V value) {}

    private static final class Realm<K extends Comparable<K>, V> {
        NavigableMap<K, V> values = new TreeMap<>();

        /// What was let go of and not dropped so far; of a key that is wanted nothing.
        final Deque<NavigableMap<K, V>> left = new ArrayDeque<>();

        long era;

        Realm(long era) {
            this.era = era;
        }

        @Nullable V put(K key, V value) {
            var before = values.put(key, value);
            return before == null ? removeLeft(key) : before;
        }

        @Nullable V remove(K key) {
            var before = values.remove(key);
            return before == null ? removeLeft(key) : before;
        }

        @Nullable V removeLeft(K key) {
            for (var some : left) {
                var before = some.remove(key);
                if (before != null) {
                    return before;
                }
            }
            return null;
        }
    }

    void want(R realm, K key, V value) {
        var known = realm(realm);
        var before = known.put(key, value);
        if (!value.equals(before)) {
            untold.putIfAbsent(key, new Waiting<>(realm, before, null, known.era));
        }
    }

    private Realm<K, V> realm(R realm) {
        return realms.computeIfAbsent(realm, absent -> new Realm<>(++eras));
    }

    /// Wants what is to be told even where it was told before.
    void insist(R realm, K key, V value) {
        var known = realm(realm);
        var before = known.put(key, value);
        var waiting = untold.get(key);
        var told = waiting == null ? before : waiting.told;
        untold.put(key, new Waiting<>(realm, told, value, known.era));
    }

    /// Wants nothing any more.
    void drop(R realm, K key) {
        var known = realms.get(realm);
        if (known == null) {
            return;
        }
        var before = known.remove(key);
        if (before != null) {
            dropped(realm, known.era, key, before);
        }
    }

    /// The same where something else has taken the place since: it is not to be replaced any more,
    /// whatever was insisted on before.
    void cede(R realm, K key) {
        drop(realm, key);
        var waiting = untold.get(key);
        if (waiting == null || waiting.insisted == null) {
            return;
        }
        if (waiting.told == null) {
            untold.remove(key);
        } else {
            untold.put(key, new Waiting<>(realm, waiting.told, null, waiting.era));
        }
    }

    private void dropped(R realm, long era, K key, V before) {
        var waiting = untold.putIfAbsent(key, new Waiting<>(realm, before, null, era));
        // Of what was never told, nobody needs to hear that it is gone.
        if (waiting != null && waiting.told == null && waiting.insisted == null) {
            untold.remove(key);
        }
    }

    /// Lets go of all that is wanted in a realm.
    void leave(R realm) {
        var known = realms.get(realm);
        if (known == null) {
            return;
        }
        known.era = ++eras;
        if (!known.values.isEmpty()) {
            known.left.add(known.values);
            known.values = new TreeMap<>();
            leaving.add(realm);
        }
    }

    /// Drops what was let go of.
    ///
    /// @return whether there is more
    boolean goOn(Slice slice) {
        while (!leaving.isEmpty() && !slice.isOver()) {
            R name = leaving.iterator().next();
            var realm = realm(name);
            var some = realm.left.peek();
            if (some == null) {
                leaving.remove(name);
                if (realm.values.isEmpty()) {
                    realms.remove(name);
                }
            } else if (some.isEmpty()) {
                realm.left.remove();
            } else {
                slice.spend(Slice.OFFER);
                var first = some.pollFirstEntry();
                dropped(name, realm.era, first.getKey(), first.getValue());
            }
        }
        return !leaving.isEmpty();
    }

    /// Takes what has waited longest, or null where nothing does. A value that was dropped and
    /// wanted again is told again: what became of it meanwhile is not known.
    @Nullable Change<V> take() {
        for (var first = untold.pollFirst(); first != null; first = untold.pollFirst()) {
            var waiting = first.getValue();
            var realm = realms.get(waiting.realm);
            var value = realm == null ? null : realm.values.get(first.getKey());
            if (value != null) {
                return new Change<>(null, false, value);
            }
            if (realm != null) {
                realm.removeLeft(first.getKey());
            }
            if (waiting.insisted != null && realm != null && waiting.era == realm.era) {
                return new Change<>(waiting.insisted, true, null);
            }
            if (waiting.told != null) {
                return new Change<>(waiting.told, false, null);
            }
        }
        return null;
    }

    /// What is wanted by a key, or null.
    @Nullable V value(R realm, K key) {
        var known = realms.get(realm);
        return known == null ? null : known.values.get(key);
    }

    /// What is wanted in one realm.
    NavigableMap<K, V> of(R realm) {
        var known = realms.get(realm);
        return known == null ? Collections.emptyNavigableMap() : known.values;
    }

    /// What is wanted in each realm from one on, or in all.
    Stream<NavigableMap<K, V>> values(@Nullable R from) {
        var some = from == null ? realms : realms.tailMap(from, true);
        return some.values().stream().map(realm -> realm.values);
    }
}
