package dev.evpnd.speaker.query;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.kernel.KernelThread;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// What only the daemon itself can say or do.
public interface Host {

    /// What the speaker is.
    RibSettings settings();

    /// Where it listens.
    List<InetSocketAddress> listening();

    /// How many peers may come by listen ranges.
    int dynamicLimit();

    /// Who talks to the kernel, if anybody does.
    Optional<KernelThread> kernel();

    /// The IP-VRFs that cannot be there, by what the kernel has.
    default List<AbsentTenant> absentTenants() {
        return List.of();
    }

    /// The configuration that holds, as it may be shown; nothing where nobody has written it.
    Optional<ShownConfiguration> configuration();

    /// Reads the configuration again, and goes by it.
    ///
    /// @return why it does not, a line for each fault; nothing when it does
    List<String> reload();
}
