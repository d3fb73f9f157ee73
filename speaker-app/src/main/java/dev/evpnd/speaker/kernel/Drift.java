package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;

/// An entry that was as it should be, and is not any more, though nobody here asked for that.
///
/// @param found what was there in its place
public record Drift(Intent intent, String found, long atMillis) {}
