package dev.evpnd.it.kernel;

import static dev.evpnd.it.kernel.Samples.onLink;
import static dev.evpnd.it.kernel.Samples.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.Encapsulation;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteEntry.Hop;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the kernel does with routes that say what their packets are encapsulated with.
@Timeout(120)
class EncapsulatedRoutesIT {
    private static final String GATEWAY = "fe80::1388:0:ff:fe00:99";
    private static final String V4 = "10.9.0.0/16";
    private static final String V6 = "2001:db8:9::/48";

    private KernelLab lab;
    private int tunnel;
    private int one;

    @BeforeEach
    void makesADeviceWithoutAVni() throws IOException {
        lab = KernelLab.open();
        lab.run(Samples.TWO_NETWORKS);
        lab.run(
                """
                ip link add tunnel type vxlan external dstport 4789 nolearning
                ip link set tunnel addrgenmode none
                ip link set tunnel up
                """);
        tunnel = lab.index("tunnel");
        one = lab.index("one");
        lab.hearAll();
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
    }

    private Hop hop(int vni, @Nullable String local, String remote) {
        return new Hop(
                tunnel,
                IpAddress.parse(GATEWAY),
                true,
                1,
                Encapsulation.vxlan(
                        vni,
                        local == null ? null : IpAddress.parse(local),
                        IpAddress.parse(remote)));
    }

    private Stream<RouteEntry> routes() {
        var four = hop(5000, "10.0.1.1", "10.0.1.2");
        var six = hop(0xff_ffff, "2001:db8:1::1", "2001:db8:1::2");
        var unsaid = hop(1, null, "10.0.1.3");
        return Stream.of(V4, V6)
                .flatMap(
                        prefix ->
                                Stream.of(
                                        route(prefix, four),
                                        route(prefix, six),
                                        route(prefix, unsaid),
                                        route(prefix, four, six, onLink(one, "fe80::1"))));
    }

    /// A change of the encapsulation alone is told as well.
    @Test
    void aRouteIsToldAsItWasPut() throws IOException {
        for (var each : routes().toList()) {
            assertThat(lab.put(each)).as(each.toString()).isEqualTo(KernelAnswer.DONE);
            assertThat(lab.hearOf(each.prefix()))
                    .last()
                    .isInstanceOfSatisfying(
                            RouteIs.class, it -> assertThat(it.route()).isEqualTo(each));
            assertThat(lab.routes(each.prefix())).containsExactly(each);
        }
    }

    @Test
    void iproute2ShowsWhatWasPut() throws IOException {
        for (var each : routes().toList()) {
            assertThat(lab.put(each)).as(each.toString()).isEqualTo(KernelAnswer.DONE);
            var shown = lab.text("ip -4 route") + lab.text("ip -6 route");
            for (var hop : each.hops()) {
                var encapsulation = hop.encapsulation();
                if (encapsulation != null && encapsulation.local() != null) {
                    assertThat(shown)
                            .contains(
                                    "id %d src %s dst %s"
                                            .formatted(
                                                    encapsulation.id(),
                                                    encapsulation.local(),
                                                    encapsulation.remote()));
                }
            }
        }
    }

    /// It is told whole, in the dump too.
    @Test
    void asManyHopsAsEvpndAsksForHaveRoom() throws IOException {
        var hops =
                IntStream.rangeClosed(1, 256)
                        .mapToObj(each -> hop(each, "2001:db8:1::1", "2001:db8:2::" + each))
                        .toArray(Hop[]::new);
        var route = route(V6, hops);
        assertThat(lab.put(route)).isEqualTo(KernelAnswer.DONE);
        assertThat(lab.hearOf(route.prefix())).last().isEqualTo(new RouteIs(route, true));
        assertThat(lab.routes(route.prefix())).containsExactly(route);
    }

    /// What others make is not taken for something of evpnd's that looks alike.
    @Test
    void whatLeadsIntoAnotherKindOfTunnelIsKnownAsSuch() throws IOException {
        lab.run(
                "ip -6 route add %s encap seg6 mode encap segs 2001:db8:1::7 dev one"
                        .formatted(V6));
        assertThat(lab.routes(IpPrefix.parse(V6)))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.hops())
                                        .extracting(Hop::encapsulation)
                                        .isEqualTo(List.of(new Encapsulation(5, 0, null, null))));
    }
}
