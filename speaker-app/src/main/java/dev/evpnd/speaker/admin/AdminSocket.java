package dev.evpnd.speaker.admin;

import dev.evpnd.speaker.query.Answers;
import dev.evpnd.speaker.telemetry.FileFault;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where a daemon is asked: a Unix domain socket, which is a [Door].
///
/// Whoever opens it has seen to it that no other daemon uses the directory: what is left there of
/// one that is dead is replaced.
public final class AdminSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.admin");

    /// `sun_path` of `linux/un.h`, without the zero at its end.
    private static final int LONGEST_PATH = 107;

    /// Where it is made before anybody may see it; shorter than its name, so that it fits too.
    private static final String HIDDEN = ".sock";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path path;
    private final ServerSocketChannel server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AdminAnswers answers;
    private final AdminLimits limits;
    private final Set<AdminConnection> connections = ConcurrentHashMap.newKeySet();

    private AdminSocket(
            Path path, ServerSocketChannel server, AdminAnswers answers, AdminLimits limits) {
        this.path = path;
        this.server = server;
        this.answers = answers;
        this.limits = limits;
    }

    /// Begins to answer.
    ///
    /// @param directory in which the socket is to be
    /// @throws IOException if it cannot be there, with the reason
    public static AdminSocket open(Path directory, Door door, AdminAnswers answers)
            throws IOException {
        return open(directory, door, answers, AdminLimits.DEFAULT);
    }

    static AdminSocket open(Path directory, Door door, AdminAnswers answers, AdminLimits limits)
            throws IOException {
        var path = directory.resolve(door.fileName());
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException(
                    "the path of a socket has at most %d octets, and %s has %d"
                            .formatted(LONGEST_PATH, path, length));
        }
        var socket = new AdminSocket(path, bind(directory, path, door), answers, limits);
        Thread.ofVirtual().name("evpnd-admin").start(socket::accept);
        Thread.ofVirtual().name("evpnd-admin-watch").start(socket::watch);
        return socket;
    }

    /// A socket has the mode that the umask gives it, and nobody may connect before it has its own.
    private static ServerSocketChannel bind(Path directory, Path path, Door door)
            throws IOException {
        var hidden = directory.resolve(HIDDEN);
        var fresh = hidden.resolve("s");
        Files.deleteIfExists(fresh);
        Files.deleteIfExists(hidden);
        Files.createDirectory(
                hidden,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(fresh));
            Files.setPosixFilePermissions(
                    fresh, PosixFilePermissions.fromString(door.permissions()));
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return server;
        } catch (IOException | RuntimeException refused) {
            server.close();
            Files.deleteIfExists(fresh);
            throw refused;
        } finally {
            Files.deleteIfExists(hidden);
        }
    }

    public Path path() {
        return path;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                // There may be no descriptor left for the moment.
                LogEvent.warn(LOG, "admin.refused").with("error", failure).write();
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        if (connections.size() >= limits.connections()) {
            refuse(channel);
            return;
        }
        var connection = new AdminConnection(channel, answers, limits);
        connections.add(connection);
        Thread.ofVirtual()
                .name("evpnd-admin-connection")
                .start(
                        () -> {
                            try {
                                connection.run();
                            } finally {
                                connections.remove(connection);
                            }
                        });
        if (!server.isOpen()) {
            connection.close();
        }
    }

    /// What is written here fits into the socket whose other end has taken nothing yet.
    private void refuse(SocketChannel channel) {
        try (channel;
                OutputStream out = Channels.newOutputStream(channel)) {
            Answers.refuse(
                    "there are %d connections already, as many as there may be"
                            .formatted(limits.connections()),
                    out);
        } catch (IOException | RuntimeException gone) {
            // It is gone, as it was to be.
        }
    }

    /// How many are connected.
    public int connected() {
        return connections.size();
    }

    /// Closes what waits for too long.
    private void watch() {
        while (server.isOpen() && pause()) {
            connections.stream().filter(AdminConnection::isLate).forEach(AdminConnection::close);
        }
    }

    /// Waits for a moment, or until it is closed.
    ///
    /// @return whether it goes on
    private boolean pause() {
        try {
            return !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Answers nobody any more.
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            LogEvent.warn(LOG, "admin.unremovable").with("error", FileFault.text(failure)).write();
        }
        connections.forEach(AdminConnection::close);
    }
}
