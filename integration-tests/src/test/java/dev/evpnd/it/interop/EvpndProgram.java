package dev.evpnd.it.interop;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `evpnd run` on a host of a lab.
final class EvpndProgram {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// OpenBGPD waits half a minute before it connects again.
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(90);

    private final Host host;
    private final Path directory;
    private Program program;

    private EvpndProgram(Host host, Path directory) {
        this.host = host;
        this.directory = directory;
        program = run();
    }

    /// Starts it, and waits until it listens.
    static EvpndProgram start(Host host, String configuration) {
        var directory = host.newDirectory("evpnd");
        write(directory, configuration);
        return new EvpndProgram(host, directory);
    }

    private static void write(Path directory, String configuration) {
        try {
            Files.writeString(directory.resolve("evpnd.yaml"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program run() {
        var started =
                host.run(
                        java(),
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar(),
                        "run",
                        "--config",
                        directory.resolve("evpnd.yaml").toString(),
                        "--state-dir",
                        directory.resolve("state").toString());
        boolean listens =
                Waiting.until(LIMIT, () -> !started.isAlive() || has(started, "listening on"));
        if (!listens || !started.isAlive()) {
            throw new IllegalStateException("evpnd does not run: " + started.lastWords(20));
        }
        return started;
    }

    private static boolean has(Program program, String text) {
        try {
            return Files.readString(program.log(), StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        return Objects.requireNonNull(System.getProperty("evpnd.jar"), "evpnd.jar is not set");
    }

    Program program() {
        return program;
    }

    /// Waits until its log has a text.
    void awaitLog(String text) {
        if (!Waiting.until(LIMIT, () -> has(program, text))) {
            throw new AssertionError(
                    "no '" + text + "' in what evpnd wrote:\n" + program.lastWords(20));
        }
    }

    /// Waits until a session with a peer is up that was not before.
    ///
    /// @param before how many there have been
    void awaitSession(String peer, long before) {
        if (!Waiting.until(RETURN_LIMIT, () -> sessions(peer) > before)) {
            throw new AssertionError("no session with " + peer + ": " + program.lastWords(20));
        }
    }

    /// How many sessions there have been with a peer.
    long sessions(String peer) {
        return count("session.up peer=" + peer);
    }

    /// How often its log has a text.
    long count(String text) {
        return program.lastWords(10_000).lines().filter(each -> each.contains(text)).count();
    }

    /// Starts it again, after it has ended.
    void restart() {
        program = run();
    }

    /// Has it go by another configuration.
    void reload(String configuration) {
        write(directory, configuration);
        long before = count("reload.");
        program.signal("HUP");
        if (!Waiting.until(LIMIT, () -> count("reload.") > before)) {
            throw new AssertionError("no reload: " + program.lastWords(20));
        }
    }

    /// Asks it, and answers with what it says.
    String show(List<String> words) {
        return ask("show", words);
    }

    /// Tells it to do something.
    void tell(List<String> words) {
        ask("tell", words);
    }

    private String ask(String verb, List<String> words) {
        var command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-jar", jar(), verb));
        command.addAll(words);
        command.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        return host.exec(command.toArray(String[]::new)).orThrow();
    }
}
