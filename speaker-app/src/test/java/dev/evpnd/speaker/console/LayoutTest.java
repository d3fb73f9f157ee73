package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.show.Layout;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Text as FRR 10.3 lays it out, beside that of 10.7.
class LayoutTest {
    private static final Operator VIEWER = new Operator("test", false);
    private static final ConsoleWithPeers PEERS = new ConsoleWithPeers();

    @BeforeAll
    static void announce() {
        var target = RouteTarget.parse("65000:100");
        PEERS.change(
                rib -> {
                    rib.configure(
                            MacVrfSettings.of(
                                    new Vni(100),
                                    RouteDistinguisher.parse("192.168.33.15:2"),
                                    List.of(new ImportTarget.Exact(target)),
                                    List.of(target),
                                    IpAddress.parse("192.168.33.15")));
                    rib.instances()
                            .macLearned(
                                    new Vni(100),
                                    MacAddress.parse("02:00:00:00:00:44"),
                                    9,
                                    false,
                                    0);
                });
        PEERS.announce(Transcript.announced());
    }

    @AfterAll
    static void close() {
        PEERS.close();
    }

    private static String answer(String command, Layout layout) {
        var out = new ByteArrayOutputStream();
        assertThat(PEERS.console.run(command, VIEWER, layout, out)).isEqualTo(new Outcome.Done());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String old(String command) {
        return answer(command, Layout.FRR_10_3);
    }

    /// What 10.7 has, as 10.3 has it.
    private static String asOld(String text) {
        return text.replaceAll(
                        "(?s)Status codes:  .*?\\nOrigin codes:  ",
                        """
                        Status codes: s suppressed, d damped, h history, * valid, > best, i - internal
                        Origin codes: \
                        """)
                // What is as short as that takes no line of its own.
                .replaceAll("(?m)^( \\S.. \\[\\S{15}) RD \\S+\\n {20}", "$1 ")
                .replaceAll("(?m)^( \\S.. \\[.*]) RD \\S+$", "$1")
                .replaceAll("(?m)^ {38}(?=.{19}|.{9}0 )", " ".repeat(36));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show bgp evpn route",
                "show bgp evpn route type 5",
                "show bgp evpn",
                "show bgp evpn route vni 100",
                "show bgp vni 100"
            })
    void tablesOfRoutesDifferInTheHeaderTheDistinguisherAndBehindLongNextHops(String command) {
        assertThat(old(command)).isEqualTo(asOld(answer(command, Layout.FRR_10_7)));
    }

    @Test
    void aRouteStandsWithoutItsDistinguisher() {
        assertThat(old("show bgp evpn route type 3"))
                .contains(
                        """
                        Status codes: s suppressed, d damped, h history, * valid, > best, i - internal
                        Origin codes: i - IGP, e - EGP, ? - incomplete
                        EVPN type-1 prefix:\
                        """,
                        """
                        Route Distinguisher: 192.168.33.16:2
                         *>i [3]:[0]:[32]:[1.0.0.2]
                                            192.168.33.16                 100      0 i
                        """);
    }

    @Test
    void theColumnsBehindALongNextHopAreBelowTheOthers() {
        var longNextHop = "                    2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff\n";
        assertThat(old("show bgp evpn route"))
                .contains(longNextHop + " ".repeat(36) + "              100      0 i\n");
        assertThat(answer("show bgp evpn route", Layout.FRR_10_7))
                .contains(longNextHop + " ".repeat(38) + "              100      0 i\n");
    }

    @Test
    void routesInDetailSayLessOfTunnelsAndOtherwiseWhoIsTold() {
        assertThat(old("show bgp evpn route detail type 3"))
                .contains("  Advertised to non peer-group peers:\n  198.51.100.3 ")
                .contains("      PMSI Tunnel Type: Ingress Replication, label: 100\n")
                .doesNotContain("  Advertised to peers:", " ID:");
    }

    @Test
    void hostsStandInNarrowerColumns() {
        assertThat(old("show evpn mac vni 100").lines())
                .contains(
                        "MAC               Type   Flags Intf/Remote ES/VTEP            VLAN  Seq #'s",
                        "02:00:00:00:00:44 local        ifindex 9                            0/0",
                        "00:aa:00:00:00:21 remote       192.168.33.17                        0/5");
        assertThat(old("show evpn mac vni 100 vtep 192.168.33.17").lines())
                .contains(
                        "MAC               Type   FlagsIntf/Remote ES/VTEP            VLAN  Seq #'s");
        for (var command : List.of("show evpn arp-cache vni 100", "show evpn arp-cache vni all")) {
            assertThat(old(command).lines())
                    .contains(
                            "Neighbor            Type   Flags State    MAC               Remote"
                                    + " ES/VTEP                 Seq #'s",
                            "10.1.0.3            remote       active   00:aa:00:00:00:01"
                                    + " 192.168.33.16                  0/0");
        }
    }

    @Test
    void jsonIsTheSame() {
        for (var command :
                List.of("show bgp evpn route json", "show bgp evpn route vni 100 json")) {
            assertThat(old(command)).isEqualTo(answer(command, Layout.FRR_10_7));
        }
    }

    @Test
    void aRequestNamesTheLayoutBeforeTheCommand() {
        assertThat(requested("layout 10.3 command show bgp evpn route | count"))
                .isEqualTo(requested("command show bgp evpn route | count"));
        assertThat(requested("layout 10.3 look show evpn mac vni 100"))
                .contains("Intf/Remote ES/VTEP            VLAN");
        assertThat(requested("layout 10.4 command show version"))
                .isEqualTo("failed 23\nthere is no layout 10.4");
        assertThat(requested("layout 10.3 expected show")).startsWith("failed ");
        assertThat(requested("layout 10.3")).startsWith("failed ");
        assertThat(ConsoleAnswers.takes("layout 10.3 command show version")).isTrue();
    }

    private static String requested(String request) {
        var out = new ByteArrayOutputStream();
        new ConsoleAnswers(PEERS.console).answer(request, VIEWER, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
