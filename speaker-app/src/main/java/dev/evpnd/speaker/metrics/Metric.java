package dev.evpnd.speaker.metrics;

import java.util.List;

/// Something that is measured, once or for each of several things.
///
/// @param name as it is read, with its unit and what it is a total of
/// @param unit of its values; empty where they are numbers of things, or say whether something
///   holds
/// @param help what it is, in a sentence
/// @param labels that tell values of it apart
record Metric(String name, Kind kind, String unit, String help, List<String> labels) {

    /// What becomes of a value.
    enum Kind {
        /// It never falls, but when what is counted begins anew.
        COUNTER,
        /// It is what it is by now.
        GAUGE
    }

    private static final String TOTAL = "_total";

    Metric {
        labels = List.copyOf(labels);
        if (!family(name, kind).endsWith(unit) || name.endsWith(TOTAL) != (kind == Kind.COUNTER)) {
            throw new IllegalArgumentException(name + " does not end as it should");
        }
    }

    static Metric counter(String name, String unit, String help, String... labels) {
        return new Metric(name, Kind.COUNTER, unit, help, List.of(labels));
    }

    static Metric gauge(String name, String unit, String help, String... labels) {
        return new Metric(name, Kind.GAUGE, unit, help, List.of(labels));
    }

    /// The name without what a counter has behind it, which is put there by whoever writes it.
    String family() {
        return family(name, kind);
    }

    private static String family(String name, Kind kind) {
        return kind == Kind.COUNTER && name.endsWith(TOTAL)
                ? name.substring(0, name.length() - TOTAL.length())
                : name;
    }
}
