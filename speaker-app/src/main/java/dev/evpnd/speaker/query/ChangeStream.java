package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.in.AttributeReader;
import dev.evpnd.rib.watch.BestChange;
import dev.evpnd.rib.watch.BestPath;
import dev.evpnd.rib.watch.LocRibReader;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;

/// What becomes of the best paths of EVPN routes, for one who asks what is next whenever he likes.
///
/// What waits for him lies in the log that all have in common. So he costs nothing while he does
/// not ask; and when he does, he is told what has become of each route, and not what it was
/// meanwhile. If he is behind the log, he is told what there is.
public final class ChangeStream implements AutoCloseable {
    /// That are told at once.
    private static final int ROUTES = 1024;

    /// That are taken out of the log at once: copying them takes the thread of the routes a few
    /// microseconds.
    private static final int CHANGES_OF_A_SLICE = 4096;

    private final RoutingQueries routing;
    private final RouteFilter filter;
    private final LocRibReader reader;
    private final ChangeStreams streams;
    private final AttributeReader attributes = new AttributeReader();

    /// Whether he is to be told all that there is.
    private boolean behind;

    /// Of which he is being told.
    private @Nullable RouteListing listing;

    /// Whether a route that has only been settled is told, too: what he was told of it may be of
    /// the moment before.
    private boolean tellsSettled;

    /// Whether the log had more when it was last looked at.
    private boolean more;

    /// What is told first.
    enum Begin {
        /// What changes from now on.
        NOW,
        /// What there is.
        WHOLE,
        /// What has changed since another stream, which may have told what there is.
        AGAIN
    }

    ChangeStream(
            RoutingQueries routing,
            RouteFilter filter,
            LocRibReader reader,
            ChangeStreams streams,
            Begin begin) {
        this.routing = routing;
        this.filter = filter;
        this.reader = reader;
        this.streams = streams;
        behind = begin == Begin.WHOLE;
        tellsSettled = begin == Begin.AGAIN;
    }

    /// Where it stands: whoever has been told all so far may go on there.
    public String position() {
        return streams.text(routing.ask(_ -> reader.position()));
    }

    /// Waits for what is to be told next.
    ///
    /// @param patience for which nothing may change
    public Told next(Duration patience) {
        if (listing != null) {
            return present(listing);
        }
        if (behind) {
            behind = false;
            return begin(OptionalLong.empty());
        }
        if (!more && !routing.await(_ -> reader.hasMore(), patience)) {
            return new Told.Nothing();
        }
        return changes();
    }

    /// What changes from here on is told after all that there is; what has changed before is in it.
    private Told begin(OptionalLong missed) {
        listing = new RouteListing(routing, filter);
        tellsSettled = true;
        return new Told.Behind(missed);
    }

    private Told present(RouteListing all) {
        var routes = new ArrayList<RouteChange>();
        while (all.hasNext() && routes.isEmpty()) {
            for (var route : all.next()) {
                route.asked().stream()
                        .filter(PathStanding::isBest)
                        .map(best -> new RouteChange(route.standings().key(), null, best))
                        .forEach(routes::add);
            }
        }
        if (!routes.isEmpty()) {
            return new Told.Present(routes);
        }
        listing = null;
        more = true;
        return new Told.Whole(position());
    }

    /// What came of one look at the log.
    ///
    /// @param missed that was in it, and is no longer
    private record Slice(
            List<BestChange> changes,
            OptionalLong missed,
            boolean more,
            boolean atRest,
            List<Long> position) {}

    private Slice slice() {
        boolean isBehind = reader.isBehind();
        var missed = isBehind ? OptionalLong.of(reader.skip()) : OptionalLong.empty();
        var changes = reader.read(CHANGES_OF_A_SLICE);
        return new Slice(changes, missed, reader.hasMore(), reader.isAtRest(), reader.position());
    }

    /// What has become of each route in the log, until these are enough.
    private Told changes() {
        var byRoute = new LinkedHashMap<Octets, BestChange>();
        long count = 0;
        while (true) {
            var slice = routing.ask(_ -> slice());
            if (slice.missed().isPresent()) {
                return begin(OptionalLong.of(count + slice.missed().getAsLong()));
            }
            for (var change : slice.changes()) {
                if (isAskedFor(change)) {
                    count += change.isNone() ? 0 : 1;
                    byRoute.merge(change.key(), change, BestChange::then);
                }
            }
            more = slice.more();
            if (!more || byRoute.size() >= ROUTES) {
                var told = told(byRoute.values());
                tellsSettled &= !slice.atRest();
                long coalesced = Math.max(0, count - told.size());
                return new Told.Changes(told, coalesced, streams.text(slice.position()));
            }
        }
    }

    private boolean isAskedFor(BestChange change) {
        byte[] key = change.key().toByteArray();
        return (tellsSettled || !change.isNone())
                && filter.takes(key, 0, key.length)
                && (filter.isOfKeys()
                        || seen(change.key(), change.before()) != null
                        || seen(change.key(), change.now()) != null);
    }

    private List<RouteChange> told(Collection<BestChange> changes) {
        var told = new ArrayList<RouteChange>();
        for (var change : changes) {
            var before = seen(change.key(), change.before());
            var now = seen(change.key(), change.now());
            if ((before != null || now != null) && (tellsSettled || !change.isNone())) {
                told.add(new RouteChange(change.key(), before, now));
            }
        }
        return told;
    }

    /// A path as the filter lets it be seen.
    private @Nullable PathStanding seen(Octets key, @Nullable BestPath path) {
        if (path == null) {
            return null;
        }
        var standing = path.standing(key, attributes);
        return filter.takes(standing) ? standing : null;
    }

    /// Nobody asks any more.
    @Override
    public void close() {
        routing.tell(_ -> reader.close());
        streams.closed();
    }
}
