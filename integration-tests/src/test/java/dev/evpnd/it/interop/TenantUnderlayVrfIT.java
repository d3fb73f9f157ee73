package dev.evpnd.it.interop;

import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Underlay;
import dev.evpnd.testbed.junit.InUserModeLinux;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A tenant in a VRF over an underlay that has IPv6 alone.
@InUserModeLinux(properties = "evpnd.jar")
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(240)
class TenantUnderlayVrfIT {
    private static final String RED = "red";

    private final TenantFabric fabric = new TenantFabric(Underlay.IPV6);

    @AfterEach
    void close() {
        fabric.close();
    }

    @Test
    void carriesBothFamilies() {
        var leaf1 = fabric.leaf("leaf1", Seat.EVPND).tenant(RED, 4001);
        var leaf2 = fabric.leaf("leaf2", Seat.FRR).tenant(RED, 4001);
        leaf1.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        leaf2.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        var one = leaf1.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        var two = leaf2.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        fabric.awaitReach(two.host(), "10.1.0.1");
        fabric.awaitReach(two.host(), "2001:db8:1::1");
        leaf1.awaitRoute(RED, "10.2.0.2 via inet6 fe80::2:ff:fe00:fa1 dev br4001");
        leaf1.awaitRoute(RED, "2001:db8:2::2 via fe80::2:ff:fe00:fa1 dev br4001");
        leaf2.awaitRoute(RED, "10.1.0.1 via inet6 2001:db8:ffff::1 dev br4001");
        leaf2.awaitRoute(RED, "2001:db8:1::1 via 2001:db8:ffff::1 dev br4001");
    }
}
