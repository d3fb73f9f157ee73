package dev.evpnd.rib.instance;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.NavigableMap;
import java.util.function.Function;

/// A walk over the entries of a tree and over the routes that each of them holds, step by step: of
/// both anything may come and go in between.
///
/// @param <K> by which entries are known
/// @param <V> an entry
/// @param <E> as what it holds a route
final class HeldWalk<K, V, E> {
    private final NavigableMap<K, V> all;
    private final Following<V, E> following;
    private final Function<E, Octets> key;
    private final Cursor<K, V> cursor;

    /// The entry that the walk has come to and not left, or null.
    private @Nullable K visited;

    /// The last of its routes that the walk has come by, or null.
    private @Nullable E last;

    /// Finds what an entry holds next.
    @FunctionalInterface
    interface Following<V, E> {
        /// @return the next route behind one, the first behind null, or null where there is none
        @Nullable E after(V entry, @Nullable E last);
    }

    /// @param key of a route
    HeldWalk(NavigableMap<K, V> all, Following<V, E> following, Function<E, Octets> key) {
        this.all = all;
        this.following = following;
        this.key = key;
        cursor = new Cursor<>(all);
        cursor.begin();
    }

    /// A walk over what is known by the keys of the routes alone.
    static <K, V> HeldWalk<K, V, Octets> ofKeys(
            NavigableMap<K, V> all, Following<V, Octets> following) {
        return new HeldWalk<>(all, following, key -> key);
    }

    boolean isDone() {
        return visited == null && !cursor.isUnderWay();
    }

    /// One step.
    ///
    /// @return the key of the route that it came to, or null where it came to none
    @Nullable Octets next() {
        if (visited == null) {
            var next = cursor.next();
            visited = next == null ? null : next.getKey();
            last = null;
            return null;
        }
        var entry = all.get(visited);
        last = entry == null ? null : following.after(entry, last);
        if (last == null) {
            visited = null;
            return null;
        }
        return key.apply(last);
    }
}
