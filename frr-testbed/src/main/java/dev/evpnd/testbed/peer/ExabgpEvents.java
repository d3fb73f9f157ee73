package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.route.Communities;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What ExaBGP has told of, replayed: it keeps no table, so its table is what was announced to it
/// and not withdrawn since the session began.
final class ExabgpEvents {
    private static final Map<String, SessionCapability> CAPABILITIES =
            Map.of(
                    "2", SessionCapability.ROUTE_REFRESH,
                    "6", SessionCapability.EXTENDED_MESSAGE,
                    "64", SessionCapability.GRACEFUL_RESTART,
                    "65", SessionCapability.FOUR_OCTET_AS,
                    "69", SessionCapability.ADD_PATH,
                    "70", SessionCapability.ENHANCED_ROUTE_REFRESH,
                    "71", SessionCapability.LONG_LIVED_GRACEFUL_RESTART);

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
            routes.remove(new Id(neighbor, key(nlri)));
        }
        for (var hop : update.path("announce").path("l2vpn evpn").properties()) {
            for (var nlri : hop.getValue()) {
                var route = route(nlri, update.path("attribute"), hop.getKey(), neighbor);
                routes.put(new Id(neighbor, route.key()), route);
            }
        }
    }

    /// A list, or an object of lists.
    private static List<JsonNode> nlris(JsonNode shown) {
        var list = new ArrayList<JsonNode>();
        for (var item : shown) {
            if (item.isArray()) {
                item.forEach(list::add);
            } else {
                list.add(item);
            }
        }
        return list;
    }

    private static EvpnRoute route(
            JsonNode nlri, JsonNode attributes, String nextHop, String neighbor) {
        var key = key(nlri);
        var labels = new ArrayList<Long>();
        // Each label as 20 bits and as 24.
        nlri.path("label").forEach(it -> labels.add(it.path(1).asLong()));
        var tunnel = Json.text(attributes, "pmsi");
        if (tunnel != null) {
            labels.add(tunnelLabel(tunnel));
        }
        var clusters = new ArrayList<String>();
        attributes.path("cluster-list").forEach(it -> clusters.add(it.asString()));
        var communities = new TreeSet<String>();
        attributes
                .path("extended-community")
                .forEach(
                        it ->
                                communities.add(
                                        Communities.word(
                                                it.path("value").bigIntegerValue().longValue())));
        return new EvpnRoute(
                key,
                labels,
                key.esi() != null ? null : segment(nlri),
                gateway(nlri),
                communities,
                nextHop,
                Json.text(attributes, "originator-id"),
                clusters,
                neighbor);
    }

    private static long tunnelLabel(String tunnel) {
        return Long.parseLong(tunnel.replaceAll(".*\\D(\\d+)\\D*", "$1"));
    }

    private static @Nullable String segment(JsonNode nlri) {
        var esi = Json.text(nlri, "esi");
        return esi == null || esi.equals("-") ? null : esi;
    }

    private static @Nullable String gateway(JsonNode nlri) {
        var gateway = Json.text(nlri, "gateway");
        return gateway == null || gateway.equals("0.0.0.0") || gateway.equals("::")
                ? null
                : gateway;
    }

    private static EvpnKey key(JsonNode nlri) {
        var rd = nlri.path("rd").asString();
        long tag = nlri.path("ethernet-tag").asLong(0);
        var esi = segment(nlri);
        var ip = Json.text(nlri, "ip");
        return switch (nlri.path("code").asInt()) {
            case 1 -> EvpnKey.autoDiscovery(rd, tag, esi == null ? EvpnKey.NO_ESI : esi);
            case 2 -> EvpnKey.macIp(rd, tag, nlri.path("mac").asString(), ip);
            case 3 -> EvpnKey.inclusiveMulticast(rd, tag, String.valueOf(ip));
            case 4 ->
                    EvpnKey.ethernetSegment(
                            rd, esi == null ? EvpnKey.NO_ESI : esi, String.valueOf(ip));
            case 5 -> EvpnKey.ipPrefix(rd, tag, ip + "/" + nlri.path("iplen").asInt());
            default -> throw new IllegalStateException("ExaBGP shows " + nlri);
        };
    }
}
