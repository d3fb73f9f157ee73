package dev.evpnd.testbed.bench;

import java.util.Locale;

/// What is done to a reflector for minutes, beside its routes being changed all the time.
enum Hardship {
    /// Nothing else.
    FLAPPING("100/20/10000/20"),
    /// Some receivers read slowly.
    SLOW("100/100/10000/20"),
    /// A receiver is held still, and goes on.
    FROZEN("100/20/10000/20"),
    /// Clients ask to be told everything again, one after the other.
    REFRESH("100/20/10000/20"),
    /// The whole table is listed, over and over.
    LISTING("100/20/10000/20");

    private final String run;

    Hardship(String run) {
        this.run = run;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The run that it is played with unless another one is wanted.
    Run run() {
        return Run.parse(run);
    }

    static Hardship of(String text) {
        for (var hardship : values()) {
            if (hardship.text().equals(text)) {
                return hardship;
            }
        }
        throw new IllegalArgumentException(
                "not one of flapping, slow, frozen, refresh, listing: " + text);
    }
}
