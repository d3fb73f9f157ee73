package dev.evpnd.speaker.session;

import static dev.evpnd.speaker.session.Play.OURS;
import static dev.evpnd.speaker.session.Play.THEIRS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Open;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;

/// RFC 4271 section 8 and 10, and RFC 9687: what is waited for, and for how long.
class TimersTest {
    private static final Effect KEEPALIVE = new Effect.Send(OURS, Keepalive.INSTANCE);
    private static final List<Effect> HOLD_EXPIRED = ended(NotificationCode.HOLD_TIMER_EXPIRED);

    private static List<Effect> ended(NotificationCode code) {
        var notification = Samples.cease(code);
        return List.of(
                new Effect.Send(OURS, notification),
                new Effect.Down(OURS, new DownReason.Sent(notification)),
                new Effect.Close(OURS));
    }

    @Test
    void triesAgainWhereConnectionTakesTooLong() {
        var play = Play.started(Samples.settings());
        assertThat(play.passSeconds(11))
                .containsExactly(
                        new Effect.Close(OURS),
                        new Effect.Connect(-2),
                        new Effect.Failed(new DownReason.NotConnected()));
        assertThat(play.state()).isEqualTo(SessionState.CONNECT);
    }

    @Test
    void triesAgainAfterConnectionThatFailed() {
        var play = Play.started(Samples.settings());
        assertThat(play.on(new PeeringEvent.ConnectFailed(OURS)))
                .containsExactly(new Effect.Failed(new DownReason.NotConnected()));
        assertThat(play.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(play.passSeconds(10)).containsExactly(new Effect.Connect(-2));
    }

    @Test
    void shortensTheTimeBetweenAttemptsByUpToAQuarter() {
        var times = new TreeSet<Long>();
        for (int seed = 0; seed < 300; seed++) {
            var play = new Play(Samples.settings(), seed);
            play.on(new PeeringEvent.Start());
            times.add(play.untilDeadline());
        }
        assertThat(times.getFirst()).isEqualTo(7_500);
        assertThat(times.getLast()).isEqualTo(10_000);
        assertThat(times).hasSizeGreaterThan(20);
    }

    @Test
    void holdsItsOpenBack() {
        var settings = Samples.with(Samples.settings(), Samples.delayingOpen(5));
        var play = Play.started(settings);
        assertThat(play.on(new PeeringEvent.Connected(OURS))).isEmpty();
        assertThat(play.state()).isEqualTo(SessionState.CONNECT);
        assertThat(play.pass(4_999)).isEmpty();
        assertThat(play.pass(1)).singleElement().isInstanceOf(Effect.Send.class);
        assertThat(play.state()).isEqualTo(SessionState.OPEN_SENT);
    }

    @Test
    void answersOpenWhileItsOwnIsHeldBack() {
        var settings = Samples.with(Samples.settings(), Samples.delayingOpen(5));
        var play = Play.started(settings);
        play.on(new PeeringEvent.Connected(OURS));
        var effects = play.on(new PeeringEvent.OpenReceived(OURS, Samples.open(Samples.LOWER)));
        assertThat(effects).hasSize(2).last().isEqualTo(KEEPALIVE);
        assertThat(effects)
                .first()
                .matches(
                        effect ->
                                effect instanceof Effect.Send send
                                        && send.message() instanceof Open);
        assertThat(play.state()).isEqualTo(SessionState.OPEN_CONFIRM);
    }

    @Test
    void waitsLongForTheFirstOpen() {
        var play = Play.connected(Samples.settings());
        assertThat(play.pass(239_999)).isEmpty();
        var notification = Samples.cease(NotificationCode.HOLD_TIMER_EXPIRED);
        assertThat(play.pass(1))
                .containsExactly(
                        new Effect.Send(OURS, notification),
                        new Effect.Close(OURS),
                        new Effect.Failed(new DownReason.Sent(notification)));
    }

    @Test
    void endsSessionInWhichNothingIsHeard() {
        var play = Play.established(Samples.settings());
        assertThat(play.pass(89_999)).containsOnly(KEEPALIVE);
        assertThat(play.pass(1)).containsExactlyElementsOf(HOLD_EXPIRED);
        assertThat(play.state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void waitsAnewWhenKeepaliveOrRoutesAreHeard() {
        var play = Play.established(Samples.settings());
        play.passSeconds(80);
        play.on(new PeeringEvent.KeepaliveReceived(OURS));
        play.passSeconds(80);
        play.on(new PeeringEvent.RoutesReceived(OURS));
        assertThat(play.pass(89_999)).containsOnly(KEEPALIVE);
        assertThat(play.pass(1)).endsWith(HOLD_EXPIRED.toArray(Effect[]::new));
    }

    @Test
    void sendsKeepalivesWithJitter() {
        var play = Play.established(Samples.settings());
        var times = new TreeSet<Long>();
        for (int i = 0; i < 300; i++) {
            long wait = play.untilDeadline();
            times.add(wait);
            assertThat(play.pass(wait)).containsExactly(KEEPALIVE);
            play.on(new PeeringEvent.KeepaliveReceived(OURS));
        }
        assertThat(times.getFirst()).isEqualTo(22_500);
        assertThat(times.getLast()).isEqualTo(30_000);
        assertThat(times).hasSizeGreaterThan(20);
    }

    @Test
    void sendsNoKeepalivesWhereNoHoldTimeWasAgreed() {
        var settings = Samples.with(Samples.settings(), Samples.holding(0, 0, 0));
        var play = Play.established(settings);
        play.on(new PeeringEvent.SendProgress(OURS, true));
        assertThat(play.peering().nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(play.state()).isEqualTo(SessionState.ESTABLISHED);
    }

    @Test
    void waitsForTheFirstKeepaliveEvenWhereNoHoldTimeWasAgreed() {
        var settings = Samples.with(Samples.settings(), Samples.holding(0, 0, 0));
        var play = Play.connected(settings);
        play.passSeconds(10);
        play.on(new PeeringEvent.OpenReceived(OURS, Samples.open(Samples.LOWER)));
        assertThat(play.pass(229_999)).isEmpty();
        assertThat(play.pass(1)).hasSize(3);
        assertThat(play.state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void waitsForNoPeerThatIsNotRead() {
        var play = Play.established(Samples.settings());
        play.passSeconds(60);
        play.on(new PeeringEvent.ReadingPaused(OURS));
        assertThat(play.passSeconds(1000)).containsOnly(KEEPALIVE);
        play.on(new PeeringEvent.ReadingResumed(OURS));
        assertThat(play.pass(29_999)).containsOnly(KEEPALIVE);
        assertThat(play.pass(1)).containsExactlyElementsOf(HOLD_EXPIRED);
    }

    @Test
    void waitsInFullWhereSomethingWasHeardWhileReadingWasPaused() {
        var play = Play.established(Samples.settings());
        play.passSeconds(60);
        play.on(new PeeringEvent.ReadingPaused(OURS));
        play.on(new PeeringEvent.RoutesReceived(OURS));
        play.passSeconds(1000);
        play.on(new PeeringEvent.ReadingResumed(OURS));
        assertThat(play.pass(89_999)).containsOnly(KEEPALIVE);
        assertThat(play.pass(1)).containsExactlyElementsOf(HOLD_EXPIRED);
    }

    @Test
    void waitsInFullOnceASessionIsReadThatBeganUnread() {
        var play = Play.connected(Samples.settings());
        play.on(new PeeringEvent.OpenReceived(OURS, Samples.open(Samples.LOWER)));
        play.on(new PeeringEvent.ReadingPaused(OURS));
        play.passSeconds(60);
        play.on(new PeeringEvent.KeepaliveReceived(OURS));
        play.on(new PeeringEvent.ReadingResumed(OURS));
        assertThat(play.pass(89_999)).containsOnly(KEEPALIVE);
        assertThat(play.pass(1)).containsExactlyElementsOf(HOLD_EXPIRED);
    }

    @Test
    void leavesTimeToReadWhatHasComeMeanwhile() {
        var play = Play.established(Samples.settings());
        play.pass(89_999);
        play.on(new PeeringEvent.ReadingPaused(OURS));
        play.passSeconds(10);
        play.on(new PeeringEvent.ReadingResumed(OURS));
        assertThat(play.pass(999)).doesNotContainAnyElementsOf(HOLD_EXPIRED);
        assertThat(play.pass(1)).containsExactlyElementsOf(HOLD_EXPIRED);
    }

    @Test
    void endsSessionOfPeerThatTakesNothing() {
        var play = Play.established(Samples.settings());
        play.on(new PeeringEvent.SendProgress(OURS, true));
        keepAlive(play, 300);
        play.on(new PeeringEvent.SendProgress(OURS, true));
        keepAlive(play, 479);
        assertThat(play.state()).isEqualTo(SessionState.ESTABLISHED);
        assertThat(play.passSeconds(1))
                .endsWith(ended(NotificationCode.SEND_HOLD_TIMER_EXPIRED).toArray(Effect[]::new));
    }

    @Test
    void waitsForNothingToBeTakenWhereNothingIsLeft() {
        var play = Play.established(Samples.settings());
        play.on(new PeeringEvent.SendProgress(OURS, true));
        play.on(new PeeringEvent.SendProgress(OURS, false));
        keepAlive(play, 1000);
        assertThat(play.state()).isEqualTo(SessionState.ESTABLISHED);
    }

    @Test
    void waitsTwiceTheHoldTimeOrAsConfiguredForSomethingToBeTaken() {
        assertThat(Samples.holding(300, 100, 3).sendHoldFor(300)).isEqualTo(600);
        assertThat(Samples.holding(90, 30, 3).sendHoldFor(90)).isEqualTo(480);
        assertThat(new SessionTimers(90, 30, 3, 10, 0, 240, 1, 60, 77).sendHoldFor(90))
                .isEqualTo(77);
    }

    private static void keepAlive(Play play, int seconds) {
        for (int i = 0; i < seconds; i++) {
            play.passSeconds(1);
            play.on(new PeeringEvent.KeepaliveReceived(OURS));
        }
    }

    @Test
    void idlesTwiceAsLongAfterEachFailureUpToALimit() {
        var play = Play.started(Samples.settings());
        for (long millis :
                List.of(1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 60_000L, 60_000L)) {
            fail(play);
            assertThat(play.untilDeadline()).isBetween(millis * 3 / 4, millis);
            assertThat(play.peering().idleUntilMillis())
                    .hasValue(play.peering().nextDeadlineMillis());
            assertThat(play.pass(millis)).hasSize(1).first().isInstanceOf(Effect.Connect.class);
        }
    }

    /// The peer refuses our OPEN, on the connection that was asked for last.
    private static void fail(Play play) {
        int number = play.peering().connections().getFirst().number();
        play.on(new PeeringEvent.Connected(number));
        var refused = Samples.cease(NotificationCode.BAD_PEER_AS);
        play.on(new PeeringEvent.NotificationReceived(number, refused));
        assertThat(play.state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void idlesBrieflyAfterSessionThatLasted() {
        var play = Play.started(Samples.settings());
        for (int i = 0; i < 5; i++) {
            fail(play);
            play.passSeconds(60);
        }
        assertThat(idleAfterSessionOf(play, 59)).isGreaterThan(20_000);
        play.passSeconds(60);
        assertThat(idleAfterSessionOf(play, 60)).isLessThanOrEqualTo(1000);
    }

    private static long idleAfterSessionOf(Play play, int seconds) {
        int number = play.peering().connections().getFirst().number();
        if (play.peering().connections().getFirst().state() == SessionState.CONNECT) {
            play.on(new PeeringEvent.Connected(number));
        }
        play.on(new PeeringEvent.OpenReceived(number, Samples.open(Samples.LOWER)));
        play.on(new PeeringEvent.KeepaliveReceived(number));
        play.passSeconds(seconds);
        play.on(new PeeringEvent.Lost(number));
        return play.untilDeadline();
    }

    @Test
    void isNotDampedWhereThePeerKnowsAnotherVersion() {
        var play = Play.started(Samples.settings());
        for (int i = 0; i < 5; i++) {
            int number = play.peering().connections().getFirst().number();
            play.on(new PeeringEvent.Connected(number));
            var refused = Samples.cease(NotificationCode.UNSUPPORTED_VERSION_NUMBER);
            play.on(new PeeringEvent.NotificationReceived(number, refused));
            assertThat(play.untilDeadline()).isLessThanOrEqualTo(1000);
            play.passSeconds(1);
        }
        fail(play);
        assertThat(play.untilDeadline()).isLessThanOrEqualTo(1000);
    }

    @Test
    void triesNothingWhereItIsPassive() {
        var play = Play.started(Samples.passive(Samples.settings()));
        assertThat(play.peering().nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
        play.on(new PeeringEvent.Accepted(THEIRS));
        play.on(new PeeringEvent.Lost(THEIRS));
        assertThat(play.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(play.peering().nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }
}
