package dev.evpnd.speaker.session;

import dev.evpnd.wire.capability.Capability;

import java.util.ArrayList;
import java.util.List;

/// A session of [Samples] whose peer and whose time a test plays.
final class Play {
    static final int OURS = -1;
    static final int THEIRS = 1;

    final CheckedPeering session;
    long now = 1_000_000;

    Play(SessionSettings settings) {
        this(settings, 7);
    }

    Play(SessionSettings settings, long seed) {
        session = new CheckedPeering(settings, seed);
    }

    static Play started(SessionSettings settings) {
        var play = new Play(settings);
        play.on(new PeeringEvent.Start());
        return play;
    }

    /// In OpenSent on our connection.
    static Play connected(SessionSettings settings) {
        var play = started(settings);
        play.on(new PeeringEvent.Connected(OURS));
        return play;
    }

    /// On our connection, with a peer of a lower identifier.
    static Play established(SessionSettings settings, Capability... theirs) {
        var play = connected(settings);
        play.on(new PeeringEvent.OpenReceived(OURS, Samples.open(Samples.LOWER, theirs)));
        play.on(new PeeringEvent.KeepaliveReceived(OURS));
        return play;
    }

    List<Effect> on(PeeringEvent event) {
        return session.on(event, now);
    }

    /// Lets time pass, and ticks whenever that is due.
    List<Effect> pass(long millis) {
        var effects = new ArrayList<Effect>();
        long end = now + millis;
        while (peering().nextDeadlineMillis() <= end) {
            now = Math.max(now, peering().nextDeadlineMillis());
            effects.addAll(on(new PeeringEvent.Tick()));
        }
        now = end;
        return effects;
    }

    List<Effect> passSeconds(long seconds) {
        return pass(seconds * 1000);
    }

    /// For how long nothing is due.
    long untilDeadline() {
        return peering().nextDeadlineMillis() - now;
    }

    Peering peering() {
        return session.peering();
    }

    SessionState state() {
        return peering().state();
    }
}
