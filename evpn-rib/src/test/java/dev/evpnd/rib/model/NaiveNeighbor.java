package dev.evpnd.rib.model;

import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.model.NaiveDecision.Contender;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.community.Community;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Whoever announces routes and may be told some, with a session or while it restarts.
final class NaiveNeighbor {
    private static final List<AddressFamily> FAMILIES =
            List.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT);

    private final Supplier<NaiveTraits> speaker;
    private Peer peer;
    private PeerSettings settings;
    private boolean established;
    private boolean saidAllItWants;

    /// By route and path identifier, in the order in which they came.
    private final Map<PathKey, Contender> announced = new LinkedHashMap<>();

    private final Map<AddressFamily, NaiveRetention<PathKey>> retentions = new LinkedHashMap<>();

    private final Map<AddressFamily, NaiveLimit> limits = new LinkedHashMap<>();

    /// What is not kept of what was said since the peer began to tell all, or was asked to.
    private final Map<PathKey, Refused> refused = new LinkedHashMap<>();

    private record Refused(NaivePath path, boolean forWantOfRoom) {}

    private record PathKey(NaiveRoute.Key route, int pathId) {}

    /// @param speaker what it is by now
    NaiveNeighbor(Peer peer, PeerSettings settings, Supplier<NaiveTraits> speaker) {
        this.speaker = speaker;
        this.peer = peer;
        this.settings = settings;
        for (var family : FAMILIES) {
            retentions.put(family, new NaiveRetention<>(this::mayLiveLong));
            limits.put(family, new NaiveLimit(family));
        }
        limits.forEach((family, limit) -> limit.set(most(family)));
        begin();
    }

    private NaiveRetention<PathKey> retention(AddressFamily family) {
        return Optional.ofNullable(retentions.get(family)).orElseThrow();
    }

    private NaiveRetention<PathKey> retention(PathKey key) {
        return retention(key.route().family());
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
        return new NaiveImport(peer, settings.imports(), speaker.get());
    }

    private @Nullable PrefixLimit most(AddressFamily family) {
        return settings.imports().limits().get(family);
    }

    private NaiveLimit limit(AddressFamily family) {
        return Optional.ofNullable(limits.get(family)).orElseThrow();
    }

    /// What is not kept any longer is gone, and what was not kept does not come by itself.
    ///
    /// @return what has to be told of the peer, whose number this is
    List<Notice> configure(PeerSettings changed, int number) {
        var before = settings.imports();
        settings = changed;
        var notices = new ArrayList<Notice>();
        if (before.equals(changed.imports())) {
            return notices;
        }
        for (var family : peer.negotiated().families()) {
            limit(family).set(most(family));
            notices.addAll(limit(family).look(number, retention(family).live()));
            if (takesMore(before, family)) {
                notices.add(new Notice.RefreshWanted(number, family));
            }
        }
        refuseUnkept();
        return notices;
    }

    private void refuseUnkept() {
        for (var key : unkept()) {
            refused.put(key, new Refused(said(key).path(), false));
            remove(List.of(key));
        }
    }

    /// The speaker is another than before.
    ///
    /// @return the families of which something would be kept now that was refused
    List<AddressFamily> judgeAnew() {
        var families =
                peer.negotiated().families().stream()
                        .filter(family -> established)
                        .filter(family -> takesMore(settings.imports(), family))
                        .toList();
        refuseUnkept();
        return families;
    }

    /// Whether anything of what was refused would be kept now.
    private boolean takesMore(ImportSettings before, AddressFamily family) {
        boolean room =
                settings.imports().most(family) > before.most(family)
                        && limit(family).hasRoom(retention(family).live());
        return refused.values().stream()
                .filter(each -> each.path().route().key().family().equals(family))
                .filter(each -> imports().isKept(each.path()))
                .anyMatch(each -> !each.forWantOfRoom() || room);
    }

    private List<PathKey> unkept() {
        return paths().filter(key -> !imports().isKept(said(key).path())).toList();
    }

    /// The peer is about to tell all of a family, or was asked to.
    void tellsAllAgain(AddressFamily family) {
        refused.keySet().removeIf(key -> key.route().family().equals(family));
    }

    /// @return what has to be told of the peer, whose number this is
    List<Notice> lookAtLimits(int number) {
        return peer.negotiated().families().stream()
                .flatMap(family -> limit(family).look(number, retention(family).live()).stream())
                .toList();
    }

    /// A route that is not kept leaves nothing of what it replaces.
    void announce(int pathId, NaivePath said, int arrival) {
        var path = NaiveImport.heard(said);
        var key = new PathKey(path.route().key(), pathId);
        var before = announced.get(key);
        if (!imports().isKept(path)) {
            remove(List.of(key));
            refused.put(key, new Refused(path, false));
            return;
        }
        var family = path.route().key().family();
        if (before == null && !limit(family).hasRoom(retention(family).live())) {
            limit(family).refuse();
            refused.put(key, new Refused(path, true));
            return;
        }
        refused.remove(key);
        retention(key).announced(key);
        if (before == null || !before.path().equals(path)) {
            announced.put(key, new Contender(path, pathId, arrival, 0, Optional.empty()));
        }
    }

    void withdraw(int pathId, NaiveRoute route) {
        var key = new PathKey(route.key(), pathId);
        refused.remove(key);
        remove(List.of(key));
    }

    private Stream<PathKey> paths() {
        return List.copyOf(announced.keySet()).stream();
    }

    private Contender said(PathKey key) {
        return Optional.ofNullable(announced.get(key)).orElseThrow();
    }

    private void remove(Collection<PathKey> keys) {
        announced.keySet().removeAll(keys);
        keys.forEach(key -> retention(key).removed(key));
        if (announced.isEmpty() && !established) {
            // Whoever comes under this name begins anew.
            retentions.values().forEach(NaiveRetention::forgetTimes);
        }
    }

    /// RFC 9494 section 4.2
    private boolean mayLiveLong(PathKey key) {
        return !said(key).path().communities().contains(Community.NO_LLGR);
    }

    /// All that it announced and that is kept, as it said it.
    List<Contender> announced() {
        return List.copyOf(announced.values());
    }

    /// The same without what is long-lived stale.
    List<Contender> heard() {
        return announced.keySet().stream()
                .filter(key -> !retention(key).isLongLived(key))
                .map(this::said)
                .toList();
    }

    /// What of it may be chosen, as what it counts.
    List<Contender> counted() {
        var counted = new ArrayList<Contender>();
        for (var entry : announced.entrySet()) {
            var said = entry.getValue();
            boolean longLived = retention(entry.getKey()).isLongLived(entry.getKey());
            imports()
                    .counted(said.path())
                    .map(path -> longLived ? path.longLivedStale() : path)
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

    // Its sessions: RFC 4724 section 4.2, RFC 9494 section 4.2.

    private void begin() {
        established = true;
        refused.clear();
        limits.values().forEach(NaiveLimit::begin);
        retentions.values().forEach(each -> each.begin(restart().isPresent()));
    }

    /// What was stale already is not kept over a second end, unless it is long-lived.
    void end(SessionEnd how, long now) {
        saidAllItWants = false;
        established = false;
        long longest = 1000L * settings.imports().stale().staleSeconds();
        for (var family : FAMILIES) {
            var retention = retention(family);
            var seconds = secondsOfRestart(how, family);
            remove(
                    seconds.isEmpty()
                            ? retention.drop()
                            : retention.keep(
                                    now, 1000L * seconds.get(), longest, longerMillis(family)));
        }
        tick(now);
    }

    /// How long it may take to come back, if it is waited for. Of a family that is kept for long
    /// alone it takes no time.
    private Optional<Integer> secondsOfRestart(SessionEnd how, AddressFamily family) {
        if (!isGraceful(how) || !has(family)) {
            return Optional.empty();
        }
        if (restart(family).isPresent()) {
            return restart().map(GracefulRestart::restartSeconds);
        }
        return longerMillis(family) > 0 ? Optional.of(0) : Optional.empty();
    }

    private long longerMillis(AddressFamily family) {
        int most = settings.imports().stale().longLivedSeconds();
        return longLived(family)
                .map(entry -> 1000L * Math.min(most, entry.staleSeconds()))
                .orElse(0L);
    }

    private Optional<LongLivedGracefulRestart.Entry> longLived(AddressFamily family) {
        return peer.negotiated().longLivedGracefulRestart().stream()
                .flatMap(capability -> capability.entries().stream())
                .filter(entry -> has(family) && entry.family().equals(family))
                .findFirst();
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

    private boolean isGraceful(SessionEnd how) {
        var stale = settings.imports().stale();
        boolean survives =
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
        return survives && stale.helper() && restart().isPresent();
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
        settings = changed;
        limits.forEach((family, limit) -> limit.set(most(family)));
        remove(unkept());
        for (var family : FAMILIES) {
            boolean kept =
                    restart(family).filter(GracefulRestart.Entry::forwardingPreserved).isPresent();
            boolean keptForLong =
                    longLived(family)
                            .filter(LongLivedGracefulRestart.Entry::forwardingPreserved)
                            .isPresent();
            remove(retention(family).resume(kept, keptForLong));
        }
        begin();
    }

    void endOfRib(AddressFamily family) {
        saidAllItWants |= family.equals(AddressFamily.RT_CONSTRAINT);
        remove(retention(family).endOfRib());
    }

    void beginRefresh(AddressFamily family, long now) {
        tellsAllAgain(family);
        int seconds = settings.imports().stale().refreshSeconds();
        retention(family).beginRefresh(now + 1000L * seconds);
    }

    void endRefresh(AddressFamily family) {
        remove(retention(family).endRefresh());
    }

    void tick(long now) {
        retentions.values().forEach(each -> remove(each.tick(now)));
    }
}
