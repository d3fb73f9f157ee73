package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PeerExchange;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpPrefix;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// All that there is to say of a peer.
///
/// @param identifier of this speaker
/// @param exchange how far both have come with telling each other, if either has anything of it
/// @param told by family, how many routes the peer holds of what it was told, or will when it has
///   caught up
/// @param range by which it came, if it was not configured by its address
/// @param endMillisAgo when the last session or attempt at one ended, if any has
/// @param connectMillis until it is connected to again, if that is waited for
/// @param startMillis until anything is tried again, if that is waited for
public record PeerDetail(
        BgpIdentifier identifier,
        PeerView view,
        Optional<PeerExchange> exchange,
        Map<RouteFamily, Long> told,
        Optional<IpPrefix> range,
        OptionalLong endMillisAgo,
        OptionalLong connectMillis,
        OptionalLong startMillis) {

    public PeerDetail {
        told = Map.copyOf(told);
    }

    /// What of a family's routes passes.
    public PeerSummary summary(RouteFamily family) {
        return new PeerSummary(view, family, told.getOrDefault(family, 0L));
    }

    /// How far both have come with a family.
    public Optional<PeerExchange.OfFamily> exchange(RouteFamily family) {
        return exchange.flatMap(each -> Optional.ofNullable(each.families().get(family)));
    }
}
