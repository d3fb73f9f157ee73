package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// Values that are wanted, one for each key, and of which of them somebody has yet to be told.
///
/// What changes more than once before it is told, is told once, as it is by then. So what waits to
/// be told is never more than what was told and what is wanted together.
final class Wanted<K, V> {
    private final Map<K, V> values;

    /// Of what somebody has to be told anew, in the order in which it came to wait.
    private final Map<K, Waiting<V>> untold = new LinkedHashMap<>();

    /// @param values empty, and in the order in which they are to be listed
    Wanted(Map<K, V> values) {
        this.values = values;
    }

    /// @param told the value that was told last, or null
    /// @param insisted what was to be told even if it was told before, or null
    private record Waiting<V>(@Nullable V told, @Nullable V insisted) {}

    /// @param dropped what is wanted no more, or null; where that was insisted on it has to be told
    ///   once more before, to replace what may have taken its place
    /// @param insisted whether it was
    /// @param value what is wanted instead, or null
    record Change<V>(@Nullable V dropped, boolean insisted, @Nullable V value) {}

    void want(K key, V value) {
        var before = values.put(key, value);
        if (!value.equals(before)) {
            untold.putIfAbsent(key, new Waiting<>(before, null));
        }
    }

    /// Wants what is to be told even where it was told before.
    void insist(K key, V value) {
        var before = values.put(key, value);
        var waiting = untold.get(key);
        untold.put(key, new Waiting<>(waiting == null ? before : waiting.told, value));
    }

    /// Wants nothing any more.
    void drop(K key) {
        var before = values.remove(key);
        if (before != null) {
            untold.putIfAbsent(key, new Waiting<>(before, null));
            // Of what was never told, nobody needs to hear that it is gone.
            untold.remove(key, new Waiting<V>(null, null));
        }
    }

    /// Takes what has waited longest, or null where nothing does. A value that was dropped and
    /// wanted again is told again: what became of it meanwhile is not known.
    @Nullable Change<V> take() {
        var first = untold.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        var entry = first.next();
        first.remove();
        var waiting = entry.getValue();
        var value = values.get(entry.getKey());
        if (value != null) {
            return new Change<>(null, false, value);
        }
        boolean insisted = waiting.insisted != null;
        return new Change<>(insisted ? waiting.insisted : waiting.told, insisted, null);
    }

    Map<K, V> values() {
        return values;
    }
}
