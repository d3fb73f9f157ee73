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
    private int onTheWay;

    /// @param alarm whether it is the end of somebody's waiting, and nothing on its way
    private record Event(long atMillis, long number, boolean alarm, Runnable action) {}

    long nowMillis() {
        return nowMillis;
    }

    void after(long millis, Runnable action) {
        events.add(new Event(nowMillis + millis, planned++, false, action));
        onTheWay++;
    }

    /// Plans what happens if nothing else does before: what waits for it may wait for good.
    void alarm(long atMillis, Runnable action) {
        events.add(new Event(Math.max(nowMillis, atMillis), planned++, true, action));
    }

    /// Whether anything is on its way, somebody's waiting apart.
    boolean isBusy() {
        return onTheWay > 0;
    }

    /// Lets the next event happen.
    void step() {
        var event = events.poll();
        if (event != null) {
            nowMillis = event.atMillis();
            onTheWay -= event.alarm() ? 0 : 1;
            event.action().run();
        }
    }

    /// Lets the next event happen, if there is one before that time; else it is that time.
    ///
    /// @return whether there was one
    boolean stepUntil(long millis) {
        var next = events.peek();
        if (next == null || next.atMillis() > millis) {
            nowMillis = millis;
            return false;
        }
        step();
        return true;
    }
}
