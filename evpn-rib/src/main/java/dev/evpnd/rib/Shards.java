package dev.evpnd.rib;

import dev.evpnd.rib.in.Inbound;
import dev.evpnd.rib.out.GroupStatus;
import dev.evpnd.rib.out.Membership;
import dev.evpnd.rib.out.Outlet;
import dev.evpnd.rib.out.Speaker;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// All that is known of one family: a table for each shard of its routes. Each tells a peer by
/// itself; what is said of all routes of the family is said here, when all shards are that far.
final class Shards {
    /// However many shards there are, one settles no fewer at once: or nothing is gained by them.
    private static final int LEAST_OF_A_SHARD = 1024;

    private final Sharding sharding;
    private final List<Table> tables;
    private final boolean[] settled;
    private @Nullable Telling[] tellings = new @Nullable Telling[16];

    /// What one peer is to be told beside routes.
    private static final class Telling {
        /// Which shard has its turn first: none is kept from it by those before.
        int first;

        boolean beginOfRefresh;
        boolean endOfRefresh;
        boolean endOfRib = true;

        /// How far it has to read in each shard before it is told of an end: what shards that had
        /// told all waited with for those that had not. Null as long as there is one of those.
        long @Nullable [] until;
    }

    /// @param tables one for each shard
    Shards(Sharding sharding, List<Table> tables) {
        this.sharding = sharding;
        this.tables = List.copyOf(tables);
        settled = new boolean[tables.size()];
    }

    RouteFamily family() {
        return tables.getFirst().family();
    }

    List<Table> tables() {
        return tables;
    }

    List<Routes> routes() {
        return tables.stream().map(Table::routes).toList();
    }

    List<Inbound> inbounds() {
        return tables.stream().map(Table::inbound).toList();
    }

    /// The table in which a route is, if it is there.
    ///
    /// @param key of the route
    Table table(Octets key) {
        return tables.get(tables.size() == 1 ? 0 : sharding.shardOfKey(key.toByteArray()));
    }

    int pathCount() {
        return tables.stream().mapToInt(table -> table.routes().paths().size()).sum();
    }

    int size() {
        return tables.stream().mapToInt(Table::size).sum();
    }

    int attributeSets() {
        return tables.stream().mapToInt(table -> table.routes().attributes().size()).sum();
    }

    long untold() {
        return tables.stream().mapToLong(table -> table.outbound().untold()).sum();
    }

    /// The update groups. Where shards are not of one mind who is in a group, for a member of it
    /// has yet to move in some of them, there are several.
    List<GroupStatus> groups() {
        var groups = new ArrayList<GroupStatus>();
        var places = new TreeMap<Integer, Integer>();
        for (var table : tables) {
            for (var group : table.outbound().groups()) {
                int first = group.members().getFirst();
                int place = places.computeIfAbsent(first, _ -> groups.size());
                if (place == groups.size()
                        || !groups.get(place).members().equals(group.members())) {
                    groups.add(group);
                } else {
                    groups.set(place, groups.get(place).plus(group));
                }
            }
        }
        return List.copyOf(groups);
    }

    /// How much there is in the tables.
    List<TableSize> sizes() {
        long kept = groups().stream().mapToLong(GroupStatus::kept).sum();
        long keptOctets = groups().stream().mapToLong(GroupStatus::keptOctets).sum();
        return List.of(
                sum(
                        TableSize.Kind.DESTINATIONS,
                        it -> it.destinations().size(),
                        it -> it.destinations().octets()),
                sum(TableSize.Kind.PATHS, it -> it.paths().size(), it -> it.paths().octets()),
                sum(
                        TableSize.Kind.ATTRIBUTE_SETS,
                        it -> it.attributes().size(),
                        it -> it.attributes().octets()),
                sum(
                        TableSize.Kind.REMAINDERS,
                        it -> it.remainders().size(),
                        it -> it.remainders().octets()),
                new TableSize(family(), TableSize.Kind.UPDATES_KEPT, kept, keptOctets));
    }

    private TableSize sum(
            TableSize.Kind kind, ToLongFunction<Routes> rows, ToLongFunction<Routes> octets) {
        return new TableSize(
                family(),
                kind,
                routes().stream().mapToLong(rows).sum(),
                routes().stream().mapToLong(octets).sum());
    }

    Depths depths() {
        return tables.stream()
                .map(
                        table ->
                                new Depths(
                                        table.unsettled(),
                                        table.outbound().groupCount(),
                                        table.outbound().loggedMessages(),
                                        table.outbound().loggedOctets()))
                .reduce(Depths.NONE, Depths::plus);
    }

    // Settling.

    /// Settles destinations that wait, but no more in each shard than its part of so many.
    ///
    /// @param inTurn whether somebody is told of what is settled, who cannot be told of several
    ///   things at once
    /// @return whether there is nothing more to do for now
    boolean settle(int most, boolean inTurn) {
        int each = Math.clamp(most / tables.size(), Math.min(most, LEAST_OF_A_SHARD), most);
        var runner = inTurn ? ShardRunner.IN_TURN : sharding.runner();
        runner.run(
                tables.size(),
                rows(each),
                shard -> settled[shard] = tables.get(shard).settle(each));
        boolean all = true;
        for (boolean one : settled) {
            all &= one;
        }
        return all;
    }

    /// How many destinations are settled, if no shard settles more than so many.
    private int rows(int most) {
        int rows = 0;
        for (int i = 0; i < tables.size(); i++) {
            rows += Math.min(most, tables.get(i).unsettled());
        }
        return rows;
    }

    // What peers are told.

    /// @param waiting whether it has to say what it wants before it is told anything
    void join(int number, Peer peer, ExportSettings settings, boolean waiting) {
        tables.forEach(table -> table.outbound().join(number, peer, settings, waiting));
        if (number >= tellings.length) {
            tellings = Arrays.copyOf(tellings, Math.max(number + 1, 2 * tellings.length));
        }
        tellings[number] = new Telling();
    }

    void leave(int number) {
        tables.forEach(table -> table.outbound().leave(number));
        tellings[number] = null;
    }

    void configure(int number, Peer peer, ExportSettings settings) {
        tables.forEach(table -> table.outbound().configure(number, peer, settings));
    }

    /// A peer has said what it wants.
    void wants(int number, Membership membership) {
        tables.forEach(table -> table.outbound().wants(number, membership));
    }

    /// A peer has said all that it wants, for the time being.
    void release(int number) {
        tables.forEach(table -> table.outbound().release(number));
    }

    /// This speaker shows otherwise from now on.
    ///
    /// @param maxLogOctets how much is kept for an update group
    void become(Speaker speaker, long maxLogOctets) {
        tables.forEach(table -> table.outbound().become(speaker, maxLogOctets / tables.size()));
    }

    /// A peer asks to be told of everything again (RFC 2918).
    ///
    /// @param enhanced whether it is to be told where that begins and ends
    void refresh(int number, boolean enhanced) {
        var telling = telling(number);
        if (telling.endOfRib) {
            // It is told of everything for the first time, and that is not done before the
            // End-of-RIB marker (RFC 7313 section 4).
            return;
        }
        telling.beginOfRefresh |= enhanced;
        telling.endOfRefresh |= enhanced;
        telling.until = null;
        tables.forEach(table -> table.outbound().refresh(number));
    }

    /// The place of a peer's update group among all, if it is told of this family.
    OptionalInt groupOf(int number) {
        return tables.getFirst().outbound().groupOf(number);
    }

    /// Whether a peer was told that what it was told is all there is.
    boolean hasSentEndOfRib(int number) {
        var telling = find(number);
        return telling != null && !telling.endOfRib;
    }

    private @Nullable Telling find(int number) {
        return number < tellings.length ? tellings[number] : null;
    }

    private Telling telling(int number) {
        var telling = find(number);
        if (telling == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return telling;
    }

    /// @return whether there is more, if need be after the next [#settle]
    boolean send(int number, Outlet outlet, int maxOctets) {
        var telling = telling(number);
        if (telling.beginOfRefresh) {
            telling.beginOfRefresh = false;
            mark(RouteRefresh.BEGINNING_OF_ROUTE_REFRESH, outlet.own());
        }
        boolean more = false;
        int at = telling.first;
        telling.first = at + 1 == tables.size() ? 0 : at + 1;
        for (int i = 0; i < tables.size(); i++) {
            more |= tables.get(at).send(number, outlet, maxOctets);
            at = at + 1 == tables.size() ? 0 : at + 1;
        }
        if ((telling.endOfRib || telling.endOfRefresh) && hasCaughtUp(number, telling)) {
            if (hasToldAll(number, telling)) {
                markEnds(telling, outlet.own());
            } else {
                more = true;
            }
        }
        return more;
    }

    private boolean hasCaughtUp(int number, Telling telling) {
        boolean caughtUp = tables.stream().allMatch(table -> table.outbound().hasCaughtUp(number));
        if (!caughtUp) {
            telling.until = null;
        }
        return caughtUp;
    }

    /// Whether a peer that has caught up in all shards has read what waited for it in some of them
    /// when it did so in the last.
    private boolean hasToldAll(int number, Telling telling) {
        if (telling.until == null) {
            if (!tables.stream().allMatch(table -> table.unsettled() == 0)) {
                return false;
            }
            telling.until =
                    tables.stream().mapToLong(table -> table.outbound().end(number)).toArray();
        }
        for (int i = 0; i < tables.size(); i++) {
            if (!tables.get(i).outbound().hasRead(number, telling.until[i])) {
                return false;
            }
        }
        return true;
    }

    private void markEnds(Telling telling, OctetWriter out) {
        if (telling.endOfRib) {
            Update.endOfRib(family().family()).encode(out, Negotiated.DEFAULT);
        }
        if (telling.endOfRefresh) {
            mark(RouteRefresh.END_OF_ROUTE_REFRESH, out);
        }
        telling.endOfRib = false;
        telling.endOfRefresh = false;
        telling.until = null;
    }

    private void mark(int subtype, OctetWriter out) {
        new RouteRefresh(family().family(), subtype).encode(out, Negotiated.DEFAULT);
    }
}
