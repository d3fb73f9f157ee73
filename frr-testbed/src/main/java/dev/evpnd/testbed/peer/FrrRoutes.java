package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the EVPN routes that FRR prints as JSON. The key is taken from the text in brackets: 8.4
/// prints the fields of types 1 and 4 nowhere else.
final class FrrRoutes {
    private static final Pattern BRACKETS = Pattern.compile("\\[([^]]*)]");

    private FrrRoutes() {}

    static List<EvpnRoute> read(JsonNode table) {
        var routes = new ArrayList<EvpnRoute>();
        for (var rd : table.properties()) {
            for (var prefix : rd.getValue().properties()) {
                if (prefix.getKey().startsWith("[")) {
                    var key = key(rd.getKey(), prefix.getKey());
                    // Each path is a list of one.
                    for (var paths : prefix.getValue().path("paths")) {
                        paths.forEach(path -> routes.add(route(key, path)));
                    }
                }
            }
        }
        return routes;
    }

    private static EvpnKey key(String rd, String text) {
        var fields = BRACKETS.matcher(text).results().map(it -> it.group(1)).toList();
        return switch (fields.getFirst()) {
            case "1" -> EvpnKey.autoDiscovery(rd, Long.parseLong(fields.get(1)), fields.get(2));
            case "2" ->
                    EvpnKey.macIp(
                            rd,
                            Long.parseLong(fields.get(1)),
                            fields.get(3),
                            fields.size() > 5 ? fields.get(5) : null);
            case "3" ->
                    EvpnKey.inclusiveMulticast(rd, Long.parseLong(fields.get(1)), fields.get(3));
            case "4" -> EvpnKey.ethernetSegment(rd, fields.get(1), fields.get(3));
            case "5" ->
                    EvpnKey.ipPrefix(
                            rd, Long.parseLong(fields.get(1)), fields.get(3) + "/" + fields.get(2));
            default -> throw new IllegalStateException("FRR shows " + text);
        };
    }

    private static EvpnRoute route(EvpnKey key, JsonNode path) {
        var communities = path.path("extendedCommunity").path("string").asString("");
        return new EvpnRoute(
                key,
                labels(path),
                Json.text(path, "esi"),
                Json.text(path, "gatewayIP"),
                communities(communities),
                Json.text(path.path("nexthops").path(0), "ip"),
                Json.text(path, "originatorId"),
                clusterList(path),
                from(path));
    }

    private static List<Long> labels(JsonNode path) {
        var tunnel = path.path("pmsi").path("label");
        if (!tunnel.isMissingNode()) {
            return List.of(tunnel.asLong());
        }
        var labels = new ArrayList<Long>();
        for (var label : path.path("vni").asString("").split("/", -1)) {
            if (!label.isEmpty()) {
                labels.add(Long.valueOf(label));
            }
        }
        return labels;
    }

    private static List<String> clusterList(JsonNode path) {
        var list = new ArrayList<String>();
        path.path("clusterList").path("list").forEach(it -> list.add(it.asString()));
        return list;
    }

    private static @Nullable String from(JsonNode path) {
        var peer = Json.text(path.path("peer"), "peerId");
        return peer == null || peer.equals("(unspec)") || peer.equals("0.0.0.0") ? null : peer;
    }

    /// FRR's words, of which two have blanks in them. It does not print the label of a segment.
    private static Set<String> communities(String text) {
        var words = new LinkedHashSet<String>();
        var plain =
                text.replace("Default Gateway", "default-gateway").replace(", sticky", ",sticky");
        for (var word : plain.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(community(word));
            }
        }
        return words;
    }

    private static String community(String word) {
        int colon = word.indexOf(':');
        var value = word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon)) {
            case "RT" -> "rt:" + value;
            case "ET" -> "encapsulation:" + value;
            case "Rmac" -> "router-mac:" + value;
            case "MM" -> "mac-mobility:" + value.replace(",", ":").replace("sticky:", "");
            case "ESI-label-Rt" ->
                    "esi-label:" + (value.equals("AA") ? "all-active" : "single-active");
            case "ES-Import-Rt" -> "es-import:" + value;
            default -> word;
        };
    }
}
