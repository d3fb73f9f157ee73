package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.bridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.flood;
import static dev.evpnd.speaker.kernel.DrivenVtep.flooded;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedBeyond;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedInBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.mac;
import static dev.evpnd.speaker.kernel.DrivenVtep.neighbor;
import static dev.evpnd.speaker.kernel.DrivenVtep.sticky;
import static dev.evpnd.speaker.kernel.DrivenVtep.suppressing;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;

import org.junit.jupiter.api.Test;

/// A VNI that moves to another VXLAN device or another bridge leaves nothing where it was.
class MovedDomainTest {
    private static final int OTHER_DEVICE = 20;
    private static final int OTHER_BRIDGE = 10;

    private final DrivenVtep driven = DrivenVtep.ready();

    /// The device leaves its bridge, and another one of the same VNI is there.
    private void toOtherDevice() {
        driven.kernel.put(vxlan(OTHER_DEVICE, BRIDGE, 100, true));
        driven.kernel.put(vxlan(DEVICE, 0, 100, true));
        driven.run();
        assertThat(driven.vtep.view().domain(DrivenVtep.VNI).orElseThrow().device())
                .isEqualTo(OTHER_DEVICE);
    }

    private void toOtherBridge() {
        driven.kernel.put(bridge(OTHER_BRIDGE, true));
        driven.kernel.put(suppressing(vxlan(DEVICE, OTHER_BRIDGE, 100, true)));
        driven.run();
    }

    private void assertIsOnlyAtOtherDevice(int entries) {
        assertThat(driven.kernel.forwarding())
                .hasSize(entries)
                .extracting(ForwardingEntry::index)
                .containsOnly(OTHER_DEVICE);
    }

    @Test
    void allThatIsHeldIsAtTheOtherDeviceOnly() {
        driven.hold(mac(HOST, THERE), sticky(OTHER_HOST, ELSEWHERE), flood(THERE));
        toOtherDevice();
        assertIsOnlyAtOtherDevice(5);
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.journal.entries().size()).isEqualTo(3);
        driven.drop(mac(HOST, THERE), sticky(OTHER_HOST, ELSEWHERE), flood(THERE));
        assertThat(driven.kernel.forwarding()).isEmpty();
        assertThat(driven.journal.entries().isEmpty()).isTrue();
    }

    /// Before the instances know that the VNI had gone.
    @Test
    void soItIsWhereTheVniWasGoneForAWhile() {
        driven.hold(mac(HOST, THERE), flood(THERE));
        driven.kernel.put(vxlan(DEVICE, 0, 100, true));
        driven.run();
        toOtherDevice();
        assertIsOnlyAtOtherDevice(3);
    }

    @Test
    void whatTheKernelWasNotAskedForYetIsAtTheOtherDeviceOnly() {
        driven.hold(mac(HOST, THERE));
        driven.vtep.take(new InstanceChange.Hold(mac(HOST, ELSEWHERE)), driven.now);
        driven.vtep.take(new InstanceChange.Hold(mac(OTHER_HOST, ELSEWHERE)), driven.now);
        toOtherDevice();
        assertIsOnlyAtOtherDevice(4);
        assertThat(driven.journal.entries().size()).isEqualTo(2);
    }

    @Test
    void whatIsOfOthersAtTheFormerDeviceStays() {
        driven.hold(mac(HOST, THERE), flood(THERE));
        driven.kernel.put(flooded(ELSEWHERE));
        driven.kernel.put(learnedBeyond(OTHER_HOST, ELSEWHERE));
        driven.run();
        toOtherDevice();
        assertThat(driven.kernel.forwarding())
                .filteredOn(each -> each.index() == DEVICE)
                .containsExactlyInAnyOrder(
                        flooded(ELSEWHERE), learnedBeyond(OTHER_HOST, ELSEWHERE));
    }

    /// What was made at the one device says nothing of what is at the other.
    @Test
    void whatAnOperatorMadeAtTheOtherDeviceIsHis() {
        driven.hold(sticky(HOST, THERE));
        var his =
                new ForwardingEntry(
                        OTHER_DEVICE,
                        0,
                        HOST,
                        0,
                        NeighborState.NOARP | NeighborState.PERMANENT,
                        NeighborFlags.SELF,
                        ELSEWHERE,
                        0,
                        0,
                        0);
        driven.kernel.put(his);
        toOtherDevice();
        assertThat(driven.state(sticky(HOST, THERE))).isEqualTo(InstallState.SHADOWED);
        driven.drop(sticky(HOST, THERE));
        assertThat(driven.kernel.forwarding()).containsExactly(his);
    }

    @Test
    void whatMovesBackIsHeldAsBefore() {
        driven.hold(mac(HOST, THERE), flood(THERE));
        toOtherDevice();
        driven.kernel.put(vxlan(OTHER_DEVICE, 0, 100, true));
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.run();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        learnedInBridge(HOST), learnedBeyond(HOST, THERE), flooded(THERE));
        assertThat(driven.journal.entries().size()).isEqualTo(2);
    }

    @Test
    void neighborsMoveToTheDeviceThatThisHostIsInItByNow() {
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        driven.run();
        driven.hold(neighbor());
        toOtherBridge();
        assertThat(driven.kernel.neighbors())
                .extracting(NeighborEntry::index)
                .containsExactly(OTHER_BRIDGE);
    }

    @Test
    void aNeighborThatAnotherMadeStaysWhereTheVniWas() {
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        driven.kernel.put(neighbor(NeighborState.PERMANENT, 0, 0));
        driven.run();
        driven.hold(neighbor());
        toOtherBridge();
        assertThat(driven.kernel.neighbors())
                .extracting(NeighborEntry::index)
                .containsExactlyInAnyOrder(BRIDGE, OTHER_BRIDGE);
    }
}
