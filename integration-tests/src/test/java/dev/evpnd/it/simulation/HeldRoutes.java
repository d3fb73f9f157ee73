package dev.evpnd.it.simulation;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.capability.Negotiated;
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
    private final BgpIdentifier holder;
    private final Map<Key, Held> held = new LinkedHashMap<>();

    /// @param holder whose own routes are not to be taken, should they come back
    HeldRoutes(Negotiated negotiated, BgpIdentifier holder) {
        this.negotiated = negotiated;
        this.holder = holder;
    }

    private record Key(int pathId, Octets route) {}

    /// @param communities that say the sequence number, route targets and so on
    record Held(
            EvpnRoute route,
            Optional<IpAddress> nextHop,
            Optional<ExtendedCommunities> communities) {}

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
                                boolean own = isOwn(update);
                                var nextHop = reach.nextHop().address();
                                var communities =
                                        update.pathAttributes().find(ExtendedCommunities.class);
                                for (var nlri : routes) {
                                    var key = new Key(nlri.pathId(), nlri.route().key());
                                    if (own) {
                                        held.remove(key);
                                    } else {
                                        held.put(key, new Held(nlri.route(), nextHop, communities));
                                    }
                                }
                            }
                        });
    }

    private boolean isOwn(Update update) {
        return update.pathAttributes()
                .find(OriginatorId.class)
                .filter(originator -> originator.originator().equals(holder))
                .isPresent();
    }

    List<Held> all() {
        return List.copyOf(held.values());
    }
}
