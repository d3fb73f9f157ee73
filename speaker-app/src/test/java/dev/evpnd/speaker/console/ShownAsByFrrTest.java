package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Set;
import java.util.stream.Stream;

/// What FRR 10.7.1 and FRR 10.3 printed, and what evpnd prints in their layouts when the same peers
/// have sent it the same UPDATE messages.
class ShownAsByFrrTest {
    /// What is bound to be another: how often a table or a route changed and when, the name of
    /// FRR's host, and what it says of the length of a prefix that its configuration has. Who is
    /// told of a route is compared in the text.
    private static final Set<String> DIFFERENT =
            Set.of(
                    "bgpTableVersion",
                    "version",
                    "lastUpdate",
                    "lastUpdateStr",
                    "advertisedTo",
                    "hostname",
                    "prefixLen");

    private static final ConsoleWithPeers PEERS = new ConsoleWithPeers();
    private static final ConsoleWithPeers PEERS_OF_OLD = new ConsoleWithPeers();

    @BeforeAll
    static void announce() {
        PEERS.announce(Transcript.announced());
        PEERS_OF_OLD.announce(Transcript.announcedToOld("frr-10.7.1"));
        PEERS_OF_OLD.announce(Transcript.announced("frr-10.3"));
    }

    @AfterAll
    static void close() {
        PEERS.close();
        PEERS_OF_OLD.close();
    }

    static Stream<Transcript> transcripts() {
        return Transcript.ofBoth("");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isTheSame(Transcript transcript) {
        var answer = transcript.asked(PEERS, PEERS_OF_OLD);
        if (transcript.isJson()) {
            assertThat(JsonDifference.missing(transcript.answer(), answer, DIFFERENT)).isEmpty();
        } else if (transcript.isOld()) {
            assertThat(ofOld(transcript, answer)).isEqualTo(ofOld(transcript, transcript.answer()));
        } else {
            assertThat(sent(transcript.name(), masked(answer)))
                    .isEqualTo(sent(transcript.name(), masked(transcript.answer())));
        }
    }

    /// Without that in which FRR 10.3 alone differs.
    private static String ofOld(Transcript transcript, String text) {
        var masked = sent(transcript.name(), masked(text));
        return transcript.command().endsWith("advertised-routes")
                ? asAdvertisedByOld(masked)
                // It has IPv6 next hops there alone.
                : masked.replaceAll("(?m)^(?<n> {20}):: {14}", "${n}0.0.0.0         ")
                        .replaceAll(
                                "(?m)^(?<n> {20})2001:db8:aaaa:\\S+\\n {36}",
                                "${n}0.0.0.0         ")
                        .replaceAll(
                                "(?m)^(?<n> {4})(::|2001:db8:aaaa:\\S+) from ",
                                "${n}0.0.0.0 from ");
    }

    /// What FRR 10.3 sends: a MED of 0 where there was none, and, as it shows it, a LOCAL_PREF to
    /// another AS and its own route with a weight.
    private static String asAdvertisedByOld(String text) {
        return text.replace("  32768 i", "      0 i")
                .replaceAll("(?m)^( {29}| {45})0(?= )", "$1 ")
                .replaceAll(" +\\d*(?= {6}0 )", " ")
                .replaceFirst("(Total number of prefixes) \\d+", "$1 N");
    }

    /// Without what is bound to be another.
    private static String masked(String text) {
        return DetailTranscript.masked(
                text.replaceFirst("table version is \\d+", "table version is N"));
    }

    /// What FRR sends to the peer outside the AS is another path than the one that it shows there:
    /// with its own AS, and without confederations. And it sends the peer its own routes.
    private static String sent(String transcript, String text) {
        return transcript.contains("198.51.100.4_advertised")
                ? text.replaceAll("(?m) 0 65000 (.*)$", " 0 $1")
                        .replace("(64512 64513) [64514,64515] ", "")
                        .replaceFirst("(?s)Route Distinguisher: 198.51.100.4:2\\n.*?(?=Route)", "")
                        .replace("prefixes 152", "prefixes 147")
                : text;
    }
}
