package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AsPathAction;
import dev.evpnd.rib.policy.AsPathList;
import dev.evpnd.rib.policy.AsPathPattern;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.AttributeMatch;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.CommunityAction;
import dev.evpnd.rib.policy.CommunityList;
import dev.evpnd.rib.policy.Disposition;
import dev.evpnd.rib.policy.ExtendedCommunityAction;
import dev.evpnd.rib.policy.LargeCommunityAction;
import dev.evpnd.rib.policy.MacList;
import dev.evpnd.rib.policy.Match;
import dev.evpnd.rib.policy.NextHopAction;
import dev.evpnd.rib.policy.PeerMatch;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.PrefixList;
import dev.evpnd.rib.policy.RouteAction;
import dev.evpnd.rib.policy.RouteMatch;
import dev.evpnd.rib.policy.SetAction;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes policies, and the lists that they refer to, as the keys of a file.
final class PolicyWriter {

    private final Map<String, Map<String, Object>> lists = new TreeMap<>();

    Map<String, Object> keys(Collection<Policy> policies) {
        var written = new LinkedHashMap<String, Object>();
        for (var policy : policies) {
            written.put(policy.name(), policy.clauses().stream().map(this::clause).toList());
        }
        var keys = new LinkedHashMap<String, Object>(lists);
        keys.put("policies", written);
        return keys;
    }

    private Map<String, Object> clause(Clause clause) {
        var keys = new LinkedHashMap<String, Object>();
        keys.put("sequence", clause.sequence());
        keys.put("action", clause.disposition().text());
        var matches = new LinkedHashMap<String, Object>();
        clause.matches().forEach(match -> put(match, matches));
        keys.put("match", matches);
        if (clause.disposition() == Disposition.PERMIT) {
            var sets = new LinkedHashMap<String, Object>();
            clause.sets().forEach(set -> put(set, sets));
            keys.put("set", sets);
        }
        switch (clause.after()) {
            case Clause.Leave leave -> {}
            case Clause.Next next -> keys.put("on-match", "next");
            case Clause.GoTo(int target) -> keys.put("on-match", "goto " + target);
        }
        return keys;
    }

    private void put(Match match, Map<String, Object> keys) {
        switch (match) {
            case RouteMatch.RouteType(int type) -> keys.put("route-type", type);
            case RouteMatch.Vni(int vni) -> keys.put("vni", vni);
            case RouteMatch.DefaultRoute any -> keys.put("default-route", true);
            case RouteMatch.Distinguisher(var rd) -> keys.put("rd", rd);
            case RouteMatch.Tag(var tag) -> keys.put("tag", tag);
            case RouteMatch.MacAddress(var list) -> keys.put("mac-address", name(list));
            case RouteMatch.Address(var list) -> keys.put("address", name(list));
            case AttributeMatch.NextHop(var list) -> keys.put("next-hop", name(list));
            case AttributeMatch.Communities(var list, var mode) ->
                    keys.put("community", name("community-lists", list) + word(mode));
            case AttributeMatch.ExtendedCommunities(var list, var mode) ->
                    keys.put("extcommunity", name("extcommunity-lists", list) + word(mode));
            case AttributeMatch.LargeCommunities(var list, var mode) ->
                    keys.put("large-community", name("large-community-lists", list) + word(mode));
            case AttributeMatch.Path(var list) -> keys.put("as-path", name(list));
            case AttributeMatch.LocalPreference(long preference) ->
                    keys.put("local-preference", preference);
            case AttributeMatch.Metric(long metric) -> keys.put("metric", metric);
            case AttributeMatch.Origin(var origin) -> keys.put("origin", word(origin));
            case PeerMatch(var addresses) -> keys.put("peer", addresses);
        }
    }

    private void put(SetAction set, Map<String, Object> keys) {
        switch (set) {
            case RouteAction.Gateway(var address) -> keys.put("gateway-ip", address);
            case RouteAction.RouterMacAddress(var mac) -> keys.put("router-mac", mac);
            case AttributeAction.LocalPreference(long preference) ->
                    keys.put("local-preference", preference);
            case AttributeAction.Metric(var change, long amount) ->
                    keys.put(
                            "metric",
                            switch (change) {
                                case SET -> "" + amount;
                                case ADD -> "+" + amount;
                                case SUBTRACT -> "-" + amount;
                            });
            case AttributeAction.Weight(int weight) -> keys.put("weight", weight);
            case AttributeAction.Origin(var origin) -> keys.put("origin", word(origin));
            case AttributeAction.OriginatorId(var id) -> keys.put("originator-id", id);
            case AsPathAction.Prepend(var numbers) -> keys.put("as-path-prepend", numbers);
            case AsPathAction.Exclude(var numbers) -> keys.put("as-path-exclude", numbers);
            case AsPathAction.Replace(var from, var to) ->
                    keys.put(
                            "as-path-replace",
                            from.isEmpty() ? Map.of("to", to) : Map.of("from", from, "to", to));
            case CommunityAction.Communities(var list, boolean additive) ->
                    keys.put("community" + (additive ? "-add" : ""), list);
            case CommunityAction.None none -> keys.put("community", List.of());
            case CommunityAction.Delete(var list) ->
                    keys.put("community-delete", name("community-lists", list));
            case LargeCommunityAction.Communities(var list, boolean additive) ->
                    keys.put("large-community" + (additive ? "-add" : ""), list);
            case LargeCommunityAction.None none -> keys.put("large-community", List.of());
            case LargeCommunityAction.Delete(var list) ->
                    keys.put("large-community-delete", name("large-community-lists", list));
            case ExtendedCommunityAction.RouteTargets(var list, boolean additive) ->
                    keys.put(
                            "route-target" + (additive ? "-add" : ""),
                            list.stream().map(RouteTarget::administrators).toList());
            case ExtendedCommunityAction.SitesOfOrigin(var list, boolean additive) ->
                    keys.put(
                            "site-of-origin" + (additive ? "-add" : ""),
                            list.stream().map(SiteOfOrigin::administrators).toList());
            case ExtendedCommunityAction.Bandwidth(var asn, int mbps) ->
                    keys.put("link-bandwidth", Map.of("as", asn, "mbps", mbps));
            case ExtendedCommunityAction.None none -> keys.put("extcommunity", "none");
            case ExtendedCommunityAction.Delete(var list) ->
                    keys.put("extcommunity-delete", name("extcommunity-lists", list));
            case NextHopAction.Address(var address) -> keys.put("next-hop", address);
            case NextHopAction.PeerAddress peer -> keys.put("next-hop", "peer-address");
            case NextHopAction.Unchanged unchanged -> keys.put("next-hop", "unchanged");
        }
    }

    private String name(PrefixList list) {
        return name(
                "prefix-lists",
                list.name(),
                list.entries().stream()
                        .map(
                                each ->
                                        entry(
                                                each.sequence(),
                                                each.disposition(),
                                                each.prefix(),
                                                Map.of(
                                                        "ge",
                                                        each.shortest(),
                                                        "le",
                                                        each.longest()))));
    }

    private String name(MacList list) {
        return name(
                "mac-lists",
                list.name(),
                list.entries().stream()
                        .map(
                                each ->
                                        entry(
                                                each.sequence(),
                                                each.disposition(),
                                                each.address() + "/" + each.mask(),
                                                Map.of())));
    }

    private <C> String name(String kind, CommunityList<C> list) {
        return name(
                kind,
                list.name(),
                list.entries().stream()
                        .map(
                                each ->
                                        entry(
                                                each.sequence(),
                                                each.disposition(),
                                                List.copyOf(each.communities()),
                                                Map.of())));
    }

    private String name(AsPathList list) {
        return name(
                "as-path-lists",
                list.name(),
                list.entries().stream()
                        .map(
                                each ->
                                        entry(
                                                each.sequence(),
                                                each.disposition(),
                                                pattern(each.pattern()),
                                                Map.of())));
    }

    private static Map<String, Object> pattern(AsPathPattern pattern) {
        return switch (pattern) {
            case AsPathPattern.Contains(var asn) -> Map.of("contains", asn);
            case AsPathPattern.OriginatedBy(var asn) -> Map.of("originated-by", asn);
            case AsPathPattern.Neighbor(var asn) -> Map.of("neighbor", asn);
            case AsPathPattern.Length(int from, int to) -> Map.of("length", from + "-" + to);
            case AsPathPattern.Empty empty -> Map.of("empty", true);
            case AsPathPattern.Expression(var expression) -> Map.of("regex", expression);
        };
    }

    private String name(String kind, String name, Stream<Map<String, Object>> entries) {
        lists.computeIfAbsent(kind, each -> new LinkedHashMap<>()).put(name, entries.toList());
        return name;
    }

    private static Map<String, Object> entry(
            long sequence, Disposition disposition, Object what, Map<String, ?> others) {
        var keys = new LinkedHashMap<String, Object>(others);
        keys.put("sequence", sequence);
        keys.put(disposition.text(), what);
        return keys;
    }

    private static String word(CommunityList.Mode mode) {
        return switch (mode) {
            case ALL -> "";
            case ANY -> " any";
            case EXACT -> " exact-match";
        };
    }

    private static String word(Origin origin) {
        return origin.toString().toLowerCase(Locale.ROOT);
    }
}
