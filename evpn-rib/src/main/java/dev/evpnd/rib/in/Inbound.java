package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RemainderTable;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// Announcements and withdrawals of one family on their way into the tables.
///
/// An announcement of what is there already changes nothing, and costs a lookup.
public final class Inbound {
    /// What it costs to apply a policy or to make an attribute set, in rows that are merely looked
    /// at.
    private static final int COST_OF_MAKING = 16;

    /// So many paths one peer may have to one destination. All paths to a destination are one list,
    /// which each announcement of one of them walks; no speaker has use for nearly as many.
    private static final int MOST_PATHS = 64;

    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final DestinationTable destinations;
    private final PathTable paths;
    private final AttributeTable attributes;
    private final RemainderTable remainders;
    private final RouteListener listener;
    private final LongLivedStale longLivedStale;
    private int arrivals;
    private long nowSecond;

    public Inbound(Routes routes, AdjRibsIn ribsIn, RouteListener listener) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.destinations = routes.destinations();
        this.paths = routes.paths();
        this.attributes = routes.attributes();
        this.remainders = routes.remainders();
        this.listener = listener;
        longLivedStale = new LongLivedStale(attributes);
    }

    /// It is now so late.
    void tick(long nowMillis) {
        nowSecond = nowMillis / PathTable.MILLIS_OF_A_SECOND;
    }

    /// What is known of a path.
    public ReceivedPath read(int path, AttributeReader attributes) {
        return new PathReader(routes, ribsIn, attributes).read(path);
    }

    Routes routes() {
        return routes;
    }

    AdjRibsIn ribsIn() {
        return ribsIn;
    }

    /// Takes a route that its peer's rules do not drop, if there is room for it.
    void announce(AdjRibIn list, Announcement route, AttributeSet received) {
        list.countAnnounced();
        boolean full = list.isFull();
        int destination =
                full
                        ? destinations.find(route.key, 0, route.keyLength)
                        : destinations.findOrAdd(route.key, 0, route.keyLength);
        int path =
                destination == DestinationTable.NONE
                        ? PathTable.NONE
                        : destinations.path(destination, list.peer, route.pathId);
        if (path == PathTable.NONE && full) {
            list.refuse();
            return;
        }
        if (path == PathTable.NONE && route.pathId != 0 && hasMostPaths(list, destination)) {
            list.count(DropReason.TOO_MANY_PATHS);
            return;
        }
        if (path != PathTable.NONE && isUnchanged(list, path, route, received)) {
            list.refresh(path);
            return;
        }
        listener.changing(destination);
        take(list, path, destination, route, received);
    }

    /// Whether the peer may have no path more to a destination. What is kept of former sessions
    /// does not count, for a peer may come back with other identifiers.
    private boolean hasMostPaths(AdjRibIn list, int destination) {
        int count = 0;
        int path = destinations.firstPath(destination);
        while (path != PathTable.NONE) {
            if (paths.peer(path) == list.peer && list.review.isOfSession(path)) {
                count++;
            }
            path = paths.next(path);
        }
        return count >= MOST_PATHS;
    }

    private void take(
            AdjRibIn list, int known, int destination, Announcement route, AttributeSet received) {
        // Held before what the path had is let go, which may be in part the same.
        attributes.retain(received.number());
        int remainder = remainders.retain(route.remainder, 0, route.remainderLength);
        var judgement = list.rules().judge(received, destination, remainder);
        if (known == PathTable.NONE) {
            int path = paths.add(destination, list.peer, route.pathId);
            list.append(path, type(destination));
            destinations.addPath(path);
            arrive(path);
            put(list, path, remainder, judgement);
            return;
        }
        int effective = judgement.effective().number();
        attributes.retain(effective);
        if (!isSame(known, route, received)) {
            arrive(known);
        }
        release(known);
        list.refresh(known);
        paths.setLongLivedStale(known, false);
        put(list, known, remainder, judgement);
        attributes.release(effective);
    }

    private void arrive(int path) {
        paths.setArrival(path, ++arrivals);
        paths.setChangedSecond(path, nowSecond);
    }

    /// Gives a path that holds nothing what was received, which is held for it, and what counts.
    private void put(AdjRibIn list, int path, int remainder, Judgement judgement) {
        paths.setReceived(path, judgement.received().number(), remainder);
        if (!judgement.isAsReceived()) {
            setAttributes(path, judgement.effective());
            setRemainder(path, judgement.remainder());
        }
        list.setIneligible(path, judgement.ineligible());
        count(list, judgement.ineligible());
    }

    private static void count(AdjRibIn list, @Nullable DropReason reason) {
        if (reason != null) {
            list.count(reason);
        }
    }

    /// Whether the route is there as it is announced, and would be judged as it was.
    private boolean isUnchanged(
            AdjRibIn list, int path, Announcement route, AttributeSet received) {
        return isSame(path, route, received)
                && !paths.isLongLivedStale(path)
                && (!list.review.isJudging() || isJudgedAs(list, path, received));
    }

    /// Whether the rules as they are now make of a path what it is already.
    private boolean isJudgedAs(AdjRibIn list, int path, AttributeSet received) {
        var judgement =
                list.rules()
                        .judge(received, paths.destination(path), paths.receivedRemainder(path));
        var effective = judgement.effective();
        attributes.retain(effective.number());
        boolean same = !isNews(path, effective, judgement);
        attributes.release(effective.number());
        return same;
    }

    private boolean isSame(int path, Announcement route, AttributeSet received) {
        return paths.received(path) == received.number()
                && remainders.equals(
                        paths.receivedRemainder(path), route.remainder, 0, route.remainderLength);
    }

    /// Takes back a route, if the peer had announced it.
    void withdraw(AdjRibIn list, Announcement route) {
        int destination = destinations.find(route.key, 0, route.keyLength);
        if (destination == DestinationTable.NONE) {
            return;
        }
        int path = destinations.path(destination, list.peer, route.pathId);
        if (path != PathTable.NONE) {
            list.countWithdrawn();
            remove(list, path);
        }
    }

    private int type(int destination) {
        return TypeCounts.typeOf(routes.family(), destinations, destination);
    }

    private void remove(AdjRibIn list, int path) {
        int destination = paths.destination(path);
        listener.changing(destination);
        listener.leaving(path);
        if (destinations.best(destination) == path) {
            destinations.setBest(destination, PathTable.NONE);
        }
        list.unlink(path, type(destination));
        destinations.removePath(path);
        release(path);
        paths.remove(path);
        if (list.size() == 0) {
            list.rules().forget();
        }
    }

    // What paths hold: the attribute set and the remainder as received, and what counts in place of
    // them where that is something else.

    private void release(int path) {
        setAttributes(path, attributes.get(paths.received(path)));
        setRemainder(path, null);
        attributes.release(paths.received(path));
        remainders.release(paths.remainder(path));
    }

    private void setAttributes(int path, AttributeSet effective) {
        int before = paths.attributes(path);
        int now = effective.number();
        if (now == before) {
            return;
        }
        if (now != paths.received(path)) {
            attributes.retain(now);
        }
        paths.setEffective(path, now, paths.remainder(path));
        if (before != paths.received(path)) {
            attributes.release(before);
        }
    }

    /// @param changed null for the remainder as received
    private void setRemainder(int path, @Nullable Octets changed) {
        int before = paths.remainder(path);
        int received = paths.receivedRemainder(path);
        int now = changed == null ? received : retain(changed);
        paths.setEffective(path, paths.attributes(path), now);
        if (changed != null && now == received) {
            remainders.release(now);
        }
        if (before != received) {
            remainders.release(before);
        }
    }

    private int retain(Octets remainder) {
        byte[] octets = remainder.toByteArray();
        return remainders.retain(octets, 0, octets.length);
    }

    private boolean isRemainder(int path, Octets changed) {
        byte[] octets = changed.toByteArray();
        return remainders.equals(paths.remainder(path), octets, 0, octets.length);
    }

    // The review.

    /// Goes on with the review of a list.
    ///
    /// @param rows at most, as far as each costs what most do
    /// @return how many rows that was
    int review(AdjRibIn list, int rows) {
        int cost = 0;
        while (cost < rows && list.review.isUnderWay()) {
            int path = list.review.take();
            cost += path == PathTable.NONE ? 0 : visit(list, path);
        }
        return cost;
    }

    /// @return what it cost
    private int visit(AdjRibIn list, int path) {
        if (list.review.isToGo(path)) {
            remove(list, path);
            return 1;
        }
        int made = made(list);
        var reason = list.review.isJudging() ? judge(list, path) : null;
        if (reason == null && list.review.isToBeLongLived(path)) {
            reason = makeLongLived(path);
        }
        if (reason != null) {
            list.count(reason);
            remove(list, path);
        }
        return 1 + COST_OF_MAKING * (made(list) - made);
    }

    private int made(AdjRibIn list) {
        return list.rules().applied() + longLivedStale.made();
    }

    /// Judges a path by the rules as they are now.
    ///
    /// @return why the path is not kept any longer, or null where it is
    private @Nullable DropReason judge(AdjRibIn list, int path) {
        var received = attributes.get(paths.received(path));
        int destination = paths.destination(path);
        var reason = drops(list.rules(), destination, received);
        if (reason != null) {
            return reason;
        }
        var judgement = list.rules().judge(received, destination, paths.receivedRemainder(path));
        var effective = judgement.effective();
        attributes.retain(effective.number());
        var counts = paths.isLongLivedStale(path) ? longLivedStale.of(effective) : effective;
        if (counts == null) {
            reason = DropReason.NO_LLGR;
        } else if (isNews(path, counts, judgement)) {
            listener.changing(destination);
            setAttributes(path, counts);
            setRemainder(path, judgement.remainder());
            if (paths.ineligible(path) != judgement.ineligible()) {
                count(list, judgement.ineligible());
            }
            list.setIneligible(path, judgement.ineligible());
        }
        attributes.release(effective.number());
        return reason;
    }

    private @Nullable DropReason drops(ImportRules rules, int destination, AttributeSet received) {
        return routes.family() == RouteFamily.EVPN
                        && !rules.keepsType(
                                BigEndian.u8(
                                        destinations.keyArray(destination),
                                        destinations.keyStart(destination)))
                ? DropReason.UNRECOGNIZED_ROUTE_TYPE
                : rules.drops(received);
    }

    private boolean isNews(int path, AttributeSet effective, Judgement judgement) {
        var changed = judgement.remainder();
        boolean sameRemainder =
                changed == null
                        ? paths.remainder(path) == paths.receivedRemainder(path)
                        : isRemainder(path, changed);
        return !sameRemainder
                || paths.attributes(path) != effective.number()
                || paths.ineligible(path) != judgement.ineligible();
    }

    /// @return why the path is not kept any longer, or null where it is
    private @Nullable DropReason makeLongLived(int path) {
        var effective = longLivedStale.of(attributes.get(paths.attributes(path)));
        if (effective == null) {
            return DropReason.NO_LLGR;
        }
        listener.changing(paths.destination(path));
        paths.setLongLivedStale(path, true);
        setAttributes(path, effective);
        return null;
    }
}
