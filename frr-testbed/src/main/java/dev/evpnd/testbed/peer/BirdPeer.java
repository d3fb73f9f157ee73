package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.route.EvpnRoute;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// BIRD: announces types 1 to 4 as static routes that it is reconfigured with, with a label of 16
/// to 2^20 - 1 or none, which goes out as 3. The protocol of the n-th neighbour is named `n` and
/// its number, from 1 on.
final class BirdPeer extends DaemonPeer {
    private static final Map<String, SessionCapability> CAPABILITIES =
            Map.of(
                    "AF announced:", SessionCapability.EVPN,
                    "Route refresh", SessionCapability.ROUTE_REFRESH,
                    "Enhanced refresh", SessionCapability.ENHANCED_ROUTE_REFRESH,
                    "4-octet AS numbers", SessionCapability.FOUR_OCTET_AS,
                    "Extended message", SessionCapability.EXTENDED_MESSAGE,
                    "ADD-PATH", SessionCapability.ADD_PATH,
                    "Graceful restart", SessionCapability.GRACEFUL_RESTART,
                    "Long-lived graceful restart", SessionCapability.LONG_LIVED_GRACEFUL_RESTART);

    private final Map<String, String> announced = new LinkedHashMap<>();

    BirdPeer(PeerConfiguration configuration, Host host, Root root) {
        super(PeerKind.BIRD, configuration, host, root);
    }

    @Override
    void prepare() {
        announced.clear();
        write("bird.conf", configurationText());
    }

    @Override
    List<List<String>> commands() {
        var bird =
                new ArrayList<>(
                        List.of(
                                "/usr/sbin/bird",
                                "-f",
                                "-c",
                                "/run/bird.conf",
                                "-s",
                                "/run/bird.ctl",
                                "-P",
                                "/run/bird.pid"));
        if (isGracefulRestart()) {
            bird.add("-R");
        }
        return List.of(bird);
    }

    @Override
    List<String> probe() {
        return birdc("show", "status");
    }

    private static List<String> birdc(String... words) {
        var all = new ArrayList<>(List.of("/usr/sbin/birdc", "-s", "/run/bird.ctl"));
        all.addAll(List.of(words));
        return all;
    }

    @Override
    public Outcome show(String... words) {
        return exec(birdc(words));
    }

    private String configurationText() {
        var text =
                new StringBuilder(
                        """
                        log stderr all;
                        router id %s;
                        protocol device {}
                        evpn table evpns;
                        ipv4 table ipv4s;
                        mpls table labels;
                        mpls domain fields {
                          label range vnis { start 16; length 1048560; };
                        }
                        """
                                .formatted(configuration().routerId()));
        int number = 0;
        for (var neighbor : configuration().neighbors()) {
            text.append(neighborText(++number, neighbor));
        }
        text.append(
                """
                protocol static announced {
                  evpn { table evpns; };
                  mpls { table labels; domain fields; label range vnis; label policy static; };
                """);
        announced.values().forEach(text::append);
        return text.append("}\n").append(configuration().extra()).toString();
    }

    private String neighborText(int number, Neighbor it) {
        return """
        protocol bgp n%d {
          local %s port %d as %d;
          strict bind yes;
          neighbor %s port %d as %d;
          connect retry time 1;
          connect delay time 1;
          error wait time 1, 2;
          hold time %d;
          keepalive time %d;
          passive %s;
          graceful restart %s;
          enable extended messages on;
          %s
          evpn { table evpns; import all; export all; %s %s };
          %s
        }
        """
                .formatted(
                        number,
                        configuration().localAddress(it),
                        configuration().listenPort(),
                        configuration().as(),
                        it.address(),
                        it.port(),
                        it.as(),
                        it.holdTimeSeconds(),
                        it.keepaliveSeconds(),
                        it.has(Feature.PASSIVE) ? "yes" : "no",
                        it.has(Feature.GRACEFUL_RESTART) ? "on" : "aware",
                        sessionOptions(it),
                        it.has(Feature.ADD_PATH) ? "add paths on;" : "",
                        it.has(Feature.NEXT_HOP_UNCHANGED) ? "next hop keep;" : "",
                        it.has(Feature.IPV4_UNICAST)
                                ? "ipv4 { table ipv4s; import all; export all; };"
                                : "");
    }

    private String sessionOptions(Neighbor it) {
        var options = new StringBuilder();
        if (it.password() != null) {
            options.append("password \"").append(it.password()).append("\"; ");
        }
        if (it.has(Feature.REFLECTOR_CLIENT)) {
            options.append("rr client; rr cluster id ").append(configuration().routerId() + "; ");
        }
        if (configuration().isExternal(it)) {
            options.append("multihop; ");
        }
        return options.toString();
    }

    @Override
    public List<SessionSeen> sessions() {
        var seen = new ArrayList<SessionSeen>();
        for (var block : show("show", "protocols", "all").orThrow().split("\n(?=\\S)", -1)) {
            if (block.contains("  BGP state:")) {
                seen.add(session(block.lines().map(String::strip).toList()));
            }
        }
        return seen;
    }

    private static SessionSeen session(List<String> lines) {
        var sent = EnumSet.noneOf(SessionCapability.class);
        var received = EnumSet.noneOf(SessionCapability.class);
        var section = EnumSet.noneOf(SessionCapability.class);
        var address = "";
        var state = SessionState.IDLE;
        for (var line : lines) {
            if (line.startsWith("BGP state:")) {
                state = SessionState.of(line.substring("BGP state:".length()));
            } else if (line.startsWith("Neighbor address:")) {
                address = line.substring("Neighbor address:".length()).strip();
            } else if (line.equals("Local capabilities")) {
                section = sent;
            } else if (line.equals("Neighbor capabilities")) {
                section = received;
            }
            for (var capability : CAPABILITIES.entrySet()) {
                boolean other = capability.getValue() != SessionCapability.EVPN;
                if (line.startsWith(capability.getKey()) && (other || line.contains("evpn"))) {
                    section.add(capability.getValue());
                }
            }
        }
        return new SessionSeen(address, state, sent, received);
    }

    @Override
    public List<EvpnRoute> evpnRoutes() {
        return BirdRoutes.read(show("show", "route", "all", "table", "evpns").orThrow());
    }

    @Override
    public Set<Integer> announces() {
        return Set.of(1, 2, 3, 4);
    }

    @Override
    public void announce(EvpnRoute route) {
        announced.put(BirdRoutes.words(route), BirdRoutes.statement(route));
        reconfigure();
    }

    @Override
    public void withdraw(EvpnRoute route) {
        announced.remove(BirdRoutes.words(route));
        reconfigure();
    }

    private void reconfigure() {
        write("bird.conf", configurationText());
        var answer = show("configure").orThrow();
        if (!answer.contains("Reconfigur")) {
            throw new IllegalStateException("BIRD does not take it: " + answer);
        }
    }

    @Override
    public void refresh(String neighbor) {
        show("reload", "bgp", "in", protocol(neighbor)).orThrow();
    }

    @Override
    public void reset(String neighbor) {
        show("restart", protocol(neighbor)).orThrow();
    }

    private String protocol(String neighbor) {
        var addresses = configuration().neighbors().stream().map(Neighbor::address).toList();
        return "n" + (addresses.indexOf(neighbor) + 1);
    }
}
