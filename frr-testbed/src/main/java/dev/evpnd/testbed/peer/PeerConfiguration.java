package dev.evpnd.testbed.peer;

import java.util.ArrayList;
import java.util.List;

/// What a peer is configured with, in words that all of them know.
///
/// @param as its AS number
/// @param routerId its router id, which is its cluster id too
/// @param listenAddresses where it listens
/// @param listenPort on which port
/// @param neighbors its neighbours
/// @param kernel whether it works on the kernel of its host: FRR with zebra, as a VTEP
/// @param kernelLines lines for the part of it that does so
/// @param extra lines of its own configuration language, added at the end
public record PeerConfiguration(
        long as,
        String routerId,
        List<String> listenAddresses,
        int listenPort,
        List<Neighbor> neighbors,
        boolean kernel,
        String kernelLines,
        String extra) {

    /// Copies the lists.
    public PeerConfiguration {
        if (listenAddresses.isEmpty()) {
            throw new IllegalArgumentException("a peer that listens nowhere");
        }
        listenAddresses = List.copyOf(listenAddresses);
        neighbors = List.copyOf(neighbors);
    }

    /// A peer that listens on its router id, port 179.
    ///
    /// @param as its AS number
    /// @param routerId its router id
    /// @param neighbors its neighbours
    /// @return the configuration
    public static PeerConfiguration of(long as, String routerId, Neighbor... neighbors) {
        return new PeerConfiguration(
                as, routerId, List.of(routerId), 179, List.of(neighbors), false, "", "");
    }

    /// The same, listening elsewhere.
    ///
    /// @param port the port
    /// @param addresses the addresses
    /// @return the configuration
    public PeerConfiguration listen(int port, String... addresses) {
        return new PeerConfiguration(
                as, routerId, List.of(addresses), port, neighbors, kernel, kernelLines, extra);
    }

    /// The same, with another neighbour.
    ///
    /// @param neighbor the neighbour
    /// @return the configuration
    public PeerConfiguration neighbor(Neighbor neighbor) {
        var all = new ArrayList<>(neighbors);
        all.add(neighbor);
        return new PeerConfiguration(
                as, routerId, listenAddresses, listenPort, all, kernel, kernelLines, extra);
    }

    /// The same, at work on the kernel.
    ///
    /// @return the configuration
    public PeerConfiguration onKernel() {
        return new PeerConfiguration(
                as, routerId, listenAddresses, listenPort, neighbors, true, kernelLines, extra);
    }

    /// The same, at work on the kernel with lines of configuration for that.
    ///
    /// @param lines of zebra
    /// @return the configuration
    public PeerConfiguration onKernel(String lines) {
        return new PeerConfiguration(
                as, routerId, listenAddresses, listenPort, neighbors, true, lines, extra);
    }

    /// The same, with lines of the peer's own configuration language.
    ///
    /// @param lines the lines
    /// @return the configuration
    public PeerConfiguration extra(String lines) {
        return new PeerConfiguration(
                as,
                routerId,
                listenAddresses,
                listenPort,
                neighbors,
                kernel,
                kernelLines,
                extra + lines + "\n");
    }

    /// The peer's own end of the session with a neighbour.
    String localAddress(Neighbor neighbor) {
        if (neighbor.localAddress() != null) {
            return neighbor.localAddress();
        }
        boolean ipv6 = neighbor.address().contains(":");
        return listenAddresses.stream()
                .filter(it -> it.contains(":") == ipv6)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no listening address for " + neighbor.address()));
    }

    boolean isExternal(Neighbor neighbor) {
        return neighbor.as() != as;
    }
}
