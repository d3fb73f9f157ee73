package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HERE;
import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.L2_TARGET;
import static dev.evpnd.rib.instance.OneVtep.L3;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.bare;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.remoteMac;
import static dev.evpnd.rib.instance.OneVtep.toL2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which routes are imported where, and why others are not.
class ImportTest {
    private static final Vni SECOND = new Vni(200);

    private final OneVtep vtep = new OneVtep();

    private static MacVrfSettings second(ImportTarget... targets) {
        return MacVrfSettings.of(
                SECOND, RouteDistinguisher.parse("1:200"), List.of(targets), List.of(), HERE);
    }

    private static ImportTarget exact(String target) {
        return new ImportTarget.Exact(RouteTarget.parse(target));
    }

    private void assertRefused(Offer offer, Refusal refusal) {
        assertThat(vtep.receive(offer)).isZero();
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.instances.refused(refusal)).isEqualTo(1);
    }

    @Test
    void importsIntoEveryInstanceWithOneOfTheTargets() {
        vtep.configure(second(exact("65000:100")));
        assertThat(vtep.receive(LOWER, MAC, null, 0)).isEqualTo(2);
        assertThat(vtep.instances.intents()).extracting(Intent::vni).containsExactly(L2, SECOND);
    }

    @Test
    void importsOnceByManyTargets() {
        vtep.configure(second(exact("1:1"), exact("1:2"), new ImportTarget.AnyAdministrator(2)));
        var offer =
                bare(
                        LOWER,
                        host(LOWER, MAC, null),
                        RouteTarget.parse("1:1"),
                        RouteTarget.parse("1:2"));
        assertThat(vtep.receive(offer)).isEqualTo(1);
    }

    @Test
    void importsTheTargetsOfAllAsesByTheLocalAdministrator() {
        vtep.configure(second(new ImportTarget.AnyAdministrator(200)));
        for (var target : List.of("1:200", "4200000001:200", "192.0.2.1:200", "65535:200")) {
            var offer = bare(LOWER, host(LOWER, MAC, null), RouteTarget.parse(target));
            assertThat(vtep.receive(offer)).as(target).isEqualTo(1);
        }
        var other = bare(LOWER, host(LOWER, MAC, null), RouteTarget.of(new Asn(200), 201));
        assertThat(vtep.receive(other)).isZero();
    }

    @Test
    void anExactTargetIsOfOneEncoding() {
        vtep.configure(second(exact("65000:200")));
        var fourOctets = RouteTarget.ofFourOctetAs(new Asn(65000), 200);
        assertThat(vtep.receive(bare(LOWER, host(LOWER, MAC, null), fourOctets))).isZero();
    }

    @Test
    void keepsNothingOfARouteThatNobodyImports() {
        vtep.receive(bare(LOWER, host(LOWER, MAC, null), RouteTarget.parse("1:1")));
        assertThat(vtep.instances.imported()).isZero();
        assertThat(vtep.instances.refused(Refusal.NO_ROUTE_TARGET)).isEqualTo(1);
    }

    @Test
    void letsGoOfARouteWhoseTargetsHaveChanged() {
        vtep.receive(LOWER, MAC, null, 0);
        vtep.receive(bare(LOWER, host(LOWER, MAC, null), RouteTarget.parse("1:1")));
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.instances.imported()).isZero();
    }

    @Test
    void theSameOfferOnceMoreChangesNothing() {
        vtep.receive(LOWER, MAC, IP, 3);
        vtep.drain();
        vtep.receive(LOWER, MAC, IP, 3);
        assertThat(vtep.drain()).isEmpty();
    }

    @Test
    void theSameOfferOnceMoreIsNotToldOfOnceMore() {
        vtep.learnSticky(MAC);
        vtep.receive(LOWER, MAC, null, 3);
        vtep.drain();
        vtep.receive(LOWER, MAC, null, 3);
        assertThat(vtep.drain()).isEmpty();
    }

    @Test
    void letsGoAtOnceOfWhatAChangedInstanceDoesNotImport() {
        vtep.receive(LOWER, MAC, null, 0);
        vtep.configure(OneVtep.macVrf().withImportTargets(List.of()));
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void asksForAllRoutesAgainWhereAnInstanceMayImportMore() {
        var changed = OneVtep.macVrf().withImportTargets(List.of(exact("1:1")));
        assertThat(vtep.configure(changed)).isTrue();
        assertThat(vtep.configure(changed)).isFalse();
        var noFlooding = changed.withFlooding(Flooding.DISABLED);
        assertThat(vtep.configure(noFlooding)).isFalse();
        vtep.receive(bare(LOWER, host(LOWER, MAC, null), RouteTarget.parse("1:1")));
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void aBridgeDomainThatIsGoneLeavesNothingBehind() {
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.receive(OneVtep.flooded(LOWER, OneVtep.replication(LOWER)));
        vtep.learn(OneVtep.OTHER_MAC);
        vtep.learn(IpAddress.parse("10.1.0.9"), OneVtep.OTHER_MAC);
        vtep.unconfigureMacVrf(L2);
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.instances.originations()).isEmpty();
        assertThat(vtep.instances.imported()).isZero();
        assertThat(vtep.instances.macLearned(L2, MAC, 1, false, vtep.now)).isFalse();
    }

    @Test
    void aVniIsOfOneInstance() {
        var own = OneVtep.macVrf();
        assertThatThrownBy(
                        () ->
                                vtep.configure(
                                        MacVrfSettings.of(
                                                L3,
                                                RouteDistinguisher.parse("1:1"),
                                                own.importTargets(),
                                                own.exportTargets(),
                                                HERE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRouteDistinguisherIsOfOneMacVrf() {
        var same = second().withRouteDistinguisher(OneVtep.macVrf().routeDistinguisher());
        assertThatThrownBy(() -> vtep.configure(same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.5:2");
    }

    @Test
    void refusesTheNextHopThatIsItself() {
        assertRefused(toL2(HERE, host(LOWER, MAC, null)), Refusal.OWN_NEXT_HOP);
    }

    @Test
    void refusesANextHopThatIsNoVtep() {
        for (var address :
                List.of(
                        "0.0.0.0",
                        "224.0.0.1",
                        "255.255.255.255",
                        "127.0.0.1",
                        "::",
                        "fe80::1",
                        "::ffff:192.0.2.1")) {
            var offer = toL2(IpAddress.parse(address), host(LOWER, MAC, null));
            assertThat(vtep.receive(offer)).as(address).isZero();
        }
        assertThat(vtep.instances.refused(Refusal.NO_NEXT_HOP)).isEqualTo(7);
    }

    @Test
    void refusesANextHopThatIsNoAddress() {
        var nextHop = new MpNextHop(Octets.of(1, 2, 3));
        var attributes = PathAttributes.of(ExtendedCommunities.of(L2_TARGET));
        assertRefused(
                Offer.of(host(LOWER, MAC, null), OfferedAttributes.of(nextHop, attributes)),
                Refusal.NO_NEXT_HOP);
    }

    @Test
    void refusesWhatCannotBeReachedByVxlan() {
        assertRefused(
                bare(LOWER, host(LOWER, MAC, null), L2_TARGET, Encapsulation.MPLS),
                Refusal.ENCAPSULATION);
    }

    @Test
    void takesVxlanForGrantedWhereNoEncapsulationIsNamed() {
        assertThat(vtep.receive(bare(LOWER, host(LOWER, MAC, null), L2_TARGET))).isEqualTo(1);
    }

    @Test
    void takesOneOfSeveralEncapsulations() {
        var offer =
                bare(
                        LOWER,
                        host(LOWER, MAC, null),
                        L2_TARGET,
                        Encapsulation.MPLS,
                        Encapsulation.VXLAN);
        assertThat(vtep.receive(offer)).isEqualTo(1);
    }

    @Test
    void refusesAMacAddressThatIsNoStations() {
        assertRefused(
                toL2(LOWER, host(LOWER, MacAddress.parse("01:00:5e:00:00:01"), null)),
                Refusal.MAC_ADDRESS);
        assertThat(vtep.receive(toL2(LOWER, host(LOWER, new MacAddress(0), null)))).isZero();
    }

    @Test
    void refusesTheMacAddressOfARouterHere() {
        assertRefused(toL2(LOWER, host(LOWER, OneVtep.ROUTER, null)), Refusal.OWN_MAC);
    }

    @Test
    void letsGoOfAMacAddressThatBecomesARoutersHere() {
        vtep.receive(LOWER, MAC, null, 0);
        var before = OneVtep.ipVrf();
        vtep.configure(
                IpVrfSettings.of(
                        before.name(),
                        before.l3Vni(),
                        before.routeDistinguisher(),
                        before.importTargets(),
                        before.exportTargets(),
                        MAC,
                        before.vtep()));
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void refusesAnIpAddressThatIsNoHosts() {
        assertRefused(
                toL2(LOWER, host(LOWER, MAC, IpAddress.parse("224.0.0.9"))), Refusal.IP_ADDRESS);
    }

    @Test
    void refusesWhatComesFromItsOwnSite() {
        var site = SiteOfOrigin.of(new Asn(65000), 7);
        vtep.configure(OneVtep.macVrf().withSiteOfOrigin(site));
        assertRefused(toL2(LOWER, host(LOWER, MAC, null), site), Refusal.SITE_OF_ORIGIN);
        var other = SiteOfOrigin.of(new Asn(65000), 8);
        assertThat(vtep.receive(toL2(LOWER, host(LOWER, MAC, null), other))).isEqualTo(1);
    }

    @Test
    void takesTheVniAsTheTagOfABundleAndNoOther() {
        var own = host(LOWER, MAC, null, new EthernetTag(100));
        assertThat(vtep.receive(toL2(LOWER, own))).isEqualTo(1);
        var other = host(HIGHER, MAC, null, new EthernetTag(101));
        assertThat(vtep.receive(toL2(HIGHER, other))).isZero();
        assertThat(vtep.instances.refused(Refusal.ETHERNET_TAG)).isEqualTo(1);
    }

    @Test
    void hasNoUseForOtherRouteTypes() {
        var route =
                new EthernetAutoDiscovery(
                        OneVtep.distinguisher(LOWER),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        Label24.ZERO);
        assertRefused(toL2(LOWER, route), Refusal.ROUTE_TYPE);
    }

    @Test
    void livesWithThousandsOfTargets() {
        var communities = new ArrayList<ExtendedCommunity>();
        for (int i = 0; i < 8_000; i++) {
            communities.add(RouteTarget.of(new Asn(1), i));
        }
        communities.add(L2_TARGET);
        var all = communities.toArray(ExtendedCommunity[]::new);
        assertThat(vtep.receive(bare(LOWER, host(LOWER, MAC, null), all))).isEqualTo(1);
    }

    @Test
    void livesWithThousandsOfAddressesOfOneMacAddress() {
        for (int i = 0; i < 5_000; i++) {
            vtep.receive(LOWER, MAC, new Ipv4Address(0x0a01_0000 + i), 0);
        }
        vtep.learn(MAC);
        vtep.goOn();
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.instances.imported()).isEqualTo(5_000);
    }

    @Test
    void namesWhatIsImportedByAnyAndWasByNone() {
        assertThat(vtep.instances.takeTargetChanges())
                .isEqualTo(
                        new TargetChanges(
                                Set.of(exact("65000:5000"), exact("65000:100")), Set.of()));
        vtep.configure(second(exact("65000:100"), exact("1:1")));
        assertThat(vtep.instances.takeTargetChanges())
                .isEqualTo(new TargetChanges(Set.of(exact("1:1")), Set.of()));
        vtep.configure(second(exact("1:1"), exact("2:2")));
        assertThat(vtep.instances.takeTargetChanges())
                .isEqualTo(new TargetChanges(Set.of(exact("2:2")), Set.of()));
        vtep.instances.unconfigureMacVrf(SECOND);
        vtep.instances.unconfigureMacVrf(L2);
        assertThat(vtep.instances.takeTargetChanges())
                .isEqualTo(
                        new TargetChanges(
                                Set.of(), Set.of(exact("1:1"), exact("2:2"), exact("65000:100"))));
        vtep.configure(second(exact("1:1")));
        vtep.instances.unconfigureMacVrf(SECOND);
        assertThat(vtep.instances.takeTargetChanges())
                .isEqualTo(new TargetChanges(Set.of(), Set.of()));
    }

    @Test
    void saysWhichInstancesImportARouteByWhichTargetAndWhyOthersDoNot() {
        vtep.configure(second(exact("1:1")));
        var verdicts = vtep.instances.explain(toL2(LOWER, host(LOWER, MAC, null)));
        assertThat(verdicts)
                .containsExactly(
                        new ImportVerdict(L2, List.of(exact("65000:100")), null, null),
                        new ImportVerdict(SECOND, List.of(), Refusal.NO_ROUTE_TARGET, null),
                        new ImportVerdict(L3, List.of(), Refusal.NO_ROUTE_TARGET, null));
        var own = vtep.instances.explain(toL2(HERE, host(LOWER, MAC, null)));
        assertThat(own.getFirst().refusal()).isEqualTo(Refusal.OWN_NEXT_HOP);
        assertThat(own.getFirst().isImported()).isFalse();
    }
}
