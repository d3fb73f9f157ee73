package dev.evpnd.it.bounds;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.wire.loopback.ListenPort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `evpnd run` as a process with as little memory as it is given, and what can be seen of it.
final class Reflector implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    /// With the heap that it needs for a small table, several times, and not for what peers could
    /// have wait. The first allocation that fails ends it.
    static final List<String> LITTLE_HEAP =
            List.of("-Xmx48m", "-XX:MaxDirectMemorySize=32m", "-XX:+ExitOnOutOfMemoryError");

    private final Path directory;
    private final List<String> start;
    final int port;
    private int starts;
    private Process process;

    private Reflector(Path directory, String configuration, int port, List<String> start) {
        this.directory = directory;
        this.port = port;
        this.start = start;
        try {
            Files.writeString(
                    directory.resolve("evpnd.yaml"),
                    """
                    as: 65000
                    router-id: 127.0.0.1
                    listen: 127.0.0.1:%d
                    """
                                    .formatted(port)
                            + configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = run();
    }

    /// Starts it, and waits until it listens.
    ///
    /// @param configuration besides where it listens and who it is
    /// @param options of the JVM
    static Reflector start(Path directory, String configuration, List<String> options) {
        return start(directory, configuration, List.of(), options);
    }

    /// @param before the command that runs it, such as one that sets limits
    static Reflector start(
            Path directory, String configuration, List<String> before, List<String> options) {
        var command = new ArrayList<>(before);
        command.add(jdk("java"));
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        var jar = Objects.requireNonNull(System.getProperty("evpnd.jar"), "evpnd.jar is not set");
        command.addAll(List.of("-jar", jar, "run", "--config"));
        command.add(directory.resolve("evpnd.yaml").toString());
        return new Reflector(directory, configuration, ListenPort.choose(), command);
    }

    private static String jdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private Process run() {
        starts++;
        try {
            var started =
                    new ProcessBuilder(start)
                            .redirectErrorStream(true)
                            .redirectOutput(logFile().toFile())
                            .start();
            boolean said =
                    Waiting.until(
                            LIMIT, () -> !started.isAlive() || log().contains("listening on"));
            if (!said || !started.isAlive()) {
                started.destroyForcibly();
                throw new IllegalStateException("evpnd does not run: " + log());
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path logFile() {
        return directory.resolve("evpnd-" + starts + ".log");
    }

    /// What it has written since it was started last.
    String log() {
        try {
            return Files.readString(logFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it by SIGKILL and starts it again.
    void killAndRestart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = run();
    }

    void signal(String name) {
        command("kill", "-" + name, String.valueOf(process.pid()));
    }

    /// How many files and sockets it has open.
    int openFiles() {
        try (var all = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return (int) all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many octets of its heap are in use: counted by its JVM after a full collection.
    long liveHeap() {
        var histogram = command(jdk("jcmd"), String.valueOf(process.pid()), "GC.class_histogram");
        var total = histogram.lines().filter(each -> each.startsWith("Total")).findFirst();
        return Long.parseLong(total.orElseThrow().strip().split("\\s+", -1)[2]);
    }

    /// Waits until its heap is as small: what was to be freed may have been on its way.
    void awaitLiveHeap(long most) {
        long seen = Waiting.ask(LIMIT, this::liveHeap, live -> live < most);
        if (seen >= most) {
            throw new AssertionError(seen + " octets of heap are in use, expected " + most);
        }
    }

    private static String command(String... words) {
        try {
            var command = new ProcessBuilder(words).redirectErrorStream(true).start();
            var said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (command.onExit().join().exitValue() != 0) {
                throw new AssertionError(String.join(" ", words) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
