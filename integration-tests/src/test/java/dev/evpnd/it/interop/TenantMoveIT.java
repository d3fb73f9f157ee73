package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// A host that moves between the leaves of its subnet, there and back, while hosts of other subnets
/// ping it through the gateways: one behind each of the leaves.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantMoveIT {
    private static final String RED = TenantFabric.DEFAULT;

    private static final String GATEWAY = "02:00:00:fe:00:65";

    /// Of the pings at one address so many may be lost by one move. Seen were one or two.
    private static final int LOST = 40;

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    private static void awaitBehind(Leaf from, Leaf leaf) {
        var vtep = leaf.address();
        from.awaitRoute(RED, "10.1.0.1 via %s dev br4001".formatted(vtep));
        from.awaitRoute(RED, "2001:db8:1::1 via ::ffff:%s dev br4001".formatted(vtep));
    }

    private static void assertFewAreLost(List<Pings> all) {
        for (var each : all) {
            each.awaitAnswers();
            assertThat(each.lost()).isLessThanOrEqualTo(LOST);
            each.mark();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EVPND, EVPND, EVPND",
        "EVPND, FRR, EVPND",
        "FRR, EVPND, EVPND",
        "EVPND, EVPND, FRR",
        "EVPND, FRR, FRR",
        "FRR, EVPND, FRR",
    })
    void aHostMovesThereAndBackWhileItIsPinged(Seat first, Seat second, Seat third) {
        var leaf1 = fabric.leaf("leaf1", first).tenant(RED, 4001);
        var leaf2 = fabric.leaf("leaf2", second).tenant(RED, 4001);
        var leaf3 = fabric.leaf("leaf3", third).tenant(RED, 4001);
        leaf1.numbered(RED, 1);
        leaf2.numbered(RED, 1);
        leaf1.numbered(RED, 2);
        leaf3.numbered(RED, 3);
        var mover = leaf1.station("mover", 1, 1);
        var near = leaf1.station("near", 2, 2);
        var far = leaf3.station("far", 3, 3);
        fabric.start();
        for (var address : List.of("10.1.0.1", "2001:db8:1::1")) {
            fabric.awaitReach(near.host(), address);
            fabric.awaitReach(far.host(), address);
        }
        awaitBehind(leaf3, leaf1);
        var pings =
                List.of(
                        Pings.begin(near.host(), "10.1.0.1"),
                        Pings.begin(far.host(), "10.1.0.1"),
                        Pings.begin(near.host(), "2001:db8:1::1"),
                        Pings.begin(far.host(), "2001:db8:1::1"));

        mover.move(leaf1, leaf2, 101);
        awaitBehind(leaf3, leaf2);
        awaitBehind(leaf1, leaf2);
        assertFewAreLost(pings);

        mover.move(leaf2, leaf1, 101);
        awaitBehind(leaf3, leaf1);
        awaitBehind(leaf2, leaf1);
        assertFewAreLost(pings);
    }

    /// It asks for nobody, not even for its gateway.
    private static Station mute(Leaf leaf, String name) {
        var mover = leaf.station(name, 1, 1);
        mover.host().ip("-6", "address", "flush", "dev", "eth0");
        mover.host().ip("neigh", "replace", "10.1.0.254", "lladdr", GATEWAY, "dev", "eth0");
        return mover;
    }

    /// That it is there is seen by its answers, and its IP address by whoever asks for that.
    @ParameterizedTest
    @CsvSource({"EVPND, EVPND", "EVPND, FRR", "FRR, EVPND"})
    void aHostThatOnlyAnswersMovesThereAndBackWhileItIsPinged(Seat first, Seat second) {
        var leaf1 = fabric.leaf("leaf1", first).tenant(RED, 4001);
        var leaf2 = fabric.leaf("leaf2", second).tenant(RED, 4001);
        var leaf3 = fabric.leaf("leaf3", Seat.EVPND).tenant(RED, 4001);
        leaf1.numbered(RED, 1);
        leaf2.numbered(RED, 1);
        leaf1.numbered(RED, 2);
        leaf3.numbered(RED, 3);
        var mover = mute(leaf1, "mover");
        var near = leaf1.station("near", 2, 2);
        var far = leaf3.station("far", 3, 3);
        fabric.start();
        fabric.awaitReach(near.host(), "10.1.0.1");
        fabric.awaitReach(far.host(), "10.1.0.1");
        leaf3.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");
        var pings =
                List.of(Pings.begin(near.host(), "10.1.0.1"), Pings.begin(far.host(), "10.1.0.1"));

        mover.move(leaf1, leaf2, 101);
        leaf3.awaitRoute(RED, "10.1.0.1 via 192.0.2.2 dev br4001");
        leaf1.awaitRoute(RED, "10.1.0.1 via 192.0.2.2 dev br4001");
        assertFewAreLost(pings);

        mover.move(leaf2, leaf1, 101);
        leaf3.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");
        leaf2.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");
        assertFewAreLost(pings);
    }

    /// Nobody sends it anything afterwards: the leaf that has heard its MAC address asks for its IP
    /// address, which the other leaf still announces. So it is with a virtual machine, whose former
    /// place is closed when it is in the new one.
    @ParameterizedTest
    @CsvSource({"EVPND, EVPND", "FRR, EVPND"})
    void aHostThatSaysOneThingIsAskedWhereItHasCome(Seat first, Seat second) {
        var leaf1 = fabric.leaf("leaf1", first).tenant(RED, 4001);
        var leaf2 = fabric.leaf("leaf2", second).tenant(RED, 4001);
        var leaf3 = fabric.leaf("leaf3", Seat.EVPND).tenant(RED, 4001);
        leaf1.numbered(RED, 1);
        leaf2.numbered(RED, 1);
        leaf3.numbered(RED, 3);
        var former = mute(leaf1, "former");
        fabric.start();
        fabric.awaitReach(former.host(), "10.3.0.254");
        // Until somebody wants to send it something, its IP address is not known.
        leaf1.host().exec("ping", "-c", "1", "-W", "1", "10.1.0.1");
        leaf3.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");
        leaf2.awaitRoute(RED, "10.1.0.1 via 192.0.2.1 dev br4001");

        TenantFabric.run(former.host(), "sysctl -q -w net.ipv6.conf.eth0.disable_ipv6=1");
        former.host().ip("address", "flush", "dev", "eth0");
        var come = mute(leaf2, "come");
        come.host().exec("ping", "-c", "1", "-W", "1", "10.1.0.254");
        leaf3.awaitRoute(RED, "10.1.0.1 via 192.0.2.2 dev br4001");
        leaf1.awaitRoute(RED, "10.1.0.1 via 192.0.2.2 dev br4001");
    }
}
