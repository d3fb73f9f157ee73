package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a VTEP makes of an IP-VRF in a kernel, and what it tells of the routes there.
class TenantRoutesTest {
    private static final Vni L3 = new Vni(5000);
    private static final int VRF = 10;
    private static final int OTHER_VRF = 11;
    private static final int L3_BRIDGE = 12;
    private static final int L3_DEVICE = 13;
    private static final int UPLINK = 14;
    private static final int TABLE = 1010;
    private static final int OTHER_TABLE = 1011;
    private static final MacAddress ROUTER = MacAddress.parse("02:00:00:00:00:99");
    private static final IpPrefix PREFIX = IpPrefix.parse("10.9.0.0/16");
    private static final IpPrefix IPV6_PREFIX = IpPrefix.parse("2001:db8::/32");
    private static final int OSPF = 188;

    private final DrivenVtep driven = DrivenVtep.ready();

    @BeforeEach
    void tenant() {
        driven.vtep.tenants().are(Set.of(L3));
        driven.kernel.put(vrf(VRF, TABLE));
        driven.kernel.put(vrf(OTHER_VRF, OTHER_TABLE));
        driven.kernel.put(bridge(VRF, true));
        driven.kernel.put(DrivenVtep.vxlan(L3_DEVICE, L3_BRIDGE, L3.number(), true));
        driven.run();
        driven.facts.clear();
        driven.kernel.takeRequests();
    }

    private static Link vrf(int index, int table) {
        return link(index, "vrf" + index, 0, true, new Link.Vrf(table));
    }

    private static Link bridge(int vrf, boolean isUp) {
        return link(L3_BRIDGE, "br5000", vrf, isUp, new Link.Bridge(false));
    }

    private static Link link(int index, String name, int master, boolean isUp, Link.Kind kind) {
        return new Link(
                index, name, new MacAddress(index), 1500, 1000, isUp, isUp, master, 0, kind, null);
    }

    private static Intent prefix(IpAddress... gateways) {
        var hops =
                Stream.of(gateways)
                        .map(each -> new Intent.NextHop(each, L3, ROUTER, each, false))
                        .toList();
        return new Intent.RemotePrefix(L3, PREFIX, hops);
    }

    private static RouteEntry route(int table, int protocol, long metric, RouteEntry.Hop... hops) {
        return new RouteEntry(table, PREFIX, protocol, RouteType.UNICAST, metric, 0, List.of(hops));
    }

    private static RouteEntry own(int table, IpAddress... gateways) {
        var hops =
                Stream.of(gateways)
                        .map(each -> new RouteEntry.Hop(L3_BRIDGE, each, true, 1))
                        .toArray(RouteEntry.Hop[]::new);
        return route(table, RouteComparison.PROTOCOL, RouteComparison.METRIC, hops);
    }

    private static RouteEntry others(int protocol, long metric) {
        return route(
                TABLE,
                protocol,
                metric,
                new RouteEntry.Hop(UPLINK, IpAddress.parse("172.16.0.1"), false, 1));
    }

    @Test
    void aPrefixIsARouteInTheTableOfTheVrf() {
        driven.hold(prefix(THERE));
        assertThat(driven.kernel.routes()).containsExactly(own(TABLE, THERE));
        assertThat(driven.state(prefix(THERE))).isEqualTo(InstallState.IN_KERNEL);
    }

    private static final IpAddress NEIGHBOR = IpAddress.parse("10.1.0.1");

    private static Intent byHost(IpAddress... gateways) {
        var hops =
                Stream.of(gateways)
                        .map(each -> new Intent.NextHop(each, L3, ROUTER, each, false))
                        .toList();
        return new Intent.RemotePrefix(
                L3, PREFIX, hops, List.of(new Intent.HostHop(DrivenVtep.VNI, NEIGHBOR)));
    }

    private static final RouteEntry.Hop BY_BRIDGE =
            new RouteEntry.Hop(DrivenVtep.BRIDGE, NEIGHBOR, false, 1);

    @Test
    void whatIsBehindAHostLeadsOutByTheInterfaceOfItsBridgeDomain() {
        driven.hold(byHost());
        assertThat(driven.kernel.routes())
                .containsExactly(
                        route(TABLE, RouteComparison.PROTOCOL, RouteComparison.METRIC, BY_BRIDGE));
        assertThat(driven.state(byHost())).isEqualTo(InstallState.IN_KERNEL);
        driven.hold(byHost(THERE));
        assertThat(driven.kernel.routes())
                .containsExactly(
                        route(
                                TABLE,
                                RouteComparison.PROTOCOL,
                                RouteComparison.METRIC,
                                new RouteEntry.Hop(L3_BRIDGE, THERE, true, 1),
                                BY_BRIDGE));
        driven.drop(byHost(THERE));
        assertThat(driven.kernel.routes()).isEmpty();
    }

    @Test
    void whatIsBehindAHostGoesWithItsBridgeDomainAndComesWithIt() {
        driven.hold(byHost()).after(60_000);
        driven.kernel.put(link(DrivenVtep.BRIDGE, "br1", VRF, false, new Link.Bridge(false)));
        driven.run();
        assertThat(driven.kernel.routes()).isEmpty();
        assertThat(driven.state(byHost())).isEqualTo(InstallState.NO_DEVICE);
        driven.kernel.put(link(DrivenVtep.BRIDGE, "br1", VRF, true, new Link.Bridge(false)));
        driven.run();
        assertThat(driven.state(byHost())).isEqualTo(InstallState.IN_KERNEL);
    }

    @Test
    void whatIsBehindAHostMovesToTheTableThatItsTenantHasByThen() {
        driven.hold(byHost());
        driven.kernel.put(bridge(OTHER_VRF, true));
        driven.run();
        assertThat(driven.kernel.routes())
                .containsExactly(
                        route(
                                OTHER_TABLE,
                                RouteComparison.PROTOCOL,
                                RouteComparison.METRIC,
                                BY_BRIDGE));
    }

    private static IpAddress[] gateways(String format, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(each -> IpAddress.parse(format.formatted(each)))
                .toArray(IpAddress[]::new);
    }

    /// Of more the kernel could not tell.
    @Test
    void anIpv4RouteHasNoMoreThan52HopsWhereSomeAreOfIpv6() {
        driven.hold(prefix(gateways("2001:db8::%x", 60)));
        assertThat(driven.kernel.routes())
                .containsExactly(own(TABLE, gateways("2001:db8::%x", 52)));
        assertThat(driven.state(prefix(gateways("2001:db8::%x", 60))))
                .isEqualTo(InstallState.IN_KERNEL);
        driven.hold(prefix(gateways("192.0.2.%d", 60)));
        assertThat(driven.kernel.routes()).containsExactly(own(TABLE, gateways("192.0.2.%d", 60)));
    }

    @Test
    void whatIsInNoVrfIsInTheMainTable() {
        driven.kernel.put(bridge(0, true));
        driven.hold(prefix(THERE));
        assertThat(driven.kernel.routes()).containsExactly(own(254, THERE));
    }

    @Test
    void oneThatChangesIsReplacedAndOneThatGoesIsRemoved() {
        driven.hold(prefix(THERE));
        driven.kernel.takeRequests();
        driven.hold(prefix(THERE, ELSEWHERE));
        assertThat(driven.kernel.takeRequests())
                .containsExactly(new KernelRequest.PutRoute(own(TABLE, THERE, ELSEWHERE)));
        driven.drop(prefix(THERE, ELSEWHERE));
        assertThat(driven.kernel.routes()).isEmpty();
        assertThat(driven.vtep.view().installations(null, 10)).isEmpty();
    }

    @Test
    void theNextHopIsANeighborThoughTheInterfaceHasNoAddress() {
        driven.hold(
                new Intent.NextHopNeighbor(L3, THERE, ROUTER, false),
                new Intent.RemoteRouter(L3, ROUTER, THERE, new Vni(6000)));
        assertThat(driven.kernel.neighbors())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.index()).isEqualTo(L3_BRIDGE);
                            assertThat(it.address()).isEqualTo(THERE);
                            assertThat(it.mac()).isEqualTo(ROUTER);
                        });
        assertThat(driven.kernel.forwarding())
                .filteredOn(each -> each.index() == L3_DEVICE && each.bridge() == 0)
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.remote()).isEqualTo(THERE);
                            assertThat(it.vni()).isEqualTo(6000);
                        });
    }

    @Test
    void aBetterRouteOfSomebodyElseCountsAndOursStandsBehindIt() {
        driven.kernel.put(others(OSPF, 20));
        driven.hold(prefix(THERE));
        assertThat(driven.kernel.routes())
                .containsExactlyInAnyOrder(others(OSPF, 20), own(TABLE, THERE));
        assertThat(driven.state(prefix(THERE))).isEqualTo(InstallState.SHADOWED);
        driven.kernel.remove(others(OSPF, 20));
        driven.run();
        assertThat(driven.state(prefix(THERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void aRouteOfSomebodyElseInTheVeryPlaceOfOursStays() {
        driven.kernel.put(others(OSPF, RouteComparison.METRIC));
        driven.hold(prefix(THERE));
        assertThat(driven.kernel.routes()).containsExactly(others(OSPF, RouteComparison.METRIC));
        assertThat(driven.state(prefix(THERE))).isEqualTo(InstallState.SHADOWED);
        driven.drop(prefix(THERE));
        assertThat(driven.kernel.routes()).containsExactly(others(OSPF, RouteComparison.METRIC));
    }

    @Test
    void whatSomebodyRemovesOrChangesIsPutRightAndCounted() {
        driven.hold(prefix(THERE)).after(60_000);
        driven.kernel.remove(own(TABLE, THERE));
        driven.run();
        assertThat(driven.kernel.routes()).containsExactly(own(TABLE, THERE));
        driven.after(60_000);
        driven.kernel.put(own(TABLE, ELSEWHERE));
        driven.run();
        assertThat(driven.kernel.routes()).containsExactly(own(TABLE, THERE));
        assertThat(driven.vtep.view().drifted()).isEqualTo(2);
    }

    @Test
    void whatGoesWithADeviceWithoutAWordIsThereWhenTheDeviceIs() {
        driven.hold(prefix(THERE));
        driven.kernel.down(bridge(VRF, false));
        driven.run();
        assertThat(driven.kernel.routes()).isEmpty();
        driven.kernel.put(bridge(VRF, true));
        driven.run();
        assertThat(driven.kernel.routes()).containsExactly(own(TABLE, THERE));
        assertThat(driven.state(prefix(THERE))).isEqualTo(InstallState.IN_KERNEL);
    }

    @Test
    void routesGoWithTheInterfaceToAnotherVrf() {
        driven.hold(prefix(THERE));
        driven.kernel.put(bridge(OTHER_VRF, true));
        driven.run();
        assertThat(driven.kernel.routes()).containsExactly(own(OTHER_TABLE, THERE));
    }

    @Test
    void whatAnEarlierLifeHasMadeIsTakenOverOrGoes() {
        var unwanted =
                new RouteEntry(
                        77,
                        PREFIX,
                        RouteComparison.PROTOCOL,
                        RouteType.UNICAST,
                        RouteComparison.METRIC,
                        0,
                        List.of(new RouteEntry.Hop(UPLINK, THERE, true, 1)));
        driven.hold(prefix(THERE));
        driven.kill(0);
        driven.kernel.put(unwanted);
        driven.vtep.tenants().are(Set.of(L3));
        driven.kernel.takeRequests();
        driven.hold(prefix(THERE));
        assertThat(driven.kernel.takeRequests()).isEmpty();
        assertThat(driven.kernel.routes()).contains(unwanted);
        driven.vtep.clean();
        driven.run();
        assertThat(driven.kernel.routes()).containsExactly(own(TABLE, THERE));
        driven.vtep.leave(driven.journal.entries());
        driven.run();
        assertThat(driven.kernel.routes()).isEmpty();
    }

    @Test
    void anIpv6RouteWhoseHopsAreToldInAnotherOrderIsGoneWithAllOfThem() {
        var one = new RouteEntry.Hop(L3_BRIDGE, IpAddress.parse("fe80::1"), true, 1);
        var two = new RouteEntry.Hop(L3_BRIDGE, IpAddress.parse("fe80::2"), true, 1);
        var table = new RouteTable();
        table.put(ipv6(one, two), false);
        table.remove(ipv6(two));
        assertThat(table.find(TABLE, IPV6_PREFIX)).containsExactly(ipv6(one));
        table.put(ipv6(one, two), true);
        table.remove(ipv6(two, one));
        assertThat(table.find(TABLE, IPV6_PREFIX)).isEmpty();
        assertThat(table.uses(L3_BRIDGE)).isFalse();
    }

    private static RouteEntry ipv6(RouteEntry.Hop... hops) {
        return new RouteEntry(
                TABLE,
                IPV6_PREFIX,
                RouteComparison.PROTOCOL,
                RouteType.UNICAST,
                RouteComparison.METRIC,
                0,
                List.of(hops));
    }

    @Test
    void tellsOfThePrefixesInItsTableAndWhereTheyComeFrom() {
        driven.kernel.put(others(2, 0));
        driven.kernel.put(others(4, 5));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.CONNECTED));
        driven.kernel.remove(others(2, 0));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.STATIC));
        driven.kernel.put(others(OSPF, 1));
        driven.kernel.remove(others(4, 5));
        driven.hold(prefix(THERE));
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL));
        driven.kernel.remove(others(OSPF, 1));
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.PrefixGone(L3, PREFIX));
    }

    @Test
    void tellsOfTheOneHostOfABridgeDomainThatAPrefixIsBehind() {
        driven.kernel.put(route(TABLE, OSPF, 20, BY_BRIDGE));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(
                        new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL, NEIGHBOR));
        driven.kernel.put(others(OSPF, 10));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL));
        driven.kernel.remove(others(OSPF, 10));
        driven.kernel.put(
                route(
                        TABLE,
                        OSPF,
                        20,
                        BY_BRIDGE,
                        new RouteEntry.Hop(UPLINK, IpAddress.parse("172.16.0.1"), false, 1)));
        driven.run();
        assertThat(driven.takeFacts())
                .as("what is behind several is behind this leaf")
                .last()
                .isEqualTo(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL));
    }

    @Test
    void tellsWhenTheInterfaceThatAPrefixIsReachedByBecomesABridgeDomains() {
        driven.kernel.put(link(DrivenVtep.BRIDGE, "br1", VRF, false, new Link.Bridge(false)));
        driven.kernel.put(route(TABLE, OSPF, 20, BY_BRIDGE));
        driven.run();
        assertThat(driven.takeFacts())
                .contains(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL));
        driven.kernel.put(link(DrivenVtep.BRIDGE, "br1", VRF, true, new Link.Bridge(false)));
        driven.run();
        assertThat(driven.takeFacts())
                .contains(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL, NEIGHBOR));
    }

    @Test
    void tellsNothingOfOtherTablesUntilTheyAreATenants() {
        driven.kernel.put(route(OTHER_TABLE, OSPF, 20));
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
        driven.kernel.put(bridge(OTHER_VRF, true));
        driven.run();
        assertThat(driven.takeFacts())
                .contains(new KernelFact.PrefixIs(L3, PREFIX, PrefixSource.KERNEL));
        driven.vtep.tenants().are(Set.of());
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.PrefixGone(L3, PREFIX));
    }

    @Test
    void doesNotTellOfWhatLeadsNowhereOrMeansNothingElsewhere() {
        var unreachable =
                new RouteEntry(
                        TABLE, PREFIX, 3, RouteType.UNREACHABLE, 4_278_198_272L, 0, List.of());
        var linkLocal =
                new RouteEntry(
                        TABLE,
                        IpPrefix.parse("fe80::/64"),
                        2,
                        RouteType.UNICAST,
                        256,
                        0,
                        List.of(new RouteEntry.Hop(UPLINK, null, false, 1)));
        driven.kernel.put(unreachable);
        driven.kernel.put(linkLocal);
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
    }

    @Test
    void theBridgeDomainSaysWhichVrfAndWhichRouterItStandsFor() {
        assertThat(driven.vtep.view().domain(L3))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.vrf()).isEqualTo(new Vrf(VRF, "vrf10", TABLE));
                            assertThat(it.routerMac()).isEqualTo(new MacAddress(L3_BRIDGE));
                            assertThat(it.local()).isEqualTo(HERE);
                        });
    }
}
