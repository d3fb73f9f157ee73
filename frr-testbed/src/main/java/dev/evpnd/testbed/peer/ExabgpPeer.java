package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.route.Communities;
import dev.evpnd.testbed.route.EvpnOctets;
import dev.evpnd.testbed.route.EvpnRoute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// ExaBGP: a process of its own relays what it tells to a file and what it is told from a pipe.
///
/// It has no words to announce EVPN routes, and takes path attributes as octets: an MP_REACH_NLRI
/// for EVPN goes out as an attribute of an IPv4 route, 192.0.2.n/32. The neighbour has to have IPv4
/// unicast besides EVPN, and its own address has to be of IPv4.
final class ExabgpPeer extends DaemonPeer {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final String RELAY =
            """
            import sys, threading

            def commands():
                while True:
                    with open('/run/commands') as pipe:
                        for line in pipe:
                            sys.stdout.write(line)
                            sys.stdout.flush()

            threading.Thread(target=commands, daemon=True).start()
            with open('/run/events', 'ab', 0) as events:
                for line in sys.stdin.buffer:
                    events.write(line)
            """;

    private final Map<String, Integer> carriers = new HashMap<>();

    ExabgpPeer(PeerConfiguration configuration, Host host, Root root) {
        super(PeerKind.EXABGP, configuration, host, root);
        if (configuration.neighbors().stream().anyMatch(it -> it.has(Feature.ADD_PATH))) {
            throw new UnsupportedOperationException("ExaBGP has no add-path for EVPN");
        }
    }

    @Override
    void prepare() {
        carriers.clear();
        write("exabgp.conf", configurationText());
        write("relay.py", RELAY);
        write("events", "");
        if (!Files.exists(directory().resolve("commands"))) {
            Command.run("mkfifo", directory().resolve("commands").toString()).orThrow();
        }
    }

    @Override
    List<List<String>> commands() {
        return List.of(
                List.of(
                        "/usr/bin/env",
                        "exabgp.daemon.drop=false",
                        "exabgp.tcp.bind=" + String.join(" ", configuration().listenAddresses()),
                        "exabgp.tcp.port=" + configuration().listenPort(),
                        "exabgp.tcp.delay=0",
                        "exabgp.api.cli=false",
                        "exabgp.log.destination=stdout",
                        "/usr/sbin/python3-exabgp",
                        "/run/exabgp.conf"));
    }

    /// Its relay is there as soon as it is.
    @Override
    List<String> probe() {
        return List.of("/usr/bin/pgrep", "-P", String.valueOf(program().pid()));
    }

    private String configurationText() {
        var text =
                new StringBuilder(
                        """
                        process relay {
                          run /usr/bin/python3 /run/relay.py;
                          encoder json;
                        }
                        """);
        configuration().neighbors().forEach(it -> text.append(neighborText(it)));
        return text.append(configuration().extra()).toString();
    }

    private String neighborText(Neighbor it) {
        var restart = it.has(Feature.GRACEFUL_RESTART) ? "120" : "disable";
        return """
        neighbor %s {
          router-id %s;
          local-address %s;
          local-as %d;
          peer-as %d;
          hold-time %d;
          connect %d;
          %s
          %s
          %s
          capability {
            route-refresh enable;
            extended-message enable;
            graceful-restart %s;
          }
          family { l2vpn evpn; %s }
          api {
            processes [ relay ];
            neighbor-changes;
            receive { parsed; open; update; notification; refresh; }
            send { parsed; open; notification; }
          }
        }
        """
                .formatted(
                        it.address(),
                        configuration().routerId(),
                        configuration().localAddress(it),
                        configuration().as(),
                        it.as(),
                        it.holdTimeSeconds(),
                        it.port(),
                        it.has(Feature.PASSIVE) ? "passive true;" : "passive false;",
                        configuration().isExternal(it) ? "outgoing-ttl 64;" : "",
                        it.password() == null ? "" : "md5-password \"" + it.password() + "\";",
                        restart,
                        it.has(Feature.IPV4_UNICAST) ? "ipv4 unicast;" : "");
    }

    /// Gives it a line of its API and waits until it has answered.
    @Override
    public Outcome show(String... words) {
        var line = String.join(" ", words);
        int before = events().length();
        var sent =
                exec(List.of("/bin/sh", "-c", "printf '%s\\n' \"$1\" >/run/commands", "x", line));
        if (!sent.succeeded()) {
            return sent;
        }
        var answer =
                Waiting.ask(
                        ANSWER,
                        () -> events().substring(before),
                        it -> it.lines().anyMatch(l -> l.equals("done") || l.equals("error")));
        boolean done = answer.lines().anyMatch("done"::equals);
        return new Outcome(line, done ? 0 : 1, answer, done ? "" : program().lastWords(5));
    }

    private String events() {
        try {
            // The octets as characters: an offset is the same in both.
            return Files.readString(directory().resolve("events"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<SessionSeen> sessions() {
        return ExabgpEvents.read(events()).sessions(configuration().neighbors());
    }

    @Override
    public List<EvpnRoute> evpnRoutes() {
        return ExabgpEvents.read(events()).routes();
    }

    @Override
    public Set<Integer> announces() {
        boolean carrier =
                configuration().neighbors().stream().anyMatch(it -> it.has(Feature.IPV4_UNICAST));
        return carrier ? Set.of(1, 2, 3, 4, 5) : Set.of();
    }

    @Override
    public void announce(EvpnRoute route) {
        var nextHop = route.nextHop() == null ? configuration().routerId() : route.nextHop();
        var octets = EvpnOctets.octets(nextHop);
        var attributes =
                // RFC 4760 section 3, optional.
                "attribute [ 0x0e 0x80 0x001946%02x%s00%s ]"
                        .formatted(octets.length() / 2, octets, EvpnOctets.nlri(route));
        if (!route.communities().isEmpty()) {
            attributes +=
                    route.communities().stream()
                            .map(Communities::octets)
                            .map(it -> "0x" + HexFormat.of().toHexDigits(it))
                            .collect(Collectors.joining(" ", " extended-community [ ", " ]"));
        }
        if (route.key().routeType() == 3 && !route.labels().isEmpty()) {
            // RFC 6514 section 5: ingress replication to the originator.
            attributes +=
                    " attribute [ 0x16 0xc0 0x0006%06x%s ]"
                            .formatted(
                                    route.labels().getFirst(),
                                    EvpnOctets.octets(String.valueOf(route.key().address())));
        }
        carry(route, attributes);
    }

    @Override
    public void withdraw(EvpnRoute route) {
        // RFC 4760 section 4, optional.
        carry(route, "attribute [ 0x0f 0x80 0x001946%s ]".formatted(EvpnOctets.nlri(route)));
    }

    private void carry(EvpnRoute route, String attributes) {
        if (announces().isEmpty()) {
            throw new UnsupportedOperationException(
                    "ExaBGP announces EVPN to neighbours with IPv4 unicast only");
        }
        int number = carriers.computeIfAbsent(EvpnOctets.nlri(route), _ -> carriers.size() + 1);
        show("announce route 192.0.2.%d/32 next-hop %s %s"
                        .formatted(number, configuration().routerId(), attributes))
                .orThrow();
    }

    @Override
    public void refresh(String neighbor) {
        show("neighbor " + neighbor + " announce route-refresh l2vpn evpn").orThrow();
    }

    @Override
    public void reset(String neighbor) {
        // 4 is Administrative Reset: RFC 4486.
        show("neighbor " + neighbor + " teardown 4").orThrow();
    }
}
