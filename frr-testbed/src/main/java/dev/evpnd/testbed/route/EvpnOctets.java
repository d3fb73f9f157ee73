package dev.evpnd.testbed.route;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// EVPN routes as octets in hex, for peers that take or print nothing better: RFC 7432 section 7
/// and RFC 9136 section 3.1. Written apart from evpnd's own codec, which it helps to test.
public final class EvpnOctets {
    private EvpnOctets() {}

    /// A route's NLRI: type, length, value.
    ///
    /// @param route the route; a type 3 route's label belongs to an attribute and is left out
    /// @return the octets
    public static String nlri(EvpnRoute route) {
        var key = route.key();
        var start = routeDistinguisher(key.routeDistinguisher());
        var value =
                switch (key.routeType()) {
                    case 1 -> start + esi(key.esi()) + tag(key) + label(route, 0);
                    case 2 ->
                            start
                                    + esi(route.esi())
                                    + tag(key)
                                    + "30"
                                    + Objects.requireNonNull(key.mac()).replace(":", "")
                                    + sizedAddress(key.address())
                                    + label(route, 0)
                                    + (route.labels().size() > 1 ? label(route, 1) : "");
                    case 3 -> start + tag(key) + sizedAddress(key.address());
                    case 4 -> start + esi(key.esi()) + sizedAddress(key.address());
                    case 5 -> start + esi(route.esi()) + tag(key) + prefix(route) + label(route, 0);
                    default -> throw new IllegalArgumentException("no such type: " + key);
                };
        return "%02x%02x%s".formatted(key.routeType(), value.length() / 2, value);
    }

    /// Reads the value of a type 5 route: RFC 9136 section 3.1.
    ///
    /// @param hex the octets behind type and length
    /// @return the route
    public static EvpnRoute prefix(String hex) {
        boolean ipv4 = hex.length() == 68;
        if (!ipv4 && hex.length() != 116) {
            throw new IllegalArgumentException("not of type 5: " + hex);
        }
        int digits = ipv4 ? 8 : 32;
        var segment = hex.substring(16, 36);
        int length = Integer.parseInt(hex, 44, 46, 16);
        var address = address(hex.substring(46, 46 + digits));
        var gateway = hex.substring(46 + digits, 46 + 2 * digits);
        var key =
                EvpnKey.ipPrefix(
                        routeDistinguisherText(hex.substring(0, 16)),
                        Long.parseLong(hex, 36, 44, 16),
                        address + "/" + length);
        return new EvpnRoute(
                key,
                List.of(Long.parseLong(hex.substring(46 + 2 * digits), 16)),
                segment.matches("0+") ? null : segment.replaceAll("..(?=.)", "$0:"),
                gateway.matches("0+") ? null : address(gateway),
                Set.of(),
                null,
                null,
                List.of(),
                null);
    }

    private static String routeDistinguisher(String text) {
        int colon = text.lastIndexOf(':');
        var administrator = text.substring(0, colon);
        long assigned = Long.parseLong(text.substring(colon + 1));
        if (administrator.contains(".")) {
            return "0001" + octets(administrator) + "%04x".formatted(assigned);
        }
        long as = Long.parseLong(administrator);
        return as > 0xFFFF
                ? "0002%08x%04x".formatted(as, assigned)
                : "0000%04x%08x".formatted(as, assigned);
    }

    private static String routeDistinguisherText(String hex) {
        long number = Long.parseLong(hex.substring(4), 16);
        return switch (hex.substring(0, 4)) {
            case "0000" -> (number >>> 32) + ":" + (number & 0xFFFF_FFFFL);
            case "0001" -> address(hex.substring(4, 12)) + ":" + (number & 0xFFFF);
            case "0002" -> (number >>> 16) + ":" + (number & 0xFFFF);
            default -> "0x" + hex;
        };
    }

    private static String esi(@Nullable String text) {
        return (text == null ? EvpnKey.NO_ESI : text).replace(":", "");
    }

    private static String tag(EvpnKey key) {
        return "%08x".formatted(Objects.requireNonNull(key.ethernetTag()));
    }

    private static String label(EvpnRoute route, int index) {
        return "%06x".formatted(index < route.labels().size() ? route.labels().get(index) : 0L);
    }

    private static String sizedAddress(@Nullable String text) {
        if (text == null) {
            return "00";
        }
        var octets = octets(text);
        return "%02x%s".formatted(octets.length() * 4, octets);
    }

    private static String prefix(EvpnRoute route) {
        var prefix = Objects.requireNonNull(route.key().address());
        int slash = prefix.indexOf('/');
        var octets = octets(prefix.substring(0, slash));
        var gateway =
                route.gateway() == null
                        ? "00".repeat(octets.length() / 2)
                        : octets(route.gateway());
        return "%02x%s%s".formatted(Integer.parseInt(prefix.substring(slash + 1)), octets, gateway);
    }

    /// The octets of an IP address.
    ///
    /// @param address IPv4 or IPv6
    /// @return four or sixteen octets
    public static String octets(String address) {
        return HexFormat.of().formatHex(InetAddress.ofLiteral(address).getAddress());
    }

    private static String address(String hex) {
        try {
            var octets = HexFormat.of().parseHex(hex);
            var text = InetAddress.getByAddress(octets).getHostAddress();
            return octets.length == 4 ? text : compress(List.of(text.split(":", -1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(hex, e);
        }
    }

    /// Leaves out the longest run of zeros: RFC 5952 section 4.2.
    private static String compress(List<String> groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < groups.size(); i++) {
            int end = i;
            while (end < groups.size() && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        return length == 1
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start))
                        + "::"
                        + String.join(":", groups.subList(start + length, groups.size()));
    }
}
