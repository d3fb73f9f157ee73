package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an FRR with two L2 VNIs and an L3 VNI printed of them, and what evpnd prints when it has
/// the same, and the same peers have sent it the same UPDATE messages.
class TenantShownAsByFrrTest {
    /// What only the kernel knows, what is about Ethernet segments that FRR has itself, and one of
    /// several prefixes.
    private static final Set<String> DIFFERENT =
            Set.of(
                    "basePath",
                    "inKernel",
                    "vxlanIf",
                    "vxlanInterface",
                    "vxlanIfindex",
                    "vxlanIntf",
                    "bridge",
                    "sviInterface",
                    "sviIfindex",
                    "sviIntf",
                    "state",
                    "sysMac",
                    "macHoldtime",
                    "neighHoldtime",
                    "startupDelay",
                    "startupDelayTimer",
                    "uplinkConfigCount",
                    "uplinkActiveCount");

    private static final Pattern DEVICE = Pattern.compile("vxlan\\d+ +|br\\d+ +(?=Up )");
    private static final Pattern BRIDGE = Pattern.compile("br\\d+ +$");

    private static void assertSame(Transcript transcript, ConsoleWithPeers peers) {
        if (transcript.isJson()) {
            assertThat(
                            JsonDifference.missingInAnyOrder(
                                    transcript.answer(),
                                    peers.answer(transcript.command(), transcript.layout()),
                                    DIFFERENT))
                    .isEmpty();
        } else if (transcript.answer().startsWith("% ")) {
            assertThat("% " + peers.failure(transcript.command()) + "\n")
                    .isEqualTo(transcript.answer());
        } else {
            assertThat(masked(peers.answer(transcript.command(), transcript.layout())))
                    .isEqualTo(masked(transcript.answer()));
        }
    }

    /// FRR's tables are in no order, and it has the devices that are not here.
    private static List<String> masked(String text) {
        return text.lines()
                .takeWhile(each -> !each.equals("EVPN MH:"))
                .map(TenantShownAsByFrrTest::withoutKernel)
                .sorted()
                .toList();
    }

    private static String withoutKernel(String line) {
        var named =
                line.replace(" (known to the kernel)", "")
                        .replaceFirst("^\\* (?=\\d)", "  ")
                        .replaceFirst("^( +Bridge: ).*", "$1-")
                        .replaceFirst("^( VxLAN interface| +Vxlan-Intf| +SVI-If): .*", "$1: None")
                        .replaceFirst("^( +System MAC): .*", "$1: None")
                        .replaceFirst("^( SVI interface|  SVI interface ): .*", "$1: ")
                        .replaceFirst("^( (VxLAN|SVI) ifIndex): .*", "$1: 0")
                        .replaceFirst("^(  State): .*", "$1: Down")
                        // Of several prefixes FRR shows the one that came first.
                        .replaceFirst("^(VRF .* 2 +)10.1.0.1[46]/32$", "$1one of them");
        var withoutDevices =
                DEVICE.matcher(named).replaceAll(it -> padded("None", it.group().length()));
        return BRIDGE.matcher(withoutDevices)
                .replaceAll(it -> padded("-", it.group().length()))
                .replace(" Up    ", " Down  ");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithRoutesOfOtherVteps {
        private final ConsoleWithPeers peers = Tenants.withRoutesOfOtherVteps(1);

        @AfterAll
        void close() {
            peers.close();
        }

        static Stream<Transcript> transcripts() {
            return Transcript.ofBoth("-l3vni");
        }

        @ParameterizedTest
        @MethodSource("transcripts")
        void isTheSame(Transcript transcript) {
            assertSame(transcript, peers);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithHostsBehindAnEthernetSegment {
        private final ConsoleWithPeers peers = Tenants.withRoutesOfOtherVteps(3);

        @BeforeAll
        void announce() {
            peers.announce(Transcript.announced("frr-10.7.1-segments"));
        }

        @AfterAll
        void close() {
            peers.close();
        }

        static Stream<Transcript> transcripts() {
            return Transcript.ofBoth("-segments");
        }

        @ParameterizedTest
        @MethodSource("transcripts")
        void isTheSame(Transcript transcript) {
            assertSame(transcript, peers);
        }
    }
}
