package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.console.Operator;
import dev.evpnd.speaker.console.Outcome;
import dev.evpnd.speaker.query.Inspection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// `show bgp evpn summary` of real sessions, in FRR's layout.
@Timeout(60)
class SummaryTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";
    private static final String CLOSED = "127.0.0.11";

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private static String answer(Console console, String command) {
        var out = new ByteArrayOutputStream();
        assertThat(console.run(command, new Operator("test", false), out))
                .isEqualTo(new Outcome.Done());
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Without what depends on time and memory.
    private static String masked(String text) {
        return text.replaceAll("using \\d+ (bytes|[KMG]iB) of", "using N of")
                .replaceAll("\\d\\d:\\d\\d:\\d\\d", "hh:mm:ss");
    }

    @Test
    void isFrrsTableAndTellsWhatPassesInBothDirections() throws Exception {
        var daemon =
                reloaded.start(
                        reloaded.configuration(
                                neighbors(
                                        ONE + ": {description: a reflector of the pair of them}",
                                        OTHER + ": {}",
                                        CLOSED
                                                + ": {description: closed for repair, shutdown:"
                                                + " true}")));
        var console =
                new Console(
                        new Inspection(
                                daemon.speaker().neighbors(),
                                daemon.speaker().routing(),
                                Speaker::millis,
                                daemon));
        try (var one = reloaded.connect(ONE).establish();
                var other = reloaded.connect(OTHER).establish()) {
            one.send(one.update(1, 2, 3));
            other.send(other.update(4));
            until(() -> answer(console, "show bgp evpn route | count").startsWith("4 prefixes"));
            // An OPEN, a KEEPALIVE, an UPDATE; and an OPEN, a KEEPALIVE, an End-of-RIB, an UPDATE.
            var rows =
                    """
                    Neighbor        V         AS   MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc
                    127.0.0.9       4      65000         3         4        0    0    0 hh:mm:ss            3        1 a reflector of the
                    127.0.0.10      4      65000         3         4        0    0    0 hh:mm:ss            1        3 N/A
                    127.0.0.11      4      65000         0         0        0    0    0    never Idle (Admin)        0 closed for repair
                    """;
            var head =
                    """
                    BGP router identifier 127.0.0.1, local AS number 65000 VRF default vrf-id 0
                    BGP table version 0
                    RIB entries 4, using N of memory
                    Peers 3, using N of memory
                    """;
            until(
                    () ->
                            masked(answer(console, "show bgp evpn summary"))
                                    .equals(
                                            head
                                                    + "\n"
                                                    + rows
                                                    + "\nTotal number of neighbors 3\n"));
            assertThat(masked(answer(console, "show bgp summary failed")))
                    .isEqualTo(
                            "\nL2VPN EVPN Summary:\n"
                                    + head
                                    + """

                                    Neighbor        EstdCnt DropCnt ResetTime Reason
                                    127.0.0.11            0       0     never Admin. shutdown (n/a)

                                    Displayed neighbors 1
                                    Total number of neighbors 3
                                    """);
            assertThat(answer(console, "show bgp evpn summary neighbor 10.0.0.1"))
                    .isEqualTo("No such neighbor in this view/vrf\n");
            assertThat(masked(answer(console, "show bgp evpn summary neighbor 127.0.0.9 terse")))
                    .contains(rows.lines().skip(1).findFirst().orElseThrow())
                    .endsWith("\nDisplayed neighbors 1\nTotal number of neighbors 3\n");
            assertThat(answer(console, "show bgp evpn summary established json"))
                    .contains("\"127.0.0.9\":{\"remoteAs\":65000", "\"pfxRcd\":3,\"pfxSnt\":1")
                    .contains("\"failedPeers\":1,\"displayedPeers\":2,\"totalPeers\":3");
        }
    }
}
