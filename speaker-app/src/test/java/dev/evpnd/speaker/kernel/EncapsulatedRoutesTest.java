package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.Encapsulation;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.speaker.netlink.PortVlans.Tunnel;
import dev.evpnd.speaker.netlink.PortVlans.Vlan;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Routes that say themselves what their packets are encapsulated with, on a VXLAN device that
/// several L3 VNIs share.
class EncapsulatedRoutesTest {
    private static final Vni L3 = new Vni(5000);
    private static final Vni OTHER_L3 = new Vni(6000);
    private static final Vni DOWNSTREAM = new Vni(7000);
    private static final int INTERFACE = 30;
    private static final int OTHER_INTERFACE = 31;
    private static final int OTHER_DEVICE = 40;
    private static final MacAddress ROUTER = MacAddress.parse("02:00:00:00:00:99");
    private static final IpAddress GATEWAY = IpAddress.parse("fe80::1388:0:ff:fe00:99");
    private static final IpPrefix PREFIX = IpPrefix.parse("10.9.0.0/16");

    private static final Intent NEIGHBOR = new Intent.NextHopNeighbor(L3, GATEWAY, ROUTER, true);

    private final DrivenVtep driven = new DrivenVtep();

    @BeforeEach
    void twoTenantsOnOneDevice() {
        driven.kernel.put(link(BRIDGE, "bridge", 0, new Link.Bridge(true)));
        driven.kernel.put(device(DEVICE, HERE));
        driven.kernel.put(mapped(DEVICE));
        driven.kernel.put(link(INTERFACE, "bridge.10", BRIDGE, new Link.Vlan(10)));
        driven.kernel.put(link(OTHER_INTERFACE, "bridge.20", BRIDGE, new Link.Vlan(20)));
        driven.vtep.tenants().are(Set.of(L3, OTHER_L3));
        driven.run();
        driven.kernel.takeRequests();
    }

    private static Link link(int index, String name, int lower, Link.Kind kind) {
        return new Link(
                index, name, new MacAddress(index), 1500, 1000, true, true, 0, lower, kind, null);
    }

    private static Link device(int index, IpAddress local) {
        return vxlan(index, BRIDGE, true, new Link.Vxlan(0, local, null, 4789, false, true, false));
    }

    private static PortVlans mapped(int device) {
        return new PortVlans(
                device,
                BRIDGE,
                List.of(new Vlan(10, false, false), new Vlan(20, false, false)),
                List.of(new Tunnel(10, L3.number()), new Tunnel(20, OTHER_L3.number())));
    }

    private static Intent prefix(IpAddress vtep) {
        return new Intent.RemotePrefix(
                L3, PREFIX, List.of(new Intent.NextHop(vtep, DOWNSTREAM, ROUTER, GATEWAY, true)));
    }

    private static RouteEntry route(int device, IpAddress local, IpAddress vtep) {
        var hop =
                new RouteEntry.Hop(
                        device,
                        GATEWAY,
                        true,
                        1,
                        Encapsulation.vxlan(DOWNSTREAM.number(), local, vtep));
        return new RouteEntry(
                Vrf.DEFAULT.table(),
                PREFIX,
                RouteComparison.PROTOCOL,
                RouteType.UNICAST,
                RouteComparison.METRIC,
                0,
                List.of(hop));
    }

    @Test
    void theRouteLeadsOutByTheDeviceItself() {
        driven.hold(NEIGHBOR, prefix(THERE));
        assertThat(driven.kernel.routes()).containsExactly(route(DEVICE, HERE, THERE));
        assertThat(driven.state(prefix(THERE))).isEqualTo(InstallState.IN_KERNEL);
        driven.hold(prefix(ELSEWHERE));
        assertThat(driven.kernel.routes()).containsExactly(route(DEVICE, HERE, ELSEWHERE));
    }

    @Test
    void itsGatewayIsANeighborOnTheDeviceWhichIsRepairedWhenItIsTakenAway() {
        driven.hold(NEIGHBOR);
        var there = driven.kernel.neighbors();
        assertThat(there)
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.index()).isEqualTo(DEVICE);
                            assertThat(it.address()).isEqualTo(GATEWAY);
                            assertThat(it.mac()).isEqualTo(ROUTER);
                        });
        driven.kernel.takeRequests();
        driven.after(1_000).kernel.remove(there.getFirst());
        driven.after(1_000);
        assertThat(driven.kernel.neighbors()).isEqualTo(there);
        assertThat(driven.vtep.view().drifted()).isEqualTo(1);
        driven.drop(NEIGHBOR);
        assertThat(driven.kernel.neighbors()).isEmpty();
    }

    @Test
    void whatAnEarlierLifeHasLeftIsTakenOverOrGoes() {
        driven.hold(NEIGHBOR, prefix(THERE));
        driven.kernel.takeRequests();
        driven.kill(0);
        driven.vtep.tenants().are(Set.of(L3, OTHER_L3));
        driven.hold(NEIGHBOR, prefix(THERE));
        driven.vtep.clean();
        driven.run();
        assertThat(driven.kernel.takeRequests()).isEmpty();
        driven.kill(0);
        driven.vtep.clean();
        driven.run();
        assertThat(driven.kernel.neighbors()).isEmpty();
        assertThat(driven.kernel.routes()).isEmpty();
    }

    @Test
    void itIsSentFromTheAddressThatTheDeviceComesToHave() {
        driven.hold(NEIGHBOR, prefix(THERE));
        driven.kernel.takeRequests();
        driven.kernel.put(device(DEVICE, ELSEWHERE));
        driven.run();
        assertThat(driven.kernel.takeRequests())
                .containsExactly(new KernelRequest.PutRoute(route(DEVICE, ELSEWHERE, THERE)));
    }

    /// Of more the kernel could not tell.
    @Test
    void aRouteHasNoMoreHopsThanTheKernelCanTellOf() {
        var prefix = IpPrefix.parse("2001:db8::/32");
        var encapsulated =
                IntStream.rangeClosed(1, 300)
                        .mapToObj(each -> IpAddress.parse("198.51.%d.1".formatted(each % 256)))
                        .map(each -> new Intent.NextHop(each, DOWNSTREAM, ROUTER, GATEWAY, true))
                        .toList();
        driven.hold(new Intent.RemotePrefix(L3, prefix, encapsulated));
        assertThat(driven.kernel.routes().getLast().hops()).hasSize(256);
        var plain =
                IntStream.rangeClosed(1, 1024)
                        .mapToObj(each -> IpAddress.parse("2001:db8::%x".formatted(each)))
                        .map(each -> new Intent.NextHop(each, L3, ROUTER, each, false))
                        .toList();
        driven.hold(new Intent.RemotePrefix(L3, prefix, plain));
        assertThat(driven.kernel.routes().getLast().hops()).hasSize(1000);
    }

    @Test
    void itFollowsTheTenantsToAnotherDevice() {
        driven.hold(NEIGHBOR, prefix(THERE));
        driven.kernel.put(new PortVlans(DEVICE, BRIDGE, List.of(), List.of()));
        driven.kernel.put(device(OTHER_DEVICE, HERE));
        driven.kernel.put(mapped(OTHER_DEVICE));
        driven.run();
        assertThat(driven.kernel.routes()).containsExactly(route(OTHER_DEVICE, HERE, THERE));
        assertThat(driven.kernel.neighbors())
                .singleElement()
                .satisfies(it -> assertThat(it.index()).isEqualTo(OTHER_DEVICE));
    }
}
