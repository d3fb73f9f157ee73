package dev.evpnd.it.simulation;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What all in a run share: the time, the dice, the digest, and who listens to what happens.
final class World {
    final Timeline time = new Timeline();
    final Digest digest = new Digest();
    private final Random random;
    private final @Nullable Consumer<String> listener;

    /// @param listener is told in words what happens, or null where nobody wants to know
    World(long seed, @Nullable Consumer<String> listener) {
        // Seeds that are next to each other begin with nearly the same numbers.
        random = new Random(seed * 0x9e37_79b9_7f4a_7c15L);
        this.listener = listener;
    }

    /// Any number from 0, below the limit.
    int any(int limit) {
        return random.nextInt(limit);
    }

    long anyLong() {
        return random.nextLong();
    }

    <T> T any(List<T> list) {
        return list.get(any(list.size()));
    }

    /// Whether what happens once in so many times happens.
    boolean once(int in) {
        return any(in) == 0;
    }

    long now() {
        return time.nowMillis();
    }

    void tell(Supplier<String> text) {
        if (listener != null) {
            listener.accept("%10.3f  %s".formatted(now() / 1000.0, text.get()));
        }
    }
}
