package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.OTHER_MAC;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.remoteMac;
import static dev.evpnd.rib.instance.OneVtep.remoteNeighbor;
import static dev.evpnd.rib.instance.OneVtep.toL2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.NeighborDiscovery;

import org.junit.jupiter.api.Test;

/// Where an IP address is, and with which MAC address: RFC 7432 section 10 and RFC 9721.
class NeighborTest {
    private static final String AA = "02:00:00:00:00:aa";
    private static final String BB = "02:00:00:00:00:bb";

    private final OneVtep vtep = new OneVtep();

    @Test
    void announcesANeighbourBesideItsMacAddress() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        assertThat(vtep.hosts()).containsExactly(AA, AA + " 10.1.0.1");
        assertThat(vtep.view(MAC).bindings()).containsExactly(IP);
    }

    @Test
    void announcesANeighbourNoSoonerThanItsMacAddress() {
        vtep.learn(IP, MAC);
        assertThat(vtep.hosts()).isEmpty();
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA, AA + " 10.1.0.1");
    }

    @Test
    void withdrawsANeighbourWithItsMacAddress() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.instances.macGone(L2, MAC, vtep.now);
        assertThat(vtep.hosts()).isEmpty();
    }

    @Test
    void withdrawsANeighbourThatIsGone() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.instances.neighborGone(L2, IP, vtep.now);
        assertThat(vtep.hosts()).containsExactly(AA);
    }

    @Test
    void allRoutesOfAMacAddressShareItsSequenceNumber() {
        vtep.receive(LOWER, MAC, IP, 4);
        vtep.learn(IP, MAC);
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:5", AA + " 10.1.0.1 MM:5");
    }

    @Test
    void anAddressThatComesToAMacAddressBeforeThatIsLearnedRaisesItsSequenceNumber() {
        vtep.receive(LOWER, MAC, IP, 4);
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.learn(IP, OTHER_MAC);
        vtep.learn(OTHER_MAC);
        assertThat(vtep.hosts())
                .containsExactly(AA + " MM:5", OTHER_MAC + " MM:6", OTHER_MAC + " 10.1.0.1 MM:6");
    }

    @Test
    void aSequenceNumberOutlivesAMacAddressThatIsNeverLearned() {
        vtep.receive(LOWER, MAC, IP, 4);
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.learn(IP, MacAddress.parse("02:00:00:00:00:cc"));
        vtep.learn(IP, OTHER_MAC);
        vtep.learn(OTHER_MAC);
        assertThat(vtep.hosts()).contains(OTHER_MAC + " 10.1.0.1 MM:6");
    }

    @Test
    void holdsARemoteNeighbour() {
        vtep.receive(LOWER, MAC, IP, 0);
        assertThat(vtep.instances.intents())
                .containsExactly(remoteMac(MAC, LOWER), remoteNeighbor(IP, MAC, LOWER));
    }

    @Test
    void aRemoteNeighbourIsARouterWhereItsRouteSaysSo() {
        var route = host(LOWER, MAC, IP);
        vtep.receive(toL2(LOWER, route, NeighborDiscovery.of(NeighborDiscovery.ROUTER)));
        assertThat(vtep.instances.intents())
                .contains(new Intent.RemoteNeighbor(L2, IP, MAC, LOWER, true));
    }

    @Test
    void aGatewayIsARouter() {
        vtep.receive(toL2(LOWER, host(LOWER, MAC, IP), DefaultGateway.ZERO));
        assertThat(vtep.instances.intents())
                .contains(new Intent.RemoteNeighbor(L2, IP, MAC, LOWER, true));
    }

    @Test
    void leavesNoNeighbourBehindOfAMacAddressThatMoved() {
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.receive(HIGHER, MAC, null, 1);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
    }

    @Test
    void dropsTheNeighbourOfAMacAddressThatComesHereAndAsksForIt() {
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.drain();
        vtep.learn(MAC);
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.drain()).endsWith(new InstanceChange.Probe(L2, IP, MAC));
    }

    @Test
    void takesAnAddressFromAnotherMacAddressWithTheNextSequenceNumber() {
        vtep.receive(LOWER, MAC, IP, 4);
        vtep.learn(OTHER_MAC);
        vtep.learn(IP, OTHER_MAC);
        assertThat(vtep.hosts()).containsExactly(BB + " MM:5", BB + " 10.1.0.1 MM:5");
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void takesAnAddressFromAnotherMacAddressWhoseOwnIsToldLater() {
        vtep.receive(LOWER, MAC, IP, 4);
        vtep.learn(IP, OTHER_MAC);
        assertThat(vtep.instances.intents()).contains(remoteNeighbor(IP, MAC, LOWER));
        vtep.learn(OTHER_MAC);
        assertThat(vtep.hosts()).containsExactly(BB + " MM:5", BB + " 10.1.0.1 MM:5");
    }

    @Test
    void takesAnAddressFromAnotherMacAddressHereWithTheNextSequenceNumber() {
        vtep.receive(LOWER, MAC, null, 4);
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.learn(OTHER_MAC);
        vtep.learn(IP, OTHER_MAC);
        assertThat(vtep.hosts())
                .containsExactlyInAnyOrder(AA + " MM:5", BB + " MM:6", BB + " 10.1.0.1 MM:6");
    }

    @Test
    void yieldsAnAddressToAnotherMacAddressWithAHigherSequenceNumber() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.receive(HIGHER, OTHER_MAC, IP, 1);
        assertThat(vtep.hosts()).containsExactly(AA);
        assertThat(vtep.instances.intents()).contains(remoteNeighbor(IP, OTHER_MAC, HIGHER));
    }

    @Test
    void keepsAnAddressBeforeAnotherMacAddressOfAHigherVtep() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.receive(HIGHER, OTHER_MAC, IP, 0);
        assertThat(vtep.hosts()).containsExactly(AA, AA + " 10.1.0.1");
    }

    @Test
    void anAddressGoesWithTheHigherSequenceNumberOfTwoMacAddresses() {
        vtep.receive(LOWER, MAC, IP, 1);
        vtep.receive(HIGHER, OTHER_MAC, IP, 2);
        assertThat(vtep.instances.intents())
                .containsExactly(
                        remoteMac(MAC, LOWER),
                        remoteMac(OTHER_MAC, HIGHER),
                        remoteNeighbor(IP, OTHER_MAC, HIGHER));
    }

    @Test
    void waitsForNoMacAddressWhereTheKernelIsToldSomethingElse() {
        var third = MacAddress.parse("02:00:00:00:00:cc");
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.learn(OTHER_MAC);
        vtep.learn(IP, OTHER_MAC);
        vtep.learn(IP, third);
        assertThat(vtep.instances.intents()).contains(remoteNeighbor(IP, MAC, LOWER));
        vtep.lose(host(LOWER, MAC, IP));
        vtep.learn(third);
        assertThat(vtep.hosts()).containsExactly(BB + " MM:1", third.toString());
    }

    @Test
    void asksForANeighbourWhoseMacAddressWentElsewhereWithoutIt() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.drain();
        vtep.receive(LOWER, MAC, null, 1);
        assertThat(vtep.drain()).endsWith(new InstanceChange.Probe(L2, IP, MAC));
    }

    @Test
    void asksForNoNeighbourThatIsKnownToBeElsewhere() {
        vtep.learn(MAC);
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.receive(HIGHER, OTHER_MAC, IP, 4);
        vtep.drain();
        vtep.learn(MAC);
        assertThat(vtep.drain()).noneMatch(InstanceChange.Probe.class::isInstance);
    }

    @Test
    void holdsARemoteNeighbourAgainInThePlaceOfOneThatWaitedInVain() {
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.learn(IP, OTHER_MAC);
        vtep.drain();
        vtep.instances.neighborGone(L2, IP, vtep.now);
        assertThat(vtep.drain())
                .containsExactly(new InstanceChange.Hold(remoteNeighbor(IP, MAC, LOWER)));
    }

    @Test
    void saysWithWhichMacAddressANeighbourIsFound() {
        vtep.receive(LOWER, MAC, IP, 3);
        var view = vtep.instances.neighbors(L2, null, 9).getFirst();
        assertThat(view.mac()).isEqualTo(MAC);
        assertThat(view.address()).isEqualTo(IP);
        assertThat(view.vtep()).isEqualTo(LOWER);
        assertThat(view.sequence()).isEqualTo(3);
    }

    @Test
    void takesNoNeighbourThatIsNoHost() {
        assertThat(learns("224.0.0.5", MAC)).isFalse();
        assertThat(learns("0.0.0.0", MAC)).isFalse();
        assertThat(learns("ff02::1", MAC)).isFalse();
        assertThat(learns("10.0.0.1", MacAddress.parse("01:00:5e:00:00:01"))).isFalse();
        assertThat(learns("10.0.0.1", new MacAddress(0))).isFalse();
    }

    private boolean learns(String ip, MacAddress mac) {
        return vtep.instances.neighborLearned(L2, IpAddress.parse(ip), mac, false, vtep.now);
    }
}
