package dev.evpnd.testbed.bench;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A receiver that can be held still, for it is a process of its own.
///
/// It says `whole` when it has been told all routes. It does not know how they change, until the
/// truth is left in a file: then it reads on until it holds that, and prints what was wrong
/// ([Verdict]) as a line of JSON.
final class FrozenReceiver {

    /// What became of it.
    ///
    /// @param right whether it had exactly the right table in the end
    /// @param what what was wrong, or nothing
    /// @param told how often it was told of a route
    record Verdict(boolean right, String what, long told) {
        /// Where nobody was held still.
        static final Verdict NONE = new Verdict(true, "", 0);
    }

    private FrozenReceiver() {}

    /// @param arguments the run, the limit in seconds of all that is waited for, and the file of
    ///   the truth
    static void main(String[] arguments) throws IOException {
        var run = Run.parse(arguments[0]);
        var limit = Duration.ofSeconds(Long.parseLong(arguments[1]));
        var file = Path.of(arguments[2]);
        var verdict = receive(run, limit, file);
        System.out.println(new ObjectMapper().writeValueAsString(verdict));
    }

    private static Verdict receive(Run run, Duration limit, Path file) throws IOException {
        var workload = new Workload(run);
        var faults = new Faults();
        var checker = new UpdateChecker(workload, Truth.unknown(workload), true, faults);
        int index = run.clients();
        var table = new HeldChanges(index, run.allRoutes(), faults, (route, change) -> {});
        var crowd = new Crowd<>(client -> table, checker, faults, limit);
        crowd.awaitListening();
        if (!crowd.connect(index, 1) || !crowd.turnUntil(() -> table.count() == run.allRoutes())) {
            return new Verdict(false, "has not got everything " + faults.first(), table.told());
        }
        System.out.println("whole");
        if (!crowd.turnUntil(() -> Files.exists(file), Long.MAX_VALUE / 2)) {
            return new Verdict(false, "has lost its session " + faults.first(), table.told());
        }
        var truth = Truth.read(workload, file);
        crowd.turnUntil(() -> table.wrong(truth, run.routes()) == 0);
        int wrong = table.wrong(truth, run.routes());
        boolean right = wrong == 0 && crowd.lost() == 0 && faults.count() == 0;
        var what = right ? "" : wrong + " routes are wrong " + faults.first();
        return new Verdict(right, what, table.told());
    }
}
