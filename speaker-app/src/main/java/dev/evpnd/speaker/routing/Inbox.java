package dev.evpnd.speaker.routing;

import dev.evpnd.wire.address.IpAddress;

import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What waits to be done on the routing thread: a line for each peer, and one for all that is about
/// none. Any thread puts, and one takes.
///
/// Nothing is overtaken within a line. Each peer's has its turn, so that no peer waits behind all
/// that others have sent; what is about no peer comes before them, so much of it at a time that it
/// does not keep them waiting either.
///
/// How long a line may become is for whoever puts to see to.
final class Inbox {
    /// Of one peer, before the next has its turn.
    static final int OCTETS_OF_A_VISIT = 1 << 14;

    /// Of what is about no peer, before peers have theirs.
    static final int MOST_OTHERS = 256;

    /// That an event counts for at least.
    private static final int OCTETS_OF_AN_EVENT = 256;

    interface Event {
        /// @return how many octets it was about
        int apply();
    }

    /// What a peer has sent, and what became of its sessions, one behind the other: what a session
    /// leaves comes before the next one.
    static final class Line {
        private final Queue<Event> events = new ConcurrentLinkedQueue<>();

        /// Whether it is among those that wait for their turn.
        private final AtomicBoolean queued = new AtomicBoolean();

        /// Those that have begun and of which not all is applied.
        private int sessions;
    }

    private final Queue<Event> others = new ConcurrentLinkedQueue<>();
    private final Queue<Line> turns = new ConcurrentLinkedQueue<>();

    /// By which it is also guarded.
    private final TreeMap<IpAddress, Line> lines = new TreeMap<>();

    /// A session of a peer is about to begin: its line is there until it [#leave]s.
    Line join(IpAddress peer) {
        synchronized (lines) {
            var line = lines.computeIfAbsent(peer, _ -> new Line());
            line.sessions++;
            return line;
        }
    }

    /// All of a session that had joined is applied.
    void leave(IpAddress peer) {
        synchronized (lines) {
            lines.computeIfPresent(peer, (_, line) -> --line.sessions == 0 ? null : line);
        }
    }

    /// Puts what is about no peer.
    void put(Event event) {
        others.add(event);
    }

    void put(Line line, Event event) {
        line.events.add(event);
        queue(line);
    }

    /// Puts what may not overtake anything of a peer.
    void putBehind(IpAddress peer, Event event) {
        synchronized (lines) {
            var line = lines.get(peer);
            if (line == null) {
                put(event);
            } else {
                put(line, event);
            }
        }
    }

    private void queue(Line line) {
        if (line.queued.compareAndSet(false, true)) {
            turns.add(line);
        }
    }

    boolean isEmpty() {
        return others.isEmpty() && turns.isEmpty();
    }

    /// Applies what waits, of peers until it was about so many octets.
    ///
    /// @return whether there was anything
    boolean serve(int octets) {
        boolean any = serveOthers();
        int left = octets;
        while (left > 0) {
            var line = turns.poll();
            if (line == null) {
                return any;
            }
            int taken = visit(line);
            any |= taken > 0;
            left -= taken;
        }
        return any;
    }

    private boolean serveOthers() {
        for (int count = 0; count < MOST_OTHERS; count++) {
            var event = others.poll();
            if (event == null) {
                return count > 0;
            }
            event.apply();
        }
        return true;
    }

    private int visit(Line line) {
        int taken = 0;
        while (taken < OCTETS_OF_A_VISIT) {
            var event = line.events.poll();
            if (event == null) {
                break;
            }
            taken += Math.max(OCTETS_OF_AN_EVENT, event.apply());
        }
        line.queued.set(false);
        // What was put before that was not queued again.
        if (!line.events.isEmpty()) {
            queue(line);
        }
        return taken;
    }
}
