package dev.evpnd.speaker.session;

import java.util.Optional;

/// Until when is waited for what; [#NEVER] for a timer that does not run.
record Deadlines(
        long connectRetry,
        long delayOpen,
        long hold,
        long keepalive,
        long idleHold,
        long sendHold) {

    static final long NEVER = Long.MAX_VALUE;
    static final Deadlines NONE = new Deadlines(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);

    long of(Timer timer) {
        return switch (timer) {
            case CONNECT_RETRY -> connectRetry;
            case DELAY_OPEN -> delayOpen;
            case HOLD -> hold;
            case KEEPALIVE -> keepalive;
            case IDLE_HOLD -> idleHold;
            case SEND_HOLD -> sendHold;
        };
    }

    boolean runs(Timer timer) {
        return of(timer) != NEVER;
    }

    Deadlines with(Timer timer, long at) {
        return new Deadlines(
                timer == Timer.CONNECT_RETRY ? at : connectRetry,
                timer == Timer.DELAY_OPEN ? at : delayOpen,
                timer == Timer.HOLD ? at : hold,
                timer == Timer.KEEPALIVE ? at : keepalive,
                timer == Timer.IDLE_HOLD ? at : idleHold,
                timer == Timer.SEND_HOLD ? at : sendHold);
    }

    long earliest() {
        return Math.min(
                Math.min(Math.min(connectRetry, delayOpen), Math.min(hold, keepalive)),
                Math.min(idleHold, sendHold));
    }

    /// The timer that has expired before the others.
    Optional<Timer> expired(long now) {
        long earliest = earliest();
        if (earliest == NEVER || earliest > now) {
            return Optional.empty();
        }
        for (var timer : Timer.values()) {
            if (of(timer) == earliest) {
                return Optional.of(timer);
            }
        }
        return Optional.empty();
    }
}
