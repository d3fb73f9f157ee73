package dev.evpnd.rib.store;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// Values by key, in the order in which their keys came: as in a `LinkedHashMap` of the JDK.
///
/// But nothing here doubles in one go, and it does not matter which hash others give their keys: a
/// tree grows by a node for each key, and the nodes are linked.
public final class Line<K, V> {
    private final TreeMap<K, Place<K, V>> byKey;
    private @Nullable Place<K, V> first;
    private @Nullable Place<K, V> last;

    private static final class Place<K, V> {
        final K key;
        V value;
        @Nullable Place<K, V> before;
        @Nullable Place<K, V> behind;

        Place(K key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    /// @param order by which keys are found, and told apart
    public Line(Comparator<? super K> order) {
        byKey = new TreeMap<>(order);
    }

    /// The value of a key, or null.
    public @Nullable V get(K key) {
        var place = byKey.get(key);
        return place == null ? null : place.value;
    }

    /// Gives a key a value; if it had one, it stays where it is.
    ///
    /// @return the value that it had, or null
    public @Nullable V put(K key, V value) {
        var place = new Place<>(key, value);
        var known = byKey.putIfAbsent(key, place);
        if (known == null) {
            append(place);
            return null;
        }
        var before = known.value;
        known.value = value;
        return before;
    }

    /// The same where the key has none.
    ///
    /// @return the value that it has already, or null
    public @Nullable V putIfAbsent(K key, V value) {
        var place = new Place<>(key, value);
        var known = byKey.putIfAbsent(key, place);
        if (known == null) {
            append(place);
            return null;
        }
        return known.value;
    }

    private void append(Place<K, V> place) {
        place.before = last;
        if (last == null) {
            first = place;
        } else {
            last.behind = place;
        }
        last = place;
    }

    /// @return the value that the key had, or null
    public @Nullable V remove(K key) {
        var known = byKey.remove(key);
        if (known == null) {
            return null;
        }
        unlink(known);
        return known.value;
    }

    private void unlink(Place<K, V> place) {
        if (place.before == null) {
            first = place.behind;
        } else {
            place.before.behind = place.behind;
        }
        if (place.behind == null) {
            last = place.before;
        } else {
            place.behind.before = place.before;
        }
    }

    /// What came first of what is here, or null.
    public Map.@Nullable Entry<K, V> first() {
        return first == null ? null : Map.entry(first.key, first.value);
    }

    /// The same, which is here no more then.
    public Map.@Nullable Entry<K, V> pollFirst() {
        var found = first();
        if (found != null) {
            remove(found.getKey());
        }
        return found;
    }

    public boolean isEmpty() {
        return first == null;
    }

    public int size() {
        return byKey.size();
    }
}
