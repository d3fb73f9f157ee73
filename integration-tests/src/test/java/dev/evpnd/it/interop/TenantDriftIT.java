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

import java.util.regex.Pattern;

/// What others do to the routes of a tenant, and to what these need, behind evpnd's back.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class TenantDriftIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String ROUTE = "10.2.0.0/24 via 192.0.2.2 dev br4001";
    private static final String ROUTE_6 = "2001:db8:2::/64 via ::ffff:192.0.2.2 dev br4001";
    private static final Pattern DRIFTED = Pattern.compile("somebody else has changed: (\\d+)");

    private final TenantFabric fabric = new TenantFabric();
    private Leaf leaf1;
    private Leaf leaf2;
    private Station one;
    private String router;

    @BeforeEach
    void start() {
        leaf1 =
                fabric.leaf("leaf1", Seat.EVPND)
                        .tenant(RED, 4001)
                        .configured(
                                text -> text.replace("kernel: {}", "kernel: {audit-interval: 2}"));
        leaf2 = fabric.leaf("leaf2", Seat.EVPND).tenant(RED, 4001);
        router = leaf2.mac(4001);
        leaf1.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        leaf2.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        one = leaf1.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        leaf2.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        leaf1.awaitRoute(RED, "2001:db8:2::2 via ::ffff:192.0.2.2");
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    private void on(String command) {
        TenantFabric.run(leaf1.host(), command);
    }

    private long drifted() {
        var shown = DRIFTED.matcher(leaf1.evpnd().shell("show evpn kernel"));
        assertThat(shown.find()).isTrue();
        return Long.parseLong(shown.group(1));
    }

    private String entries(String having) {
        var host = leaf1.host();
        return (host.ip("route") + host.ip("-6", "route") + host.ip("neigh"))
                .concat(host.exec("bridge", "fdb", "show").orThrow())
                .lines()
                .filter(each -> each.contains(having))
                .reduce("", (a, b) -> a + b.strip() + "\n");
    }

    private void await(String what, String entry) {
        var seen = Waiting.ask(TenantFabric.LIMIT, () -> entries(entry), it -> !it.isEmpty());
        assertThat(seen).as(() -> what + leaf1.state()).contains(entry);
    }

    /// What was done is put right, counted, and said.
    private void assertPutRight(String deed, String entry, String said) {
        await("before " + deed, entry);
        long before = drifted();
        on(deed);
        var shown =
                Waiting.ask(
                        TenantFabric.LIMIT,
                        () -> leaf1.evpnd().shell("show evpn drift"),
                        it -> it.contains(said));
        assertThat(shown).as(() -> deed + "\n" + leaf1.state()).contains(said);
        await(deed, entry);
        assertThat(drifted()).as(deed).isGreaterThan(before);
        assertThat(TenantFabric.reaches(one.host(), "10.2.0.2")).as(deed).isTrue();
        assertThat(TenantFabric.reaches(one.host(), "2001:db8:2::2")).as(deed).isTrue();
    }

    @Test
    void whatSomebodyChangesIsPutRight() {
        assertPutRight(
                "ip route del 10.2.0.0/24 proto 222",
                ROUTE,
                "10.2.0.0/24 via 192.0.2.2; there was nothing");
        assertPutRight(
                "ip -6 route del 2001:db8:2::/64 proto 222",
                ROUTE_6,
                "2001:db8:2::/64 via ::ffff:192.0.2.2; there was nothing");
        assertPutRight(
                "ip route replace 10.2.0.2 via 192.0.2.99 dev br4001 onlink metric 8192 proto 222",
                "10.2.0.2 via 192.0.2.2 dev br4001",
                "10.2.0.2/32 via 192.0.2.2; there was a route by [192.0.2.99]");
        assertPutRight(
                "ip neigh del 192.0.2.2 dev br4001",
                "192.0.2.2 dev br4001 lladdr " + router,
                "the next hop 192.0.2.2 at " + router + "; there was nothing");
        assertPutRight(
                "ip neigh replace ::ffff:192.0.2.2 dev br4001 lladdr 02:00:00:00:00:99 nud reachable",
                "::ffff:192.0.2.2 dev br4001 lladdr " + router,
                "the next hop ::ffff:192.0.2.2 at "
                        + router
                        + "; there was an entry for 02:00:00:00:00:99");
        assertPutRight(
                "bridge fdb del " + router + " dev vxlan4001 self",
                router + " dev vxlan4001 dst 192.0.2.2",
                "the router "
                        + router
                        + " behind 192.0.2.2, VNI 4001; there was no entry of the device");
        assertPutRight(
                "bridge fdb replace %s dev vxlan4001 dst 192.0.2.77 self extern_learn"
                        .formatted(router),
                router + " dev vxlan4001 dst 192.0.2.2 ",
                "the router "
                        + router
                        + " behind 192.0.2.2, VNI 4001; there was an entry for [192.0.2.77]");
    }

    @Test
    void whatGoesWithoutAWordIsFoundAndPutRight() {
        // The kernel does not say that the routes of IPv4 are gone with the last address.
        on("ip address add 172.20.0.1/24 dev br4001");
        on("ip address del 172.20.0.1/24 dev br4001");
        await("the last address is gone", ROUTE);
        fabric.awaitReach(one.host(), "10.2.0.2");
        on("ip link set br4001 down");
        on("ip link set br4001 up");
        await("down and up", ROUTE);
        await("down and up", ROUTE_6);
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        on("ip nexthop add id 7 via 192.0.2.2 dev br4001 onlink");
        on("ip route replace 10.2.0.0/24 nhid 7 metric 8192 proto 222");
        on("ip nexthop del id 7");
        await("with its object", ROUTE);
        fabric.awaitReach(one.host(), "10.2.0.2");
    }

    private void awaitState(String entry, String state) {
        var seen = Waiting.ask(TenantFabric.LIMIT, () -> line(entry), it -> it.contains(state));
        assertThat(seen).as(leaf1::state).contains(state);
    }

    private String line(String entry) {
        return leaf1.evpnd()
                .shell("show evpn kernel entries")
                .lines()
                .filter(each -> each.contains(entry))
                .findFirst()
                .orElse("");
    }

    @Test
    void aRouteOfTheOperatorsComesFirst() {
        Host elsewhere = fabric.host("elsewhere");
        elsewhere.link("eth0", leaf1.host(), "elsewhere");
        leaf1.host().address("elsewhere", "172.21.0.1/24");
        elsewhere.address("eth0", "172.21.0.2/24").loopback("10.2.0.9");
        elsewhere.ip("route", "add", "default", "via", "172.21.0.1");
        assertThat(TenantFabric.reaches(one.host(), "10.2.0.9")).isFalse();
        on("ip route add 10.2.0.0/24 via 172.21.0.2");
        awaitState("10.2.0.0/24", "shadowed");
        assertThat(line("10.2.0.0/24")).contains("a route of protocol boot with metric 0");
        fabric.awaitReach(one.host(), "10.2.0.9");
        assertThat(TenantFabric.reaches(one.host(), "10.2.0.2")).as("longer prefix").isTrue();
        on("ip route del 10.2.0.0/24 via 172.21.0.2");
        awaitState("10.2.0.0/24", "in kernel");
        assertThat(leaf1.routes(RED)).contains(ROUTE);
        assertThat(TenantFabric.reaches(one.host(), "10.2.0.2")).isTrue();
        // One with the metric of ours, at whose place it is then.
        on("ip route replace 10.2.0.0/24 via 172.21.0.2 metric 8192");
        awaitState("10.2.0.0/24", "shadowed");
        on("ip route del 10.2.0.0/24 via 172.21.0.2 metric 8192");
        awaitState("10.2.0.0/24", "in kernel");

        // A subnet that both have is the own one.
        leaf2.host().address("br200", "10.1.0.253/24");
        awaitState("10.1.0.0/24", "shadowed");
        assertThat(line("10.1.0.0/24")).contains("a route of protocol kernel with metric 0");
        assertThat(TenantFabric.reaches(one.host(), "10.1.0.254")).isTrue();
        leaf2.host().ip("address", "del", "10.1.0.253/24", "dev", "br200");
        leaf1.awaitNoRoute(RED, "10.1.0.0/24");
    }
}
