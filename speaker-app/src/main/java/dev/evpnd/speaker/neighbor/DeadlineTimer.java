package dev.evpnd.speaker.neighbor;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Has something run on a loop when a deadline has passed, which may be another before it has.
final class DeadlineTimer {
    private static final long NEVER = Long.MAX_VALUE;

    private final EventLoop loop;
    private final LongSupplier millis;
    private final Runnable action;
    private @Nullable ScheduledFuture<?> scheduled;
    private long dueMillis = NEVER;

    /// @param action that finds out by itself whether it is time
    DeadlineTimer(EventLoop loop, LongSupplier millis, Runnable action) {
        this.loop = loop;
        this.millis = millis;
        this.action = action;
    }

    /// @param deadlineMillis [Long#MAX_VALUE] for never
    void set(long deadlineMillis) {
        // One that comes early finds nothing to do: only an earlier one has to be set anew. One
        // that is never to come would keep a session alive that is no more.
        if (deadlineMillis >= dueMillis && deadlineMillis != NEVER) {
            return;
        }
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
        dueMillis = deadlineMillis;
        if (deadlineMillis != NEVER) {
            long delay = Math.max(0, deadlineMillis - millis.getAsLong());
            scheduled = loop.schedule(this::expired, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void expired() {
        scheduled = null;
        dueMillis = NEVER;
        action.run();
    }
}
