package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A route reflector as RFC 4456 describes it: it looks at everything again whenever it is asked.
final class NaiveReflector {
    private final BgpIdentifier identifier;
    private final boolean clientToClient;
    private final Map<Peer, Map<Octets, NaivePath>> announced = new LinkedHashMap<>();

    NaiveReflector(BgpIdentifier identifier, boolean clientToClient) {
        this.identifier = identifier;
        this.clientToClient = clientToClient;
    }

    void up(Peer peer) {
        announced.put(peer, new LinkedHashMap<>());
    }

    void down(Peer peer) {
        announced.remove(peer);
    }

    /// A route that has been here before is not taken, and what it replaces is gone.
    void announce(NaivePath path) {
        var attributes = path.attributes();
        boolean ours =
                attributes
                                .find(OriginatorId.class)
                                .filter(id -> id.originator().equals(identifier))
                                .isPresent()
                        || attributes
                                .find(ClusterList.class)
                                .filter(list -> list.contains(identifier))
                                .isPresent();
        var table = table(path.peer());
        if (ours) {
            table.remove(path.route().key());
        } else {
            table.put(path.route().key(), path);
        }
    }

    void withdraw(Peer peer, EvpnRoute route) {
        table(peer).remove(route.key());
    }

    private Map<Octets, NaivePath> table(Peer peer) {
        var table = announced.get(peer);
        if (table == null) {
            throw new IllegalArgumentException("no session with " + peer);
        }
        return table;
    }

    /// What a peer has to hold of us when all is quiet, by route key.
    Map<Octets, Received> advertisedTo(Peer peer) {
        Map<Octets, List<NaivePath>> paths = new LinkedHashMap<>();
        announced
                .values()
                .forEach(
                        table ->
                                table.forEach(
                                        (key, path) ->
                                                paths.computeIfAbsent(key, k -> new ArrayList<>())
                                                        .add(path)));
        Map<Octets, Received> advertised = new LinkedHashMap<>();
        paths.forEach(
                (key, candidates) -> {
                    var best = NaiveDecision.best(candidates);
                    if (!best.peer().equals(peer) && passes(best.peer().kind(), peer.kind())) {
                        advertised.put(key, reflected(best));
                    }
                });
        return advertised;
    }

    private boolean passes(PeerKind from, PeerKind to) {
        boolean fromClient = from == PeerKind.CLIENT;
        boolean toClient = to == PeerKind.CLIENT;
        return fromClient && toClient ? clientToClient : fromClient || toClient;
    }

    private Received reflected(NaivePath path) {
        var attributes = path.attributes().forPropagation();
        var originator =
                attributes
                        .find(OriginatorId.class)
                        .orElse(new OriginatorId(path.peer().identifier()));
        var clusters =
                attributes
                        .find(ClusterList.class)
                        .map(list -> list.prepend(identifier))
                        .orElseGet(() -> ClusterList.of(identifier));
        return new Received(
                path.route(), path.nextHop(), attributes.with(originator).with(clusters));
    }
}
