package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/// What is so now of each route: whether its sender announces it, and as what.
///
/// What a route was changed to is numbered: 0 is what the workload says, each change is one more.
/// While things change, a client may be told of an earlier number; in the end it has to be the
/// last.
final class Truth {
    /// A route that was changed so often is not changed any more.
    static final int MOST_CHANGES = (1 << 15) - 1;

    /// In the state of a route, beside the number of its last change: that it is there.
    static final int THERE = 1 << 15;

    private final Workload workload;
    private final char[] states;

    Truth(Workload workload) {
        this(workload, THERE);
    }

    private Truth(Workload workload, int each) {
        this.workload = workload;
        states = new char[workload.run().allRoutes()];
        Arrays.fill(states, (char) each);
    }

    /// For one who does not know it: any change may have been.
    static Truth unknown(Workload workload) {
        return new Truth(workload, THERE | MOST_CHANGES);
    }

    boolean isThere(int route) {
        return (states[route] & THERE) != 0;
    }

    boolean canChange(int route) {
        return changes(route) < MOST_CHANGES;
    }

    private int changes(int route) {
        return states[route] & MOST_CHANGES;
    }

    /// A route is announced as something new.
    ///
    /// @return the number of the change
    int change(int route) {
        states[route] = (char) (THERE | changes(route) + 1);
        return changes(route);
    }

    void withdraw(int route) {
        states[route] = (char) changes(route);
    }

    /// The number of the change that gave a route this sequence number, or -1 if it never had it.
    int changeOf(int route, int index, int sequence) {
        if (sequence == workload.sequence(index)) {
            return 0;
        }
        int change = sequence - Workload.FIRST_FLAP;
        return change >= 1 && change <= changes(route) ? change : -1;
    }

    /// Whether who holds a route in this state holds what is so.
    boolean is(int route, int state) {
        return isThere(route) ? state == states[route] : (state & THERE) == 0;
    }

    /// Writes it whole before it has its name.
    void write(Path file) throws IOException {
        var octets = ByteBuffer.allocate(2 * states.length);
        octets.asCharBuffer().put(states);
        var beginning = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beginning, octets.array());
        Files.move(beginning, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Truth read(Workload workload, Path file) throws IOException {
        var truth = new Truth(workload);
        ByteBuffer.wrap(Files.readAllBytes(file)).asCharBuffer().get(truth.states);
        return truth;
    }
}
