package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.function.Supplier;

/// Gateways without an L3 VNI: leaves that all have all subnets, of which the first routes, and one
/// leaf that routes for all.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantGatewaysIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String GATEWAY = "02:00:00:fe:00:65";

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    private static void await(Leaf leaf, String text, Supplier<String> question) {
        assertThat(Waiting.ask(TenantFabric.LIMIT, question, it -> it.contains(text)))
                .as(leaf::state)
                .contains(text);
    }

    private static void awaitNeighbor(Leaf leaf, String address, int vni, String mac) {
        var wanted = "lladdr " + mac;
        await(leaf, wanted, () -> leaf.host().ip("neigh", "show", address, "dev", "br" + vni));
    }

    /// Once each way.
    private static void assertIsRoutedOnce(Station from, String address) {
        assertThat(TenantFabric.ping(from.host(), address)).contains("ttl=63 ");
    }

    /// The host has to have spoken to its gateway: who asks for it elsewhere asks in the name of
    /// the gateway, and the gateway of its own leaf has the answer.
    @ParameterizedTest
    @CsvSource({"EVPND, EVPND", "EVPND, FRR", "FRR, EVPND"})
    void theFirstLeafRoutesWhereBothHaveAllSubnets(Seat first, Seat second) {
        var leaf1 = fabric.leaf("leaf1", first);
        var leaf2 = fabric.leaf("leaf2", second);
        for (var leaf : List.of(leaf1, leaf2)) {
            leaf.numbered(RED, 1);
            leaf.numbered(RED, 2);
        }
        var one = leaf1.station("one", 1, 1);
        var two = leaf2.station("two", 2, 2);
        fabric.start();
        fabric.awaitReach(one.host(), "10.1.0.254");
        fabric.awaitReach(one.host(), "2001:db8:1::254");
        fabric.awaitReach(two.host(), "10.2.0.254");
        fabric.awaitReach(two.host(), "2001:db8:2::254");
        awaitNeighbor(leaf1, "10.2.0.2", 102, "02:00:00:00:00:02 extern_learn");
        awaitNeighbor(leaf1, "2001:db8:2::2", 102, "02:00:00:00:00:02 extern_learn");
        awaitNeighbor(leaf2, "10.1.0.1", 101, "02:00:00:00:00:01 extern_learn");

        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(two.host(), "2001:db8:1::1");
        assertIsRoutedOnce(one, "10.2.0.2");
        assertIsRoutedOnce(two, "2001:db8:1::1");
        // No leaf has a route to a host.
        assertThat(leaf1.routes(RED)).isEmpty();
        assertThat(leaf2.routes(RED)).isEmpty();

        two.move(leaf2, leaf1, 102);
        fabric.awaitReach(two.host(), "10.2.0.254");
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        // Of a host that came, FRR at times announces no address before it asks for the gateway's.
        if (first == Seat.EVPND) {
            // While leaf2 has not taken it back, leaf1 has its address from there, and asks for it
            // only when it is spoken to after that.
            await(
                    leaf2,
                    "lladdr 02:00:00:00:00:02 extern_learn",
                    () -> {
                        var _ = TenantFabric.ping(one.host(), "10.2.0.2");
                        return leaf2.host().ip("neigh", "show", "10.2.0.2", "dev", "br102");
                    });
        }
    }

    /// @param isSaid whether the border leaf says that it is the gateway
    @ParameterizedTest
    @CsvSource({
        "EVPND, EVPND, true",
        "EVPND, EVPND, false",
        "EVPND, FRR, true",
        "FRR, EVPND, true",
        "FRR, EVPND, false",
    })
    void oneLeafRoutesForAll(Seat seat, Seat central, boolean isSaid) {
        var leaf1 = fabric.leaf("leaf1", seat).bridged(101);
        var leaf2 = fabric.leaf("leaf2", Seat.EVPND).bridged(102);
        var border = fabric.leaf("border", central);
        border.numbered(RED, 1);
        border.numbered(RED, 2);
        if (isSaid && central == Seat.EVPND) {
            border.configured(
                    it -> it.replace("vtep: {", "vtep: {advertise-svi: default-gateway, "));
        }
        var one = leaf1.station("one", 1, 1);
        var two = leaf2.station("two", 2, 2);
        fabric.start();
        if (isSaid && central == Seat.FRR) {
            announceGateway(border);
        }
        if (isSaid) {
            await(
                    leaf1,
                    "dev vxlan101 dst 192.0.2.3 self sticky static",
                    () -> VtepLab.entries(leaf1.host(), GATEWAY));
        }
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(two.host(), "2001:db8:1::1");
        assertIsRoutedOnce(one, "10.2.0.2");
        assertIsRoutedOnce(two, "2001:db8:1::1");
        awaitNeighbor(border, "10.1.0.1", 101, "02:00:00:00:00:01");
        if (!isSaid) {
            assertThat(VtepLab.entries(leaf1.host(), GATEWAY)).doesNotContain(" dst ");
        }
    }

    private static void announceGateway(Leaf border) {
        await(border, "VNI: 101\n", () -> border.frr().show("show evpn vni 101").output());
        border.frr()
                .show(
                        "configure terminal",
                        "router bgp 65000",
                        "address-family l2vpn evpn",
                        "advertise-default-gw")
                .orThrow();
    }
}
