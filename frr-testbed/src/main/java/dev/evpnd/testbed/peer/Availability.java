package dev.evpnd.testbed.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a peer is to be had on this machine.
public sealed interface Availability {

    /// It is.
    ///
    /// @param root the root directory to run it from
    /// @param version the version of its Debian package
    record Available(Path root, String version) implements Availability {}

    /// It is not.
    ///
    /// @param reason why, and what helps
    record Unavailable(String reason) implements Availability {}

    /// Looks for a peer.
    ///
    /// @param kind the peer
    /// @return where it is or why it is not
    static Availability of(PeerKind kind) {
        return of(kind, cache());
    }

    /// Looks for a peer in a directory filled by `frr-testbed/bin/peers`.
    ///
    /// @param kind the peer
    /// @param cache the directory
    /// @return where it is or why it is not
    static Availability of(PeerKind kind, Path cache) {
        var root = cache.resolve(kind.suite());
        // The stamp is written last: without it the directory is one that was not finished.
        if (!Files.exists(root.resolve(".stamp"))) {
            return new Unavailable("not in " + cache + ": frr-testbed/bin/peers install");
        }
        if (!Files.isExecutable(root.resolve(kind.program()))) {
            return new Unavailable("no /%s in %s".formatted(kind.program(), root));
        }
        if (!Machine.PROBE.succeeded()) {
            return new Unavailable(
                    "no network namespaces on this machine, for which one has to be root: "
                            + Machine.PROBE.errors().strip());
        }
        return new Available(root, version(kind, root));
    }

    private static Path cache() {
        var named = System.getenv("EVPND_TESTBED_DIR");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        var caches = System.getenv("XDG_CACHE_HOME");
        var base =
                caches != null && !caches.isEmpty()
                        ? Path.of(caches)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("evpnd").resolve("testbed");
    }

    private static String version(PeerKind kind, Path root) {
        var start = kind.debianPackage() + " ";
        try (var lines = Files.lines(root.resolve(".packages"))) {
            return lines.filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
