package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What an FRR with VNIs printed of the routes in them, and what evpnd prints when it has the same
/// ones, the same hosts, and was sent the same UPDATE messages, many by two reflectors.
class InstanceShownAsByFrrTest {
    private static final String DIRECTORY = "frr-10.7.1-instance";
    private static final String GATEWAY = " Remote-gateway Mac ";
    private static final String MANY_ADDRESSES = "00:aa:00:00:00:01";

    /// How often a table or a route changed and when, the name of FRR's host, and what only the
    /// kernel knows.
    private static final Set<String> DIFFERENT =
            Set.of(
                    "version",
                    "lastUpdate",
                    "lastUpdateStr",
                    "hostname",
                    "uptime",
                    "intf",
                    "ifindex",
                    "vlan",
                    "[2]:[0]:[48]:[" + MANY_ADDRESSES + "]");

    private static final ConsoleWithPeers PEERS = new ConsoleWithPeers();
    private static final ConsoleWithPeers PEERS_OF_OLD = new ConsoleWithPeers();

    @BeforeAll
    static void announce() {
        PEERS.change(InstanceShownAsByFrrTest::configure);
        PEERS.announce(Transcript.announced(DIRECTORY));
        PEERS_OF_OLD.change(InstanceShownAsByFrrTest::configure);
        PEERS_OF_OLD.announce(Transcript.announcedToOld(DIRECTORY));
    }

    private static void configure(Rib rib) {
        rib.configure(ConsoleWithPeers.macVrf(100, 2));
        rib.configure(ConsoleWithPeers.macVrf(200, 3));
        var vni = new Vni(100);
        for (var mac : List.of("02:00:00:00:00:44", "02:00:00:00:00:55", "02:00:00:00:00:56")) {
            rib.instances().macLearned(vni, MacAddress.parse(mac), 9, false, 0);
        }
        rib.instances()
                .neighborLearned(
                        vni,
                        IpAddress.parse("10.1.0.56"),
                        MacAddress.parse("02:00:00:00:00:56"),
                        false,
                        0);
    }

    @AfterAll
    static void close() {
        PEERS.close();
        PEERS_OF_OLD.close();
    }

    static Stream<Transcript> transcripts() {
        return Transcript.ofBoth("-instance");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isTheSame(Transcript transcript) {
        var answer = transcript.asked(PEERS, PEERS_OF_OLD);
        if (transcript.isJson()) {
            assertThat(JsonDifference.missing(transcript.answer(), answer, DIFFERENT)).isEmpty();
        } else {
            assertThat(masked(transcript, answer))
                    .isEqualTo(masked(transcript, transcript.answer()));
        }
    }

    /// Zebra's tables are in no order. In the MAC table the paths of a MAC address that differ in
    /// nothing but the IP address are as good as each other, and FRR has them as they came.
    private static List<String> masked(Transcript transcript, String text) {
        var lines =
                text.lines()
                        .filter(
                                each ->
                                        !each.startsWith(" Uptime: ")
                                                && !each.startsWith(" VLAN: ")
                                                && !each.equals(" Flags: Router"))
                        // FRR 10.3 did not say so here; 8.4 and 10.7 do.
                        .map(each -> transcript.isOld() ? each.replace(GATEWAY, "") : each)
                        .map(InstanceShownAsByFrrTest::line);
        var command = transcript.command();
        boolean isInOrder =
                command.startsWith("show bgp") && !command.matches("show bgp vni (100|all).*")
                        || command.matches("show bgp vni .* type (3|2 ip).*");
        if (transcript.isOld() && !command.contains(" vni 100 type 2")) {
            // FRR 10.3 has its own route of type 3 elsewhere, and the VNIs in no order.
            isInOrder = false;
        }
        return isInOrder
                ? lines.toList()
                : lines.map(InstanceShownAsByFrrTest::chosenOfEquals).sorted().toList();
    }

    private static String line(String line) {
        return line.replaceFirst("table version is \\d+", "table version is N")
                .replaceFirst("Last update: .*", "Last update: then")
                .replaceFirst("(.*, multipath, best) .*", "$1")
                .replaceFirst(" Intf: .*", " Intf:")
                .replaceFirst("local        (ifindex 9|veth1    )", "local        port")
                // Of several paths FRR tells of the comparison that it made last.
                .replaceFirst("localpref 200(.*), best \\(.*\\)", "localpref 200$1, best");
    }

    private static String chosenOfEquals(String line) {
        return line.replaceFirst(
                        "^ \\*>i (\\[2]:\\[0]:\\[48]:\\[" + MANY_ADDRESSES + "])", " *=i $1")
                .replaceFirst("(.*, multipath), best", "$1");
    }

    @Test
    void countsWithoutWriting() {
        assertThat(PEERS.answer("show bgp evpn route vni 100 | count"))
                .isEqualTo("23 prefixes (33 paths)\n");
        assertThat(PEERS.answer("show bgp evpn route vni 100 vtep 192.168.33.17 | count"))
                .isEqualTo("23 prefixes (8 paths)\n");
        assertThat(PEERS.answer("show evpn mac vni all detail | count")).isEqualTo("22 MACs\n");
        assertThat(PEERS.answer("show evpn arp-cache vni 200 detail | count"))
                .isEqualTo("2 ARPs\n");
    }

    @Test
    void findsTheOneRouteOfAMacAddressAndOfAVtep() {
        assertThat(PEERS.answer("show bgp evpn route vni 100 mac 00:aa:00:00:00:02"))
                .startsWith("BGP routing table entry for [2]:[0]:[48]:[00:aa:00:00:00:02]\n")
                .endsWith("\nDisplayed 1 paths for requested prefix\n");
        assertThat(PEERS.answer("show bgp evpn route vni 100 multicast 192.168.33.16"))
                .contains(
                        "  Imported from 192.168.33.16:2:[3]:[0]:[32]:[192.168.33.16], VNI   Local")
                .endsWith("\nDisplayed 2 paths for requested prefix\n");
        assertThat(PEERS.answer("show bgp evpn route vni 100 multicast 192.168.33.99"))
                .isEqualTo("% Network not in table\n");
        assertThat(
                        PEERS.answer(
                                "show bgp evpn route vni 100 mac 00:aa:00:00:00:99 ip 10.1.0.3"
                                        + " json"))
                .isEqualTo("{}\n");
    }

    @Test
    void namesAVniThatThereIsNot() {
        assertThat(PEERS.answer("show bgp vni 300 type 2 mac 00:aa:00:00:00:02"))
                .isEqualTo("VNI not found\n");
        assertThat(PEERS.failure("show evpn mac vni 300 detail"))
                .isEqualTo("VNI 300 does not exist");
        assertThat(PEERS.failure("show evpn arp-cache vni 300 detail"))
                .isEqualTo("VNI 300 does not exist");
    }
}
