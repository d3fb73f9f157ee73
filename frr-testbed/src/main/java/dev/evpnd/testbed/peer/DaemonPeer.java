package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Launch;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor.Feature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What peers have in common: one daemon or more that are started in order, with one directory, and
/// are ready when a command of theirs answers.
abstract class DaemonPeer implements RunningPeer {
    private static final Duration READY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PeerKind kind;
    private final PeerConfiguration configuration;
    private final Host host;
    private final Root root;
    private final Path directory;
    private final List<Program> programs = new ArrayList<>();
    private boolean restarted;

    DaemonPeer(PeerKind kind, PeerConfiguration configuration, Host host, Root root) {
        this.kind = kind;
        this.configuration = configuration;
        this.host = host;
        this.root = root;
        this.directory = host.newDirectory(kind.text());
    }

    /// Writes what the daemons read when they start.
    abstract void prepare();

    /// The daemons in the order in which they are started, the BGP daemon last.
    abstract List<List<String>> commands();

    /// A command that works as soon as the peer does.
    abstract List<String> probe();

    @Override
    public final PeerKind kind() {
        return kind;
    }

    @Override
    public final PeerConfiguration configuration() {
        return configuration;
    }

    @Override
    public final Path directory() {
        return directory;
    }

    @Override
    public final Program program() {
        return programs.getLast();
    }

    @Override
    public final void restart() {
        stop();
        restarted = true;
        start();
    }

    @Override
    public final void stop() {
        for (var program : programs.reversed()) {
            if (program.isAlive()) {
                program.stop(PATIENCE);
            }
        }
    }

    final RunningPeer start() {
        programs.clear();
        prepare();
        for (var command : commands()) {
            var name = Path.of(command.getFirst()).getFileName().toString();
            var log = directory.resolve(name + ".log");
            programs.add(host.start(new Launch(root, directory, command, log)));
        }
        boolean ready =
                Waiting.until(
                        READY, () -> !program().isAlive() || program().exec(probe()).succeeded());
        if (!ready || !program().isAlive()) {
            throw new IllegalStateException(
                    "%s does not %s:%n%s"
                            .formatted(
                                    kind.text(),
                                    program().isAlive() ? "answer" : "run",
                                    program().lastWords(30)));
        }
        return this;
    }

    final RunningPeer takeOver(Program program) {
        programs.add(program);
        return this;
    }

    /// Whether there may be neighbours that have kept its routes since it ran before: RFC 4724.
    final boolean isGracefulRestart() {
        return restarted
                && configuration.neighbors().stream()
                        .anyMatch(it -> it.has(Feature.GRACEFUL_RESTART));
    }

    final Outcome exec(List<String> command) {
        return program().exec(command);
    }

    final void remove(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void makeDirectory(String name) {
        try {
            Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
