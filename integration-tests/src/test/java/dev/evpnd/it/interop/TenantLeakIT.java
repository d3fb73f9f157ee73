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

/// A tenant that has the routes of another, too, and the other way round, by route targets: red and
/// shared. Blue has neither's.
@InUserModeLinux(properties = "evpnd.jar")
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(240)
class TenantLeakIT {
    private static final String RED = "red";
    private static final int RED_VNI = 4001;
    private static final String BLUE = "blue";
    private static final String SHARED = "shared";
    private static final int SHARED_VNI = 4003;

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    /// @return a host of red
    private Station assertRedAndSharedReachEachOther(Leaf leaf, Leaf services) {
        leaf.tenant(RED, RED_VNI).tenant(BLUE, 4002).leak(RED, SHARED_VNI);
        services.tenant(SHARED, SHARED_VNI).leak(SHARED, RED_VNI);
        leaf.numbered(RED, 1);
        leaf.numbered(BLUE, 2);
        services.numbered(SHARED, 3);
        var red = leaf.station("red1", 1, 1);
        var blue = leaf.station("blue2", 2, 2);
        var shared = services.station("shared3", 3, 3);
        var outside = services.outside("out", SHARED, "172.16.0.", "2001:db8:16::", "172.31.0.");
        fabric.start();

        fabric.awaitReach(red.host(), "10.3.0.3");
        fabric.awaitReach(red.host(), "2001:db8:3::3");
        fabric.awaitReach(red.host(), "172.31.0.1");
        fabric.awaitReach(outside, "10.1.0.1");
        fabric.awaitReach(shared.host(), "2001:db8:1::1");
        leaf.awaitRoute(RED, "10.3.0.3 ");
        services.awaitRoute(SHARED, "10.1.0.1 ");
        // Blue's host is there, and neither knows of the other.
        fabric.awaitReach(blue.host(), "10.2.0.254");
        assertThat(leaf.routes(BLUE)).doesNotContain("10.3.0.", "10.1.0.");
        assertThat(services.routes(SHARED)).doesNotContain("10.2.0.");
        assertThat(TenantFabric.reaches(blue.host(), "10.3.0.3")).as("shared").isFalse();
        assertThat(TenantFabric.reaches(blue.host(), "10.1.0.1")).as("red").isFalse();
        assertThat(TenantFabric.reaches(shared.host(), "10.2.0.2")).as("blue").isFalse();
        return red;
    }

    /// One leaf has both; its router of red has a MAC address of its own.
    @Test
    void tenantsReachEachOther() {
        var services = fabric.leaf("services", Seat.EVPND).tenant(RED, RED_VNI);
        services.numbered(RED, 4);
        services.station("red4", 4, 4);
        var leaf = fabric.leaf("leaf", Seat.EVPND);
        var red = assertRedAndSharedReachEachOther(leaf, services);
        fabric.awaitReach(red.host(), "10.4.0.4");
        assertThat(TenantFabric.reaches(red.host(), "10.3.0.3")).isTrue();
        leaf.awaitRoute(RED, "10.3.0.0/24 via ");
        assertThat(leaf.host().exec("bridge", "fdb", "show", "dev", "vxlan4001").orThrow())
                .contains("02:01:00:00:0f:a3 dst 192.0.2.1 vni 4003 self extern_learn")
                .contains("02:01:00:00:0f:a1 dst 192.0.2.1 self extern_learn");
    }

    /// FRR sends with the VNI of another where it has one VXLAN device for all.
    @Test
    void tenantsReachEachOtherWithFrrBehindTheSharedNetwork() {
        assertRedAndSharedReachEachOther(
                fabric.leaf("leaf", Seat.EVPND), fabric.leaf("services", Seat.FRR).withOneDevice());
    }

    @Test
    void tenantsReachEachOtherWithFrrBehindTheOther() {
        assertRedAndSharedReachEachOther(
                fabric.leaf("leaf", Seat.FRR).withOneDevice(), fabric.leaf("services", Seat.EVPND));
    }
}
