package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.netlink.KernelEvent.RouteGone;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.RouteEntry.Hop;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// What a kernel has sent of routes is read as what it was told to do.
final class RecordedRoutesTest {
    private static final Recording KERNEL = Recording.of("linux-6.18-routes.txt");
    private static final int ONE = 2;
    private static final int TWO = 3;
    private static final Hop IPV4 = onLink(ONE, "198.51.100.9", 1);
    private static final Hop MAPPED = onLink(ONE, "::ffff:198.51.100.9", 1);
    private static final Hop IPV6 = onLink(TWO, "2001:db8:77::1", 1);
    private static final String SEVERAL_OF_IPV4 =
            " protocol 222 metric 20 nexthop via 198.51.100.9 dev one weight 9 onlink nexthop via"
                    + " inet6 2001:db8:77::1 dev two onlink";
    private static final String SEVERAL_OF_IPV6 =
            " protocol 222 metric 20 nexthop via ::ffff:198.51.100.9 dev one weight 9 onlink"
                    + " nexthop via 2001:db8:77::1 dev two onlink";

    private static Hop onLink(int device, String gateway, int weight) {
        return new Hop(device, IpAddress.parse(gateway), true, weight);
    }

    private static Hop weighing(Hop hop, int weight) {
        return new Hop(hop.device(), hop.gateway(), hop.isOnLink(), weight);
    }

    private static RouteEntry route(String prefix, Hop... hops) {
        return new RouteEntry(
                254, IpPrefix.parse(prefix), 222, RouteType.UNICAST, 20, 0, List.of(hops));
    }

    private static List<KernelEvent> routes(String command) {
        return KERNEL.events(command).stream()
                .filter(it -> it instanceof RouteIs || it instanceof RouteGone)
                .toList();
    }

    @Test
    void nothingInItIsFaulty() {
        for (var heading : KERNEL.datagrams().keySet()) {
            assertThat(KERNEL.told(heading))
                    .as(heading)
                    .doesNotHaveAnyElementsOfTypes(Told.Faulty.class);
        }
    }

    @Test
    void aRouteHasItsHops() {
        assertThat(
                        routes(
                                "ip route add 10.11.0.0/16 via 198.51.100.9 dev one onlink protocol"
                                        + " 222 metric 20"))
                .containsExactly(new RouteIs(route("10.11.0.0/16", IPV4), false));
        assertThat(routes("ip route replace 10.11.0.0/16" + SEVERAL_OF_IPV4))
                .containsExactly(new RouteIs(route("10.11.0.0/16", weighing(IPV4, 9), IPV6), true));
        assertThat(
                        routes(
                                "ip route add 2001:db8:11::/48 via ::ffff:198.51.100.9 dev one"
                                        + " onlink protocol 222 metric 20"))
                .containsExactly(new RouteIs(route("2001:db8:11::/48", MAPPED), false));
        assertThat(routes("ip route replace 2001:db8:11::/48" + SEVERAL_OF_IPV6))
                .containsExactly(
                        new RouteIs(route("2001:db8:11::/48", weighing(MAPPED, 9), IPV6), true));
        assertThat(
                        routes(
                                "ip route del 2001:db8:11::/48 via ::ffff:198.51.100.9 dev one"
                                        + " metric 20"))
                .containsExactly(new RouteGone(route("2001:db8:11::/48", MAPPED)));
    }

    @Test
    void aRouteHasItsTableMetricTypeAndNextHopObject() {
        var plain = new Hop(ONE, IpAddress.parse("10.0.1.2"), false, 1);
        var plain6 = new Hop(ONE, IpAddress.parse("2001:db8:1::2"), false, 1);
        assertThat(
                        routes(
                                "ip route add 10.12.0.0/16 via inet6 2001:db8:1::2 dev one table"
                                        + " 4000000"))
                .containsExactly(
                        new RouteIs(
                                new RouteEntry(
                                        4_000_000,
                                        IpPrefix.parse("10.12.0.0/16"),
                                        3,
                                        RouteType.UNICAST,
                                        0,
                                        0,
                                        List.of(plain6)),
                                false));
        assertThat(routes("ip route add blackhole default metric 4294967295"))
                .containsExactly(
                        new RouteIs(
                                new RouteEntry(
                                        254,
                                        IpPrefix.IPV4_DEFAULT,
                                        3,
                                        RouteType.BLACKHOLE,
                                        4_294_967_295L,
                                        0,
                                        List.of()),
                                false));
        assertThat(routes("ip route add unreachable 2001:db8:12::/48 metric 4294967295"))
                .containsExactly(
                        new RouteIs(
                                new RouteEntry(
                                        254,
                                        IpPrefix.parse("2001:db8:12::/48"),
                                        3,
                                        RouteType.UNREACHABLE,
                                        4_294_967_295L,
                                        0,
                                        List.of()),
                                false));
        assertThat(routes("ip route add 10.13.0.0/16 nhid 5"))
                .containsExactly(
                        new RouteIs(
                                new RouteEntry(
                                        254,
                                        IpPrefix.parse("10.13.0.0/16"),
                                        3,
                                        RouteType.UNICAST,
                                        0,
                                        5,
                                        List.of(plain)),
                                false));
    }

    @Test
    void aRouteThatIsNotForAllPacketsIsNone() {
        assertThat(KERNEL.told("ip route add 10.14.0.0/16 via 10.0.1.2 dsfield 0x10"))
                .containsExactly(new Told.Nothing());
    }

    @Test
    void aTableIsReadAsItWasTold() {
        assertThat(KERNEL.events("IPV4_ROUTES"))
                .contains(
                        new RouteIs(route("10.15.0.0/16", weighing(IPV4, 9), IPV6), false),
                        new RouteIs(
                                new RouteEntry(
                                        255,
                                        IpPrefix.parse("127.0.0.1/32"),
                                        2,
                                        RouteType.LOCAL,
                                        0,
                                        0,
                                        List.of(new Hop(1, null, false, 1))),
                                false));
        assertThat(KERNEL.events("IPV6_ROUTES"))
                .contains(
                        new RouteIs(route("2001:db8:16::/48", weighing(MAPPED, 9), IPV6), false),
                        new RouteIs(
                                route("2001:db8:13::/48", new Hop(ONE, null, false, 1)), false));
    }

    /// As a kernel without IPv6 tells them, where it is asked for the routes of that.
    @ParameterizedTest
    @CsvSource({
        "IPV4_ROUTES, IPV4_ROUTES, true",
        "IPV4_ROUTES, IPV6_ROUTES, false",
        "IPV6_ROUTES, IPV6_ROUTES, true"
    })
    void routesOfIpv4AreNoneOfIpv6(Kernel.Table told, Kernel.Table asked, boolean isOf) {
        var octets = Objects.requireNonNull(KERNEL.datagrams().get(told.name())).getFirst();
        var bytes = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        var messages = new Messages(bytes, 0, octets.length, new Fault());
        int routes = 0;
        while (messages.next()) {
            assertThat(Requests.isOf(asked, messages)).isEqualTo(isOf);
            routes++;
        }
        assertThat(routes).isGreaterThan(1);
    }

    @Test
    void noRouteHasMoreHopsThanAreRead() {
        assertThatThrownBy(
                        () ->
                                route(
                                        "10.0.0.0/8",
                                        Collections.nCopies(1001, IPV4).toArray(Hop[]::new)))
                .hasMessage("no route has 1001 hops");
        for (int weight : List.of(0, 257)) {
            assertThatThrownBy(() -> weighing(IPV4, weight))
                    .hasMessage("no hop has the weight " + weight);
        }
    }
}
