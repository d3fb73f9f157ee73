package dev.evpnd.it.simulation;

import dev.evpnd.rib.in.SessionEnd;

import java.util.List;

/// A session between two nodes: a stream of octets in each direction, in order and late, until it
/// is lost with all that is on its way. It comes back by itself, unless it is not wanted.
final class Session {
    private static final int MILLIS_OF_A_STALL = 3000;

    /// How a loss may look to an end.
    private static final List<SessionEnd> HOW = List.of(SessionEnd.values());

    private final World world;
    private final int delayMillis;
    private final int windowOctets;
    private final boolean smallSlices;
    private final Direction there;
    private final Direction back;
    private boolean wanted = true;
    private boolean cut;
    private boolean connected;
    private boolean connecting;

    /// How often the session was lost: what was sent before is not to arrive after.
    private int losses;

    private long lostAtMillis;

    private static final class Direction {
        private final End from;
        private long lastArrivalMillis;
        private int octetsOnTheWay;

        Direction(End from) {
            this.from = from;
        }
    }

    /// What makes the two ends, each knowing its session.
    interface Ends {
        End make(Session session);
    }

    Session(World world, Ends first, Ends second) {
        this.world = world;
        delayMillis = 1 + world.any(world.once(10) ? 400 : 20);
        windowOctets = world.once(8) ? 300 : 1 << 20;
        smallSlices = world.once(6);
        there = new Direction(first.make(this));
        back = new Direction(second.make(this));
        there.from.join(back.from);
        back.from.join(there.from);
        there.from.node.ends.add(there.from);
        back.from.node.ends.add(back.from);
    }

    private Direction direction(End from) {
        return there.from.equals(from) ? there : back;
    }

    End first() {
        return there.from;
    }

    boolean isWanted() {
        return wanted;
    }

    /// Whether there is nothing that keeps it from being up.
    boolean isPossible() {
        return wanted && !cut && there.from.node.isRunning() && back.from.node.isRunning();
    }

    boolean isUp() {
        return connected && there.from.isUp() && back.from.isUp();
    }

    /// Whether it was lost so long ago, or later.
    boolean wasLostWithin(long millis) {
        return losses > 0 && world.now() - lostAtMillis <= millis;
    }

    /// An operator takes the session out, or puts it back.
    void setWanted(boolean changed) {
        wanted = changed;
        if (wanted) {
            connectSoon();
        } else {
            drop(List.of(SessionEnd.FINAL));
        }
    }

    /// The network loses the session and does not let it come back, or does.
    void setCut(boolean changed) {
        cut = changed;
        if (cut) {
            lose();
        } else {
            connectSoon();
        }
    }

    /// Connects when both nodes are there and neither believes in an older session any more.
    void connectSoon() {
        if (!connecting) {
            connecting = true;
            world.time.after(world.any(2000), this::connect);
        }
    }

    private void connect() {
        connecting = false;
        var a = there.from;
        var b = back.from;
        if (!wanted || cut || connected || a.isUp() || b.isUp()) {
            return;
        }
        if (!a.node.isRunning() || !b.node.isRunning()) {
            return;
        }
        connected = true;
        int attempt = losses;
        // The first may send before the second is up, but nothing arrives before.
        back.lastArrivalMillis = establish(a, attempt);
        there.lastArrivalMillis = establish(b, attempt);
        there.octetsOnTheWay = 0;
        back.octetsOnTheWay = 0;
    }

    private long establish(End end, int attempt) {
        int delay = world.any(100);
        world.time.after(
                delay,
                () -> {
                    if (losses == attempt) {
                        world.tell(() -> end + " is up");
                        end.comeUp();
                    }
                });
        return world.now() + delay;
    }

    /// All that is on its way is lost; each end notices in its own time.
    void drop() {
        drop(HOW);
    }

    /// The same, and both ends see nothing but that it is lost.
    void lose() {
        drop(List.of(SessionEnd.CONNECTION_LOST));
    }

    private void drop(List<SessionEnd> how) {
        if (!connected) {
            return;
        }
        connected = false;
        losses++;
        lostAtMillis = world.now();
        world.tell(() -> "lost: " + there.from);
        noticeLater(there.from, world.any(how));
        noticeLater(back.from, world.any(how));
    }

    private void noticeLater(End end, SessionEnd how) {
        if (!end.isUp()) {
            connectSoon();
            return;
        }
        int starts = end.node.starts();
        int delay = world.any(world.once(4) ? 9000 : 100);
        world.time.after(
                delay,
                () -> {
                    if (end.node.isRunning() && end.node.starts() == starts) {
                        world.tell(() -> end + " is down: " + how);
                        end.goDown(how);
                    }
                    connectSoon();
                });
    }

    /// Whether the network takes more from this end: it holds a window and no more.
    boolean takesFrom(End from) {
        return direction(from).octetsOnTheWay < windowOctets;
    }

    int sliceOctets() {
        return smallSlices ? 1 + world.any(400) : 65_536;
    }

    void carry(End from, byte[] octets) {
        var direction = direction(from);
        direction.octetsOnTheWay += octets.length;
        if (!connected) {
            return;
        }
        int stall = world.once(50) ? world.any(MILLIS_OF_A_STALL) : 0;
        long arrival = world.now() + delayMillis + world.any(delayMillis + 1) + stall;
        direction.lastArrivalMillis = Math.max(direction.lastArrivalMillis, arrival);
        int sent = losses;
        world.time.after(
                direction.lastArrivalMillis - world.now(),
                () -> {
                    if (losses == sent) {
                        arrive(direction, octets);
                    }
                });
    }

    private void arrive(Direction direction, byte[] octets) {
        boolean full = direction.octetsOnTheWay >= windowOctets;
        direction.octetsOnTheWay -= octets.length;
        world.digest.add(world.now());
        world.digest.add(octets);
        var to = direction.from.other();
        world.tell(() -> direction.from + ": " + octets.length + " octets");
        to.receive(octets);
        if (full) {
            direction.from.node.touch();
        }
    }
}
