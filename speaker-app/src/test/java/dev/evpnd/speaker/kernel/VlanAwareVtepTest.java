package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.DeviceVnis;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.speaker.netlink.PortVlans.Tunnel;
import dev.evpnd.speaker.netlink.PortVlans.Vlan;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class VlanAwareVtepTest {
    private static final int OTHER_DEVICE = 20;
    private static final Vni VNI_10 = new Vni(100);
    private static final Vni VNI_20 = new Vni(200);

    private final DrivenVtep driven = new DrivenVtep();

    private static Link bridge() {
        return new Link(
                BRIDGE,
                "bridge",
                new MacAddress(BRIDGE),
                1500,
                1000,
                true,
                true,
                0,
                0,
                new Link.Bridge(true),
                null);
    }

    /// One device for each VLAN.
    private VlanAwareVtepTest classic() {
        driven.kernel.put(bridge());
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.kernel.put(vxlan(OTHER_DEVICE, BRIDGE, 200, true));
        driven.kernel.put(access(DEVICE, 10));
        driven.kernel.put(access(OTHER_DEVICE, 20));
        driven.run();
        return this;
    }

    private static PortVlans access(int port, int vlan) {
        return new PortVlans(port, BRIDGE, List.of(new Vlan(vlan, true, true)), List.of());
    }

    /// One device for all VLANs.
    private VlanAwareVtepTest single(boolean filtersVnis) {
        driven.kernel.put(bridge());
        driven.kernel.put(
                vxlan(
                        DEVICE,
                        BRIDGE,
                        true,
                        new Link.Vxlan(0, HERE, null, 4789, false, true, filtersVnis)));
        driven.kernel.put(mapped(new Tunnel(10, 100), new Tunnel(20, 200)));
        driven.run();
        return this;
    }

    private static PortVlans mapped(Tunnel... tunnels) {
        return new PortVlans(
                DEVICE,
                BRIDGE,
                Stream.of(tunnels).map(each -> new Vlan(each.vlan(), false, false)).toList(),
                List.of(tunnels));
    }

    private static BridgeDomain domain(Vni vni, int scope, int vlan, int routed) {
        return new BridgeDomain(
                vni,
                DEVICE,
                "vxlan2",
                scope,
                BRIDGE,
                vlan,
                routed,
                routed == 0 ? null : new MacAddress(routed),
                Vrf.DEFAULT,
                HERE,
                null,
                false,
                Set.of());
    }

    private static Intent mac(Vni vni) {
        return new Intent.RemoteMac(vni, HOST, THERE, vni, false, false);
    }

    private static ForwardingEntry inBridge(int port, int vlan) {
        return new ForwardingEntry(
                port,
                BRIDGE,
                HOST,
                vlan,
                NeighborState.REACHABLE,
                NeighborFlags.EXTERNALLY_LEARNED,
                null,
                0,
                0,
                0);
    }

    private static ForwardingEntry beyond(int device, int sourceVni) {
        return new ForwardingEntry(
                device,
                0,
                HOST,
                0,
                NeighborState.REACHABLE,
                NeighborFlags.EXTERNALLY_LEARNED | NeighborFlags.SELF,
                THERE,
                0,
                sourceVni,
                0);
    }

    @Test
    void aDeviceIsOfTheVlanThatIsUntaggedAtIt() {
        classic();
        assertThat(driven.vtep.view().domains())
                .extracting(BridgeDomain::vni, BridgeDomain::vlan, BridgeDomain::scope)
                .containsExactly(tuple(VNI_10, 10, 0), tuple(VNI_20, 20, 0));
        driven.kernel.put(new PortVlans(DEVICE, BRIDGE, List.of(), List.of()));
        driven.run();
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan2", 100, UnusedDevice.Reason.NO_VLAN));
    }

    @Test
    void aSingleDeviceIsABridgeDomainForEachVlanThatIsAVni() {
        single(false);
        assertThat(driven.vtep.view().domains())
                .containsExactly(domain(VNI_10, 100, 10, 0), domain(VNI_20, 200, 20, 0));
        driven.takeFacts();
        driven.kernel.put(mapped(new Tunnel(10, 300), new Tunnel(20, 200)));
        driven.run();
        var other = new Vni(300);
        assertThat(driven.takeFacts())
                .containsExactly(
                        new KernelFact.DomainGone(VNI_10),
                        new KernelFact.DomainIs(domain(other, 300, 10, 0)));
    }

    @Test
    void oneAddressInTwoVlansIsTwoHosts() {
        single(false);
        driven.kernel.hear(BRIDGE, 10, PORT, HOST);
        driven.kernel.hear(BRIDGE, 20, OTHER_PORT, HOST);
        driven.run();
        assertThat(driven.takeFacts())
                .contains(
                        new KernelFact.MacLearned(VNI_10, HOST, PORT, false),
                        new KernelFact.MacLearned(VNI_20, HOST, OTHER_PORT, false));
    }

    @Test
    void anAddressBeyondIsHeldInItsVlanAndForItsVni() {
        classic();
        driven.hold(mac(VNI_10), mac(VNI_20));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        inBridge(DEVICE, 10),
                        beyond(DEVICE, 0),
                        inBridge(OTHER_DEVICE, 20),
                        beyond(OTHER_DEVICE, 0));
        driven.drop(mac(VNI_10));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(inBridge(OTHER_DEVICE, 20), beyond(OTHER_DEVICE, 0));
    }

    @Test
    void ofASingleDeviceEachVniHasEntriesOfItsOwn() {
        single(false);
        driven.hold(mac(VNI_10), mac(VNI_20));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        inBridge(DEVICE, 10),
                        beyond(DEVICE, 100),
                        inBridge(DEVICE, 20),
                        beyond(DEVICE, 200));
        driven.drop(mac(VNI_20));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(inBridge(DEVICE, 10), beyond(DEVICE, 100));
    }

    /// The instance drops what it wanted when it hears that its bridge domain is gone.
    @Test
    void nothingIsLeftOfAVlanThatIsNoVniAnyMore() {
        single(false);
        driven.hold(mac(VNI_10), mac(VNI_20));
        driven.kernel.put(
                new PortVlans(
                        DEVICE,
                        BRIDGE,
                        List.of(new Vlan(10, false, false), new Vlan(20, false, false)),
                        List.of(new Tunnel(20, 200))));
        driven.run();
        driven.drop(mac(VNI_10));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(inBridge(DEVICE, 20), beyond(DEVICE, 200));
    }

    /// The kernel refuses to remove what the bridge has in such a VLAN, and then leaves the
    /// device's entry alone, too, where both are asked for.
    @Test
    void theDeviceLeadsNowhereForAVlanThatItsPortHasLeft() {
        single(false);
        driven.hold(mac(VNI_10), mac(VNI_20));
        driven.kernel.put(mapped(new Tunnel(20, 200)));
        driven.run();
        driven.drop(mac(VNI_10));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        inBridge(DEVICE, 10), inBridge(DEVICE, 20), beyond(DEVICE, 200));
        driven.kernel.takeRequests();
        driven.after(3_600_000);
        assertThat(driven.kernel.takeRequests()).isEmpty();
    }

    @Test
    void whatIsHeldMovesToTheVlanThatAVniIsFromNowOn() {
        classic();
        driven.hold(mac(VNI_10));
        driven.kernel.put(
                new PortVlans(
                        DEVICE,
                        BRIDGE,
                        List.of(new Vlan(10, false, true), new Vlan(30, true, true)),
                        List.of()));
        driven.run();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(inBridge(DEVICE, 30), beyond(DEVICE, 0));
        assertThat(driven.state(mac(VNI_10))).isEqualTo(InstallState.IN_KERNEL);
    }

    @Test
    void aVlanThatIsVni0OutsideIsNoBridgeDomain() {
        single(false);
        driven.kernel.put(mapped(new Tunnel(10, 0), new Tunnel(20, 200)));
        driven.run();
        assertThat(driven.vtep.view().domains()).containsExactly(domain(VNI_20, 200, 20, 0));
    }

    @Test
    void aDeviceThatFiltersVnisIsNoneOfThoseThatItDoesNotTake() {
        single(true);
        assertThat(driven.vtep.view().domains()).isEmpty();
        assertThat(driven.vtep.view().unused())
                .contains(new UnusedDevice("vxlan2", 100, UnusedDevice.Reason.NOT_TAKEN));
        driven.vtep.take(new KernelEvent.DeviceVnisAre(new DeviceVnis(DEVICE, 50, 150, null)));
        driven.run();
        assertThat(driven.vtep.view().domains()).containsExactly(domain(VNI_10, 100, 10, 0));
        driven.vtep.take(new KernelEvent.DeviceVnisGone(new DeviceVnis(DEVICE, 100, 100, null)));
        driven.run();
        assertThat(driven.vtep.view().domains()).isEmpty();
    }

    @Test
    void aGroupOfAVniFloodsForIt() {
        single(true);
        var group = IpAddress.parse("239.1.1.1");
        driven.vtep.take(new KernelEvent.DeviceVnisAre(new DeviceVnis(DEVICE, 100, 100, group)));
        driven.vtep.take(new KernelEvent.DeviceVnisAre(new DeviceVnis(DEVICE, 200, 200, null)));
        driven.run();
        assertThat(driven.vtep.view().domains())
                .extracting(BridgeDomain::floods)
                .containsExactly(false, true);
    }

    /// What is told of a table does not have what is gone.
    @Test
    void portsAndVnisThatAreNotToldAnyMoreHaveNone() {
        single(true);
        driven.vtep.take(new KernelEvent.DeviceVnisAre(new DeviceVnis(DEVICE, 100, 200, null)));
        driven.run();
        assertThat(driven.vtep.view().domains()).hasSize(2);
        driven.resync();
        assertThat(driven.vtep.view().unused())
                .extracting(UnusedDevice::reason)
                .containsExactly(UnusedDevice.Reason.NOT_TAKEN, UnusedDevice.Reason.NOT_TAKEN);
        driven.kernel.loseVlans(DEVICE);
        driven.resync();
        assertThat(driven.vtep.view().unused()).isEmpty();
        assertThat(driven.vtep.view().domains()).isEmpty();
    }

    @Test
    void thisHostIsInAVlanByADeviceForItOrByTheBridge() {
        single(false);
        driven.kernel.put(
                new Link(
                        30,
                        "bridge.10",
                        new MacAddress(30),
                        1500,
                        1000,
                        true,
                        true,
                        0,
                        BRIDGE,
                        new Link.Vlan(10),
                        null));
        driven.kernel.put(access(BRIDGE, 20));
        driven.run();
        assertThat(driven.vtep.view().domains())
                .extracting(BridgeDomain::routed)
                .containsExactly(30, BRIDGE);
    }
}
