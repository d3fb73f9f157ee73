package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/// `show bgp l2vpn evpn neighbors X received-routes`, which FRR has for other families: what a peer
/// has sent, as it came, be it that nothing of it is taken.
class ReceivedRoutesTest {
    private static final String COMMAND =
            "show bgp l2vpn evpn neighbors 198.51.100.44 received-routes";

    private final ConsoleWithPeers peers = new ConsoleWithPeers();

    @BeforeEach
    void up() {
        // A peer outside the AS, for which there is no policy.
        peers.up(
                "X",
                "198.51.100.44",
                "198.51.100.44",
                PeerKind.EXTERNAL,
                Negotiated.DEFAULT,
                PeerSettings.DEFAULT);
    }

    @AfterEach
    void close() {
        peers.close();
    }

    private static EvpnRoute route(String router) {
        return new InclusiveMulticastEthernetTag(
                RouteDistinguisher.parse("198.51.100.44:7"),
                EthernetTag.ZERO,
                IpAddress.parse(router));
    }

    private void announce() {
        peers.announce(
                "X",
                Update.of(
                        PathAttributes.of(
                                Origin.EGP,
                                AsPath.ofSequence(65_001, 64_999),
                                new MultiExitDisc(7),
                                new MpReachNlri(
                                        MpNextHop.of(IpAddress.parse("198.51.100.44")),
                                        new EvpnNlri(
                                                List.of(
                                                        Nlri.of(route("198.51.100.45")),
                                                        Nlri.of(route("198.51.100.44"))))))));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(peers.answer(COMMAND + " json"));
    }

    @Test
    void areShownAsTheyCameThoughNoPolicyPermitsThem() {
        announce();
        assertThat(peers.answer(COMMAND))
                .isEqualTo(
                        """
                        BGP table version is 0, local router ID is 192.168.33.15
                        Default local pref 100, local AS 65000
                        Status codes:  s suppressed, d damped, h history, u unsorted, * valid, > best, = multipath,
                                       i internal, r RIB-failure, S Stale, R Removed
                        Origin codes:  i - IGP, e - EGP, ? - incomplete
                           Network          Next Hop            Metric LocPrf Weight Path
                        Route Distinguisher: 198.51.100.44:7
                         *> [3]:[0]:[32]:[198.51.100.44]
                                            198.51.100.44            7             0 65001 64999 e
                         *> [3]:[0]:[32]:[198.51.100.45]
                                            198.51.100.44            7             0 65001 64999 e

                        Total number of prefixes 2 (2 filtered)
                        """);
        assertThat(peers.answer("show bgp l2vpn evpn route rd 198.51.100.44:7 | count"))
                .isEqualTo("2 prefixes (2 paths)\n");
    }

    @Test
    void haveFrrsKeysInJson() {
        announce();
        var json = json();
        assertThat(json.path("totalPrefixCounter").asInt()).isEqualTo(2);
        assertThat(json.path("filteredPrefixCounter").asInt()).isEqualTo(2);
        var route =
                json.path("receivedRoutes")
                        .path("198.51.100.44:7")
                        .path("[3]:[0]:[32]:[198.51.100.45]");
        assertThat(route.path("nextHop").asString("")).isEqualTo("198.51.100.44");
        assertThat(route.path("metric").asInt()).isEqualTo(7);
        assertThat(route.path("path").asString("")).isEqualTo("65001 64999");
    }

    @Test
    void areNoneBeforeAnyCame() {
        assertThat(peers.answer(COMMAND)).isEqualTo("\nTotal number of prefixes 0\n");
        assertThat(json().path("totalPrefixCounter").asInt(-1)).isZero();
    }
}
