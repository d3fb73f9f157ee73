package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.policy.Verdict;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Says of a settled destination who is told of it, and who is not and why: by the same rules by
/// which it is told.
final class Tellings {
    private final Routes routes;
    private final Peers peers;
    private final Sight sight;

    Tellings(Routes routes, Peers peers, Sight sight) {
        this.routes = routes;
        this.peers = peers;
        this.sight = sight;
    }

    List<Telling> explain(int destination, Collection<UpdateGroup> groups) {
        var tellings = new ArrayList<Telling>();
        int number = 0;
        for (var group : groups) {
            for (int path : paths(group.view, destination)) {
                for (var member : group.members) {
                    tellings.add(explain(path, member, number));
                }
            }
            group.exporter.release();
            number++;
        }
        return tellings;
    }

    /// The paths that members may be told of; or none, which is then what is told.
    private List<Integer> paths(View view, int destination) {
        var paths = new ArrayList<Integer>();
        int path = sight.firstPath(view, destination);
        while (path != PathTable.NONE) {
            if (sight.isAmong(view, path)) {
                paths.add(path);
            }
            path = routes.paths().next(path);
        }
        return paths.isEmpty() ? List.of(PathTable.NONE) : paths;
    }

    private Telling explain(int path, Member member, int group) {
        var announcer = path == PathTable.NONE ? null : peers.get(routes.paths().peer(path));
        var verdict = path == PathTable.NONE ? null : verdict(path, member.group);
        return new Telling(
                peers.get(member.peer),
                group,
                announcer,
                path == PathTable.NONE ? Withheld.NO_PATH : withheld(path, member, verdict),
                clauses(verdict),
                member.catchUp != null);
    }

    private @Nullable Verdict verdict(int path, UpdateGroup group) {
        int attributes = routes.paths().attributes(path);
        int source = sight.source(path);
        return group.view.passes(source, routes.attributes().get(attributes).propagation())
                ? group.exporter.verdict(
                        routes.paths().destination(path),
                        source,
                        attributes,
                        routes.paths().remainder(path))
                : null;
    }

    private @Nullable Withheld withheld(int path, Member member, @Nullable Verdict verdict) {
        var view = member.group.view;
        var withheld = view.withheld(sight.source(path), routes.attributesOf(path).propagation());
        if (withheld != null) {
            return withheld;
        }
        if (verdict instanceof Verdict.Deny) {
            return Withheld.POLICY;
        }
        if (routes.paths().peer(path) == member.peer && !view.returnsToClients()) {
            return Withheld.OWN;
        }
        if (member.waiting) {
            return Withheld.WAITING;
        }
        var content = sight.content(member.group, member.membership, member.peer, path);
        return content.source() == Source.NONE ? Withheld.NOT_WANTED : null;
    }

    private static List<Integer> clauses(@Nullable Verdict verdict) {
        return switch (verdict) {
            case null -> List.of();
            case Verdict.Permit permit -> permit.clauses();
            case Verdict.Deny(var reason, var clause) ->
                    clause == null ? List.of() : List.of(clause);
        };
    }
}
