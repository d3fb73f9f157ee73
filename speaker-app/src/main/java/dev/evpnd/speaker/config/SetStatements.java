package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AsPathAction;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.AttributeAction.Metric.Change;
import dev.evpnd.rib.policy.CommunityAction;
import dev.evpnd.rib.policy.ExtendedCommunityAction;
import dev.evpnd.rib.policy.LargeCommunityAction;
import dev.evpnd.rib.policy.NextHopAction;
import dev.evpnd.rib.policy.RouteAction;
import dev.evpnd.rib.policy.SetAction;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.ValueType;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The keys of `set`.
final class SetStatements {

    private static final int MOST = 255;

    /// Keys of `as-path-replace`.
    static final class Replace {
        static final Key.WithDefault<List<Asn>> FROM =
                Key.withDefault(
                        "from",
                        ListType.oneOrMore(BgpScalars.AS, MOST),
                        List.of(),
                        "every AS",
                        "The ASes that are replaced.");
        static final Key<Asn> TO =
                Key.required("to", BgpScalars.AS, "The AS that stands in their place.");
        static final Section SECTION =
                Section.of("as-path-replace", "Which ASes of a path become another.", FROM, TO);

        private Replace() {}
    }

    /// Keys of `link-bandwidth`.
    static final class Bandwidth {
        static final Key<Asn> AS =
                Key.optional("as", BgpScalars.AS, "our own", "The AS that says it.");
        static final Key<Integer> MEGABITS =
                Key.required(
                        "mbps",
                        Scalars.number(1, Integer.MAX_VALUE),
                        "The bandwidth in megabits per second.");
        static final Section SECTION =
                Section.of("link-bandwidth", "The Link Bandwidth of a route.", AS, MEGABITS);

        private Bandwidth() {}
    }

    static final List<Statement<?, SetAction>> ALL =
            List.of(
                    simple(
                            "local-preference",
                            Scalars.unsigned32(0),
                            "LOCAL_PREF.",
                            AttributeAction.LocalPreference::new),
                    simple(
                            "metric",
                            new ScalarType<>(
                                    "a number of 32 bits, or + or - and one",
                                    SetStatements::metric,
                                    Scalars.patternOr("integer", "^[+-]?[0-9]+$")),
                            "MULTI_EXIT_DISC, or by how much it is more or less: `+10`.",
                            metric -> metric),
                    simple(
                            "weight",
                            Scalars.number(0, Integer.MAX_VALUE),
                            "The weight, which never leaves this speaker.",
                            AttributeAction.Weight::new),
                    simple(
                            "origin",
                            MatchStatements.ORIGIN,
                            "ORIGIN.",
                            AttributeAction.Origin::new),
                    simple(
                            "originator-id",
                            BgpScalars.IDENTIFIER,
                            "ORIGINATOR_ID.",
                            AttributeAction.OriginatorId::new),
                    simple(
                            "as-path-prepend",
                            ListType.oneOrMore(BgpScalars.AS, AsPathAction.Prepend.MOST_NUMBERS),
                            "These ASes are put in front of the path.",
                            AsPathAction.Prepend::new),
                    simple(
                            "as-path-exclude",
                            ListType.oneOrMore(BgpScalars.AS, MOST),
                            "These ASes are taken out of the path.",
                            AsPathAction.Exclude::new),
                    statement(
                            "as-path-replace",
                            Replace.SECTION,
                            "ASes of the path become another.",
                            SetStatements::replace),
                    simple(
                            "community",
                            ListKeys.COMMUNITIES,
                            "These communities in place of all; `[]` for none.",
                            SetStatements::communities),
                    simple(
                            "community-add",
                            ListType.oneOrMore(ListKeys.COMMUNITIES.item(), MOST),
                            "These communities beside those that are there.",
                            list -> new CommunityAction.Communities(list, true)),
                    statement(
                            "community-delete",
                            BgpScalars.NAME,
                            "None of the communities that this of the `community-lists` permits.",
                            (name, context) ->
                                    context.list(
                                                    context.lists().communities(),
                                                    "community-lists",
                                                    name)
                                            .map(CommunityAction.Delete::new)),
                    simple(
                            "large-community",
                            ListKeys.LARGE_COMMUNITIES,
                            "These large communities in place of all; `[]` for none.",
                            SetStatements::largeCommunities),
                    simple(
                            "large-community-add",
                            ListType.oneOrMore(ListKeys.LARGE_COMMUNITIES.item(), MOST),
                            "These large communities beside those that are there.",
                            list -> new LargeCommunityAction.Communities(list, true)),
                    statement(
                            "large-community-delete",
                            BgpScalars.NAME,
                            "None that this of the `large-community-lists` permits.",
                            (name, context) ->
                                    context.list(
                                                    context.lists().largeCommunities(),
                                                    "large-community-lists",
                                                    name)
                                            .map(LargeCommunityAction.Delete::new)),
                    simple(
                            "route-target",
                            ListType.oneOrMore(BgpScalars.ROUTE_TARGET, MOST),
                            "These route targets in place of all.",
                            list -> new ExtendedCommunityAction.RouteTargets(list, false)),
                    simple(
                            "route-target-add",
                            ListType.oneOrMore(BgpScalars.ROUTE_TARGET, MOST),
                            "These route targets beside those that are there.",
                            list -> new ExtendedCommunityAction.RouteTargets(list, true)),
                    simple(
                            "site-of-origin",
                            ListType.oneOrMore(BgpScalars.SITE_OF_ORIGIN, MOST),
                            "These sites of origin in place of all.",
                            list -> new ExtendedCommunityAction.SitesOfOrigin(list, false)),
                    simple(
                            "site-of-origin-add",
                            ListType.oneOrMore(BgpScalars.SITE_OF_ORIGIN, MOST),
                            "These sites of origin beside those that are there.",
                            list -> new ExtendedCommunityAction.SitesOfOrigin(list, true)),
                    statement(
                            "link-bandwidth",
                            Bandwidth.SECTION,
                            "The Link Bandwidth.",
                            SetStatements::bandwidth),
                    simple(
                            "extcommunity",
                            Scalars.word(Map.of("none", true)),
                            "`none`: no extended communities at all.",
                            none -> new ExtendedCommunityAction.None()),
                    statement(
                            "extcommunity-delete",
                            BgpScalars.NAME,
                            "None that this of the `extcommunity-lists` permits.",
                            (name, context) ->
                                    context.list(
                                                    context.lists().extendedCommunities(),
                                                    "extcommunity-lists",
                                                    name)
                                            .map(ExtendedCommunityAction.Delete::new)),
                    simple(
                            "next-hop",
                            Scalars.parsed(
                                    "an address, peer-address or unchanged",
                                    SetStatements::nextHop,
                                    "^(peer-address|unchanged|[0-9a-fA-F:.]+)$"),
                            "The next hop: an address, `peer-address` for that of the peer (ours"
                                    + " towards a peer), or `unchanged`.",
                            nextHop -> nextHop),
                    simple(
                            "gateway-ip",
                            BgpScalars.ADDRESS,
                            "The gateway of an IP prefix route.",
                            RouteAction.Gateway::new),
                    simple(
                            "router-mac",
                            BgpScalars.MAC,
                            "The Router's MAC of an IP prefix route.",
                            RouteAction.RouterMacAddress::new));

    static final Section SECTION =
            Statement.section(
                    "set",
                    "What is changed of a route, one after the other in the order of the file.",
                    ALL);

    private SetStatements() {}

    private static <T> Statement<T, SetAction> statement(
            String name, ValueType<T> type, String sentence, Statement.Maker<T, SetAction> maker) {
        return new Statement<>(Key.optional(name, type, sentence), maker);
    }

    private static <T> Statement<T, SetAction> simple(
            String name, ValueType<T> type, String sentence, Function<T, SetAction> maker) {
        return statement(name, type, sentence, (value, context) -> Optional.of(maker.apply(value)));
    }

    private static SetAction metric(String text) {
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case '+' -> metric(Change.ADD, text.substring(1));
            case '-' -> metric(Change.SUBTRACT, text.substring(1));
            default -> metric(Change.SET, text);
        };
    }

    private static SetAction metric(Change change, String number) {
        return new AttributeAction.Metric(change, BgpScalars.unsigned32(number));
    }

    private static Optional<SetAction> replace(Values values, Statement.Context context) {
        return values.isFaulty(Replace.FROM)
                ? Optional.empty()
                : values.find(Replace.TO)
                        .map(to -> new AsPathAction.Replace(values.get(Replace.FROM), to));
    }

    private static Optional<SetAction> bandwidth(Values values, Statement.Context context) {
        return values.find(Bandwidth.MEGABITS)
                .map(
                        megabits ->
                                new ExtendedCommunityAction.Bandwidth(
                                        values.find(Bandwidth.AS).orElse(context.localAs()),
                                        megabits));
    }

    private static SetAction communities(List<Community> list) {
        return list.isEmpty()
                ? new CommunityAction.None()
                : new CommunityAction.Communities(list, false);
    }

    private static SetAction largeCommunities(List<LargeCommunity> list) {
        return list.isEmpty()
                ? new LargeCommunityAction.None()
                : new LargeCommunityAction.Communities(list, false);
    }

    private static SetAction nextHop(String text) {
        return switch (text) {
            case "peer-address" -> new NextHopAction.PeerAddress();
            case "unchanged" -> new NextHopAction.Unchanged();
            default -> new NextHopAction.Address(IpAddress.parse(text));
        };
    }
}
