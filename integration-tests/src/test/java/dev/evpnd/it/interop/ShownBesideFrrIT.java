package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// FRR and evpnd are clients of one reflector, hold the same routes and are asked the same: evpnd
/// prints FRR's text, and its JSON has every key and value of FRR's.
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ShownBesideFrrIT {
    private static final String FRR = "198.51.100.4";
    private static final String EXABGP = "198.51.100.5";
    private static final String RD = "198.51.100.5:7";

    /// What is bound to be another: how often a table has changed and when, who is asked, and what
    /// a process has counted.
    private static final Set<String> DIFFERENT =
            Set.of(
                    "bgpTableVersion",
                    "version",
                    "bgpLocalRouterId",
                    "lastUpdate",
                    "lastUpdateStr",
                    "advertisedTo");

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What GoBGP has no words for: hosts that have moved, stuck and not, and other numbers.
    private static final List<EvpnRoute> MORE =
            List.of(
                    EvpnRoute.of(
                            EvpnKey.macIp(RD, 0, "02:00:00:00:05:01", null),
                            List.of(100L),
                            "rt:65000:100",
                            "encapsulation:8",
                            "mac-mobility:7"),
                    EvpnRoute.of(
                            EvpnKey.macIp(RD, 0, "02:00:00:00:05:02", "2001:db8:5::2"),
                            List.of(16777215L),
                            "rt:65000:100",
                            "encapsulation:8",
                            "mac-mobility:1:sticky"),
                    EvpnRoute.of(
                            EvpnKey.macIp(RD, 0, "02:00:00:00:05:03", "192.0.2.53"),
                            List.of(100L, 200L),
                            "rt:4200000000:100",
                            "rt:198.51.100.5:100",
                            "encapsulation:8",
                            "router-mac:02:00:00:00:ff:05"),
                    EvpnRoute.of(
                            EvpnKey.ipPrefix("198.51.100.5:200", 0, "0.0.0.0/0"),
                            List.of(200L),
                            "rt:65000:200",
                            "encapsulation:8",
                            "router-mac:02:00:00:00:ff:05"));

    private Lab lab;
    private RunningPeer frr;
    private EvpndProgram evpnd;

    @BeforeAll
    void start() {
        PeersCondition.require(PeerKind.FRR_10_7, PeerKind.GOBGP, PeerKind.EXABGP);
        lab = Lab.open();
        lab.host().loopback(Star.REFLECTOR, Star.LEFT, Star.RIGHT, FRR, EXABGP);
        var toReflector = Neighbor.of(Star.REFLECTOR, Star.AS);
        lab.start(
                PeerKind.FRR_10_7,
                PeerConfiguration.of(
                        Star.AS,
                        Star.REFLECTOR,
                        client(Star.LEFT),
                        client(Star.RIGHT),
                        client(FRR),
                        client(EXABGP).with(Feature.IPV4_UNICAST)));
        frr = lab.start(PeerKind.FRR_10_7, PeerConfiguration.of(Star.AS, FRR, toReflector));
        var gobgp =
                lab.start(PeerKind.GOBGP, PeerConfiguration.of(Star.AS, Star.LEFT, toReflector));
        var exabgp =
                lab.start(
                        PeerKind.EXABGP,
                        PeerConfiguration.of(
                                Star.AS, EXABGP, toReflector.with(Feature.IPV4_UNICAST)));
        evpnd =
                EvpndProgram.start(
                        lab.host(), Tail.configuration("timers: {connect-retry: 1}", ""));
        evpnd.awaitSession(Star.REFLECTOR, 0);
        Stream.of(frr, gobgp, exabgp).forEach(each -> each.awaitEstablished(Star.REFLECTOR));
        SampleRoutes.ALL.forEach(gobgp::announce);
        MORE.forEach(exabgp::announce);
        var keys = EvpnRoute.keys(Stream.concat(SampleRoutes.ALL.stream(), MORE.stream()).toList());
        evpnd.await(keys);
        assertThat(Waiting.ask(Star.LIMIT, () -> EvpnRoute.keys(frr.evpnRoutes()), keys::equals))
                .isEqualTo(keys);
    }

    private static Neighbor client(String address) {
        return Neighbor.of(address, Star.AS).with(Feature.REFLECTOR_CLIENT);
    }

    @AfterAll
    void close() {
        Optional.ofNullable(lab).ifPresent(Lab::close);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show bgp l2vpn evpn",
                "show bgp l2vpn evpn rd 198.51.100.2:2",
                "show bgp l2vpn evpn rt 65000:200",
                "show bgp l2vpn evpn neighbors 198.51.100.1 routes",
                "show bgp l2vpn evpn route",
                "show bgp l2vpn evpn route type ead",
                "show bgp l2vpn evpn route type macip",
                "show bgp l2vpn evpn route type multicast",
                "show bgp l2vpn evpn route type es",
                "show bgp l2vpn evpn route type prefix",
                "show bgp l2vpn evpn route self-originate",
                "show bgp l2vpn evpn route rd 198.51.100.5:7",
                "show bgp l2vpn evpn route rd 198.51.100.5:7 type multicast",
                "show bgp l2vpn evpn route rd 198.51.100.5:7 mac 02:00:00:00:05:01",
                "show bgp l2vpn evpn route rd 198.51.100.2:2 mac 02:00:00:00:02:02 ip 192.0.2.22",
                "show bgp l2vpn evpn route rd 198.51.100.2:200 prefix 203.0.113.0/24",
                "show bgp l2vpn evpn route rd all mac 02:00:00:00:05:03 ip 192.0.2.53",
                "show bgp l2vpn evpn route rd 198.51.100.9:9",
                "show bgp l2vpn evpn route detail",
            })
    void isTheSame(String command) {
        assertThat(masked(evpnd.shell(command))).isEqualTo(masked(frr.show(command).orThrow()));
        var missing = new ArrayList<String>();
        compare(
                "",
                JSON.readTree(frr.show(command + " json").orThrow()),
                JSON.readTree(evpnd.shell(command + " json")),
                missing);
        assertThat(missing).isEmpty();
    }

    private static String masked(String text) {
        return text.replaceFirst(
                        "table version is \\d+, local router ID is \\S+",
                        "table version is N, local router ID is X")
                .replaceAll("Last update: .*", "Last update: then")
                .strip();
    }

    /// As FRR's own tests compare documents: what the one has, the other has, too.
    private static void compare(String at, JsonNode wanted, JsonNode found, List<String> missing) {
        if (wanted.isObject() && found.isObject()) {
            wanted.properties().stream()
                    .filter(each -> !DIFFERENT.contains(each.getKey()))
                    .forEach(
                            each ->
                                    compare(
                                            at + "/" + each.getKey(),
                                            each.getValue(),
                                            found.path(each.getKey()),
                                            missing));
        } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(at + "/" + i, wanted.get(i), found.get(i), missing);
            }
        } else if (!wanted.equals(found) && !(wanted.isEmpty() && found.isMissingNode())) {
            missing.add(at + ": " + wanted + " and not " + found);
        }
    }
}
