package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.console.Outcome;
import dev.evpnd.wire.error.NotificationCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Objects;

/// `neighbor X shutdown` and `no neighbor X shutdown`.
@Timeout(60)
class PeerShutdownTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";
    private static final String SHUTDOWN = "neighbor 127.0.0.9 shutdown";

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private static String state(Operated operated) {
        return operated.answer("show bgp evpn summary neighbor 127.0.0.9 json")
                .replaceAll("(?s).*\"state\":\"([^\"]*)\".*", "$1");
    }

    private RawPeer connect(String from) throws Exception {
        var peer = reloaded.connect(from).establish();
        until(() -> reloaded.status(from).peer() != null);
        return peer;
    }

    private void isHeldDown(Operated operated) throws Exception {
        until(() -> state(operated).equals("Idle (Admin)"));
        try (var again = reloaded.connect(ONE)) {
            assertThat(again.receive()).isNull();
        }
    }

    @Test
    void aSessionEndsWithTheMessageAndStaysDownUntilItIsWantedAgain() throws Exception {
        var daemon = reloaded.start(reloaded.configuration(neighbors(ONE + ": {}")));
        var operated = new Operated(daemon);
        try (var one = connect(ONE)) {
            operated.tell(SHUTDOWN + " message back in  an hour: Überholung");
            var end = Objects.requireNonNull(one.receiveEnd());
            assertThat(end.code()).isEqualTo(NotificationCode.ADMINISTRATIVE_SHUTDOWN);
            assertThat(end.shutdownCommunication()).contains("back in an hour: Überholung");
        }
        isHeldDown(operated);
        assertThat(operated.answer("show bgp evpn summary")).contains(" Idle (Admin) ");
        operated.tell("no neighbor 127.0.0.9 shutdown");
        try (var _ = connect(ONE)) {
            assertThat(state(operated)).isEqualTo("Established");
        }
    }

    @Test
    void withoutAMessageThePeerIsToldNone() throws Exception {
        var operated =
                new Operated(reloaded.start(reloaded.configuration(neighbors(ONE + ": {}"))));
        try (var one = connect(ONE)) {
            operated.tell(SHUTDOWN);
            assertThat(Objects.requireNonNull(one.receiveEnd()).data().isEmpty()).isTrue();
        }
    }

    @Test
    void itOutlastsAReloadThatSaysOtherThingsOfThePeer() throws Exception {
        var daemon = reloaded.start(reloaded.configuration(neighbors(ONE + ": {}")));
        var operated = new Operated(daemon);
        operated.tell(SHUTDOWN + " message night");
        daemon.reload(reloaded.configuration(neighbors(ONE + ": {timers: {hold: 30}}")));
        isHeldDown(operated);
        assertThat(reloaded.status(ONE).settings().shutdown()).contains("night");
    }

    @Test
    void itIsTheConfigurationsOnceThatSaysTheSame() throws Exception {
        var daemon = reloaded.start(reloaded.configuration(neighbors(ONE + ": {}")));
        var operated = new Operated(daemon);
        operated.tell(SHUTDOWN);
        daemon.reload(reloaded.configuration(neighbors(ONE + ": {shutdown: true}")));
        isHeldDown(operated);
        daemon.reload(reloaded.configuration(neighbors(ONE + ": {}")));
        try (var _ = connect(ONE)) {
            assertThat(state(operated)).isEqualTo("Established");
        }
    }

    @Test
    void itIsForgottenWithThePeer() throws Exception {
        var daemon = reloaded.start(reloaded.configuration(neighbors(ONE + ": {}")));
        var operated = new Operated(daemon);
        operated.tell(SHUTDOWN);
        daemon.reload(reloaded.configuration());
        daemon.reload(reloaded.configuration(neighbors(ONE + ": {}")));
        try (var _ = connect(ONE)) {
            assertThat(state(operated)).isEqualTo("Established");
        }
    }

    @Test
    void whatTheConfigurationHoldsDownCanBeOpened() throws Exception {
        var daemon = reloaded.start(reloaded.configuration(neighbors(ONE + ": {shutdown: true}")));
        var operated = new Operated(daemon);
        operated.tell("no neighbor 127.0.0.9 shutdown");
        try (var one = connect(ONE)) {
            daemon.reload(
                    reloaded.configuration(
                            neighbors(ONE + ": {shutdown: true, description: a leaf}")));
            operated.tell("clear bgp 127.0.0.9 out");
            assertThat(state(operated)).isEqualTo("Established");
            operated.tell(SHUTDOWN);
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_SHUTDOWN);
        }
    }

    /// A character of two octets at the end: RFC 9003 counts octets.
    @Test
    void aMessageIsSentWholeOrNotAtAll() throws Exception {
        var operated =
                new Operated(reloaded.start(reloaded.configuration(neighbors(ONE + ": {}"))));
        try (var one = connect(ONE)) {
            assertThat(operated.refusal(SHUTDOWN + " message " + "x".repeat(254) + "ß"))
                    .isEqualTo("expected a message of at most 255 octets of UTF-8, found 256");
            assertThat(state(operated)).isEqualTo("Established");
            operated.tell(SHUTDOWN + " message " + "x".repeat(253) + "ß");
            assertThat(Objects.requireNonNull(one.receiveEnd()).shutdownCommunication())
                    .contains("x".repeat(253) + "ß");
        }
    }

    @Test
    void whoIsNotConfiguredCannotBeShutDown() throws Exception {
        var daemon =
                reloaded.start(
                        reloaded.configuration(
                                "peer-groups: {LEAVES: {}}",
                                "listen-ranges: {127.0.0.10/32: {group: LEAVES}}",
                                neighbors(ONE + ": {}")));
        var operated = new Operated(daemon);
        assertThat(operated.refusal("neighbor 127.0.0.99 shutdown"))
                .isEqualTo("BGP: Unknown neighbor - \"127.0.0.99\"");
        assertThat(operated.refusal("no neighbor 127.0.0.99 shutdown"))
                .isEqualTo("BGP: Unknown neighbor - \"127.0.0.99\"");
        try (var _ = connect(OTHER)) {
            assertThat(operated.refusal("neighbor 127.0.0.10 shutdown"))
                    .isEqualTo(
                            "127.0.0.10 came by a listen range, and can be shut down with that"
                                    + " range alone");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neighbor leaf9 shutdown",
                "neighbor 127.0.0.9 shutdown message",
                "neighbor 127.0.0.9 shutdown message \u001b[2J",
                "no neighbor 127.0.0.9 shutdown now",
            })
    void whatIsMalformedIsNotUnderstood(String command) throws Exception {
        var operated =
                new Operated(reloaded.start(reloaded.configuration(neighbors(ONE + ": {}"))));
        assertThat(operated.viewed(command)).isInstanceOf(Outcome.NotUnderstood.class);
    }

    @Test
    void whoMayOnlyLookShutsNothingDown() throws Exception {
        var operated =
                new Operated(reloaded.start(reloaded.configuration(neighbors(ONE + ": {}"))));
        assertThat(operated.viewed(SHUTDOWN)).isInstanceOf(Outcome.Failed.class);
        assertThat(state(operated)).isEqualTo("Active");
    }
}
