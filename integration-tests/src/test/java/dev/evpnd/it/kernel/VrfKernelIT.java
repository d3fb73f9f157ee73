package dev.evpnd.it.kernel;

import static dev.evpnd.it.kernel.Samples.onLink;
import static dev.evpnd.it.kernel.Samples.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.RouteGone;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.testbed.junit.InUserModeLinux;
import dev.evpnd.wire.address.IpPrefix;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a kernel does with the routes of a VRF: of a bridge that is in it, and of one that is in
/// none.
@InUserModeLinux
class VrfKernelIT {
    private static final int RED = 1000;

    private KernelLab lab;
    private int inside;
    private int outside;

    @BeforeEach
    void open() throws IOException {
        lab =
                KernelLab.open()
                        .run(
                                """
                                ip link add red type vrf table 1000
                                ip link set red up
                                ip link add inside type bridge
                                ip link set inside addrgenmode none
                                ip link set inside master red
                                ip link set inside up
                                ip link add outside type bridge
                                ip link set outside addrgenmode none
                                ip link set outside up
                                ip address add 10.0.1.1/24 dev inside
                                ip address add 2001:db8:1::1/64 dev inside nodad
                                """);
        inside = lab.index("inside");
        outside = lab.index("outside");
        lab.hearAll();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static RouteEntry in(int table, RouteEntry it) {
        return new RouteEntry(
                table, it.prefix(), it.protocol(), it.type(), it.metric(), it.nextHop(), it.hops());
    }

    private List<RouteEntry> held() throws IOException {
        var held = new ArrayList<RouteEntry>();
        for (var table : List.of(Table.IPV4_ROUTES, Table.IPV6_ROUTES)) {
            lab.table(table).forEach(it -> held.add(((RouteIs) it).route()));
        }
        return held;
    }

    private List<RouteEntry> ofEvpnd() throws IOException {
        return held().stream().filter(it -> it.protocol() == Samples.EVPND).toList();
    }

    private RouteEntry ofKernel(String prefix, int type, long metric) {
        var hop = new RouteEntry.Hop(inside, null, false, 1);
        return new RouteEntry(RED, IpPrefix.parse(prefix), 2, type, metric, 0, List.of(hop));
    }

    @Test
    void aVrfHasItsConnectedRoutesAndItsAddressesInItsTable() throws IOException {
        assertThat(held())
                .contains(
                        ofKernel("10.0.1.0/24", RouteType.UNICAST, 0),
                        ofKernel("10.0.1.1/32", RouteType.LOCAL, 0),
                        ofKernel("10.0.1.255/32", RouteType.BROADCAST, 0),
                        ofKernel("2001:db8:1::/64", RouteType.UNICAST, 256),
                        ofKernel("2001:db8:1::1/128", RouteType.LOCAL, 0));
    }

    /// The kernel does not mind of which table a device is.
    @Test
    void routesByADeviceThatLeavesItsVrfAreGoneAndOfIpv4NothingIsSaid() throws IOException {
        var routes = new ArrayList<RouteEntry>();
        for (var each :
                List.of(
                        route("10.9.0.0/16", onLink(inside, "198.51.100.9")),
                        route("10.10.0.0/16", onLink(outside, "198.51.100.9")),
                        route("2001:db8:9::/48", onLink(inside, "::ffff:198.51.100.9")),
                        route("2001:db8:10::/48", onLink(outside, "::ffff:198.51.100.9")))) {
            routes.add(in(RED, each));
        }
        var elsewhere = route("10.9.0.0/16", onLink(inside, "198.51.100.9"));
        routes.add(elsewhere);
        for (var each : routes) {
            assertThat(lab.put(each)).as(each.toString()).isEqualTo(KernelAnswer.DONE);
        }
        assertThat(ofEvpnd()).containsExactlyInAnyOrderElementsOf(routes);
        lab.hearAll();
        lab.run("ip link set red down").run("ip link set red up");
        assertThat(ofEvpnd()).containsExactlyInAnyOrderElementsOf(routes);
        lab.run("ip link set inside nomaster");
        assertThat(ofEvpnd()).containsExactly(routes.get(1), routes.get(3));
        assertThat(heardOfEvpnd()).containsExactly(new RouteGone(routes.get(2)));
        assertThat(lab.put(routes.get(0))).isEqualTo(KernelAnswer.DONE);
        assertThat(lab.put(routes.get(2))).isEqualTo(KernelAnswer.DONE);
        lab.hearAll();
        lab.run("ip link set inside master red");
        assertThat(ofEvpnd()).containsExactly(routes.get(1), routes.get(3));
        assertThat(heardOfEvpnd()).containsExactly(new RouteGone(routes.get(2)));
        lab.run("ip link delete red");
        assertThat(ofEvpnd()).containsExactly(routes.get(1), routes.get(3));
    }

    private List<KernelEvent> heardOfEvpnd() throws IOException {
        return lab.hearAll().stream()
                .filter(
                        it ->
                                it instanceof RouteIs(var route, var _)
                                                && route.protocol() == Samples.EVPND
                                        || it instanceof RouteGone(var gone)
                                                && gone.protocol() == Samples.EVPND)
                .toList();
    }
}
