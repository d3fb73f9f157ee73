package dev.evpnd.speaker.query;

import java.util.Objects;

/// What this program is.
public final class Software {
    private Software() {}

    /// Its name and its version, as the manifest of its jar says it: `evpnd 1.0.0`.
    public static String version() {
        return "evpnd " + release();
    }

    /// Its version alone.
    public static String release() {
        var version = Software.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "unpackaged");
    }
}
