package dev.evpnd.testbed.peer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// A neighbour that a peer is configured with, for EVPN.
///
/// @param address its address
/// @param as its AS number
/// @param port its port
/// @param localAddress the peer's own end; nothing for its listening address of that family
/// @param password the key of TCP-MD5, if any
/// @param holdTimeSeconds the hold time to offer; a keepalive is sent each third of it
/// @param features what else is wanted
public record Neighbor(
        String address,
        long as,
        int port,
        @Nullable String localAddress,
        @Nullable String password,
        int holdTimeSeconds,
        Set<Feature> features) {

    /// What a session may have.
    public enum Feature {
        /// The neighbour is a client of this route reflector.
        REFLECTOR_CLIENT,
        /// What the neighbour, of another AS, is told has the next hop it came with.
        NEXT_HOP_UNCHANGED,
        /// The peer waits to be connected to.
        PASSIVE,
        /// Add-path both ways, and every path is sent.
        ADD_PATH,
        /// Graceful restart, in which the peer keeps its forwarding state.
        GRACEFUL_RESTART,
        /// IPv4 unicast besides EVPN.
        IPV4_UNICAST
    }

    /// Nine seconds, of which a keepalive goes out every three: FRR at times leaves its first
    /// routes where they are until the next keepalive takes them along, see docs/interop.md.
    private static final int HOLD_TIME = 9;

    /// Copies the features.
    public Neighbor {
        features = Set.copyOf(features);
    }

    /// A neighbour on port 179 with a short hold time and nothing out of the ordinary.
    ///
    /// @param address its address
    /// @param as its AS number
    /// @return the neighbour
    public static Neighbor of(String address, long as) {
        return new Neighbor(address, as, 179, null, null, HOLD_TIME, Set.of());
    }

    /// The same, on another port.
    ///
    /// @param other the port
    /// @return the neighbour
    public Neighbor port(int other) {
        return new Neighbor(address, as, other, localAddress, password, holdTimeSeconds, features);
    }

    /// The same, spoken to from another address.
    ///
    /// @param local the peer's own end
    /// @return the neighbour
    public Neighbor from(String local) {
        return new Neighbor(address, as, port, local, password, holdTimeSeconds, features);
    }

    /// The same, with TCP-MD5.
    ///
    /// @param key the key
    /// @return the neighbour
    public Neighbor password(String key) {
        return new Neighbor(address, as, port, localAddress, key, holdTimeSeconds, features);
    }

    /// The same, with another hold time.
    ///
    /// @param seconds the hold time
    /// @return the neighbour
    public Neighbor holdTime(int seconds) {
        return new Neighbor(address, as, port, localAddress, password, seconds, features);
    }

    /// The same, with more features.
    ///
    /// @param more what is wanted
    /// @return the neighbour
    public Neighbor with(Feature... more) {
        var all = EnumSet.noneOf(Feature.class);
        all.addAll(features);
        all.addAll(Arrays.asList(more));
        return new Neighbor(address, as, port, localAddress, password, holdTimeSeconds, all);
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    int keepaliveSeconds() {
        return Math.max(1, holdTimeSeconds / 3);
    }
}
