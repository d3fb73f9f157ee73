package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
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

class ExplainCommandTest {
    private static final String COMMAND = "show bgp evpn route mac 02:00:00:00:00:01 explain";

    private static final Policy NOTHING =
            new Policy("nothing", List.of(Clause.deny(10, List.of())));

    private final ConsoleWithPeers peers = new ConsoleWithPeers();

    @AfterEach
    void close() {
        peers.close();
    }

    private void announce(String peer, String vtep, int sequence) {
        var route =
                new MacIpAdvertisement(
                        RouteDistinguisher.parse("192.0.2.1:2"),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        MacAddress.parse("02:00:00:00:00:01"),
                        null,
                        new Label24(100),
                        null);
        peers.announce(
                peer,
                Update.of(
                        PathAttributes.of(
                                Origin.IGP,
                                AsPath.EMPTY,
                                new LocalPref(100),
                                ExtendedCommunities.of(
                                        RouteTarget.parse("65000:100"),
                                        Encapsulation.VXLAN,
                                        MacMobility.of(sequence)),
                                new MpReachNlri(
                                        MpNextHop.of(IpAddress.parse(vtep)),
                                        new EvpnNlri(List.of(Nlri.of(route)))))));
    }

    private static MacVrfSettings instance(int vni) {
        var target = RouteTarget.parse("65000:" + vni);
        return MacVrfSettings.of(
                new Vni(vni),
                RouteDistinguisher.parse("192.168.33.15:" + vni),
                List.of(new ImportTarget.Exact(target)),
                List.of(target),
                IpAddress.parse("192.168.33.15"));
    }

    @BeforeEach
    void announce() {
        peers.up(
                "STRANGER",
                "198.51.100.30",
                "198.51.100.30",
                PeerKind.EXTERNAL,
                Negotiated.DEFAULT,
                PeerSettings.DEFAULT);
        peers.up(
                "DENIED",
                "198.51.100.31",
                "198.51.100.31",
                PeerKind.CLIENT,
                Negotiated.DEFAULT,
                new PeerSettings(
                        ImportSettings.DEFAULT.withPolicy(NOTHING),
                        ExportSettings.DEFAULT.withPolicy(NOTHING)));
        announce("A", "192.0.2.1", 4);
        announce("B", "192.0.2.2", 5);
        announce("DENIED", "192.0.2.3", 6);
        peers.change(
                rib -> {
                    rib.configure(instance(100));
                    rib.configure(instance(200));
                });
    }

    /// Nobody reads here what peers are sent, so none of them is there yet.
    @Test
    void saysWhyThisPathWhoImportsItAndWhoIsToldInSentences() {
        var text =
                peers.answer(COMMAND)
                        .replaceAll("as it is for \\d\\d:\\d\\d:\\d\\d", "as it is for long");

        assertThat(text)
                .isEqualTo(
                        """
                        [2]:[0]:[48]:[02:00:00:00:00:01] RD 192.0.2.1:2
                          1. From the client 198.51.100.3, next hop 192.0.2.2, as it is for long.
                             It is the best, decided by EVPN sequence number: 5.
                          2. From 198.51.100.2 of this AS, no client, next hop 192.0.2.1, as it is for long.
                             It lost to path 1 by EVPN sequence number: 4 against 5.
                          3. From the client 198.51.100.31, next hop 192.0.2.3, as it is for long.
                             It may not be chosen.
                             The policy in denies it by clause 10.
                          Imported by VNI 100: route target 65000:100.
                          Not imported by VNI 200: imports none of its route targets.
                          Told to 198.51.100.2, 198.51.100.4, 198.51.100.9, 198.51.100.70, 2001:db8::2.
                          Not told to 198.51.100.3: the peer has announced it itself.
                          Not told to 198.51.100.30: the peer is external and has no policy out.
                          Not told to 198.51.100.31: the policy out denies it by clause 10.
                          Still on their way to the present: 198.51.100.2, 198.51.100.3, 198.51.100.4, \
                        198.51.100.9, 198.51.100.30, 198.51.100.31, 198.51.100.70, 2001:db8::2.
                        """);
    }

    @Test
    void saysTheSameAsJson() {
        var routes = new JsonMapper().readTree(peers.answer(COMMAND + " json")).get("routes");

        assertThat(routes).hasSize(1);
        var route = routes.get(0);
        assertThat(route.get("decidedBy").stringValue()).isEqualTo("mobility-sequence");
        assertThat(route.get("paths")).hasSize(3);
        assertThat(route.at("/imports/0").toString())
                .isEqualTo("{\"vni\":100,\"imported\":true,\"by\":[\"65000:100\"]}");
        assertThat(route.at("/imports/1/vni").intValue()).isEqualTo(200);
        assertThat(route.at("/imports/1/because").stringValue())
                .isEqualTo("imports none of its route targets");
        assertThat(route.get("tellings")).hasSize(8).allMatch(it -> isCatchingUp(it));
        assertThat(told(route, "198.51.100.4")).isEqualTo("told, the path of 198.51.100.3");
        assertThat(told(route, "198.51.100.3"))
                .isEqualTo("not told: the peer has announced it itself []");
        assertThat(told(route, "198.51.100.31"))
                .isEqualTo("not told: the policy out denies it [10]");
    }

    private static boolean isCatchingUp(JsonNode telling) {
        return telling.get("catchingUp").booleanValue();
    }

    /// What is said of one peer.
    private static String told(JsonNode route, String peer) {
        for (var each : route.get("tellings")) {
            if (each.get("peerId").stringValue().equals(peer)) {
                return each.get("told").booleanValue()
                        ? "told, the path of " + each.get("pathOf").stringValue()
                        : "not told: "
                                + each.get("because").stringValue()
                                + " "
                                + each.get("clauses");
            }
        }
        throw new AssertionError("nothing is said of " + peer + " in " + route);
    }

    @Test
    void saysThatThereIsNoSuchRoute() {
        assertThat(peers.answer("show bgp evpn route rd 192.0.2.9:9 explain"))
                .isEqualTo("Nobody has announced such a route\n");
    }
}
