package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.LongSequence;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a policy is to say, by the sentences of its documentation: clauses by number, attributes by
/// code, communities in hex.
final class NaivePolicy {
    /// An extended message, and what is left of it for all that is no attribute.
    private static final int ROOM = 65535 - 512;

    private NaivePolicy() {}

    static Verdict verdict(Policy policy, Subject subject, EvpnRoute route) {
        var changed = new NaiveRoute(subject, route);
        var permitted = new ArrayList<Integer>();
        int from = 0;
        while (true) {
            int start = from;
            var clause =
                    policy.clauses().stream()
                            .filter(each -> each.sequence() >= start)
                            .filter(each -> matches(each, changed))
                            .findFirst()
                            .orElse(null);
            if (clause == null) {
                break;
            }
            if (clause.disposition() == Disposition.DENY) {
                return new Verdict.Deny(Verdict.Deny.Reason.CLAUSE, clause.sequence());
            }
            var before = new TreeMap<>(changed.attributes);
            clause.sets().forEach(set -> change(set, changed));
            if (!before.equals(changed.attributes) && changed.attributeOctets() > ROOM) {
                return new Verdict.Deny(Verdict.Deny.Reason.NO_ROOM, clause.sequence());
            }
            permitted.add(clause.sequence());
            if (clause.after() instanceof Clause.Leave) {
                break;
            }
            from =
                    clause.after() instanceof Clause.GoTo(int sequence)
                            ? sequence
                            : clause.sequence() + 1;
        }
        return permitted.isEmpty()
                ? new Verdict.Deny(Verdict.Deny.Reason.NO_CLAUSE, null)
                : new Verdict.Permit(
                        changedOrNull(changed, route),
                        changed.nextHop,
                        changed.nextHopGiven,
                        changed.pathAttributes(),
                        changed.weight,
                        permitted);
    }

    private static @Nullable EvpnRoute changedOrNull(NaiveRoute changed, EvpnRoute route) {
        return changed.route.equals(route) ? null : changed.route;
    }

    private static boolean matches(Clause clause, NaiveRoute route) {
        return clause.matches().stream().allMatch(match -> NaiveMatching.holds(match, route));
    }

    private static void change(SetAction set, NaiveRoute route) {
        switch (set) {
            case RouteAction.Gateway(var address) -> gateway(route, NaiveMatching.bits(address));
            case RouteAction.RouterMacAddress(var mac) -> {
                if (route.routeType() == 5) {
                    extended(route, "0603", List.of("0603%012x".formatted(mac.bits())));
                }
            }
            case AttributeAction.LocalPreference(long preference) ->
                    route.put(new LocalPref(preference));
            case AttributeAction.Metric metric -> metric(metric, route);
            case AttributeAction.Weight(int weight) -> route.weight = weight;
            case AttributeAction.Origin(var origin) -> route.put(origin);
            case AttributeAction.OriginatorId(var id) -> route.put(new OriginatorId(id));
            case AsPathAction path -> path(path, route);
            case CommunityAction community -> community(community, route);
            case LargeCommunityAction community -> large(community, route);
            case ExtendedCommunityAction community -> extended(community, route);
            case NextHopAction.Address(var address) -> nextHop(route, MpNextHop.of(address));
            case NextHopAction.PeerAddress peer ->
                    nextHop(route, MpNextHop.of(route.subject.peerAddress()));
            case NextHopAction.Unchanged unchanged -> nextHop(route, route.nextHop);
        }
    }

    private static void nextHop(NaiveRoute route, MpNextHop nextHop) {
        route.nextHop = nextHop;
        route.nextHopGiven = true;
    }

    private static void gateway(NaiveRoute route, String gatewayBits) {
        if (!(route.route instanceof IpPrefixAdvertisement prefix)
                || NaiveMatching.bits(prefix.gateway()).length() != gatewayBits.length()) {
            return;
        }
        boolean hasSegment = !route.body(8, 10).equals("00".repeat(10));
        if (hasSegment && gatewayBits.contains("1")) {
            return;
        }
        var octets = new BigInteger("1" + gatewayBits, 2).toString(16).substring(1);
        var address = IpAddress.decode(Octets.ofHex(octets).reader(), gatewayBits.length());
        route.route =
                new IpPrefixAdvertisement(
                        prefix.routeDistinguisher(),
                        prefix.ethernetSegmentId(),
                        prefix.ethernetTag(),
                        prefix.prefix(),
                        address,
                        prefix.label());
    }

    private static void metric(AttributeAction.Metric metric, NaiveRoute route) {
        long old = route.get(4) instanceof MultiExitDisc(long value) ? value : 0;
        long changed =
                switch (metric.change()) {
                    case SET -> metric.amount();
                    case ADD -> old + metric.amount();
                    case SUBTRACT -> old - metric.amount();
                };
        route.put(new MultiExitDisc(Math.clamp(changed, 0L, 0xffff_ffffL)));
    }

    private static void path(AsPathAction action, NaiveRoute route) {
        var segments = new ArrayList<>(NaiveMatching.path(route));
        var changed = new ArrayList<AsPathSegment>();
        switch (action) {
            case AsPathAction.Prepend(var numbers) -> {
                for (var number : numbers.reversed()) {
                    prepend(segments, number);
                }
                changed = segments;
            }
            case AsPathAction.Exclude(var numbers) -> {
                for (var segment : segments) {
                    var left = new ArrayList<>(numbers(segment));
                    numbers.forEach(number -> left.removeIf(each -> each == number.number()));
                    if (!left.isEmpty()) {
                        changed.add(segment(segment.type(), left));
                    }
                }
            }
            case AsPathAction.Replace(var replaced, var replacement) -> {
                for (var segment : segments) {
                    var numbers = new ArrayList<>(numbers(segment));
                    numbers.replaceAll(
                            each ->
                                    replaced.isEmpty() || replaced.contains(new Asn(each))
                                            ? replacement.number()
                                            : each);
                    changed.add(segment(segment.type(), numbers));
                }
            }
        }
        if (!changed.equals(NaiveMatching.path(route))) {
            route.put(new AsPath(changed));
        }
    }

    private static void prepend(List<AsPathSegment> segments, Asn number) {
        var numbers = new ArrayList<>(List.of(number.number()));
        boolean joins =
                !segments.isEmpty()
                        && segments.getFirst().type() == AsPathSegment.Type.AS_SEQUENCE
                        && segments.getFirst().numbers().size() < 255;
        if (joins) {
            numbers.addAll(numbers(segments.removeFirst()));
        }
        segments.addFirst(segment(AsPathSegment.Type.AS_SEQUENCE, numbers));
    }

    static List<Integer> numbers(AsPathSegment segment) {
        return segment.numbers().stream().boxed().toList();
    }

    private static AsPathSegment segment(AsPathSegment.Type type, List<Integer> numbers) {
        return AsPathSegment.of(type, numbers.stream().mapToInt(n -> n).toArray());
    }

    private static void community(CommunityAction action, NaiveRoute route) {
        var held = route.pieces(8, 4);
        switch (action) {
            case CommunityAction.Communities(var communities, boolean additive) -> {
                var given = communities.stream().map(NaiveMatching::hex).toList();
                held = additive ? with(held, given) : with(common(held, given), given);
            }
            case CommunityAction.None none -> held.clear();
            case CommunityAction.Delete(var list) ->
                    held.removeIf(c -> NaiveMatching.deletes(list, NaiveMatching::hex, c));
        }
        if (held.isEmpty()) {
            route.remove(8);
        } else {
            route.put(new Communities(ints(held)));
        }
    }

    private static void large(LargeCommunityAction action, NaiveRoute route) {
        var held = route.pieces(32, 12);
        switch (action) {
            case LargeCommunityAction.Communities(var communities, boolean additive) -> {
                var given = communities.stream().map(NaiveMatching::hex).toList();
                held = additive ? with(held, given) : with(common(held, given), given);
            }
            case LargeCommunityAction.None none -> held.clear();
            case LargeCommunityAction.Delete(var list) ->
                    held.removeIf(c -> NaiveMatching.deletes(list, NaiveMatching::hex, c));
        }
        if (held.isEmpty()) {
            route.remove(32);
        } else {
            route.put(new LargeCommunities(ints(held)));
        }
    }

    private static void extended(ExtendedCommunityAction action, NaiveRoute route) {
        switch (action) {
            case ExtendedCommunityAction.RouteTargets(var targets, boolean additive) ->
                    extended(
                            route,
                            additive ? "none" : "0[012]02",
                            targets.stream().map(NaiveMatching::hex).toList());
            case ExtendedCommunityAction.SitesOfOrigin(var sites, boolean additive) ->
                    extended(
                            route,
                            additive ? "none" : "0[012]03",
                            sites.stream().map(NaiveMatching::hex).toList());
            case ExtendedCommunityAction.Bandwidth(var asn, int megabits) -> {
                int as = asn.number() >>> 16 == 0 ? asn.number() : 23456;
                int rate = Float.floatToIntBits(megabits * 125_000f);
                extended(route, "4004", List.of("4004%04x%08x".formatted(as, rate)));
            }
            case ExtendedCommunityAction.None none -> route.remove(16);
            case ExtendedCommunityAction.Delete(var list) ->
                    putExtended(
                            route,
                            without(
                                    route.pieces(16, 8),
                                    c -> NaiveMatching.deletes(list, NaiveMatching::hex, c)));
        }
    }

    /// Takes those away that begin like the pattern and adds others.
    private static void extended(NaiveRoute route, String replaced, List<String> added) {
        var left =
                without(
                        route.pieces(16, 8),
                        c -> c.substring(0, 4).matches(replaced) && !added.contains(c));
        putExtended(route, with(left, added));
    }

    private static void putExtended(NaiveRoute route, List<String> communities) {
        if (communities.isEmpty()) {
            route.remove(16);
            return;
        }
        var bits = communities.stream().mapToLong(c -> Long.parseUnsignedLong(c, 16)).toArray();
        route.put(new ExtendedCommunities(LongSequence.of(bits)));
    }

    private static List<String> without(List<String> held, Predicate<String> removed) {
        return held.stream().filter(removed.negate()).toList();
    }

    private static List<String> common(List<String> held, List<String> given) {
        return held.stream().filter(given::contains).toList();
    }

    private static List<String> with(List<String> held, List<String> added) {
        var all = new ArrayList<>(held);
        added.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }

    private static IntSequence ints(List<String> pieces) {
        var hex = String.join("", pieces);
        var ints = new int[hex.length() / 8];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Integer.parseUnsignedInt(hex.substring(8 * i, 8 * i + 8), 16);
        }
        return IntSequence.of(ints);
    }
}
