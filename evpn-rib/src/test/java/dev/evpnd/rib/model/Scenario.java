package dev.evpnd.rib.model;

import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is played to the RIB and to the model: all that the outcome depends on.
///
/// @param seed that it was made of
/// @param firstSettling the number of settlings that the RIB has behind it at the beginning
/// @param shards in which EVPN routes are shared out
/// @param resolvesNextHops whether a path counts only if its next hop is known to be reachable
/// @param routes that the events are about
record Scenario(
        int seed,
        boolean clientToClient,
        long maxLogOctets,
        int firstSettling,
        int shards,
        boolean resolvesNextHops,
        List<EvpnRoute> routes,
        List<Event> events) {

    Scenario {
        routes = List.copyOf(routes);
        events = List.copyOf(events);
    }

    Scenario withEvents(List<Event> changed) {
        return new Scenario(
                seed,
                clientToClient,
                maxLogOctets,
                firstSettling,
                shards,
                resolvesNextHops,
                routes,
                changed);
    }

    /// Whether logs are so short that members keep falling behind.
    boolean hasShortLogs() {
        return maxLogOctets < 1 << 16;
    }

    /// The scenario, to be read by whoever has to find out why it failed.
    String text() {
        var head =
                "clientToClient=%s maxLogOctets=%d firstSettling=%d shards=%d resolvesNextHops=%s"
                        .formatted(
                                clientToClient,
                                maxLogOctets,
                                firstSettling,
                                shards,
                                resolvesNextHops);
        var routeLines =
                IntStream.range(0, routes.size())
                        .mapToObj(i -> "route " + i + ": " + routes.get(i));
        return head
                + "\n"
                + routeLines.collect(Collectors.joining("\n"))
                + "\n"
                + events.stream().map(Event::toString).collect(Collectors.joining("\n"));
    }
}
