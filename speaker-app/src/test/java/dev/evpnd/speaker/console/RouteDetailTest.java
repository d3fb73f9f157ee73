package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Set;

/// What evpnd says of routes that FRR does not keep, or tells otherwise.
class RouteDetailTest {
    private static final Set<AddressFamily> EVPN = Set.of(AddressFamily.L2VPN_EVPN);

    private final ConsoleWithPeers peers = new ConsoleWithPeers();

    @AfterEach
    void close() {
        peers.close();
    }

    private void announce(String peer, int pathId, AsPath path) {
        var route =
                new InclusiveMulticastEthernetTag(
                        RouteDistinguisher.parse("192.0.2.1:2"),
                        EthernetTag.ZERO,
                        IpAddress.parse("192.0.2.1"));
        peers.announce(
                peer,
                Update.of(
                        PathAttributes.of(
                                Origin.IGP,
                                path,
                                new LocalPref(100),
                                ExtendedCommunities.of(RouteTarget.parse("65000:100")),
                                new MpReachNlri(
                                        MpNextHop.of(IpAddress.parse("192.0.2.1")),
                                        new EvpnNlri(List.of(new Nlri<>(pathId, route)))))));
    }

    private String detail(String rest) {
        return peers.answer("show bgp evpn route detail" + rest);
    }

    @Test
    void ofAPathThatIsNotChosenItSaysWhy() {
        peers.up(
                "STRANGER",
                "198.51.100.30",
                "198.51.100.30",
                PeerKind.EXTERNAL,
                Negotiated.DEFAULT,
                PeerSettings.DEFAULT);
        announce("STRANGER", 0, AsPath.ofSequence(65_001));

        assertThat(detail("").lines().toList())
                .containsSequence(
                        "Paths: (1 available, no best path)", "  Not advertised to any peer")
                .contains("      Origin IGP, invalid, external")
                .contains("      Not chosen: no-policy");
        var path =
                new JsonMapper()
                        .readTree(detail(" json"))
                        .at("/192.0.2.1:2/[3]:[0]:[32]:[192.0.2.1]/paths/0/0");
        assertThat(path.get("valid").booleanValue()).isFalse();
        assertThat(path.get("notChosenBecause").stringValue()).isEqualTo("no-policy");
    }

    @Test
    void whereAPeerIsToldOfAllPathsEachSaysToWhomItIs() {
        peers.up(
                "ALL",
                "198.51.100.20",
                "198.51.100.20",
                PeerKind.CLIENT,
                Negotiated.DEFAULT.withAddPath(Set.of(), EVPN),
                new PeerSettings(
                        ImportSettings.DEFAULT,
                        ExportSettings.DEFAULT.withPaths(ExportSettings.ALL_PATHS)));
        peers.up(
                "MANY",
                "198.51.100.21",
                "198.51.100.21",
                PeerKind.CLIENT,
                Negotiated.DEFAULT.withAddPath(EVPN, Set.of()),
                PeerSettings.DEFAULT);
        announce("B", 0, AsPath.EMPTY);
        announce("MANY", 7, AsPath.ofSequence(65_010));

        assertThat(detail("").lines().toList())
                .startsWith("Route Distinguisher: 192.0.2.1:2")
                .containsSequence(
                        "Paths: (2 available, best #1)", "  Route [3]:[0]:[32]:[192.0.2.1]")
                .contains("      AddPath ID: RX 7")
                .containsSubsequence(
                        "    192.0.2.1 from 198.51.100.3 (192.168.33.13)",
                        "      Advertised to: 198.51.100.2 198.51.100.4 198.51.100.9"
                                + " 198.51.100.20 198.51.100.21 198.51.100.70 2001:db8::2",
                        "    192.0.2.1 from 198.51.100.21 (198.51.100.21)",
                        "      Advertised to: 198.51.100.20");
    }
}
