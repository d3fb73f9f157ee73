package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AttributeMatch;
import dev.evpnd.rib.policy.CommunityList;
import dev.evpnd.rib.policy.Match;
import dev.evpnd.rib.policy.PeerMatch;
import dev.evpnd.rib.policy.RouteMatch;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.ValueType;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The keys of `match`.
final class MatchStatements {

    private static final Map<String, Integer> ROUTE_TYPES =
            Map.of(
                    "ead", EvpnRoute.ETHERNET_AUTO_DISCOVERY,
                    "macip", EvpnRoute.MAC_IP_ADVERTISEMENT,
                    "multicast", EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    "es", EvpnRoute.ETHERNET_SEGMENT,
                    "prefix", EvpnRoute.IP_PREFIX);

    static final ScalarType<Origin> ORIGIN =
            Scalars.word(
                    Map.of("igp", Origin.IGP, "egp", Origin.EGP, "incomplete", Origin.INCOMPLETE));

    /// A list, and how many of an entry's communities a route has to have.
    private record Reference(String name, CommunityList.Mode mode) {

        static final ScalarType<Reference> TYPE =
                new ScalarType<>(
                        "the name of a list, also with any or exact-match behind it",
                        Reference::parse,
                        Scalars.patternOr(
                                "integer", "^[A-Za-z0-9._-]{1,64}( (any|exact-match))?$"));

        private static Reference parse(String text) {
            int space = text.indexOf(' ');
            var name = space < 0 ? text : text.substring(0, space);
            var mode =
                    switch (space < 0 ? "" : text.substring(space + 1)) {
                        case "" -> CommunityList.Mode.ALL;
                        case "any" -> CommunityList.Mode.ANY;
                        case "exact-match" -> CommunityList.Mode.EXACT;
                        default -> throw new IllegalArgumentException("no such word");
                    };
            return new Reference(BgpScalars.NAME.parser().apply(name), mode);
        }
    }

    static final List<Statement<?, Match>> ALL =
            List.of(
                    simple(
                            "route-type",
                            new ScalarType<>(
                                    "one of ead, macip, multicast, es, prefix, or a number from 0"
                                            + " to 255",
                                    MatchStatements::routeType,
                                    Scalars.patternOr(
                                            "integer", "^(ead|macip|multicast|es|prefix|[0-9]+)$")),
                            "Routes of this EVPN type.",
                            RouteMatch.RouteType::new),
                    simple(
                            "vni",
                            Scalars.number(1, 0xff_ffff),
                            "A label of the route is this VNI.",
                            RouteMatch.Vni::new),
                    simple(
                            "rd",
                            BgpScalars.ROUTE_DISTINGUISHER,
                            "The route has this route distinguisher.",
                            RouteMatch.Distinguisher::new),
                    simple(
                            "tag",
                            Scalars.unsigned32(0),
                            "The route has this Ethernet Tag.",
                            tag -> new RouteMatch.Tag(new EthernetTag(tag.intValue()))),
                    simple(
                            "default-route",
                            Scalars.parsed("true", MatchStatements::isTrue, "true"),
                            "The route is one for `0.0.0.0/0` or `::/0`.",
                            yes -> new RouteMatch.DefaultRoute()),
                    statement(
                            "mac-address",
                            BgpScalars.NAME,
                            "This of the `mac-lists` permits the MAC address.",
                            (name, context) ->
                                    context.list(context.lists().macs(), "mac-lists", name)
                                            .map(RouteMatch.MacAddress::new)),
                    statement(
                            "address",
                            BgpScalars.NAME,
                            "This of the `prefix-lists` permits the prefix or the host's address.",
                            (name, context) ->
                                    context.list(context.lists().prefixes(), "prefix-lists", name)
                                            .map(RouteMatch.Address::new)),
                    statement(
                            "next-hop",
                            BgpScalars.NAME,
                            "This of the `prefix-lists` permits the next hop.",
                            (name, context) ->
                                    context.list(context.lists().prefixes(), "prefix-lists", name)
                                            .map(AttributeMatch.NextHop::new)),
                    statement(
                            "community",
                            Reference.TYPE,
                            "This of the `community-lists` permits the communities: `NAME` if all"
                                    + " of an entry are there, `NAME any` if one is, `NAME"
                                    + " exact-match` if no others are.",
                            (reference, context) ->
                                    context.list(
                                                    context.lists().communities(),
                                                    "community-lists",
                                                    reference.name())
                                            .map(
                                                    list ->
                                                            new AttributeMatch.Communities(
                                                                    list, reference.mode()))),
                    statement(
                            "extcommunity",
                            Reference.TYPE,
                            "The same of the `extcommunity-lists`.",
                            (reference, context) ->
                                    context.list(
                                                    context.lists().extendedCommunities(),
                                                    "extcommunity-lists",
                                                    reference.name())
                                            .map(
                                                    list ->
                                                            new AttributeMatch.ExtendedCommunities(
                                                                    list, reference.mode()))),
                    statement(
                            "large-community",
                            Reference.TYPE,
                            "The same of the `large-community-lists`.",
                            (reference, context) ->
                                    context.list(
                                                    context.lists().largeCommunities(),
                                                    "large-community-lists",
                                                    reference.name())
                                            .map(
                                                    list ->
                                                            new AttributeMatch.LargeCommunities(
                                                                    list, reference.mode()))),
                    statement(
                            "as-path",
                            BgpScalars.NAME,
                            "This of the `as-path-lists` permits the AS path.",
                            (name, context) ->
                                    context.list(context.lists().asPaths(), "as-path-lists", name)
                                            .map(AttributeMatch.Path::new)),
                    simple(
                            "local-preference",
                            Scalars.unsigned32(0),
                            "The route has this LOCAL_PREF.",
                            AttributeMatch.LocalPreference::new),
                    simple(
                            "metric",
                            Scalars.unsigned32(0),
                            "The route has this MULTI_EXIT_DISC.",
                            AttributeMatch.Metric::new),
                    simple(
                            "origin",
                            ORIGIN,
                            "The route has this ORIGIN.",
                            AttributeMatch.Origin::new),
                    simple(
                            "peer",
                            ListType.oneOrMore(BgpScalars.ADDRESS, 255),
                            "The route comes from one of these peers, or goes to one.",
                            PeerMatch::new));

    static final Section SECTION =
            Statement.section(
                    "match", "Which routes a clause is for: all that is said has to hold.", ALL);

    private MatchStatements() {}

    private static <T> Statement<T, Match> statement(
            String name, ValueType<T> type, String sentence, Statement.Maker<T, Match> maker) {
        return new Statement<>(Key.optional(name, type, sentence), maker);
    }

    private static <T> Statement<T, Match> simple(
            String name, ValueType<T> type, String sentence, Function<T, Match> maker) {
        return statement(name, type, sentence, (value, context) -> Optional.of(maker.apply(value)));
    }

    private static int routeType(String text) {
        var named = ROUTE_TYPES.get(text);
        return named != null ? named : (int) Decimal.parse(text, 255, "a route type");
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true")) {
            throw new IllegalArgumentException("not true");
        }
        return true;
    }
}
