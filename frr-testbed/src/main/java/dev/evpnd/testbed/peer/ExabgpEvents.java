package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.route.Communities;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnOctets;
import dev.evpnd.testbed.route.EvpnRoute;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What ExaBGP has told of, replayed: it keeps no table, so its table is what was announced to it
/// and not withdrawn since the session began.
final class ExabgpEvents {
    /// Those received have numbers, those sent have names.
    private static final Map<String, SessionCapability> CAPABILITIES =
            Map.ofEntries(
                    Map.entry("2", SessionCapability.ROUTE_REFRESH),
                    Map.entry("route-refresh", SessionCapability.ROUTE_REFRESH),
                    Map.entry("6", SessionCapability.EXTENDED_MESSAGE),
                    Map.entry("extended-message", SessionCapability.EXTENDED_MESSAGE),
                    Map.entry("64", SessionCapability.GRACEFUL_RESTART),
                    Map.entry("graceful-restart", SessionCapability.GRACEFUL_RESTART),
                    Map.entry("65", SessionCapability.FOUR_OCTET_AS),
                    Map.entry("asn4", SessionCapability.FOUR_OCTET_AS),
                    Map.entry("69", SessionCapability.ADD_PATH),
                    Map.entry("addpath", SessionCapability.ADD_PATH),
                    Map.entry("70", SessionCapability.ENHANCED_ROUTE_REFRESH),
                    Map.entry("enhanced-route-refresh", SessionCapability.ENHANCED_ROUTE_REFRESH),
                    Map.entry("71", SessionCapability.LONG_LIVED_GRACEFUL_RESTART));

    private static final Pattern TUNNEL_LABEL = Pattern.compile("\\((\\d+)\\)");

    private record Id(String neighbor, EvpnKey key) {}

    private final Map<Id, EvpnRoute> routes = new LinkedHashMap<>();
    private final Map<String, SessionState> states = new HashMap<>();
    private final Map<String, Set<SessionCapability>> sent = new HashMap<>();
    private final Map<String, Set<SessionCapability>> received = new HashMap<>();

    private ExabgpEvents() {}

    static ExabgpEvents read(String lines) {
        var events = new ExabgpEvents();
        // The last line may be half written.
        lines.substring(0, lines.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Json::of)
                .forEach(events::apply);
        return events;
    }

    List<EvpnRoute> routes() {
        return List.copyOf(routes.values());
    }

    List<SessionSeen> sessions(List<Neighbor> neighbors) {
        return neighbors.stream()
                .map(Neighbor::address)
                .map(
                        it ->
                                new SessionSeen(
                                        it,
                                        states.getOrDefault(it, SessionState.IDLE),
                                        sent.getOrDefault(it, Set.of()),
                                        received.getOrDefault(it, Set.of())))
                .toList();
    }

    private void apply(JsonNode event) {
        var neighbor = event.path("neighbor");
        var address = neighbor.path("address").path("peer").asString("");
        switch (event.path("type").asString("")) {
            case "state" -> state(address, neighbor.path("state").asString(""));
            case "open" -> {
                var direction = neighbor.path("direction").asString("");
                var capabilities = neighbor.path("open").path("capabilities");
                (direction.equals("send") ? sent : received)
                        .put(address, capabilities(capabilities));
            }
            case "update" -> update(address, neighbor.path("message").path("update"));
            default -> {}
        }
    }

    private void state(String neighbor, String state) {
        states.put(
                neighbor,
                switch (state) {
                    case "up" -> SessionState.ESTABLISHED;
                    case "connected" -> SessionState.OPENSENT;
                    default -> SessionState.IDLE;
                });
        routes.keySet().removeIf(id -> !state.equals("up") && id.neighbor().equals(neighbor));
    }

    private static Set<SessionCapability> capabilities(JsonNode shown) {
        var found = EnumSet.noneOf(SessionCapability.class);
        for (var capability : shown.properties()) {
            var known = CAPABILITIES.get(capability.getKey());
            if (known != null) {
                found.add(known);
            }
            for (var family : capability.getValue().path("families")) {
                if (family.asString().equals("l2vpn/evpn")) {
                    found.add(SessionCapability.EVPN);
                }
            }
        }
        return found;
    }

    private void update(String neighbor, JsonNode update) {
        for (var nlri : nlris(update.path("withdraw").path("l2vpn evpn"))) {
            routes.remove(new Id(neighbor, EvpnOctets.read(nlri).key()));
        }
        for (var hop : update.path("announce").path("l2vpn evpn").properties()) {
            for (var nlri : nlris(hop.getValue())) {
                var route = route(nlri, update.path("attribute"), hop.getKey(), neighbor);
                routes.put(new Id(neighbor, route.key()), route);
            }
        }
    }

    /// The octets, which ExaBGP shows whole beside a reading of its own that leaves things out.
    private static List<String> nlris(JsonNode shown) {
        return shown.findValuesAsString("raw");
    }

    private static EvpnRoute route(
            String nlri, JsonNode attributes, String nextHop, String neighbor) {
        var route = EvpnOctets.read(nlri);
        var labels = new ArrayList<>(route.labels());
        // Of the label it prints the upper 20 bits and all 24 in parentheses.
        TUNNEL_LABEL
                .matcher(attributes.path("pmsi").asString(""))
                .results()
                .forEach(it -> labels.add(Long.valueOf(it.group(1))));
        var clusters = new ArrayList<String>();
        attributes.path("cluster-list").forEach(it -> clusters.add(it.asString()));
        var communities = new TreeSet<String>();
        for (var community : attributes.path("extended-community")) {
            communities.add(
                    Communities.word(Long.parseUnsignedLong(community.path("value").asString())));
        }
        return new EvpnRoute(
                route.key(),
                labels,
                route.esi(),
                route.gateway(),
                communities,
                nextHop,
                Json.text(attributes, "originator-id"),
                clusters,
                neighbor);
    }
}
