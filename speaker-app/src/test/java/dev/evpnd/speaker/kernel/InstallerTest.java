package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST_IP;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.VNI;
import static dev.evpnd.speaker.kernel.DrivenVtep.beyond;
import static dev.evpnd.speaker.kernel.DrivenVtep.bridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.flood;
import static dev.evpnd.speaker.kernel.DrivenVtep.flooded;
import static dev.evpnd.speaker.kernel.DrivenVtep.inBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedBeyond;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedInBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.mac;
import static dev.evpnd.speaker.kernel.DrivenVtep.neighbor;
import static dev.evpnd.speaker.kernel.DrivenVtep.sticky;
import static dev.evpnd.speaker.kernel.DrivenVtep.suppressing;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Whether the kernel holds what a VTEP wants.
class InstallerTest {
    private static final int PERMISSION_DENIED = 1;

    private final DrivenVtep driven = DrivenVtep.ready();

    @Test
    void aMacAddressBeyondIsOneRequestAndTwoEntries() {
        driven.hold(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding())
                .containsExactly(learnedInBridge(HOST), learnedBeyond(HOST, THERE));
        assertThat(driven.kernel.takeRequests()).hasSize(1);
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.takeFacts()).isEmpty();
        driven.drop(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding()).isEmpty();
        assertThat(driven.kernel.takeRequests()).hasSize(1);
        assertThat(driven.vtep.view().installations(null, 10)).isEmpty();
    }

    @Test
    void anAddressThatMovesBetweenVtepsIsAtTheNewOneAlone() {
        driven.hold(mac(HOST, THERE)).hold(mac(HOST, ELSEWHERE));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), learnedBeyond(HOST, ELSEWHERE));
        assertThat(driven.state(mac(HOST, ELSEWHERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void anAddressThatComesHereIsTheBridgesAndItsEntryBeyondGoes() {
        driven.hold(mac(HOST, THERE));
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.MacLearned(VNI, HOST, PORT, false));
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.HEARD_HERE);
        driven.drop(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding())
                .containsExactly(inBridge(PORT, HOST, NeighborState.REACHABLE, 0));
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void anAddressThatLeavesForAnotherVtepIsTakenFromItsPort() {
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run().takeFacts();
        driven.hold(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), learnedBeyond(HOST, THERE));
        assertThat(driven.takeFacts()).containsExactly(new KernelFact.MacGone(VNI, HOST));
    }

    /// The instances have forgotten it for what they wanted in its place.
    @Test
    void anAddressThatLeavesAndIsGivenUpThereBeforeItIsTakenFromItsPortIsToldAgain() {
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.kernel.put(neighbor(NeighborState.REACHABLE, 0, 0));
        driven.run().takeFacts();
        for (var each : List.of(mac(HOST, THERE), neighbor())) {
            driven.vtep.take(new InstanceChange.Hold(each), driven.now);
        }
        driven.drop(mac(HOST, THERE), neighbor());
        assertThat(driven.kernel.takeRequests()).isEmpty();
        assertThat(driven.takeFacts())
                .containsExactly(
                        new KernelFact.MacLearned(VNI, HOST, PORT, false),
                        new KernelFact.NeighborLearned(VNI, HOST_IP, HOST, false));
    }

    @Test
    void anAddressThatStaysAtAnOperatorsPortIsToldAgainWhenNobodyElseHasItAnyMore() {
        driven.kernel.put(inBridge(PORT, HOST, NeighborState.NOARP, 0));
        driven.run().takeFacts();
        driven.hold(mac(HOST, THERE));
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.SHADOWED);
        assertThat(driven.takeFacts()).isEmpty();
        driven.drop(mac(HOST, THERE));
        assertThat(driven.takeFacts())
                .containsExactly(new KernelFact.MacLearned(VNI, HOST, PORT, false));
    }

    @Test
    void anAddressThatTheInstancesInsistOnIsTakenFromItsPortAgain() {
        driven.hold(mac(HOST, THERE));
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run().hold(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), learnedBeyond(HOST, THERE));
    }

    @Test
    void aStickyAddressBeyondCannotBeLearnedHere() {
        driven.hold(sticky(HOST, THERE));
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run();
        assertThat(driven.state(sticky(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.kernel.forwarding())
                .contains(inBridge(DEVICE, HOST, NeighborState.NOARP, NeighborFlags.STICKY));
        driven.hold(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), learnedBeyond(HOST, THERE));
        driven.hold(sticky(HOST, THERE)).drop(sticky(HOST, THERE));
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void eachVtepIsFloodedToAndAnOperatorsDestinationStays() {
        var operators = flooded(ELSEWHERE);
        driven.kernel.put(operators);
        driven.run();
        driven.hold(flood(THERE), flood(ELSEWHERE));
        assertThat(driven.kernel.forwarding()).containsExactly(operators, flooded(THERE));
        driven.drop(flood(THERE), flood(ELSEWHERE));
        assertThat(driven.kernel.forwarding()).containsExactly(operators);
    }

    @Test
    void neighborsBeyondAreHeldWhereTheBridgeAnswersForThem() {
        driven.hold(neighbor());
        assertThat(driven.state(neighbor())).isEqualTo(InstallState.NOT_NEEDED);
        assertThat(driven.kernel.neighbors()).isEmpty();
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        driven.run();
        var held =
                neighbor(
                        NeighborState.NOARP,
                        NeighborFlags.EXTERNALLY_LEARNED,
                        NeighborComparison.PROTOCOL);
        assertThat(driven.kernel.neighbors()).containsExactly(held);
        assertThat(driven.state(neighbor())).isEqualTo(InstallState.IN_KERNEL);
        driven.drop(neighbor());
        assertThat(driven.kernel.neighbors()).isEmpty();
    }

    @Test
    void neighborsBeyondAreHeldWhereThisHostTalksToThem() {
        driven.kernel.put(DrivenVtep.address(BRIDGE, "fe80::1"));
        driven.run().hold(neighbor());
        assertThat(driven.state(neighbor())).isEqualTo(InstallState.NOT_NEEDED);
        driven.kernel.put(DrivenVtep.address(BRIDGE, "10.0.0.254"));
        driven.run();
        assertThat(driven.state(neighbor())).isEqualTo(InstallState.IN_KERNEL);
    }

    @Test
    void anOperatorsEntryWinsAndStays() {
        var operators = beyond(HOST, ELSEWHERE, NeighborState.PERMANENT, 0);
        var fixed = inBridge(PORT, OTHER_HOST, NeighborState.NOARP, 0);
        driven.kernel.put(operators);
        driven.kernel.put(fixed);
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        driven.kernel.put(neighbor(NeighborState.PERMANENT, 0, 0));
        driven.run();
        driven.hold(mac(HOST, THERE), mac(OTHER_HOST, THERE), neighbor());
        assertThat(List.of(mac(HOST, THERE), mac(OTHER_HOST, THERE), neighbor()))
                .allSatisfy(
                        each -> assertThat(driven.state(each)).isEqualTo(InstallState.SHADOWED));
        assertThat(
                        driven.vtep
                                .view()
                                .installation(mac(OTHER_HOST, THERE).key())
                                .orElseThrow()
                                .text())
                .contains("port 3");
        assertThat(driven.kernel.takeRequests()).isEmpty();
        driven.drop(mac(HOST, THERE), mac(OTHER_HOST, THERE), neighbor());
        assertThat(driven.kernel.forwarding()).containsExactly(operators, fixed);
        assertThat(driven.kernel.neighbors()).hasSize(1);
    }

    @Test
    void whatAnOperatorGivesUpIsHeld() {
        var operators = beyond(HOST, ELSEWHERE, NeighborState.PERMANENT, 0);
        driven.kernel.put(operators);
        driven.run().hold(mac(HOST, THERE));
        driven.kernel.remove(operators);
        driven.run();
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void whatIsThereAlreadyIsTakenOverWithoutARequest() {
        driven.kernel.put(learnedInBridge(HOST));
        driven.kernel.put(learnedBeyond(HOST, THERE));
        driven.kernel.put(flooded(THERE));
        driven.run().hold(mac(HOST, THERE), flood(THERE));
        assertThat(driven.kernel.takeRequests()).isEmpty();
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
        driven.drop(mac(HOST, THERE));
        assertThat(driven.kernel.forwarding()).containsExactly(flooded(THERE));
    }

    @Test
    void whatSomebodyElseChangesIsMendedAndCounted() {
        driven.hold(mac(HOST, THERE), flood(THERE)).after(5_000);
        driven.kernel.remove(learnedBeyond(HOST, THERE));
        driven.kernel.remove(flooded(THERE));
        driven.run();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        learnedInBridge(HOST), learnedBeyond(HOST, THERE), flooded(THERE));
        assertThat(driven.vtep.view().drifted()).isEqualTo(2);
        assertThat(driven.vtep.view().drifts())
                .extracting(Drift::found)
                .containsExactlyInAnyOrder("no entry of the device", "nothing");
    }

    @Test
    void whoTakesAnEntryAwayAgainAndAgainIsNotAnsweredEachTimeAtOnce() {
        driven.hold(mac(HOST, THERE)).after(5_000);
        driven.kernel.takeRequests();
        for (int i = 0; i < 10; i++) {
            driven.kernel.remove(learnedBeyond(HOST, THERE));
            driven.after(10);
        }
        assertThat(driven.kernel.takeRequests()).hasSize(1);
        driven.after(1_000);
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
    }

    @Test
    void whatTheKernelRefusesIsSaidAndTriedAgainLaterAndLater() {
        driven.kernel.refuse(_ -> new KernelAnswer(PERMISSION_DENIED, "Operation not permitted"));
        driven.hold(mac(HOST, THERE));
        var refused = driven.vtep.view().installation(mac(HOST, THERE).key()).orElseThrow();
        assertThat(refused)
                .isEqualTo(
                        new Installation(
                                mac(HOST, THERE),
                                InstallState.REFUSED,
                                "Operation not permitted",
                                PERMISSION_DENIED,
                                1,
                                driven.now));
        assertThat(driven.vtep.nextDeadlineMillis()).isEqualTo(driven.now + 1_000);
        driven.after(999);
        assertThat(driven.kernel.takeRequests()).hasSize(1);
        driven.after(1);
        assertThat(driven.vtep.nextDeadlineMillis()).isEqualTo(driven.now + 2_000);
        driven.after(2_000).after(4_000).after(8_000).after(16_000).after(32_000).after(60_000);
        assertThat(driven.vtep.nextDeadlineMillis()).isEqualTo(driven.now + 60_000);
        assertThat(driven.vtep.view().installation(mac(HOST, THERE).key()).orElseThrow())
                .returns(8, Installation::tries)
                .returns(refused.sinceMillis(), Installation::sinceMillis);
        driven.kernel.refuse(_ -> KernelAnswer.DONE);
        driven.after(60_000);
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
        assertThat(driven.vtep.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void whatTheKernelSaysItDidAndDidNotIsNotAskedForWithoutEnd() {
        driven.kernel.pretend();
        driven.hold(mac(HOST, THERE));
        assertThat(driven.kernel.takeRequests()).hasSize(1);
        assertThat(driven.vtep.view().installation(mac(HOST, THERE).key()).orElseThrow())
                .returns(InstallState.PENDING, Installation::state)
                .returns("the kernel took it, and does not hold it", Installation::text);
    }

    /// The kernel did it, and what it said is lost.
    @Test
    void whatMayHaveBeenDoneIsTakenAwayAgain() {
        driven.kernel.refuse(
                _ -> new KernelAnswer(KernelAnswer.NO_BUFFERS, "the kernel's answer was lost"));
        driven.hold(flood(THERE));
        driven.kernel.refuse(_ -> KernelAnswer.DONE);
        driven.kernel.put(flooded(THERE));
        driven.run();
        assertThat(driven.state(flood(THERE))).isEqualTo(InstallState.IN_KERNEL);
        driven.drop(flood(THERE));
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void whatIsWantedWhereThereIsNoDeviceComesWithTheDevice() {
        driven.kernel.removeLink(DEVICE);
        driven.run().hold(mac(HOST, THERE), flood(THERE));
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.NO_DEVICE);
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.run();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        learnedInBridge(HOST), learnedBeyond(HOST, THERE), flooded(THERE));
        driven.kernel.removeLink(DEVICE);
        driven.run().drop(mac(HOST, THERE), flood(THERE));
        assertThat(driven.vtep.view().installations(null, 10)).isEmpty();
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void nothingIsLeftInTheBridgeOfADeviceThatIsDown() {
        driven.hold(mac(HOST, THERE), mac(OTHER_HOST, THERE));
        driven.kernel.down(vxlan(DEVICE, BRIDGE, 100, false));
        driven.run().drop(mac(HOST, THERE), mac(OTHER_HOST, THERE));
        assertThat(driven.kernel.forwarding()).isEmpty();
        assertThat(driven.vtep.view().drifted()).isZero();
    }

    @Test
    void allIsHeldAgainWhereADeviceIsInAnotherBridge() {
        driven.kernel.put(bridge(10, true));
        driven.run().hold(mac(HOST, THERE));
        driven.kernel.remove(learnedInBridge(HOST));
        driven.kernel.put(vxlan(DEVICE, 10, 100, true));
        driven.run();
        assertThat(driven.kernel.forwarding())
                .anySatisfy(
                        each ->
                                assertThat(each)
                                        .returns(10, entry -> entry.bridge())
                                        .returns(HOST, entry -> entry.mac()));
        assertThat(driven.state(mac(HOST, THERE))).isEqualTo(InstallState.IN_KERNEL);
    }

    @Test
    void countsWhatStandsInWhichWay() {
        driven.hold(mac(HOST, THERE), flood(THERE), neighbor());
        assertThat(driven.vtep.view().installed())
                .containsEntry(InstallState.IN_KERNEL, 2)
                .containsEntry(InstallState.NOT_NEEDED, 1);
        assertThat(driven.vtep.view().installations(null, 2)).hasSize(2);
        var last = driven.vtep.view().installations(null, 2).getLast().intent().key();
        assertThat(driven.vtep.view().installations(last, 2))
                .singleElement()
                .returns(Intent.RemoteNeighbor.class, each -> each.intent().getClass());
    }
}
