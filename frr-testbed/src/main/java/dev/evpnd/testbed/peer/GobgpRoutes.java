package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// EVPN routes in GoBGP's words: the JSON it prints, and the command line it reads.
final class GobgpRoutes {
    private static final String ARBITRARY = "ESI_ARBITRARY | ";

    private GobgpRoutes() {}

    static List<EvpnRoute> read(JsonNode table) {
        var routes = new ArrayList<EvpnRoute>();
        for (var destination : table.properties()) {
            destination.getValue().forEach(path -> routes.add(route(path)));
        }
        return routes;
    }

    private static EvpnRoute route(JsonNode path) {
        var value = path.path("nlri").path("value");
        var key = key(path.path("nlri").path("type").asInt(), value);
        var labels = labels(value);
        String nextHop = null;
        String originator = null;
        var clusters = new ArrayList<String>();
        var communities = new LinkedHashSet<String>();
        for (var attribute : path.path("attrs")) {
            switch (attribute.path("type").asInt()) {
                case 3, 14 -> nextHop = attribute.path("nexthop").asString();
                case 9 -> originator = attribute.path("value").asString();
                case 10 -> attribute.path("value").forEach(it -> clusters.add(it.asString()));
                case 16 -> attribute.path("value").forEach(it -> communities.add(community(it)));
                case 22 -> labels.add(attribute.path("label").asLong());
                default -> {}
            }
        }
        var segment = segment(value.path("esi").asString("single-homed"));
        boolean keyed = key.esi() != null || segment.equals(EvpnKey.NO_ESI);
        return new EvpnRoute(
                key,
                labels,
                keyed ? null : segment,
                gateway(value),
                communities,
                nextHop,
                originator,
                clusters,
                from(path));
    }

    private static EvpnKey key(int type, JsonNode value) {
        var admin = value.path("rd");
        var rd = admin.path("admin").asString() + ":" + admin.path("assigned").asString();
        long tag = value.path("etag").asLong(0);
        var ip = Json.text(value, "ip");
        return switch (type) {
            case 1 -> EvpnKey.autoDiscovery(rd, tag, segment(value.path("esi").asString()));
            case 2 ->
                    EvpnKey.macIp(
                            rd,
                            tag,
                            value.path("mac").asString(),
                            ip == null || ip.isEmpty() || ip.equals("0.0.0.0") ? null : ip);
            case 3 -> EvpnKey.inclusiveMulticast(rd, tag, Objects.requireNonNull(ip));
            case 4 ->
                    EvpnKey.ethernetSegment(
                            rd, segment(value.path("esi").asString()), Objects.requireNonNull(ip));
            case 5 -> EvpnKey.ipPrefix(rd, tag, value.path("prefix").asString());
            default -> throw new IllegalStateException("GoBGP shows " + value);
        };
    }

    private static List<Long> labels(JsonNode value) {
        var labels = new ArrayList<Long>();
        value.path("labels").forEach(it -> labels.add(it.asLong()));
        if (value.has("label")) {
            labels.add(value.path("label").asLong());
        }
        return labels;
    }

    private static @Nullable String gateway(JsonNode value) {
        var gateway = Json.text(value, "gateway");
        return gateway == null || gateway.equals("0.0.0.0") || gateway.equals("::")
                ? null
                : gateway;
    }

    private static @Nullable String from(JsonNode path) {
        var neighbor = Json.text(path, "peer-address");
        return neighbor == null || neighbor.isEmpty() ? null : neighbor;
    }

    private static String segment(String text) {
        if (text.equals("single-homed")) {
            return EvpnKey.NO_ESI;
        }
        return text.startsWith(ARBITRARY) ? "00:" + text.substring(ARBITRARY.length()) : text;
    }

    private static String community(JsonNode it) {
        return switch (it.path("type").asInt() << 8 | it.path("subtype").asInt()) {
            case 0x0002, 0x0102, 0x0202 -> "rt:" + it.path("value").asString();
            case 0x030C -> "encapsulation:" + it.path("tunnel_type").asInt();
            case 0x030D -> "default-gateway";
            case 0x0600 ->
                    "mac-mobility:"
                            + it.path("sequence").asLong()
                            + (it.path("is_sticky").asBoolean(false) ? ":sticky" : "");
            case 0x0601 ->
                    "esi-label:"
                            + it.path("label").asLong()
                            + (it.path("is_single_active").asBoolean()
                                    ? ":single-active"
                                    : ":all-active");
            case 0x0602 -> "es-import:" + it.path("value").asString();
            case 0x0603 -> "router-mac:" + it.path("mac").asString();
            default -> it.toString();
        };
    }

    /// The words behind `gobgp global rib -a evpn add`.
    static List<String> words(EvpnRoute route) {
        var key = route.key();
        var words = new ArrayList<String>();
        switch (key.routeType()) {
            case 1 -> {
                words.add("a-d");
                words.addAll(segmentWords(Objects.requireNonNull(key.esi())));
            }
            case 2 -> {
                words.addAll(List.of("macadv", Objects.requireNonNull(key.mac())));
                words.add(key.address() == null ? "0.0.0.0" : key.address());
            }
            case 3 -> words.addAll(List.of("multicast", Objects.requireNonNull(key.address())));
            case 4 -> {
                words.addAll(List.of("esi", Objects.requireNonNull(key.address())));
                words.addAll(segmentWords(Objects.requireNonNull(key.esi())));
            }
            case 5 -> {
                words.addAll(List.of("prefix", Objects.requireNonNull(key.address()), "gw"));
                words.add(gatewayWord(route));
            }
            default -> throw new UnsupportedOperationException("GoBGP has no such type: " + key);
        }
        if (route.esi() != null) {
            words.addAll(segmentWords(route.esi()));
        }
        if (key.ethernetTag() != null) {
            words.addAll(List.of("etag", String.valueOf(key.ethernetTag())));
        }
        addLabels(words, route);
        words.addAll(List.of("rd", key.routeDistinguisher()));
        addCommunities(words, route);
        return words;
    }

    private static String gatewayWord(EvpnRoute route) {
        if (route.gateway() != null) {
            return route.gateway();
        }
        return Objects.requireNonNull(route.key().address()).contains(":") ? "::" : "0.0.0.0";
    }

    private static List<String> segmentWords(String esi) {
        if (!esi.startsWith("00:")) {
            throw new UnsupportedOperationException("only type 0 of an ESI: " + esi);
        }
        return esi.equals(EvpnKey.NO_ESI)
                ? List.of("esi", "single-homed")
                : List.of("esi", "ARBITRARY", esi.substring(3));
    }

    private static void addLabels(List<String> words, EvpnRoute route) {
        if (route.labels().isEmpty() || route.key().routeType() == 3) {
            return;
        }
        words.add("label");
        words.add(route.labels().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static void addCommunities(List<String> words, EvpnRoute route) {
        if (!route.routeTargets().isEmpty()) {
            words.add("rt");
            words.addAll(route.routeTargets());
        }
        for (var community : route.communities()) {
            words.addAll(communityWords(community));
        }
        if (route.key().routeType() == 3 && !route.labels().isEmpty()) {
            words.addAll(
                    List.of("pmsi", "ingress-repl", String.valueOf(route.labels().getFirst())));
            words.add(Objects.requireNonNull(route.key().address()));
        }
    }

    private static List<String> communityWords(String community) {
        var words = new ArrayList<String>();
        int colon = community.indexOf(':');
        switch (colon < 0 ? community : community.substring(0, colon)) {
            // Given together.
            case "rt" -> {}
            case "encapsulation" -> {
                if (!community.equals("encapsulation:8")) {
                    throw new UnsupportedOperationException(community);
                }
                words.addAll(List.of("encap", "vxlan"));
            }
            case "router-mac" ->
                    words.addAll(List.of("router-mac", community.substring(colon + 1)));
            case "default-gateway" -> words.add("default-gateway");
            case "esi-label" -> {
                words.add("esi-label");
                words.addAll(List.of(community.substring(colon + 1).split(":", -1)));
            }
            default -> throw new UnsupportedOperationException(community);
        }
        return words;
    }
}
