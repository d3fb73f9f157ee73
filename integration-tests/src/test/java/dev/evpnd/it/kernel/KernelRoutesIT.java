package dev.evpnd.it.kernel;

import static dev.evpnd.it.kernel.Samples.onLink;
import static dev.evpnd.it.kernel.Samples.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent.RouteGone;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteEntry.Hop;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv6Address;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the kernel does with routes that it is asked for: docs/kernel.md says the same.
@Timeout(120)
class KernelRoutesIT {
    private static final int NO_SUCH_ROUTE = 3;

    private KernelLab lab;
    private int one;
    private int two;

    @BeforeEach
    void makesTwoNetworks() throws IOException {
        lab = KernelLab.open();
        lab.run(Samples.TWO_NETWORKS);
        one = lab.index("one");
        two = lab.index("two");
        lab.hearAll();
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
    }

    private static Hop hop(int device, @Nullable String gateway, int weight) {
        var address = gateway == null ? null : IpAddress.parse(gateway);
        return new Hop(device, address, false, weight);
    }

    private static RouteEntry with(RouteEntry it, int table, int protocol, int type, long metric) {
        return new RouteEntry(table, it.prefix(), protocol, type, metric, it.nextHop(), it.hops());
    }

    private static RouteEntry ofMetric(RouteEntry it, long metric) {
        return with(it, it.table(), it.protocol(), it.type(), metric);
    }

    private static RouteEntry ofProtocol(RouteEntry it, int protocol) {
        return with(it, it.table(), protocol, it.type(), it.metric());
    }

    private void put(RouteEntry route) throws IOException {
        assertThat(lab.put(route)).as(route.toString()).isEqualTo(KernelAnswer.DONE);
    }

    /// Of both families the same: two gateways in the networks, and a prefix behind them.
    private record Family(String prefix, String first, String second, String third) {
        IpPrefix ofPrefix() {
            return IpPrefix.parse(prefix);
        }
    }

    private static final Family IPV4 =
            new Family("10.9.0.0/16", "10.0.1.2", "10.0.2.2", "10.0.1.3");
    private static final Family IPV6 =
            new Family("2001:db8:9::/48", "2001:db8:1::2", "2001:db8:2::2", "2001:db8:1::3");
    private static final List<Family> BOTH = List.of(IPV4, IPV6);

    private RouteEntry byFirst(Family family) {
        return route(family.prefix, onLink(one, family.first));
    }

    private RouteEntry bySecond(Family family) {
        return route(family.prefix, onLink(two, family.second));
    }

    private RouteEntry byBoth(Family family) {
        return route(family.prefix, onLink(one, family.first), onLink(two, family.second));
    }

    private Stream<RouteEntry> routes() {
        var v4 = "10.9.0.0/16";
        var v6 = "2001:db8:9::/48";
        var away = onLink(one, "198.51.100.9");
        var away6 = onLink(one, "::ffff:198.51.100.9");
        return Stream.of(
                route(v4, hop(one, "10.0.1.2", 1)),
                route(v4, away),
                route(v4, onLink(one, "2001:db8:77::1")),
                route(v4, hop(one, "2001:db8:1::2", 1)),
                route(v4, hop(one, null, 1)),
                route(v4, away, onLink(two, "198.51.100.8"), onLink(two, "2001:db8:77::1")),
                route(v4, hop(one, "10.0.1.2", 1), hop(two, "10.0.2.2", 256)),
                route("0.0.0.0/0", away),
                route("10.9.0.1/32", away),
                route(v6, hop(one, "2001:db8:1::2", 1)),
                route(v6, onLink(one, "2001:db8:77::1")),
                route(v6, away6),
                route(v6, hop(one, null, 1)),
                route(v6, away6, onLink(two, "::ffff:198.51.100.8"), onLink(two, "2001:db8:77::1")),
                route(v6, hop(one, "2001:db8:1::2", 1), hop(two, "2001:db8:2::2", 256)),
                route("::/0", away6),
                route("2001:db8:9::1/128", away6),
                with(route(v4, away), 1_000_000, 186, RouteType.UNICAST, 1),
                with(route(v6, away6), 1_000_000, 186, RouteType.UNICAST, 1),
                with(route(v4, away), -2, 1, RouteType.UNICAST, 0xffff_ffffL),
                with(route(v6, away6), -2, 1, RouteType.UNICAST, 0xffff_ffffL),
                with(route(v4, away), 100, 222, RouteType.UNICAST, 0),
                with(route(v4), 100, 222, RouteType.BLACKHOLE, 5),
                with(route(v6), 100, 222, RouteType.BLACKHOLE, 5),
                with(route(v4), 100, 222, RouteType.UNREACHABLE, 5),
                with(route(v6), 100, 222, RouteType.UNREACHABLE, 5),
                with(route(v4), 100, 222, RouteType.PROHIBIT, 5),
                with(route(v6), 100, 222, RouteType.PROHIBIT, 5),
                with(route(v4), 100, 222, RouteType.THROW, 5),
                with(route(v6), 100, 222, RouteType.THROW, 5));
    }

    /// With several hops, IPv6 says that it replaces one, though there was none.
    @Test
    void aRouteIsToldAsItWasPut() throws IOException {
        for (var each : routes().toList()) {
            put(each);
            boolean isSaidToReplace =
                    each.prefix().address() instanceof Ipv6Address && each.hops().size() > 1;
            assertThat(lab.hearOf(each.prefix()))
                    .containsExactly(new RouteIs(each, isSaidToReplace));
            assertThat(lab.routes(each.prefix())).containsExactly(each);
            assertThat(lab.remove(each)).as(each.toString()).isEqualTo(KernelAnswer.DONE);
            assertThat(lab.hearOf(each.prefix())).containsExactly(new RouteGone(each));
            assertThat(lab.routes(each.prefix())).isEmpty();
        }
    }

    @Test
    void withAMetricOfTheSameIsReplacedWhoseverItWasAndNothingIsSaidToBeGone() throws IOException {
        for (var family : BOTH) {
            var blackhole = with(route(family.prefix), 254, 222, RouteType.BLACKHOLE, 20);
            put(byFirst(family));
            lab.hearAll();
            for (var each :
                    List.of(
                            bySecond(family),
                            ofProtocol(byFirst(family), 99),
                            byFirst(family),
                            byBoth(family),
                            bySecond(family),
                            blackhole,
                            byBoth(family),
                            blackhole)) {
                put(each);
                assertThat(lab.hearOf(family.ofPrefix())).containsExactly(new RouteIs(each, true));
                assertThat(lab.routes(family.ofPrefix())).containsExactly(each);
            }
        }
    }

    @Test
    void anotherMetricMakesAnotherRoute() throws IOException {
        for (var family : BOTH) {
            var other = ofMetric(byFirst(family), 30);
            put(byFirst(family));
            put(other);
            assertThat(lab.hearOf(family.ofPrefix()))
                    .containsExactly(
                            new RouteIs(byFirst(family), false), new RouteIs(other, false));
            assertThat(lab.routes(family.ofPrefix())).containsExactly(byFirst(family), other);
        }
    }

    @Test
    void ofWhatChangesNothingIpv6TellsAndIpv4DoesNot() throws IOException {
        for (var family : BOTH) {
            for (var each : List.of(byFirst(family), byBoth(family))) {
                put(each);
                lab.hearAll();
                put(each);
                if (family.equals(IPV4)) {
                    assertThat(lab.hearOf(family.ofPrefix())).isEmpty();
                } else {
                    assertThat(lab.hearOf(family.ofPrefix()))
                            .containsExactly(new RouteIs(each, true));
                }
            }
        }
    }

    @Test
    void aRemovalThatMatchesNoProtocolOrMetricFindsNone() throws IOException {
        for (var family : BOTH) {
            put(byFirst(family));
            for (var each :
                    List.of(ofProtocol(byFirst(family), 99), ofMetric(byFirst(family), 21))) {
                assertThat(lab.remove(each))
                        .isEqualTo(new KernelAnswer(NO_SUCH_ROUTE, "No such process"));
            }
            assertThat(lab.remove(with(byFirst(family), 100, 222, RouteType.UNICAST, 20)))
                    .isEqualTo(new KernelAnswer(NO_SUCH_ROUTE, "FIB table does not exist"));
            assertThat(lab.routes(family.ofPrefix())).containsExactly(byFirst(family));
            assertThat(lab.remove(byBoth(family)))
                    .as("whatever its hops")
                    .isEqualTo(KernelAnswer.DONE);
            assertThat(lab.routes(family.ofPrefix())).isEmpty();
        }
    }

    @Test
    void aRemovalWithTheMetric0TakesTheLowest() throws IOException {
        for (var family : BOTH) {
            var other = ofMetric(bySecond(family), 30);
            put(byFirst(family));
            put(other);
            assertThat(lab.remove(ofMetric(other, 0))).isEqualTo(KernelAnswer.DONE);
            assertThat(lab.routes(family.ofPrefix())).containsExactly(other);
        }
        var without = ofMetric(byFirst(IPV6), 0);
        put(without);
        assertThat(lab.routes(IPV6.ofPrefix()))
                .as("IPv6 has none with that metric")
                .containsExactlyInAnyOrder(ofMetric(bySecond(IPV6), 30), ofMetric(without, 1024));
    }

    @Test
    void oneHopThatSomebodyRemovesTakesTheRouteWithItInIpv4AndNotInIpv6() throws IOException {
        put(byBoth(IPV4));
        put(byBoth(IPV6));
        lab.hearAll();
        lab.run("ip route delete 10.9.0.0/16 via 10.0.1.2 dev one metric 20");
        assertThat(lab.hearOf(IPV4.ofPrefix())).containsExactly(new RouteGone(byBoth(IPV4)));
        assertThat(lab.routes(IPV4.ofPrefix())).isEmpty();
        lab.run("ip route delete 2001:db8:9::/48 via 2001:db8:1::2 dev one metric 20");
        assertThat(lab.hearOf(IPV6.ofPrefix())).containsExactly(new RouteGone(byFirst(IPV6)));
        assertThat(lab.routes(IPV6.ofPrefix())).containsExactly(bySecond(IPV6));
        lab.run("ip route delete 2001:db8:9::/48 via 2001:db8:2::2 dev two metric 20");
        assertThat(lab.hearOf(IPV6.ofPrefix())).containsExactly(new RouteGone(bySecond(IPV6)));
    }

    /// Its hops are told with it, and those are not for asking again.
    @Test
    void aRouteByANextHopObjectHasItsHopsAndGoesWithIt() throws IOException {
        for (var family : BOTH) {
            lab.run("ip nexthop add id 5 via %s dev one".formatted(family.first));
            var asked =
                    new RouteEntry(
                            254, family.ofPrefix(), 222, RouteType.UNICAST, 20, 5, List.of());
            assertThat(lab.put(asked)).isEqualTo(KernelAnswer.DONE);
            var route = byObject(family, family.first);
            assertThat(lab.hearOf(family.ofPrefix())).containsExactly(new RouteIs(route, false));
            assertThat(lab.routes(family.ofPrefix())).containsExactly(route);
            assertThat(lab.put(route)).as("with hops beside it").isEqualTo(KernelAnswer.DONE);
            lab.hearAll();
            lab.run("ip nexthop replace id 5 via %s dev one".formatted(family.third));
            var changed = byObject(family, family.third);
            assertThat(lab.hearOf(family.ofPrefix())).containsExactly(new RouteIs(changed, true));
            lab.run("ip nexthop delete id 5");
            assertThat(lab.routes(family.ofPrefix())).isEmpty();
            if (family.equals(IPV4)) {
                assertThat(lab.hearOf(family.ofPrefix())).isEmpty();
            } else {
                assertThat(lab.hearOf(family.ofPrefix())).containsExactly(new RouteGone(changed));
            }
        }
    }

    private RouteEntry byObject(Family family, String gateway) {
        return new RouteEntry(
                254,
                family.ofPrefix(),
                222,
                RouteType.UNICAST,
                20,
                5,
                List.of(hop(one, gateway, 1)));
    }

    @Test
    void whatSomebodyAppendsIsARouteMoreInIpv4AndAHopMoreInIpv6() throws IOException {
        var second = route(IPV4.prefix, hop(two, IPV4.second, 1));
        put(byFirst(IPV4));
        put(byFirst(IPV6));
        lab.hearAll();
        lab.run("ip route append 10.9.0.0/16 via 10.0.2.2 dev two metric 20 protocol 222");
        assertThat(lab.hearOf(IPV4.ofPrefix())).containsExactly(new RouteIs(second, false));
        assertThat(lab.routes(IPV4.ofPrefix())).containsExactly(byFirst(IPV4), second);
        put(bySecond(IPV4));
        assertThat(lab.hearOf(IPV4.ofPrefix())).containsExactly(new RouteIs(bySecond(IPV4), true));
        assertThat(lab.routes(IPV4.ofPrefix()))
                .as("the first is replaced")
                .containsExactly(bySecond(IPV4), second);

        lab.run("ip route append 2001:db8:9::/48 via 2001:db8:2::2 dev two metric 20 protocol 99");
        var both = route(IPV6.prefix, onLink(one, IPV6.first), hop(two, IPV6.second, 1));
        var told = new ArrayList<>(both.hops()).reversed().toArray(Hop[]::new);
        assertThat(lab.hearOf(IPV6.ofPrefix()))
                .as("as if all of it were of whom the last hop is")
                .containsExactly(new RouteIs(ofProtocol(route(IPV6.prefix, told), 99), false));
        assertThat(lab.routes(IPV6.ofPrefix())).containsExactly(both);
    }
}
