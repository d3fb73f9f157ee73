package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What came out of one run with one reflector. What was not reached is null.
///
/// @param listenMillis from the start of the process until it takes connections
/// @param sessionsMillis until all sessions are up
/// @param convergeMillis from the first octet sent until everybody has everything
/// @param reflectorCpuMillis how long the reflector was on a processor meanwhile
/// @param generatorCpuMillis how long the load generator was
/// @param idleKiB what the reflector has in memory before anything is sent
/// @param residentKiB and behind it
/// @param peakKiB the most it had until then
/// @param joinMillis until one more client has everything, from its connecting on
/// @param flapMedianMillis until the last client has a changed route; half of them take less
/// @param flap99Millis 99 of 100 take less
/// @param dropMillis until everybody has taken back what a client announced whose session ended
/// @param repeated how many routes somebody was told who held them already
/// @param returned how many routes were sent back to the client they came from
/// @param faults how much was not as it has to be
/// @param firstFaults the first ones of these
record Figures(
        @Nullable Double listenMillis,
        @Nullable Double sessionsMillis,
        @Nullable Double convergeMillis,
        @Nullable Long reflectorCpuMillis,
        @Nullable Long generatorCpuMillis,
        @Nullable Long idleKiB,
        @Nullable Long residentKiB,
        @Nullable Long peakKiB,
        @Nullable Double joinMillis,
        @Nullable Double flapMedianMillis,
        @Nullable Double flap99Millis,
        @Nullable Double dropMillis,
        long repeated,
        long returned,
        long faults,
        List<String> firstFaults) {

    /// Whether everything was reached and was as it has to be. What only copies takes nothing back.
    boolean isRight(boolean reflected) {
        return faults == 0 && (reflected ? dropMillis : flap99Millis) != null;
    }
}
