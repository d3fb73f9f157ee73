package dev.evpnd.it.kernel;

import static dev.evpnd.it.kernel.Samples.onLink;
import static dev.evpnd.it.kernel.Samples.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.LinkGone;
import dev.evpnd.speaker.netlink.KernelEvent.RouteGone;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/// Which routes the kernel takes away by itself, and of which of these it says so: docs/kernel.md
/// says the same. Of each family there are routes by one device, by both, and two hops by one.
@Timeout(120)
class RoutesTakenAwayIT {
    private KernelLab lab;
    private int one;
    private int two;
    private RouteEntry alone4;
    private RouteEntry byIpv6;
    private RouteEntry twice4;
    private RouteEntry both4;
    private RouteEntry alone6;
    private RouteEntry twice6;
    private RouteEntry both6;
    private List<RouteEntry> all = List.of();

    @BeforeEach
    void putsRoutes() throws IOException {
        lab = KernelLab.open();
        lab.run(Samples.TWO_NETWORKS);
        one = lab.index("one");
        two = lab.index("two");
        alone4 = route("10.11.0.0/16", onLink(one, "198.51.100.9"));
        byIpv6 = route("10.12.0.0/16", onLink(one, "2001:db8:77::1"));
        twice4 = route("10.13.0.0/16", onLink(one, "198.51.100.8"), onLink(one, "198.51.100.9"));
        both4 = route("10.14.0.0/16", onLink(one, "198.51.100.9"), onLink(two, "198.51.100.9"));
        alone6 = route("2001:db8:11::/48", onLink(one, "::ffff:198.51.100.9"));
        twice6 =
                route(
                        "2001:db8:13::/48",
                        onLink(one, "::ffff:198.51.100.8"),
                        onLink(one, "::ffff:198.51.100.9"));
        both6 =
                route(
                        "2001:db8:14::/48",
                        onLink(one, "::ffff:198.51.100.9"),
                        onLink(two, "::ffff:198.51.100.9"));
        all = List.of(alone4, byIpv6, twice4, both4, alone6, twice6, both6);
        for (var each : all) {
            assertThat(lab.put(each)).as(each.toString()).isEqualTo(KernelAnswer.DONE);
        }
        lab.hearAll();
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
    }

    /// What is told of evpnd's routes.
    private List<KernelEvent> heard() throws IOException {
        return lab.hearAll().stream()
                .filter(
                        it ->
                                it instanceof RouteIs(var route, var _) && isOurs(route)
                                        || it instanceof RouteGone(var gone) && isOurs(gone))
                .toList();
    }

    private static boolean isOurs(RouteEntry route) {
        return route.protocol() == Samples.EVPND;
    }

    /// Those of the routes that are there.
    private List<RouteEntry> held() throws IOException {
        return Stream.of(Table.IPV4_ROUTES, Table.IPV6_ROUTES)
                .flatMap(
                        table -> {
                            try {
                                return lab.table(table).stream();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .map(it -> ((RouteIs) it).route())
                .filter(RoutesTakenAwayIT::isOurs)
                .toList();
    }

    /// That the hops of a route are gone, one by one.
    private static List<KernelEvent> goneOneByOne(RouteEntry route) {
        return route.hops().stream()
                .<KernelEvent>map(each -> new RouteGone(by(route, each)))
                .toList();
    }

    private static RouteEntry by(RouteEntry route, RouteEntry.Hop hop) {
        return route(route.prefix().toString(), hop);
    }

    @Test
    void aCarrierThatIsLostTakesNothingAway() throws IOException {
        lab.run("ip link set far1 down");
        assertThat(lab.json("ip -j link show dev one").toString()).contains("NO-CARRIER");
        assertThat(held()).isEqualTo(all);
        lab.run("ip link set far1 up");
        assertThat(heard()).isEmpty();
        assertThat(held()).isEqualTo(all);
    }

    @Test
    void aDeviceThatGoesDownTakesItsRoutesAndOfIpv4NothingIsSaid() throws IOException {
        lab.run("ip link set one down");
        assertThat(held()).as("those with another device").containsExactly(both4, both6);
        assertThat(heard())
                .containsExactlyElementsOf(
                        Stream.of(alone6, twice6)
                                .flatMap(it -> goneOneByOne(it).stream())
                                .toList());
        lab.run("ip link set one up");
        assertThat(heard()).as("nothing comes back").isEmpty();
        assertThat(held()).containsExactly(both4, both6);
    }

    @Test
    void whenTheLastOfItsDevicesGoesDownARouteIsGone() throws IOException {
        lab.run("ip link set one down");
        heard();
        lab.run("ip link set two down");
        assertThat(held()).isEmpty();
        assertThat(heard()).containsExactlyElementsOf(goneOneByOne(both6));
    }

    @Test
    void aDeviceThatIsRemovedTakesWholeRoutesOfIpv4AndHopsOfIpv6() throws IOException {
        lab.run("ip link delete one");
        var remaining = by(both6, both6.hops().get(1));
        assertThat(held()).containsExactly(remaining);
        var told = lab.hearAll();
        for (var each : List.of(alone6, twice6, by(both6, both6.hops().get(0)))) {
            for (var gone : goneOneByOne(each)) {
                assertThat(told).containsSubsequence(gone, new LinkGone(one));
            }
        }
        assertThat(told)
                .noneMatch(
                        it ->
                                it instanceof RouteGone(var gone)
                                        && isOurs(gone)
                                        && gone.prefix().address().bitLength() == 32);
    }

    /// A device without one may have routes; one that loses its last has none any more.
    @Test
    void theLastIpv4AddressOfADeviceTakesItsIpv4RoutesWithoutAWord() throws IOException {
        lab.run("ip address add 10.0.77.1/24 dev one");
        lab.run("ip address delete 10.0.1.1/24 dev one");
        assertThat(held()).isEqualTo(all);
        lab.run("ip address delete 10.0.77.1/24 dev one");
        assertThat(held()).containsExactly(both4, alone6, twice6, both6);
        assertThat(heard()).isEmpty();
        assertThat(lab.put(alone4)).isEqualTo(KernelAnswer.DONE);
        assertThat(held()).contains(alone4);
    }

    @Test
    void theLastIpv6AddressOfADeviceTakesNone() throws IOException {
        lab.run("ip address delete 2001:db8:1::1/64 dev one");
        assertThat(held()).isEqualTo(all);
        assertThat(heard()).isEmpty();
    }

    /// Where a packet of 1280 octets has no room, there is no IPv6 (RFC 8200 section 5).
    @Test
    void anMtuThatIsTooSmallForIpv6TakesItsRoutes() throws IOException {
        lab.run("ip link set one mtu 1279");
        assertThat(heard())
                .containsExactlyElementsOf(
                        Stream.of(alone6, twice6, by(both6, both6.hops().get(0)))
                                .flatMap(it -> goneOneByOne(it).stream())
                                .toList());
        assertThat(held())
                .containsExactly(alone4, byIpv6, twice4, both4, by(both6, both6.hops().get(1)));
    }

    @Test
    void anAddressThatARouteSendsFromTakesItAndThatIsSaid() throws IOException {
        lab.run("ip route add 10.17.0.0/16 via 10.0.1.2 src 10.0.1.1 protocol 222 metric 20");
        var hop = new RouteEntry.Hop(one, IpAddress.parse("10.0.1.2"), false, 1);
        var from = route("10.17.0.0/16", hop);
        assertThat(heard()).containsExactly(new RouteIs(from, false));
        lab.run("ip address add 10.0.77.1/24 dev one");
        lab.run("ip address delete 10.0.1.1/24 dev one");
        assertThat(heard()).containsExactly(new RouteGone(from));
    }
}
