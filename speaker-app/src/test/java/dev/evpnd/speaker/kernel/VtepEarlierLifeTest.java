package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.beyond;
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
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;

import org.junit.jupiter.api.Test;

/// What becomes of the entries that an earlier life has made.
class VtepEarlierLifeTest {
    private final DrivenVtep driven = DrivenVtep.ready();

    /// The kernel has something by then, and the next life has begun.
    private void outlive(Intent... intents) {
        driven.hold(intents);
        driven.kill(0).run();
        driven.kernel.takeRequests();
    }

    private void want(Intent... intents) {
        for (var each : intents) {
            driven.vtep.take(new InstanceChange.Hold(each), driven.now);
        }
        driven.run();
    }

    private void clean() {
        driven.vtep.clean();
        driven.run();
        assertThat(driven.vtep.isCleaned()).isTrue();
    }

    @Test
    void nothingGoesBeforeItIsKnownWhatIsWanted() {
        outlive(mac(HOST, THERE), flood(THERE), sticky(OTHER_HOST, ELSEWHERE));
        driven.after(1_000_000).resync();
        assertThat(driven.kernel.takeRequests()).isEmpty();
        assertThat(driven.kernel.forwarding()).hasSize(5);
    }

    @Test
    void whatIsWantedAgainIsTakenOverWithoutARequestAndTheRestGoes() {
        outlive(mac(HOST, THERE), flood(THERE), flood(ELSEWHERE), sticky(OTHER_HOST, ELSEWHERE));
        want(mac(HOST, THERE), flood(THERE));
        assertThat(driven.kernel.takeRequests()).isEmpty();
        clean();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        learnedInBridge(HOST), learnedBeyond(HOST, THERE), flooded(THERE));
        assertThat(driven.vtep.view().cleaned()).isEqualTo(new Tenure.Cleaned(2, 0));
        assertThat(driven.journal.entries().size()).isEqualTo(2);
    }

    @Test
    void whatWasTakenOverGoesWhenItIsDropped() {
        outlive(sticky(HOST, THERE), flood(THERE));
        want(sticky(HOST, THERE), flood(THERE));
        driven.drop(sticky(HOST, THERE), flood(THERE));
        assertThat(driven.kernel.forwarding()).isEmpty();
        assertThat(driven.journal.entries().isEmpty()).isTrue();
    }

    @Test
    void whatOthersMadeStays() {
        outlive(mac(HOST, THERE));
        driven.kernel.put(flooded(ELSEWHERE));
        driven.kernel.put(learnedInBridge(OTHER_HOST));
        driven.kernel.put(learnedBeyond(OTHER_HOST, THERE));
        driven.run();
        clean();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(
                        flooded(ELSEWHERE),
                        learnedInBridge(OTHER_HOST),
                        learnedBeyond(OTHER_HOST, THERE));
    }

    @Test
    void whatSomebodyHasMadeLeadElsewhereSinceIsHis() {
        outlive(mac(HOST, THERE));
        driven.kernel.put(learnedBeyond(HOST, ELSEWHERE));
        driven.run();
        clean();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), learnedBeyond(HOST, ELSEWHERE));
        assertThat(driven.journal.entries().isEmpty()).isTrue();
    }

    @Test
    void whatAnOperatorMadeInItsPlaceIsHisThoughItIsWantedAgain() {
        outlive(sticky(HOST, THERE));
        driven.kernel.remove(beyond(HOST, THERE, 0, 0));
        driven.kernel.put(
                beyond(HOST, ELSEWHERE, NeighborState.NOARP | NeighborState.REACHABLE, 0));
        driven.run();
        want(sticky(HOST, THERE));
        assertThat(driven.state(sticky(HOST, THERE))).isEqualTo(InstallState.SHADOWED);
        assertThat(driven.kernel.takeRequests()).isEmpty();
    }

    @Test
    void whatABridgeKeepsOfADeviceThatWentDownGoes() {
        outlive(mac(HOST, THERE), flood(THERE));
        driven.kernel.down(vxlan(DEVICE, BRIDGE, 100, false));
        driven.run();
        assertThat(driven.vtep.view().domains()).isEmpty();
        assertThat(driven.kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), flooded(THERE));
        clean();
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void whatADeviceKeepsThatIsInNoBridgeGoes() {
        outlive(mac(HOST, THERE));
        driven.kernel.remove(learnedInBridge(HOST));
        driven.kernel.put(vxlan(DEVICE, 0, 100, true));
        driven.run();
        clean();
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void ofADeviceThatIsGoneNothingIsWritten() {
        outlive(mac(HOST, THERE), flood(THERE));
        driven.kernel.removeLink(DEVICE);
        driven.run();
        assertThat(driven.journal.entries().isEmpty()).isTrue();
        clean();
        assertThat(driven.vtep.view().cleaned()).isEqualTo(Tenure.Cleaned.NOTHING);
    }

    @Test
    void aHostThatIsHereByNowIsLeftWhereItIs() {
        outlive(mac(HOST, THERE));
        driven.kernel.hear(BRIDGE, 0, DrivenVtep.PORT, HOST);
        driven.run();
        clean();
        assertThat(driven.kernel.forwarding())
                .containsExactly(inBridge(DrivenVtep.PORT, HOST, NeighborState.REACHABLE, 0));
    }

    @Test
    void anEntryOfTheBridgeThatIsMadeByHandIsNotTakenAwayWithTheDevices() {
        outlive(mac(HOST, THERE));
        var byHand = inBridge(DEVICE, HOST, NeighborState.NOARP, 0);
        driven.kernel.put(byHand);
        driven.run();
        clean();
        assertThat(driven.kernel.forwarding()).containsExactly(byHand);
    }

    @Test
    void whoWasKilledBeforeTheKernelWasAskedHasMadeWhatWasThereBefore() {
        driven.hold(mac(HOST, THERE));
        driven.vtep.take(new InstanceChange.Hold(mac(HOST, ELSEWHERE)), driven.now);
        driven.kill(0).run();
        assertThat(driven.kernel.forwarding()).contains(learnedBeyond(HOST, THERE));
        clean();
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void whoWasKilledBehindThatHasMadeWhatIsThere() {
        driven.hold(mac(HOST, THERE));
        driven.vtep.take(new InstanceChange.Hold(mac(HOST, ELSEWHERE)), driven.now);
        driven.kill(1).run();
        assertThat(driven.kernel.forwarding()).contains(learnedBeyond(HOST, ELSEWHERE));
        clean();
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void whoWasKilledBeforeAnEntryWasTakenAwayTakesItAway() {
        driven.hold(mac(HOST, THERE), flood(THERE));
        driven.vtep.take(new InstanceChange.Drop(mac(HOST, THERE)), driven.now);
        driven.vtep.take(new InstanceChange.Drop(flood(THERE)), driven.now);
        driven.kill(0).run();
        assertThat(driven.kernel.forwarding()).hasSize(3);
        clean();
        assertThat(driven.kernel.forwarding()).isEmpty();
    }

    @Test
    void neighborsWithTheNumberOfThisProgramGoWhereNobodyWantsThem() {
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        outlive(neighbor());
        var anothers = neighbor(NeighborState.NOARP, NeighborFlags.EXTERNALLY_LEARNED, 11);
        assertThat(driven.kernel.neighbors()).hasSize(1);
        want(neighbor());
        clean();
        assertThat(driven.kernel.neighbors()).hasSize(1);
        driven.kill(0).run();
        clean();
        assertThat(driven.kernel.neighbors()).isEmpty();
        driven.kernel.put(anothers);
        driven.run();
        clean();
        assertThat(driven.kernel.neighbors()).containsExactly(anothers);
    }

    @Test
    void whatTheKernelKeepsIsTriedAgainEachMinuteAndInTheNextLife() {
        outlive(flood(THERE));
        driven.kernel.pretend();
        clean();
        assertThat(driven.vtep.view().cleaned()).isEqualTo(new Tenure.Cleaned(0, 1));
        assertThat(driven.kernel.takeRequests()).hasSize(3);
        assertThat(driven.journal.entries().size()).isEqualTo(1);
        driven.after(59_999);
        assertThat(driven.kernel.takeRequests()).isEmpty();
        driven.after(1);
        assertThat(driven.kernel.takeRequests()).hasSize(3);
        driven.kill(0).run();
        clean();
        assertThat(driven.kernel.takeRequests()).hasSize(3);
    }

    @Test
    void whoLeavesTakesAllAway() {
        driven.kernel.put(suppressing(vxlan(DEVICE, BRIDGE, 100, true)));
        outlive(flood(ELSEWHERE));
        driven.hold(mac(HOST, THERE), flood(THERE), sticky(OTHER_HOST, THERE), neighbor());
        driven.vtep.leave(driven.journal.entries());
        driven.run();
        assertThat(driven.vtep.isEmpty()).isTrue();
        assertThat(driven.kernel.forwarding()).isEmpty();
        assertThat(driven.kernel.neighbors()).isEmpty();
        assertThat(driven.journal.entries().isEmpty()).isTrue();
    }
}
