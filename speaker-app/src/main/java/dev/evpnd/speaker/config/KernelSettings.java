package dev.evpnd.speaker.config;

import java.util.Optional;

/// Which kernel a VTEP is on.
///
/// @param networkNamespace by its name or path; the daemon's own where it is none
/// @param receiveBuffer octets of what the kernel tells that may wait
public record KernelSettings(Optional<String> networkNamespace, int receiveBuffer) {}
