package dev.evpnd.speaker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.evpnd.speaker.session.OpenVerdict.Agreement;
import dev.evpnd.speaker.session.OpenVerdict.Refusal;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;

class OpenVerdictTest {

    @Test
    void refusesPeerOfAnotherAs() {
        assertRefused(
                Samples.settings(),
                Samples.openOf(new Asn(65001), 90, Samples.LOWER),
                NotificationCode.BAD_PEER_AS,
                "fde9");
    }

    @Test
    void quotesFourOctetsWhereTwoSayNothing() {
        assertRefused(
                Samples.settings(),
                Samples.openOf(new Asn(0x12345678), 90, Samples.LOWER),
                NotificationCode.BAD_PEER_AS,
                "12345678");
    }

    @Test
    void takesAnyOtherAsWhereThePeerIsExternal() {
        var settings = Samples.with(Samples.settings(), RemoteAs.EXTERNAL);
        var agreed = agreed(settings, Samples.openOf(new Asn(65001), 90, Samples.LOWER));
        assertThat(agreed.negotiated().external()).isTrue();
        assertRefused(settings, Samples.open(Samples.LOWER), NotificationCode.BAD_PEER_AS, "fde8");
    }

    @Test
    void refusesItsOwnIdentifierInItsOwnAs() {
        assertRefused(
                Samples.settings(),
                Samples.open("10.0.0.5"),
                NotificationCode.BAD_BGP_IDENTIFIER,
                "0a000005");
    }

    @Test
    void takesItsOwnIdentifierFromAnotherAs() {
        agreed(
                Samples.with(Samples.settings(), RemoteAs.EXTERNAL),
                Samples.openOf(new Asn(65001), 90, "10.0.0.5"));
    }

    @Test
    void agreesOnTheLesserHoldTime() {
        assertThat(agreed(90, 30, 30).holdSeconds()).isEqualTo(30);
        assertThat(agreed(90, 30, 180).holdSeconds()).isEqualTo(90);
    }

    @Test
    void sendsKeepalivesAsConfiguredOrThriceInALesserHoldTime() {
        assertThat(agreed(90, 45, 90).keepaliveSeconds()).isEqualTo(45);
        assertThat(agreed(90, 45, 60).keepaliveSeconds()).isEqualTo(20);
        assertThat(agreed(90, 5, 60).keepaliveSeconds()).isEqualTo(5);
        assertThat(agreed(90, 45, 3).keepaliveSeconds()).isEqualTo(1);
    }

    @Test
    void goesWithoutKeepalivesWhereEitherSideDoes() {
        assertThat(agreed(90, 30, 0))
                .returns(0, Agreement::holdSeconds)
                .returns(0, Agreement::keepaliveSeconds);
        assertThat(agreed(0, 0, 90))
                .returns(0, Agreement::holdSeconds)
                .returns(0, Agreement::keepaliveSeconds);
    }

    @Test
    void refusesHoldTimeBelowTheLeast() {
        var settings = Samples.with(Samples.settings(), Samples.holding(90, 30, 30));
        assertRefused(
                settings,
                Samples.openOf(Samples.AS, 29, Samples.LOWER),
                NotificationCode.UNACCEPTABLE_HOLD_TIME,
                "001d");
        agreed(settings, Samples.openOf(Samples.AS, 30, Samples.LOWER));
    }

    private static Agreement agreed(int hold, int keepalive, int theirs) {
        var timers = Samples.holding(hold, keepalive, 3);
        return agreed(
                Samples.with(Samples.settings(), timers),
                Samples.openOf(Samples.AS, theirs, Samples.LOWER));
    }

    @Test
    void namesTheRequiredCapabilitiesThatAreMissing() {
        var settings =
                Samples.requiring(
                        Samples.settings(Samples.EVPN, new RouteRefresh()),
                        RouteRefresh.CODE,
                        GracefulRestart.CODE,
                        FourOctetAs.CODE);
        assertRefused(
                settings,
                Samples.open(Samples.LOWER),
                NotificationCode.UNSUPPORTED_CAPABILITY,
                "0200" + "4000");
        var plain = new Open(65000, 90, Samples.open(Samples.LOWER).identifier(), List.of());
        assertRefused(
                settings,
                plain,
                NotificationCode.UNSUPPORTED_CAPABILITY,
                "0200" + "4000" + "41040000fde8");
        agreed(
                settings,
                Samples.open(Samples.LOWER, Samples.EVPN, new RouteRefresh(), Samples.RESTARTS));
    }

    @Test
    void namesItsFamiliesWhereNoneIsInCommon() {
        assertRefused(
                Samples.settings(),
                Samples.open(Samples.LOWER, Samples.IPV4),
                NotificationCode.UNSUPPORTED_CAPABILITY,
                "010400190046");
        assertRefused(
                Samples.settings(new RouteRefresh()),
                Samples.open(Samples.LOWER, Samples.EVPN),
                NotificationCode.UNSUPPORTED_CAPABILITY,
                "010400010001");
    }

    @Test
    void goesOnWithTheFamiliesInCommon() {
        var agreed =
                agreed(
                        Samples.settings(Samples.EVPN, Samples.IPV4),
                        Samples.open(Samples.LOWER, Samples.IPV4));
        assertThat(agreed.negotiated().families()).containsExactly(AddressFamily.IPV4_UNICAST);
    }

    @Test
    void refusesRoleThatDoesNotCorrespond() {
        var settings = Samples.settings(Samples.EVPN, Role.PROVIDER);
        assertRefused(
                settings,
                Samples.open(Samples.LOWER, Samples.EVPN, Role.PEER),
                NotificationCode.ROLE_MISMATCH,
                "");
        agreed(settings, Samples.open(Samples.LOWER, Samples.EVPN, Role.CUSTOMER));
        agreed(settings, Samples.open(Samples.LOWER));
    }

    @Test
    void hasNoSettingsThatNoOpenCanSay() {
        assertThatThrownBy(() -> Samples.settings(new FourOctetAs(new Asn(65001))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AS");
        assertThatThrownBy(() -> Samples.requiring(Samples.settings(), 256))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OpenVerdict verdict(SessionSettings settings, Open received) {
        var sent = new Situation(settings, 0, -1, 0, false).open();
        return OpenVerdict.of(settings, sent, received);
    }

    private static Agreement agreed(SessionSettings settings, Open received) {
        return assertThat(verdict(settings, received)).asInstanceOf(type(Agreement.class)).actual();
    }

    private static void assertRefused(
            SessionSettings settings, Open received, NotificationCode code, String data) {
        assertThat(verdict(settings, received))
                .isEqualTo(new Refusal(new Notification(code, Octets.ofHex(data))));
    }
}
