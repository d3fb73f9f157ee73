package dev.evpnd.it.interop;

import dev.evpnd.testbed.route.Communities;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What `evpnd show routes` prints, in the words of the testbed.
final class EvpndRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EvpndRoutes() {}

    /// All paths of all routes.
    static List<EvpnRoute> read(String answer) {
        var routes = new ArrayList<EvpnRoute>();
        for (var route : JSON.readTree(answer).path("routes")) {
            route.path("paths").forEach(path -> routes.add(route(path)));
        }
        return routes;
    }

    private static EvpnRoute route(JsonNode path) {
        var nlri = path.path("nlri");
        var attributes = path.path("pathAttributes");
        var key = key(nlri);
        var labels = new ArrayList<Long>();
        var labelled = key.routeType() == 3 ? attributes : nlri;
        for (var name : List.of("mplsLabel", "mplsLabel1", "mplsLabel2")) {
            labelled.findValues(name).forEach(it -> labels.add(it.asLong()));
        }
        var communities = new TreeSet<String>();
        for (var hex : attributes.findValues("hex")) {
            communities.add(Communities.word(Long.parseUnsignedLong(hex.asString(), 16)));
        }
        var clusters = new ArrayList<String>();
        path.path("clusterList").forEach(it -> clusters.add(it.asString()));
        return new EvpnRoute(
                key,
                labels,
                key.esi() == null ? segment(nlri) : null,
                gateway(nlri),
                communities,
                text(path, "nextHop"),
                text(path, "originatorId"),
                clusters,
                text(path, "peerId"));
    }

    private static EvpnKey key(JsonNode nlri) {
        var rd = nlri.path("routeDistinguisher").asString();
        long tag = nlri.path("ethernetTagId").asLong(0);
        var segment = nlri.path("ethernetSegmentIdentifier").asString("");
        var originator = nlri.path("originatingRoutersIpAddress").asString("");
        return switch (nlri.path("routeType").asInt()) {
            case 1 -> EvpnKey.autoDiscovery(rd, tag, segment);
            case 2 ->
                    EvpnKey.macIp(
                            rd, tag, nlri.path("macAddress").asString(), text(nlri, "ipAddress"));
            case 3 -> EvpnKey.inclusiveMulticast(rd, tag, originator);
            case 4 -> EvpnKey.ethernetSegment(rd, segment, originator);
            case 5 ->
                    EvpnKey.ipPrefix(
                            rd,
                            tag,
                            nlri.path("ipPrefix").asString()
                                    + "/"
                                    + nlri.path("ipPrefixLength").asInt());
            default -> throw new IllegalStateException("evpnd shows " + nlri);
        };
    }

    private static @Nullable String segment(JsonNode nlri) {
        var segment = text(nlri, "ethernetSegmentIdentifier");
        return EvpnKey.NO_ESI.equals(segment) ? null : segment;
    }

    private static @Nullable String gateway(JsonNode nlri) {
        var gateway = text(nlri, "gwIpAddress");
        return "0.0.0.0".equals(gateway) || "::".equals(gateway) ? null : gateway;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }
}
