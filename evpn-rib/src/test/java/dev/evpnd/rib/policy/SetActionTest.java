package dev.evpnd.rib.policy;

import static dev.evpnd.rib.policy.Disposition.DENY;
import static dev.evpnd.rib.policy.Disposition.PERMIT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.evpnd.rib.policy.AttributeAction.Metric.Change;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.LinkBandwidth;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What each set makes of a route, and its words.
class SetActionTest {
    private static final Asn OWN = new Asn(65000);
    private static final Community RED = Community.parse("65000:1");
    private static final Community BLUE = Community.parse("65000:2");
    private static final Community GREEN = Community.parse("65000:3");
    private static final LargeCommunity LARGE = LargeCommunity.parse("65000:1:1");
    private static final LargeCommunity OTHER_LARGE = LargeCommunity.parse("65000:1:2");
    private static final RouteTarget TARGET = RouteTarget.parse("65000:100");
    private static final RouteTarget OTHER_TARGET = RouteTarget.parse("65000:200");
    private static final SiteOfOrigin SITE = SiteOfOrigin.parse("65000:9");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:99");

    /// The action, the attributes it finds, those it leaves, and its words. What it finds is of an
    /// IP Prefix route.
    static Stream<Arguments> attributes() {
        return Stream.of(
                        numbers(),
                        communities(),
                        largeCommunities(),
                        extendedCommunities(),
                        paths())
                .flatMap(arguments -> arguments);
    }

    private static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(
                        new AttributeAction.LocalPreference(200),
                        set(new LocalPref(100)),
                        set(new LocalPref(200)),
                        "set local-preference 200"),
                arguments(
                        new AttributeAction.LocalPreference(200),
                        set(),
                        set(new LocalPref(200)),
                        "set local-preference 200"),
                arguments(metric(Change.SET, 5), set(), med(5), "set metric 5"),
                arguments(metric(Change.ADD, 5), med(10), med(15), "set metric +5"),
                arguments(metric(Change.ADD, 5), set(), med(5), "set metric +5"),
                arguments(
                        metric(Change.ADD, 5),
                        med(0xffff_fffeL),
                        med(0xffff_ffffL),
                        "set metric +5"),
                arguments(metric(Change.SUBTRACT, 5), med(7), med(2), "set metric -5"),
                arguments(metric(Change.SUBTRACT, 5), med(4), med(0), "set metric -5"),
                arguments(
                        new AttributeAction.Origin(Origin.INCOMPLETE),
                        set(Origin.IGP),
                        set(Origin.INCOMPLETE),
                        "set origin incomplete"),
                arguments(
                        new AttributeAction.OriginatorId(BgpIdentifier.parse("10.0.0.1")),
                        set(),
                        set(new OriginatorId(BgpIdentifier.parse("10.0.0.1"))),
                        "set originator-id 10.0.0.1"));
    }

    private static Stream<Arguments> communities() {
        return Stream.of(
                arguments(
                        new CommunityAction.Communities(List.of(GREEN, RED), false),
                        set(Communities.of(RED, BLUE)),
                        set(Communities.of(RED, GREEN)),
                        "set community 65000:3 65000:1"),
                arguments(
                        new CommunityAction.Communities(List.of(GREEN, RED, GREEN), true),
                        set(Communities.of(BLUE, RED, BLUE)),
                        set(Communities.of(BLUE, RED, BLUE, GREEN)),
                        "set community 65000:3 65000:1 65000:3 additive"),
                arguments(
                        new CommunityAction.None(),
                        set(Communities.of(RED)),
                        set(),
                        "set community none"),
                arguments(
                        new CommunityAction.Delete(list(Set.of(RED, GREEN))),
                        set(Communities.of(RED, BLUE, RED)),
                        set(Communities.of(BLUE)),
                        "set comm-list LIST delete"),
                arguments(
                        new CommunityAction.Delete(list(Set.of(RED))),
                        set(Communities.of(RED)),
                        set(),
                        "set comm-list LIST delete"));
    }

    private static Stream<Arguments> largeCommunities() {
        return Stream.of(
                arguments(
                        new LargeCommunityAction.Communities(List.of(OTHER_LARGE), false),
                        set(LargeCommunities.of(LARGE)),
                        set(LargeCommunities.of(OTHER_LARGE)),
                        "set large-community 65000:1:2"),
                arguments(
                        new LargeCommunityAction.Communities(List.of(OTHER_LARGE), true),
                        set(LargeCommunities.of(LARGE)),
                        set(LargeCommunities.of(LARGE, OTHER_LARGE)),
                        "set large-community 65000:1:2 additive"),
                arguments(
                        new LargeCommunityAction.None(),
                        set(LargeCommunities.of(LARGE)),
                        set(),
                        "set large-community none"),
                arguments(
                        new LargeCommunityAction.Delete(list(Set.of(LARGE))),
                        set(LargeCommunities.of(LARGE, OTHER_LARGE)),
                        set(LargeCommunities.of(OTHER_LARGE)),
                        "set large-comm-list LIST delete"));
    }

    private static Stream<Arguments> extendedCommunities() {
        var bandwidth = LinkBandwidth.of(OWN, 12_500_000);
        return Stream.of(
                arguments(
                        new ExtendedCommunityAction.RouteTargets(List.of(OTHER_TARGET), true),
                        extended(Encapsulation.VXLAN, TARGET),
                        extended(Encapsulation.VXLAN, TARGET, OTHER_TARGET),
                        "set extcommunity rt 65000:200"),
                arguments(
                        new ExtendedCommunityAction.RouteTargets(List.of(OTHER_TARGET), false),
                        extended(TARGET, Encapsulation.VXLAN),
                        extended(Encapsulation.VXLAN, OTHER_TARGET),
                        "set extcommunity rt 65000:200 replace"),
                arguments(
                        new ExtendedCommunityAction.RouteTargets(List.of(TARGET), false),
                        extended(OTHER_TARGET, TARGET, Encapsulation.VXLAN),
                        extended(TARGET, Encapsulation.VXLAN),
                        "set extcommunity rt 65000:100 replace"),
                arguments(
                        new ExtendedCommunityAction.SitesOfOrigin(List.of(SITE), true),
                        extended(TARGET),
                        extended(TARGET, SITE),
                        "set extcommunity soo 65000:9"),
                arguments(
                        new ExtendedCommunityAction.SitesOfOrigin(List.of(SITE), false),
                        extended(SiteOfOrigin.parse("65000:8"), TARGET),
                        extended(TARGET, SITE),
                        "set extcommunity soo 65000:9 replace"),
                arguments(
                        new ExtendedCommunityAction.Bandwidth(OWN, 100),
                        extended(LinkBandwidth.of(OWN, 1), TARGET),
                        extended(TARGET, bandwidth),
                        "set extcommunity bandwidth 100"),
                arguments(
                        new ExtendedCommunityAction.None(),
                        extended(TARGET, Encapsulation.VXLAN),
                        set(),
                        "set extcommunity none"),
                arguments(
                        new ExtendedCommunityAction.Delete(list(Set.of(TARGET))),
                        extended(TARGET, Encapsulation.VXLAN),
                        extended(Encapsulation.VXLAN),
                        "set extended-comm-list LIST delete"),
                arguments(
                        new RouteAction.RouterMacAddress(MAC),
                        extended(RouterMac.of(new MacAddress(1)), TARGET),
                        extended(TARGET, RouterMac.of(MAC)),
                        "set extcommunity evpn rmac 02:00:00:00:00:99"));
    }

    private static Stream<Arguments> paths() {
        return Stream.of(
                arguments(
                        new AsPathAction.Prepend(List.of(new Asn(1), new Asn(2))),
                        path("3 {4,5}"),
                        path("1 2 3 {4,5}"),
                        "set as-path prepend 1 2"),
                arguments(
                        new AsPathAction.Exclude(List.of(new Asn(3), new Asn(4))),
                        path("3 2 3 {4} {4,5}"),
                        path("2 {5}"),
                        "set as-path exclude 3 4"),
                arguments(
                        new AsPathAction.Replace(List.of(new Asn(3), new Asn(5)), OWN),
                        path("3 2 3 {4,5}"),
                        path("65000 2 65000 {4,65000}"),
                        "set as-path replace 3 5 65000"),
                arguments(
                        new AsPathAction.Replace(List.of(), OWN),
                        path("3 2"),
                        path("65000 65000"),
                        "set as-path replace any 65000"));
    }

    @ParameterizedTest
    @MethodSource
    void attributes(SetAction action, PathAttributes found, PathAttributes left, String text) {
        var subject = ownRoute(found);
        assertThat(action.applyTo(Passage.of(subject)).orElseThrow().attributes()).isEqualTo(left);
        assertThat(action.text()).isEqualTo(text);
    }

    static Stream<Arguments> nextHops() {
        var ipv6 = IpAddress.parse("2001:db8::1");
        return Stream.of(
                arguments(
                        new NextHopAction.Address(ipv6), ipv6, "set ipv6 next-hop global " + ipv6),
                arguments(
                        new NextHopAction.Address(IpAddress.parse("10.0.0.9")),
                        IpAddress.parse("10.0.0.9"),
                        "set ip next-hop 10.0.0.9"),
                arguments(
                        new NextHopAction.PeerAddress(),
                        Routes.PEER,
                        "set ip next-hop peer-address"),
                arguments(new NextHopAction.Unchanged(), Routes.VTEP, "set ip next-hop unchanged"));
    }

    @ParameterizedTest
    @MethodSource
    void nextHops(SetAction action, IpAddress nextHop, String text) {
        var passage = action.applyTo(Passage.of(Routes.withoutRoute())).orElseThrow();
        assertThat(passage.nextHop()).isEqualTo(MpNextHop.of(nextHop));
        assertThat(passage.nextHopGiven()).isTrue();
        assertThat(action.text()).isEqualTo(text);
    }

    @Test
    void givesAWeight() {
        var action = new AttributeAction.Weight(300);
        var passage = action.applyTo(Passage.of(Routes.withoutRoute())).orElseThrow();
        assertThat(passage.weight()).isEqualTo(300);
        assertThat(action.text()).isEqualTo("set weight 300");
    }

    @Test
    void givesAPrefixAGatewayAndLeavesItsKey() {
        var action = new RouteAction.Gateway(IpAddress.parse("10.0.0.9"));
        var route = gateway(action, Routes.NETWORK);
        assertThat(route)
                .isEqualTo(
                        new IpPrefixAdvertisement(
                                Routes.RD,
                                EthernetSegmentId.ZERO,
                                EthernetTag.ZERO,
                                IpPrefix.parse("10.1.0.0/16"),
                                IpAddress.parse("10.0.0.9"),
                                new Label24(5000)));
        assertThat(route).extracting(r -> r.key()).isEqualTo(Routes.NETWORK.key());
        assertThat(action.text()).isEqualTo("set evpn gateway-ip ipv4 10.0.0.9");
    }

    @Test
    void leavesAPrefixOfTheOtherFamilyWithoutTheGateway() {
        var action = new RouteAction.Gateway(IpAddress.parse("2001:db8::9"));
        assertThat(gateway(action, Routes.NETWORK)).isNull();
        assertThat(action.text()).isEqualTo("set evpn gateway-ip ipv6 2001:db8::9");
    }

    @Test
    void leavesARouteOfAnotherTypeWithoutGatewayAndRouterMac() {
        var passage = Passage.of(Routes.received(Routes.HOST, extended(TARGET)));
        var gateway = new RouteAction.Gateway(IpAddress.parse("10.0.0.9"));
        var routerMac = new RouteAction.RouterMacAddress(MAC);
        assertThat(gateway.applyTo(passage)).containsSame(passage);
        assertThat(routerMac.applyTo(passage)).containsSame(passage);
    }

    @Test
    void givesNoSecondOverlayIndexToAPrefixWithASegment() {
        var onSegment =
                new IpPrefixAdvertisement(
                        Routes.RD,
                        new EthernetSegmentId(3, 4),
                        EthernetTag.ZERO,
                        IpPrefix.parse("10.1.0.0/16"),
                        IpAddress.parse("0.0.0.0"),
                        new Label24(5000));
        var action = new RouteAction.Gateway(IpAddress.parse("10.0.0.9"));
        assertThat(gateway(action, onSegment)).isNull();
    }

    @Test
    void setsThePartialBitOfWhatItAddsToARouteOfSomeoneElse() {
        var action = new CommunityAction.Communities(List.of(RED), true);
        var received = Passage.of(Routes.withoutRoute(Origin.IGP));
        var changed = action.applyTo(received).orElseThrow().attributes();
        assertThat(changed.isPartial(AttributeCode.COMMUNITIES)).isTrue();
    }

    @Test
    void leavesThePartialBitOfWhatWasThere() {
        var action = new CommunityAction.Communities(List.of(RED), true);
        var received = Passage.of(Routes.withoutRoute(Communities.of(BLUE)));
        var changed = action.applyTo(received).orElseThrow().attributes();
        assertThat(changed.isPartial(AttributeCode.COMMUNITIES)).isFalse();
    }

    @Test
    void deletesWhatTheFirstEntryThatNamesItPermits() {
        var list =
                new CommunityList<>(
                        "LIST",
                        List.of(
                                new CommunityList.Entry<>(5, DENY, Set.of(RED)),
                                new CommunityList.Entry<>(10, PERMIT, Set.of(RED, BLUE))));
        var passage = Passage.of(Routes.withoutRoute(Communities.of(RED, BLUE, GREEN)));
        var changed = new CommunityAction.Delete(list).applyTo(passage).orElseThrow();
        assertThat(changed.attributes()).isEqualTo(set(Communities.of(RED, GREEN)));
    }

    @Test
    void hasNoRoomForMoreCommunitiesThanAnAttributeHolds() {
        var full = new Communities(IntSequence.of(IntStream.range(0, 16383).toArray()));
        var passage = Passage.of(Routes.withoutRoute(full));
        assertThat(
                        new CommunityAction.Communities(List.of(new Community(5)), true)
                                .applyTo(passage))
                .containsSame(passage);
        assertThat(new CommunityAction.Communities(List.of(RED), true).applyTo(passage)).isEmpty();
    }

    @Test
    void hasNoRoomForMoreNumbersThanAnAsPathHolds() {
        var path = AsPath.ofSequence(1);
        while (path.segments().size() < 64 || path.segments().getFirst().numbers().size() < 248) {
            path = path.prepend(new Asn(2));
        }
        var passage = Passage.of(Routes.withoutRoute(path));
        assertThat(new AsPathAction.Prepend(List.of(OWN)).applyTo(passage)).isPresent();
        var many = Collections.nCopies(64, OWN);
        assertThat(new AsPathAction.Prepend(many).applyTo(passage)).isEmpty();
    }

    @Test
    void hasOperandsThatCanBe() {
        var none = new Asn(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AsPathAction.Prepend(List.of(none)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AsPathAction.Replace(List.of(), none));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AsPathAction.Prepend(Collections.nCopies(65, OWN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CommunityAction.Communities(List.of(), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttributeAction.LocalPreference(1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new AttributeAction.Weight(-1));
    }

    private static @Nullable EvpnRoute gateway(SetAction action, EvpnRoute route) {
        return action.applyTo(Passage.of(Routes.received(route))).orElseThrow().changedRoute();
    }

    /// A subject to whose attributes nothing is added that is Partial.
    private static Subject ownRoute(PathAttributes attributes) {
        return new Subject(
                () -> Routes.NETWORK,
                MpNextHop.of(Routes.VTEP),
                attributes,
                0,
                Routes.PEER,
                Routes.PEER,
                true);
    }

    private static AttributeAction metric(Change change, long amount) {
        return new AttributeAction.Metric(change, amount);
    }

    private static PathAttributes med(long metric) {
        return set(new MultiExitDisc(metric));
    }

    private static PathAttributes path(String path) {
        return set(AsPath.parse(path));
    }

    private static PathAttributes extended(ExtendedCommunity... communities) {
        return set(ExtendedCommunities.of(communities));
    }

    private static PathAttributes set(PathAttribute... attributes) {
        return PathAttributes.of(attributes);
    }

    private static <C> CommunityList<C> list(Set<C> communities) {
        return new CommunityList<>(
                "LIST", List.of(new CommunityList.Entry<>(5, PERMIT, communities)));
    }
}
