package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.HOST;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.VNI;
import static dev.evpnd.speaker.kernel.DrivenVtep.bridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.flood;
import static dev.evpnd.speaker.kernel.DrivenVtep.flooded;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedBeyond;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedInBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.mac;
import static dev.evpnd.speaker.kernel.DrivenVtep.port;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class KernelThreadTest {
    private static final int MANY = 5_000;
    private static final long AUDIT_MILLIS = 20;

    private final NaiveKernel kernel = new NaiveKernel();
    private final Journal journal = Journal.inMemory("this is a test");
    private final Instances instances = new Instances();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final KernelThread thread =
            new KernelThread(
                    kernel,
                    new Tenure(journal, Long.MAX_VALUE),
                    AUDIT_MILLIS,
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                    instances,
                    failures::add);

    /// Takes facts at once, or when a test says so.
    private static final class Instances implements KernelThread.Listener {
        private final List<KernelFact> facts = new ArrayList<>();
        private final Queue<Runnable> arrivals = new ArrayDeque<>();
        private final AtomicInteger readies = new AtomicInteger();
        private boolean isSlow;
        private volatile boolean isTold;

        @Override
        public void told() {
            isTold = true;
        }

        @Override
        public synchronized void facts(List<KernelFact> told, Runnable done) {
            facts.addAll(told);
            if (isSlow) {
                arrivals.add(done);
            } else {
                done.run();
            }
        }

        @Override
        public void ready() {
            readies.incrementAndGet();
        }

        synchronized void setSlow(boolean slow) {
            isSlow = slow;
        }

        synchronized int batches() {
            return arrivals.size();
        }

        void arrive() {
            Runnable done;
            synchronized (this) {
                done = arrivals.remove();
            }
            done.run();
        }

        synchronized List<KernelFact> facts() {
            return List.copyOf(facts);
        }

        synchronized Set<MacAddress> hosts() {
            var hosts = new HashSet<MacAddress>();
            for (var each : facts) {
                switch (each) {
                    case KernelFact.MacLearned learned -> hosts.add(learned.mac());
                    case KernelFact.MacGone gone -> hosts.remove(gone.mac());
                    default -> {}
                }
            }
            return hosts;
        }
    }

    @BeforeEach
    void start() {
        kernel.put(bridge(BRIDGE, true));
        kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        kernel.put(port(PORT));
        thread.start();
    }

    @AfterEach
    void close() {
        thread.close();
        assertThat(failures).isEmpty();
    }

    private static MacAddress host(int i) {
        return new MacAddress(0x02_00_00_00_00_00L + i);
    }

    private void hear(int from, int to) {
        for (int i = from; i < to; i++) {
            kernel.hear(BRIDGE, 0, PORT, host(i));
        }
    }

    @Test
    void tellsWhatIsThereAndWhatBecomesOfIt() throws Exception {
        kernel.hear(BRIDGE, 0, PORT, HOST);
        until(() -> instances.hosts().contains(HOST));
        assertThat(instances.facts().getFirst()).isInstanceOf(KernelFact.DomainIs.class);
        until(() -> instances.isTold);
        kernel.put(vxlan(DEVICE, BRIDGE, 100, false));
        until(() -> instances.facts().contains(new KernelFact.DomainGone(VNI)));
    }

    @Test
    void carriesOutWhatTheInstancesWant() throws Exception {
        until(() -> !instances.facts().isEmpty());
        assertThat(thread.isReady()).isTrue();
        thread.take(List.of(new InstanceChange.Hold(mac(HOST, THERE))));
        until(() -> kernel.forwarding().contains(learnedBeyond(HOST, THERE)));
        until(
                () ->
                        thread.ask(VtepView::installed)
                                .join()
                                .equals(Map.of(InstallState.IN_KERNEL, 1)));
        assertThat(kernel.forwarding())
                .containsExactlyInAnyOrder(learnedInBridge(HOST), learnedBeyond(HOST, THERE));
    }

    @Test
    void whatIsGoneWithoutAWordIsFoundAndMadeAgain() throws Exception {
        kernel.hear(BRIDGE, 0, PORT, host(1));
        until(() -> instances.hosts().contains(host(1)));
        thread.take(
                List.of(
                        new InstanceChange.Hold(mac(HOST, THERE)),
                        new InstanceChange.Hold(flood(THERE)),
                        new InstanceChange.Hold(flood(ELSEWHERE))));
        until(
                () ->
                        thread.ask(VtepView::installed)
                                .join()
                                .equals(Map.of(InstallState.IN_KERNEL, 3)));
        kernel.lose(learnedBeyond(HOST, THERE));
        kernel.lose(flooded(ELSEWHERE));
        kernel.lose(DrivenVtep.inBridge(PORT, host(1), NeighborState.REACHABLE, 0));
        until(() -> kernel.forwarding().contains(learnedBeyond(HOST, THERE)));
        until(() -> kernel.forwarding().contains(flooded(ELSEWHERE)));
        until(() -> instances.hosts().isEmpty());
        until(() -> thread.ask(_ -> thread.audited().missing()).join() == 3);
        until(
                () ->
                        thread.ask(VtepView::drifts).join().stream()
                                .map(Drift::now)
                                .allMatch(Optional.of(InstallState.IN_KERNEL)::equals));
        assertThat(thread.ask(VtepView::drifts).join())
                .allMatch(Drift::isUnsaid)
                .extracting(Drift::intent)
                .containsExactlyInAnyOrder(mac(HOST, THERE), flood(ELSEWHERE));
        long before = thread.ask(_ -> thread.audited().count()).join();
        until(() -> thread.ask(_ -> thread.audited().count()).join() > before + 3);
        assertThat(thread.ask(VtepView::drifted).join()).isEqualTo(2);
        assertThat(thread.ask(_ -> thread.audited().missing()).join()).isEqualTo(3);
    }

    /// Nor is it put right by an audit where it is there.
    @Test
    void whatAnotherHasMadeFloodIsNotMadeItsOwnByAnAudit() throws Exception {
        until(() -> !instances.facts().isEmpty());
        kernel.put(flooded(THERE));
        thread.take(List.of(new InstanceChange.Hold(flood(THERE))));
        until(
                () ->
                        thread.ask(VtepView::installed)
                                .join()
                                .equals(Map.of(InstallState.IN_KERNEL, 1)));
        kernel.takeRequests();
        long before = thread.ask(_ -> thread.audited().count()).join();
        until(() -> thread.ask(_ -> thread.audited().count()).join() > before + 2);
        assertThat(kernel.takeRequests()).isEmpty();
    }

    @Test
    void saysWhenMoreCanBeTakenToWhoWasRefused() throws Exception {
        for (int i = 0; i < MANY; i++) {
            int seen = instances.readies.get();
            if (!thread.isReady()) {
                until(() -> instances.readies.get() > seen);
                assertThat(thread.isReady()).isTrue();
            }
            thread.take(List.of(new InstanceChange.Hold(mac(host(i), THERE))));
        }
        until(() -> kernel.forwarding().size() == 2 * MANY);
        assertThat(instances.readies.get()).isPositive();
    }

    @Test
    void whatTheKernelCouldNotSayIsAskedFor() throws Exception {
        until(() -> !instances.facts().isEmpty());
        kernel.keep(10);
        hear(0, MANY);
        until(() -> instances.hosts().size() == MANY);
        for (int i = 0; i < MANY; i++) {
            kernel.remove(DrivenVtep.inBridge(PORT, host(i), NeighborState.REACHABLE, 0));
        }
        until(() -> instances.hosts().isEmpty());
    }

    @Test
    void waitsForInstancesThatAreSlowAndLosesNothing() throws Exception {
        until(() -> !instances.facts().isEmpty());
        instances.setSlow(true);
        hear(0, MANY);
        until(() -> instances.batches() == 8);
        assertThat(instances.hosts().size()).isLessThan(MANY);
        assertThat(thread.ask(VtepView::domains).join()).hasSize(1);
        assertThat(instances.batches()).isEqualTo(8);
        instances.setSlow(false);
        while (instances.batches() > 0) {
            instances.arrive();
        }
        until(() -> instances.hosts().size() == MANY);
    }

    @Test
    void tellsAllAgainToWhoWasNotThere() throws Exception {
        kernel.hear(BRIDGE, 0, PORT, HOST);
        until(() -> instances.hosts().contains(HOST));
        int before = instances.facts().size();
        thread.tellAgain();
        until(() -> instances.facts().size() == before + 2);
        assertThat(instances.facts().subList(before, before + 2))
                .last()
                .isEqualTo(new KernelFact.MacLearned(VNI, HOST, PORT, false));
    }
}
