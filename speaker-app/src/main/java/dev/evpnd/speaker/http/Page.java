package dev.evpnd.speaker.http;

import java.util.Optional;
import java.util.function.Function;

/// Which part of a list is asked for.
///
/// @param after the place that the page before it ended at
/// @param limit what it has at most
record Page<T>(Optional<T> after, int limit) {
    static final int USUAL = 100;
    static final int MOST = 10_000;

    /// @param place reads what the cursor has, and refuses what is none with an
    ///   [IllegalArgumentException]
    static <T> Page<T> of(Parameters parameters, Cursor cursor, Function<byte[], T> place) {
        return new Page<>(
                parameters.take(
                        "cursor",
                        "what an answer of this path had as its next",
                        text -> place.apply(cursor.place(text))),
                parameters.take("limit", "a number from 1 to " + MOST, Page::limit).orElse(USUAL));
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }
}
