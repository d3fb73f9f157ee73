package dev.evpnd.rib.policy;

import dev.evpnd.wire.attribute.AttributeContext;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A route as the naive evaluator changes it, and what it reads out of octets in hex.
final class NaiveRoute {
    private static final AttributeContext CONTEXT = AttributeContext.of(Negotiated.DEFAULT);

    final Subject subject;
    EvpnRoute route;
    MpNextHop nextHop;
    boolean nextHopGiven;
    int weight;
    final Map<Integer, PathAttribute> attributes = new TreeMap<>();
    final Set<Integer> partial = new TreeSet<>();

    NaiveRoute(Subject subject, EvpnRoute route) {
        this.subject = subject;
        this.route = route;
        nextHop = subject.nextHop();
        weight = subject.weight();
        for (var attribute : subject.attributes().asList()) {
            attributes.put(attribute.code(), attribute);
            if (subject.attributes().isPartial(attribute.code())) {
                partial.add(attribute.code());
            }
        }
    }

    void put(PathAttribute attribute) {
        var before = attributes.put(attribute.code(), attribute);
        boolean optionalTransitive = List.of(8, 16, 32).contains(attribute.code());
        if (before == null && optionalTransitive && !subject.originatedHere()) {
            partial.add(attribute.code());
        }
    }

    void remove(int code) {
        attributes.remove(code);
        partial.remove(code);
    }

    @Nullable PathAttribute get(int code) {
        return attributes.get(code);
    }

    PathAttributes pathAttributes() {
        var set = PathAttributes.of(attributes.values());
        for (int code : partial) {
            set = set.withPartial(code);
        }
        return set;
    }

    int attributeOctets() {
        int sum = 0;
        for (var attribute : attributes.values()) {
            int value = hex(attribute).length() / 2;
            sum += value + (value > 255 ? 4 : 3);
        }
        return sum;
    }

    static String hex(PathAttribute attribute) {
        var writer = new OctetWriter();
        attribute.encodeValue(writer, CONTEXT);
        return writer.toOctets().toHex();
    }

    /// The communities of the attribute of this code, each of so many octets.
    List<String> pieces(int code, int octets) {
        var pieces = new ArrayList<String>();
        var attribute = get(code);
        var hex = attribute == null ? "" : hex(attribute);
        for (int i = 0; i < hex.length(); i += 2 * octets) {
            pieces.add(hex.substring(i, i + 2 * octets));
        }
        return pieces;
    }

    int routeType() {
        return route.routeType();
    }

    /// So many octets of the route's body from one on; nothing where it has not so many.
    String body(int from, int octets) {
        var writer = new OctetWriter();
        route.encodeBody(writer);
        var hex = writer.toOctets().toHex();
        int end = 2 * (from + octets);
        return end <= hex.length() ? hex.substring(2 * from, end) : "";
    }

    int bodyLength() {
        var writer = new OctetWriter();
        route.encodeBody(writer);
        return writer.length();
    }

    static String bits(String hex) {
        return hex.chars()
                .mapToObj(digit -> Integer.toBinaryString(16 + Character.digit(digit, 16)))
                .map(five -> five.substring(1))
                .collect(Collectors.joining());
    }
}
