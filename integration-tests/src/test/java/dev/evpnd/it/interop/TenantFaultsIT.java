package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// IP-VRFs that cannot be, and those that go or become others while the daemon runs.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class TenantFaultsIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String ROUTE = "10.2.0.0/24 via 192.0.2.2 dev br4001";

    private final TenantFabric fabric = new TenantFabric();
    private Leaf leaf1;
    private Leaf leaf2;
    private Station one;

    @BeforeEach
    void start() {
        leaf1 =
                fabric.leaf("leaf1", Seat.EVPND)
                        .tenant(RED, 4001)
                        .configured(
                                text -> text + "  blue: {l3-vni: 4002}\n  green: {l3-vni: 4003}\n");
        leaf2 = fabric.leaf("leaf2", Seat.EVPND).tenant(RED, 4001);
        leaf1.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        // The bridge of blue's L3 VNI is in the VRF of red.
        leaf1.subnet(RED, 4002);
        leaf2.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        one = leaf1.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        leaf2.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    /// What evpnd has in the kernel for routes of the tenant.
    private String made() {
        var host = leaf1.host();
        return leaf1.routes(RED)
                + host.ip("neigh", "show", "proto", "222")
                + host.exec("bridge", "fdb", "show", "dev", "vxlan4001")
                        .orThrow()
                        .lines()
                        .filter(each -> each.contains(" dst "))
                        .reduce("", (a, b) -> a + b + "\n");
    }

    private void awaitNothing() {
        assertThat(Waiting.ask(TenantFabric.LIMIT, this::made, String::isEmpty))
                .as(leaf1::state)
                .isEmpty();
    }

    @Test
    void whatCannotBeIsSaidAndTheRestWorks() {
        leaf1.evpnd().awaitLog("ip-vrf.refused vni=4002 error=\"VRF default has the L3 VNI 4001\"");
        leaf1.evpnd()
                .awaitLog(
                        "ip-vrf.refused vni=4003 error=\"the kernel has no bridge domain for its L3 VNI\"");
        assertThat(leaf1.evpnd().shell("show vrf vni")).contains("4001").doesNotContain("4003");
        assertThat(leaf1.evpnd().shell("show evpn kernel"))
                .contains(
                        "Not there: the IP-VRF blue, L3 VNI 4002: VRF default has the L3 VNI 4001\n",
                        "Not there: the IP-VRF green, L3 VNI 4003: the kernel has no bridge domain for"
                                + " its L3 VNI\n")
                .doesNotContain("the IP-VRF default");
        leaf1.host().ip("link", "set", "br4001", "down");
        awaitNothing();
        leaf1.host().ip("link", "set", "br4001", "up");
        leaf1.awaitRoute(RED, ROUTE);
        fabric.awaitReach(one.host(), "10.2.0.2");

        // Its interface gone, the other may have the VRF.
        leaf1.host().ip("link", "set", "vxlan4001", "nomaster");
        leaf1.evpnd().awaitLog("ip-vrf.up name=blue vni=4002");
        awaitNothing();
        leaf1.host().ip("link", "set", "vxlan4001", "master", "br4001");
        fabric.awaitReach(one.host(), "10.2.0.2");
    }

    @Test
    void whatIsTakenOutOfTheFileIsTakenOutOfTheKernel() {
        var text = leaf1.configuration();
        int begin = text.indexOf("ip-vrfs:");
        assertThat(begin).isPositive();
        // Or it would be a bridge domain, whose routes have the same route targets.
        leaf1.evpnd().reload(text.substring(0, begin) + "mac-vrfs: {4001: {advertise: false}}\n");
        awaitNothing();
        leaf1.evpnd().reload(text);
        leaf1.awaitRoute(RED, ROUTE);
        fabric.awaitReach(one.host(), "10.2.0.2");

        // Other routes are imported, and so none of these.
        leaf1.evpnd()
                .reload(
                        text.replace(
                                "l3-vni: 4001,",
                                "l3-vni: 4001, route-targets: {import: [65000:7]},"));
        awaitNothing();
        leaf1.evpnd().reload(text);
        fabric.awaitReach(one.host(), "10.2.0.2");

        // What another L3 VNI had is not left where it was.
        leaf1.evpnd()
                .reload(
                        text.replace("l3-vni: 4001,", "l3-vni: 4002,")
                                + "mac-vrfs: {4001: {advertise: false}}\n");
        awaitNothing();
        leaf1.evpnd().reload(text);
        fabric.awaitReach(one.host(), "10.2.0.2");

        leaf1.evpnd().reload(text + "mac-vrfs: {4001: {}}\n");
        leaf1.evpnd().awaitLog("reload.refused");
        var line = "%d:".formatted(text.lines().count() + 1);
        assertThat(leaf1.evpnd().program().lastWords(20)).contains(line, "4001");
        fabric.awaitReach(one.host(), "10.2.0.2");
    }
}
