package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.in.AttributeReader;
import dev.evpnd.rib.watch.BestChange;
import dev.evpnd.rib.watch.BestPath;
import dev.evpnd.rib.watch.LocRibReader;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One who is told what changes of the best paths from the beginning on, and goes by nothing else.
final class Watching {
    private final LocRibReader reader;
    private final AttributeReader attributes = new AttributeReader();
    private final Map<Octets, NaivePath> best = new HashMap<>();

    Watching(Rib rib) {
        reader = rib.watches().open();
    }

    /// Hears of everything so far. What was chosen before each change is what he was told last.
    void listen() {
        while (reader.hasMore()) {
            reader.read(3).forEach(this::take);
        }
        assertThat(reader.isAtRest()).isTrue();
    }

    private void take(BestChange change) {
        var known = Optional.ofNullable(best.get(change.key()));
        var before = Optional.ofNullable(seen(change.key(), change.before()));
        if (!isSame(known, before)) {
            throw new AssertionError(
                    "what was chosen is %s\nand was told   %s".formatted(before, known));
        }
        var now = seen(change.key(), change.now());
        if (now == null) {
            best.remove(change.key());
        } else {
            best.put(change.key(), now);
        }
    }

    private @Nullable NaivePath seen(Octets key, @Nullable BestPath path) {
        return path == null ? null : Agreement.path(path.standing(key, attributes));
    }

    /// Whether this is what he has been told last of a route.
    boolean knows(Octets key, Optional<NaivePath> chosen) {
        return isSame(Optional.ofNullable(best.get(key)), chosen);
    }

    /// Who comes back is known by his address alone.
    private static boolean isSame(Optional<NaivePath> one, Optional<NaivePath> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().peer().address().equals(other.get().peer().address())
                && one.get().route().equals(other.get().route())
                && one.get().nextHop().equals(other.get().nextHop())
                && one.get().attributes().equals(other.get().attributes());
    }
}
