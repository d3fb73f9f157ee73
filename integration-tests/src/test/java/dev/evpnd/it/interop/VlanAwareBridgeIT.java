package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.InUserModeLinux;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnRoute;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// evpnd as a VTEP with VLAN-aware bridges, on a kernel that has them: with a VXLAN device for each
/// VLAN, and with one for all.
@InUserModeLinux(properties = "evpnd.jar")
class VlanAwareBridgeIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String FLOODED = "00:00:00:00:00:00";

    private VlanAwareFabric fabric;
    private VlanAwareFabric.Leaf left;
    private VlanAwareFabric.Leaf right;

    @BeforeEach
    void open() {
        fabric = new VlanAwareFabric();
        left = fabric.left();
        right = fabric.right();
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    /// What a leaf with a device for each VLAN has of a host behind another leaf.
    private static String[] beyondOwnDevice(String mac, int vlan, String vtep) {
        return new String[] {
            "%s dev vxlan%d dst %s self extern_learn".formatted(mac, vlan, vtep),
            "%s dev vxlan%d vlan %d extern_learn master bridge".formatted(mac, vlan, vlan)
        };
    }

    /// The same of one with a device for all.
    private static String[] beyondSingle(String mac, int vlan, String vtep) {
        return beyondSingle(mac, vlan, vlan * 10, vtep);
    }

    private static String[] beyondSingle(String mac, int vlan, int vni, String vtep) {
        return new String[] {
            "%s dev vxlan dst %s src_vni %d self extern_learn".formatted(mac, vtep, vni),
            "%s dev vxlan vlan %d extern_learn master bridge".formatted(mac, vlan)
        };
    }

    /// Hosts of two VLANs have the same addresses, so that whatever is mixed up is seen.
    private void assertVlansAreApart() {
        var left10 = left.host("left10", 10, 11);
        var right10 = right.host("right10", 10, 12);
        var right20 = right.host("right20", 20, 11);
        var left20 = left.host("left20", 20, 13);
        left10.awaitReach("10.0.0.12");
        right20.awaitReach("10.0.0.13");
        left10.awaitReach("10.0.0.12");
        assertThat(left10.reaches("10.0.0.13")).as("a host of the other VLAN").isFalse();
        assertThat(right20.reaches("10.0.0.12")).as("a host of the other VLAN").isFalse();
        assertThat(left10.mac()).isEqualTo(right20.mac());
        assertThat(right10.reaches("10.0.0.11")).isTrue();
        assertThat(left20.reaches("10.0.0.11")).isTrue();
    }

    private static long type2(EvpnRoute route) {
        return route.labels().getFirst();
    }

    private static List<Long> labels(List<EvpnRoute> routes, String mac) {
        return routes.stream()
                .filter(it -> it.key().routeType() == 2 && mac.equals(it.key().mac()))
                .map(VlanAwareBridgeIT::type2)
                .sorted()
                .toList();
    }

    @Test
    void withADeviceForEachVlanTheVlansAreApart() {
        left.withDeviceForEach(10, 20);
        right.withDeviceForEach(10, 20);
        fabric.start();
        assertVlansAreApart();
        left.awaitEntries(
                "02:00:00:00:00:0c", beyondOwnDevice("02:00:00:00:00:0c", 10, right.address()));
        left.awaitEntries(
                FLOODED,
                FLOODED + " dev vxlan10 dst 192.0.2.2 self permanent",
                FLOODED + " dev vxlan20 dst 192.0.2.2 self permanent");
        assertThat(left.evpnd().shell("show evpn kernel"))
                .contains("Bridge domains: 2", "  in kernel     4\n", "  pending       0\n");
    }

    @Test
    void withOneDeviceForAllTheVlansAreApart() {
        left.withSingleDevice("vnifilter", 10, 20);
        right.withSingleDevice("", 10, 20);
        fabric.start();
        assertVlansAreApart();
        left.awaitEntries(
                "02:00:00:00:00:0c", beyondSingle("02:00:00:00:00:0c", 10, right.address()));
        right.awaitEntries(
                "02:00:00:00:00:0d", beyondSingle("02:00:00:00:00:0d", 20, left.address()));
        left.awaitEntries(
                FLOODED,
                FLOODED + " dev vxlan dst 192.0.2.2 src_vni 100 self permanent",
                FLOODED + " dev vxlan dst 192.0.2.2 src_vni 200 self permanent");
        assertThat(labels(left.evpnd().routes(), "02:00:00:00:00:0b"))
                .as("one address, a host of each VLAN")
                .containsExactly(100L, 200L);
        assertThat(left.evpnd().shell("show evpn kernel"))
                .contains("Bridge domains: 2", "  in kernel     4\n", "  pending       0\n");
    }

    @Test
    void leavesOfBothKindsUnderstandEachOther() {
        left.withDeviceForEach(10, 20);
        right.withSingleDevice("vnifilter", 10, 20);
        fabric.start();
        assertVlansAreApart();
    }

    @Test
    void aHostThatMovesIsReachedWhereItIs() {
        left.withSingleDevice("", 10, 20);
        right.withSingleDevice("", 10, 20);
        fabric.start();
        var witness = left.host("witness", 10, 12);
        var mover = left.host("mover", 10, 11);
        mover.awaitReach("10.0.0.12");
        right.awaitEntries(mover.mac(), beyondSingle(mover.mac(), 10, left.address()));
        mover.unplug();
        mover.plug(right, "moved", 10);
        mover.address(mover.address());
        mover.awaitReach("10.0.0.12");
        left.awaitEntries(mover.mac(), beyondSingle(mover.mac(), 10, right.address()));
        right.awaitEntries(mover.mac(), mover.mac() + " dev moved vlan 10 master bridge");
        witness.awaitReach("10.0.0.11");
        mover.unplug();
        left.awaitEntries(mover.mac());
    }

    @Test
    void theBridgeAnswersInAVlanForItsHosts() {
        for (var leaf : List.of(left, right)) {
            leaf.withSingleDevice("", 10, 20);
            leaf.run("bridge link set dev vxlan neigh_suppress on");
        }
        fabric.start();
        left.in(10, "10.0.0.251/24").in(20, "10.0.1.251/24");
        right.in(10, "10.0.0.252/24").in(20, "10.0.1.252/24");
        var one = left.host("one", 10, 11);
        var two = right.host("two", 10, 12);
        one.awaitReach("10.0.0.251");
        two.awaitReach("10.0.0.252");
        awaitNeighbor(left, "10.0.0.12", "bridge.10 lladdr " + two.mac() + " extern_learn");
        awaitNeighbor(right, "10.0.0.11", "bridge.10 lladdr " + one.mac() + " extern_learn");
        assertThat(left.host().ip("neigh", "show", "dev", "bridge.20")).doesNotContain("lladdr");
        // It answers no question any more, and knows whom to send to.
        two.host().ip("link", "set", "eth0", "arp", "off");
        two.host().ip("neigh", "replace", "10.0.0.11", "lladdr", one.mac(), "dev", "eth0");
        one.host().ip("neigh", "flush", "dev", "eth0");
        one.awaitReach("10.0.0.12");
    }

    private static void awaitNeighbor(VlanAwareFabric.Leaf leaf, String address, String text) {
        var seen =
                Waiting.ask(
                        LIMIT,
                        () -> leaf.host().ip("neigh", "show", address),
                        it -> it.contains(text));
        assertThat(seen).contains(text);
    }

    @Test
    void aVlanThatBecomesAnotherVniOrNoneIsFollowed() {
        left.withSingleDevice("", 10, 20);
        right.withSingleDevice("", 10, 20);
        fabric.start();
        var one = left.host("one", 10, 11);
        var two = right.host("two", 10, 12);
        one.awaitReach("10.0.0.12");
        left.awaitEntries(two.mac(), beyondSingle(two.mac(), 10, right.address()));
        right.unmap(10, 100);
        left.awaitEntries(two.mac());
        right.awaitEntries(one.mac());
        right.awaitEntries(
                FLOODED, FLOODED + " dev vxlan dst 192.0.2.1 src_vni 200 self permanent");
        right.map(10, 300);
        right.awaitDomains(2);
        assertThat(one.reaches("10.0.0.12")).as("of another VNI").isFalse();
        left.unmap(10, 100);
        left.map(10, 300);
        one.awaitReach("10.0.0.12");
        left.awaitEntries(two.mac(), beyondSingle(two.mac(), 10, 300, right.address()));
        right.awaitEntries(one.mac(), beyondSingle(one.mac(), 10, 300, left.address()));
    }

    @Test
    void aDeviceThatIsInAnotherVlanIsFollowed() {
        left.withDeviceForEach(10, 20);
        right.withDeviceForEach(10, 20);
        fabric.start();
        var one = left.host("one", 10, 11);
        var two = right.host("two", 10, 12);
        one.awaitReach("10.0.0.12");
        left.awaitEntries(two.mac(), beyondOwnDevice(two.mac(), 10, right.address()));
        left.run("bridge vlan add dev vxlan10 vid 30 pvid untagged");
        left.awaitEntries(
                two.mac(),
                two.mac() + " dev vxlan10 dst 192.0.2.2 self extern_learn",
                two.mac() + " dev vxlan10 vlan 30 extern_learn master bridge");
        right.awaitEntries(one.mac());
        left.run("bridge vlan add dev one vid 30 pvid untagged");
        one.awaitReach("10.0.0.12");
        right.awaitEntries(one.mac(), beyondOwnDevice(one.mac(), 10, left.address()));
    }

    /// The kernel removes nothing of what the bridge has in a VLAN that the port has left.
    @Test
    void aVlanThatIsTakenAwayIsFollowedAndComesBack() {
        left.withSingleDevice("", 10, 20);
        right.withSingleDevice("", 10, 20);
        fabric.start();
        var one = left.host("one", 10, 11);
        var two = right.host("two", 10, 12);
        one.awaitReach("10.0.0.12");
        right.awaitEntries(one.mac(), beyondSingle(one.mac(), 10, left.address()));
        right.run("bridge vlan del dev vxlan vid 10");
        left.awaitEntries(two.mac());
        right.awaitEntries(one.mac(), one.mac() + " dev vxlan vlan 10 extern_learn master bridge");
        right.map(10, 100);
        one.awaitReach("10.0.0.12");
        right.awaitEntries(one.mac(), beyondSingle(one.mac(), 10, left.address()));
        left.awaitEntries(two.mac(), beyondSingle(two.mac(), 10, right.address()));
    }

    @Test
    void aVniThatTheDeviceTakesNoMoreIsFollowed() {
        left.withSingleDevice("vnifilter", 10, 20);
        right.withSingleDevice("", 10, 20);
        fabric.start();
        var one = left.host("one", 10, 11);
        var two = right.host("two", 10, 12);
        one.awaitReach("10.0.0.12");
        right.awaitEntries(one.mac(), beyondSingle(one.mac(), 10, left.address()));
        left.run("bridge vni delete dev vxlan vni 100");
        right.awaitEntries(one.mac());
        left.awaitEntries(two.mac());
        assertThat(left.evpnd().shell("show evpn kernel"))
                .contains("it takes only VNIs that it was told of, and not this one");
        left.run("bridge vni add dev vxlan vni 100");
        one.awaitReach("10.0.0.12");
        right.awaitEntries(one.mac(), beyondSingle(one.mac(), 10, left.address()));
    }

    @Test
    @NeedsPeers(PeerKind.FRR_10_7)
    void frrWithOneDeviceForAllVlansIsTheOtherLeaf() {
        left.withSingleDevice("vnifilter", 10, 20);
        right.withSingleDevice("vnifilter", 10, 20);
        left.start(right);
        fabric.lab()
                .start(
                        right.host(),
                        PeerKind.FRR_10_7,
                        PeerConfiguration.of(
                                        65000, right.address(), Neighbor.of(left.address(), 65000))
                                .onKernel());
        assertVlansAreApart();
        left.awaitEntries(
                "02:00:00:00:00:0c", beyondSingle("02:00:00:00:00:0c", 10, right.address()));
    }
}
