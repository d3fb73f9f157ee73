package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// A network behind two border leaves, one of which is lost and comes back while hosts ping it.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantPathsIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String NETWORK = "172.31.0.0/24";
    private static final String NETWORK_6 = "2001:db8:31::/64";
    private static final String BORDER_1 = "192.0.2.2";
    private static final String BORDER_2 = "192.0.2.3";

    /// What a machine that has other things to do may lose by itself.
    private static final int STRAY = 2;

    private final TenantFabric fabric = new TenantFabric();
    private final Host outside = fabric.host("outside");

    @AfterEach
    void close() {
        fabric.close();
    }

    private void connect(Leaf border, int number) {
        var link = "link" + number;
        var net = "172.16.%d.".formatted(number);
        var net6 = "2001:db8:16:%d::".formatted(number);
        outside.link(link, border.host(), "outside");
        border.host().address("outside", net + "1/24").address("outside", net6 + "1/64");
        outside.address(link, net + "2/24").address(link, net6 + "2/64");
        border.host().ip("route", "add", NETWORK, "via", net + "2");
        border.host().ip("-6", "route", "add", NETWORK_6, "via", net6 + "2");
    }

    private static void awaitBoth(Leaf leaf) {
        leaf.awaitGateways(NETWORK, BORDER_1, BORDER_2);
        leaf.awaitGateways(NETWORK_6, "::ffff:" + BORDER_1, "::ffff:" + BORDER_2);
    }

    private static void awaitOne(Leaf leaf, String border) {
        leaf.awaitGateways(NETWORK, border);
        leaf.awaitGateways(NETWORK_6, "::ffff:" + border);
    }

    private static void assertNothingIsLost(List<Pings> all) {
        for (var each : all) {
            each.awaitAnswers();
            assertThat(each.gaps())
                    .allSatisfy(gap -> assertThat(gap.count()).isLessThanOrEqualTo(STRAY));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Seat.class,
            names = {"EVPND", "FRR"})
    void whatOneBorderLosesTheOtherCarries(Seat other) {
        var leaf = fabric.leaf("leaf", Seat.EVPND).tenant(RED, 4001);
        var border1 = fabric.leaf("border1", Seat.EVPND).tenant(RED, 4001);
        var border2 = fabric.leaf("border2", other).tenant(RED, 4001);
        leaf.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        var one = leaf.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        connect(border1, 1);
        connect(border2, 2);
        outside.address("lo", "172.31.0.1/32").address("lo", "2001:db8:31::1/128");
        // What comes back takes the border leaf that stays.
        outside.ip("route", "add", "default", "via", "172.16.2.1");
        outside.ip("-6", "route", "add", "default", "via", "2001:db8:16:2::1");
        fabric.start();
        awaitBoth(leaf);
        fabric.awaitReach(one.host(), "172.31.0.1");
        fabric.awaitReach(one.host(), "2001:db8:31::1");
        var pings =
                List.of(
                        Pings.begin(one.host(), "172.31.0.1"),
                        Pings.begin(one.host(), "2001:db8:31::1"));

        border1.host().ip("route", "del", NETWORK);
        border1.host().ip("-6", "route", "del", NETWORK_6);
        awaitOne(leaf, BORDER_2);
        border1.host().ip("route", "add", NETWORK, "via", "172.16.1.2");
        border1.host().ip("-6", "route", "add", NETWORK_6, "via", "2001:db8:16:1::2");
        awaitBoth(leaf);
        assertNothingIsLost(pings);

        border1.evpnd().program().signal("KILL");
        assertThat(Waiting.until(TenantFabric.LIMIT, () -> !border1.evpnd().program().isAlive()))
                .isTrue();
        awaitOne(leaf, BORDER_2);
        border1.host().ip("link", "set", "eth0", "down");
        assertNothingIsLost(pings);
        border1.host().ip("link", "set", "eth0", "up");
        border1.evpnd().restart();
        awaitBoth(leaf);
        assertNothingIsLost(pings);

        // The other one's kernel forwards meanwhile, and nobody asks it to.
        border2.host().ip("route", "del", NETWORK);
        border2.host().ip("-6", "route", "del", NETWORK_6);
        awaitOne(leaf, BORDER_1);
        assertNothingIsLost(pings);
    }
}
