package dev.evpnd.speaker.session;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.error.NotificationCode;

import org.jspecify.annotations.Nullable;

/// What of a peer's sessions and attempts at one is remembered over their end.
///
/// @param asked for how many connections
/// @param retries ConnectRetryCounter: attempts and sessions that failed since the start
/// @param failures in a row, by which the time to idle grows (DampPeerOscillations)
/// @param plain whether the peer has refused optional parameters
/// @param establishments since the start
/// @param lastEnd of an attempt or a session, null where there was none
/// @param lastEndAt when that was
record History(
        int asked,
        int retries,
        int failures,
        boolean plain,
        int establishments,
        long establishedAt,
        @Nullable DownReason lastEnd,
        long lastEndAt) {

    private static final long MILLIS = 1000;

    /// The doubling ends long before, at the limit that is configured.
    private static final int MOST_FAILURES = 16;

    static final History NONE =
            new History(0, 0, 0, false, 0, Deadlines.NEVER, null, Deadlines.NEVER);

    /// Connections that are asked for have negative numbers, those that come in have others.
    int free() {
        return -asked - 1;
    }

    History asked(int number) {
        return new History(
                -number,
                retries,
                failures,
                plain,
                establishments,
                establishedAt,
                lastEnd,
                lastEndAt);
    }

    /// What a start forgets, and a stop: all but what is told of the past.
    History anew() {
        return new History(asked, 0, 0, false, establishments, Deadlines.NEVER, lastEnd, lastEndAt);
    }

    History established(long now) {
        return new History(
                asked, retries, failures, plain, establishments + 1, now, lastEnd, lastEndAt);
    }

    /// A session has ended. One that lasted has proved that the next is worth trying at once.
    History down(DownReason reason, SessionTimers timers, long now) {
        boolean lasted = now - establishedAt >= timers.longestIdleHold() * MILLIS;
        return new History(
                asked,
                retries,
                lasted ? 0 : failures,
                false,
                establishments,
                Deadlines.NEVER,
                reason,
                now);
    }

    /// The last of the connections has ended.
    History failed(DownReason reason, SessionSettings settings, long now) {
        boolean refusesParameters =
                reason instanceof DownReason.Received(var notification)
                        && notification
                                .code()
                                .equals(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER);
        return new History(
                asked,
                retries + 1,
                failures,
                plain || refusesParameters && settings.goWithoutCapabilities(),
                establishments,
                establishedAt,
                reason,
                now);
    }

    History damped() {
        return new History(
                asked,
                retries,
                Math.min(failures + 1, MOST_FAILURES),
                plain,
                establishments,
                establishedAt,
                lastEnd,
                lastEndAt);
    }

    long idleHoldSeconds(SessionTimers timers) {
        return Math.min((long) timers.idleHold() << failures, timers.longestIdleHold());
    }
}
