package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.route.Communities;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// OpenBGPD: takes EVPN routes of types 2 and 3, shows them without their Ethernet tags, announces
/// none, and resets the session at any other type.
final class OpenbgpdPeer extends DaemonPeer {
    private static final Map<String, SessionCapability> CAPABILITIES =
            Map.of(
                    "as4byte", SessionCapability.FOUR_OCTET_AS,
                    "refresh", SessionCapability.ROUTE_REFRESH,
                    "enhanced_refresh", SessionCapability.ENHANCED_ROUTE_REFRESH,
                    "extended_message", SessionCapability.EXTENDED_MESSAGE,
                    "graceful_restart", SessionCapability.GRACEFUL_RESTART,
                    "add_path", SessionCapability.ADD_PATH);

    private static final Pattern FIELD = Pattern.compile("\\[([^]]*)]");

    OpenbgpdPeer(PeerConfiguration configuration, Host host, Root root) {
        super(PeerKind.OPENBGPD, configuration, host, root);
    }

    @Override
    void prepare() {
        write("bgpd.conf", configurationText());
    }

    @Override
    List<List<String>> commands() {
        return List.of(List.of("/usr/sbin/bgpd", "-d", "-v", "-f", "/run/bgpd.conf"));
    }

    @Override
    List<String> probe() {
        return bgpctl("show");
    }

    private static List<String> bgpctl(String... words) {
        var all = new ArrayList<>(List.of("/usr/sbin/bgpctl", "-s", "/run/bgpd.sock"));
        all.addAll(List.of(words));
        return all;
    }

    @Override
    public Outcome show(String... words) {
        return exec(bgpctl(words));
    }

    private String configurationText() {
        var text = new StringBuilder("AS %d\n".formatted(configuration().as()));
        text.append("router-id %s\n".formatted(configuration().routerId()));
        text.append("fib-update no\nsocket \"/run/bgpd.sock\"\n");
        for (var address : configuration().listenAddresses()) {
            text.append("listen on %s port %d\n".formatted(address, configuration().listenPort()));
        }
        configuration().neighbors().forEach(it -> text.append(neighborText(it)));
        text.append("allow from any\nallow to any\n");
        return text.append(configuration().extra()).toString();
    }

    private String neighborText(Neighbor it) {
        var text = new StringBuilder("neighbor %s {\n".formatted(it.address()));
        text.append("  remote-as %d\n".formatted(it.as()));
        text.append("  local-address %s\n".formatted(configuration().localAddress(it)));
        text.append("  port %d\n  holdtime %d\n".formatted(it.port(), it.holdTimeSeconds()));
        text.append("  announce EVPN\n");
        text.append(it.has(Feature.IPV4_UNICAST) ? "" : "  announce IPv4 none\n");
        text.append("  announce IPv6 none\n");
        if (it.has(Feature.PASSIVE)) {
            text.append("  passive\n");
        }
        if (it.has(Feature.REFLECTOR_CLIENT)) {
            text.append("  route-reflector %s\n".formatted(configuration().routerId()));
        }
        if (it.has(Feature.ADD_PATH)) {
            text.append("  announce add-path recv yes\n  announce add-path send all\n");
        }
        if (configuration().isExternal(it)) {
            text.append("  multihop 64\n");
        }
        if (it.password() != null) {
            text.append("  tcp md5sig password \"%s\"\n".formatted(it.password()));
        }
        return text.append("}\n").toString();
    }

    @Override
    public List<SessionSeen> sessions() {
        var seen = new ArrayList<SessionSeen>();
        for (var neighbor : Json.of(show("-j", "show", "neighbor")).path("neighbors")) {
            seen.add(
                    new SessionSeen(
                            neighbor.path("remote_addr").asString(),
                            SessionState.of(neighbor.path("state").asString()),
                            capabilities(neighbor.path("session").path("local")),
                            capabilities(neighbor.path("session").path("remote"))));
        }
        return seen;
    }

    private static Set<SessionCapability> capabilities(JsonNode end) {
        var found = EnumSet.noneOf(SessionCapability.class);
        var shown = end.path("capabilities");
        CAPABILITIES.forEach(
                (name, capability) -> {
                    var value = shown.path(name);
                    if (value.isObject() || value.isArray() || value.asBoolean(false)) {
                        found.add(capability);
                    }
                });
        for (var family : shown.path("multiprotocol")) {
            if (family.asString().equals("EVPN")) {
                found.add(SessionCapability.EVPN);
            }
        }
        return found;
    }

    @Override
    public List<EvpnRoute> evpnRoutes() {
        var routes = new ArrayList<EvpnRoute>();
        for (var path : Json.of(show("-j", "show", "rib", "detail")).path("rib")) {
            if (path.path("prefix").asString().startsWith("[")) {
                routes.add(route(path));
            }
        }
        return routes;
    }

    private static EvpnRoute route(JsonNode path) {
        var fields =
                FIELD.matcher(path.path("prefix").asString())
                        .results()
                        .map(it -> it.group(1).replaceFirst("^rd ", ""))
                        .toList();
        boolean mac = fields.getFirst().equals("2");
        String originator = null;
        var clusters = new ArrayList<String>();
        var labels = new ArrayList<Long>();
        if (mac) {
            labels.add(Long.valueOf(fields.get(3)));
        }
        for (var attribute : path.path("attributes")) {
            switch (attribute.path("type").asString()) {
                case "Originator Id" -> originator = attribute.path("originator").asString();
                case "Cluster Id List" ->
                        attribute.path("cluster_list").forEach(it -> clusters.add(it.asString()));
                // PMSI_TUNNEL: RFC 6514 section 5, the label behind flags and type.
                case "Unknown Attribute #22" ->
                        labels.add(
                                Long.parseLong(
                                        attribute.path("data").asString().substring(4, 10), 16));
                default -> {}
            }
        }
        return new EvpnRoute(
                mac ? macIp(fields) : multicast(fields),
                labels,
                mac && !fields.get(2).isEmpty() ? fields.get(2) : null,
                null,
                communities(path),
                Json.text(path, "exit_nexthop"),
                originator,
                clusters,
                Json.text(path.path("neighbor"), "remote_addr"));
    }

    private static EvpnKey macIp(List<String> fields) {
        var ip = fields.size() > 7 ? fields.get(7) : null;
        return EvpnKey.macIp(fields.get(1), 0, fields.get(5), ip).withoutTag();
    }

    private static EvpnKey multicast(List<String> fields) {
        return EvpnKey.inclusiveMulticast(fields.get(1), 0, fields.get(3)).withoutTag();
    }

    private static Set<String> communities(JsonNode path) {
        var words = new TreeSet<String>();
        for (var community : path.path("extended_communities")) {
            words.add(community(community.asString()));
        }
        return words;
    }

    private static String community(String text) {
        int blank = text.indexOf(' ');
        var value = text.substring(blank + 1);
        return switch (text.substring(0, Math.max(0, blank))) {
            case "rt" -> "rt:" + value;
            case "encap" -> "encapsulation:" + Long.decode(value);
            case "defgw" -> "default-gateway";
            case "[6:3]" -> word(0x0603, value);
            case "[6:1]" -> word(0x0601, value);
            case "[6:0]" -> word(0x0600, value);
            default -> text;
        };
    }

    private static String word(int type, String value) {
        return Communities.word((long) type << 48 | Long.decode(value));
    }

    @Override
    public Set<Integer> announces() {
        return Set.of();
    }

    @Override
    public void announce(EvpnRoute route) {
        throw new UnsupportedOperationException("OpenBGPD announces no EVPN routes of its own");
    }

    @Override
    public void withdraw(EvpnRoute route) {
        throw new UnsupportedOperationException("OpenBGPD announces no EVPN routes of its own");
    }

    @Override
    public void refresh(String neighbor) {
        show("neighbor", neighbor, "refresh").orThrow();
    }

    @Override
    public void reset(String neighbor) {
        show("neighbor", neighbor, "clear").orThrow();
    }
}
