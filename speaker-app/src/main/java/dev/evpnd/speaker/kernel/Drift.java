package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;

import java.util.Optional;

/// An entry that was as it should be, and is not any more, though nobody here asked for that.
///
/// @param found what was there in its place
/// @param isUnsaid whether the kernel did not say so, and it was found by looking
/// @param now how it stands by now; nothing where it is not wanted any more
public record Drift(
        Intent intent, String found, boolean isUnsaid, long atMillis, Optional<InstallState> now) {

    Drift by(Optional<InstallState> later) {
        return new Drift(intent, found, isUnsaid, atMillis, later);
    }
}
