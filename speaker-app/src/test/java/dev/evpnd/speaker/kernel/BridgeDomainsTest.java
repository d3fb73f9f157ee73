package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.VNI;
import static dev.evpnd.speaker.kernel.DrivenVtep.bridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.util.Set;

/// Which bridge domains a VTEP finds in a kernel.
class BridgeDomainsTest {
    private final DrivenVtep driven = DrivenVtep.ready();

    @Test
    void aDeviceInABridgeIsABridgeDomain() {
        assertThat(driven.vtep.view().domains())
                .containsExactly(
                        new BridgeDomain(
                                VNI,
                                DEVICE,
                                "vxlan2",
                                0,
                                BRIDGE,
                                0,
                                BRIDGE,
                                new MacAddress(BRIDGE),
                                Vrf.DEFAULT,
                                HERE,
                                null,
                                false,
                                Set.of()));
        assertThat(driven.vtep.view().unused()).isEmpty();
    }

    @Test
    void oneThatIsDownOrInNoBridgeIsNone() {
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, false));
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.DomainGone(VNI));
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan2", 100, UnusedDevice.Reason.DOWN));
        driven.kernel.put(vxlan(DEVICE, 0, 100, true));
        driven.run();
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan2", 100, UnusedDevice.Reason.NO_BRIDGE));
        driven.kernel.put(vxlan(DEVICE, PORT, 100, true));
        driven.run();
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan2", 100, UnusedDevice.Reason.NO_BRIDGE));
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.kernel.put(bridge(BRIDGE, false));
        driven.run();
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan2", 100, UnusedDevice.Reason.BRIDGE_DOWN));
        assertThat(driven.vtep.view().domains()).isEmpty();
    }

    @Test
    void aSecondDeviceOfAVniIsNoneUntilTheFirstHasGone() {
        driven.kernel.put(vxlan(20, BRIDGE, 100, true));
        driven.run();
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan20", 100, UnusedDevice.Reason.TAKEN));
        assertThat(driven.takeFacts()).isEmpty();
        driven.kernel.removeLink(DEVICE);
        driven.run();
        assertThat(driven.takeFacts())
                .singleElement()
                .isInstanceOfSatisfying(
                        KernelFact.DomainIs.class,
                        fact -> assertThat(fact.domain().device()).isEqualTo(20));
    }

    @Test
    void aBridgeThatIsNotVlanAwareIsOfOneVni() {
        driven.kernel.put(vxlan(20, BRIDGE, 200, true));
        driven.run();
        assertThat(driven.vtep.view().unused())
                .containsExactly(new UnusedDevice("vxlan20", 200, UnusedDevice.Reason.SHARED));
        assertThat(driven.takeFacts()).isEmpty();
    }

    @Test
    void anotherVniOfADeviceIsAnotherBridgeDomainWithTheSameHosts() {
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run().takeFacts();
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 200, true));
        driven.run();
        var other = new Vni(200);
        assertThat(driven.takeFacts())
                .containsExactly(
                        new KernelFact.DomainGone(VNI),
                        new KernelFact.DomainIs(driven.vtep.view().domain(other).orElseThrow()),
                        new KernelFact.MacLearned(other, HOST, PORT, false));
    }

    @Test
    void aGroupOfADeviceFloodsForIt() {
        var group = IpAddress.parse("239.1.1.1");
        driven.kernel.put(
                vxlan(
                        DEVICE,
                        BRIDGE,
                        true,
                        new Link.Vxlan(100, HERE, group, 4789, false, false, false)));
        driven.run();
        assertThat(driven.vtep.view().domain(VNI).orElseThrow())
                .returns(false, BridgeDomain::floods);
        assertThat(driven.takeFacts()).hasSize(1);
    }

    private static OwnAddress own(int device, String address) {
        return new OwnAddress(device, new MacAddress(device), IpAddress.parse(address), 24);
    }

    @Test
    void itsOwnAddressesInADomainAreThoseOfTheBridgeAndOfMacvlansUponIt() {
        driven.kernel.put(DrivenVtep.address(BRIDGE, "10.0.0.254"));
        driven.kernel.put(DrivenVtep.address(PORT, "10.0.9.254"));
        driven.kernel.put(macvlan(20, BRIDGE));
        driven.kernel.put(DrivenVtep.address(20, "10.0.0.1"));
        driven.run().takeFacts();
        assertThat(driven.vtep.view().domain(VNI).orElseThrow().own())
                .containsExactlyInAnyOrder(own(BRIDGE, "10.0.0.254"), own(20, "10.0.0.1"));
        driven.kernel.remove(DrivenVtep.address(BRIDGE, "10.0.0.254"));
        driven.kernel.removeLink(20);
        driven.run();
        assertThat(driven.takeFacts())
                .last()
                .isInstanceOfSatisfying(
                        KernelFact.DomainIs.class, it -> assertThat(it.domain().own()).isEmpty());
    }

    private static Link macvlan(int index, int lower) {
        return new Link(
                index,
                "gw" + index,
                new MacAddress(index),
                1500,
                1000,
                true,
                true,
                0,
                lower,
                new Link.Macvlan(),
                null);
    }

    @Test
    void hostsAreThoseOfTheBridgeThatADeviceIsInNow() {
        driven.kernel.put(bridge(10, true));
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.kernel.hear(10, 0, OTHER_PORT, OTHER_HOST);
        driven.run().takeFacts();
        driven.kernel.put(vxlan(DEVICE, 10, 100, true));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(
                        new KernelFact.MacGone(VNI, HOST),
                        new KernelFact.DomainIs(driven.vtep.view().domain(VNI).orElseThrow()),
                        new KernelFact.MacLearned(VNI, OTHER_HOST, OTHER_PORT, false));
    }
}
