package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.speaker.telemetry.LogRate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The one thread that talks to the kernel and owns the [Vtep].
///
/// It never waits for the routes, nor they for it: what the instances want it takes a batch at a
/// time, and what it has to tell them is bounded. Beyond that it does not listen, and the kernel,
/// whose socket is full then, says that something was lost: all is asked for anew.
public final class KernelThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.kernel");

    private static final int REQUESTS_AT_ONCE = 256;
    private static final int FACTS_AT_ONCE = 128;
    private static final int BATCHES_ON_THEIR_WAY = 8;

    /// That wait to be told. The kernel keeps what is behind them.
    private static final int MOST_FACTS = 1 << 16;

    /// A table that changes while it is told is asked for so often at once.
    private static final int DUMPS = 5;

    /// How long is waited before a table is asked for again that could not be had.
    private static final long PAUSE_MILLIS = 200;

    private final Kernel kernel;
    private final LongSupplier millis;
    private final Listener listener;
    private final Consumer<Throwable> failed;
    private final Thread thread;
    private final Tenure tenure;
    private final Vtep vtep;
    private final Audit audit;
    private final ConcurrentLinkedQueue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable List<InstanceChange>> handed = new AtomicReference<>();
    private final AtomicBoolean isMissed = new AtomicBoolean();
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final LogRate refusals = new LogRate();
    private volatile boolean stopping;

    /// Whether something was lost, or nothing was asked for yet.
    private boolean isLost = true;

    /// Whether the kernel was asked for something of which it may have more to tell.
    private boolean isUnconfirmed;

    /// Whether the instances were told of all that there was at the beginning.
    private boolean hasTold;

    /// Until when routes that are in doubt are not asked for again.
    private long doubtfulUntilMillis;

    private int told;

    /// Who is told of what the kernel says.
    public interface Listener {
        /// Facts, in their order. They are known to the instances when `done` is run, by any
        /// thread.
        void facts(List<KernelFact> facts, Runnable done);

        /// More changes of the instances can be taken again.
        void ready();

        /// There are no facts any more but those that are news; it comes once, behind those before.
        void told();
    }

    /// @param millis a clock that never goes back
    /// @param tenure what is left of an earlier life, and what is to be left of this one
    /// @param auditMillis how long after one audit the next begins, 0 if there is to be none
    /// @param failed is told why, if the thread cannot go on
    public KernelThread(
            Kernel kernel,
            Tenure tenure,
            long auditMillis,
            LongSupplier millis,
            Listener listener,
            Consumer<Throwable> failed) {
        this.kernel = kernel;
        this.tenure = tenure;
        vtep = tenure.vtep();
        audit = new Audit(kernel, vtep.audited(), auditMillis, millis.getAsLong());
        this.millis = millis;
        this.listener = listener;
        this.failed = failed;
        thread = Thread.ofPlatform().name("evpnd-kernel").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    // What others tell it, on any thread.

    /// Whether changes of the instances can be taken now. If not, [Listener#ready] says when.
    public boolean isReady() {
        if (handed.get() == null) {
            return true;
        }
        isMissed.set(true);
        // It may have been taken before that was seen.
        return handed.get() == null;
    }

    /// Takes changes, in their order. Only where [#isReady] said so, and by one thread.
    public void take(List<InstanceChange> changes) {
        handed.set(changes);
        wake();
    }

    /// The answer to a question that takes no longer than a turn may.
    public <T> CompletableFuture<T> ask(Function<VtepView, T> question) {
        var answer = new CompletableFuture<T>();
        questions.add(
                () -> {
                    try {
                        answer.complete(question.apply(vtep.view()));
                    } catch (RuntimeException defect) {
                        answer.completeExceptionally(defect);
                    }
                });
        wake();
        return answer;
    }

    /// Why what was made is not known in the next life, or nothing where it is. For questions.
    public String journalFault() {
        return tenure.fault();
    }

    /// What came of looking whether the kernel holds what it has told. For questions.
    public Audit.Report audited() {
        return audit.report();
    }

    /// Has the instances told of everything again: there are some that were not there before.
    public void tellAgain() {
        questions.add(vtep::tellAgain);
        wake();
    }

    /// These VNIs are those of IP-VRFs from now on.
    public void tenantsAre(Set<Vni> l3Vnis) {
        questions.add(() -> vtep.tenants().are(l3Vnis));
        wake();
    }

    /// Has the instances told again of the prefixes in the table of an IP-VRF.
    public void tellPrefixesAgain(Vni l3Vni) {
        questions.add(() -> vtep.tenants().tellAgain(l3Vni));
        wake();
    }

    /// Holds no port for longer than this because it flaps.
    public void holdPortsAtMost(long millis) {
        questions.add(() -> vtep.holdPortsAtMost(millis));
        wake();
    }

    /// All that is wanted was [taken][#take]: what is left of an earlier life beyond that goes.
    public void clean() {
        questions.add(() -> tenure.clean(millis.getAsLong()));
        wake();
    }

    /// Has all that this program has made taken away, and then the thread come to its end.
    ///
    /// @param atMostMillis that this may take
    public void leave(long atMostMillis) {
        questions.add(() -> tenure.leave(millis.getAsLong(), atMostMillis));
        wake();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets the thread come to its end. What the kernel holds, it holds.
    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        tenure.close();
        kernel.close();
    }

    private void wake() {
        kernel.wake();
        LockSupport.unpark(thread);
    }

    // What it does.

    private void run() {
        try {
            boolean more = true;
            while (!stopping && !tenure.isOver(millis.getAsLong())) {
                more = turn(more);
            }
        } catch (IOException | RuntimeException | Error fault) {
            failed.accept(fault);
        }
    }

    /// @return whether there is more to be done at once
    private boolean turn(boolean isBusy) throws IOException {
        listen(isBusy);
        long now = millis.getAsLong();
        boolean isQuiet = told == 0;
        if (isQuiet && isLost) {
            resync();
        } else if (isQuiet) {
            dispelDoubt(now);
            isUnconfirmed = false;
            vtep.quiet();
        }
        answerQuestions();
        takeChanges(now);
        vtep.settle(now);
        tell();
        boolean more = false;
        // What is not known cannot be compared.
        if (!isLost && !vtep.tenants().areDoubtful()) {
            tenure.turn(now);
            more = request(now);
            tenure.asked();
            more |= audit(now, isQuiet);
            // What is given up may have something to say of what is in its place.
            tell();
        } else {
            audit.abandon(now);
        }
        boolean isInDoubt = vtep.tenants().areDoubtful() && now >= doubtfulUntilMillis;
        return more || !isQuiet || isUnconfirmed || isInDoubt || handed.get() != null;
    }

    /// Asks for the routes, if they may be others than is known. What was told before is heard.
    private void dispelDoubt(long now) throws IOException {
        if (!vtep.tenants().areDoubtful() || now < doubtfulUntilMillis) {
            return;
        }
        audit.abandon(now);
        vtep.tenants().setDoubtful(false);
        if (!dump(Kernel.Table.IPV4_ROUTES) || !dump(Kernel.Table.IPV6_ROUTES)) {
            vtep.tenants().setDoubtful(true);
            doubtfulUntilMillis = now + PAUSE_MILLIS;
        }
    }

    private void listen(boolean isBusy) throws IOException {
        told = 0;
        if (onTheirWay.get() >= BATCHES_ON_THEIR_WAY && vtep.factsWaiting() > MOST_FACTS) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            // What the kernel has to say meanwhile is not known.
            told = 1;
            return;
        }
        var heard = kernel.listen(this::count, isBusy ? 0 : patience());
        if (heard == Kernel.Heard.OVERRUN && !isLost) {
            isLost = true;
            LogEvent.warn(LOG, "kernel.overrun").write();
        }
    }

    private void count(KernelEvent event) {
        told++;
        vtep.take(event);
    }

    private long patience() {
        if (isLost) {
            return PAUSE_MILLIS;
        }
        long deadline = Math.min(vtep.nextDeadlineMillis(), tenure.nextDeadlineMillis());
        deadline = Math.min(deadline, audit.nextDeadlineMillis());
        deadline =
                vtep.tenants().areDoubtful() ? Math.min(deadline, doubtfulUntilMillis) : deadline;
        return deadline == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(0, deadline - millis.getAsLong());
    }

    /// Asks for all that there is. What is known already stays as it is.
    private void resync() throws IOException {
        for (var table : Kernel.Table.values()) {
            if (!dump(table)) {
                return;
            }
        }
        isLost = false;
        vtep.resynced();
        if (vtep.view().resyncs() > 1) {
            LogEvent.info(LOG, "kernel.resync").with("times", vtep.view().resyncs() - 1).write();
        }
    }

    private boolean dump(Kernel.Table table) throws IOException {
        for (int i = 0; i < DUMPS; i++) {
            vtep.begin(table);
            if (kernel.dump(table, vtep::take)) {
                vtep.complete();
                return true;
            }
            vtep.abandon();
        }
        return false;
    }

    private void takeChanges(long now) {
        var changes = handed.get();
        if (changes != null) {
            if (!tenure.isEnding()) {
                changes.forEach(each -> vtep.take(each, now));
            }
            handed.set(null);
            if (isMissed.getAndSet(false)) {
                listener.ready();
            }
        }
    }

    /// Tells the instances as much as they may be told for now.
    private void tell() {
        while (onTheirWay.get() < BATCHES_ON_THEIR_WAY) {
            var facts = vtep.takeFacts(FACTS_AT_ONCE);
            if (facts.isEmpty()) {
                if (!hasTold && !isLost && !vtep.tenants().areDoubtful()) {
                    hasTold = true;
                    listener.told();
                }
                return;
            }
            onTheirWay.incrementAndGet();
            listener.facts(facts, this::arrived);
        }
    }

    private void arrived() {
        if (onTheirWay.getAndDecrement() == BATCHES_ON_THEIR_WAY) {
            wake();
        }
    }

    /// @return whether there is more to be asked for
    private boolean request(long now) throws IOException {
        var requests = vtep.requests(REQUESTS_AT_ONCE, now);
        tenure.ask(requests, now);
        if (requests.isEmpty()) {
            return false;
        }
        var answers = kernel.execute(requests.stream().map(Vtep.Request::request).toList());
        tenure.answered(requests, answers);
        for (int i = 0; i < requests.size(); i++) {
            var answer = answers.get(i);
            if (vtep.answered(requests.get(i), answer, now)) {
                tellRefused(requests.get(i), answer, now);
            }
        }
        isUnconfirmed = true;
        return true;
    }

    /// A kernel that takes nothing refuses as much as the instances want.
    private void tellRefused(Vtep.Request request, KernelAnswer answer, long now) {
        var event =
                LogEvent.warn(LOG, "kernel.refused")
                        .with("request", request.request())
                        .with("error", answer.text());
        if (refusals.allows(event, now)) {
            event.write();
        }
    }

    private boolean audit(long now, boolean isQuiet) throws IOException {
        long begun = System.nanoTime();
        boolean more = audit.step(now, isQuiet);
        audit.took(System.nanoTime() - begun);
        return more;
    }

    private void answerQuestions() {
        for (var each = questions.poll(); each != null; each = questions.poll()) {
            each.run();
        }
    }
}
