package dev.evpnd.it.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/// Virtual time, and what happens in it: the earlier first, of two at the same time the one that
/// was planned first.
final class Timeline {
    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number);

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private long nowMillis;
    private long planned;

    private record Event(long atMillis, long number, Runnable action) {}

    long nowMillis() {
        return nowMillis;
    }

    void after(long millis, Runnable action) {
        events.add(new Event(nowMillis + millis, planned++, action));
    }

    /// Lets the next event happen.
    ///
    /// @return whether there was one
    boolean step() {
        var event = events.poll();
        if (event == null) {
            return false;
        }
        nowMillis = event.atMillis();
        event.action().run();
        return true;
    }

    /// Nothing happens for so long.
    void pass(long millis) {
        if (!events.isEmpty()) {
            throw new IllegalStateException("something is going to happen");
        }
        nowMillis += millis;
    }
}
