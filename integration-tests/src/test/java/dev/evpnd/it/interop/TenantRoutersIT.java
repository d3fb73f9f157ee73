package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The MAC addresses of routers behind VTEPs: two of one VTEP, one that becomes another, and those
/// that are none.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class TenantRoutersIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String SECOND = "02:00:00:00:77:02";

    private final TenantFabric fabric = new TenantFabric();
    private Leaf leaf;
    private Station one;

    @BeforeEach
    void leaf() {
        leaf = fabric.leaf("leaf", Seat.EVPND).tenant(RED, 4001);
        leaf.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        one = leaf.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    /// Sends what is for the leaf's hosts to it, as evpnd would.
    private void routeBack(Leaf from) {
        for (var each :
                new String[] {
                    "ip route add 10.1.0.0/24 via 192.0.2.1 dev br4001 onlink",
                    "ip neigh replace 192.0.2.1 lladdr %s dev br4001".formatted(leaf.mac(4001)),
                    "bridge fdb replace %s dev vxlan4001 dst 192.0.2.1 self master"
                            .formatted(leaf.mac(4001))
                }) {
            TenantFabric.run(from.host(), each);
        }
    }

    @Test
    void twoOfOneVtepAreServedAndWhatIsNoneIsRefused() {
        var twin = fabric.leaf("twin", Seat.OTHER).tenant(RED, 4001);
        Host host = twin.host();
        TenantFabric.run(
                host,
                "ip link add second link br4001 address %s type macvlan mode bridge"
                        .formatted(SECOND));
        TenantFabric.run(host, "ip link set second up");
        host.loopback("172.30.1.1", "172.30.2.1", "172.30.3.1", "172.30.4.1");
        routeBack(twin);
        fabric.start();
        Feeder.start(
                host,
                twin.address(),
                leaf.address(),
                65000,
                0,
                "172.30.1.0/24=" + twin.mac(4001),
                "172.30.2.0/24=" + SECOND,
                "172.30.3.0/24=00:00:00:00:00:00",
                "172.30.4.0/24=01:00:5e:00:00:01",
                "172.30.5.0/24=" + leaf.mac(4001),
                "172.30.6.0/24=" + twin.mac(4001));
        leaf.awaitRoute(RED, "172.30.6.0/24 via 192.0.2.2 dev br4001");
        fabric.awaitReach(one.host(), "172.30.1.1");
        fabric.awaitReach(one.host(), "172.30.2.1");
        leaf.awaitRoute(RED, "172.30.2.0/24 via inet6 fe80::ff:fe00:7702 dev br4001");
        leaf.evpnd().awaitLog("AnotherRouterMac");
        assertThat(leaf.routes(RED)).doesNotContain("172.30.3.0", "172.30.4.0", "172.30.5.0");
        assertThat(
                        leaf.evpnd()
                                .shell(
                                        "show bgp l2vpn evpn route rd 192.0.2.2:4001 prefix"
                                                + " 172.30.4.0/24 explain"))
                .contains("the router MAC address is zero or a group's");
        assertThat(leaf.evpnd().shell("show evpn rmac vni 4001")).contains(twin.mac(4001), SECOND);
        assertThatItIsExplained();
    }

    private void assertThatItIsExplained() {
        var router =
                "  The kernel should hold the router %s behind 192.0.2.2, VNI 4001. It does.\n"
                        .formatted(SECOND);
        var nextHop =
                "  The kernel should hold the next hop fe80::ff:fe00:7702 at %s. It does.\n"
                        .formatted(SECOND);
        assertThat(leaf.evpnd().shell("show evpn rmac vni 4001 mac " + SECOND + " explain"))
                .isEqualTo(
                        """
                        %s is a router of 192.0.2.2, which takes packets for VNI 4001 with VNI 4001.
                          fe80::ff:fe00:7702 is the next hop of 172.30.2.0/24.
                        """
                                        .formatted(SECOND)
                                + router
                                + nextHop);
        assertThat(leaf.evpnd().shell("show evpn next-hops vni 4001 ip fe80::ff:fe00:7702 explain"))
                .contains("fe80::ff:fe00:7702 is the next hop of 172.30.2.0/24 in VNI 4001")
                .endsWith(nextHop + router);
        assertThat(
                        leaf.evpnd()
                                .shell(
                                        "show bgp l2vpn evpn route rd 192.0.2.2:4001 prefix"
                                                + " 172.30.1.0/24 explain"))
                .contains("     The kernel should hold 172.30.1.0/24 via 192.0.2.2. It does.\n");
    }

    @Test
    void oneThatBecomesAnotherIsFollowed() {
        var other = fabric.leaf("other", Seat.EVPND).tenant(RED, 4001);
        other.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        other.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
        other.host().ip("link", "set", "br4001", "address", SECOND);
        leaf.awaitRoute(RED, "10.2.0.0/24");
        awaitRouters(SECOND, other.mac(4001));
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");

        other.evpnd().program().signal("KILL");
        assertThat(Waiting.until(TenantFabric.LIMIT, () -> !other.evpnd().program().isAlive()))
                .isTrue();
        var named =
                other.configuration()
                        .replace(
                                "l3-vni: 4001,",
                                "l3-vni: 4001, router-mac: \"%s\",".formatted(other.mac(4001)));
        other.host().ip("link", "set", "br4001", "address", other.mac(4001));
        other.evpnd().reconfigure(named);
        other.evpnd().restart();
        awaitRouters(other.mac(4001), SECOND);
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
    }

    private void awaitRouters(String wanted, String gone) {
        var seen =
                Waiting.ask(
                        TenantFabric.LIMIT,
                        () ->
                                leaf.host()
                                        .exec("bridge", "fdb", "show", "dev", "vxlan4001")
                                        .output(),
                        it -> it.contains(wanted) && !it.contains(gone));
        assertThat(seen).as(leaf::state).contains(wanted).doesNotContain(gone);
        assertThat(leaf.host().ip("neigh", "show", "dev", "br4001")).doesNotContain(gone);
    }
}
