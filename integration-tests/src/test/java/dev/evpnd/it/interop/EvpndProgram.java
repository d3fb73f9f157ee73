package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// `evpnd run` on a host of a lab.
final class EvpndProgram {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// OpenBGPD waits half a minute before it connects again.
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(90);

    private final Host host;
    private final Path directory;
    private final EvpndSocket socket;
    private Program program;

    private EvpndProgram(Host host, Path directory) {
        this.host = host;
        this.directory = directory;
        socket = new EvpndSocket(directory.resolve("state"));
        program = run();
    }

    /// Starts it, and waits until it listens.
    static EvpndProgram start(Host host, String configuration) {
        return start(host, List.of(configuration)).getFirst();
    }

    /// Starts several at once, and waits until all listen.
    static List<EvpndProgram> start(Host host, List<String> configurations) {
        var all = configurations.stream().map(each -> begin(host, each)).toList();
        all.forEach(EvpndProgram::awaitListening);
        return all;
    }

    private static EvpndProgram begin(Host host, String configuration) {
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
        return host.run(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(),
                "run",
                "--config",
                directory.resolve("evpnd.yaml").toString(),
                "--state-dir",
                directory.resolve("state").toString());
    }

    private void awaitListening() {
        boolean listens =
                Waiting.until(LIMIT, () -> !program.isAlive() || has(program, "listening on"));
        if (!listens || !program.isAlive()) {
            throw new IllegalStateException("evpnd does not run: " + program.lastWords(20));
        }
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
            throw new AssertionError(
                    "no session with %s: %s%n%s"
                            .formatted(peer, peer(peer), program.lastWords(20)));
        }
    }

    /// Waits until the last session with a peer has ended for a reason.
    void awaitEnd(String peer, String reason) {
        var last =
                Waiting.ask(
                        LIMIT,
                        () -> peer(peer),
                        it ->
                                !it.path("state").asString().equals("Established")
                                        && it.path("lastEnd")
                                                .path("reason")
                                                .asString("")
                                                .contains(reason));
        assertThat(last.path("lastEnd").path("reason").asString("")).contains(reason);
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
        awaitListening();
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
    String show(String... words) {
        return socket.ask(List.of(words));
    }

    /// What it says of a peer.
    JsonNode peer(String peer) {
        return JSON.readTree(show("peers", peer)).path("peers").path(0);
    }

    /// What it has counted of the EVPN routes of a peer.
    JsonNode received(String peer) {
        return peer(peer).path("received").path(0);
    }

    /// How many routes have fitted into no message to a peer.
    long unsendable() {
        return JSON.readTree(show("daemon")).path("unsendable").asLong();
    }

    /// What it agreed on with a peer that it has a session with.
    JsonNode negotiated(String peer) {
        return peer(peer).path("negotiated");
    }

    /// The routes it has, all paths of them.
    List<EvpnRoute> routes() {
        return EvpndRoutes.read(show("routes"));
    }

    /// Waits until it has these routes and no others.
    List<EvpnRoute> await(Set<EvpnKey> keys) {
        var seen = Waiting.ask(LIMIT, this::routes, it -> EvpnRoute.keys(it).equals(keys));
        assertThat(EvpnRoute.keys(seen)).as(() -> program.lastWords(20)).isEqualTo(keys);
        return seen;
    }

    /// Tells it to do something.
    void tell(String... words) {
        socket.ask(List.of(words));
    }

    /// What the shell prints for a command.
    String shell(String line) {
        return evpnd("shell", "--state-dir", state(), "-c", line).orThrow();
    }

    /// What another evpnd does on the same host.
    Outcome evpnd(String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                java(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar()));
        command.addAll(List.of(words));
        return host.exec(command.toArray(String[]::new));
    }

    /// Its state directory.
    String state() {
        return directory.resolve("state").toString();
    }

    /// Has it go by another configuration when it starts again.
    void reconfigure(String configuration) {
        write(directory, configuration);
    }

    /// Gives a command of the shell that says nothing.
    void command(String line) {
        assertThat(socket.ask(List.of("command", line))).as(line).isEqualTo("done 0");
    }
}
