package dev.evpnd.speaker.session;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One event, and what it makes of the connections of a [Peering]: which machine it is for, which
/// of two connections survives (RFC 4271 section 6.8), and for how long nothing is tried.
///
/// Of two connections each side keeps the one that the speaker with the higher identifier has
/// opened. So that neither gives up one that the other has established already:
///
/// - That speaker chooses before it answers an OPEN with a KEEPALIVE. Once it has sent an OPEN on
///   its own connection it keeps that; before, it keeps the peer's and gives up its own.
/// - The other keeps both until the first of them gets an OPEN on the peer's connection, or a
///   KEEPALIVE on its own.
///
/// A peer that connects once more although its connection was refused for that choice knows nothing
/// of the one that was kept: there are some that forget it, and leave it open. It is given up then,
/// for nothing would come on it.
final class Turn {

    /// For as long after the begin of a session the peer's other connection is one that has
    /// collided, which was on its way; after that it is one of a peer that has restarted.
    static final long COLLISION_MILLIS = 10_000;

    private static final long MILLIS = 1000;

    private final SessionSettings settings;
    private final long now;
    private final long seed;
    private final List<SessionFsm> machines;
    private final List<Effect> effects = new ArrayList<>();
    private boolean wanted;
    private History history;
    private int kept;

    Turn(Peering peering, SessionSettings settings, long now) {
        this.settings = settings;
        this.now = now;
        this.seed = peering.seed;
        this.machines = new ArrayList<>(peering.machines);
        this.wanted = peering.wanted;
        this.history = peering.history;
        this.kept = peering.kept;
    }

    Peering.Step take(PeeringEvent event) {
        switch (event) {
            case PeeringEvent.Start _ -> start();
            case PeeringEvent.Stop(Notification reason) -> stop(reason);
            case PeeringEvent.Reset(Notification reason, long holdMillis) ->
                    reset(reason, holdMillis);
            case PeeringEvent.Tick _ -> tick();
            case PeeringEvent.Accepted(int number) -> accepted(number);
            case PeeringEvent.OpenReceived(int number, Open open) -> opened(number, open);
            case PeeringEvent.Connected(int number) -> tell(number, new FsmEvent.Connected(number));
            case PeeringEvent.ConnectFailed(int number) -> tell(number, new FsmEvent.Gone());
            case PeeringEvent.Lost(int number) -> tell(number, new FsmEvent.Gone());
            case PeeringEvent.KeepaliveReceived(int number) ->
                    tell(number, new FsmEvent.KeepaliveReceived());
            case PeeringEvent.RoutesReceived(int number) ->
                    tell(number, new FsmEvent.RoutesReceived());
            case PeeringEvent.NotificationReceived(int number, Notification notification) ->
                    tell(number, new FsmEvent.NotificationReceived(notification));
            case PeeringEvent.MalformedReceived(int number, var fault) ->
                    tell(number, new FsmEvent.MalformedReceived(fault));
            case PeeringEvent.SendProgress(int number, boolean more) ->
                    tell(number, new FsmEvent.SendProgress(more));
            case PeeringEvent.ReadingPaused(int number) ->
                    tell(number, new FsmEvent.ReadingPaused());
            case PeeringEvent.ReadingResumed(int number) ->
                    tell(number, new FsmEvent.ReadingResumed());
        }
        return new Peering.Step(new Peering(seed, wanted, machines, history, kept), effects);
    }

    private void start() {
        if (!wanted) {
            wanted = true;
            history = history.anew();
            tell(machines.getFirst(), new FsmEvent.Start());
        }
    }

    private void stop(Notification reason) {
        if (wanted) {
            wanted = false;
            halt(reason, SessionFsm.IDLE);
        }
    }

    /// A peer needs a moment, too: what comes back at once is refused there.
    private void reset(Notification reason, long holdMillis) {
        if (wanted) {
            long hold = Math.max(holdMillis, settings.timers().idleHold() * MILLIS);
            halt(reason, SessionFsm.IDLE.until(Timer.IDLE_HOLD, now + hold));
        }
    }

    private void halt(Notification reason, SessionFsm next) {
        for (var machine : machines) {
            var step = machine.on(new FsmEvent.Stop(reason), situation());
            effects.addAll(step.effects());
            if (machine.state() == SessionState.ESTABLISHED) {
                history = history.down(new DownReason.Sent(reason), settings.timers(), now);
            }
        }
        history = history.anew();
        machines.clear();
        machines.add(next);
    }

    /// All timers that have expired, the earliest first.
    private void tick() {
        for (var due = due(); due.isPresent(); due = due()) {
            var machine = due.get();
            var timer = machine.deadlines().expired(now).orElseThrow();
            tell(machine, new FsmEvent.Expired(timer));
        }
    }

    private Optional<SessionFsm> due() {
        return machines.stream()
                .filter(machine -> machine.deadlines().expired(now).isPresent())
                .min((a, b) -> Long.compare(a.deadlines().earliest(), b.deadlines().earliest()));
    }

    private void accepted(int number) {
        if (find(number).isPresent()) {
            return;
        }
        var first = machines.getFirst();
        boolean welcome =
                machines.size() == 1
                        && switch (first.state()) {
                            case IDLE -> false;
                            case CONNECT, ACTIVE, OPEN_SENT, OPEN_CONFIRM -> true;
                            case ESTABLISHED -> mayBeReplaced(first);
                        };
        if (!welcome) {
            effects.add(new Effect.Close(number));
        } else if (first.connection() == SessionFsm.NO_CONNECTION) {
            tell(first, new FsmEvent.Connected(number));
        } else {
            machines.add(SessionFsm.LISTENING);
            tell(SessionFsm.LISTENING, new FsmEvent.Connected(number));
        }
    }

    /// RFC 4724 section 5: the end of the old connection may not have been seen. It is given up
    /// only when an OPEN has come on the new one, which not everyone can send.
    private boolean mayBeReplaced(SessionFsm established) {
        var agreement = established.agreement();
        return agreement != null
                && now - history.establishedAt() >= COLLISION_MILLIS
                && agreement.negotiated().gracefulRestart().stream()
                        .anyMatch(restart -> !restart.entries().isEmpty());
    }

    private void opened(int number, Open open) {
        var found = find(number);
        if (found.isEmpty()) {
            return;
        }
        var machine = found.get();
        var step = machine.on(new FsmEvent.OpenReceived(open), situation());
        var other = other(machine);
        if (step.next().state() == SessionState.OPEN_CONFIRM && other.isPresent()) {
            collide(machine, step, other.get(), open);
        } else {
            settle(machine, step);
        }
    }

    private void collide(SessionFsm machine, FsmStep step, SessionFsm other, Open open) {
        if (other.state() == SessionState.ESTABLISHED) {
            tell(other, new FsmEvent.Replaced());
        } else if (isPreferred(machine, other, open)) {
            kept = machine.connection();
            tell(other, new FsmEvent.CollisionDump());
        } else if (other.initiated() && other.isOpenSent() && other.connection() != kept) {
            kept = other.connection();
            tell(machine, new FsmEvent.CollisionDump());
            return;
        } else if (other.initiated()) {
            tell(other, new FsmEvent.CollisionDump());
        }
        settle(machine, step);
    }

    /// Of two that the peer has opened it has forgotten the older.
    private boolean isPreferred(SessionFsm machine, SessionFsm other, Open open) {
        return machine.initiated() == other.initiated()
                ? machines.indexOf(machine) > machines.indexOf(other)
                : machine.initiated() == outranks(open);
    }

    /// Whether this speaker's identifier is higher; RFC 6286 section 2.3: of two that are equal the
    /// number of the AS decides.
    private boolean outranks(Open open) {
        int ours = settings.identifier().bits();
        int theirs = open.identifier().bits();
        int compared = Integer.compareUnsigned(ours, theirs);
        return compared != 0
                ? compared > 0
                : Integer.compareUnsigned(settings.localAs().number(), open.asn().number()) > 0;
    }

    private Optional<SessionFsm> find(int number) {
        return number == SessionFsm.NO_CONNECTION
                ? Optional.empty()
                : machines.stream().filter(each -> each.connection() == number).findFirst();
    }

    private Optional<SessionFsm> other(SessionFsm machine) {
        return machines.stream()
                .filter(each -> each.connection() != machine.connection())
                .findFirst();
    }

    private Situation situation() {
        return new Situation(settings, now, history.free(), seed, history.plain());
    }

    private void tell(int number, FsmEvent event) {
        find(number).ifPresent(machine -> tell(machine, event));
    }

    private void tell(SessionFsm machine, FsmEvent event) {
        settle(machine, machine.on(event, situation()));
    }

    private void settle(SessionFsm machine, FsmStep step) {
        var next = step.next();
        boolean established =
                next.state() == SessionState.ESTABLISHED
                        && machine.state() != SessionState.ESTABLISHED;
        if (established) {
            other(machine).ifPresent(other -> tell(other, new FsmEvent.CollisionDump()));
            history = history.established(now);
        }
        effects.addAll(step.effects());
        if (next.connection() == history.free()) {
            history = history.asked(next.connection());
        }
        machines.set(machines.indexOf(machine), next);
        end(machine, next, step.end());
    }

    private void end(SessionFsm machine, SessionFsm next, @Nullable DownReason reason) {
        boolean wasSession = machine.state() == SessionState.ESTABLISHED;
        if (wasSession && reason != null) {
            history = history.down(reason, settings.timers(), now);
        }
        if (machines.size() > 1) {
            if (next.connection() == SessionFsm.NO_CONNECTION) {
                machines.remove(next);
            }
        } else if (reason != null) {
            if (!wasSession) {
                effects.add(new Effect.Failed(reason));
            }
            history = history.failed(reason, settings, now);
            if (next.state() == SessionState.IDLE) {
                idle(reason);
            }
        }
    }

    /// RFC 4271 section 8.2.2: only a peer of another version is not damped.
    private void idle(DownReason reason) {
        boolean damped =
                !(reason instanceof DownReason.Received(var notification)
                        && notification.code().equals(NotificationCode.UNSUPPORTED_VERSION_NUMBER));
        var timers = settings.timers();
        long seconds = damped ? history.idleHoldSeconds(timers) : timers.idleHold();
        history = damped ? history.damped() : history;
        machines.set(0, SessionFsm.IDLE.until(Timer.IDLE_HOLD, situation().soon(seconds)));
    }
}
