package dev.evpnd.testbed.bench;

import java.util.Random;

/// Random changes of random routes of random senders, so many a second: what is there is withdrawn
/// or gets another sequence number, what is not is announced again.
final class Flapping {
    /// Of so many changes to what is there one is a withdrawal.
    private static final int WITHDRAWN = 3;

    /// One turn sends no more of what is overdue, so that clients are read meanwhile.
    private static final int MOST_AT_ONCE = 256;

    private final Run run;
    private final Truth truth;
    private final Announcer announcer;
    private final double nanosEach;
    private final int firstIndex;
    private final Random random;
    private long sent;

    /// @param rate of all senders together in a second
    /// @param firstIndex of each sender's routes; those before are let alone
    Flapping(Run run, Truth truth, Announcer announcer, int rate, int firstIndex, long seed) {
        this.run = run;
        this.truth = truth;
        this.announcer = announcer;
        this.nanosEach = 1e9 / rate;
        this.firstIndex = firstIndex;
        this.random = new Random(seed);
    }

    /// Sends what is due so long after the beginning.
    void turn(long elapsedNanos) {
        for (int i = 0; i < MOST_AT_ONCE && sent * nanosEach <= elapsedNanos; i++) {
            sent++;
            flap();
        }
    }

    private void flap() {
        int sender = random.nextInt(run.senders());
        int index = random.nextInt(firstIndex, run.routes());
        int route = sender * run.routes() + index;
        if (truth.isThere(route) && random.nextInt(WITHDRAWN) == 0) {
            announcer.withdraw(sender, index);
        } else if (truth.canChange(route)) {
            announcer.change(sender, index);
        }
    }

    long sent() {
        return sent;
    }
}
