package dev.evpnd.speaker.routing;

/// What the turns of the routing thread were spent on. Its own alone, but for snapshots.
public final class TurnTimes {
    private long turns;
    private long takingNanos;
    private long settlingNanos;
    private long sendingNanos;

    /// A turn that began, had taken what there was, had decided, and had written, at these times.
    void add(long begun, long taken, long settled, long sent) {
        turns++;
        takingNanos += taken - begun;
        settlingNanos += settled - taken;
        sendingNanos += sent - settled;
    }

    /// The sums at a moment.
    ///
    /// @param takingNanos in which routes of peers, and what else it was told, were applied
    /// @param settlingNanos in which paths were chosen
    /// @param sendingNanos in which UPDATEs were made and handed to the sockets
    public record Snapshot(long turns, long takingNanos, long settlingNanos, long sendingNanos) {}

    Snapshot snapshot() {
        return new Snapshot(turns, takingNanos, settlingNanos, sendingNanos);
    }
}
