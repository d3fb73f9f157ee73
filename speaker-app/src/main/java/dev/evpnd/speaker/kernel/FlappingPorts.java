package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.Link;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/// Ports that go down and up again and again. All that is learned at one would be announced each
/// time and withdrawn soon after, to the whole fabric; so what is learned there is kept back for a
/// while, twice as long with each time.
///
/// A port may go down and up twice before that: somebody has plugged a cable.
final class FlappingPorts {
    private static final int FREE = 2;
    private static final long FIRST_HOLD_MILLIS = 1_000;

    /// Who stays up for so long, beyond a hold, is steady.
    private static final long STEADY_MILLIS = 30_000;

    private final Map<Integer, Port> ports = new HashMap<>();

    /// Those of them that are held: nearly always none.
    private final Map<Integer, Port> held = new TreeMap<>();

    private final ArrayDeque<Flip> flips = new ArrayDeque<>();
    private long longestHoldMillis = 60_000;

    private record Flip(int port, boolean isUp) {}

    private static final class Port {
        boolean isSeenUp;
        long upSince;
        int flaps;

        /// When what is learned there counts again, if it does not.
        long heldUntil;

        Port(boolean isSeenUp, long upSince) {
            this.isSeenUp = isSeenUp;
            this.upSince = upSince;
        }
    }

    /// A port that is held.
    record Held(int port, int flaps, long untilMillis) {}

    /// Holds none for longer than this; 0 holds none at all.
    void holdAtMost(long millis) {
        longestHoldMillis = millis;
    }

    /// The kernel said something of a port. What follows is said by [#settle].
    void see(Link link) {
        if (link.port() == null || link.kind() instanceof Link.Vxlan) {
            return;
        }
        boolean isUp = link.isUp() && link.isRunning();
        var port = ports.get(link.index());
        if (port == null) {
            // When it came up is not known: it has been so for long.
            ports.put(link.index(), new Port(isUp, Long.MIN_VALUE / 2));
        } else if (port.isSeenUp != isUp) {
            port.isSeenUp = isUp;
            flips.add(new Flip(link.index(), isUp));
        }
    }

    void remove(int port) {
        ports.remove(port);
        held.remove(port);
    }

    /// Whether what is learned at a port is kept back.
    boolean isHeld(int port) {
        return !held.isEmpty() && held.containsKey(port);
    }

    /// Draws what follows from what was seen, and from the time.
    ///
    /// @param holds is told of each port that is held from now on, before it is
    /// @param releases is told of each that is held no more
    void settle(long nowMillis, IntConsumer holds, IntConsumer releases) {
        for (var flip = flips.poll(); flip != null; flip = flips.poll()) {
            var port = ports.get(flip.port());
            if (port == null) {
                continue;
            }
            if (flip.isUp()) {
                up(flip.port(), port, nowMillis, holds);
            } else {
                boolean isSteady = nowMillis - port.upSince >= STEADY_MILLIS + hold(port.flaps);
                port.flaps = isSteady ? 1 : port.flaps + 1;
            }
        }
        if (held.isEmpty()) {
            return;
        }
        for (var each : List.copyOf(held.entrySet())) {
            if (each.getValue().heldUntil <= nowMillis) {
                held.remove(each.getKey());
                releases.accept(each.getKey());
            }
        }
    }

    private void up(int index, Port port, long nowMillis, IntConsumer holds) {
        port.upSince = nowMillis;
        long hold = hold(port.flaps);
        if (hold > 0) {
            port.heldUntil = nowMillis + hold;
            if (!held.containsKey(index)) {
                holds.accept(index);
                held.put(index, port);
            }
        }
    }

    private long hold(int flaps) {
        if (flaps <= FREE) {
            return 0;
        }
        int doublings = Math.min(flaps - FREE - 1, Integer.SIZE / 2);
        return Math.min(longestHoldMillis, FIRST_HOLD_MILLIS << doublings);
    }

    /// When [#settle] has something to do, [Long#MAX_VALUE] if never.
    long nextDeadlineMillis() {
        return held.values().stream()
                .mapToLong(port -> port.heldUntil)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// The ports that are held, by their numbers.
    List<Held> held() {
        return held.entrySet().stream()
                .map(
                        each ->
                                new Held(
                                        each.getKey(),
                                        each.getValue().flaps,
                                        each.getValue().heldUntil))
                .toList();
    }
}
