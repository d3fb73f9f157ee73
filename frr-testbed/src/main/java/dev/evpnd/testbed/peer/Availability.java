package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Engine;
import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.Root;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Whether a peer is to be had on this machine.
public sealed interface Availability {

    /// It is.
    ///
    /// @param root the files to run it from
    /// @param version the version of its Debian package, or the name of its image
    record Available(Root root, String version) implements Availability {}

    /// It is not.
    ///
    /// @param reason why, and what helps
    record Unavailable(String reason) implements Availability {}

    /// Looks for a peer, to be run by the engine that this machine has.
    ///
    /// @param kind the peer
    /// @return where it is or why it is not
    static Availability of(PeerKind kind) {
        return switch (EngineChoice.ofThisMachine()) {
            case EngineChoice.Chosen(var engine) -> of(kind, engine);
            case EngineChoice.None(var reason) -> new Unavailable(reason);
        };
    }

    /// Looks for a peer.
    ///
    /// @param kind the peer
    /// @param engine what is to run it
    /// @return where it is or why it is not
    static Availability of(PeerKind kind, Engine engine) {
        return image(kind, System.getenv("EVPND_TESTBED_IMAGES"))
                .map(image -> of(new Root.Image(image), image, engine))
                .orElseGet(() -> of(kind, engine, cache()));
    }

    /// Looks for a peer in a directory filled by `frr-testbed/bin/peers`.
    ///
    /// @param kind the peer
    /// @param engine what is to run it
    /// @param cache the directory
    /// @return where it is or why it is not
    static Availability of(PeerKind kind, Engine engine, Path cache) {
        var root = cache.resolve(kind.suite());
        // The stamp is written last: without it the directory is one that was not finished.
        if (!Files.exists(root.resolve(".stamp"))) {
            return new Unavailable("not in " + cache + ": frr-testbed/bin/peers install");
        }
        if (!Files.isExecutable(root.resolve(kind.program()))) {
            return new Unavailable("no /%s in %s".formatted(kind.program(), root));
        }
        return of(new Root.Directory(root), version(kind, root), engine);
    }

    private static Availability of(Root root, String version, Engine engine) {
        return engine.refuses(root)
                .<Availability>map(Unavailable::new)
                .orElseGet(() -> new Available(root, version));
    }

    /// The image that a peer is to be run from.
    ///
    /// @param kind the peer
    /// @param images peers and images, such as `frr-10.7=quay.io/frrouting/frr:10.7.1`, separated
    ///   by commas
    static Optional<String> image(PeerKind kind, @Nullable String images) {
        if (images == null || images.isBlank()) {
            return Optional.empty();
        }
        return Arrays.stream(images.split(",", -1))
                .map(Availability::pair)
                .filter(pair -> PeerKind.of(pair[0]) == kind)
                .map(pair -> pair[1].strip())
                .findFirst();
    }

    private static String[] pair(String text) {
        var pair = text.split("=", 2);
        if (pair.length < 2 || pair[1].isBlank()) {
            throw new IllegalArgumentException(
                    "EVPND_TESTBED_IMAGES has PEER=IMAGE, separated by commas, and not: " + text);
        }
        return pair;
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
