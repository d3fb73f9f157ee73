package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two leaves and a border leaf that route between the subnets of a tenant, in the main table, with
/// evpnd and FRR in each of the seats.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final int L3 = 4001;

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EVPND, EVPND, EVPND",
        "EVPND, EVPND, FRR",
        "EVPND, FRR, EVPND",
        "FRR, EVPND, EVPND",
        "EVPND, FRR, FRR",
        "FRR, EVPND, FRR",
        "FRR, FRR, EVPND"
    })
    void routesBetweenSubnetsAndToTheOutside(Seat first, Seat second, Seat third) {
        var leaf1 = fabric.leaf("leaf1", first).tenant(RED, L3);
        var leaf2 = fabric.leaf("leaf2", second).tenant(RED, L3);
        var border = fabric.leaf("border", third).tenant(RED, L3);
        leaf1.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        leaf2.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        var one = leaf1.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        var two = leaf2.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        var outside = border.outside("outside", RED, "172.16.0.", "2001:db8:16::", "172.31.0.");
        fabric.start();

        // The subnet is known before any of its hosts has spoken.
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(two.host(), "10.1.0.1");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        fabric.awaitReach(one.host(), "172.31.0.1");
        fabric.awaitReach(outside, "10.2.0.2");
        fabric.awaitReach(outside, "2001:db8:1::1");
        leaf1.awaitRoute(RED, "10.2.0.0/24 via 192.0.2.2 dev br4001");
        leaf1.awaitRoute(RED, "10.2.0.2 via 192.0.2.2 dev br4001");
        leaf1.awaitRoute(RED, "172.31.0.0/24 via 192.0.2.3 dev br4001");
        leaf2.awaitRoute(RED, "2001:db8:1::1 via ::ffff:192.0.2.1 dev br4001");
        border.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");
        border.awaitRoute(RED, "2001:db8:2::/64 via ::ffff:192.0.2.2 dev br4001");

        border.host().ip("route", "del", "172.31.0.0/24");
        leaf1.awaitNoRoute(RED, "172.31.0.0/24");
        leaf2.awaitNoRoute(RED, "172.31.0.0/24");
        assertThat(
                        Waiting.until(
                                TenantFabric.LIMIT,
                                () -> !TenantFabric.reaches(one.host(), "172.31.0.1")))
                .isTrue();
        fabric.awaitReach(one.host(), "172.16.0.2");
    }
}
