package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// A leaf that is lost, with its cable or with what runs on it, and comes back while a host behind
/// another leaf pings one behind it.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantLeafLostIT {
    private static final String RED = TenantFabric.DEFAULT;

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    /// A leaf that soon sees that another is lost.
    private Leaf leaf(String name, Seat seat) {
        return fabric.leaf(name, seat)
                .tenant(RED, 4001)
                .configured(it -> it.replace("connect-retry: 1", "connect-retry: 1, hold: 3"));
    }

    @ParameterizedTest
    @CsvSource({"EVPND, EVPND", "EVPND, FRR", "FRR, EVPND"})
    void aLeafThatComesBackIsRoutedToAgain(Seat first, Seat second) {
        var leaf1 = leaf("leaf1", first);
        var leaf2 = leaf("leaf2", second);
        leaf1.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        leaf2.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        var one = leaf1.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        var two = leaf2.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        fabric.awaitReach(two.host(), "10.1.0.1");
        awaitKnown(leaf1);
        var pings =
                List.of(
                        Pings.begin(one.host(), "10.2.0.2"),
                        Pings.begin(one.host(), "2001:db8:2::2"));

        leaf2.host().ip("link", "set", "eth0", "down");
        awaitForgotten(leaf1);
        leaf2.awaitNoRoute(RED, "10.1.0.0/24");
        leaf2.host().ip("link", "set", "eth0", "up");
        awaitKnown(leaf1);
        pings.forEach(Pings::awaitAnswers);
        assertThat(pings).allSatisfy(each -> assertThat(each.lost()).isPositive());

        end(leaf2, second);
        awaitForgotten(leaf1);
        restart(leaf2, second);
        awaitKnown(leaf1);
        pings.forEach(Pings::awaitAnswers);
    }

    private static void awaitKnown(Leaf leaf) {
        leaf.awaitRoute(RED, "10.2.0.2 via 192.0.2.2");
        leaf.awaitRoute(RED, "10.2.0.0/24 via 192.0.2.2");
        leaf.awaitRoute(RED, "2001:db8:2::2 via ::ffff:192.0.2.2");
    }

    private static void awaitForgotten(Leaf leaf) {
        leaf.awaitNoRoute(RED, "10.2.0.");
        leaf.awaitNoRoute(RED, "2001:db8:2:");
    }

    private static void end(Leaf leaf, Seat seat) {
        if (seat == Seat.FRR) {
            leaf.frr().stop();
            return;
        }
        var program = leaf.evpnd().program();
        program.signal("KILL");
        assertThat(Waiting.until(TenantFabric.LIMIT, () -> !program.isAlive())).isTrue();
    }

    private static void restart(Leaf leaf, Seat seat) {
        if (seat == Seat.FRR) {
            leaf.frr().restart();
        } else {
            leaf.evpnd().restart();
        }
    }
}
