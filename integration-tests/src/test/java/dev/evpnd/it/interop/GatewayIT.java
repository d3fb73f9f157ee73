package dev.evpnd.it.interop;

import static dev.evpnd.it.interop.VtepLab.configuration;
import static dev.evpnd.it.interop.VtepLab.entries;
import static dev.evpnd.it.interop.VtepLab.reaches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.function.Supplier;

/// What a VTEP's own bridge has for addresses, announced by evpnd to FRR with zebra and by FRR to
/// evpnd: as hosts, as default gateways, and as the one gateway that both are.
@NeedsPeers({PeerKind.FRR_8_4, PeerKind.FRR_10_7})
@Timeout(120)
class GatewayIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String OURS = "02:00:00:00:0a:15";
    private static final String THEIRS = "02:00:00:00:0a:16";
    private static final String BOTH = "02:00:00:00:0a:01";

    private VtepLab lab;
    private Host here;
    private Host there;
    private Host guest1;
    private Host guest2;

    @BeforeEach
    void start() {
        lab = new VtepLab();
        here = lab.vtep("here", 15);
        there = lab.vtep("there", 16);
        guest1 = lab.guest("guest1", here, "02:00:00:00:00:01", "10.0.0.1");
        guest2 = lab.guest("guest2", there, "02:00:00:00:00:02", "10.0.0.2");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static void own(Host vtep, String mac, int number) {
        vtep.ip("link", "set", "br1", "address", mac);
        vtep.address("br1", "10.0.0." + number + "/24");
        vtep.address("br1", "2001:db8::" + number + "/64");
    }

    private EvpndProgram evpnd(String as) {
        return EvpndProgram.start(here, configuration(15, "", "advertise-svi: " + as + ","));
    }

    /// FRR, told to announce its own addresses when zebra knows of the VNI: what bgpd has said
    /// before is lost at times, see docs/interop.md.
    private RunningPeer frr(PeerKind kind, String advertises) {
        var frr = lab.frr(there, kind, 16);
        awaitFrr(frr, "show evpn vni 100", "VNI: 100\n");
        frr.show("configure terminal", "router bgp 65000", "address-family l2vpn evpn", advertises)
                .orThrow();
        return frr;
    }

    private static void await(Supplier<String> question, String... texts) {
        var seen =
                Waiting.ask(
                        LIMIT,
                        question,
                        it -> {
                            for (var text : texts) {
                                if (!it.contains(text)) {
                                    return false;
                                }
                            }
                            return true;
                        });
        assertThat(seen).contains(texts);
    }

    private static void awaitFrr(RunningPeer frr, String command, String... texts) {
        await(() -> frr.show(command).output(), texts);
    }

    private static void awaitEvpnd(EvpndProgram evpnd, String command, String... texts) {
        // What is not there yet is an error to the shell.
        var words = new String[] {"shell", "--state-dir", evpnd.state(), "-c", command};
        await(() -> evpnd.evpnd(words).output(), texts);
    }

    private static void awaitEntries(Host vtep, String mac, String... lines) {
        var wanted = String.join("\n", lines);
        assertThat(Waiting.ask(LIMIT, () -> entries(vtep, mac), wanted::equals)).isEqualTo(wanted);
    }

    private static String[] sticky(String mac, int vtep) {
        return new String[] {
            mac + " dev vxlan100 dst 192.0.2." + vtep + " self sticky static",
            mac + " dev vxlan100 sticky master br1 static"
        };
    }

    private static void awaitNeighbor(Host vtep, String address, String text) {
        await(() -> vtep.ip("neigh", "show", address, "dev", "br1"), text);
    }

    private static void assertReaches(Host guest, String address) {
        assertThat(Waiting.until(LIMIT, () -> reaches(guest, address))).as(address).isTrue();
    }

    /// What FRR has to have of what evpnd announces.
    private void awaitAtFrr(RunningPeer frr, String community, String flag, String router) {
        awaitFrr(
                frr,
                "show bgp l2vpn evpn route detail type macip",
                "[" + OURS + "]:[32]:[10.0.0.254] VNI 100",
                "[" + OURS + "]:[128]:[2001:db8::254] VNI 100",
                community);
        awaitFrr(
                frr,
                "show evpn mac vni 100 mac " + OURS,
                " Remote VTEP: 192.0.2.15 " + flag,
                "10.0.0.254 Active",
                "2001:db8::254 Active");
        awaitFrr(
                frr,
                "show evpn arp-cache vni 100 ip 10.0.0.254",
                " Type: remote",
                " State: active",
                " MAC: " + OURS,
                " Remote VTEP: 192.0.2.15");
        awaitEntries(there, OURS, sticky(OURS, 15));
        awaitNeighbor(there, "10.0.0.254", "lladdr " + OURS + " extern_learn NOARP proto zebra");
        awaitNeighbor(
                there,
                "2001:db8::254",
                "lladdr " + OURS + router + " extern_learn NOARP proto zebra");
        assertReaches(guest2, "10.0.0.254");
    }

    /// What evpnd has to have of what FRR announces.
    private void awaitAtEvpnd(EvpndProgram evpnd, String flag, String router, String... entries) {
        awaitEvpnd(
                evpnd,
                "show evpn mac vni 100 detail",
                "MAC: " + THEIRS + "\n Remote VTEP: 192.0.2.16" + flag + "\n",
                "10.0.0.253 Active",
                "2001:db8::253 Active");
        awaitEvpnd(
                evpnd,
                "show evpn arp-cache vni 100 ip 10.0.0.253",
                " Type: remote",
                " State: active",
                " MAC: " + THEIRS,
                " Remote VTEP: 192.0.2.16");
        awaitEntries(here, THEIRS, entries);
        for (var address : new String[] {"10.0.0.253", "2001:db8::253"}) {
            awaitNeighbor(
                    here, address, "lladdr " + THEIRS + router + " extern_learn NOARP proto 222");
        }
        assertThat(evpnd.shell("show evpn kernel entries missing")).doesNotContain("100  ");
        assertReaches(guest1, "10.0.0.253");
    }

    /// An address that is not there any more is nobody's neighbour.
    private void awaitGone() {
        here.ip("address", "del", "10.0.0.254/24", "dev", "br1");
        var seen =
                Waiting.ask(
                        LIMIT,
                        () -> there.ip("neigh", "show", "10.0.0.254", "dev", "br1"),
                        it -> !it.contains("extern_learn"));
        assertThat(seen).doesNotContain("extern_learn");
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7"})
    void asAHostThatDoesNotMove(PeerKind kind) {
        own(here, OURS, 254);
        own(there, THEIRS, 253);
        var evpnd = evpnd("host");
        var frr = frr(kind, "advertise-svi-ip");
        awaitAtFrr(frr, "MM:0, sticky MAC", "Sticky Mac", "");
        awaitAtEvpnd(
                evpnd,
                "",
                "",
                THEIRS + " dev vxlan100 dst 192.0.2.16 self extern_learn",
                THEIRS + " dev vxlan100 extern_learn master br1");
        awaitGone();
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7"})
    void asTheDefaultGatewayOfHosts(PeerKind kind) {
        own(here, OURS, 254);
        own(there, THEIRS, 253);
        var evpnd = evpnd("default-gateway");
        var frr = frr(kind, "advertise-default-gw");
        awaitAtFrr(frr, "Default Gateway", "Remote-gateway Mac", " router");
        awaitAtEvpnd(evpnd, " Remote-gateway Mac ", " router", sticky(THEIRS, 16));
        awaitGone();
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7"})
    void asTheGatewayThatBothAre(PeerKind kind) {
        own(here, BOTH, 254);
        own(there, BOTH, 254);
        var evpnd = evpnd("default-gateway");
        var frr = frr(kind, "advertise-default-gw");
        // FRR takes no route with a MAC address that is its own; evpnd does, and stays where it is.
        awaitFrr(frr, "show evpn mac vni 100", "02:00:00:00:00:01 remote");
        awaitFrr(frr, "show evpn mac vni 100 mac " + BOTH, " Intf: br1", "Default-gateway Mac");
        awaitEvpnd(
                evpnd,
                "show bgp l2vpn evpn route type macip",
                "[" + BOTH + "]:[32]:[10.0.0.254] RD 192.0.2.15:100",
                "[" + BOTH + "]:[32]:[10.0.0.254] RD 192.0.2.16:2");
        for (var vtep : new Host[] {here, there}) {
            assertThat(entries(vtep, BOTH)).isEqualTo(BOTH + " dev br1 master br1 permanent");
        }
        assertThat(evpnd.shell("show evpn mac vni 100 detail"))
                .contains("MAC: " + BOTH + "\n Intf: br1 Default-gateway Mac \n")
                .doesNotContain("uplicate");
        assertThat(evpnd.shell("show evpn arp-cache vni 100 ip 10.0.0.254"))
                .contains(" Type: local\n", " Flags: Default-gateway\n");
        assertReaches(guest1, "10.0.0.254");
        assertReaches(guest2, "10.0.0.254");
        assertReaches(guest1, "10.0.0.2");
    }
}
