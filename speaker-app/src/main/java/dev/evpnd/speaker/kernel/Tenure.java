package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/// A life of this program on a kernel: what an earlier one has left is taken over or goes, what
/// this one makes is written down, and at its end all of that stays or goes.
///
/// It belongs to whoever drives the [Vtep].
public final class Tenure implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.kernel");

    private static final long NEVER = Long.MAX_VALUE;

    private final Journal journal;
    private final Vtep vtep;
    private final Bookkeeping books;
    private long cleanAtMillis;
    private long overAtMillis = NEVER;
    private boolean hasBegun;
    private boolean isCleaning;
    private volatile boolean hasCleaned;
    private boolean isLeaving;
    private int made;

    /// @param journal what an earlier life has made; what this one makes is written there
    /// @param cleanAtMillis when what is not wanted by then goes, though not all may be known
    public Tenure(Journal journal, long cleanAtMillis) {
        this.journal = journal;
        this.cleanAtMillis = cleanAtMillis;
        vtep = new Vtep(journal.entries());
        books = new Bookkeeping(journal);
    }

    Vtep vtep() {
        return vtep;
    }

    /// All that is wanted is known.
    void clean(long nowMillis) {
        if (!hasBegun && !isEnding()) {
            cleanAtMillis = nowMillis;
        }
    }

    /// Nothing is wanted any more, and all that this program has made is to go.
    ///
    /// @param atMostMillis that this may take
    void leave(long nowMillis, long atMostMillis) {
        if (!isEnding()) {
            overAtMillis = nowMillis + atMostMillis;
            cleanAtMillis = NEVER;
        }
    }

    /// Whether what an earlier life had left, and nobody wants, was taken away; on any thread.
    boolean hasCleaned() {
        return hasCleaned;
    }

    boolean isEnding() {
        return overAtMillis != NEVER;
    }

    /// Whether it has ended: nothing is left, or its time is over.
    boolean isOver(long nowMillis) {
        return isEnding() && (isLeaving && vtep.isEmpty() || nowMillis >= overAtMillis);
    }

    long nextDeadlineMillis() {
        return Math.min(cleanAtMillis, overAtMillis);
    }

    /// Everything that the kernel holds is known.
    void turn(long nowMillis) {
        if (isEnding() && !isLeaving) {
            isLeaving = true;
            made = journal.entries().size();
            vtep.leave(journal.entries());
        }
        if (nowMillis >= cleanAtMillis) {
            cleanAtMillis = NEVER;
            hasBegun = true;
            isCleaning = true;
            vtep.clean();
        }
    }

    /// What there was to be asked of the kernel by now, it was asked.
    void asked() {
        if (isCleaning && vtep.isCleaned()) {
            isCleaning = false;
            tell();
            hasCleaned = true;
        }
    }

    private void tell() {
        LogEvent.info(LOG, "kernel.cleaned")
                .with("removed", vtep.view().cleaned().removed())
                .with("failed", vtep.view().cleaned().failed())
                .write();
    }

    /// The kernel is about to be asked.
    void ask(List<Vtep.Request> requests, long nowMillis) {
        books.settle(vtep);
        books.ask(requests, nowMillis);
    }

    void answered(List<Vtep.Request> requests, List<KernelAnswer> answers) {
        books.answered(requests, answers);
    }

    /// What an operator is told of the journal: why there is none, or nothing.
    String fault() {
        return journal.fault();
    }

    /// What of the entries that an earlier life has made the kernel does not have any more, and
    /// what it has.
    public record Cleaned(long removed, long failed) {
        public static final Cleaned NOTHING = new Cleaned(0, 0);
    }

    /// What became of what an earlier life had left; behind the end of whoever drives it.
    public Cleaned cleaned() {
        return vtep.view().cleaned();
    }

    @Override
    public void close() {
        if (isLeaving) {
            books.settle(vtep);
            isLeaving = false;
            LogEvent.info(LOG, "kernel.left")
                    .with("removed", made - journal.entries().size())
                    .with("left", journal.entries().size())
                    .write();
        }
        journal.close();
    }
}
