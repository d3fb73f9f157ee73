package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.DuplicateSettings.Action;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/// What `show evpn` says of how duplicates are found: what FRR 10.7.1 says where it is the same for
/// all bridge domains.
class EvpnOverviewTest {
    private static final DuplicateSettings FOR_GOOD =
            new DuplicateSettings(3, 60_000, new Action.FreezeForGood());

    private final ConsoleWithPeers peers = new ConsoleWithPeers();

    @AfterEach
    void close() {
        peers.close();
    }

    private void configure(int vni, DuplicateSettings duplicates) {
        var target = RouteTarget.parse("65000:" + vni);
        peers.change(
                rib ->
                        rib.configure(
                                MacVrfSettings.of(
                                                new Vni(vni),
                                                RouteDistinguisher.parse("192.168.33.15:" + vni),
                                                List.of(new ImportTarget.Exact(target)),
                                                List.of(target),
                                                IpAddress.parse("192.168.33.15"))
                                        .withDuplicates(duplicates)));
    }

    private String text() {
        var lines = peers.answer("show evpn");
        return lines.substring(lines.indexOf("Duplicate"));
    }

    private JsonNode json() {
        return new JsonMapper().readTree(peers.answer("show evpn json"));
    }

    @Test
    void whatIsFrozenForGood() {
        configure(100, FOR_GOOD);
        configure(200, FOR_GOOD);
        assertThat(text())
                .isEqualTo(
                        """
                        Duplicate address detection: Enable
                          Detection max-moves 3, time 60
                          Detection freeze permanent
                        """);
        assertThat(json().toString())
                .contains(
                        "\"isDuplicateAddrDetection\":true,\"maxMoves\":3,\"detectionTime\":60,"
                                + "\"detectionFreezeTime\":0,\"isDetectionFreeze\":true")
                .doesNotContain("detections");
    }

    @Test
    void whatIsFrozenForAWhile() {
        configure(100, DuplicateSettings.DEFAULT.withAction(new Action.Freeze(40_000)));
        assertThat(text()).endsWith("\n  Detection freeze 40\n");
        assertThat(json().get("detectionFreezeTime").intValue()).isEqualTo(40);
        assertThat(json().get("isDetectionFreeze").booleanValue()).isTrue();
    }

    @Test
    void whereNobodyLooksForDuplicates() {
        configure(100, DuplicateSettings.OFF);
        assertThat(text())
                .isEqualTo(
                        """
                        Duplicate address detection: Disable
                          Detection max-moves 5, time 180
                        """);
        assertThat(json().get("isDuplicateAddrDetection").booleanValue()).isFalse();
    }

    @Test
    void withoutBridgeDomainsItIsAsTheyWouldDo() {
        assertThat(text())
                .isEqualTo(
                        """
                        Duplicate address detection: Enable
                          Detection max-moves 5, time 180
                        """);
    }

    /// In FRR they cannot.
    @Test
    void bridgeDomainsMayHaveTheirOwnWays() {
        configure(100, DuplicateSettings.DEFAULT);
        configure(200, FOR_GOOD);
        configure(300, DuplicateSettings.DEFAULT);
        configure(400, DuplicateSettings.OFF);
        assertThat(text())
                .isEqualTo(
                        """
                        Duplicate address detection: Enable
                          Detection max-moves 5, time 180 (2 of the VNIs)
                          Detection max-moves 3, time 60 (1 of the VNIs)
                          Detection freeze permanent
                        """);
        var json = json();
        assertThat(json.get("maxMoves").intValue()).isEqualTo(5);
        assertThat(json.at("/detections/1/maxMoves").intValue()).isEqualTo(3);
        assertThat(json.at("/detections/1/numL2Vnis").intValue()).isEqualTo(1);
    }
}
