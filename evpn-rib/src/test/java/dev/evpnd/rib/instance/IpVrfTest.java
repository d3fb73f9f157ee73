package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HERE;
import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.L2_TARGET;
import static dev.evpnd.rib.instance.OneVtep.L3;
import static dev.evpnd.rib.instance.OneVtep.L3_TARGET;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.REMOTE_ROUTER;
import static dev.evpnd.rib.instance.OneVtep.ROUTER;
import static dev.evpnd.rib.instance.OneVtep.bare;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.prefix;
import static dev.evpnd.rib.instance.OneVtep.toL3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.NextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Routes to prefixes and hosts: RFC 9135 and RFC 9136.
class IpVrfTest {
    private static final String NET = "10.9.0.0/16";
    private static final EthernetSegmentId SEGMENT =
            EthernetSegmentId.parse("00:11:22:33:44:55:66:77:88:99");

    private final OneVtep vtep = new OneVtep();

    private static Intent route(String prefix, IpAddress... vteps) {
        return new Intent.RemotePrefix(
                L3,
                IpPrefix.parse(prefix),
                List.of(vteps).stream()
                        .map(
                                each ->
                                        new Intent.NextHop(
                                                each, L3, OneVtep.router(each), each, false))
                        .toList());
    }

    private List<Intent> routes() {
        return vtep.instances.intents().stream()
                .filter(Intent.RemotePrefix.class::isInstance)
                .toList();
    }

    private void assertRefused(Offer offer, Refusal refusal) {
        assertThat(vtep.receive(offer)).isZero();
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.instances.refused(refusal)).isEqualTo(1);
    }

    @Test
    void holdsAPrefixWithItsNextHopAndTheRouterBehindIt() {
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        assertThat(vtep.instances.intents())
                .containsExactly(
                        new Intent.RemoteRouter(L3, REMOTE_ROUTER, LOWER, L3),
                        new Intent.NextHopNeighbor(L3, LOWER, REMOTE_ROUTER, false),
                        route(NET, LOWER));
    }

    @Test
    void tellsTheKernelOfTheNextHopBeforeTheRouteThatNeedsIt() {
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        assertThat(vtep.drain()).last().isEqualTo(new InstanceChange.Hold(route(NET, LOWER)));
        vtep.lose(prefix(LOWER, NET));
        assertThat(vtep.drain()).first().isEqualTo(new InstanceChange.Drop(route(NET, LOWER)));
    }

    @Test
    void dropsTheNextHopWithTheLastRouteThatNeedsIt() {
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        vtep.receive(toL3(LOWER, prefix(LOWER, "10.8.0.0/16")));
        vtep.lose(prefix(LOWER, NET));
        assertThat(vtep.instances.intents()).hasSize(3);
        vtep.lose(prefix(LOWER, "10.8.0.0/16"));
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void sharesAPrefixAmongVtepsThatAreAsGood() {
        vtep.receive(toL3(HIGHER, prefix(HIGHER, NET)));
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        assertThat(routes()).containsExactly(route(NET, LOWER, HIGHER));
    }

    @Test
    void takesTheBetterPathAlone() {
        var better = toL3(HIGHER, prefix(HIGHER, NET));
        var worse = toL3(LOWER, prefix(LOWER, NET));
        vtep.receive(better);
        var worseThanDefault = new Preference(false, 0, 99, 0, 0, 0, true);
        vtep.receive(new Offer(worse.key(), worse.route(), worse.attributes(), worseThanDefault));
        assertThat(routes()).containsExactly(route(NET, HIGHER));
    }

    @Test
    void sharesAPrefixAmongNoMoreVtepsThanAllowed() {
        vtep.configure(OneVtep.ipVrf(1, false));
        vtep.receive(toL3(HIGHER, prefix(HIGHER, NET)));
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        assertThat(routes()).containsExactly(route(NET, LOWER));
    }

    @Test
    void sendsWithTheVniThatTheRouteAsksFor() {
        vtep.receive(toL3(LOWER, prefix(LOWER, NET, EthernetSegmentId.ZERO, "0.0.0.0", 7000)));
        assertThat(routes())
                .containsExactly(
                        new Intent.RemotePrefix(
                                L3,
                                IpPrefix.parse(NET),
                                List.of(
                                        new Intent.NextHop(
                                                LOWER,
                                                new Vni(7000),
                                                REMOTE_ROUTER,
                                                LOWER,
                                                false))));
    }

    @Test
    void holdsARouteToAHost() {
        vtep.receive(toL3(LOWER, host(LOWER, MAC, IP)));
        assertThat(routes()).containsExactly(route("10.1.0.1/32", LOWER));
    }

    @Test
    void routesToAHostWhereItMovedTo() {
        vtep.receive(toL3(LOWER, host(LOWER, MAC, IP)));
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP), MacMobility.of(1)));
        assertThat(routes()).containsExactly(route("10.1.0.1/32", HIGHER));
    }

    @Test
    void prefersTheHostToAPrefixOfOneAddress() {
        vtep.receive(toL3(LOWER, prefix(LOWER, "10.1.0.1/32")));
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP)));
        assertThat(routes()).containsExactly(route("10.1.0.1/32", HIGHER));
    }

    @Test
    void doesNotRouteAwayAHostThatIsHere() {
        var offer = toL3(LOWER, host(LOWER, MAC, IP), L2_TARGET);
        assertThat(vtep.receive(offer)).isEqualTo(2);
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        assertThat(routes()).isEmpty();
        vtep.instances.neighborGone(L2, IP, vtep.now);
        vtep.instances.macGone(L2, MAC, vtep.now);
        assertThat(routes()).containsExactly(route("10.1.0.1/32", LOWER));
    }

    @Test
    void refusesAHostWithoutAVniToRouteBy() {
        var route = host(LOWER, MAC, IP);
        var label2Missing =
                new MacIpAdvertisement(
                        route.routeDistinguisher(),
                        route.ethernetSegmentId(),
                        route.ethernetTag(),
                        MAC,
                        IP,
                        route.label1(),
                        null);
        assertRefused(toL3(LOWER, label2Missing), Refusal.NO_L3_VNI);
    }

    @Test
    void refusesALinkLocalHost() {
        var offer = toL3(LOWER, host(LOWER, MAC, IpAddress.parse("fe80::1")));
        assertRefused(offer, Refusal.IP_ADDRESS);
    }

    @Test
    void refusesAMacAddressAlone() {
        assertRefused(toL3(LOWER, host(LOWER, MAC, null)), Refusal.NO_IP_ADDRESS);
    }

    @Test
    void refusesASegmentTogetherWithAGateway() {
        assertRefused(
                toL3(LOWER, prefix(LOWER, NET, SEGMENT, "10.0.0.1", 5000)),
                Refusal.TWO_OVERLAY_INDEXES);
    }

    @Test
    void refusesASegmentThatItWouldHaveToLookUp() {
        assertRefused(
                toL3(LOWER, prefix(LOWER, NET, SEGMENT, "0.0.0.0", 5000)), Refusal.BEHIND_SEGMENT);
    }

    @Test
    void refusesAGatewayThatIsNoHost() {
        for (var gateway : List.of("224.0.0.5", "127.0.0.1", "255.255.255.255")) {
            assertThat(vtep.receive(toL3(LOWER, behind(LOWER, NET, gateway)))).as(gateway).isZero();
        }
        var linkLocal = behind(LOWER, "2001:db8:9::/48", "fe80::1");
        assertThat(vtep.receive(toL3(LOWER, linkLocal))).isZero();
        assertThat(vtep.instances.refused(Refusal.GATEWAY)).isEqualTo(4);
    }

    @Test
    void refusesAGatewayThatIsThePrefix() {
        assertRefused(toL3(LOWER, behind(LOWER, "10.1.0.1/32", "10.1.0.1")), Refusal.OWN_GATEWAY);
    }

    @Test
    void refusesAGatewayWithinThePrefixBehindIt() {
        assertRefused(toL3(LOWER, behind(LOWER, NET, "10.9.0.1")), Refusal.RECURSIVE_GATEWAY);
    }

    private static IpPrefixAdvertisement behind(IpAddress vtep, String prefix, String gateway) {
        return prefix(vtep, prefix, EthernetSegmentId.ZERO, gateway, 0);
    }

    @Test
    void refusesAPrefixWithoutAVni() {
        assertRefused(
                toL3(LOWER, prefix(LOWER, NET, EthernetSegmentId.ZERO, "0.0.0.0", 0)),
                Refusal.NO_L3_VNI);
    }

    @Test
    void refusesAPrefixWithoutARouter() {
        assertRefused(
                bare(LOWER, prefix(LOWER, NET), L3_TARGET, Encapsulation.VXLAN),
                Refusal.NO_ROUTER_MAC);
    }

    @Test
    void refusesARouterThatIsAGroupOrNobody() {
        for (var mac : List.of("01:00:5e:00:00:01", "00:00:00:00:00:00")) {
            var router = RouterMac.of(MacAddress.parse(mac));
            assertThat(vtep.receive(bare(LOWER, prefix(LOWER, NET), L3_TARGET, router)))
                    .as(mac)
                    .isZero();
        }
        assertThat(vtep.instances.refused(Refusal.ROUTER_MAC)).isEqualTo(2);
    }

    @Test
    void refusesTheRouterThatIsItself() {
        var offer = bare(LOWER, prefix(LOWER, NET), L3_TARGET, RouterMac.of(ROUTER));
        assertRefused(offer, Refusal.OWN_ROUTER_MAC);
    }

    @Test
    void refusesTheNextHopThatIsItself() {
        assertRefused(toL3(HERE, prefix(LOWER, NET)), Refusal.OWN_NEXT_HOP);
    }

    @Test
    void listsAllThatItHasImportedHoweverSmallTheSlices() {
        vtep.receive(toL3(HIGHER, prefix(HIGHER, NET)));
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        vtep.receive(toL3(LOWER, prefix(LOWER, "10.8.0.0/16")));
        var host = host(LOWER, MAC, IP);
        vtep.receive(
                toL3(
                        LOWER,
                        new MacIpAdvertisement(
                                host.routeDistinguisher(),
                                SEGMENT,
                                host.ethernetTag(),
                                MAC,
                                IP,
                                host.label1(),
                                host.label2())));

        var paths = vtep.instances.importedPaths(L3);
        var listed = new ArrayList<ImportedPaths.Path>();
        while (!paths.isDone()) {
            listed.addAll(paths.next(1));
            vtep.lose(prefix(LOWER, "10.8.0.0/16"));
        }

        assertThat(listed)
                .containsExactly(
                        path("10.1.0.1/32", LOWER, SEGMENT),
                        path(NET, LOWER, EthernetSegmentId.ZERO),
                        path(NET, HIGHER, EthernetSegmentId.ZERO));
        assertThat(vtep.instances.importedPaths(L2).next(1)).isEmpty();
    }

    private static ImportedPaths.Path path(
            String prefix, IpAddress vtep, EthernetSegmentId segment) {
        return new ImportedPaths.Path(
                IpPrefix.parse(prefix), new Tunnel(vtep, L3, OneVtep.router(vtep)), segment);
    }

    @Test
    void announcesAPrefixWithWhatItHadInTheVrf() {
        var prefix = IpPrefix.parse("10.7.0.0/24");
        var inherited =
                PathAttributes.of(
                        new MultiExitDisc(7), new NextHop(new Ipv4Address(1)), new LocalPref(200));
        vtep.instances.announcePrefix(L3, prefix, inherited);
        var origination = vtep.instances.originations().getLast();
        var route = (IpPrefixAdvertisement) origination.route();
        assertThat(route.prefix()).isEqualTo(prefix);
        assertThat(route.label().vni()).isEqualTo(5000);
        assertThat(route.gateway().isUnspecified()).isTrue();
        assertThat(origination.nextHop().address()).contains(HERE);
        assertThat(origination.attributes().toString())
                .isEqualTo(
                        "ORIGIN IGP; AS_PATH ; MULTI_EXIT_DISC 7; LOCAL_PREF 200;"
                                + " EXTENDED_COMMUNITIES ET:8 RT:65000:5000"
                                + " Rmac:02:00:00:00:05:05");
        vtep.instances.withdrawPrefix(L3, prefix);
        assertThat(vtep.instances.originations()).doesNotContain(origination);
    }

    private IpPrefixAdvertisement announced(String prefix, String gateway) {
        vtep.instances.announcePrefix(
                L3, IpPrefix.parse(prefix), IpAddress.parse(gateway), PathAttributes.EMPTY);
        return (IpPrefixAdvertisement) vtep.instances.originations().getLast().route();
    }

    /// As FRR does: who does not look gateways up goes by the label and the router.
    @Test
    void announcesThatAPrefixIsBehindAHost() {
        var route = announced("10.7.0.0/24", "10.1.0.9");
        assertThat(route.gateway()).isEqualTo(IpAddress.parse("10.1.0.9"));
        assertThat(route.label().vni()).isEqualTo(5000);
        var origination = vtep.instances.originations().getLast();
        assertThat(origination.attributes().toString()).contains("Rmac:02:00:00:00:05:05");
        vtep.configure(OneVtep.ipVrf(1, true));
        assertThat(vtep.instances.originations()).contains(origination);
        vtep.instances.withdrawPrefix(L3, IpPrefix.parse("10.7.0.0/24"));
        assertThat(vtep.instances.originations()).hasSize(1);
    }

    @Test
    void announcesNoGatewayThatOthersCouldNotLookUp() {
        assertThat(announced("10.7.0.0/24", "10.7.0.9").gateway().isUnspecified()).isTrue();
        assertThat(announced("10.7.0.9/32", "10.7.0.9").gateway().isUnspecified()).isTrue();
        assertThat(announced("2001:db8:7::/64", "fe80::9").gateway().isUnspecified()).isTrue();
        assertThat(announced("10.7.0.0/24", "2001:db8::9").gateway().isUnspecified()).isTrue();
    }

    // A VTEP that shares its address and its router with another.

    private static final IpAddress OWN = IpAddress.parse("192.0.2.55");
    private static final MacAddress OWN_ROUTER = MacAddress.parse("02:00:00:00:05:55");

    private void share() {
        vtep.configure(OneVtep.ipVrf().withPrimary(new PrimaryAddress(OWN, OWN_ROUTER)));
    }

    private List<String> announcedBy() {
        return vtep.instances.originations().stream()
                .filter(each -> !(each.route() instanceof InclusiveMulticastEthernetTag))
                .map(
                        each ->
                                each.nextHop().address().orElseThrow()
                                        + each.attributes()
                                                .toString()
                                                .replaceFirst(".*(Rmac:\\S+)|.*", " $1"))
                .toList();
    }

    @Test
    void announcesPrefixesAsItsOwnAndHostsAsThoseOfBoth() {
        share();
        vtep.instances.announcePrefix(L3, IpPrefix.parse(NET), PathAttributes.EMPTY);
        assertThat(announcedBy()).containsExactly(OWN + " Rmac:" + OWN_ROUTER);
        vtep.instances.withdrawPrefix(L3, IpPrefix.parse(NET));
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        assertThat(announcedBy())
                .containsExactlyInAnyOrder(HERE + " ", HERE + " Rmac:" + OneVtep.ROUTER);
    }

    @Test
    void announcesItsOwnAddressesAsItsOwnButNotTheGatewayThatBothAre() {
        vtep.instances.ownMac(L2, MAC, 7, false, vtep.now);
        vtep.learn(IP, MAC);
        share();
        assertThat(announcedBy()).containsExactlyInAnyOrder(OWN + " ", OWN + " Rmac:" + OWN_ROUTER);
        vtep.instances.ownMac(L2, MAC, 7, true, vtep.now);
        assertThat(announcedBy())
                .containsExactlyInAnyOrder(HERE + " ", HERE + " Rmac:" + OneVtep.ROUTER);
    }

    /// What the other of the two announces: prefixes with its own address, hosts with that of both.
    @Test
    void usesThePrefixesOfTheOtherButNotItsHosts() {
        share();
        assertThat(vtep.receive(toL3(LOWER, prefix(LOWER, NET)))).isEqualTo(1);
        assertThat(vtep.receive(toL3(HERE, host(LOWER, MAC, IP), L2_TARGET))).isZero();
    }

    @Test
    void refusesWhatHasItsOwnAddressOrRouterAsLongAsTheseAreIts() {
        share();
        var byAddress = toL3(OWN, prefix(LOWER, NET));
        var byRouter =
                bare(
                        HIGHER,
                        prefix(HIGHER, NET),
                        L3_TARGET,
                        Encapsulation.VXLAN,
                        RouterMac.of(OWN_ROUTER));
        assertThat(vtep.receive(byAddress)).isZero();
        assertThat(vtep.receive(byRouter)).isZero();
        assertThat(vtep.configure(OneVtep.ipVrf())).as("all are to be offered again").isTrue();
        assertThat(vtep.receive(byAddress)).isEqualTo(1);
        assertThat(vtep.receive(byRouter)).isEqualTo(1);
    }

    @Test
    void anIpVrfThatIsGoneLeavesNothingBehind() {
        vtep.receive(toL3(LOWER, prefix(LOWER, NET)));
        vtep.instances.announcePrefix(L3, IpPrefix.parse(NET), PathAttributes.EMPTY);
        vtep.unconfigureIpVrf(L3);
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.instances.imported()).isZero();
        assertThat(vtep.instances.originations()).hasSize(1);
    }
}
