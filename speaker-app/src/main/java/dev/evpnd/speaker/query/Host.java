package dev.evpnd.speaker.query;

import dev.evpnd.rib.RibSettings;

import java.net.InetSocketAddress;
import java.util.List;

/// What only the daemon itself can say or do.
public interface Host {

    /// What the speaker is.
    RibSettings settings();

    /// Where it listens.
    List<InetSocketAddress> listening();

    /// How many peers may come by listen ranges.
    int dynamicLimit();

    /// Reads the configuration again, and goes by it.
    ///
    /// @return why it does not, a line for each fault; nothing when it does
    List<String> reload();
}
