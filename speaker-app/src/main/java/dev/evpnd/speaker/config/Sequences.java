package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;

import java.util.Optional;
import java.util.OptionalLong;

/// The numbers of what stands in a row, where some of them are written and all ascend.
final class Sequences {
    private static final int STEP = 10;

    private final long most;
    private final Faults faults;
    private long last;

    Sequences(long most, Faults faults) {
        this.most = most;
        this.faults = faults;
    }

    /// The number of the next; nothing where it has a fault, which is told.
    OptionalLong next(Values values, Optional<? extends Number> written, Key<?> key) {
        if (values.isFaulty(key)) {
            return OptionalLong.empty();
        }
        long next = written.map(Number::longValue).orElse(last + STEP);
        if (next <= last || next > most) {
            faults.add(
                    values.placeOf(key),
                    "expected a sequence from " + (last + 1) + " to " + most + ", found " + next);
            return OptionalLong.empty();
        }
        last = next;
        return OptionalLong.of(next);
    }
}
