package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.junit.InUserModeLinux;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

/// Tenants in VRFs, on a kernel that has these: with the same addresses, and apart.
@InUserModeLinux(properties = "evpnd.jar")
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(240)
class TenantVrfIT {
    private static final String RED = "red";
    private static final String BLUE = "blue";

    /// Of the pings at a host so many may be lost when it moves.
    private static final int LOST = 40;

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    private Leaf leaf(String name, Seat seat) {
        return fabric.leaf(name, seat).tenant(RED, 4001).tenant(BLUE, 4002);
    }

    private static Station station(Leaf leaf, String name, int vni, int number, int subnet) {
        return leaf.station(
                name, vni, number, "10.%d.0.".formatted(subnet), "2001:db8:%d::".formatted(subnet));
    }

    private static void subnet(Leaf leaf, String tenant, int vni, int subnet) {
        leaf.subnet(
                tenant,
                vni,
                "10.%d.0.254/24".formatted(subnet),
                "2001:db8:%d::254/64".formatted(subnet));
    }

    /// Red and blue have the same subnets behind the same leaves; the host of blue that has the
    /// number of one of red's says so by answering where red's does not.
    private void assertTenantsAreApart(Seat first, Seat second) {
        var leaf1 = leaf("leaf1", first);
        var leaf2 = leaf("leaf2", second);
        subnet(leaf1, RED, 101, 1);
        subnet(leaf2, RED, 102, 2);
        subnet(leaf1, BLUE, 201, 1);
        subnet(leaf2, BLUE, 202, 2);
        var red1 = station(leaf1, "red1", 101, 1, 1);
        var red2 = station(leaf2, "red2", 102, 2, 2);
        var blue1 = station(leaf1, "blue1", 201, 1, 1);
        var blue3 = station(leaf2, "blue3", 202, 3, 2);
        var outside = leaf2.outside("outside", RED, "172.16.0.", "2001:db8:16::", "172.31.0.");
        fabric.start();

        fabric.awaitReach(red1.host(), "10.2.0.2");
        fabric.awaitReach(blue1.host(), "10.2.0.3");
        fabric.awaitReach(red1.host(), "2001:db8:2::2");
        fabric.awaitReach(blue3.host(), "2001:db8:1::1");
        fabric.awaitReach(red1.host(), "172.31.0.1");
        fabric.awaitReach(outside, "10.1.0.1");
        assertThat(TenantFabric.reaches(red1.host(), "10.2.0.3")).as("blue's host").isFalse();
        assertThat(TenantFabric.reaches(blue1.host(), "10.2.0.2")).as("red's host").isFalse();
        assertThat(TenantFabric.reaches(blue1.host(), "172.31.0.1")).as("red's network").isFalse();
        leaf1.awaitRoute(RED, "10.2.0.2 via 192.0.2.2 dev br4001");
        leaf1.awaitRoute(BLUE, "10.2.0.3 via 192.0.2.2 dev br4002");
        assertThat(leaf1.routes(BLUE)).doesNotContain("172.31.0.0", "10.2.0.2 ");
        assertThat(TenantFabric.reaches(red2.host(), "10.1.0.1")).isTrue();
    }

    /// A subnet that is behind both leaves, each of them its gateway with the same address.
    private void assertAHostIsPingedWhileItMoves(Seat first, Seat second) {
        var leaf1 = leaf("leaf1", first);
        var leaf2 = leaf("leaf2", second);
        var border = leaf("border", Seat.EVPND);
        subnet(leaf1, RED, 101, 1);
        subnet(leaf2, RED, 101, 1);
        subnet(border, RED, 103, 3);
        var mover = station(leaf1, "mover", 101, 1, 1);
        var other = station(border, "other", 103, 3, 3);
        fabric.start();
        fabric.awaitReach(mover.host(), "10.3.0.3");
        border.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");
        var pings = Pings.begin(other.host(), "10.1.0.1");
        mover.move(leaf1, leaf2, 101);
        border.awaitRoute(RED, "10.1.0.1 via 192.0.2.2 dev br4001");
        pings.awaitAnswers();
        assertThat(pings.lost()).isLessThanOrEqualTo(LOST);
    }

    @Test
    void tenantsWithTheSameAddressesAreApart() {
        assertTenantsAreApart(Seat.EVPND, Seat.EVPND);
    }

    @Test
    void tenantsAreApartWithFrrOnTheOtherLeaf() {
        assertTenantsAreApart(Seat.EVPND, Seat.FRR);
    }

    @Test
    void tenantsAreApartWithFrrOnTheFirstLeaf() {
        assertTenantsAreApart(Seat.FRR, Seat.EVPND);
    }

    @Test
    void aHostIsPingedWhileItMoves() {
        assertAHostIsPingedWhileItMoves(Seat.EVPND, Seat.EVPND);
    }

    @Test
    void aHostIsPingedWhileItMovesFromEvpndToFrr() {
        assertAHostIsPingedWhileItMoves(Seat.EVPND, Seat.FRR);
    }

    @Test
    void aHostIsPingedWhileItMovesFromFrrToEvpnd() {
        assertAHostIsPingedWhileItMoves(Seat.FRR, Seat.EVPND);
    }

    /// Asymmetric: each leaf has all subnets, in a VRF, and hosts behind the other for neighbours.
    @Test
    void theFirstLeafRoutesInAVrfWithoutAnL3Vni() {
        var leaf1 = fabric.leaf("leaf1", Seat.EVPND).vrf(RED, 4001);
        var leaf2 = fabric.leaf("leaf2", Seat.FRR).vrf(RED, 4001);
        for (var leaf : List.of(leaf1, leaf2)) {
            subnet(leaf, RED, 101, 1);
            subnet(leaf, RED, 102, 2);
        }
        var one = station(leaf1, "one", 101, 1, 1);
        var two = station(leaf2, "two", 102, 2, 2);
        fabric.start();
        for (var family : List.of("10.%d.0.254", "2001:db8:%d::254")) {
            fabric.awaitReach(one.host(), family.formatted(1));
            fabric.awaitReach(two.host(), family.formatted(2));
        }
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(two.host(), "2001:db8:1::1");
        assertThat(TenantFabric.ping(one.host(), "10.2.0.2")).as("routed once").contains("ttl=63 ");
        assertThat(leaf1.routes(RED)).isEmpty();
    }

    @Test
    void aLeafThatIsLostAndComesBackIsRoutedToAgain() {
        var leaf1 = leaf("leaf1", Seat.EVPND);
        var leaf2 = leaf("leaf2", Seat.EVPND);
        subnet(leaf1, RED, 101, 1);
        subnet(leaf2, RED, 102, 2);
        var one = station(leaf1, "one", 101, 1, 1);
        station(leaf2, "two", 102, 2, 2);
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
        leaf2.evpnd().program().signal("KILL");
        leaf1.awaitNoRoute(RED, "10.2.0.0/24");
        leaf2.evpnd().restart();
        fabric.awaitReach(one.host(), "10.2.0.2");
        leaf1.host().ip("link", "set", "br4001", "nomaster");
        leaf1.host().ip("link", "set", "br4001", "master", RED);
        fabric.awaitReach(one.host(), "10.2.0.2");
    }
}
