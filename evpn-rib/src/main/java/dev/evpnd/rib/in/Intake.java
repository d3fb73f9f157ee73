package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.evpn.EvpnNlriView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// EVPN routes that were read and that their shards have yet to take: each shard in the order in
/// which they came, and all shards at once.
///
/// They wait as *runs*, each of routes of one UPDATE that go into one shard and are announced with
/// the same attributes, or withdrawn. A run holds its attributes in its shard's table.
final class Intake {
    /// When so much waits, it is taken without anybody asking for it.
    private static final int MOST_OCTETS = 1 << 20;

    private final Sharding sharding;
    private final List<Queue> queues = new ArrayList<>();
    private final List<Room> counted = new ArrayList<>();

    /// How many octets and routes wait.
    private int octets;

    private int routes;

    /// Counts what was begun: a run of an earlier beginning takes no route more.
    private int beginning;

    Intake(Sharding sharding) {
        this.sharding = sharding;
        for (int shard = 0; shard < sharding.shards(); shard++) {
            queues.add(new Queue());
        }
    }

    boolean isEmpty() {
        return octets == 0;
    }

    /// What comes from now on is of another UPDATE, or else not what came before.
    void begin() {
        if (octets >= MOST_OCTETS) {
            take();
        }
        beginning++;
    }

    /// Whether a shard has a run of what was begun.
    boolean hasRun(int shard) {
        return queues.get(shard).beginning == beginning;
    }

    /// Begins the run of a shard.
    ///
    /// @param attributes that are held for it, or null where routes are withdrawn
    /// @param pathIds whether the routes have path identifiers in front
    void beginRun(int shard, Branch branch, @Nullable AttributeSet attributes, boolean pathIds) {
        queues.get(shard).begin(beginning, branch, attributes, pathIds);
    }

    /// Appends the route that a view stands on to the run of its shard.
    void add(int shard, EvpnNlriView route) {
        octets += queues.get(shard).add(route);
        routes++;
    }

    /// Notes that so many routes wait that may be new.
    void count(Room room, int announced) {
        if (room.waiting() == 0) {
            counted.add(room);
        }
        room.setWaiting(room.waiting() + announced);
    }

    /// Has all of them taken.
    void take() {
        sharding.runner().run(queues.size(), routes, shard -> queues.get(shard).take());
        octets = 0;
        routes = 0;
        beginning++;
        counted.forEach(room -> room.setWaiting(0));
        counted.clear();
    }

    /// What was thrown while routes of a peer were taken, and was not told yet.
    Map<Integer, RuntimeException> takeDefects() {
        var defects = new TreeMap<Integer, RuntimeException>();
        for (var queue : queues) {
            queue.defects.forEach(defects::putIfAbsent);
            queue.defects.clear();
        }
        return defects;
    }

    /// What waits for one shard. It is filled on one thread and may be emptied on another.
    private static final class Queue {
        private static final int FEW_OCTETS = 1 << 12;

        private final EvpnNlriView view = new EvpnNlriView();
        private final RouteTaker taker = new RouteTaker();
        private final Map<Integer, RuntimeException> defects = new TreeMap<>();

        /// Those that are there, and behind them others that were and will be again.
        private final List<Run> runs = new ArrayList<>();

        private int count;
        private byte[] octets = new byte[FEW_OCTETS];
        private int length;
        private int beginning;

        private static final class Run {
            private @Nullable Branch branch;
            private @Nullable AttributeSet attributes;
            private boolean pathIds;
            private int end;
        }

        void begin(int at, Branch branch, @Nullable AttributeSet attributes, boolean pathIds) {
            beginning = at;
            if (count == runs.size()) {
                runs.add(new Run());
            }
            var run = runs.get(count++);
            run.branch = branch;
            run.attributes = attributes;
            run.pathIds = pathIds;
            run.end = length;
        }

        /// @return how many octets it has
        int add(EvpnNlriView route) {
            int more = route.end() - route.start();
            if (length + more > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
            }
            System.arraycopy(route.array(), route.start(), octets, length, more);
            length += more;
            runs.get(count - 1).end = length;
            return more;
        }

        void take() {
            int start = 0;
            for (int i = 0; i < count; i++) {
                var run = runs.get(i);
                view.wrap(octets, start, run.end, run.pathIds);
                take(run);
                start = run.end;
                run.branch = null;
                run.attributes = null;
            }
            count = 0;
            length = 0;
        }

        private void take(Run run) {
            var branch = run.branch;
            if (branch == null) {
                throw new IllegalStateException("a run of nobody");
            }
            try {
                if (run.attributes == null) {
                    taker.withdraw(branch, view);
                } else {
                    taker.announce(branch, run.attributes, view);
                }
            } catch (RuntimeException defect) {
                // It costs the session, and not what others announced.
                defects.putIfAbsent(branch.list.peer, defect);
            }
        }
    }
}
