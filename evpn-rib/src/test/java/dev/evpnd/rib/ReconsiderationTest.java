package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ReconsiderationTest {
    private static final Ipv4Address NEAR = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address FAR = Ipv4Address.parse("192.0.2.2");

    private static final Routes EMPTY = Routes.create(RouteFamily.EVPN, 0);

    private final Routes routes = Routes.create(RouteFamily.EVPN, 0);
    private final List<Integer> reconsidered = new ArrayList<>();
    private final Reconsideration reconsideration =
            new Reconsideration(
                    List.of(
                            new Reconsideration.Shard(EMPTY, destination -> {}),
                            new Reconsideration.Shard(routes, reconsidered::add)),
                    new NextHops(false),
                    () -> {});

    private int path(int key, Ipv4Address nextHop) {
        int destination = routes.destinations().findOrAdd(new byte[] {(byte) key}, 0, 1);
        int path = routes.paths().add(destination, 1, 0);
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY);
        var set = routes.attributes().intern(0, MpNextHop.of(nextHop), attributes);
        routes.paths().setReceived(path, set.number(), 0);
        routes.destinations().addPath(path);
        return destination;
    }

    private void walk() {
        while (reconsideration.go(2)) {
            // In the smallest of slices.
        }
    }

    @Test
    void findsTheDestinationsOfANextHopAndNoOthers() {
        path(1, FAR);
        int wanted = path(2, NEAR);
        reconsideration.add(NextHops.octets(NEAR));
        walk();
        assertThat(reconsidered).containsExactly(wanted);
    }

    @Test
    void comesToTheEndThoughThereIsAlwaysAReasonToBeginAgain() {
        for (int key = 0; key < 20; key++) {
            path(key, FAR);
        }
        int last = path(20, NEAR);
        reconsideration.add(NextHops.octets(NEAR));
        for (int i = 0; i < 50; i++) {
            reconsideration.go(2);
            reconsideration.add(NextHops.octets(FAR));
        }
        assertThat(reconsidered).contains(last);
    }

    @Test
    void goesRoundOnceMoreForWhatCameOnTheWay() {
        int first = path(1, NEAR);
        path(2, FAR);
        reconsideration.add(NextHops.octets(FAR));
        reconsideration.go(2);
        reconsideration.add(NextHops.octets(NEAR));
        reconsideration.add(NextHops.octets(FAR));
        walk();
        assertThat(reconsidered).containsExactly(1, first, 1);
    }

    @Test
    void countsPathsAndNotDestinationsAlone() {
        for (int i = 0; i < 100; i++) {
            path(1, FAR);
        }
        int second = path(2, NEAR);
        reconsideration.add(NextHops.octets(NEAR));
        assertThat(reconsideration.go(50)).isTrue();
        assertThat(reconsidered).isEmpty();
        assertThat(reconsideration.go(50)).isFalse();
        assertThat(reconsidered).containsExactly(second);
    }
}
