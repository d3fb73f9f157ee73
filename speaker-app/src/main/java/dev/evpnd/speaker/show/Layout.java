package dev.evpnd.speaker.show;

import java.util.Optional;
import java.util.stream.Stream;

/// As which release of FRR text is laid out: whoever has scripts for an older one may have its
/// layout. JSON is the same whatever the layout is.
public enum Layout {
    FRR_10_3("10.3"),
    FRR_10_7("10.7");

    /// What is meant where nobody says otherwise.
    public static final Layout USUAL = FRR_10_7;

    private final String release;

    Layout(String release) {
        this.release = release;
    }

    /// The name of the release.
    public String release() {
        return release;
    }

    /// That of a release.
    public static Optional<Layout> of(String release) {
        return Stream.of(values()).filter(each -> each.release.equals(release)).findFirst();
    }

    /// Whether it is that of 10.3.
    boolean isOld() {
        return this == FRR_10_3;
    }
}
