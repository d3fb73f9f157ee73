package dev.evpnd.speaker.console;

/// A command, and what is to be made of its answer: what stands behind a `|`.
///
/// @param command without it
record Piped(String command, Format format) {
    private static final String JSON = " | json";
    private static final String COUNT = " | count";

    static Piped of(String line) {
        var stripped = line.stripTrailing();
        if (stripped.endsWith(COUNT)) {
            return new Piped(
                    stripped.substring(0, stripped.length() - COUNT.length()), Format.COUNT);
        }
        if (stripped.endsWith(JSON)) {
            return new Piped(stripped.substring(0, stripped.length() - JSON.length()), Format.JSON);
        }
        return new Piped(stripped, Format.TEXT);
    }
}
