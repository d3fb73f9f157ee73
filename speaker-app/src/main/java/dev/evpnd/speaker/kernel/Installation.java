package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;

/// How it stands with an intent.
///
/// @param text why, where the state does not say it all: in the kernel's words if it refused
/// @param error number of the error (`errno`) where the kernel refused, or 0
/// @param tries how often the kernel was asked since the entry was last as it should be
/// @param sinceMillis when the state was last another
public record Installation(
        Intent intent, InstallState state, String text, int error, int tries, long sinceMillis) {}
