package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Launch;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.lab.Place.Seat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// evpnd, run and asked as a person does it.
///
/// @param program the daemon
record EvpndRouter(Program program) implements Router {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Starts evpnd and waits until it answers.
    static EvpndRouter start(Host host, Seat seat, Peering peering) {
        var directory = host.newDirectory("evpnd");
        var log = directory.resolve("evpnd.log");
        var command =
                Checkout.evpnd(
                        List.of(
                                "run",
                                "--config",
                                configuration(seat, peering, directory).toString(),
                                "--state-dir",
                                stateDirectory(log).toString()));
        var launch = new Launch(new Root.Machine(), directory, command, log);
        var router = new EvpndRouter(host.start(launch));
        Waiting.until(READY, () -> !router.program().isAlive() || router.peers().isPresent());
        if (router.peers().isEmpty()) {
            throw new IllegalStateException(
                    "evpnd does not run as %s:%n%s"
                            .formatted(seat.text(), router.program().lastWords(20)));
        }
        return router;
    }

    /// The documented example of that seat, itself or with what is the seat's own in it.
    private static Path configuration(Seat seat, Peering peering, Path directory) {
        var folder = peering == Peering.EXTERNAL ? "ebgp/" : "";
        if (seat == Seat.REFLECTOR) {
            return Checkout.example(folder + "reflector.yaml");
        }
        var file = directory.resolve("vtep.yaml");
        try {
            var example = Files.readString(Checkout.example(folder + "vtep.yaml"));
            Files.writeString(
                    file,
                    example.replace(Seat.VTEP1.address(), seat.address())
                            .replace("as: " + peering.as(Seat.VTEP1), "as: " + peering.as(seat)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// Where an evpnd with this log has its socket.
    static Path stateDirectory(Path log) {
        return log.resolveSibling("state");
    }

    @Override
    public Map<String, String> sessions() {
        var sessions = new TreeMap<String, String>();
        for (var peer : peers().orElseThrow(() -> new IllegalStateException("evpnd is silent"))) {
            sessions.put(
                    peer.path("address").asString(),
                    peer.path("state").asString().toLowerCase(Locale.ROOT));
        }
        return sessions;
    }

    /// Its peers as it tells them; nothing while it does not answer.
    private Optional<JsonNode> peers() {
        var words =
                List.of("show", "peers", "--state-dir", stateDirectory(program.log()).toString());
        return Optional.of(Command.run(Checkout.evpnd(words)))
                .filter(Outcome::succeeded)
                .map(answer -> JSON.readTree(answer.output()).path("peers"));
    }
}
