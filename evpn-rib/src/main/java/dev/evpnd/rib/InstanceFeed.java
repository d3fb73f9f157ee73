package dev.evpnd.rib;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.Offer;
import dev.evpnd.rib.instance.Slice;
import dev.evpnd.rib.peer.Peers;

import java.util.List;
import java.util.function.Consumer;

/// What stands between the Loc-RIB and the instances: best paths go one way, routes that begin here
/// and memberships come the other.
final class InstanceFeed {
    private final Instances instances = new Instances();
    private final List<Table> tables;
    private final List<TableOffers> offers;
    private final Consumer<InstanceChange> originations;
    private long nowMillis;

    /// @param tables of EVPN routes, which are listened to
    /// @param originations is given what is to be announced and withdrawn
    InstanceFeed(
            List<Table> tables,
            Peers peers,
            DecisionOptions decision,
            Consumer<InstanceChange> originations) {
        this.tables = List.copyOf(tables);
        this.originations = originations;
        offers =
                tables.stream()
                        .map(table -> new TableOffers(table.routes(), peers, decision, instances))
                        .toList();
        for (int i = 0; i < tables.size(); i++) {
            tables.get(i).listen(offers.get(i));
        }
    }

    Instances instances() {
        return instances;
    }

    void tick(long now) {
        nowMillis = now;
        offers.forEach(each -> each.tick(now));
        instances.tick(now);
    }

    /// Paths are compared otherwise from now on: all that are best are offered again.
    void setDecision(DecisionOptions changed) {
        offers.forEach(each -> each.setDecision(changed));
        offerAgain();
    }

    /// Offers all best paths again, in slices.
    void offerAgain() {
        offers.forEach(TableOffers::offerAgain);
    }

    /// One slice of that, as long as it takes to look at so many rows.
    ///
    /// @return whether it is done
    boolean offer(int rows) {
        int left = rows;
        boolean done = true;
        for (var each : offers) {
            left = left > 0 ? each.offer(left) : left;
            done &= each.isDone();
        }
        return done;
    }

    /// What the instances are offered of a path.
    Offer offer(Table table, int destination, int path) {
        return offers.get(tables.indexOf(table)).offer(destination, path);
    }

    /// Goes on with what takes the instances longer than an event may.
    ///
    /// @return whether there is more
    boolean goOn(int rows) {
        return instances.goOn(new Slice(rows), nowMillis);
    }

    /// Passes on what follows for the tables from what the instances were told; the rest is for
    /// [#drain].
    ///
    /// @param rows of a table that may be looked at in the time that this takes
    /// @return whether there was anything for the tables
    boolean pass(int rows) {
        int passed = 0;
        while (passed * Slice.ADDRESS < rows) {
            var route = instances.nextRoute();
            if (route == null) {
                break;
            }
            originations.accept(route);
            passed++;
        }
        return passed > 0;
    }

    /// What is to be done in the kernel, asked of hosts and told to operators, in order.
    List<InstanceChange> drain() {
        return instances.drain();
    }
}
