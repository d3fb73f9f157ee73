package dev.evpnd.testbed.bench.vtep;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.bench.Java;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Hosts move from one VTEP to another, with a reflector between them, each in a namespace of its
/// own: from when the kernel of the one hears a host until that of the other has it behind the one.
final class MoveTrial {
    private static final String FROM = "192.0.2.17";
    private static final String TO = "192.0.2.15";

    private MoveTrial() {}

    /// @param seconds for which anything is waited
    /// @param evpnd the command that evpnd is started with
    static MoveFigures of(VtepContestant contestant, int count, int seconds, EvpndCommand evpnd) {
        try (var lab = Lab.open()) {
            var underlay = lab.host();
            underlay.ip("link", "add", "underlay", "type", "bridge");
            underlay.ip("link", "set", "underlay", "up");
            underlay.address("underlay", "192.0.2.12/24");
            var from = vtep(lab, "from", FROM);
            var to = vtep(lab, "to", TO);
            contestant.startReflector(lab, evpnd);
            contestant.start(lab, from, FROM, Direction.MOVE, evpnd);
            contestant.start(lab, to, TO, Direction.MOVE, evpnd);
            var arrived = lab.directory().resolve("arrived");
            var heard = lab.directory().resolve("heard");
            var one = load(from, "from", count, TO, seconds, arrived);
            var other = load(to, "to", count, FROM, seconds, heard);
            Waiting.until(
                    Duration.ofSeconds(3L * seconds), () -> !one.isAlive() && !other.isAlive());
            if (!VtepTrial.hasSaid(one, "done") || !VtepTrial.hasSaid(other, "done")) {
                System.err.println(one.lastWords(9) + "\n" + other.lastWords(9));
                return MoveFigures.NONE;
            }
            return MoveFigures.of(read(heard), read(arrived));
        }
    }

    private static Host vtep(Lab lab, String name, String address) {
        var host = lab.addHost(name);
        lab.link(lab.host(), "to-" + name, host, "fabric");
        lab.host().ip("link", "set", "to-" + name, "master", "underlay");
        host.address("fabric", address + "/24");
        host.ip("link", "set", "lo", "up");
        VtepTrial.prepare(host, address);
        return host;
    }

    private static Program load(
            Host host, String part, int count, String other, int seconds, Path file) {
        return host.run(
                Java.command(
                        List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                        MoveLoad.class,
                        part,
                        String.valueOf(count),
                        hex(other),
                        String.valueOf(seconds),
                        file.toString()));
    }

    private static String hex(String address) {
        var text = new StringBuilder();
        for (var octet : address.split("\\.", -1)) {
            text.append("%02x".formatted(Integer.parseInt(octet)));
        }
        return text.toString();
    }

    private static Map<Integer, Long> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split(" ", -1))
                    .collect(
                            Collectors.toMap(
                                    words -> Integer.valueOf(words[0]),
                                    words -> Long.valueOf(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
