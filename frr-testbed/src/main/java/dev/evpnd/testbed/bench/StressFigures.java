package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What came out of a hardship.
///
/// @param millis how long it was played
/// @param changes how many changes were made meanwhile
/// @param refreshes how many times a client was told everything again
/// @param idleKiB what the reflector had in memory before, when all routes were there
/// @param residentKiB the most it was seen to have meanwhile
/// @param peakKiB the most it ever had, from its start on
/// @param reflectorCpuMillis how long the reflector was on a processor meanwhile
/// @param generatorCpuMillis how long the load generator was
/// @param probes how many changes were timed
/// @param missing how many of them, at each healthy client, have not arrived before the next one
/// @param p50Millis until a healthy client had a change; half of them less
/// @param p99Millis 99 of 100 less; null where too many are missing, and so for the others
/// @param mostMillis the longest
/// @param settledMillis until everybody had the right table, from the last change on; null for
///   never
/// @param mostTold how often the receiver that was told most was told of a route, from its session
///   on
/// @param leastTold the same of the one that was told least
/// @param lost how many sessions ended
/// @param faults how much was not as it has to be
/// @param firstFaults the first ones of these
record StressFigures(
        long millis,
        long changes,
        long refreshes,
        long idleKiB,
        long residentKiB,
        long peakKiB,
        long reflectorCpuMillis,
        long generatorCpuMillis,
        long probes,
        long missing,
        @Nullable Double p50Millis,
        @Nullable Double p99Millis,
        @Nullable Double mostMillis,
        @Nullable Double settledMillis,
        long mostTold,
        long leastTold,
        long lost,
        long faults,
        List<String> firstFaults) {

    /// Whether nobody was lost and everybody had exactly the right table.
    boolean isRight() {
        return settledMillis != null && lost == 0 && faults == 0;
    }
}
