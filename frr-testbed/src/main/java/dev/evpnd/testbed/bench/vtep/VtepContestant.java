package dev.evpnd.testbed.bench.vtep;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A VTEP to be measured, at 192.0.2.15 and of the reflector 192.0.2.12.
enum VtepContestant {
    /// evpnd, started as its users do.
    EVPND("evpnd"),
    /// FRRouting 10.7: `bgpd` and `zebra`.
    FRR("frr-10.7"),
    /// Nobody: the same entries, made one after the other by who measures.
    KERNEL("kernel");

    private static final String EVPND_YAML =
            """
            as: 65000
            router-id: 192.0.2.15
            listen: 192.0.2.15:179
            neighbors:
              192.0.2.12: {remote-as: internal, timers: {connect-retry: 1}}
            vtep: {advertise-all-vni: true, kernel: {}}
            """;

    private final String text;

    VtepContestant(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static VtepContestant of(String text) {
        for (var contestant : values()) {
            if (contestant.text.equals(text)) {
                return contestant;
            }
        }
        throw new IllegalArgumentException("not one of evpnd, frr-10.7, kernel: " + text);
    }

    /// Why it cannot be measured here, if so.
    Optional<String> whyNot() {
        return this == FRR
                        && Availability.of(PeerKind.FRR_10_7)
                                instanceof Availability.Unavailable(var reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    /// Starts it and does not wait until it is up.
    ///
    /// @param evpnd the command that evpnd is started with
    void start(Lab lab, List<String> evpnd) {
        switch (this) {
            case EVPND -> {
                var directory = lab.host().newDirectory(text);
                var file = directory.resolve("evpnd.yaml");
                try {
                    Files.writeString(file, EVPND_YAML);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                var words = new ArrayList<>(evpnd);
                words.addAll(List.of("run", "--config", file.toString()));
                words.addAll(List.of("--state-dir", directory.resolve("state").toString()));
                lab.host().run(words.toArray(String[]::new));
            }
            case FRR ->
                    lab.start(
                            PeerKind.FRR_10_7,
                            PeerConfiguration.of(
                                            65000, "192.0.2.15", Neighbor.of("192.0.2.12", 65000))
                                    .onKernel());
            case KERNEL -> {}
        }
    }
}
