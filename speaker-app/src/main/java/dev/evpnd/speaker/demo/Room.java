package dev.evpnd.speaker.demo;

import dev.evpnd.speaker.daemon.DirectoryLock;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// A directory of one demonstration, which is gone when it has ended. Its lock ends with the
/// process that has it, however that ends: so what is left can be told from what is in use.
final class Room implements AutoCloseable {
    private static final String PREFIX = "evpnd-demo-";

    private final DirectoryLock lock;
    private boolean isClosed;

    private Room(DirectoryLock lock) {
        this.lock = lock;
    }

    /// The one that there is at that place; with what an earlier one has left in it.
    ///
    /// @throws IOException if another one is in it
    static Room at(Path place) throws IOException {
        return DirectoryLock.take(place)
                .map(Room::new)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "another one is up, and has %s: end that one first"
                                                .formatted(place)));
    }

    /// A new one among others.
    static Room in(Path parent) throws IOException {
        return at(Files.createTempDirectory(parent, PREFIX));
    }

    /// Removes those of this user that are in use no more.
    ///
    /// @return their paths
    static List<Path> removeLeftovers(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            var candidates =
                    all.filter(each -> each.getFileName().toString().startsWith(PREFIX)).toList();
            return candidates.stream().filter(Room::isRemoved).toList();
        }
    }

    private static boolean isRemoved(Path candidate) {
        try {
            if (!isOwn(candidate)) {
                return false;
            }
            var lock = DirectoryLock.take(candidate);
            if (lock.isEmpty()) {
                return false;
            }
            new Room(lock.get()).close();
            return true;
        } catch (IOException unusable) {
            // It is of no use to anybody, and in nobody's way.
            return false;
        }
    }

    /// One without a lock is not yet in use, or was never.
    private static boolean isOwn(Path candidate) throws IOException {
        return Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(candidate).getName().equals(System.getProperty("user.name"))
                && DirectoryLock.isIn(candidate);
    }

    Path directory() {
        return lock.directory();
    }

    /// Removes what is in it.
    ///
    /// @return what was there
    List<Path> clear() throws IOException {
        try (Stream<Path> all = Files.list(directory())) {
            var files = all.filter(each -> !each.equals(lock.file())).toList();
            for (var file : files) {
                delete(file);
            }
            return files;
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, IOException unfinished) throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Once: behind it the place may be somebody else's.
    @Override
    public synchronized void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (lock) {
            if (Files.exists(directory())) {
                delete(directory());
            }
        }
    }
}
