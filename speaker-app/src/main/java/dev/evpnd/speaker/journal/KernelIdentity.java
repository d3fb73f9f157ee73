package dev.evpnd.speaker.journal;

import dev.evpnd.speaker.netlink.NetworkNamespace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Which kernel's tables a journal is about: those of a network namespace since a boot.
///
/// @param device and `inode` of the file that stands for the namespace
public record KernelIdentity(UUID boot, long device, long inode) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path OWN = Path.of("/proc/self/ns/net");

    /// @throws IOException if it cannot be told
    public static KernelIdentity of(NetworkNamespace namespace) throws IOException {
        var file =
                switch (namespace) {
                    case NetworkNamespace.Own _ -> OWN;
                    case NetworkNamespace.At(var at) -> at;
                };
        try {
            return new KernelIdentity(
                    UUID.fromString(Files.readString(BOOT).strip()),
                    ((Number) Files.getAttribute(file, "unix:dev")).longValue(),
                    ((Number) Files.getAttribute(file, "unix:ino")).longValue());
        } catch (UnsupportedOperationException | IllegalArgumentException none) {
            throw new IOException("this system does not say which kernel it is", none);
        }
    }
}
