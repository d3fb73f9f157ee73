package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.console.Outcome;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Update;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// What peers are sent after `clear bgp`.
@Timeout(60)
class ClearTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";

    private static final List<Capability> REFRESHING =
            List.of(
                    new Multiprotocol(AddressFamily.L2VPN_EVPN),
                    new RouteRefresh(),
                    new Fqdn("leaf9", ""));

    private static final BgpMessage REQUEST = refresh(0);

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private Operated start() throws IOException {
        return new Operated(
                reloaded.start(
                        reloaded.configuration(
                                "peer-groups: {LEAVES: {}}",
                                neighbors(ONE + ": {group: LEAVES}", OTHER + ": {}"))));
    }

    private static BgpMessage refresh(int subtype) {
        return new dev.evpnd.wire.message.RouteRefresh(AddressFamily.L2VPN_EVPN, subtype);
    }

    private RawPeer connect(String from, List<Capability> capabilities) throws Exception {
        var peer = reloaded.connect(from).establish(RawPeer.HOLD, capabilities);
        until(() -> reloaded.status(from).peer() != null);
        assertThat(next(peer)).isEqualTo(Update.endOfRib(AddressFamily.L2VPN_EVPN));
        return peer;
    }

    /// The next message that is no sign of life.
    private static @Nullable BgpMessage next(RawPeer peer) throws IOException {
        var message = peer.receive();
        while (message instanceof Keepalive) {
            message = peer.receive();
        }
        return message;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clear bgp 127.0.0.9",
                "clear bgp l2vpn evpn 127.0.0.9",
                "clear bgp leaf9",
                "clear bgp evpn peer-group LEAVES",
                "cle bg peer LEAVES"
            })
    void aSessionEndsWithAnAdministrativeResetAndBeginsAnew(String command) throws Exception {
        var operated = start();
        try (var one = connect(ONE, REFRESHING);
                var other = connect(OTHER, REFRESHING.subList(0, 2))) {
            operated.tell(command);
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_RESET);
            until(() -> reloaded.status(ONE).peering().state() == SessionState.ACTIVE);
            try (var again = connect(ONE, REFRESHING)) {
                again.send(again.update(1));
                assertThat(next(other)).isInstanceOf(Update.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear bgp *", "clear bgp 65000", "clear bgp evpn *"})
    void allOfThemAreResetIfAllAreMeant(String command) throws Exception {
        var operated = start();
        try (var one = connect(ONE, REFRESHING);
                var other = connect(OTHER, REFRESHING)) {
            operated.tell(command);
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_RESET);
            assertThat(Objects.requireNonNull(other.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clear bgp 127.0.0.9 in",
                "clear bgp leaf9 soft in",
                "clear bgp l2vpn evpn * soft in"
            })
    void aPeerIsAskedForItsRoutes(String command) throws Exception {
        var operated = start();
        try (var one = connect(ONE, REFRESHING)) {
            operated.tell(command);
            assertThat(next(one)).isEqualTo(REQUEST);
        }
    }

    @Test
    void aPeerThatCannotBeAskedKeepsItsSessionAndItsRoutes() throws Exception {
        var operated = start();
        try (var one = connect(ONE, RawPeer.CAPABILITIES);
                var other = connect(OTHER, REFRESHING)) {
            one.send(one.update(1));
            assertThat(next(other)).isInstanceOf(Update.class);
            operated.tell("clear bgp 127.0.0.9 soft in");
            other.send(other.update(2));
            // What comes next is what follows from the other's route.
            assertThat(next(one)).isInstanceOf(Update.class);
            assertThat(operated.answer("show bgp evpn route | count"))
                    .isEqualTo("2 prefixes (2 paths)\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear bgp 127.0.0.10 out", "clear bgp evpn 127.0.0.10 soft out"})
    void aPeerIsToldAllAgain(String command) throws Exception {
        var operated = start();
        try (var one = connect(ONE, REFRESHING);
                var other = connect(OTHER, REFRESHING)) {
            one.send(one.update(1, 2));
            var told = next(other);
            operated.tell(command);
            assertThat(next(other)).isEqualTo(told);
            one.send(one.update(3));
            assertThat(next(other)).isNotEqualTo(told).isInstanceOf(Update.class);
        }
    }

    @Test
    void softIsBothAndSaysWhereItBeginsAndEndsToWhoeverKnowsThat() throws Exception {
        var operated = start();
        var enhanced = List.of(REFRESHING.get(0), new RouteRefresh(), new EnhancedRouteRefresh());
        try (var one = connect(ONE, REFRESHING);
                var other = connect(OTHER, enhanced)) {
            one.send(one.update(1, 2));
            var told = next(other);
            operated.tell("clear bgp 127.0.0.10 soft");
            assertThat(List.of(some(other), some(other), some(other), some(other)))
                    .containsExactlyInAnyOrder(
                            REQUEST,
                            refresh(dev.evpnd.wire.message.RouteRefresh.BEGINNING_OF_ROUTE_REFRESH),
                            told,
                            refresh(dev.evpnd.wire.message.RouteRefresh.END_OF_ROUTE_REFRESH));
        }
    }

    private static BgpMessage some(RawPeer peer) throws IOException {
        return Objects.requireNonNull(next(peer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            value = {
                "clear bgp 198.51.100.99 / BGP: Unknown neighbor - \"198.51.100.99\"",
                "clear bgp l2vpn evpn 2001:db8::99 soft in / BGP: Unknown neighbor -"
                        + " \"2001:db8::99\"",
                "clear bgp foo soft / Malformed address or name: foo",
                "clear bgp 198.51.100.300 / Malformed address or name: 198.51.100.300",
                "clear bgp 4294967296 / Malformed address or name: 4294967296",
                "clear bgp 65099 / BGP: No Unknown peer is configured with AS 65099",
                "clear bgp l2vpn evpn 65099 / BGP: No L2VPN EVPN peer is configured with AS 65099",
                "clear bgp peer-group NOPE / BGP: No such peer-group NOPE",
            })
    void whomThereIsNotIsSaidAsFrrSaysIt(String command, String refusal) throws Exception {
        assertThat(start().refusal(command)).isEqualTo(refusal);
    }

    @Test
    void whoAreNotThereAreNothingToAnybody() throws Exception {
        var operated = start();
        operated.tell("clear bgp *");
        operated.tell("clear bgp external");
        operated.tell("clear bgp 127.0.0.9 soft");
    }

    @Test
    void aNameThatTwoPeersGiveThemselvesIsNobodys() throws Exception {
        var operated = start();
        try (var _ = connect(ONE, REFRESHING);
                var _ = connect(OTHER, REFRESHING)) {
            assertThat(operated.refusal("clear bgp leaf9"))
                    .isEqualTo("2 peers call themselves leaf9: 127.0.0.9, 127.0.0.10");
        }
    }

    @Test
    void peersAndGroupsThatThereAreAreOfferedAndNoNameThatIsNoWord() throws Exception {
        var operated = start();
        var strange = List.of(REFRESHING.get(0), new Fqdn("leaf\u001b[2J", ""));
        try (var _ = connect(ONE, REFRESHING);
                var _ = connect(OTHER, strange)) {
            assertThat(operated.offered("clear bgp "))
                    .containsExactlyInAnyOrder(ONE, OTHER, "leaf9");
            assertThat(operated.offered("clear bgp peer-group L")).containsExactly("LEAVES");
        }
    }

    @Test
    void whoMayOnlyLookClearsNothing() throws Exception {
        var operated = start();
        try (var one = connect(ONE, REFRESHING)) {
            assertThat(operated.viewed("clear bgp *")).isInstanceOf(Outcome.Failed.class);
            operated.tell("clear bgp * in");
            assertThat(next(one)).isEqualTo(REQUEST);
        }
    }
}
