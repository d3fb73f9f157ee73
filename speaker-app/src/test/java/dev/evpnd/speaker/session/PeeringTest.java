package dev.evpnd.speaker.session;

import static dev.evpnd.speaker.session.Play.OURS;
import static dev.evpnd.speaker.session.Play.THEIRS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Start, stop, and what is told of a session.
class PeeringTest {
    private static final Notification SHUTDOWN =
            Notification.shutdown(NotificationCode.ADMINISTRATIVE_SHUTDOWN, "back at 5");
    private static final PeeringEvent STOP = new PeeringEvent.Stop(SHUTDOWN);

    @Test
    void doesNothingBeforeItIsStarted() {
        var play = new Play(Samples.settings());
        assertThat(play.passSeconds(1000)).isEmpty();
        assertThat(play.on(STOP)).isEmpty();
        assertThat(play.on(new PeeringEvent.Reset(SHUTDOWN, 0))).isEmpty();
        assertThat(play.passSeconds(1000)).isEmpty();
    }

    @Test
    void connectsOnceItIsStarted() {
        var play = new Play(Samples.settings());
        assertThat(play.on(new PeeringEvent.Start())).containsExactly(new Effect.Connect(OURS));
        assertThat(play.on(new PeeringEvent.Start())).isEmpty();
        assertThat(play.peering().wanted()).isTrue();
    }

    @Test
    void isNotStartedWhileItIdles() {
        var play = Play.connected(Samples.settings());
        refuse(play, OURS, NotificationCode.BAD_PEER_AS);
        assertThat(play.on(new PeeringEvent.Start())).isEmpty();
        assertThat(play.state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void becomesEstablished() {
        var play = Play.connected(Samples.settings());
        var open = Samples.openOf(Samples.AS, 30, Samples.LOWER);
        play.on(new PeeringEvent.OpenReceived(OURS, open));
        assertThat(play.on(new PeeringEvent.KeepaliveReceived(OURS)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Established.class,
                        established -> {
                            assertThat(established.connection()).isEqualTo(OURS);
                            assertThat(established.received()).isEqualTo(open);
                            assertThat(established.negotiated().families())
                                    .containsExactly(AddressFamily.L2VPN_EVPN);
                            assertThat(established.holdSeconds()).isEqualTo(30);
                            assertThat(established.keepaliveSeconds()).isEqualTo(10);
                        });
    }

    @Test
    void tellsThePeerWhyItStops() {
        var play = Play.established(Samples.settings());
        assertThat(play.on(STOP))
                .containsExactly(
                        new Effect.Send(OURS, SHUTDOWN),
                        new Effect.Down(OURS, new DownReason.Sent(SHUTDOWN)),
                        new Effect.Close(OURS));
        assertThat(play.passSeconds(1000)).isEmpty();
        assertThat(play.peering().wanted()).isFalse();
    }

    @Test
    void stopsBothConnectionsAndTellsThoseThatGotAnOpen() {
        var play = Play.started(Samples.settings());
        play.on(new PeeringEvent.Accepted(THEIRS));
        assertThat(play.on(STOP))
                .containsExactly(
                        new Effect.Close(OURS),
                        new Effect.Send(THEIRS, SHUTDOWN),
                        new Effect.Close(THEIRS));
    }

    @Test
    void forgetsFailuresWhenItIsStopped() {
        var play = Play.started(Samples.settings());
        for (int i = 0; i < 5; i++) {
            int number = play.peering().connections().getFirst().number();
            play.on(new PeeringEvent.Connected(number));
            refuse(play, number, NotificationCode.BAD_PEER_AS);
            play.passSeconds(60);
        }
        assertThat(play.peering().connectRetryCounter()).isGreaterThanOrEqualTo(5);
        play.on(STOP);
        play.on(new PeeringEvent.Start());
        assertThat(play.peering().connectRetryCounter()).isZero();
        int number = play.peering().connections().getFirst().number();
        play.on(new PeeringEvent.Connected(number));
        refuse(play, number, NotificationCode.BAD_PEER_AS);
        assertThat(play.untilDeadline()).isLessThanOrEqualTo(1000);
    }

    @Test
    void comesBackAfterReset() {
        var play = Play.established(Samples.settings());
        var reset = Samples.cease(NotificationCode.MAXIMUM_PREFIXES_REACHED);
        assertThat(play.on(new PeeringEvent.Reset(reset, 20_000)))
                .containsExactly(
                        new Effect.Send(OURS, reset),
                        new Effect.Down(OURS, new DownReason.Sent(reset)),
                        new Effect.Close(OURS));
        assertThat(play.pass(19_999)).isEmpty();
        assertThat(play.pass(1)).containsExactly(new Effect.Connect(-2));
    }

    @Test
    void leavesThePeerAMomentAfterReset() {
        var play = Play.established(Samples.settings());
        play.on(new PeeringEvent.Reset(SHUTDOWN, 0));
        assertThat(play.untilDeadline()).isEqualTo(1000);
    }

    @Test
    void answersNoNotification() {
        var play = Play.established(Samples.settings());
        assertThat(play.on(new PeeringEvent.NotificationReceived(OURS, SHUTDOWN)))
                .containsExactly(
                        new Effect.Down(OURS, new DownReason.Received(SHUTDOWN)),
                        new Effect.Close(OURS));
    }

    @Test
    void namesFaultToThePeer() {
        var play = Play.established(Samples.settings());
        var fault = Samples.fault(NotificationCode.MALFORMED_ATTRIBUTE_LIST);
        var notification = Notification.of(fault);
        assertThat(play.on(new PeeringEvent.MalformedReceived(OURS, fault)))
                .containsExactly(
                        new Effect.Send(OURS, notification),
                        new Effect.Down(OURS, new DownReason.Sent(notification)),
                        new Effect.Close(OURS));
    }

    @Test
    void closesNothingThatIsLost() {
        var play = Play.established(Samples.settings());
        assertThat(play.on(new PeeringEvent.Lost(OURS)))
                .containsExactly(new Effect.Down(OURS, new DownReason.ConnectionLost()));
    }

    @Test
    void ignoresWhatIsToldOfConnectionsThatAreGone() {
        var play = Play.established(Samples.settings());
        play.on(new PeeringEvent.Lost(OURS));
        var before = play.peering();
        for (var event :
                List.<PeeringEvent>of(
                        new PeeringEvent.KeepaliveReceived(OURS),
                        new PeeringEvent.RoutesReceived(OURS),
                        new PeeringEvent.Lost(OURS),
                        new PeeringEvent.Connected(OURS),
                        new PeeringEvent.SendProgress(OURS, true),
                        new PeeringEvent.OpenReceived(77, Samples.open(Samples.LOWER)))) {
            assertThat(play.on(event)).as("%s", event).isEmpty();
            assertThat(play.peering()).isEqualTo(before);
        }
    }

    /// RFC 5492 section 3.
    @Test
    void triesWithoutOptionalParametersWhereThePeerKnowsNone() {
        var play = Play.connected(Samples.settings(Samples.EVPN, Samples.IPV4));
        refuse(play, OURS, NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER);
        play.passSeconds(1);
        assertThat(sentOn(play, -2).capabilities()).isEmpty();
        play.on(new PeeringEvent.OpenReceived(-2, new Open(65000, 90, id(), List.of())));
        play.on(new PeeringEvent.KeepaliveReceived(-2));
        assertThat(play.state()).isEqualTo(SessionState.ESTABLISHED);
        play.on(new PeeringEvent.Lost(-2));
        play.passSeconds(5);
        assertThat(sentOn(play, -3).capabilities()).isNotEmpty();
    }

    @Test
    void insistsOnCapabilitiesWhereWithoutThemThereIsNoFamily() {
        var play = Play.connected(Samples.settings());
        refuse(play, OURS, NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER);
        play.passSeconds(1);
        assertThat(sentOn(play, -2).capabilities()).isNotEmpty();
    }

    /// What it names is what the peer misses; to say even less does not help.
    @Test
    void insistsOnCapabilitiesWhereThePeerMissesSome() {
        var play = Play.connected(Samples.settings(Samples.EVPN, Samples.IPV4));
        refuse(play, OURS, NotificationCode.UNSUPPORTED_CAPABILITY);
        play.passSeconds(1);
        assertThat(sentOn(play, -2).capabilities()).isNotEmpty();
    }

    private static BgpIdentifier id() {
        return BgpIdentifier.parse(Samples.LOWER);
    }

    private static Open sentOn(Play play, int number) {
        play.on(new PeeringEvent.Connected(number));
        return play.peering().sentOpen().orElseThrow();
    }

    private static void refuse(Play play, int number, NotificationCode code) {
        play.on(new PeeringEvent.NotificationReceived(number, Samples.cease(code)));
    }

    @Test
    void tellsFailureOnlyWhereNothingElseIsUnderWay() {
        var play = Play.started(Samples.settings());
        play.on(new PeeringEvent.Accepted(THEIRS));
        assertThat(play.on(new PeeringEvent.ConnectFailed(OURS))).isEmpty();
        assertThat(play.on(new PeeringEvent.Lost(THEIRS)))
                .containsExactly(new Effect.Failed(new DownReason.ConnectionLost()));
    }

    @Test
    void knowsItself() {
        var play = Play.connected(Samples.settings());
        assertThat(play.peering().sentOpen().orElseThrow().holdTimeSeconds()).isEqualTo(90);
        assertThat(play.peering().receivedOpen()).isEmpty();
        assertThat(play.peering().holdSeconds()).isEmpty();
        var open = Samples.openOf(Samples.AS, 30, Samples.LOWER);
        play.on(new PeeringEvent.OpenReceived(OURS, open));
        long since = play.now += 5;
        play.on(new PeeringEvent.KeepaliveReceived(OURS));
        play.pass(1000);
        assertThat(play.peering().receivedOpen()).hasValue(open);
        assertThat(play.peering().holdSeconds()).hasValue(30);
        assertThat(play.peering().keepaliveSeconds()).hasValue(10);
        assertThat(play.peering().establishedSinceMillis()).hasValue(since);
        assertThat(play.peering().establishments()).isEqualTo(1);
        assertThat(play.peering().lastEnd()).isEmpty();
        assertThat(play.peering().connections())
                .containsExactly(new Peering.Connection(OURS, true, SessionState.ESTABLISHED));
    }

    @Test
    void remembersWhyAndWhenTheLastSessionEnded() {
        var play = Play.established(Samples.settings());
        play.pass(1000);
        play.on(new PeeringEvent.Lost(OURS));
        assertThat(play.peering().lastEnd()).hasValue(new DownReason.ConnectionLost());
        assertThat(play.peering().lastEndMillis()).hasValue(play.now);
        assertThat(play.peering().establishedSinceMillis()).isEmpty();
        assertThat(play.peering().establishments()).isEqualTo(1);
        assertThat(play.peering().connectRetryCounter()).isEqualTo(1);
    }
}
