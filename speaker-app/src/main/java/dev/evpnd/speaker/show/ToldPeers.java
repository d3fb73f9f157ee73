package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.out.Telling;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;

/// Who is told of a route: one list for it where all are told of the best path alone, and one for
/// each path where somebody is told of others (RFC 7911).
final class ToldPeers {
    private final List<Telling> told;
    private final boolean ofEachPath;

    ToldPeers(ListedRoute route) {
        told = route.tellings().stream().filter(Telling::isTold).toList();
        var first = route.standings().paths().getFirst();
        ofEachPath = told.stream().anyMatch(each -> !isOf(each, first));
    }

    private static boolean isOf(Telling telling, PathStanding path) {
        var announcer = telling.announcer();
        return announcer != null && announcer.address().equals(path.announcer().address());
    }

    /// Whether somebody is told of a path that is not the best.
    boolean ofEachPath() {
        return ofEachPath;
    }

    List<IpAddress> all() {
        return told.stream().map(each -> each.to().address()).distinct().sorted().toList();
    }

    /// Those who are told of what a path's peer announced.
    List<IpAddress> of(PathStanding path) {
        return told.stream()
                .filter(each -> isOf(each, path))
                .map(each -> each.to().address())
                .sorted()
                .toList();
    }
}
