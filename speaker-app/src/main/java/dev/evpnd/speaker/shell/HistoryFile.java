package dev.evpnd.speaker.shell;

import java.nio.file.Path;
import java.util.Optional;

/// Where the lines of earlier shells are kept: `$EVPNSH_HISTFILE`, or `.evpnsh_history` in the home
/// directory.
final class HistoryFile {
    private HistoryFile() {}

    static Path path() {
        return Optional.ofNullable(System.getenv("EVPNSH_HISTFILE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".evpnsh_history"));
    }
}
