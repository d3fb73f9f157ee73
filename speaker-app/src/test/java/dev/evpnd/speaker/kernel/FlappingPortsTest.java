package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.VNI;
import static dev.evpnd.speaker.kernel.DrivenVtep.inBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.NeighborState;

import org.junit.jupiter.api.Test;

import java.util.List;

class FlappingPortsTest {
    private static final KernelFact LEARNED = new KernelFact.MacLearned(VNI, HOST, PORT, false);
    private static final KernelFact GONE = new KernelFact.MacGone(VNI, HOST);
    private static final KernelFact HELD = new KernelFact.PortHeld("veth" + PORT);
    private static final KernelFact RELEASED = new KernelFact.PortReleased("veth" + PORT);

    private final DrivenVtep driven = DrivenVtep.ready();

    private static Link isRunning(Link link, boolean isRunning) {
        return new Link(
                link.index(),
                link.name(),
                link.address(),
                link.mtu(),
                link.queueLength(),
                link.isUp(),
                isRunning,
                link.master(),
                link.lower(),
                link.kind(),
                link.port());
    }

    /// The carrier is lost, the bridge forgets, the carrier is back and the host is heard.
    private List<KernelFact> flap() {
        driven.kernel.remove(learned());
        driven.kernel.put(isRunning(port(PORT), false));
        driven.run();
        driven.now += 1;
        driven.kernel.put(isRunning(port(PORT), true));
        driven.run();
        driven.now += 1;
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run();
        return driven.takeFacts();
    }

    private static dev.evpnd.speaker.netlink.ForwardingEntry learned() {
        return inBridge(PORT, HOST, NeighborState.REACHABLE, 0);
    }

    private void flapFreely() {
        driven.kernel.hear(BRIDGE, 0, PORT, HOST);
        driven.run().takeFacts();
        assertThat(flap()).containsExactly(GONE, LEARNED);
        assertThat(flap()).containsExactly(GONE, LEARNED);
    }

    @Test
    void whoPlugsACableTwiceIsAnnouncedEachTime() {
        flapFreely();
        assertThat(driven.vtep.view().heldPorts()).isEmpty();
    }

    @Test
    void whatIsLearnedAtAPortThatFlapsIsKeptBackAndTwiceAsLongEachTime() {
        flapFreely();
        assertThat(flap()).containsExactly(GONE, HELD);
        driven.now += 1_000;
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(RELEASED, LEARNED);

        assertThat(flap()).containsExactly(GONE, HELD);
        driven.now += 1_000;
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
        driven.now += 1_000;
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(RELEASED, LEARNED);
        for (int i = 0; i < 40; i++) {
            flap();
        }
        driven.now += 59_000;
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
        driven.now += 1_000;
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(RELEASED, LEARNED);
    }

    @Test
    void whoseFlappingGoesOnMeanwhileIsHeldOnAndTellsNobody() {
        flapFreely();
        assertThat(flap()).containsExactly(GONE, HELD);
        assertThat(flap()).isEmpty();
        assertThat(driven.vtep.view().heldPorts())
                .singleElement()
                .returns("veth" + PORT, HeldPort::name)
                .returns(4, HeldPort::flaps);
    }

    @Test
    void whoStaysUpIsSteadyAgain() {
        flapFreely();
        flap();
        driven.now += 1_000;
        driven.run().takeFacts();
        driven.now += 32_000;
        assertThat(flap()).containsExactly(GONE, LEARNED);
        assertThat(flap()).containsExactly(GONE, LEARNED);
        assertThat(flap()).containsExactly(GONE, HELD);
    }

    @Test
    void whatAnOperatorHasMadeAndWhatIsAtOtherPortsIsNotHeld() {
        flapFreely();
        flap();
        driven.kernel.put(inBridge(PORT, OTHER_HOST, NeighborState.NOARP, 0));
        driven.kernel.hear(BRIDGE, 0, OTHER_PORT, HOST);
        driven.run();
        assertThat(driven.takeFacts())
                .containsExactlyInAnyOrder(
                        new KernelFact.MacLearned(VNI, OTHER_HOST, PORT, false),
                        new KernelFact.MacLearned(VNI, HOST, OTHER_PORT, false));
        driven.now += 1_000;
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(RELEASED);
    }

    @Test
    void whatWasToldBeforeThePortCameToBeHeldIsTakenBack() {
        flapFreely();
        // What the bridge forgot was not told of; that it went down was.
        driven.kernel.put(isRunning(port(PORT), false));
        driven.kernel.put(isRunning(port(PORT), true));
        driven.run();
        assertThat(driven.takeFacts()).containsExactly(HELD, GONE);
        driven.kernel.remove(learned());
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
    }

    @Test
    void aPortThatIsRemovedWhileItIsHeldIsForgotten() {
        flapFreely();
        flap();
        driven.kernel.removeLink(PORT);
        driven.run();
        assertThat(driven.vtep.view().heldPorts()).isEmpty();
        assertThat(driven.vtep.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whereNothingIsToBeHeldNothingIs() {
        driven.vtep.holdPortsAtMost(0);
        flapFreely();
        for (int i = 0; i < 10; i++) {
            assertThat(flap()).containsExactly(GONE, LEARNED);
        }
    }
}
