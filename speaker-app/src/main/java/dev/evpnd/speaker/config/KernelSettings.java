package dev.evpnd.speaker.config;

import java.util.Optional;

/// Which kernel a VTEP is on.
///
/// @param networkNamespace by its name or path; the daemon's own where it is none
/// @param receiveBuffer octets of what the kernel tells that may wait
/// @param staleSeconds after which what an earlier life has left goes, though not all peers have
///   told all
/// @param atStop what becomes of the entries when the daemon is told to stop
/// @param auditSeconds between one look at all that the kernel holds and the next, 0 for none
public record KernelSettings(
        Optional<String> networkNamespace,
        int receiveBuffer,
        int staleSeconds,
        AtStop atStop,
        int auditSeconds) {

    public enum AtStop {
        KEEP,
        REMOVE
    }
}
