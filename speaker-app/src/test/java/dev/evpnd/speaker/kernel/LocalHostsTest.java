package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST_IP;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.VNI;
import static dev.evpnd.speaker.kernel.DrivenVtep.inBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.neighbor;
import static dev.evpnd.speaker.kernel.DrivenVtep.suppressing;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;

import org.junit.jupiter.api.Test;

/// Which hosts a VTEP finds in a kernel.
class LocalHostsTest {
    private final DrivenVtep driven = DrivenVtep.ready();

    @Test
    void aHostAtAPortIsLearnedMovesAndAges() {
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.MacLearned(VNI, HOST, PORT, false));
        driven.kernel.hear(BRIDGE, 0, OTHER_PORT, HOST);
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.MacLearned(VNI, HOST, OTHER_PORT, false));
        driven.kernel.remove(inBridge(OTHER_PORT, HOST, NeighborState.REACHABLE, 0));
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.MacGone(VNI, HOST));
    }

    @Test
    void aStickyEntryIsAStickyHostAndAPortsOwnAddressIsNoHost() {
        driven.kernel.put(inBridge(PORT, HOST, NeighborState.NOARP, NeighborFlags.STICKY));
        driven.kernel.put(inBridge(PORT, OTHER_HOST, NeighborState.PERMANENT, 0));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.MacLearned(VNI, HOST, PORT, true));
    }

    @Test
    void whatAProgramSaysOfAPortOrIsBeyondAnyDeviceIsNoHost() {
        driven.kernel.put(
                inBridge(PORT, HOST, NeighborState.REACHABLE, NeighborFlags.EXTERNALLY_LEARNED));
        driven.kernel.put(inBridge(DEVICE, OTHER_HOST, NeighborState.REACHABLE, 0));
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
    }

    @Test
    void aNeighborIsKnownWhileItsAddressIs() {
        driven.kernel.put(neighbor(NeighborState.INCOMPLETE, 0, 0));
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
        driven.kernel.put(neighbor(NeighborState.REACHABLE, 0, 0));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.NeighborLearned(VNI, HOST_IP, HOST, false));
        driven.kernel.put(neighbor(NeighborState.FAILED, 0, 0));
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.NeighborGone(VNI, HOST_IP));
        driven.kernel.put(neighbor(NeighborState.PERMANENT, NeighborFlags.ROUTER, 0));
        driven.run();
        driven.kernel.remove(neighbor(NeighborState.PERMANENT, NeighborFlags.ROUTER, 0));
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(
                        new KernelFact.NeighborLearned(VNI, HOST_IP, HOST, true),
                        new KernelFact.NeighborGone(VNI, HOST_IP));
    }

    @Test
    void aNeighborThatGoesStaleIsAskedAndNotGivenUp() {
        driven.kernel.put(neighbor(NeighborState.REACHABLE, 0, 0));
        driven.run().takeFacts();
        driven.kernel.put(neighbor(NeighborState.STALE, 0, 0));
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
        assertThat(driven.kernel.takeRequests())
                .singleElement()
                .isInstanceOfSatisfying(
                        KernelRequest.PutNeighbor.class,
                        put ->
                                assertThat(put.entry())
                                        .returns(HOST_IP, each -> each.address())
                                        .returns(NeighborFlags.USE, each -> each.flags()));
    }

    @Test
    void aHostIsAskedWhereTheInstancesWantToKnow() {
        driven.vtep.take(new InstanceChange.Probe(VNI, HOST_IP, HOST), driven.now);
        driven.run();
        assertThat(driven.kernel.takeRequests()).hasSize(1);
    }

    /// The kernel asks for nobody of whom it has an entry that holds without asking.
    @Test
    void aHostThatHasComeIsAskedWhenItsEntryBeyondIsGone() {
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        driven.run().hold(neighbor());
        driven.kernel.takeRequests();
        driven.vtep.take(new InstanceChange.Probe(VNI, HOST_IP, HOST), driven.now);
        driven.drop(neighbor());
        assertThat(driven.kernel.takeRequests())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(KernelRequest.RemoveNeighbor.class),
                        second -> assertThat(second).isInstanceOf(KernelRequest.PutNeighbor.class));
        assertThat(driven.kernel.neighbors()).isEmpty();
    }

    @Test
    void whatChangedWhileNobodyListenedIsToldWhenAllIsAskedFor() {
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.kernel.put(neighbor(NeighborState.REACHABLE, 0, 0));
        driven.run().takeFacts();
        driven.kernel.keep(0);
        driven.kernel.remove(inBridge(PORT, HOST, NeighborState.REACHABLE, 0));
        driven.kernel.remove(neighbor(NeighborState.REACHABLE, 0, 0));
        driven.kernel.hear(BRIDGE, 0, OTHER_PORT, OTHER_HOST);
        driven.resync();
        assertThat(driven.takeFacts())
                .containsExactlyInAnyOrder(
                        new KernelFact.MacLearned(VNI, OTHER_HOST, OTHER_PORT, false),
                        new KernelFact.MacGone(VNI, HOST),
                        new KernelFact.NeighborGone(VNI, HOST_IP));
        driven.kernel.removeLink(DEVICE);
        driven.resync();
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.DomainGone(VNI));
    }
}
