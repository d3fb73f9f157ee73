package dev.evpnd.speaker.session;

import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// Two speakers, and connections between them that keep what is sent in order, take their time, and
/// may be cut or go silent. Time passes from event to event; all chance is of one seed.
final class Network {

    private final Random random;
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(
                    Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::order));
    private final List<Node> nodes;
    private final List<Wire> wires = new ArrayList<>();
    private int longestDelay = 500;
    private double lostSyns;
    private long now;
    private long order;

    Network(long seed, SessionSettings left, SessionSettings right) {
        random = new Random(seed);
        nodes = List.of(new Node(left, seed), new Node(right, ~seed));
    }

    private record Arrival(long at, long order, Runnable what) {}

    /// A TCP connection: the number that each of the nodes has for it, and when the last of what
    /// was sent to each arrives.
    private static final class Wire {
        final int[] numbers = new int[2];
        final long[] lastArrival = new long[2];
        boolean silent;
        boolean cut;
    }

    private static final class Node {
        final CheckedPeering session;
        final Map<Integer, Wire> wires = new HashMap<>();
        int accepted;

        Node(SessionSettings settings, long seed) {
            session = new CheckedPeering(settings, seed);
        }
    }

    CheckedPeering session(int node) {
        return nodes.get(node).session;
    }

    long now() {
        return now;
    }

    /// Whether both have a session, on two ends of one connection.
    boolean isOneSession() {
        var left = nodes.get(0);
        var right = nodes.get(1);
        var wire = left.wires.get(left.session.session());
        return wire != null && right.session.session() == wire.numbers[1];
    }

    void delays(int most) {
        longestDelay = most;
    }

    void losesSyns(double share) {
        lostSyns = share;
    }

    void at(long time, int node, PeeringEvent event) {
        arrivals.add(new Arrival(time, order++, () -> tell(node, event)));
    }

    /// Ends a connection, of which each side learns at its own time, or never.
    void cut(boolean silently) {
        var alive = wires.stream().filter(this::isAlive).toList();
        if (alive.isEmpty()) {
            return;
        }
        var wire = alive.get(random.nextInt(alive.size()));
        if (silently) {
            wire.silent = true;
        } else {
            wire.cut = true;
            lose(wire, 0);
            lose(wire, 1);
        }
    }

    private boolean isAlive(Wire wire) {
        return !wire.cut
                && !wire.silent
                && (session(0).isOpen(wire.numbers[0]) || session(1).isOpen(wire.numbers[1]));
    }

    void run(long until) {
        while (true) {
            long arrival = arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.element().at;
            long left = nodes.get(0).session.peering().nextDeadlineMillis();
            long right = nodes.get(1).session.peering().nextDeadlineMillis();
            long next = Math.min(arrival, Math.min(left, right));
            if (next > until) {
                now = until;
                return;
            }
            now = Math.max(now, next);
            if (arrival == next) {
                arrivals.remove().what.run();
            } else {
                tell(left == next ? 0 : 1, new PeeringEvent.Tick());
            }
        }
    }

    private void tell(int node, PeeringEvent event) {
        for (var effect : nodes.get(node).session.on(event, now)) {
            perform(node, effect);
        }
    }

    private void perform(int node, Effect effect) {
        switch (effect) {
            case Effect.Connect(int number) -> connect(node, number);
            case Effect.Send(int number, BgpMessage message) -> send(node, number, message);
            case Effect.Close(int number) -> {
                var wire = wire(node, number);
                if (!wire.cut) {
                    lose(wire, 1 - node);
                }
            }
            case Effect.Established _, Effect.Down _, Effect.Failed _ -> {}
        }
    }

    private Wire wire(int node, int number) {
        var wire = nodes.get(node).wires.get(number);
        if (wire == null) {
            throw new AssertionError("no connection " + number);
        }
        return wire;
    }

    private void connect(int node, int number) {
        var wire = new Wire();
        wire.numbers[node] = number;
        wires.add(wire);
        nodes.get(node).wires.put(number, wire);
        if (random.nextDouble() < lostSyns) {
            wire.silent = true;
            return;
        }
        int other = 1 - node;
        deliver(
                wire,
                other,
                () -> {
                    var peer = nodes.get(other);
                    wire.numbers[other] = ++peer.accepted;
                    peer.wires.put(peer.accepted, wire);
                    deliver(wire, node, () -> told(wire, node, new PeeringEvent.Connected(number)));
                    tell(other, new PeeringEvent.Accepted(wire.numbers[other]));
                });
    }

    private void send(int node, int number, BgpMessage message) {
        var wire = wire(node, number);
        int other = 1 - node;
        deliver(
                wire,
                other,
                () -> {
                    int there = wire.numbers[other];
                    told(
                            wire,
                            other,
                            switch (message) {
                                case Open open -> new PeeringEvent.OpenReceived(there, open);
                                case Keepalive _ -> new PeeringEvent.KeepaliveReceived(there);
                                case Notification notification ->
                                        new PeeringEvent.NotificationReceived(there, notification);
                                case Update _, RouteRefresh _ -> throw new AssertionError(message);
                            });
                });
    }

    /// An end that was closed learns nothing any more.
    private void told(Wire wire, int node, PeeringEvent event) {
        if (nodes.get(node).session.isOpen(wire.numbers[node])) {
            tell(node, event);
        }
    }

    private void lose(Wire wire, int node) {
        deliver(wire, node, () -> told(wire, node, new PeeringEvent.Lost(wire.numbers[node])));
    }

    private void deliver(Wire wire, int node, Runnable what) {
        if (wire.silent) {
            return;
        }
        long at = Math.max(wire.lastArrival[node], now + random.nextInt(longestDelay));
        wire.lastArrival[node] = at;
        arrivals.add(new Arrival(at, order++, what));
    }
}
