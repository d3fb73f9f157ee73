package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;

/// What a member sees of settled destinations, now or by what it was.
final class Sight {
    private final Routes routes;
    private final Peers peers;
    private final Ranking ranking;

    Sight(Routes routes, Peers peers, Ranking ranking) {
        this.routes = routes;
        this.peers = peers;
        this.ranking = ranking;
    }

    /// Whether a member is told of a route with this key that takes the place of what it was told
    /// without a path identifier.
    boolean hasAnother(Member member, byte[] key) {
        int destination = routes.destinations().find(key, 0, key.length);
        if (destination == DestinationTable.NONE || member.group.view.pathIds()) {
            return false;
        }
        int best = routes.destinations().best(destination);
        return best != PathTable.NONE
                && content(member.group, member.membership, member.peer, best).source()
                        != Source.NONE;
    }

    /// What a member is told of a path; nothing where that is not of the paths it is told of, where
    /// it announced it itself, or where it does not want it.
    Content content(UpdateGroup group, Membership membership, int peer, int path) {
        var view = group.view;
        int announcer = routes.paths().peer(path);
        if (announcer == peer && !view.returnsToClients() || !isAmong(view, path)) {
            return Content.NOTHING;
        }
        var content =
                group.exporter.export(
                        routes.paths().destination(path),
                        source(path),
                        routes.paths().attributes(path),
                        routes.paths().remainder(path));
        if (content.source() == Source.NONE || !view.constrained()) {
            return content;
        }
        var route = routes.attributes().get(content.attributes()).propagation();
        return membership.wants(route) ? content : Content.NOTHING;
    }

    /// The first of the paths to a destination that members of a group may be told of, if any is;
    /// they stand behind one another.
    int firstPath(View view, int destination) {
        if (!view.pathIds()) {
            return routes.destinations().best(destination);
        }
        ranking.rank(destination);
        return routes.destinations().firstPath(destination);
    }

    int source(int path) {
        int announcer = routes.paths().peer(path);
        return Source.of(announcer, peers.get(announcer).kind());
    }

    /// Whether the path is the best, or of the best where there may be more.
    boolean isAmong(View view, int path) {
        int destination = routes.paths().destination(path);
        if (!view.pathIds()) {
            return routes.destinations().best(destination) == path;
        }
        ranking.rank(destination);
        int at = routes.destinations().firstPath(destination);
        for (int rank = 0; rank < view.paths() && at != PathTable.NONE; rank++) {
            if (at == path) {
                return routes.paths().isEligible(path);
            }
            at = routes.paths().next(at);
        }
        return false;
    }
}
