package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.L2_TARGET;
import static dev.evpnd.rib.instance.OneVtep.L3;
import static dev.evpnd.rib.instance.OneVtep.L3_TARGET;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.OTHER_MAC;
import static dev.evpnd.rib.instance.OneVtep.bare;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.prefix;
import static dev.evpnd.rib.instance.OneVtep.toL3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// Prefixes behind a host, whom routes of type 2 lead to: RFC 9136 sections 4.1 and 4.2.
class GatewayTest {
    private static final String NET = "10.9.0.0/16";

    private final OneVtep vtep = new OneVtep();

    private static IpPrefixAdvertisement behind(String prefix, IpAddress gateway) {
        return prefix(LOWER, prefix, EthernetSegmentId.ZERO, gateway.toString(), 0);
    }

    /// Neither with a VNI nor with a router MAC address.
    private static Offer offer(String prefix, IpAddress gateway) {
        return bare(LOWER, behind(prefix, gateway), L3_TARGET);
    }

    private static Intent route(String prefix, IpAddress... vteps) {
        return new Intent.RemotePrefix(
                L3,
                IpPrefix.parse(prefix),
                List.of(vteps).stream()
                        .map(each -> new Tunnel(each, L3, OneVtep.router(each)).by(each, false))
                        .toList());
    }

    private List<Intent> routes() {
        vtep.goOn();
        return vtep.instances.intents().stream()
                .filter(Intent.RemotePrefix.class::isInstance)
                .toList();
    }

    @Test
    void sendsWhereTheHostIsThatIsTheGateway() {
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP)));
        vtep.receive(offer(NET, IP));
        assertThat(routes()).containsExactly(route("10.1.0.1/32", HIGHER), route(NET, HIGHER));
    }

    @Test
    void waitsForTheHostAndSaysSo() {
        var offer = offer(NET, IP);
        assertThat(vtep.receive(offer)).isEqualTo(1);
        assertThat(routes()).isEmpty();
        var verdict = vtep.instances.explain(offer).getLast();
        assertThat(verdict.isImported()).isTrue();
        assertThat(verdict.hindrance()).isEqualTo(new Hindrance.GatewayUnknown(IP));
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP)));
        assertThat(routes()).contains(route(NET, HIGHER));
        assertThat(vtep.instances.explain(offer).getLast().hindrance()).isNull();
    }

    @Test
    void followsTheHostWithAllPrefixesBehindIt() {
        vtep.receive(offer(NET, IP));
        vtep.receive(offer("10.8.0.0/16", IP));
        vtep.receive(offer("0.0.0.0/0", IP));
        vtep.receive(toL3(LOWER, host(LOWER, MAC, IP)));
        assertThat(routes())
                .contains(
                        route(NET, LOWER), route("10.8.0.0/16", LOWER), route("0.0.0.0/0", LOWER));
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP), MacMobility.of(1)));
        assertThat(routes())
                .contains(
                        route(NET, HIGHER),
                        route("10.8.0.0/16", HIGHER),
                        route("0.0.0.0/0", HIGHER));
        vtep.lose(host(HIGHER, MAC, IP));
        vtep.lose(host(LOWER, MAC, IP));
        assertThat(routes()).isEmpty();
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void sharesAPrefixAmongGateways() {
        var other = IpAddress.parse("10.1.0.2");
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP)));
        vtep.receive(toL3(LOWER, host(LOWER, OTHER_MAC, other)));
        vtep.receive(offer(NET, IP));
        vtep.receive(
                bare(
                        HIGHER,
                        prefix(HIGHER, NET, EthernetSegmentId.ZERO, other.toString(), 0),
                        L3_TARGET));
        assertThat(routes()).contains(route(NET, LOWER, HIGHER));
    }

    @Test
    void looksUpNoGatewayThatIsBehindAnotherOrAPrefix() {
        var next = IpAddress.parse("10.9.0.1");
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP)));
        vtep.receive(offer("10.9.0.1/32", IP));
        vtep.receive(offer("10.7.0.0/16", next));
        vtep.receive(toL3(HIGHER, prefix(HIGHER, "10.6.0.1/32")));
        vtep.receive(offer("10.5.0.0/16", IpAddress.parse("10.6.0.1")));
        assertThat(routes())
                .containsExactly(
                        route("10.1.0.1/32", HIGHER),
                        route("10.6.0.1/32", HIGHER),
                        route("10.9.0.1/32", HIGHER));
    }

    @Test
    void waitsWhileTheGatewayIsHere() {
        vtep.receive(toL3(LOWER, host(LOWER, MAC, IP), L2_TARGET));
        vtep.receive(offer(NET, IP));
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        assertThat(routes()).isEmpty();
        vtep.instances.neighborGone(L2, IP, vtep.now);
        vtep.instances.macGone(L2, MAC, vtep.now);
        assertThat(routes()).contains(route(NET, LOWER));
    }

    @Test
    void forgetsAGatewayWithItsLastPrefix() {
        vtep.receive(toL3(LOWER, host(LOWER, MAC, IP)));
        vtep.receive(offer(NET, IP));
        vtep.lose(behind(NET, IP));
        vtep.goOn();
        vtep.lose(host(LOWER, MAC, IP));
        assertThat(vtep.instances.goOn(new Slice(0), 0)).isFalse();
        assertThat(vtep.instances.intents()).isEmpty();
    }

    // A host of a subnet that this host is in, too.

    private static final Subnet SUBNET = new Subnet(IpAddress.parse("10.1.0.254"), 24);

    private void enterSubnet() {
        vtep.configure(OneVtep.macVrf().withSubnets(Set.of(SUBNET)));
    }

    private static Intent onSubnet(String prefix) {
        return new Intent.RemotePrefix(
                L3, IpPrefix.parse(prefix), List.of(), List.of(new Intent.HostHop(L2, IP)));
    }

    private @Nullable Hindrance hindrance(Offer offer) {
        return vtep.instances.explain(offer).getLast().hindrance();
    }

    @Test
    void leadsToAHostOfASubnetHereByTheSubnet() {
        enterSubnet();
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        var offer = offer(NET, IP);
        vtep.receive(offer);
        assertThat(routes()).containsExactly(onSubnet(NET));
        assertThat(hindrance(offer)).isNull();
    }

    @Test
    void leadsToAHostOfTheSubnetBehindAnotherVtepByTheSubnet() {
        enterSubnet();
        vtep.receive(offer(NET, IP));
        vtep.receive(HIGHER, MAC, IP, 0);
        assertThat(routes()).containsExactly(onSubnet(NET));
        vtep.lose(host(HIGHER, MAC, IP));
        assertThat(routes()).isEmpty();
    }

    @Test
    void prefersTheSubnetToTheRouterBehindWhichTheHostIs() {
        vtep.receive(offer(NET, IP));
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP), L2_TARGET));
        assertThat(routes()).contains(route(NET, HIGHER));
        enterSubnet();
        assertThat(routes()).contains(route("10.1.0.1/32", HIGHER), onSubnet(NET));
        vtep.configure(OneVtep.macVrf());
        assertThat(routes()).contains(route(NET, HIGHER));
    }

    @Test
    void staysWhileTheHostMovesWithinTheSubnet() {
        enterSubnet();
        vtep.receive(offer(NET, IP));
        vtep.receive(HIGHER, MAC, IP, 0);
        vtep.goOn();
        vtep.drain();
        vtep.receive(LOWER, MAC, IP, 1);
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.goOn();
        assertThat(vtep.drain().toString()).doesNotContain("RemotePrefix");
        assertThat(routes()).containsExactly(onSubnet(NET));
    }

    @Test
    void waitsForAHostOfTheSubnetAndSaysSo() {
        enterSubnet();
        var offer = offer(NET, IP);
        vtep.receive(offer);
        assertThat(routes()).isEmpty();
        assertThat(hindrance(offer)).isEqualTo(new Hindrance.GatewaySilent(IP, L2));
    }

    @Test
    void takesNoGatewayThatIsThisHostItself() {
        vtep.configure(OneVtep.macVrf().withSubnets(Set.of(new Subnet(IP, 24))));
        vtep.receive(toL3(HIGHER, host(HIGHER, MAC, IP), L2_TARGET));
        var offer = offer(NET, IP);
        vtep.receive(offer);
        assertThat(routes()).doesNotContain(onSubnet(NET)).doesNotContain(route(NET, HIGHER));
        assertThat(hindrance(offer)).isEqualTo(new Hindrance.GatewayOwn(IP));
    }

    @Test
    void sharesAPrefixAmongAHostHereAndOneBehindARouter() {
        enterSubnet();
        var other = IpAddress.parse("10.2.0.2");
        vtep.receive(HIGHER, MAC, IP, 0);
        vtep.receive(toL3(LOWER, host(LOWER, OTHER_MAC, other)));
        vtep.receive(offer(NET, IP));
        vtep.receive(
                bare(
                        HIGHER,
                        prefix(HIGHER, NET, EthernetSegmentId.ZERO, other.toString(), 0),
                        L3_TARGET));
        assertThat(routes())
                .contains(
                        new Intent.RemotePrefix(
                                L3,
                                IpPrefix.parse(NET),
                                List.of(
                                        new Tunnel(LOWER, L3, OneVtep.router(LOWER))
                                                .by(LOWER, false)),
                                List.of(new Intent.HostHop(L2, IP))));
        vtep.configure(OneVtep.ipVrf(1, false));
        assertThat(routes()).hasSize(2).doesNotContain(route(NET, HIGHER));
        assertThat(vtep.instances.intents())
                .filteredOn(Intent.RemotePrefix.class::isInstance)
                .map(Intent.RemotePrefix.class::cast)
                .allMatch(each -> each.nextHops().size() + each.hosts().size() == 1);
    }

    @Test
    void endsWithTheBridgeDomain() {
        enterSubnet();
        vtep.receive(offer(NET, IP));
        vtep.receive(HIGHER, MAC, IP, 0);
        assertThat(routes()).containsExactly(onSubnet(NET));
        vtep.unconfigureMacVrf(L2);
        assertThat(routes()).isEmpty();
    }
}
