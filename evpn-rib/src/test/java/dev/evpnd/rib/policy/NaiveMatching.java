package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a match holds, read out of octets by their place in the RFCs' figures.
final class NaiveMatching {
    private NaiveMatching() {}

    static boolean holds(Match match, NaiveRoute route) {
        return switch (match) {
            case RouteMatch.RouteType(int type) -> route.routeType() == type;
            case RouteMatch.Vni(int vni) -> labels(route).contains("%06x".formatted(vni));
            case RouteMatch.DefaultRoute every ->
                    route.routeType() == 5 && route.body(22, 1).equals("00");
            case RouteMatch.Distinguisher(var rd) ->
                    route.routeType() >= 1
                            && route.routeType() <= 10
                            && route.body(0, 8).equals("%016x".formatted(rd.bits()));
            case RouteMatch.Tag(var tag) -> tag(route).equals("%08x".formatted(tag.id()));
            case RouteMatch.MacAddress(var list) ->
                    route.routeType() == 2 && permits(list, NaiveRoute.bits(route.body(23, 6)));
            case RouteMatch.Address(var list) -> permits(list, addressOrPrefix(route));
            case AttributeMatch.NextHop(var list) -> permits(list, nextHop(route));
            case AttributeMatch.Communities(var list, var mode) ->
                    permits(list, NaiveMatching::hex, mode, route.pieces(8, 4));
            case AttributeMatch.ExtendedCommunities(var list, var mode) ->
                    permits(list, NaiveMatching::hex, mode, route.pieces(16, 8));
            case AttributeMatch.LargeCommunities(var list, var mode) ->
                    permits(list, NaiveMatching::hex, mode, route.pieces(32, 12));
            case AttributeMatch.Path(var list) -> permits(list, path(route));
            case AttributeMatch.LocalPreference(long preference) ->
                    value(route, 5).equals("%08x".formatted(preference));
            case AttributeMatch.Metric(long metric) ->
                    (route.get(4) == null ? "00000000" : value(route, 4))
                            .equals("%08x".formatted(metric));
            case AttributeMatch.Origin(var origin) ->
                    value(route, 1).equals("%02x".formatted(origin.value()));
            case PeerMatch(var addresses) -> addresses.contains(route.subject.peer());
        };
    }

    private static String value(NaiveRoute route, int code) {
        var attribute = route.get(code);
        return attribute == null ? "" : NaiveRoute.hex(attribute);
    }

    private static List<String> labels(NaiveRoute route) {
        var labels = new ArrayList<String>();
        int end = route.bodyLength();
        switch (route.routeType()) {
            case 1 -> labels.add(route.body(22, 3));
            case 2 -> {
                int ipOctets = Integer.parseInt(route.body(29, 1), 16) / 8;
                for (int at = 30 + ipOctets; at < end; at += 3) {
                    labels.add(route.body(at, 3));
                }
            }
            case 3 -> {
                if (route.get(22) != null) {
                    labels.add(value(route, 22).substring(4, 10));
                }
            }
            case 5 -> labels.add(route.body(end - 3, 3));
            default -> {}
        }
        return labels;
    }

    private static String tag(NaiveRoute route) {
        return switch (route.routeType()) {
            case 1, 2, 5, 7, 8 -> route.body(18, 4);
            case 3, 6, 9, 10 -> route.body(8, 4);
            default -> "";
        };
    }

    /// The family's bits, a slash, and the bits of the prefix.
    private static String addressOrPrefix(NaiveRoute route) {
        if (route.routeType() == 5) {
            int octets = route.bodyLength() == 34 ? 4 : 16;
            int length = Integer.parseInt(route.body(22, 1), 16);
            var address = NaiveRoute.bits(route.body(23, octets));
            return 8 * octets + "/" + address.substring(0, length);
        }
        if (route.routeType() == 2 && !route.body(29, 1).equals("00")) {
            int bits = Integer.parseInt(route.body(29, 1), 16);
            return bits + "/" + NaiveRoute.bits(route.body(30, bits / 8));
        }
        return "";
    }

    private static String nextHop(NaiveRoute route) {
        var hex = route.nextHop.octets().toHex();
        return switch (hex.length()) {
            case 8 -> "32/" + NaiveRoute.bits(hex);
            case 32, 64 -> "128/" + NaiveRoute.bits(hex.substring(0, 32));
            default -> "";
        };
    }

    static String bits(IpAddress address) {
        var writer = new OctetWriter();
        address.encode(writer);
        return NaiveRoute.bits(writer.toOctets().toHex());
    }

    private static boolean permits(PrefixList list, String prefix) {
        return firstPermits(
                list.entries(),
                PrefixList.Entry::disposition,
                entry -> {
                    var address = bits(entry.prefix().address());
                    var family = address.length() + "/";
                    int length = prefix.length() - family.length();
                    return prefix.startsWith(family + address.substring(0, entry.prefix().length()))
                            && length >= entry.shortest()
                            && length <= entry.longest();
                });
    }

    private static boolean permits(MacList list, String bits) {
        return firstPermits(
                list.entries(),
                MacList.Entry::disposition,
                entry -> {
                    var mask = NaiveRoute.bits("%012x".formatted(entry.mask().bits()));
                    var address = NaiveRoute.bits("%012x".formatted(entry.address().bits()));
                    for (int i = 0; i < 48; i++) {
                        if (mask.charAt(i) == '1' && address.charAt(i) != bits.charAt(i)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static <C> boolean permits(
            CommunityList<C> list,
            Function<C, String> hex,
            CommunityList.Mode mode,
            List<String> held) {
        return firstPermits(
                list.entries(),
                CommunityList.Entry::disposition,
                entry -> {
                    Set<String> asked =
                            entry.communities().stream().map(hex).collect(Collectors.toSet());
                    var common = new HashSet<>(asked);
                    common.retainAll(held);
                    return switch (mode) {
                        case ALL -> common.size() == asked.size();
                        case ANY -> !common.isEmpty();
                        case EXACT ->
                                common.size() == asked.size()
                                        && common.size() == Set.copyOf(held).size();
                    };
                });
    }

    /// Whether the list says of this one community that it is to be deleted.
    static <C> boolean deletes(CommunityList<C> list, Function<C, String> hex, String community) {
        return firstPermits(
                list.entries(),
                CommunityList.Entry::disposition,
                entry ->
                        entry.communities().stream().anyMatch(c -> hex.apply(c).equals(community)));
    }

    private static boolean permits(AsPathList list, List<AsPathSegment> path) {
        return firstPermits(
                list.entries(), AsPathList.Entry::disposition, e -> isLike(e.pattern(), path));
    }

    private static boolean isLike(AsPathPattern pattern, List<AsPathSegment> path) {
        var outside = path.stream().filter(s -> !s.type().isConfederation()).toList();
        return switch (pattern) {
            case AsPathPattern.Contains(var asn) ->
                    path.stream()
                            .flatMapToInt(segment -> segment.numbers().stream())
                            .anyMatch(number -> number == asn.number());
            case AsPathPattern.OriginatedBy(var asn) ->
                    !path.isEmpty()
                            && path.getLast().type() == AsPathSegment.Type.AS_SEQUENCE
                            && NaivePolicy.numbers(path.getLast()).getLast() == asn.number();
            case AsPathPattern.Neighbor(var asn) ->
                    !outside.isEmpty()
                            && outside.getFirst().type() == AsPathSegment.Type.AS_SEQUENCE
                            && NaivePolicy.numbers(outside.getFirst()).getFirst() == asn.number();
            case AsPathPattern.Length(int shortest, int longest) -> {
                int length =
                        outside.stream()
                                .mapToInt(
                                        segment ->
                                                segment.type() == AsPathSegment.Type.AS_SET
                                                        ? 1
                                                        : segment.numbers().size())
                                .sum();
                yield shortest <= length && length <= longest;
            }
            case AsPathPattern.Empty empty -> path.isEmpty();
            case AsPathPattern.Expression(var expression) ->
                    Pattern.compile(expression.toString().replace("_", "(^|[ ,{}()]|$)"))
                            .matcher(new AsPath(path).toString())
                            .find();
        };
    }

    static List<AsPathSegment> path(NaiveRoute route) {
        return route.get(2) instanceof AsPath path ? path.segments() : List.of();
    }

    private static <E> boolean firstPermits(
            List<E> entries, Function<E, Disposition> disposition, Predicate<E> matches) {
        return entries.stream()
                .filter(matches)
                .findFirst()
                .filter(entry -> disposition.apply(entry) == Disposition.PERMIT)
                .isPresent();
    }

    static String hex(Community community) {
        return "%08x".formatted(community.bits());
    }

    static String hex(ExtendedCommunity community) {
        return "%016x".formatted(community.bits());
    }

    static String hex(LargeCommunity community) {
        return "%08x%08x%08x"
                .formatted(
                        community.globalAdministrator(),
                        community.localData1(),
                        community.localData2());
    }
}
