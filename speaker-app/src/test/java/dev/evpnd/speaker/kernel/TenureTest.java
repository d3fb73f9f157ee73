package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.bridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.flooded;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedBeyond;
import static dev.evpnd.speaker.kernel.DrivenVtep.mac;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.journal.OwnEntry;
import dev.evpnd.speaker.netlink.KernelAnswer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The beginning and the end of a life, on a thread of its own.
@Timeout(60)
class TenureTest {
    private final NaiveKernel kernel = new NaiveKernel();
    private final Journal journal = Journal.inMemory("this is a test");
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    private static final class Nobody implements KernelThread.Listener {
        @Override
        public void facts(List<KernelFact> facts, Runnable done) {
            done.run();
        }

        @Override
        public void ready() {}

        @Override
        public void told() {}
    }

    @BeforeEach
    void leaveSomething() {
        kernel.put(bridge(BRIDGE, true));
        kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        kernel.put(flooded(ELSEWHERE));
        journal.put(new OwnEntry(DEVICE, 0, 0, FloodComparison.ANY, ELSEWHERE));
    }

    @AfterEach
    void nothingHasFailed() {
        assertThat(failures).isEmpty();
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private KernelThread thread(long cleanAtMillis) {
        return thread(new Tenure(journal, cleanAtMillis));
    }

    private KernelThread thread(Tenure tenure) {
        var thread =
                new KernelThread(kernel, tenure, 0, TenureTest::now, new Nobody(), failures::add);
        thread.start();
        return thread;
    }

    private void want(KernelThread thread) throws Exception {
        until(thread::isReady);
        thread.take(List.of(new InstanceChange.Hold(mac(HOST, THERE))));
    }

    @Test
    void whatAnEarlierLifeHasLeftGoesWhenItIsSaidThatAllIsKnown() throws Exception {
        try (var thread = thread(Long.MAX_VALUE)) {
            want(thread);
            until(() -> kernel.forwarding().contains(learnedBeyond(HOST, THERE)));
            assertThat(kernel.forwarding()).contains(flooded(ELSEWHERE));
            thread.clean();
            until(() -> !kernel.forwarding().contains(flooded(ELSEWHERE)));
            until(() -> thread.ask(_ -> journal.entries().size()).join() == 1);
        }
        assertThat(kernel.forwarding()).hasSize(2);
    }

    @Test
    void itGoesWhenTheTimeForThatIsOver() throws Exception {
        try (var thread = thread(now() + 50)) {
            // It counts what is gone when the kernel has told so.
            var one = new Tenure.Cleaned(1, 0);
            until(() -> thread.ask(VtepView::cleaned).join().equals(one));
            assertThat(kernel.forwarding()).isEmpty();
        }
    }

    @Test
    void whoLeavesTakesAllAwayAndComesToItsEnd() throws Exception {
        try (var thread = thread(Long.MAX_VALUE)) {
            want(thread);
            until(() -> kernel.forwarding().contains(learnedBeyond(HOST, THERE)));
            thread.leave(TimeUnit.MINUTES.toMillis(1));
            assertThat(kernel.forwarding()).isEmpty();
        }
        assertThat(journal.entries().isEmpty()).isTrue();
    }

    @Test
    void whoHasBarelyBegunLeavesTheSame() {
        try (var thread = thread(Long.MAX_VALUE)) {
            thread.leave(TimeUnit.MINUTES.toMillis(1));
            assertThat(kernel.forwarding()).isEmpty();
        }
    }

    @Test
    void itsEndTakesNoLongerThanItMay() throws Exception {
        kernel.refuse(_ -> new KernelAnswer(1, "Operation not permitted"));
        try (var thread = thread(Long.MAX_VALUE)) {
            want(thread);
            until(() -> thread.ask(VtepView::installed).join().containsKey(InstallState.REFUSED));
            thread.leave(500);
        }
        assertThat(kernel.forwarding()).containsExactly(flooded(ELSEWHERE));
        assertThat(journal.entries().isEmpty()).isFalse();
    }

    /// The kernel need not say anything more for it to be over.
    @Test
    void itIsOverWhenTheLastEntryIsGone() throws Exception {
        var tenure = new Tenure(journal, Long.MAX_VALUE);
        try (var thread = thread(tenure)) {
            thread.clean();
            until(() -> kernel.forwarding().isEmpty());
            until(tenure::hasCleaned);
        }
    }
}
