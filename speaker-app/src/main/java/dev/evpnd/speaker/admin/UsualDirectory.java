package dev.evpnd.speaker.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the sockets of a daemon are, so that whoever asks it need not say where:
/// `$EVPND_RUNTIME_DIR`; for a daemon without a state directory, `/run/evpnd` of root, or
/// `$XDG_RUNTIME_DIR/evpnd` of any other user. Who has no daemon there means that of the system.
public final class UsualDirectory {
    private static final String VARIABLE = "EVPND_RUNTIME_DIR";
    private static final Path OF_SYSTEM = Path.of("/run/evpnd");

    private UsualDirectory() {}

    /// Whether the environment says where it is, for a daemon with a state directory, too.
    public static boolean isNamed() {
        return absolute(System.getenv(), VARIABLE).isPresent();
    }

    /// Where a daemon of this user has its sockets.
    ///
    /// @return nothing where the user has no such place
    public static Optional<Path> find() {
        return find(System.getenv(), "root".equals(System.getProperty("user.name")));
    }

    /// Where the sockets are of the daemon that this user means.
    static Optional<Path> ofDaemon() {
        var own = find();
        return own.filter(Files::isDirectory)
                .or(() -> Optional.of(OF_SYSTEM).filter(Files::isDirectory))
                .or(() -> own);
    }

    static Optional<Path> find(Map<String, String> environment, boolean isRoot) {
        var said = absolute(environment, VARIABLE);
        if (said.isPresent()) {
            return said;
        }
        return isRoot
                ? Optional.of(OF_SYSTEM)
                : absolute(environment, "XDG_RUNTIME_DIR").map(own -> own.resolve("evpnd"));
    }

    /// The XDG specification has paths that are relative passed over.
    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
