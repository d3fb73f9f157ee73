package dev.evpnd.rib.model;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.model.NaiveDecision.Contender;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.GracefulRestart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whoever announces routes and may be told some, with a session or while it restarts.
final class NaiveNeighbor {
    private Peer peer;
    private PeerSettings settings;
    private boolean saidAllItWants;

    /// By route and path identifier, in the order in which they came.
    private final Map<PathKey, Contender> announced = new LinkedHashMap<>();

    /// What was announced before the last session ended, and not again.
    private final Set<PathKey> stale = new LinkedHashSet<>();

    /// Until when what is stale is kept, and for how long if the peer comes back before that.
    private final Map<AddressFamily, Wait> waits = new LinkedHashMap<>();

    private record PathKey(NaiveRoute.Key route, int pathId) {
        boolean isOf(AddressFamily family) {
            return route.family().equals(family);
        }
    }

    private record Wait(long until, long untilIfBack) {}

    NaiveNeighbor(Peer peer, PeerSettings settings) {
        this.peer = peer;
        this.settings = settings;
    }

    Peer peer() {
        return peer;
    }

    PeerSettings settings() {
        return settings;
    }

    boolean has(AddressFamily family) {
        return peer.negotiated().families().contains(family);
    }

    /// Whether it may be told of EVPN routes: it has no Route Target constraint, or has said all
    /// that it wants (RFC 4684 section 6).
    boolean hasSaidWhatItWants() {
        return saidAllItWants || !has(AddressFamily.RT_CONSTRAINT);
    }

    // What it says.

    private NaiveImport imports() {
        return new NaiveImport(peer, settings.imports());
    }

    /// What is not kept any longer is gone, and what was not kept does not come by itself.
    void configure(PeerSettings changed) {
        settings = changed;
        remove(paths().filter(key -> !imports().isKept(said(key).path())).toList());
    }

    /// A route that is not kept leaves nothing of what it replaces.
    void announce(int pathId, NaivePath said, int arrival) {
        var path = NaiveImport.heard(said);
        var key = new PathKey(path.route().key(), pathId);
        var before = announced.get(key);
        if (!imports().isKept(path)) {
            remove(List.of(key));
            return;
        }
        stale.remove(key);
        if (before == null || !before.path().equals(path)) {
            announced.put(key, new Contender(path, pathId, arrival, 0, Optional.empty()));
        }
    }

    void withdraw(int pathId, NaiveRoute route) {
        remove(List.of(new PathKey(route.key(), pathId)));
    }

    private Stream<PathKey> paths() {
        return List.copyOf(announced.keySet()).stream();
    }

    private Contender said(PathKey key) {
        return Optional.ofNullable(announced.get(key)).orElseThrow();
    }

    private void remove(List<PathKey> keys) {
        announced.keySet().removeAll(keys);
        stale.removeAll(keys);
    }

    /// All that it announced and that is kept, as it said it.
    List<Contender> announced() {
        return List.copyOf(announced.values());
    }

    /// What of it may be chosen, as what it counts.
    List<Contender> counted() {
        var counted = new ArrayList<Contender>();
        for (var said : announced.values()) {
            imports()
                    .counted(said.path())
                    .ifPresent(
                            path ->
                                    counted.add(
                                            new Contender(
                                                    path,
                                                    said.pathId(),
                                                    said.arrival(),
                                                    said.weight(),
                                                    said.igpMetric())));
        }
        return counted;
    }

    // Its sessions: RFC 4724 section 4.2.

    /// What was stale already is not kept over a second end.
    void end(SessionEnd how, long now) {
        saidAllItWants = false;
        for (var family : List.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT)) {
            sweep(family);
            stale.addAll(paths().filter(key -> key.isOf(family)).toList());
            if (isWaitedFor(how, family)) {
                long longest = now + 1000L * settings.imports().stale().staleSeconds();
                long restart = now + 1000L * restart().orElseThrow().restartSeconds();
                waits.put(family, new Wait(Math.min(restart, longest), longest));
            } else {
                sweep(family);
            }
        }
    }

    private Optional<GracefulRestart> restart() {
        return peer.negotiated().gracefulRestart();
    }

    private Optional<GracefulRestart.Entry> restart(AddressFamily family) {
        return restart().stream()
                .flatMap(capability -> capability.entries().stream())
                .filter(entry -> has(family) && entry.family().equals(family))
                .findFirst();
    }

    private boolean isWaitedFor(SessionEnd how, AddressFamily family) {
        var stale = settings.imports().stale();
        boolean graceful =
                switch (how) {
                    case CONNECTION_LOST -> true;
                    // RFC 8538
                    case NOTIFICATION ->
                            stale.notifications()
                                    && restart()
                                            .filter(GracefulRestart::survivesNotification)
                                            .isPresent();
                    case FINAL -> false;
                };
        return graceful && stale.helper() && restart(family).isPresent();
    }

    private void sweep(AddressFamily family) {
        remove(stale.stream().filter(key -> key.isOf(family)).toList());
        waits.remove(family);
    }

    /// Whether somebody who comes is this one again.
    boolean isWho(Peer comer) {
        return comer.address().equals(peer.address())
                && comer.identifier().equals(peer.identifier())
                && comer.asn().equals(peer.asn())
                && comer.kind() == peer.kind();
    }

    /// The peer is back. What it does not say it has kept is not waited for.
    void resume(Peer returned, PeerSettings changed) {
        peer = returned;
        announced.replaceAll(
                (key, said) -> {
                    var path = said.path();
                    return new Contender(
                            new NaivePath(
                                    returned, path.route(), path.nextHop(), path.attributes()),
                            said.pathId(),
                            said.arrival(),
                            said.weight(),
                            said.igpMetric());
                });
        configure(changed);
        for (var family : List.copyOf(waits.keySet())) {
            if (restart(family).filter(GracefulRestart.Entry::forwardingPreserved).isPresent()) {
                waits.computeIfPresent(
                        family, (of, wait) -> new Wait(wait.untilIfBack(), wait.untilIfBack()));
            } else {
                sweep(family);
            }
        }
    }

    void endOfRib(AddressFamily family) {
        saidAllItWants |= family.equals(AddressFamily.RT_CONSTRAINT);
        sweep(family);
    }

    void tick(long now) {
        for (var wait : Map.copyOf(waits).entrySet()) {
            if (now >= wait.getValue().until()) {
                sweep(wait.getKey());
            }
        }
    }
}
