package dev.evpnd.rib.instance;

import java.util.List;

/// The ways to one prefix.
///
/// @param tunnels each once, the best first
/// @param hosts each once, in their order
record Ways(List<Tunnel> tunnels, List<Intent.HostHop> hosts) {
    static final Ways NONE = new Ways(List.of(), List.of());

    static Ways of(Tunnel tunnel) {
        return new Ways(List.of(tunnel), List.of());
    }
}
