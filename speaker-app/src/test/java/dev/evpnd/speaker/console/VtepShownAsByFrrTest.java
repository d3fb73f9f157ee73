package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an FRR with VNIs printed of them, and what evpnd prints when it has the same, and the same
/// peers have sent it the same UPDATE messages.
class VtepShownAsByFrrTest {
    /// Hosts at FRR's own ports, which are not here, and those of routes that evpnd does not
    /// import: of another Ethernet tag, with labels or next hops that it has no use for.
    private static final Set<String> HOSTS =
            Set.of(
                    "b2:40:a4:4b:d6:c9",
                    "02:00:00:00:00:44",
                    "02:00:00:00:00:55",
                    "02:00:00:00:00:56",
                    "10.1.0.56",
                    "00:00:00:00:00:05",
                    "00:aa:00:00:00:05",
                    "00:aa:00:00:00:24",
                    "10.1.0.36");

    /// What only the kernel knows, since when, and how many there are.
    private static final Set<String> OF_THE_KERNEL =
            Set.of("uptime", "vlan", "inKernel", "sviInterface", "numMacs", "numArpNd");

    private static final Set<String> DIFFERENT =
            Stream.concat(HOSTS.stream(), OF_THE_KERNEL.stream()).collect(Collectors.toSet());

    private static final ConsoleWithPeers PEERS = new ConsoleWithPeers();
    private static final ConsoleWithPeers PEERS_OF_OLD = new ConsoleWithPeers();

    @BeforeAll
    static void announce() {
        announce(PEERS, Transcript.announced());
        announce(PEERS_OF_OLD, Transcript.announcedToOld("frr-10.7.1"));
    }

    private static void announce(ConsoleWithPeers to, List<String> lines) {
        to.change(
                rib -> {
                    rib.configure(ConsoleWithPeers.macVrf(100, 2));
                    rib.configure(ConsoleWithPeers.macVrf(200, 3));
                });
        to.announce(
                lines.stream()
                        .filter(each -> each.startsWith("A ") || each.startsWith("B "))
                        .toList());
    }

    @AfterAll
    static void close() {
        PEERS.close();
        PEERS_OF_OLD.close();
    }

    static Stream<Transcript> transcripts() {
        return Transcript.ofBoth("-vtep");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isTheSame(Transcript transcript) {
        var answer = transcript.asked(PEERS, PEERS_OF_OLD);
        if (transcript.isJson()) {
            assertThat(JsonDifference.missing(transcript.answer(), answer, DIFFERENT)).isEmpty();
        } else {
            assertThat(masked(answer)).isEqualTo(masked(transcript.answer()));
        }
    }

    /// FRR's tables are in no order.
    private static List<String> masked(String text) {
        return text.lines()
                .filter(each -> HOSTS.stream().noneMatch(each::startsWith))
                .filter(each -> !each.startsWith(" Uptime: ") && !each.startsWith(" VLAN: "))
                .map(VtepShownAsByFrrTest::line)
                .sorted()
                .toList();
    }

    private static String line(String line) {
        return line.replaceFirst(
                        "((MACs|ARPs) .*known for this VNI:|#MACs .*\\)|#ARP .*\\)) \\d+$", "$1 N")
                .replace(" (known to the kernel)", "")
                .replaceFirst("SVI interface : .*", "SVI interface : ")
                .replaceFirst("^\\* (?=\\d)", "  ");
    }

    @Test
    void saysWhyAMacAddressIsWhereItIs() {
        var text =
                PEERS.answer("show evpn mac vni 100 mac 00:aa:00:00:00:21 explain")
                        .lines()
                        .toList();

        assertThat(text)
                .startsWith(
                        "00:aa:00:00:00:21 in VNI 100 is behind 192.168.33.17, sequence number 5:"
                                + " seen nowhere else.",
                        "  192.168.33.17 claims it with sequence number 5.",
                        "  The kernel should hold 00:aa:00:00:00:21 behind 192.168.33.17, VNI 100.",
                        "[2]:[0]:[48]:[00:aa:00:00:00:21] RD 200.0.0.1:3")
                .contains("     It lost to path 1 by EVPN sequence number: 4 against 5.");
    }

    @Test
    void saysOnceWhoClaimsAMacAddressWithSeveralIpAddresses() {
        assertThat(PEERS.answer("show evpn mac vni 100 mac 00:aa:00:00:00:01 explain").lines())
                .filteredOn(each -> each.contains("claims it"))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void countsWithoutWriting() {
        assertThat(PEERS.answer("show evpn mac vni 100 vtep 192.168.33.17 | count"))
                .isEqualTo("2 MACs\n");
        assertThat(PEERS.answer("show evpn arp-cache vni all | count")).isEqualTo("16 ARPs\n");
    }

    @Test
    void ofHostsBehindAVtepTheresATableForEachVniThatHasSome() {
        assertThat(PEERS.answer("show evpn mac vni all vtep 192.168.33.17").lines().toList())
                .containsExactly(
                        "",
                        "VNI 100",
                        "",
                        "MAC               Type   Flags Intf/Remote ES/VTEP                    "
                                + " VLAN  Seq #'s",
                        "00:aa:00:00:00:21 remote       192.168.33.17                          "
                                + "       0/5",
                        "00:aa:00:00:00:22 remote       192.168.33.17                          "
                                + "       0/0");
        assertThat(PEERS.answer("show evpn mac vni 100 duplicate")).isEmpty();
    }

    @Test
    void namesWhatThereIsNot() {
        assertThat(PEERS.failure("show evpn mac vni 300")).isEqualTo("VNI 300 does not exist");
        assertThat(PEERS.failure("show evpn mac vni 100 mac 02:00:00:00:00:99"))
                .isEqualTo("Requested MAC does not exist in VNI 100");
        assertThat(PEERS.failure("show evpn arp-cache vni 100 ip 10.9.9.9"))
                .isEqualTo("Requested neighbor does not exist in VNI 100");
    }
}
