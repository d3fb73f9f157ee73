package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads a [Request], word by word.
final class RequestParser {
    private static final int SHOWN = 40;
    private static final int MAX_ROUTE_TYPE = 255;
    private static final Map<String, RouteFamily> FAMILIES =
            new TreeMap<>(
                    Map.of(
                            "l2vpn-evpn", RouteFamily.EVPN,
                            "rt-constraint", RouteFamily.ROUTE_TARGET));

    private final ArrayDeque<String> words;

    RequestParser(String line) {
        var text = line.strip();
        words = new ArrayDeque<>(text.isEmpty() ? List.of() : List.of(text.split("\\s+")));
    }

    Request parse() {
        var request = request();
        if (!words.isEmpty()) {
            throw expected("the end");
        }
        return request;
    }

    private Request request() {
        return switch (first()) {
            case "peers" -> new Request.Peers(Optional.ofNullable(words.poll()).map(this::address));
            case "routes" -> new Request.Routes(filter());
            case "explain" -> new Request.Explain(key());
            case "daemon" -> new Request.Daemon();
            case "reset" -> new Request.Reset(address(next("the address of a peer")), rest());
            case "refresh" ->
                    new Request.Refresh(
                            address(next("the address of a peer")),
                            words.isEmpty() ? RouteFamily.EVPN : family(words.remove()));
            case "reload" -> new Request.Reload();
            case String other -> {
                words.push(other);
                throw expected("peers, routes, explain, daemon, reset, refresh or reload");
            }
        };
    }

    private String first() {
        return next("peers, routes, explain, daemon, reset, refresh or reload");
    }

    private String next(String what) {
        if (words.isEmpty()) {
            throw expected(what);
        }
        return words.remove();
    }

    private String rest() {
        var rest = String.join(" ", words);
        words.clear();
        return rest;
    }

    private RouteFilter filter() {
        var family = RouteFamily.EVPN;
        if (!words.isEmpty() && FAMILIES.containsKey(words.element())) {
            family = family(words.remove());
        }
        var filter = RouteFilter.all(family);
        while (!words.isEmpty()) {
            filter = narrowed(filter, words.remove());
        }
        return filter;
    }

    private RouteFilter narrowed(RouteFilter filter, String by) {
        var family = filter.family();
        if (by.equals("peer")) {
            return filter.and(new RouteCriterion.FromPeer(address(next("the address of a peer"))));
        }
        if (family == RouteFamily.EVPN && by.equals("type")) {
            return filter.and(new RouteCriterion.Type(routeType()));
        }
        if (family == RouteFamily.EVPN && by.equals("rd")) {
            var distinguisher =
                    read(
                            next("a route distinguisher"),
                            RouteDistinguisher::parse,
                            "a route distinguisher");
            return filter.and(new RouteCriterion.Distinguisher(distinguisher));
        }
        words.push(by);
        throw expected(
                family == RouteFamily.EVPN
                        ? "a family ("
                                + String.join(", ", FAMILIES.keySet())
                                + "), type N, rd RD or peer ADDRESS"
                        : "peer ADDRESS");
    }

    private int routeType() {
        var word = next("a route type");
        int type = read(word, Integer::parseInt, "a route type of 1 to 255");
        if (type < 1 || type > MAX_ROUTE_TYPE) {
            words.push(word);
            throw expected("a route type of 1 to 255");
        }
        return type;
    }

    private RouteFamily family(String word) {
        var family = FAMILIES.get(word);
        if (family == null) {
            words.push(word);
            throw expected(String.join(" or ", FAMILIES.keySet()));
        }
        return family;
    }

    private IpAddress address(String word) {
        return read(word, IpAddress::parse, "an IP address");
    }

    private Octets key() {
        var key = read(next("the key of a route"), Octets::ofHex, "the key of a route in hex");
        if (key.isEmpty()) {
            throw expected("the key of a route in hex");
        }
        return key;
    }

    private <T> T read(String word, Function<String, T> reader, String what) {
        try {
            return reader.apply(word);
        } catch (IllegalArgumentException malformed) {
            words.push(word);
            throw expected(what);
        }
    }

    /// @param what stands not at the place that was come to
    private QueryFailure expected(String what) {
        var found = words.isEmpty() ? "the end" : "'" + shortened(words.element()) + "'";
        return new QueryFailure("expected " + what + ", found " + found);
    }

    private static String shortened(String word) {
        return word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "…";
    }
}
