package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HERE;
import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.L3;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.flooded;
import static dev.evpnd.rib.instance.OneVtep.macVrf;
import static dev.evpnd.rib.instance.OneVtep.multicast;
import static dev.evpnd.rib.instance.OneVtep.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What is announced, octet for octet, and the flood list of what others announce.
class OriginationTest {
    private final OneVtep vtep = new OneVtep();

    private Origination only(IpAddress ip) {
        return vtep.instances.originations().stream()
                .filter(
                        each ->
                                each.route() instanceof MacIpAdvertisement route
                                        && ip.equals(route.ipAddress()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asksForCopiesByIngressReplicationToTheVni() {
        var multicast = vtep.instances.originations().getFirst();
        assertThat(multicast.route().toString()).contains("192.0.2.5:2", "192.0.2.5");
        assertThat(multicast.nextHop().address()).contains(HERE);
        assertThat(multicast.attributes().find(PmsiTunnel.class))
                .contains(PmsiTunnel.ingressReplication(new Label24(100), HERE));
        assertThat(OneVtep.communities(multicast).toString()).isEqualTo("[ET:8, RT:65000:100]");
    }

    @Test
    void asksForNoCopiesWhereFloodingIsOff() {
        vtep.receive(flooded(LOWER, replication(LOWER)));
        vtep.configure(macVrf().withFlooding(Flooding.DISABLED));
        assertThat(vtep.instances.originations()).isEmpty();
        assertThat(vtep.instances.intents()).isEmpty();
        vtep.configure(macVrf());
        assertThat(vtep.instances.originations()).hasSize(1);
        assertThat(vtep.instances.intents()).containsExactly(new Intent.FloodEntry(L2, LOWER, L2));
    }

    @Test
    void announcesAMacAddressWithTheVniAlone() {
        vtep.learn(MAC);
        // Before the route of type 3, by the order of their keys.
        var origination = vtep.instances.originations().getFirst();
        var route = (MacIpAdvertisement) origination.route();
        assertThat(route.label1().vni()).isEqualTo(100);
        assertThat(route.label2()).isNull();
        assertThat(origination.attributes().toString())
                .isEqualTo(
                        "ORIGIN IGP; AS_PATH ; LOCAL_PREF 100;"
                                + " EXTENDED_COMMUNITIES ET:8 RT:65000:100");
    }

    @Test
    void announcesANeighbourForTheIpVrfToo() {
        vtep.learn(MAC);
        vtep.instances.neighborLearned(L2, IP, MAC, true, vtep.now);
        var origination = only(IP);
        var label2 = ((MacIpAdvertisement) origination.route()).label2();
        assertThat(label2).isEqualTo(new Label24(5000));
        assertThat(OneVtep.communities(origination).toString())
                .isEqualTo(
                        "[ET:8, RT:65000:100, RT:65000:5000, ND:Router Flag,"
                                + " Rmac:02:00:00:00:05:05]");
    }

    @Test
    void announcesALinkLocalNeighbourForTheBridgeDomainAlone() {
        var linkLocal = IpAddress.parse("fe80::1");
        vtep.learn(MAC);
        vtep.learn(linkLocal, MAC);
        var origination = only(linkLocal);
        assertThat(((MacIpAdvertisement) origination.route()).label2()).isNull();
        assertThat(OneVtep.communities(origination).toString()).isEqualTo("[ET:8, RT:65000:100]");
    }

    @Test
    void announcesANeighbourForTheBridgeDomainAloneWhereOthersAreToldOfPrefixes() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        var vrf = OneVtep.ipVrf();
        vtep.configure(OneVtep.ipVrf(vrf.maxPaths(), true));
        assertThat(((MacIpAdvertisement) only(IP).route()).label2()).isNull();
        assertThat(OneVtep.communities(only(IP)).toString()).isEqualTo("[ET:8, RT:65000:100]");
        vtep.configure(vrf);
        assertThat(((MacIpAdvertisement) only(IP).route()).label2()).isNotNull();
    }

    @Test
    void announcesANeighbourAgainWhenItsIpVrfComesOrGoes() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.unconfigureIpVrf(L3);
        assertThat(((MacIpAdvertisement) only(IP).route()).label2()).isNull();
        vtep.configure(OneVtep.ipVrf());
        assertThat(((MacIpAdvertisement) only(IP).route()).label2()).isNotNull();
    }

    @Test
    void putsItsSiteOnEverything() {
        var site = SiteOfOrigin.of(new Asn(65000), 7);
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.configure(macVrf().withSiteOfOrigin(site));
        assertThat(vtep.instances.originations())
                .hasSize(3)
                .allMatch(each -> OneVtep.communities(each).contains(site));
    }

    @Test
    void withdrawsEverythingUnderADistinguisherThatChanged() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        var other = RouteDistinguisher.parse("192.0.2.5:9");
        vtep.drain();
        vtep.configure(macVrf().withRouteDistinguisher(other));
        assertThat(vtep.instances.originations())
                .hasSize(3)
                .allMatch(each -> each.route().toString().contains("192.0.2.5:9"));
        assertThat(vtep.drain()).filteredOn(InstanceChange.Withdraw.class::isInstance).hasSize(3);
    }

    @Test
    void announcesEverythingFromAnAddressThatChanged() {
        vtep.learn(MAC);
        var other = IpAddress.parse("192.0.2.6");
        vtep.drain();
        vtep.configure(macVrf().withVtep(other));
        assertThat(vtep.instances.originations())
                .hasSize(2)
                .allMatch(each -> each.nextHop().address().orElseThrow().equals(other));
        // The address is part of the one key and not of the other.
        assertThat(vtep.drain())
                .filteredOn(InstanceChange.Withdraw.class::isInstance)
                .containsExactly(new InstanceChange.Withdraw(multicast(HERE)));
    }

    @Test
    void floodsToEveryVtepThatAsks() {
        vtep.receive(flooded(HIGHER, replication(HIGHER)));
        vtep.receive(flooded(LOWER, replication(LOWER)));
        assertThat(vtep.instances.floodList(L2)).containsExactly(LOWER, HIGHER);
        vtep.lose(multicast(HIGHER));
        assertThat(vtep.instances.intents()).containsExactly(new Intent.FloodEntry(L2, LOWER, L2));
    }

    @Test
    void floodsToTheEndOfTheTunnelAndNotToTheNextHop() {
        vtep.receive(flooded(LOWER, replication(HIGHER)));
        assertThat(vtep.instances.floodList(L2)).containsExactly(HIGHER);
    }

    @Test
    void floodsToTheNextHopWhereTheTunnelNamesNoEnd() {
        vtep.receive(flooded(LOWER, replication(IpAddress.parse("0.0.0.0"))));
        assertThat(vtep.instances.floodList(L2)).containsExactly(LOWER);
    }

    @Test
    void floodsToAVtepOnceThatAsksByTwoRoutes() {
        vtep.receive(flooded(LOWER, replication(LOWER)));
        vtep.receive(flooded(HIGHER, replication(LOWER)));
        vtep.lose(multicast(HIGHER));
        assertThat(vtep.instances.intents()).containsExactly(new Intent.FloodEntry(L2, LOWER, L2));
        vtep.lose(multicast(LOWER));
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void floodsToAVtepThatMovedItsTunnelThereAlone() {
        vtep.receive(flooded(LOWER, replication(HIGHER)));
        vtep.receive(flooded(LOWER, replication(LOWER)));
        assertThat(vtep.instances.intents()).containsExactly(new Intent.FloodEntry(L2, LOWER, L2));
    }

    @Test
    void floodsWithTheVniThatTheTunnelAsksFor() {
        vtep.receive(flooded(LOWER, PmsiTunnel.ingressReplication(new Label24(777), LOWER)));
        assertThat(vtep.instances.intents())
                .containsExactly(new Intent.FloodEntry(L2, LOWER, new Vni(777)));
    }

    @Test
    void floodsToNobodyWithoutATunnelOfCopies() {
        assertThat(vtep.receive(flooded(LOWER, null))).isZero();
        var multicast =
                new PmsiTunnel(
                        0, PmsiTunnel.PIM_SM, Label24.ZERO, Octets.of(1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(vtep.receive(flooded(LOWER, multicast))).isZero();
        assertThat(vtep.instances.refused(Refusal.NO_TUNNEL)).isEqualTo(1);
        assertThat(vtep.instances.refused(Refusal.TUNNEL_TYPE)).isEqualTo(1);
    }

    @Test
    void doesNotFloodToItself() {
        assertThat(vtep.receive(flooded(LOWER, replication(HERE)))).isZero();
    }

    @Test
    void slicesOfIntentsMakeUpAll() {
        for (var from : List.of(LOWER, HIGHER)) {
            vtep.receive(flooded(from, replication(from)));
            vtep.receive(from, MAC, IP, 0);
        }
        var first = vtep.instances.intents(null, 2);
        var rest = vtep.instances.intents(first.getLast().key(), 99);
        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(2);
        assertThat(vtep.instances.intents()).startsWith(first.getFirst()).endsWith(rest.getLast());
    }
}
