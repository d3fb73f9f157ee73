package dev.evpnd.speaker.admin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the socket of a daemon is that has no state directory, so that whoever asks it need not
/// say where: `$EVPND_RUNTIME_DIR`, or `/run/evpnd` for root, or `$XDG_RUNTIME_DIR/evpnd` for any
/// other user.
public final class UsualDirectory {
    private static final Path OF_ROOT = Path.of("/run/evpnd");

    private UsualDirectory() {}

    /// @return nothing where the user has no such place
    public static Optional<Path> find() {
        return find(System.getenv(), "root".equals(System.getProperty("user.name")));
    }

    static Optional<Path> find(Map<String, String> environment, boolean isRoot) {
        var said = absolute(environment, "EVPND_RUNTIME_DIR");
        if (said.isPresent()) {
            return said;
        }
        return isRoot
                ? Optional.of(OF_ROOT)
                : absolute(environment, "XDG_RUNTIME_DIR").map(own -> own.resolve("evpnd"));
    }

    /// The XDG specification has paths that are relative passed over.
    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
