package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.evpnd.speaker.console.JsonDifference;
import dev.evpnd.speaker.show.Layout;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What FRR 10.7.1 and FRR 10.3 printed of their neighbors, and what evpnd prints of the same ones,
/// on loopback: it is told of them what FRR was, and they send it the same messages.
@Timeout(60)
class ShownNeighborsTest {
    private static final String COMMAND = "show bgp neighbors ";

    /// What depends on time, on the system, on how messages are packed, and on what else FRR sends:
    /// a client its own routes.
    private static final Set<String> DIFFERENT =
            Set.of(
                    "bgpTimerUpMsec",
                    "bgpTimerUpString",
                    "bgpTimerUpEstablishedEpoch",
                    "bgpTimerLastRead",
                    "bgpTimerLastWrite",
                    "bgpInUpdateElapsedTimeMsecs",
                    "bgpTcpMssSynced",
                    "pathsLimit",
                    "endOfRibSentAfterUpdate",
                    "updatesSent",
                    "keepalivesSent",
                    "keepalivesRecv",
                    "totalSent",
                    "totalRecv",
                    "updateGroupId",
                    "subGroupId",
                    "lastResetTimerMsecs",
                    "lastResetDueTo",
                    "lastResetCode",
                    "portLocal",
                    "portForeign",
                    "nexthopGlobal",
                    "estimatedRttInMsecs");

    @SuppressWarnings("NullAway.Init")
    private static NeighborsOfFrr neighbors;

    @BeforeAll
    static void bringUp() throws Exception {
        neighbors = NeighborsOfFrr.start();
        neighbors.add("127.0.0.10");
    }

    @AfterAll
    static void close() throws IOException {
        neighbors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "4", "6", "9", "70"})
    void isTheSame(String host) throws Exception {
        assertThat(masked(neighbors.answer(COMMAND + "127.0.0." + host)))
                .isEqualTo(masked(transcript("198.51.100." + host)));
    }

    /// FRR 10.3 announces its version, and was not sent what it takes for something else.
    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "4", "6", "9", "70"})
    void isTheSameInTheLayoutOf103(String host) throws Exception {
        var answer = masked(neighbors.answer(COMMAND + "127.0.0." + host, Layout.FRR_10_3));

        assertThat(answer.replaceFirst("139 accepted", "132 accepted").replace(" 104\n", "  98\n"))
                .isEqualTo(
                        masked(transcript("frr-10.3", "198.51.100." + host))
                                .replace(
                                        "advertised software version (FRRouting/10.3)",
                                        "not advertised"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "6"})
    void isTheSameAsJson(String host) throws Exception {
        assertThat(
                        JsonDifference.missing(
                                onLoopback(transcript("198.51.100." + host + "_json")),
                                neighbors.answer(COMMAND + "127.0.0." + host + " json"),
                                DIFFERENT))
                .isEmpty();
    }

    @Test
    void allAreInFrrsOrderAndTheEndIsTwoBlankLines() {
        var all = neighbors.answer("show bgp neighbors");
        assertThat(all.lines().filter(each -> each.startsWith("BGP neighbor is")))
                .extracting(each -> each.substring("BGP neighbor is ".length(), each.indexOf(',')))
                .containsExactly(
                        "*127.0.0.70",
                        "127.0.0.2",
                        "127.0.0.3",
                        "127.0.0.4",
                        "127.0.0.6",
                        "127.0.0.7",
                        "127.0.0.8",
                        "127.0.0.9",
                        "127.0.0.10");
        assertThat(all).endsWith("\n\n\n").doesNotContain("\n\n\nBGP");
    }

    @Test
    void nobodyElseIsANeighbor() {
        assertThat(neighbors.answer(COMMAND + "127.0.0.99"))
                .isEqualTo("% No such neighbor in this view/vrf\n\n");
        assertThat(neighbors.answer(COMMAND + "foo json"))
                .isEqualTo("{\"bgpNoSuchNeighbor\":true}\n");
    }

    @Test
    void aPeerIsFoundByTheHostThatItSaysItIs() throws Exception {
        var capabilities =
                List.<Capability>of(
                        NeighborsOfFrr.OF_PEERS.getFirst(), new Fqdn("leaf9", "dc.example"));
        try (var peer = RawPeer.connect("127.0.0.71", "127.0.0.1", neighbors.port())) {
            peer.send(
                    Open.of(
                            NeighborsOfFrr.AS,
                            180,
                            BgpIdentifier.parse("192.0.2.71"),
                            capabilities));
            peer.receive();
            peer.send(Keepalive.INSTANCE);
            until(() -> neighbors.answer(COMMAND + "leaf9").contains("BGP state = Established"));
            assertThat(neighbors.answer(COMMAND + "leaf9"))
                    .startsWith("BGP neighbor is *127.0.0.71, ")
                    .contains("\nHostname: leaf9.dc.example\n", "  Remote GR Mode: Disable\n");
        }
        until(() -> neighbors.answer(COMMAND + "leaf9").startsWith("% No such neighbor"));
    }

    /// The reason is FRR's word for word, and so is what the peer's operator said.
    @Test
    void thePeersReasonForTheEndIsShown() throws Exception {
        var peer = COMMAND + "127.0.0.10";
        neighbors.up("X", "127.0.0.10", "192.0.2.20", false);
        until(() -> neighbors.answer(peer).contains("BGP state = Established"));
        neighbors
                .peer("X")
                .send(Notification.shutdown(NotificationCode.ADMINISTRATIVE_SHUTDOWN, "night"));
        until(() -> neighbors.answer(peer).contains("dropped 1"));
        assertThat(neighbors.answer(peer).replaceAll("\\d\\d:\\d\\d:\\d\\d", "T"))
                .contains(
                        "  Last reset T,  Notification received (Cease/Administrative Shutdown)\n")
                .contains("    Notifications:          0          1\n");
        assertThat(neighbors.answer(peer + " json"))
                .contains(
                        "\"lastErrorCodeSubcode\":\"0602\"",
                        "\"lastNotificationReason\":\"Cease/Administrative Shutdown\"",
                        "\"lastNotificationHardReset\":false",
                        "\"lastShutdownDescription\":\"night\"",
                        "\"lastResetDueTo\":\"BGP Notification received\"",
                        "\"lastResetCode\":13");
    }

    private static String onLoopback(String text) {
        return text.replaceAll("198\\.51\\.100\\.(?=\\d+(\\D|$))", "127.0.0.");
    }

    /// Without what is bound to be another.
    private static String masked(String text) {
        return onLoopback(text)
                .replace("remote router ID 127.0.0.", "remote router ID 198.51.100.")
                .replaceAll("\\d\\d:\\d\\d:\\d\\d", "T")
                .replaceAll("synced tcp-mss is \\d+", "synced tcp-mss is N")
                .replaceAll("    Paths-Limit:\n.*\n", "")
                .replaceAll("(sent after update): .*", "$1")
                .replaceAll("(Updates:) +\\d+", "$1 N")
                .replaceAll("(Keepalives|Total):.*", "$1")
                .replaceAll("Update group \\d+, subgroup \\d+", "Update group")
                .replaceAll("(Last reset) .*", "$1")
                .replaceAll("(Local|Foreign) port: \\d+", "$1 port: N")
                .replaceAll("(Nexthop global):.*", "$1")
                .replaceAll("round trip time: \\d+", "round trip time: N")
                .replaceAll("FD used: \\d+", "FD used: N")
                // FRR tells who has announced a route of it, too.
                .replaceAll("(20|9) accepted, \\d+ sent", "$1 accepted, N sent");
    }

    private static String transcript(String name) throws IOException, URISyntaxException {
        return transcript("frr-10.7.1", name);
    }

    private static String transcript(String directory, String name)
            throws IOException, URISyntaxException {
        var file =
                requireNonNull(
                        ShownNeighborsTest.class.getResource(
                                directory + "/show_bgp_neighbors_" + name + ".txt"));
        var lines = Files.readAllLines(Path.of(file.toURI()));
        return String.join("\n", lines.subList(2, lines.size())) + "\n";
    }
}
