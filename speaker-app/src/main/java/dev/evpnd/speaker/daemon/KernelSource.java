package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.config.KernelSettings;
import dev.evpnd.speaker.netlink.Kernel;

import java.io.IOException;

/// Where a VTEP has its kernel from.
@FunctionalInterface
public interface KernelSource {
    /// @throws IOException if it cannot be read, with the reason
    Kernel open(KernelSettings settings) throws IOException;
}
