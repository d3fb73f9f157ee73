package dev.evpnd.speaker.netlink;

import java.util.Map;

/// What has gone over the sockets of a [LinuxKernel] so far.
///
/// @param events that were told, by the table that they are of
/// @param others messages that are about nothing that is asked for
/// @param faults messages and datagrams that were not as they have to be
/// @param lastFault what was wrong with the last of them, or empty
/// @param strangers datagrams that somebody else than the kernel has sent, which nobody reads
/// @param overruns how often notifications were lost
/// @param requests changes that were asked for
/// @param lostAnswers changes of which the kernel's answer was lost
/// @param failures changes that the kernel did not make, by the number of the error
public record KernelCounters(
        Map<Kernel.Table, Long> events,
        long others,
        long faults,
        String lastFault,
        long strangers,
        long overruns,
        long requests,
        long lostAnswers,
        Map<Integer, Long> failures) {
    public KernelCounters {
        events = Map.copyOf(events);
        failures = Map.copyOf(failures);
    }
}
