package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is taken from one peer, by the rules read aloud: everything happens at once, and what a
/// route counts as is worked out whenever somebody asks.
final class NaiveInbound {
    private static final int OWN_AS = 65000;
    private static final int LOCAL_PREFERENCE_OF_POLICY = 300;
    private static final int VNI_DENIED = 200;
    private static final long NEVER = Long.MAX_VALUE;

    /// What the peer's policy does.
    enum Rule {
        NO_POLICY,
        PERMIT,
        PREFER,
        DENY,
        DENY_VNI
    }

    /// What the peer said of restarts in its OPEN.
    ///
    /// @param longLivedSeconds 0 where it does not do Long-Lived Graceful Restart
    record Promise(
            boolean restarts,
            boolean survivesNotification,
            boolean keptState,
            int restartSeconds,
            int longLivedSeconds) {}

    private static final class Entry {
        final EvpnRoute route;
        final PathAttributes attributes;
        boolean staleByEnd;
        boolean staleByRefresh;
        boolean longLived;

        Entry(EvpnRoute route, PathAttributes attributes) {
            this.route = route;
            this.attributes = attributes;
        }
    }

    /// What counts of a route.
    record Counts(
            Octets nlri,
            PathAttributes attributes,
            @Nullable DropReason ineligible,
            boolean stale,
            boolean longLived) {}

    private final boolean external;
    private final int staleSeconds;
    private final int refreshSeconds;
    private final Map<Octets, Entry> table = new LinkedHashMap<>();

    private Promise promise;
    private Rule rule = Rule.NO_POLICY;
    private int ownAsAllowed;
    private boolean awaitsEndOfRib;
    private boolean waiting;
    private long longLivedFrom = NEVER;
    private boolean up = true;
    private boolean longLivedPhase;
    private long due = NEVER;
    private long staleUntil;
    private boolean refreshing;
    private long refreshUntil = NEVER;

    NaiveInbound(boolean external, Promise promise, int staleSeconds, int refreshSeconds) {
        this.external = external;
        this.promise = promise;
        awaitsEndOfRib = promise.restarts;
        this.staleSeconds = staleSeconds;
        this.refreshSeconds = refreshSeconds;
    }

    void configure(Rule changed, int ownAs) {
        rule = changed;
        ownAsAllowed = ownAs;
        table.values().removeIf(entry -> isLoop(entry.attributes));
    }

    void announce(EvpnRoute route, PathAttributes attributes) {
        if (isLoop(attributes)) {
            table.remove(route.key());
        } else {
            table.put(route.key(), new Entry(route, attributes));
        }
    }

    private boolean isLoop(PathAttributes attributes) {
        long count =
                attributes.find(AsPath.class).orElseThrow().segments().stream()
                        .flatMapToInt(segment -> segment.numbers().stream())
                        .filter(as -> as == OWN_AS)
                        .count();
        return count > ownAsAllowed;
    }

    void withdraw(EvpnRoute route) {
        table.remove(route.key());
    }

    void down(SessionEnd how, long now) {
        up = false;
        refreshing = false;
        refreshUntil = NEVER;
        boolean kept =
                promise.restarts
                        && (how == SessionEnd.CONNECTION_LOST
                                || how == SessionEnd.NOTIFICATION && promise.survivesNotification);
        if (!kept) {
            table.clear();
            endOfWaiting();
            return;
        }
        boolean goesOn = longLivedPhase && promise.longLivedSeconds > 0;
        if (!goesOn) {
            table.values().removeIf(entry -> entry.staleByEnd);
        }
        table.values()
                .forEach(
                        entry -> {
                            entry.staleByEnd = true;
                            entry.staleByRefresh = false;
                        });
        if (goesOn) {
            longLivedFrom = now + 1000L * promise.restartSeconds;
            tick(now);
            return;
        }
        waiting = true;
        longLivedPhase = false;
        staleUntil = now + 1000L * staleSeconds;
        due = Math.min(now + 1000L * promise.restartSeconds, staleUntil);
        tick(now);
    }

    void up(Promise promised) {
        up = true;
        promise = promised;
        awaitsEndOfRib = promise.restarts;
        longLivedFrom = NEVER;
        if (!waiting) {
            return;
        }
        boolean kept =
                longLivedPhase
                        ? promise.restarts && promise.longLivedSeconds > 0 && promise.keptState
                        : promise.restarts && promise.keptState;
        if (!kept) {
            removeStale();
        } else if (!longLivedPhase) {
            due = staleUntil;
        }
    }

    void endOfRib() {
        awaitsEndOfRib = false;
        removeStale();
    }

    private void removeStale() {
        table.values().removeIf(entry -> entry.staleByEnd);
        endOfWaiting();
    }

    private void endOfWaiting() {
        waiting = false;
        longLivedPhase = false;
        longLivedFrom = NEVER;
        due = NEVER;
    }

    void refreshBegins(long now) {
        if (awaitsEndOfRib) {
            return;
        }
        refreshing = true;
        refreshUntil = now + 1000L * refreshSeconds;
        table.values().forEach(entry -> entry.staleByRefresh = true);
    }

    void refreshEnds() {
        if (refreshing) {
            table.values().removeIf(entry -> entry.staleByRefresh);
        }
        refreshing = false;
        refreshUntil = NEVER;
    }

    void tick(long now) {
        if (now >= refreshUntil) {
            refreshEnds();
        }
        if (now >= due && !up && !longLivedPhase && promise.longLivedSeconds > 0) {
            longLivedPhase = true;
            due += 1000L * promise.longLivedSeconds;
            makeLongLived();
        }
        if (now >= longLivedFrom) {
            longLivedFrom = NEVER;
            makeLongLived();
        }
        if (now >= due) {
            removeStale();
        }
        forgetIfNothingIsLeft();
    }

    private void forgetIfNothingIsLeft() {
        if (!up && table.isEmpty()) {
            endOfWaiting();
        }
    }

    private void makeLongLived() {
        table.values().removeIf(entry -> entry.staleByEnd && isNotForLong(entry));
        table.values().forEach(entry -> entry.longLived = entry.staleByEnd);
    }

    private static boolean isNotForLong(Entry entry) {
        return entry.attributes
                .find(Communities.class)
                .filter(communities -> communities.contains(Community.NO_LLGR))
                .isPresent();
    }

    // What there is.

    Optional<Counts> counts(EvpnRoute route) {
        var entry = table.get(route.key());
        if (entry == null) {
            return Optional.empty();
        }
        var reason = ineligible(entry);
        var attributes = entry.attributes;
        if (reason == null && rule == Rule.PREFER) {
            attributes = attributes.with(new LocalPref(LOCAL_PREFERENCE_OF_POLICY));
        }
        if (entry.longLived) {
            attributes = withLlgrStale(attributes);
        }
        return Optional.of(
                new Counts(
                        nlri(entry.route),
                        attributes,
                        reason,
                        entry.staleByEnd || entry.staleByRefresh,
                        entry.longLived));
    }

    private static Octets nlri(EvpnRoute route) {
        var nlri = new OctetWriter();
        route.encode(nlri);
        return nlri.toOctets();
    }

    private @Nullable DropReason ineligible(Entry entry) {
        return switch (rule) {
            case NO_POLICY -> external ? DropReason.NO_POLICY : null;
            case PERMIT, PREFER -> null;
            case DENY -> DropReason.DENIED_BY_POLICY;
            case DENY_VNI ->
                    ((MacIpAdvertisement) entry.route).label1().vni() == VNI_DENIED
                            ? DropReason.DENIED_BY_POLICY
                            : null;
        };
    }

    private static PathAttributes withLlgrStale(PathAttributes attributes) {
        return attributes.has(AttributeCode.COMMUNITIES)
                ? attributes.with(
                        Communities.of(
                                attributes
                                        .find(Communities.class)
                                        .orElseThrow()
                                        .asList()
                                        .getFirst(),
                                Community.LLGR_STALE))
                : attributes
                        .with(Communities.of(Community.LLGR_STALE))
                        .withPartial(AttributeCode.COMMUNITIES);
    }

    int size() {
        return table.size();
    }
}
