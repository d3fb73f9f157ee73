package dev.evpnd.rib;

import dev.evpnd.rib.in.Here;
import dev.evpnd.rib.in.Sessions;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.PathTable;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.function.IntConsumer;

/// The way from one [RibSettings] to the next: a walk over all peers, whose routes are judged anew
/// and who are told by what this speaker is by now; and one over all destinations, which are
/// decided anew.
final class Reconfiguration {
    /// What it takes to have a peer judged and told anew, in rows that are merely looked at.
    private static final int COST_OF_A_PEER = 64;

    private static final int DONE = Integer.MAX_VALUE;

    private final NextHops nextHops;
    private final Sessions sessions;
    private final Tables tables;
    private final InstanceFeed feed;
    private final IntConsumer tell;
    private final EnumSet<DropReason> lifted = EnumSet.noneOf(DropReason.class);
    private RibSettings settings;

    private int nextPeer = DONE;

    /// The walk over all destinations, if one is under way.
    private @Nullable DestinationCursor walk;

    /// @param tell has a peer told by what this speaker is by now
    Reconfiguration(
            RibSettings settings,
            NextHops nextHops,
            Sessions sessions,
            Tables tables,
            InstanceFeed feed,
            IntConsumer tell) {
        this.settings = settings;
        this.nextHops = nextHops;
        this.sessions = sessions;
        this.tables = tables;
        this.feed = feed;
        this.tell = tell;
    }

    /// Begins to go by other settings.
    ///
    /// @throws IllegalArgumentException if they are those of another speaker
    void begin(RibSettings changed) {
        if (!changed.localAs().equals(settings.localAs())
                || !changed.identifier().equals(settings.identifier())) {
            throw new IllegalArgumentException("a speaker does not become another one");
        }
        var before = settings;
        settings = changed;
        tables.families().forEach(each -> each.become(changed.speaker(), changed.maxLogOctets()));
        if (!changed.here().equals(before.here()) || !changed.speaker().equals(before.speaker())) {
            lift(before.here(), changed.here());
            sessions.setHere(changed.here());
            nextPeer = RibSettings.LOCAL + 1;
        }
        if (changed.resolvesNextHops() != before.resolvesNextHops()) {
            nextHops.setRequired(changed.resolvesNextHops());
            sessions.nextHopsChanged();
        }
        if (!changed.decision().equals(before.decision())) {
            tables.all().forEach(each -> each.choice().setOptions(changed.decision()));
            feed.setDecision(changed.decision());
            walk = new DestinationCursor(tables.all().stream().map(Table::routes).toList());
        }
    }

    private void lift(Here before, Here now) {
        if (!now.clusterIds().containsAll(before.clusterIds())) {
            lifted.add(DropReason.CLUSTER_LOOP);
        }
        if (!now.addresses().containsAll(before.addresses())) {
            lifted.add(DropReason.OWN_NEXT_HOP);
        }
    }

    /// @param most how many rows are looked at, but for those of the last peer
    /// @return whether there is more
    boolean go(int most) {
        int left = most;
        while (left > 0 && nextPeer < sessions.numbers()) {
            int peer = nextPeer++;
            sessions.judgeAnew(peer, lifted);
            tell.accept(peer);
            left -= COST_OF_A_PEER;
        }
        if (nextPeer >= sessions.numbers()) {
            nextPeer = DONE;
            lifted.clear();
        }
        while (left > 0 && walk != null && !walk.isDone()) {
            left--;
            visit(tables.all().get(walk.shard()), walk.next());
        }
        if (walk != null && walk.isDone()) {
            walk = null;
        }
        return nextPeer != DONE || walk != null;
    }

    private static void visit(Table table, int destination) {
        if (table.routes().destinations().firstPath(destination) != PathTable.NONE) {
            table.reconsider(destination);
        }
    }
}
