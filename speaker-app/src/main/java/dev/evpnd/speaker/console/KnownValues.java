package dev.evpnd.speaker.console;

import dev.evpnd.speaker.query.Inspection;

import java.util.List;
import java.util.stream.Stream;

/// The values of some names that exist in this daemon: what can be offered to whoever is about to
/// write one.
final class KnownValues {
    private static final int MOST = 200;

    private final Inspection inspection;

    KnownValues(Inspection inspection) {
        this.inspection = inspection;
    }

    /// Those of a name that begin like this.
    List<String> of(String name, String begun) {
        return all(name).filter(each -> each.startsWith(begun)).limit(MOST).toList();
    }

    private Stream<String> all(String name) {
        return switch (name) {
            case Words.NEIGHBOR ->
                    inspection.peers().stream().map(each -> each.status().address().toString());
            default -> Stream.empty();
        };
    }
}
