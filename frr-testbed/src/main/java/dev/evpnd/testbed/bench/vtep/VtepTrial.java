package dev.evpnd.testbed.bench.vtep;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.bench.Java;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import java.time.Duration;
import java.util.List;

/// One run of one VTEP, in a namespace of its own with a bridge and a VXLAN device: both processes
/// are new, and both are gone behind it.
final class VtepTrial {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final int WAITS = 4;

    private VtepTrial() {}

    /// @param seconds for which anything is waited
    /// @param evpnd the command that evpnd is started with
    /// @throws IllegalStateException if one of the processes does not do its part
    static VtepFigures of(
            VtepContestant contestant,
            Direction direction,
            int count,
            int seconds,
            EvpndCommand evpnd) {
        try (var lab = Lab.open()) {
            prepare(lab.host());
            if (direction == Direction.ROUTES) {
                bridge(lab.host(), "br4001", Prefixes.VNI, "192.0.2.15");
            }
            boolean isKernel = contestant == VtepContestant.KERNEL;
            var load =
                    lab.run(
                            Java.command(
                                    List.of(
                                            "-XX:+UseSerialGC",
                                            "-Xms256m",
                                            "--enable-native-access=ALL-UNNAMED"),
                                    VtepLoad.class,
                                    direction.name(),
                                    String.valueOf(count),
                                    String.valueOf(isKernel),
                                    String.valueOf(seconds)));
            Waiting.until(READY, () -> hasSaid(load, "ready") || !load.isAlive());
            contestant.start(lab, lab.host(), "192.0.2.15", direction, evpnd);
            Waiting.until(Duration.ofSeconds((long) seconds * WAITS), () -> !load.isAlive());
            var line = load.lastWords(1);
            if (!line.startsWith("done ")) {
                throw new IllegalStateException(
                        "%s was not measured:%n%s"
                                .formatted(contestant.text(), load.lastWords(20)));
            }
            return VtepFigures.parse(line);
        }
    }

    static boolean hasSaid(Program program, String word) {
        return program.lastWords(5).lines().anyMatch(word::equals);
    }

    private static void prepare(Host host) {
        host.ip("link", "set", "lo", "up");
        host.ip("link", "add", "underlay", "type", "veth", "peer", "name", "underlay-end");
        host.ip("link", "set", "underlay", "up");
        host.ip("link", "set", "underlay-end", "up");
        host.address("underlay", "192.0.2.15/24").address("underlay", "192.0.2.12/24");
        prepare(host, "192.0.2.15");
    }

    /// What a VTEP needs: a bridge, a port of it and a VXLAN device.
    static void prepare(Host host, String address) {
        bridge(host, "br1", Hosts.VNI, address);
        host.ip("link", "add", "guest", "type", "veth", "peer", "name", "guest-end");
        host.ip("link", "set", "guest", "master", "br1", "up");
        host.ip("link", "set", "guest-end", "up");
    }

    static void bridge(Host host, String name, int vni, String address) {
        host.ip("link", "add", name, "type", "bridge");
        host.ip("link", "set", name, "up");
        var device = "vxlan" + vni;
        host.ip(
                "link",
                "add",
                device,
                "type",
                "vxlan",
                "id",
                String.valueOf(vni),
                "dstport",
                "4789",
                "local",
                address,
                "nolearning");
        host.ip("link", "set", device, "master", name, "up");
    }
}
