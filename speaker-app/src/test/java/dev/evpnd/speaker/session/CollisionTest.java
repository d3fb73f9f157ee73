package dev.evpnd.speaker.session;

import static dev.evpnd.speaker.session.Play.OURS;
import static dev.evpnd.speaker.session.Play.THEIRS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

/// RFC 4271 section 6.8: of two connections one is kept; and the second connection of a session
/// that is established.
class CollisionTest {
    private static final Effect DUMP_OURS = collision(OURS);
    private static final Effect DUMP_THEIRS = collision(THEIRS);

    private static Effect collision(int connection) {
        return new Effect.Send(
                connection,
                new Notification(NotificationCode.CONNECTION_COLLISION_RESOLUTION, Octets.EMPTY));
    }

    private static Effect keepalive(int connection) {
        return new Effect.Send(connection, Keepalive.INSTANCE);
    }

    /// Both connections in OpenSent.
    private static Play both(SessionSettings settings) {
        var play = Play.connected(settings);
        play.on(new PeeringEvent.Accepted(THEIRS));
        assertThat(play.peering().connections())
                .extracting(Peering.Connection::state)
                .containsExactly(SessionState.OPEN_SENT, SessionState.OPEN_SENT);
        return play;
    }

    private static PeeringEvent opened(int connection, String identifier) {
        return new PeeringEvent.OpenReceived(connection, Samples.open(identifier));
    }

    @Test
    void keepsItsOwnConnectionWhereItsIdentifierIsHigher() {
        var play = both(Samples.settings());
        assertThat(play.on(opened(OURS, Samples.LOWER)))
                .containsExactly(DUMP_THEIRS, new Effect.Close(THEIRS), keepalive(OURS));
    }

    @Test
    void givesUpThePeersConnectionWhereItsIdentifierIsHigher() {
        var play = both(Samples.settings());
        assertThat(play.on(opened(THEIRS, Samples.LOWER)))
                .containsExactly(DUMP_THEIRS, new Effect.Close(THEIRS));
        assertThat(play.on(opened(OURS, Samples.LOWER))).containsExactly(keepalive(OURS));
    }

    @Test
    void givesUpItsOwnConnectionWhereThePeerComesAgainAndSoHasForgottenIt() {
        var play = both(Samples.settings());
        play.on(opened(OURS, Samples.LOWER));
        play.on(new PeeringEvent.Accepted(2));
        assertThat(play.on(opened(2, Samples.LOWER)))
                .containsExactly(DUMP_OURS, new Effect.Close(OURS), keepalive(2));
    }

    @Test
    void givesUpOneThatThePeerHasNotAnsweredWhereItComesAgain() {
        var play = both(Samples.settings());
        play.on(opened(THEIRS, Samples.LOWER));
        play.on(new PeeringEvent.Accepted(2));
        assertThat(play.on(opened(2, Samples.LOWER)))
                .containsExactly(DUMP_OURS, new Effect.Close(OURS), keepalive(2));
    }

    @Test
    void keepsThePeersConnectionWhereItsIdentifierIsLower() {
        var play = both(Samples.settings());
        assertThat(play.on(opened(THEIRS, Samples.HIGHER)))
                .containsExactly(DUMP_OURS, new Effect.Close(OURS), keepalive(THEIRS));
    }

    @Test
    void keepsBothUntilThePeerHasChosenWhereItsIdentifierIsLower() {
        var play = both(Samples.settings());
        assertThat(play.on(opened(OURS, Samples.HIGHER))).containsExactly(keepalive(OURS));
        assertThat(play.on(opened(THEIRS, Samples.HIGHER)))
                .containsExactly(DUMP_OURS, new Effect.Close(OURS), keepalive(THEIRS));
    }

    @Test
    void takesKeepaliveForThePeersChoice() {
        var play = both(Samples.settings());
        play.on(opened(OURS, Samples.HIGHER));
        assertThat(play.on(new PeeringEvent.KeepaliveReceived(OURS)))
                .startsWith(DUMP_THEIRS, new Effect.Close(THEIRS))
                .last()
                .isInstanceOf(Effect.Established.class);
    }

    @Test
    void comparesIdentifiersWithoutSign() {
        var play = both(Samples.settings());
        assertThat(play.on(opened(THEIRS, "200.0.0.1"))).contains(DUMP_OURS);
    }

    @Test
    void comparesAsNumbersWhereIdentifiersAreEqual() {
        var settings = Samples.with(Samples.settings(), RemoteAs.EXTERNAL);
        var higher = Samples.openOf(Asn.parse("4200000000"), 90, "10.0.0.5");
        assertThat(both(settings).on(new PeeringEvent.OpenReceived(THEIRS, higher)))
                .contains(DUMP_OURS);
        var lower = Samples.openOf(new Asn(64999), 90, "10.0.0.5");
        assertThat(both(settings).on(new PeeringEvent.OpenReceived(THEIRS, lower)))
                .contains(DUMP_THEIRS);
    }

    @Test
    void givesUpAnAttemptWhereThePeersConnectionIsFurther() {
        var play = Play.started(Samples.settings());
        play.on(new PeeringEvent.Accepted(THEIRS));
        assertThat(play.on(opened(THEIRS, Samples.LOWER)))
                .containsExactly(new Effect.Close(OURS), keepalive(THEIRS));
        assertThat(play.on(new PeeringEvent.Connected(OURS))).isEmpty();
    }

    @Test
    void goesOnTryingWhereThePeersConnectionSaysNothing() {
        var play = Play.started(Samples.settings());
        play.on(new PeeringEvent.Accepted(THEIRS));
        assertThat(play.on(new PeeringEvent.Lost(THEIRS))).isEmpty();
        assertThat(play.state()).isEqualTo(SessionState.CONNECT);
    }

    @Test
    void choosesOnlyWhenAnOpenIsAcceptable() {
        var play = both(Samples.settings());
        var wrong = Samples.openOf(new Asn(1), 90, Samples.HIGHER);
        play.on(new PeeringEvent.OpenReceived(THEIRS, wrong));
        assertThat(play.peering().connections())
                .containsExactly(new Peering.Connection(OURS, true, SessionState.OPEN_SENT));
    }

    @Test
    void closesThirdConnection() {
        var play = both(Samples.settings());
        assertThat(play.on(new PeeringEvent.Accepted(3))).containsExactly(new Effect.Close(3));
    }

    @Test
    void keepsTheNewerOfTwoThatThePeerOpened() {
        var play = Play.started(Samples.passive(Samples.settings()));
        play.on(new PeeringEvent.Accepted(1));
        play.on(new PeeringEvent.Accepted(2));
        assertThat(play.on(opened(1, Samples.LOWER))).containsExactly(keepalive(1));
        assertThat(play.on(opened(2, Samples.LOWER)))
                .containsExactly(collision(1), new Effect.Close(1), keepalive(2));
    }

    @Test
    void closesWhatComesWhileItIdles() {
        var play = new Play(Samples.settings());
        assertThat(play.on(new PeeringEvent.Accepted(1))).containsExactly(new Effect.Close(1));
    }

    @Test
    void listensAgainWhereThePeerGivesUpTheConnection() {
        var play = Play.connected(Samples.settings());
        var given = Samples.cease(NotificationCode.CONNECTION_COLLISION_RESOLUTION);
        play.on(new PeeringEvent.NotificationReceived(OURS, given));
        assertThat(play.state()).isEqualTo(SessionState.ACTIVE);
        play.on(new PeeringEvent.Accepted(THEIRS));
        assertThat(play.state()).isEqualTo(SessionState.OPEN_SENT);
    }

    @Test
    void closesAnotherConnectionOfAnEstablishedSession() {
        var play = Play.established(Samples.settings());
        play.passSeconds(60);
        assertThat(play.on(new PeeringEvent.Accepted(THEIRS)))
                .containsExactly(new Effect.Close(THEIRS));
    }

    @Test
    void replacesTheSessionOfPeerThatMayHaveRestarted() {
        var play = restarting();
        play.passSeconds(60);
        assertThat(play.on(new PeeringEvent.Accepted(THEIRS)))
                .singleElement()
                .matches(effect -> effect instanceof Effect.Send send && isOpen(send));
        assertThat(play.session.session()).isEqualTo(OURS);
        assertThat(play.on(opened(THEIRS, Samples.LOWER)))
                .containsExactly(
                        new Effect.Down(OURS, new DownReason.Replaced()),
                        new Effect.Close(OURS),
                        keepalive(THEIRS));
        play.on(new PeeringEvent.KeepaliveReceived(THEIRS));
        assertThat(play.session.session()).isEqualTo(THEIRS);
    }

    private static boolean isOpen(Effect.Send send) {
        return send.connection() == THEIRS && send.message() instanceof Open;
    }

    @Test
    void keepsTheSessionWhereTheOtherConnectionComesToNothing() {
        var play = restarting();
        play.passSeconds(60);
        play.on(new PeeringEvent.Accepted(THEIRS));
        var wrong = Samples.openOf(new Asn(1), 90, Samples.LOWER);
        play.on(new PeeringEvent.OpenReceived(THEIRS, wrong));
        assertThat(play.session.session()).isEqualTo(OURS);
        assertThat(play.peering().connections()).hasSize(1);
    }

    @Test
    void takesConnectionForOneThatHasCollidedWhenTheSessionIsNew() {
        var play = restarting();
        play.pass(9_999);
        assertThat(play.on(new PeeringEvent.Accepted(1))).containsExactly(new Effect.Close(1));
        play.pass(1);
        assertThat(play.on(new PeeringEvent.Accepted(2)))
                .hasSize(1)
                .noneMatch(CollisionTest::closes);
    }

    private static boolean closes(Effect effect) {
        return effect instanceof Effect.Close;
    }

    private static Play restarting() {
        return Play.established(Samples.settings(), Samples.EVPN, Samples.RESTARTS);
    }
}
