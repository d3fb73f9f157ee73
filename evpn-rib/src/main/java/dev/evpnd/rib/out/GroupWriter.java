package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.Propagation;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.store.IntList;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// Writes what one settling changed to the log of one group.
final class GroupWriter {
    private final Routes routes;
    private final UpdateGroup group;
    private final int settling;
    private final OctetWriter out = new OctetWriter();
    private final RouteWriter writer;

    GroupWriter(Routes routes, Peers peers, Speaker speaker, UpdateGroup group, int settling) {
        this.routes = routes;
        this.group = group;
        this.settling = settling;
        writer = new RouteWriter(routes, peers, group.view, speaker, out);
    }

    /// @param seen whether the changes are as the members see them, and not those of the Loc-RIB
    void write(Changes changes, boolean seen) {
        for (var kind : changes.withdrawn()) {
            withdraw(changes, kind, seen);
        }
        for (var kind : changes.announced()) {
            if (passes(kind.source(), kind.attributes(), seen)) {
                announce(changes, kind);
            }
        }
    }

    long untold() {
        return writer.untold();
    }

    private boolean passes(int source, int attributes, boolean seen) {
        return source != Source.NONE
                && (seen || group.view.passes(source, set(attributes).propagation()));
    }

    private AttributeSet set(int number) {
        return routes.attributes().get(number);
    }

    private void withdraw(Changes changes, Changes.Kind kind, boolean seen) {
        if (!passes(kind.source(), kind.attributes(), seen)) {
            return;
        }
        boolean replaced = passes(kind.nextSource(), kind.nextAttributes(), seen);
        if (replaced && !leavesAnybody(kind)) {
            return;
        }
        var list = changes.withdrawn(kind);
        for (int i = 0; i < list.size(); i++) {
            int change = list.get(i);
            writer.withdraw(changes.destination(change), changes.pathId(change));
        }
        writer.finish();
        var announced = replaced ? audience(kind.nextSource(), kind.nextAttributes(), null) : null;
        group.append(out, settling, audience(kind.source(), kind.attributes(), announced));
    }

    /// Whether some member was told of the one and is not told of what takes its place: the peer
    /// that announced that, or who does not want it.
    private boolean leavesAnybody(Changes.Kind kind) {
        int announcer = Source.peer(kind.nextSource());
        if (announcer != Source.peer(kind.source())
                && !group.view.returnsToClients()
                && group.hasPeer(announcer)) {
            return true;
        }
        return group.view.constrained()
                && !set(kind.attributes())
                        .propagation()
                        .hasTargetsOf(set(kind.nextAttributes()).propagation());
    }

    private void announce(Changes changes, Changes.Kind kind) {
        IntList list = changes.announced(kind);
        for (int i = 0; i < list.size(); i++) {
            int change = list.get(i);
            writer.announce(
                    changes.destination(change),
                    changes.pathId(change),
                    kind.source(),
                    kind.attributes(),
                    changes.remainder(change));
        }
        writer.finish();
        group.append(out, settling, audience(kind.source(), kind.attributes(), null));
    }

    private Audience audience(int source, int attributes, @Nullable Audience butNot) {
        Propagation targets = group.view.constrained() ? set(attributes).propagation() : null;
        return new Audience(group.view.returnsToClients() ? Source.NONE : source, targets, butNot);
    }
}
