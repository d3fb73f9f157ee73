package dev.evpnd.speaker.config.yaml;

import java.util.Comparator;

/// Something in a file that cannot be as it is.
///
/// @param message what was expected and what was found
public record Fault(Place place, String message) implements Comparable<Fault> {

    private static final Comparator<Fault> ORDER =
            Comparator.comparing((Fault fault) -> fault.place().position())
                    .thenComparing(fault -> fault.place().path())
                    .thenComparing(Fault::message);

    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }

    /// `evpnd.yaml:7:13: neighbors[192.0.2.1].port: expected a number from 1 to 65535, found '0'`.
    public String line(String file) {
        var path = place.path().isEmpty() ? "" : place.path() + ": ";
        return file
                + ":"
                + place.position().line()
                + ":"
                + place.position().column()
                + ": "
                + path
                + message;
    }
}
