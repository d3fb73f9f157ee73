package dev.evpnd.testbed.bench;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Launch;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.PeerKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A reflector to be measured. Each takes any client of 127.0.0.0/8 in AS 65000 for EVPN alone, at
/// 127.0.0.1, port 1790.
enum Contestant {
    /// evpnd, started as its users do.
    EVPND("evpnd", null),
    /// FRRouting 10.7: `bgpd` alone, to which every next hop is reachable.
    FRR("frr-10.7", PeerKind.FRR_10_7),
    /// BIRD 3.4 with two threads.
    BIRD("bird", PeerKind.BIRD),
    /// GoBGP 4.8.
    GOBGP("gobgp", PeerKind.GOBGP),
    /// A copying of octets, see [Floor].
    FLOOR("floor", null);

    private static final String EVPND_YAML =
            """
            as: 65000
            router-id: 192.0.2.1
            listen: 127.0.0.1:1790
            peer-groups:
              clients: {remote-as: internal, route-reflector-client: true, timers: {hold: 180}}
            listen-ranges:
              127.0.0.0/8: {group: clients, limit: 20000}
            """;

    private static final String FRR_CONF =
            """
            router bgp 65000
             bgp router-id 192.0.2.1
             no bgp default ipv4-unicast
             bgp listen limit 65535
             neighbor clients peer-group
             neighbor clients remote-as 65000
             neighbor clients timers 60 180
             bgp listen range 127.0.0.0/8 peer-group clients
             address-family l2vpn evpn
              neighbor clients activate
              neighbor clients route-reflector-client
             exit-address-family
            exit
            """;

    private static final String BIRD_CONF =
            """
            log stderr all;
            router id 192.0.2.1;
            threads 2;
            protocol device {}
            evpn table evpns;
            protocol bgp clients {
              local 127.0.0.1 port 1790 as 65000;
              neighbor range 127.0.0.0/8 as 65000;
              dynamic name "c";
              rr client;
              rr cluster id 192.0.2.1;
              hold time 180;
              evpn { table evpns; import all; export all; };
            }
            """;

    private static final String GOBGP_TOML =
            """
            [global.config]
              as = 65000
              router-id = "192.0.2.1"
              port = 1790
              local-address-list = ["127.0.0.1"]
            [[peer-groups]]
              [peer-groups.config]
                peer-group-name = "clients"
                peer-as = 65000
              [peer-groups.timers.config]
                hold-time = 180
                keepalive-interval = 60
              [peer-groups.route-reflector.config]
                route-reflector-client = true
                route-reflector-cluster-id = "192.0.2.1"
              [[peer-groups.afi-safis]]
                [peer-groups.afi-safis.config]
                  afi-safi-name = "l2vpn-evpn"
            [[dynamic-neighbors]]
              [dynamic-neighbors.config]
                prefix = "127.0.0.0/8"
                peer-group = "clients"
            """;

    private final String text;
    private final @Nullable PeerKind kind;

    Contestant(String text, @Nullable PeerKind kind) {
        this.text = text;
        this.kind = kind;
    }

    String text() {
        return text;
    }

    static Contestant of(String text) {
        for (var contestant : values()) {
            if (contestant.text.equals(text)) {
                return contestant;
            }
        }
        throw new IllegalArgumentException(
                "not one of evpnd, frr-10.7, bird, gobgp, floor: " + text);
    }

    /// Whether what it passes on has ORIGINATOR_ID and CLUSTER_LIST.
    boolean reflects() {
        return this != FLOOR;
    }

    /// Why it cannot be measured here, if so.
    Optional<String> whyNot() {
        return kind != null && Availability.of(kind) instanceof Availability.Unavailable(var reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    /// Starts it and does not wait for it.
    ///
    /// @param evpnd the command that evpnd is started with
    /// @param more of evpnd's configuration
    Program start(Host host, List<String> evpnd, String more) {
        return switch (this) {
            case EVPND -> {
                var directory = host.newDirectory(text);
                var file = write(directory, "evpnd.yaml", EVPND_YAML + more);
                yield host.run(concat(evpnd, List.of("run", "--config", file.toString())));
            }
            case FLOOR -> host.run(Java.command(List.of("-XX:+UseSerialGC"), Floor.class));
            case FRR ->
                    inRoot(
                            host,
                            "bgpd.conf",
                            FRR_CONF,
                            "/usr/lib/frr/bgpd -Z -S -f /run/bgpd.conf -i /run/bgpd.pid -P 0"
                                    + " -l 127.0.0.1 -p 1790 --vty_socket /run");
            case BIRD ->
                    inRoot(
                            host,
                            "bird.conf",
                            BIRD_CONF,
                            "/usr/sbin/bird -f -c /run/bird.conf -s /run/bird.ctl -P /run/bird.pid");
            case GOBGP ->
                    inRoot(
                            host,
                            "gobgpd.toml",
                            GOBGP_TOML,
                            "/usr/bin/gobgpd -f /run/gobgpd.toml --pprof-disable"
                                    + " --api-hosts unix:///run/gobgpd.sock");
        };
    }

    private Program inRoot(Host host, String file, String configuration, String command) {
        if (kind == null || !(Availability.of(kind) instanceof Availability.Available it)) {
            throw new IllegalStateException(text + " is not to be had");
        }
        var run = host.newDirectory(text);
        write(run, file, configuration);
        var words = List.of(command.split(" ", -1));
        return host.start(new Launch(it.root(), run, words, run.resolve("log")));
    }

    private static Path write(Path directory, String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toArray(String[]::new);
    }
}
