package dev.evpnd.rib.store;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// Values by key, in the order in which their keys came: as in a `LinkedHashMap` of the JDK.
///
/// But nothing here doubles in one go, and it does not matter which hash others give their keys:
/// two trees grow by a node for each key.
public final class Line<K, V> {
    private final TreeMap<K, Place<K, V>> byKey;
    private final TreeMap<Long, Place<K, V>> inOrder = new TreeMap<>();
    private long next;

    private record Place<K, V>(long number, K key, V value) {}

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
        var known = byKey.get(key);
        var place = new Place<>(known == null ? next++ : known.number, key, value);
        byKey.put(key, place);
        inOrder.put(place.number, place);
        return known == null ? null : known.value;
    }

    /// The same where the key has none.
    ///
    /// @return the value that it has already, or null
    public @Nullable V putIfAbsent(K key, V value) {
        var known = get(key);
        return known == null ? put(key, value) : known;
    }

    /// @return the value that the key had, or null
    public @Nullable V remove(K key) {
        var known = byKey.remove(key);
        if (known == null) {
            return null;
        }
        inOrder.remove(known.number);
        return known.value;
    }

    /// What came first of what is here, or null.
    public Map.@Nullable Entry<K, V> first() {
        return entry(inOrder.firstEntry());
    }

    /// The same, which is here no more then.
    public Map.@Nullable Entry<K, V> pollFirst() {
        var first = entry(inOrder.pollFirstEntry());
        if (first != null) {
            byKey.remove(first.getKey());
        }
        return first;
    }

    private static <K, V> Map.@Nullable Entry<K, V> entry(
            Map.@Nullable Entry<Long, Place<K, V>> found) {
        if (found == null) {
            return null;
        }
        var place = found.getValue();
        return Map.entry(place.key, place.value);
    }

    public boolean isEmpty() {
        return inOrder.isEmpty();
    }

    public int size() {
        return inOrder.size();
    }
}
