package dev.evpnd.rib.out;

import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Counts who holds how many of some destinations. It looks at each once for each group, and not
/// for each of its members, wherever these are told the same but for what is their own.
///
/// It is valid until something changes.
public final class ToldCounting {
    private final Routes routes;
    private final Sight sight;
    private final ToldCounts counts;
    private final List<OfGroup> groups = new ArrayList<>();

    ToldCounting(Routes routes, Sight sight, Collection<UpdateGroup> groups, ToldCounts counts) {
        this.routes = routes;
        this.sight = sight;
        this.counts = counts;
        groups.forEach(each -> this.groups.add(new OfGroup(each)));
    }

    /// What the members of a group have in common.
    private static final class OfGroup {
        private final UpdateGroup group;
        private long told;
        private int[] ofPeer = new int[1];

        private OfGroup(UpdateGroup group) {
            this.group = group;
        }

        private void count(int announcer) {
            told++;
            if (announcer >= ofPeer.length) {
                ofPeer = Arrays.copyOf(ofPeer, Math.max(announcer + 1, 2 * ofPeer.length));
            }
            ofPeer[announcer]++;
        }

        private long told(Member member) {
            boolean keepsOwn = group.view.returnsToClients() || member.peer >= ofPeer.length;
            return keepsOwn ? told : told - ofPeer[member.peer];
        }
    }

    /// Looks at one more.
    public void add(int destination) {
        for (var each : groups) {
            var view = each.group.view;
            if (view.constrained() || view.pathIds()) {
                addForEachMember(each.group, destination);
            } else {
                addForAll(each, destination);
            }
            each.group.exporter.release();
        }
    }

    private void addForAll(OfGroup each, int destination) {
        int best = routes.destinations().best(destination);
        if (best != PathTable.NONE) {
            var paths = routes.paths();
            var content =
                    each.group.exporter.export(
                            destination,
                            sight.source(best),
                            paths.attributes(best),
                            paths.remainder(best));
            if (content.source() != Source.NONE) {
                each.count(paths.peer(best));
            }
        }
    }

    private void addForEachMember(UpdateGroup group, int destination) {
        var paths = routes.paths();
        int path = sight.firstPath(group.view, destination);
        while (path != PathTable.NONE) {
            for (var member : group.members) {
                var content = sight.content(group, member.membership, member.peer, path);
                if (!member.waiting && content.source() != Source.NONE) {
                    counts.add(member.peer, 1);
                }
            }
            path = paths.next(path);
        }
    }

    /// Adds what was counted to the counts.
    public void end() {
        for (var each : groups) {
            for (var member : each.group.members) {
                if (!member.waiting) {
                    counts.add(member.peer, each.told(member));
                }
            }
        }
    }
}
