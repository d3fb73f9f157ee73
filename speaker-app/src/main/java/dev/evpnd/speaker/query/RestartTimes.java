package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PeerExchange;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// For how long peers whose sessions have ended are still waited for, so that their stale EVPN
/// routes are kept. Each is asked for once, when the first of its routes is looked at.
public final class RestartTimes {
    private final Function<IpAddress, Optional<PeerExchange>> exchange;
    private final Map<IpAddress, OptionalLong> millis = new HashMap<>();

    RestartTimes(Function<IpAddress, Optional<PeerExchange>> exchange) {
        this.exchange = exchange;
    }

    /// The seconds that are left; nothing of a peer that is not waited for.
    public OptionalLong seconds(Peer peer) {
        var left = millis.computeIfAbsent(peer.address(), this::ask);
        return left.isEmpty()
                ? left
                : OptionalLong.of(TimeUnit.MILLISECONDS.toSeconds(left.getAsLong()));
    }

    private OptionalLong ask(IpAddress peer) {
        return exchange.apply(peer)
                .map(it -> it.families().get(RouteFamily.EVPN))
                .map(it -> it.in().restartMillis())
                .orElse(OptionalLong.empty());
    }
}
