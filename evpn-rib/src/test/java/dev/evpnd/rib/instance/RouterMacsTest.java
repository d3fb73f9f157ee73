package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.L3;
import static dev.evpnd.rib.instance.OneVtep.L3_TARGET;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.REMOTE_ROUTER;
import static dev.evpnd.rib.instance.OneVtep.bare;
import static dev.evpnd.rib.instance.OneVtep.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Which router MAC address leads where, and by which gateway a route has it.
class RouterMacsTest {
    private static final String NET = "10.9.0.0/16";
    private static final String OTHER_NET = "10.8.0.0/16";
    private static final String NET_V6 = "2001:db8:9::/48";
    private static final MacAddress OTHER_ROUTER = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress OF_OTHER_ROUTER = IpAddress.parse("fe80::ff:fe00:1");
    private static final IpAddress LOWER_MAPPED = IpAddress.parse("::ffff:192.0.2.1");
    private static final IpAddress OF_TUNNEL = IpAddress.parse("fe80:0:0:1388:0:ff:fe00:101");
    private static final Vni DOWNSTREAM = new Vni(7000);

    private final OneVtep vtep = new OneVtep();

    private static IpPrefixAdvertisement to(IpAddress vtep, String prefix, Vni vni) {
        var gateway = prefix.contains(":") ? "::" : "0.0.0.0";
        return prefix(vtep, prefix, EthernetSegmentId.ZERO, gateway, vni.number());
    }

    private void receive(IpAddress from, String prefix, MacAddress router, Vni vni) {
        vtep.receive(bare(from, to(from, prefix, vni), L3_TARGET, RouterMac.of(router)));
    }

    private void receive(IpAddress from, String prefix, MacAddress router) {
        receive(from, prefix, router, L3);
    }

    private void lose(IpAddress from, String prefix) {
        vtep.lose(to(from, prefix, L3));
        vtep.goOn();
    }

    private static Intent route(String prefix, Intent.NextHop... nextHops) {
        return new Intent.RemotePrefix(L3, IpPrefix.parse(prefix), List.of(nextHops));
    }

    private static Intent.NextHop by(IpAddress vtep, MacAddress router, IpAddress gateway) {
        return new Intent.NextHop(vtep, L3, router, gateway, false);
    }

    private static Intent.NextHop by(IpAddress vtep) {
        return by(vtep, REMOTE_ROUTER, vtep);
    }

    private static Intent router(MacAddress mac, IpAddress vtep, Vni remoteVni) {
        return new Intent.RemoteRouter(L3, mac, vtep, remoteVni);
    }

    private static Intent neighbor(IpAddress gateway, MacAddress mac) {
        return new Intent.NextHopNeighbor(L3, gateway, mac, false);
    }

    private void assertHolds(Intent... intents) {
        assertThat(vtep.instances.intents()).containsExactlyInAnyOrder(intents);
    }

    @Test
    void servesBothRoutersOfOneVtep() {
        receive(LOWER, NET, REMOTE_ROUTER);
        vtep.drain();
        receive(LOWER, OTHER_NET, OTHER_ROUTER);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                router(OTHER_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                neighbor(OF_OTHER_ROUTER, OTHER_ROUTER),
                route(NET, by(LOWER)),
                route(OTHER_NET, by(LOWER, OTHER_ROUTER, OF_OTHER_ROUTER)));
        assertThat(vtep.notices())
                .containsExactly(
                        new Notice.AnotherRouterMac(L3, LOWER, REMOTE_ROUTER, OTHER_ROUTER));
    }

    @Test
    void writesNoOtherRouteWhenARouterOfTheVtepGoes() {
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, OTHER_ROUTER);
        vtep.drain();
        lose(LOWER, NET);
        assertHolds(
                router(OTHER_ROUTER, LOWER, L3),
                neighbor(OF_OTHER_ROUTER, OTHER_ROUTER),
                route(OTHER_NET, by(LOWER, OTHER_ROUTER, OF_OTHER_ROUTER)));
        assertThat(vtep.drain()).hasSize(3).hasOnlyElementsOfType(InstanceChange.Drop.class);
        receive(LOWER, NET, REMOTE_ROUTER);
        assertThat(vtep.instances.intents()).contains(route(NET, by(LOWER)));
    }

    @Test
    void keepsTheGatewayOfARouterWhoseOnlyRouteChanges() {
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, OTHER_ROUTER);
        lose(LOWER, NET);
        vtep.drain();
        receive(HIGHER, OTHER_NET, REMOTE_ROUTER);
        assertThat(vtep.instances.intents())
                .contains(route(OTHER_NET, by(LOWER, OTHER_ROUTER, OF_OTHER_ROUTER), by(HIGHER)));
    }

    @Test
    void hasTheAddressOfAVtepForBothAddressFamilies() {
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, NET_V6, REMOTE_ROUTER);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                neighbor(LOWER_MAPPED, REMOTE_ROUTER),
                route(NET, by(LOWER)),
                route(NET_V6, by(LOWER, REMOTE_ROUTER, LOWER_MAPPED)));
        lose(LOWER, NET);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER_MAPPED, REMOTE_ROUTER),
                route(NET_V6, by(LOWER, REMOTE_ROUTER, LOWER_MAPPED)));
    }

    /// To an address of the underlay the kernel may have a route by another device.
    @Test
    void hasALinkLocalGatewayForBothFamiliesWhereTheVtepIsOfIpv6() {
        var of = IpAddress.parse("fe80::ff:fe00:101");
        var six = IpAddress.parse("2001:db8::1");
        for (var prefix : List.of(NET, NET_V6)) {
            receive(six, prefix, REMOTE_ROUTER);
            receive(six, prefix.replace("9", "8"), OTHER_ROUTER);
        }
        assertHolds(
                router(REMOTE_ROUTER, six, L3),
                router(OTHER_ROUTER, six, L3),
                neighbor(of, REMOTE_ROUTER),
                neighbor(OF_OTHER_ROUTER, OTHER_ROUTER),
                route(NET, by(six, REMOTE_ROUTER, of)),
                route(NET_V6, by(six, REMOTE_ROUTER, of)),
                route(OTHER_NET, by(six, OTHER_ROUTER, OF_OTHER_ROUTER)),
                route("2001:db8:8::/48", by(six, OTHER_ROUTER, OF_OTHER_ROUTER)));
    }

    @Test
    void sendsWithTheVniThatTheRouterAsksFor() {
        receive(LOWER, NET, REMOTE_ROUTER, DOWNSTREAM);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, DOWNSTREAM),
                neighbor(LOWER, REMOTE_ROUTER),
                route(NET, new Intent.NextHop(LOWER, DOWNSTREAM, REMOTE_ROUTER, LOWER, false)));
    }

    @Test
    void leavesOutWhatHasTheRouterMacOfAnotherVtepAndTellsOfIt() {
        receive(HIGHER, NET, REMOTE_ROUTER);
        vtep.drain();
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER);
        assertHolds(
                router(REMOTE_ROUTER, HIGHER, L3),
                neighbor(HIGHER, REMOTE_ROUTER),
                route(NET, by(HIGHER)));
        assertThat(vtep.drain())
                .containsExactly(
                        new InstanceChange.Tell(
                                new Notice.RouterMacTaken(
                                        L3, REMOTE_ROUTER, HIGHER, L3, LOWER, L3)));
    }

    @Test
    void explainsWhatIsLeftOut() {
        receive(HIGHER, NET, REMOTE_ROUTER);
        var waiting = bare(LOWER, to(LOWER, NET, L3), L3_TARGET, RouterMac.of(REMOTE_ROUTER));
        vtep.receive(waiting);
        var verdict = vtep.instances.explain(waiting).getLast();
        assertThat(verdict.isImported()).isTrue();
        assertThat(verdict.hindrance())
                .isEqualTo(new Hindrance.RouterMacTaken(new Tunnel(HIGHER, L3, REMOTE_ROUTER)));
        lose(HIGHER, NET);
        assertThat(vtep.instances.explain(waiting).getLast().hindrance()).isNull();
    }

    @Test
    void takesWhatWasLeftOutWhenTheOtherIsGone() {
        receive(HIGHER, NET, REMOTE_ROUTER);
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER);
        lose(HIGHER, NET);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                route(NET, by(LOWER)),
                route(OTHER_NET, by(LOWER)));
    }

    @Test
    void keepsTheOtherNextHopsOfAPrefix() {
        receive(HIGHER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER);
        var third = IpAddress.parse("192.0.2.7");
        receive(third, OTHER_NET, OTHER_ROUTER);
        assertThat(vtep.instances.intents())
                .contains(route(OTHER_NET, by(third, OTHER_ROUTER, third)));
        lose(HIGHER, NET);
        assertThat(vtep.instances.intents())
                .contains(route(OTHER_NET, by(LOWER), by(third, OTHER_ROUTER, third)));
    }

    @Test
    void servesOneVniForEachRouterMac() {
        receive(LOWER, NET, REMOTE_ROUTER, DOWNSTREAM);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER);
        assertThat(vtep.instances.intents())
                .contains(router(REMOTE_ROUTER, LOWER, DOWNSTREAM))
                .hasSize(3);
        assertThat(vtep.notices())
                .containsExactly(
                        new Notice.RouterMacTaken(L3, REMOTE_ROUTER, LOWER, DOWNSTREAM, LOWER, L3));
        lose(LOWER, NET);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                route(OTHER_NET, by(LOWER)));
    }

    @Test
    void followsARouterWhoseOnlyRouteMovesToAnotherVtepAtOnce() {
        receive(HIGHER, NET, REMOTE_ROUTER);
        vtep.drain();
        var moved = to(HIGHER, NET, L3);
        vtep.receive(bare(LOWER, moved, L3_TARGET, RouterMac.of(REMOTE_ROUTER)));
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                route(NET, by(LOWER)));
        assertThat(vtep.notices()).isEmpty();
    }

    @Test
    void findsAnotherVtepWhereTheOnlyOneThatMayBeTakenIsLeftOut() {
        vtep.configure(OneVtep.ipVrf(1, false));
        receive(IpAddress.parse("192.0.2.8"), NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER);
        receive(HIGHER, OTHER_NET, OTHER_ROUTER);
        assertThat(vtep.instances.intents())
                .contains(route(OTHER_NET, by(HIGHER, OTHER_ROUTER, HIGHER)));
        lose(IpAddress.parse("192.0.2.8"), NET);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                route(OTHER_NET, by(LOWER)));
    }

    @Test
    void walksOnlyWhenSomethingThatIsWaitedForIsThere() {
        receive(HIGHER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER);
        receive(HIGHER, "10.7.0.0/16", OTHER_ROUTER);
        vtep.goOn();
        vtep.lose(to(HIGHER, "10.7.0.0/16", L3));
        assertThat(vtep.instances.goOn(new Slice(0), 0)).isFalse();
        vtep.lose(to(HIGHER, NET, L3));
        assertThat(vtep.instances.goOn(new Slice(0), 0)).isTrue();
    }

    private static Intent.NextHop encapsulated(IpAddress vtep, Vni vni) {
        return new Intent.NextHop(vtep, vni, REMOTE_ROUTER, OF_TUNNEL, true);
    }

    private void encapsulate(boolean may) {
        vtep.configure(OneVtep.ipVrf().withMayEncapsulate(may));
        vtep.goOn();
    }

    @Test
    void aRouteSaysWhereItLeadsIfItsRouterMacIsAnotherWaysAndTheDeviceTakesThat() {
        encapsulate(true);
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER, DOWNSTREAM);
        receive(HIGHER, NET_V6, REMOTE_ROUTER);
        assertHolds(
                router(REMOTE_ROUTER, LOWER, L3),
                neighbor(LOWER, REMOTE_ROUTER),
                new Intent.NextHopNeighbor(L3, OF_TUNNEL, REMOTE_ROUTER, true),
                route(NET, by(LOWER)),
                route(OTHER_NET, encapsulated(LOWER, DOWNSTREAM)),
                route(NET_V6, encapsulated(HIGHER, L3)));
        assertThat(vtep.notices()).isEmpty();
        var explained =
                bare(
                        LOWER,
                        to(LOWER, OTHER_NET, DOWNSTREAM),
                        L3_TARGET,
                        RouterMac.of(REMOTE_ROUTER));
        assertThat(vtep.instances.explain(explained).getLast().hindrance()).isNull();
    }

    /// To write them anew would gain nothing.
    @Test
    void routesThatSayWhereTheyLeadStayAsTheyAreWhenTheMacIsFree() {
        encapsulate(true);
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER, DOWNSTREAM);
        lose(LOWER, NET);
        receive(LOWER, NET, REMOTE_ROUTER, DOWNSTREAM);
        assertHolds(
                new Intent.NextHopNeighbor(L3, OF_TUNNEL, REMOTE_ROUTER, true),
                route(NET, encapsulated(LOWER, DOWNSTREAM)),
                route(OTHER_NET, encapsulated(LOWER, DOWNSTREAM)));
        lose(LOWER, NET);
        lose(LOWER, OTHER_NET);
        assertHolds();
    }

    @Test
    void routesWaitOrAreServedAsTheDeviceComesToBeAnother() {
        receive(LOWER, NET, REMOTE_ROUTER);
        receive(LOWER, OTHER_NET, REMOTE_ROUTER, DOWNSTREAM);
        var without = List.copyOf(vtep.instances.intents());
        assertThat(without).hasSize(3);
        encapsulate(true);
        assertThat(vtep.instances.intents())
                .contains(route(OTHER_NET, encapsulated(LOWER, DOWNSTREAM)))
                .hasSize(5);
        encapsulate(false);
        assertThat(vtep.instances.intents()).isEqualTo(without);
    }

    @Test
    void theVniOfTheTenantIsInTheGatewayOfWhatIsEncapsulated() {
        assertThat(TunnelGateway.l3Vni(OF_TUNNEL)).isEqualTo(L3);
        for (var other : List.of("fe80::1", "2001:db8::1", "fe80:0:100::1", "10.0.0.1")) {
            assertThat(TunnelGateway.l3Vni(IpAddress.parse(other))).as(other).isNull();
        }
    }
}
