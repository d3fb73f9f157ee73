package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// A comparison of what the kernel holds with what it has told, in the background: what went or
/// changed without a word is found by it. It goes in steps of a millisecond or less, between which
/// everything else goes on.
///
/// Forwarding entries are asked for one by one: to tell a whole table takes the kernel a time that
/// grows with the square of its length, in which it does nothing else. Neighbors and routes are
/// told as tables. What seems to be gone is looked for a second time before that is believed.
///
/// Of what is flooded the kernel would tell one remote. So it is asked to add each remote again:
/// only where it was gone does it tell of that.
public final class Audit {
    private static final int ENTRIES_OF_A_STEP = 64;
    private static final int MOST_TRIES = 3;

    /// If more is gone than that, the next one finds the rest.
    private static final int MOST_MISSING = 1 << 14;

    private enum Phase {
        WAITING,
        READING,
        /// All was told; what was said meanwhile may have to be heard.
        READ,
        LOOKING,
        /// What was asked to be added again may have to be told of.
        HEARING
    }

    private final Kernel kernel;
    private final AuditedTables tables;
    private final long intervalMillis;
    private long atMillis;
    private Phase phase = Phase.WAITING;

    /// What has still to be told.
    private final ArrayDeque<Kernel.Table> unread = new ArrayDeque<>();

    private Kernel.@Nullable Dump dump;
    private Iterator<KernelEvent> known = List.<KernelEvent>of().iterator();
    private List<KernelEvent> missing = new ArrayList<>();
    private long found;
    private long longestNanos;
    private boolean isSecond;
    private int tries;
    private long begunMillis;
    private Report report = Report.NONE;

    /// @param intervalMillis from the end of one to the beginning of the next, 0 if there is to be
    ///   none
    Audit(Kernel kernel, AuditedTables tables, long intervalMillis, long nowMillis) {
        this.kernel = kernel;
        this.tables = tables;
        this.intervalMillis = intervalMillis;
        atMillis = intervalMillis == 0 ? Long.MAX_VALUE : nowMillis + intervalMillis;
    }

    /// How many there were.
    ///
    /// @param count that came to their end
    /// @param abandoned because the tables changed too much on the way
    /// @param lastMillis how long the last one took
    /// @param longestNanos how long the longest step of the last one took, in which nothing else
    ///   was done
    /// @param missing entries that were gone without a word
    public record Report(
            long count, long abandoned, long lastMillis, long longestNanos, long missing) {
        public static final Report NONE = new Report(0, 0, 0, 0, 0);
    }

    Report report() {
        return report;
    }

    long nextDeadlineMillis() {
        return atMillis;
    }

    /// Something was lost: all is asked for anyway.
    void abandon(long nowMillis) {
        if (phase != Phase.WAITING) {
            end(nowMillis, false);
        }
    }

    /// Goes on a bit.
    ///
    /// @param isQuiet whether all that the kernel had to say was heard
    /// @return whether there is more to be done at once
    boolean step(long nowMillis, boolean isQuiet) throws IOException {
        if (isQuiet) {
            found += tables.heard(nowMillis);
        }
        switch (phase) {
            case WAITING -> {
                if (nowMillis >= atMillis) {
                    atMillis = Long.MAX_VALUE;
                    begunMillis = nowMillis;
                    longestNanos = 0;
                    tries = 0;
                    begin(false);
                }
            }
            case READING -> read(nowMillis);
            case READ -> {
                if (isQuiet) {
                    phase = Phase.LOOKING;
                    known = isSecond ? missing.iterator() : tables.known();
                    missing = new ArrayList<>();
                }
            }
            case LOOKING -> look();
            case HEARING -> {
                if (isQuiet) {
                    end(nowMillis, true);
                }
            }
        }
        return phase != Phase.WAITING;
    }

    /// How long a step took.
    void took(long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
    }

    private void begin(boolean second) {
        isSecond = second;
        dump = null;
        unread.clear();
        unread.addAll(tables.tables());
        tables.begin();
        phase = Phase.READING;
    }

    private void read(long nowMillis) throws IOException {
        var from = dump;
        if (from == null) {
            dump = kernel.open(unread.element());
        } else if (!from.next(tables::take)) {
            dump = null;
            if (from.isWhole()) {
                unread.remove();
                phase = unread.isEmpty() ? Phase.READ : Phase.READING;
            } else {
                tryAgain(nowMillis);
            }
        }
    }

    private void tryAgain(long nowMillis) {
        if (++tries < MOST_TRIES) {
            begin(isSecond);
        } else {
            end(nowMillis, false);
        }
    }

    private void look() throws IOException {
        var entries = new ArrayList<ForwardingEntry>();
        var flooded = new ArrayList<ForwardingEntry>();
        for (int i = 0; i < ENTRIES_OF_A_STEP && known.hasNext(); i++) {
            var gone = known.next();
            switch (gone) {
                case KernelEvent.ForwardingGone(var entry) when tables.isKnown(entry) ->
                        (FloodComparison.isFlooded(entry) ? flooded : entries).add(entry);
                case KernelEvent.NeighborGone(var entry) when tables.isMissing(entry) -> miss(gone);
                case KernelEvent.RouteGone(var route) when tables.isMissing(route) -> miss(gone);
                default -> {}
            }
        }
        var answers = kernel.find(entries, tables::take);
        for (int i = 0; i < entries.size(); i++) {
            if (answers.get(i).error() == KernelAnswer.NO_SUCH_ENTRY) {
                miss(new KernelEvent.ForwardingGone(entries.get(i)));
            }
        }
        kernel.execute(tables.again(flooded));
        if (known.hasNext()) {
            return;
        }
        if (isSecond || missing.isEmpty()) {
            missing.forEach(tables::gone);
            found += missing.size();
            phase = Phase.HEARING;
        } else {
            begin(true);
        }
    }

    private void miss(KernelEvent gone) {
        if (missing.size() < MOST_MISSING) {
            missing.add(gone);
        }
    }

    private void end(long nowMillis, boolean isComplete) {
        tables.end();
        report =
                new Report(
                        report.count + (isComplete ? 1 : 0),
                        report.abandoned + (isComplete ? 0 : 1),
                        nowMillis - begunMillis,
                        longestNanos,
                        report.missing + found);
        found = 0;
        phase = Phase.WAITING;
        dump = null;
        known = List.<KernelEvent>of().iterator();
        missing = new ArrayList<>();
        atMillis = nowMillis + intervalMillis;
    }
}
