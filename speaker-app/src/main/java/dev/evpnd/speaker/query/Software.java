package dev.evpnd.speaker.query;

import java.util.Objects;

/// What this program is.
public final class Software {
    private Software() {}

    /// Its name and its version, as the manifest of its jar says it: `evpnd 1.0.0`.
    public static String version() {
        var version = Software.class.getPackage().getImplementationVersion();
        return "evpnd " + Objects.requireNonNullElse(version, "unpackaged");
    }
}
