package dev.evpnd.testbed.bench.vtep;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;
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
    /// Nobody: the same entries or routes, made one after the other by who measures.
    KERNEL("kernel");

    private static final String EVPND_YAML =
            """
            as: 65000
            router-id: ADDRESS
            listen: ADDRESS:179
            neighbors:
              192.0.2.12: {remote-as: internal, timers: {connect-retry: 1}}
            vtep: {advertise-all-vni: true, kernel: {audit-interval: AUDIT}}
            """;

    private static final String EVPND_L3_VNI =
            "ip-vrfs: {default: {l3-vni: " + Prefixes.VNI + "}}\n";
    private static final String FRR_L3_VNI = "vni " + Prefixes.VNI + "\n";

    private static final String EVPND_REFLECTOR_YAML =
            """
            as: 65000
            router-id: 192.0.2.12
            listen: 192.0.2.12:179
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            listen-ranges:
              192.0.2.0/24: {group: fabric}
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

    /// Starts a VTEP and does not wait until it is up.
    ///
    /// @param host where
    /// @param address its own
    /// @param direction what it is to do: for routes it has an L3 VNI
    /// @param evpnd the command that evpnd is started with
    void start(Lab lab, Host host, String address, Direction direction, EvpndCommand evpnd) {
        boolean routes = direction == Direction.ROUTES;
        switch (this) {
            case EVPND ->
                    runEvpnd(
                            host,
                            evpnd,
                            EVPND_YAML
                                            .replace("ADDRESS", address)
                                            .replace("AUDIT", String.valueOf(evpnd.auditSeconds()))
                                    + (routes ? EVPND_L3_VNI : ""));
            case FRR ->
                    lab.start(
                            host,
                            PeerKind.FRR_10_7,
                            PeerConfiguration.of(65000, address, neighbor("192.0.2.12"))
                                    .onKernel(routes ? FRR_L3_VNI : ""));
            case KERNEL -> {}
        }
    }

    /// The same of a reflector, on the first host.
    void startReflector(Lab lab, EvpndCommand evpnd) {
        switch (this) {
            case EVPND -> runEvpnd(lab.host(), evpnd, EVPND_REFLECTOR_YAML);
            case FRR ->
                    lab.start(
                            PeerKind.FRR_10_7,
                            PeerConfiguration.of(
                                    65000,
                                    "192.0.2.12",
                                    client("192.0.2.15"),
                                    client("192.0.2.17")));
            case KERNEL -> {}
        }
    }

    private static Neighbor client(String address) {
        return neighbor(address).with(Neighbor.Feature.REFLECTOR_CLIENT);
    }

    /// Who has much to do keeps its sessions.
    private static Neighbor neighbor(String address) {
        return Neighbor.of(address, 65000).holdTime(90);
    }

    private void runEvpnd(Host host, EvpndCommand evpnd, String configuration) {
        var directory = host.newDirectory(text);
        var file = directory.resolve("evpnd.yaml");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var words = new ArrayList<>(evpnd.words());
        words.addAll(List.of("run", "--config", file.toString()));
        words.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        host.run(words.toArray(String[]::new));
    }
}
