package dev.evpnd.rib.policy;

import static dev.evpnd.rib.policy.Disposition.DENY;
import static dev.evpnd.rib.policy.Disposition.PERMIT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.evpnd.rib.policy.CommunityList.Mode;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What each match asks of a route, and its words.
class MatchTest {
    private static final Community RED = Community.parse("65000:1");
    private static final Community BLUE = Community.parse("65000:2");
    private static final LargeCommunity LARGE = LargeCommunity.parse("65000:1:1");
    private static final ExtendedCommunity TARGET = RouteTarget.parse("65000:100");

    private static final PathAttributes ATTRIBUTES =
            PathAttributes.of(
                    Origin.IGP,
                    AsPath.parse("65001 65002 {65003,65004} 65005"),
                    new MultiExitDisc(50),
                    new LocalPref(200),
                    Communities.of(RED, BLUE),
                    ExtendedCommunities.of(Encapsulation.VXLAN, TARGET),
                    LargeCommunities.of(LARGE),
                    PmsiTunnel.ingressReplication(new Label24(100), Routes.VTEP));

    static Stream<Arguments> routeMatches() {
        return Stream.of(
                arguments(new RouteMatch.RouteType(1), Routes.SEGMENT_ALIVE, Routes.HOST, "ead"),
                arguments(new RouteMatch.RouteType(2), Routes.HOST, Routes.FLOOD, "macip"),
                arguments(new RouteMatch.RouteType(3), Routes.FLOOD, Routes.SEGMENT, "multicast"),
                arguments(new RouteMatch.RouteType(4), Routes.SEGMENT, Routes.NETWORK, "es"),
                arguments(new RouteMatch.RouteType(5), Routes.NETWORK, Routes.HOST, "prefix"));
    }

    @ParameterizedTest
    @MethodSource
    void routeMatches(Match match, EvpnRoute route, EvpnRoute other, String word) {
        assertThat(matches(match, route)).isTrue();
        assertThat(matches(match, other)).isFalse();
        assertThat(match.text()).isEqualTo("match evpn route-type " + word);
    }

    static Stream<Arguments> vnis() {
        return Stream.of(
                arguments("label of type 1", 100, Routes.SEGMENT_ALIVE, true),
                arguments("label 1 of type 2", 100, Routes.HOST, true),
                arguments("label 2 of type 2", 5000, Routes.HOST, true),
                arguments("no label 2", 5000, Routes.MAC_ALONE, false),
                arguments("tunnel of type 3", 100, Routes.FLOOD, true),
                arguments("tunnel of type 2", 100, Routes.NETWORK, false),
                arguments("label of type 5", 5000, Routes.NETWORK, true),
                arguments("no label in type 4", 100, Routes.SEGMENT, false),
                arguments("another label", 101, Routes.HOST, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void vnis(String name, int vni, EvpnRoute route, boolean expected) {
        assertThat(matches(new RouteMatch.Vni(vni), route)).isEqualTo(expected);
    }

    static Stream<Arguments> fields() {
        var rd = new RouteMatch.Distinguisher(Routes.RD);
        var tag = new RouteMatch.Tag(Routes.TAG);
        var macs = new RouteMatch.MacAddress(macList());
        var addresses = new RouteMatch.Address(prefixList("10.0.0.0/8", 8, 32));
        var ipv6 = new RouteMatch.Address(prefixList("2001:db8::/32", 32, 64));
        return Stream.of(
                arguments(new RouteMatch.DefaultRoute(), Routes.prefix("0.0.0.0/0"), true),
                arguments(new RouteMatch.DefaultRoute(), Routes.prefix("::/0"), true),
                arguments(new RouteMatch.DefaultRoute(), Routes.prefix("0.0.0.0/1"), false),
                arguments(new RouteMatch.DefaultRoute(), Routes.HOST, false),
                arguments(rd, Routes.HOST, true),
                arguments(rd, Routes.SEGMENT, true),
                arguments(
                        new RouteMatch.Distinguisher(new RouteDistinguisher(1)),
                        Routes.HOST,
                        false),
                arguments(tag, Routes.HOST, true),
                arguments(tag, Routes.NETWORK, false),
                arguments(tag, Routes.SEGMENT, false),
                arguments(macs, Routes.HOST, true),
                arguments(macs, Routes.NETWORK, false),
                arguments(addresses, Routes.HOST, true),
                arguments(addresses, Routes.NETWORK, true),
                arguments(addresses, Routes.MAC_ALONE, false),
                arguments(addresses, Routes.prefix("11.0.0.0/8"), false),
                arguments(ipv6, Routes.prefix("2001:db8:1::/48"), true),
                arguments(ipv6, Routes.HOST, false));
    }

    @ParameterizedTest
    @MethodSource
    void fields(Match match, EvpnRoute route, boolean expected) {
        assertThat(matches(match, route)).isEqualTo(expected);
    }

    static Stream<Arguments> attributes() {
        var nowhere = new AttributeMatch.NextHop(prefixList("203.0.113.0/24", 32, 32));
        return Stream.of(
                arguments(new AttributeMatch.NextHop(prefixList("192.0.2.0/24", 32, 32)), true),
                arguments(nowhere, false),
                arguments(communities(Mode.ALL, RED), true),
                arguments(communities(Mode.ALL, RED, BLUE), true),
                arguments(communities(Mode.ALL, RED, Community.NO_EXPORT), false),
                arguments(communities(Mode.ANY, RED, Community.NO_EXPORT), true),
                arguments(communities(Mode.ANY, Community.NO_EXPORT), false),
                arguments(communities(Mode.ANY), false),
                arguments(communities(Mode.ALL), true),
                arguments(communities(Mode.EXACT, RED), false),
                arguments(communities(Mode.EXACT, BLUE, RED), true),
                arguments(extended(Mode.ANY, TARGET), true),
                arguments(extended(Mode.EXACT, TARGET), false),
                arguments(large(Mode.EXACT, LARGE), true),
                arguments(path(new AsPathPattern.Contains(new Asn(65003))), true),
                arguments(path(new AsPathPattern.Contains(new Asn(65009))), false),
                arguments(new AttributeMatch.LocalPreference(200), true),
                arguments(new AttributeMatch.LocalPreference(100), false),
                arguments(new AttributeMatch.Metric(50), true),
                arguments(new AttributeMatch.Metric(0), false),
                arguments(new AttributeMatch.Origin(Origin.IGP), true),
                arguments(new AttributeMatch.Origin(Origin.EGP), false),
                arguments(peers("198.51.100.1", "198.51.100.2"), true),
                arguments(peers("198.51.100.2"), false));
    }

    @ParameterizedTest
    @MethodSource
    void attributes(Match match, boolean expected) {
        var subject = Routes.withoutRoute(ATTRIBUTES.asList().toArray(PathAttribute[]::new));
        assertThat(match.matches(Passage.of(subject))).isEqualTo(expected);
    }

    static Stream<Arguments> absences() {
        return Stream.of(
                arguments(communities(Mode.ALL, RED), false),
                arguments(communities(Mode.ALL), true),
                arguments(communities(Mode.EXACT), true),
                arguments(new AttributeMatch.LocalPreference(0), false),
                arguments(new AttributeMatch.LocalPreference(100), false),
                arguments(new AttributeMatch.Metric(0), true),
                arguments(new AttributeMatch.Origin(Origin.IGP), false),
                arguments(path(new AsPathPattern.Empty()), true));
    }

    @ParameterizedTest
    @MethodSource
    void absences(Match match, boolean expected) {
        assertThat(match.matches(Passage.of(Routes.withoutRoute()))).isEqualTo(expected);
    }

    static Stream<Arguments> words() {
        var prefixes = prefixList("10.0.0.0/8", 8, 32);
        var ipv6 = prefixList("2001:db8::/32", 32, 64);
        return Stream.of(
                arguments(new RouteMatch.RouteType(6), "match evpn route-type 6"),
                arguments(new RouteMatch.Vni(100), "match evpn vni 100"),
                arguments(new RouteMatch.DefaultRoute(), "match evpn default-route"),
                arguments(new RouteMatch.Distinguisher(Routes.RD), "match evpn rd 192.0.2.1:100"),
                arguments(new RouteMatch.Tag(new EthernetTag(7)), "match tag 7"),
                arguments(new RouteMatch.MacAddress(macList()), "match mac address MACS"),
                arguments(
                        new RouteMatch.Address(prefixes), "match ip address prefix-list PREFIXES"),
                arguments(new RouteMatch.Address(ipv6), "match ipv6 address prefix-list PREFIXES"),
                arguments(
                        new AttributeMatch.NextHop(prefixes),
                        "match ip next-hop prefix-list PREFIXES"),
                arguments(communities(Mode.ALL, RED), "match community COMMUNITIES"),
                arguments(communities(Mode.ANY, RED), "match community COMMUNITIES any"),
                arguments(communities(Mode.EXACT, RED), "match community COMMUNITIES exact-match"),
                arguments(extended(Mode.ANY, TARGET), "match extcommunity COMMUNITIES any"),
                arguments(large(Mode.ALL, LARGE), "match large-community COMMUNITIES"),
                arguments(path(new AsPathPattern.Empty()), "match as-path PATHS"),
                arguments(new AttributeMatch.LocalPreference(200), "match local-preference 200"),
                arguments(new AttributeMatch.Metric(50), "match metric 50"),
                arguments(new AttributeMatch.Origin(Origin.EGP), "match origin egp"),
                arguments(
                        peers("198.51.100.2", "198.51.100.1"),
                        "match peer 198.51.100.1 198.51.100.2"));
    }

    @ParameterizedTest
    @MethodSource
    void words(Match match, String text) {
        assertThat(match.text()).isEqualTo(text);
    }

    @Test
    void matchesPeersByWhoTheyAreAndNotByTheirOrder() {
        assertThat(peers("198.51.100.1", "198.51.100.2"))
                .isEqualTo(peers("198.51.100.2", "198.51.100.1"));
    }

    @Test
    void hasNoVniThatNoLabelHolds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RouteMatch.Vni(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RouteMatch.Vni(1 << 24));
    }

    private static boolean matches(Match match, EvpnRoute route) {
        return match.matches(Passage.of(Routes.received(route, ATTRIBUTES)));
    }

    private static PrefixList prefixList(String prefix, int shortest, int longest) {
        var entry = new PrefixList.Entry(5, PERMIT, IpPrefix.parse(prefix), shortest, longest);
        return new PrefixList("PREFIXES", List.of(entry));
    }

    private static MacList macList() {
        var entry = MacList.Entry.prefix(5, PERMIT, MacAddress.parse("02:00:00:00:00:00"), 24);
        return new MacList("MACS", List.of(entry, MacList.Entry.any(10, DENY)));
    }

    private static AttributeMatch communities(Mode mode, Community... communities) {
        return new AttributeMatch.Communities(list(Set.of(communities)), mode);
    }

    private static AttributeMatch extended(Mode mode, ExtendedCommunity... communities) {
        return new AttributeMatch.ExtendedCommunities(list(Set.of(communities)), mode);
    }

    private static AttributeMatch large(Mode mode, LargeCommunity... communities) {
        return new AttributeMatch.LargeCommunities(list(Set.of(communities)), mode);
    }

    private static <C> CommunityList<C> list(Set<C> communities) {
        return new CommunityList<>(
                "COMMUNITIES", List.of(new CommunityList.Entry<>(5, PERMIT, communities)));
    }

    private static AttributeMatch path(AsPathPattern pattern) {
        return new AttributeMatch.Path(
                new AsPathList("PATHS", List.of(new AsPathList.Entry(5, PERMIT, pattern))));
    }

    private static PeerMatch peers(String... addresses) {
        return new PeerMatch(Stream.of(addresses).map(IpAddress::parse).toList());
    }
}
