package dev.evpnd.speaker.credential;

import dev.evpnd.speaker.telemetry.FileFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Reads small files that a key of the configuration names.
final class SecretFile {
    private static final int MOST_OCTETS = 1 << 16;

    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE);

    private SecretFile() {}

    /// What is wrong with a file, for whoever reads it next.
    static IOException fault(String key, Path file, String cause) {
        return new IOException("http." + key + ": " + file + ": " + cause);
    }

    /// Reads one that everybody may know.
    static byte[] readOpen(String key, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var octets = in.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw fault(key, file, "expected no more than " + MOST_OCTETS + " octets");
            }
            return octets;
        } catch (IOException unreadable) {
            throw named(key, file, unreadable);
        }
    }

    /// Reads one that nobody but its owner may read or write: a group may read what is root's, as
    /// keys are kept in a system that has a group for it.
    static byte[] read(String key, Path file) throws IOException {
        try {
            var about = Files.readAttributes(file, PosixFileAttributes.class);
            var permissions = about.permissions();
            boolean isOfRoot = about.owner().getName().equals("root");
            if (permissions.stream().anyMatch(OF_OTHERS::contains)
                    || permissions.contains(PosixFilePermission.GROUP_READ) && !isOfRoot) {
                throw fault(
                        key,
                        file,
                        "expected a file of mode 0600, or 0640 if it is root's, found "
                                + PosixFilePermissions.toString(permissions));
            }
        } catch (IOException unreadable) {
            throw named(key, file, unreadable);
        }
        return readOpen(key, file);
    }

    private static IOException named(String key, Path file, IOException unreadable) {
        var reason = FileFault.reason(unreadable);
        return reason.startsWith("http.") ? unreadable : fault(key, file, reason);
    }
}
