package dev.evpnd.testbed.route;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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

    /// Reads a route's NLRI.
    ///
    /// @param hex type, length, value
    /// @return the route
    public static EvpnRoute read(String hex) {
        int type = Integer.parseInt(hex, 0, 2, 16);
        var value = new Reader(hex.substring(4));
        var rd = routeDistinguisherText(value.next(8));
        return switch (type) {
            case 1 -> autoDiscovery(rd, value);
            case 2 -> macIp(rd, value);
            case 3 -> inclusiveMulticast(rd, value);
            case 4 -> ethernetSegment(rd, value);
            case 5 -> ipPrefix(rd, value);
            default -> throw new IllegalArgumentException("no such type: " + hex);
        };
    }

    private static EvpnRoute autoDiscovery(String rd, Reader value) {
        var esi = value.esi();
        var key = EvpnKey.autoDiscovery(rd, value.number(4), esi);
        return route(key, value.labels(), null, null);
    }

    private static EvpnRoute macIp(String rd, Reader value) {
        var esi = value.esi();
        long tag = value.number(4);
        // Always 48 bits.
        value.next(1);
        var mac = colons(value.next(6));
        var key = EvpnKey.macIp(rd, tag, mac, value.sizedAddress());
        return route(key, value.labels(), esi, null);
    }

    private static EvpnRoute inclusiveMulticast(String rd, Reader value) {
        long tag = value.number(4);
        var originator = Objects.requireNonNull(value.sizedAddress());
        return route(EvpnKey.inclusiveMulticast(rd, tag, originator), List.of(), null, null);
    }

    private static EvpnRoute ethernetSegment(String rd, Reader value) {
        var esi = value.esi();
        var originator = Objects.requireNonNull(value.sizedAddress());
        return route(EvpnKey.ethernetSegment(rd, esi, originator), List.of(), null, null);
    }

    private static EvpnRoute ipPrefix(String rd, Reader value) {
        var esi = value.esi();
        long tag = value.number(4);
        long length = value.number(1);
        // What is left is two addresses and a label.
        int size = (value.left() - 3) / 2;
        var prefix = address(value.next(size)) + "/" + length;
        var gateway = value.next(size);
        return route(
                EvpnKey.ipPrefix(rd, tag, prefix),
                value.labels(),
                esi,
                gateway.matches("0+") ? null : address(gateway));
    }

    private static EvpnRoute route(
            EvpnKey key, List<Long> labels, @Nullable String esi, @Nullable String gateway) {
        return new EvpnRoute(
                key,
                labels,
                EvpnKey.NO_ESI.equals(esi) ? null : esi,
                gateway,
                Set.of(),
                null,
                null,
                List.of(),
                null);
    }

    private static String colons(String hex) {
        return hex.replaceAll("..(?=.)", "$0:");
    }

    /// Takes octets off the front.
    private static final class Reader {
        private final String hex;
        private int at;

        Reader(String hex) {
            this.hex = hex;
        }

        String next(int octets) {
            at += 2 * octets;
            return hex.substring(at - 2 * octets, at).toLowerCase(Locale.ROOT);
        }

        long number(int octets) {
            return Long.parseLong(next(octets), 16);
        }

        int left() {
            return (hex.length() - at) / 2;
        }

        String esi() {
            return colons(next(10));
        }

        @Nullable String sizedAddress() {
            int bits = (int) number(1);
            return bits == 0 ? null : address(next(bits / 8));
        }

        List<Long> labels() {
            var labels = new ArrayList<Long>();
            while (left() > 0) {
                labels.add(number(3));
            }
            return labels;
        }
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
