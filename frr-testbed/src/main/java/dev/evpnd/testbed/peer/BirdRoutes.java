package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.route.Communities;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnOctets;
import dev.evpnd.testbed.route.EvpnRoute;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// EVPN routes in BIRD's words: the text it prints, and the static routes it is configured with.
/// Type 5 has no words of its own; BIRD prints its octets.
final class BirdRoutes {
    private static final Pattern PATH = Pattern.compile("(.*?) *unreachable \\[(\\S+) [^]]*].*");
    private static final Pattern FROM = Pattern.compile(".* from (\\S+?)].*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern COMMUNITY =
            Pattern.compile("\\((rt|generic|ro|[a-z]+), ([^,]+), ([^)]+)\\)");

    private BirdRoutes() {}

    static List<EvpnRoute> read(String text) {
        var routes = new ArrayList<EvpnRoute>();
        // A route without its attributes yet: the lines below it hold them.
        EvpnRoute open = null;
        var attributes = new HashMap<String, String>();
        for (var line : text.lines().toList()) {
            var path = PATH.matcher(line);
            if (path.matches()) {
                close(routes, open, attributes);
                // Another path of the same route has no key in front of it.
                var words = path.group(1);
                var key = words.isEmpty() && open != null ? open.key() : null;
                open = key == null ? route(words, line) : bare(key, null, List.of(), null, line);
            } else if (line.startsWith("\t") && line.contains(":")) {
                int colon = line.indexOf(':');
                attributes.put(line.substring(1, colon), line.substring(colon + 1).strip());
            }
        }
        close(routes, open, attributes);
        return routes;
    }

    private static void close(
            List<EvpnRoute> routes, @Nullable EvpnRoute open, Map<String, String> attributes) {
        if (open != null) {
            routes.add(withAttributes(open, attributes));
        }
        attributes.clear();
    }

    private static @Nullable EvpnRoute route(String text, String line) {
        var words = List.of(text.split(" ", -1));
        if (words.size() < 3 || !words.getFirst().equals("evpn")) {
            return null;
        }
        var rd = words.get(2);
        var key =
                switch (words.get(1)) {
                    case "ead" -> EvpnKey.autoDiscovery(rd, tag(words), words.get(4));
                    case "mac" ->
                            EvpnKey.macIp(
                                    rd,
                                    tag(words),
                                    words.get(4),
                                    words.get(5).equals("*") ? null : words.get(5));
                    case "imet" -> EvpnKey.inclusiveMulticast(rd, tag(words), words.get(4));
                    case "es" -> EvpnKey.ethernetSegment(rd, words.get(3), words.get(4));
                    default -> null;
                };
        if (key != null) {
            return bare(key, null, List.of(), null, line);
        }
        if (!words.get(2).equals("5")) {
            return null;
        }
        var value = words.get(4).replace(":", "");
        var prefix = EvpnOctets.read("05%02x%s".formatted(value.length() / 2, value));
        return bare(prefix.key(), prefix.esi(), prefix.labels(), prefix.gateway(), line);
    }

    private static long tag(List<String> words) {
        return Long.parseLong(words.get(3));
    }

    private static EvpnRoute bare(
            EvpnKey key,
            @Nullable String esi,
            List<Long> labels,
            @Nullable String gateway,
            String line) {
        var from = FROM.matcher(line);
        return new EvpnRoute(
                key,
                labels,
                esi,
                gateway,
                Set.of(),
                null,
                null,
                List.of(),
                from.matches() ? from.group(1) : null);
    }

    private static EvpnRoute withAttributes(EvpnRoute it, Map<String, String> attributes) {
        var labels = new ArrayList<>(it.labels());
        var own = attributes.getOrDefault("mpls_label", "");
        var stack = attributes.getOrDefault("bgp_mpls_label_stack", own);
        NUMBER.matcher(stack).results().forEach(label -> labels.add(Long.valueOf(label.group())));
        var tunnel = attributes.getOrDefault("bgp_pmsi_tunnel", "");
        if (tunnel.contains(" mpls ")) {
            labels.add(Long.valueOf(tunnel.substring(tunnel.lastIndexOf(' ') + 1)));
        }
        var clusters = attributes.getOrDefault("bgp_cluster_list", "");
        return new EvpnRoute(
                it.key(),
                labels,
                attributes.getOrDefault("evpn_esi", it.esi()),
                it.gateway(),
                communities(attributes.getOrDefault("bgp_ext_community", "")),
                attributes.get("bgp_next_hop"),
                attributes.get("bgp_originator_id"),
                clusters.isEmpty() ? List.of() : List.of(clusters.split(" ", -1)),
                it.from());
    }

    private static Set<String> communities(String text) {
        var words = new TreeSet<String>();
        COMMUNITY
                .matcher(text)
                .results()
                .forEach(it -> words.add(community(it.group(1), it.group(2), it.group(3))));
        return words;
    }

    private static String community(String kind, String high, String low) {
        return switch (kind) {
            case "rt" -> Communities.ROUTE_TARGET + high + ":" + low;
            case "generic" -> Communities.word(Long.decode(high) << 32 | Long.decode(low));
            default -> "%s:%s:%s".formatted(kind, high, low);
        };
    }

    /// The key in BIRD's words.
    static String words(EvpnRoute route) {
        var key = route.key();
        var rd = key.routeDistinguisher();
        return switch (key.routeType()) {
            case 1 -> "ead %s %d %s".formatted(rd, key.ethernetTag(), key.esi());
            case 2 ->
                    "mac %s %d %s %s"
                            .formatted(
                                    rd,
                                    key.ethernetTag(),
                                    key.mac(),
                                    key.address() == null ? "*" : key.address());
            case 3 -> "imet %s %d %s".formatted(rd, key.ethernetTag(), key.address());
            case 4 -> "es %s %s %s".formatted(rd, key.esi(), key.address());
            default -> throw new UnsupportedOperationException("BIRD has no words for " + key);
        };
    }

    /// A static route.
    static String statement(EvpnRoute route) {
        if (route.labels().size() > 1
                || route.key().routeType() == 3 && !route.labels().isEmpty()) {
            throw new UnsupportedOperationException("BIRD has no words for these labels: " + route);
        }
        var text = new StringBuilder("  route evpn " + words(route));
        route.labels().forEach(label -> text.append(" mpls ").append(label));
        text.append(" unreachable {");
        if (route.esi() != null) {
            text.append(" evpn_esi = ").append(route.esi()).append(";");
        }
        for (var community : route.communities()) {
            var octets = HexFormat.of().toHexDigits(Communities.octets(community));
            text.append(
                    " bgp_ext_community.add((generic, 0x%s, 0x%s));"
                            .formatted(octets.substring(0, 8), octets.substring(8)));
        }
        return text.append(" };\n").toString();
    }
}
