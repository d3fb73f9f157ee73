package dev.evpnd.speaker.daemon;

import dev.evpnd.wire.address.IpAddress;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a daemon keeps what has to outlast it. No two use one at a time.
///
/// | file | |
/// |---|---|
/// | `lock` | is locked by the daemon, and has its process id ([DirectoryLock]) |
/// | `evpnd.sock`, `view.sock` | is where the daemon is asked ([dev.evpnd.speaker.admin.Door]) |
/// | `kernel-journal` | the forwarding entries that evpnd has made ([dev.evpnd.speaker.journal.Journal]) |
/// | `graceful-peers` | the addresses of the peers that keep our routes if we restart; its time says when we were alive last |
final class StateDirectory implements AutoCloseable {
    private static final String PEERS = "graceful-peers";

    /// A file of a hundred thousand peers is shorter.
    private static final long MOST_OCTETS = 1 << 22;

    private final Path directory;
    private final DirectoryLock lock;

    private StateDirectory(DirectoryLock lock) {
        this.directory = lock.directory();
        this.lock = lock;
    }

    /// Takes a directory, which is made if need be.
    ///
    /// @return nothing if another one has it
    /// @throws IOException if it cannot be used, with the reason
    static Optional<StateDirectory> take(Path directory) throws IOException {
        return DirectoryLock.take(directory).map(StateDirectory::new);
    }

    Path path() {
        return directory;
    }

    /// The peers that may have kept our routes since the last daemon that used this directory.
    ///
    /// @param atMost for how long they do so
    Set<IpAddress> gracefulPeers(Duration atMost, Instant now) throws IOException {
        var file = directory.resolve(PEERS);
        try {
            var age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
            // A time that is yet to come says that the clock was set, and nothing else.
            if (age.abs().compareTo(atMost) > 0 || Files.size(file) > MOST_OCTETS) {
                return Set.of();
            }
            var peers = new HashSet<IpAddress>();
            for (var line : Files.readAllLines(file)) {
                peers.add(IpAddress.parse(line));
            }
            return peers;
        } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException none) {
            // A file that somebody has spoilt says as little as one that is not there.
            return Set.of();
        }
    }

    /// Keeps the peers that would keep our routes, instead of those before.
    void keep(Set<IpAddress> peers) throws IOException {
        var text = peers.stream().sorted().map(each -> each + "\n").collect(Collectors.joining());
        var whole = directory.resolve(PEERS + ".new");
        Files.writeString(whole, text);
        Files.move(
                whole,
                directory.resolve(PEERS),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// The daemon is alive.
    void touch(Instant now) throws IOException {
        var file = directory.resolve(PEERS);
        if (Files.exists(file)) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /// No peer is to keep our routes.
    void forgetPeers() throws IOException {
        Files.deleteIfExists(directory.resolve(PEERS));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
