package dev.evpnd.speaker.session;

import static dev.evpnd.speaker.session.Deadlines.NEVER;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.speaker.session.OpenVerdict.Agreement;
import dev.evpnd.speaker.session.OpenVerdict.Refusal;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The state machine of one connection, or of the search for one: RFC 4271 section 8.2.2.
///
/// Of the optional attributes of section 8 there are DelayOpen, PassiveTcpEstablishment,
/// DampPeerOscillations and SendNOTIFICATIONwithoutOPEN; which connection survives a collision, and
/// for how long a machine idles, is decided in [Turn]. docs/conformance/rfc4271-fsm.md has the
/// table, and what is different from the RFC's.
///
/// @param connection [#NO_CONNECTION] where there is none. In Connect it is the one that was asked
///   for; it is there if the DelayOpenTimer runs
/// @param initiated whether this speaker opened it
/// @param heldMillis what is left of the Hold Timer while reading is paused; [#NOT_PAUSED]
/// @param sent our OPEN
/// @param agreement what the OPENs agreed on, from OpenConfirm on
record SessionFsm(
        SessionState state,
        int connection,
        boolean initiated,
        Deadlines deadlines,
        long heldMillis,
        @Nullable Open sent,
        @Nullable Agreement agreement) {

    static final int NO_CONNECTION = 0;
    static final long NOT_PAUSED = -1;

    /// Idle until it is started, and without an end.
    static final SessionFsm IDLE = of(SessionState.IDLE, NO_CONNECTION, false, Deadlines.NONE);

    /// Active for a connection that is coming in.
    static final SessionFsm LISTENING =
            of(SessionState.ACTIVE, NO_CONNECTION, false, Deadlines.NONE);

    /// For what came while nothing was read there is to be time to be read.
    private static final long LEAST_LEFT_MILLIS = 1000;

    /// One that has sent no OPEN.
    private static SessionFsm of(
            SessionState state, int connection, boolean initiated, Deadlines deadlines) {
        return new SessionFsm(state, connection, initiated, deadlines, NOT_PAUSED, null, null);
    }

    FsmStep on(FsmEvent event, Situation situation) {
        if (event instanceof FsmEvent.Expired(Timer timer)) {
            return deadlines.runs(timer) ? expired(timer, situation) : unchanged();
        }
        return switch (state) {
            case IDLE -> inIdle(event, situation);
            case CONNECT, ACTIVE -> beforeOpen(event, situation);
            case OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> withOpen(event, situation);
        };
    }

    boolean isOpenSent() {
        return switch (state) {
            case IDLE, CONNECT, ACTIVE -> false;
            case OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> true;
        };
    }

    private SessionFsm in(SessionState next) {
        return new SessionFsm(next, connection, initiated, deadlines, heldMillis, sent, agreement);
    }

    SessionFsm until(Timer timer, long at) {
        return new SessionFsm(
                state,
                connection,
                initiated,
                deadlines.with(timer, at),
                heldMillis,
                sent,
                agreement);
    }

    /// Each timer runs only in states in which this is what it is for.
    private FsmStep expired(Timer timer, Situation situation) {
        return switch (timer) {
            case CONNECT_RETRY -> connect(situation);
            case DELAY_OPEN -> sendOpen(situation);
            case HOLD -> refuse(NotificationCode.HOLD_TIMER_EXPIRED);
            case KEEPALIVE ->
                    FsmStep.to(
                            until(Timer.KEEPALIVE, nextKeepalive(situation)),
                            new Effect.Send(connection, Keepalive.INSTANCE));
            case IDLE_HOLD -> start(situation);
            case SEND_HOLD -> refuse(NotificationCode.SEND_HOLD_TIMER_EXPIRED);
        };
    }

    private FsmStep inIdle(FsmEvent event, Situation situation) {
        return switch (event) {
            case FsmEvent.Start _ -> start(situation);
            case FsmEvent.Stop _ -> FsmStep.to(IDLE);
            case FsmEvent.Expired _,
                    FsmEvent.Connected _,
                    FsmEvent.Gone _,
                    FsmEvent.OpenReceived _,
                    FsmEvent.MalformedReceived _,
                    FsmEvent.CollisionDump _,
                    FsmEvent.Replaced _,
                    FsmEvent.NotificationReceived _,
                    FsmEvent.KeepaliveReceived _,
                    FsmEvent.RoutesReceived _,
                    FsmEvent.SendProgress _,
                    FsmEvent.ReadingPaused _,
                    FsmEvent.ReadingResumed _ ->
                    unchanged();
        };
    }

    /// Connect and Active: there is no connection yet, or its OPEN is being held back.
    private FsmStep beforeOpen(FsmEvent event, Situation situation) {
        boolean isThere = deadlines.runs(Timer.DELAY_OPEN);
        return switch (event) {
            case FsmEvent.Stop _, FsmEvent.CollisionDump _, FsmEvent.Replaced _ -> drop();
            case FsmEvent.Connected(int number) ->
                    isThere ? unchanged() : connected(number, situation);
            case FsmEvent.Gone _ -> goneBeforeOpen(isThere, situation);
            case FsmEvent.OpenReceived(Open open) -> {
                if (!isThere) {
                    yield unchanged();
                }
                var begun = sendOpen(situation);
                yield begun.then(begun.next().opened(open, situation));
            }
            case FsmEvent.MalformedReceived(var fault) ->
                    isThere ? refuse(Notification.of(fault)) : unchanged();
            case FsmEvent.NotificationReceived(Notification notification) ->
                    isThere ? notified(notification, situation) : unchanged();
            case FsmEvent.KeepaliveReceived _, FsmEvent.RoutesReceived _ ->
                    isThere ? refuse(state.unexpectedMessage()) : unchanged();
            case FsmEvent.ReadingPaused _ -> isThere ? paused(situation) : unchanged();
            case FsmEvent.ReadingResumed _ -> resumed(situation);
            case FsmEvent.Start _, FsmEvent.Expired _, FsmEvent.SendProgress _ -> unchanged();
        };
    }

    /// OpenSent, OpenConfirm and Established.
    private FsmStep withOpen(FsmEvent event, Situation situation) {
        return switch (event) {
            case FsmEvent.Stop(Notification reason) -> refuse(reason);
            case FsmEvent.CollisionDump _ ->
                    refuse(NotificationCode.CONNECTION_COLLISION_RESOLUTION);
            case FsmEvent.Replaced _ -> leave(IDLE, new DownReason.Replaced());
            case FsmEvent.Gone _ ->
                    leave(
                            state == SessionState.OPEN_SENT ? listening(situation) : IDLE,
                            new DownReason.ConnectionLost());
            case FsmEvent.OpenReceived(Open open) ->
                    state == SessionState.OPEN_SENT
                            ? opened(open, situation)
                            : refuse(state.unexpectedMessage());
            case FsmEvent.MalformedReceived(var fault) -> refuse(Notification.of(fault));
            case FsmEvent.NotificationReceived(Notification notification) ->
                    notified(notification, situation);
            case FsmEvent.KeepaliveReceived _ -> keptAlive(situation);
            case FsmEvent.RoutesReceived _ ->
                    state == SessionState.ESTABLISHED
                            ? FsmStep.to(heard(situation))
                            : refuse(state.unexpectedMessage());
            case FsmEvent.SendProgress(boolean more) ->
                    FsmStep.to(until(Timer.SEND_HOLD, more ? sendHold(situation) : NEVER));
            case FsmEvent.ReadingPaused _ -> paused(situation);
            case FsmEvent.ReadingResumed _ -> resumed(situation);
            case FsmEvent.Start _, FsmEvent.Expired _, FsmEvent.Connected _ -> unchanged();
        };
    }

    private FsmStep start(Situation situation) {
        return situation.settings().passive()
                ? FsmStep.to(listening(situation))
                : connect(situation);
    }

    /// Asks for a connection; one that was asked for before has taken too long.
    private FsmStep connect(Situation situation) {
        long deadline = situation.soon(situation.timers().connectRetry());
        var waiting = Deadlines.NONE.with(Timer.CONNECT_RETRY, deadline);
        var next = of(SessionState.CONNECT, situation.free(), true, waiting);
        var connect = new Effect.Connect(situation.free());
        return connection == NO_CONNECTION
                ? FsmStep.to(next, connect)
                : new FsmStep(
                        next,
                        List.of(new Effect.Close(connection), connect),
                        new DownReason.NotConnected());
    }

    /// Active: the peer may connect, and unless it has to this speaker tries again before long.
    private static SessionFsm listening(Situation situation) {
        return situation.settings().passive()
                ? LISTENING
                : LISTENING.until(
                        Timer.CONNECT_RETRY, situation.soon(situation.timers().connectRetry()));
    }

    private FsmStep connected(int number, Situation situation) {
        int delay = situation.timers().delayOpen();
        var waiting = Deadlines.NONE.with(Timer.DELAY_OPEN, situation.after(delay));
        var there = of(state, number, initiated, waiting);
        return delay == 0 ? there.sendOpen(situation) : FsmStep.to(there);
    }

    private FsmStep goneBeforeOpen(boolean wasThere, Situation situation) {
        if (connection == NO_CONNECTION) {
            return unchanged();
        }
        // In Connect, RFC 4271 goes to Idle where the OPEN was not being held back. The peer, whose
        // turn it is to connect, would be refused there.
        return leave(
                state == SessionState.CONNECT ? listening(situation) : IDLE,
                wasThere ? new DownReason.ConnectionLost() : new DownReason.NotConnected());
    }

    private FsmStep sendOpen(Situation situation) {
        var open = situation.open();
        var next =
                new SessionFsm(
                        SessionState.OPEN_SENT,
                        connection,
                        initiated,
                        Deadlines.NONE,
                        heldMillis,
                        open,
                        null);
        return FsmStep.to(
                next.holding(situation.timers().openHold(), situation),
                new Effect.Send(connection, open));
    }

    private FsmStep opened(Open open, Situation situation) {
        if (sent == null) {
            throw new IllegalStateException("an OPEN was sent in " + state);
        }
        return switch (OpenVerdict.of(situation.settings(), sent, open)) {
            case Refusal(Notification notification) -> refuse(notification);
            case Agreement terms -> {
                var confirming =
                        new SessionFsm(
                                SessionState.OPEN_CONFIRM,
                                connection,
                                initiated,
                                deadlines,
                                heldMillis,
                                sent,
                                terms);
                // Where there is no hold time, what OpenSent waited with ends this state, too.
                var next = terms.holdSeconds() == 0 ? confirming : confirming.heard(situation);
                yield FsmStep.to(
                        next.until(Timer.KEEPALIVE, next.nextKeepalive(situation))
                                .until(Timer.SEND_HOLD, next.sendHoldOnceAgreed()),
                        new Effect.Send(connection, Keepalive.INSTANCE));
            }
        };
    }

    private FsmStep keptAlive(Situation situation) {
        if (agreement == null) {
            return refuse(state.unexpectedMessage());
        }
        var heard = heard(situation);
        if (state == SessionState.ESTABLISHED) {
            return FsmStep.to(heard);
        }
        return FsmStep.to(
                heard.in(SessionState.ESTABLISHED),
                new Effect.Established(
                        connection,
                        agreement.received(),
                        agreement.negotiated(),
                        agreement.holdSeconds(),
                        agreement.keepaliveSeconds()));
    }

    /// A NOTIFICATION is not answered with one, whatever RFC 4271 has for it in OpenSent. A peer
    /// that keeps another connection instead of this one is not to be refused there.
    private FsmStep notified(Notification notification, Situation situation) {
        boolean collided =
                state != SessionState.ESTABLISHED
                        && notification
                                .code()
                                .equals(NotificationCode.CONNECTION_COLLISION_RESOLUTION);
        return leave(collided ? listening(situation) : IDLE, new DownReason.Received(notification));
    }

    private FsmStep unchanged() {
        return FsmStep.to(this);
    }

    private FsmStep refuse(NotificationCode code) {
        return refuse(new Notification(code, Octets.EMPTY));
    }

    private FsmStep refuse(Notification notification) {
        return leave(IDLE, new DownReason.Sent(notification));
    }

    /// Gives up a connection on which no OPEN was sent, or the attempt to have one.
    private FsmStep drop() {
        return connection == NO_CONNECTION
                ? FsmStep.to(IDLE)
                : FsmStep.to(IDLE, new Effect.Close(connection));
    }

    private FsmStep leave(SessionFsm next, DownReason reason) {
        var effects = new ArrayList<Effect>();
        if (reason instanceof DownReason.Sent(Notification notification)) {
            effects.add(new Effect.Send(connection, notification));
        }
        if (state == SessionState.ESTABLISHED) {
            effects.add(new Effect.Down(connection, reason));
        }
        switch (reason) {
            case DownReason.Sent _, DownReason.Received _, DownReason.Replaced _ ->
                    effects.add(new Effect.Close(connection));
            case DownReason.ConnectionLost _,
                    DownReason.NotConnected _,
                    DownReason.Restarting _ -> {}
        }
        return new FsmStep(next, effects, reason);
    }

    /// The peer was heard of: the Hold Timer begins anew.
    private SessionFsm heard(Situation situation) {
        return agreement == null ? this : holding(agreement.holdSeconds(), situation);
    }

    private SessionFsm holding(int seconds, Situation situation) {
        long until = seconds == 0 ? NEVER : situation.after(seconds);
        if (heldMillis == NOT_PAUSED) {
            return until(Timer.HOLD, until);
        }
        return held(NEVER, until == NEVER ? NEVER : until - situation.nowMillis());
    }

    private FsmStep paused(Situation situation) {
        if (heldMillis != NOT_PAUSED) {
            return unchanged();
        }
        long hold = deadlines.hold();
        return FsmStep.to(
                held(NEVER, hold == NEVER ? NEVER : Math.max(0, hold - situation.nowMillis())));
    }

    private FsmStep resumed(Situation situation) {
        if (heldMillis == NOT_PAUSED) {
            return unchanged();
        }
        long left = Math.max(heldMillis, LEAST_LEFT_MILLIS);
        return FsmStep.to(
                held(heldMillis == NEVER ? NEVER : situation.nowMillis() + left, NOT_PAUSED));
    }

    private SessionFsm held(long until, long left) {
        var changed = deadlines.with(Timer.HOLD, until);
        return new SessionFsm(state, connection, initiated, changed, left, sent, agreement);
    }

    private long nextKeepalive(Situation situation) {
        return agreement == null || agreement.keepaliveSeconds() == 0
                ? NEVER
                : situation.soon(agreement.keepaliveSeconds());
    }

    /// RFC 9687: there is no such timer where there is no hold time.
    private long sendHold(Situation situation) {
        int hold = agreement == null ? situation.timers().hold() : agreement.holdSeconds();
        return hold == 0 ? NEVER : situation.after(situation.timers().sendHoldFor(hold));
    }

    private long sendHoldOnceAgreed() {
        boolean endless = agreement != null && agreement.holdSeconds() == 0;
        return endless ? NEVER : deadlines.sendHold();
    }
}
