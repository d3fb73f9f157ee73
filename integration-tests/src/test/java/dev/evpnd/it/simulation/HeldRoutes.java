package dev.evpnd.it.simulation;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.octets.Octets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one end of a session has to hold by all that it was sent: a second reader of every octet,
/// which knows announcing and withdrawing and nothing else.
final class HeldRoutes {
    private final Negotiated negotiated;
    private final Node holder;
    private final Map<Key, Held> held = new LinkedHashMap<>();

    /// @param holder that is not to take what has been there before, should it come back
    HeldRoutes(Negotiated negotiated, Node holder) {
        this.negotiated = negotiated;
        this.holder = holder;
    }

    private record Key(int pathId, Octets route) {}

    /// @param communities that say the sequence number, route targets and so on
    /// @param stale whether it stands for want of another (RFC 9494)
    record Held(
            EvpnRoute route,
            Optional<IpAddress> nextHop,
            Optional<ExtendedCommunities> communities,
            boolean stale) {}

    void apply(byte[] octets, int at, int length) {
        var decoded = BgpMessage.decode(octets, at, length, negotiated);
        if (!decoded.faults().isEmpty()) {
            throw new AssertionError("sent with faults: " + decoded.faults());
        }
        if (decoded.orElseThrow() instanceof Update update) {
            apply(update);
        }
    }

    private void apply(Update update) {
        update.mpUnreach()
                .ifPresent(
                        unreach -> {
                            if (unreach.nlri() instanceof EvpnNlri(var routes)) {
                                routes.forEach(
                                        nlri ->
                                                held.remove(
                                                        new Key(
                                                                nlri.pathId(),
                                                                nlri.route().key())));
                            }
                        });
        update.mpReach()
                .ifPresent(
                        reach -> {
                            if (reach.nlri() instanceof EvpnNlri(var routes)) {
                                boolean here = hasBeenHere(update);
                                boolean stale = isStale(update);
                                var nextHop = reach.nextHop().address();
                                var communities =
                                        update.pathAttributes().find(ExtendedCommunities.class);
                                for (var nlri : routes) {
                                    var key = new Key(nlri.pathId(), nlri.route().key());
                                    if (here) {
                                        held.remove(key);
                                    } else {
                                        held.put(
                                                key,
                                                new Held(
                                                        nlri.route(), nextHop, communities, stale));
                                    }
                                }
                            }
                        });
    }

    private boolean hasBeenHere(Update update) {
        var attributes = update.pathAttributes();
        return attributes
                        .find(OriginatorId.class)
                        .filter(originator -> originator.originator().equals(holder.identifier))
                        .isPresent()
                || attributes
                        .find(ClusterList.class)
                        .filter(list -> list.contains(holder.clusterId))
                        .isPresent()
                || attributes
                        .find(AsPath.class)
                        .filter(path -> path.contains(holder.asn))
                        .isPresent();
    }

    private static boolean isStale(Update update) {
        return update.pathAttributes()
                .find(Communities.class)
                .filter(communities -> communities.contains(Community.LLGR_STALE))
                .isPresent();
    }

    List<Held> all() {
        return List.copyOf(held.values());
    }
}
