package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Addresses that moved too often, and an operator who clears them: what is said as FRR 10.7.1 says
/// it to whoever clears what it does not have.
class DuplicateCommandsTest {
    private static final Operator ADMINISTRATOR = new Operator("admin", true);
    private static final String THERE = "192.0.2.1";
    private static final MacAddress MOVING = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress OTHER = MacAddress.parse("02:00:00:00:00:02");
    private static final IpAddress ADDRESS = IpAddress.parse("10.1.0.1");

    /// The second move makes a duplicate, which stays where it is.
    private static final DuplicateSettings SOON =
            new DuplicateSettings(2, 180_000, new DuplicateSettings.Action.FreezeForGood());

    private final ConsoleWithPeers peers = new ConsoleWithPeers();

    @BeforeEach
    void move() {
        peers.change(
                rib -> {
                    rib.configure(instance(100));
                    rib.configure(instance(200));
                });
        for (int vni : new int[] {100, 200}) {
            moveMac(vni);
            moveAddress(vni);
        }
    }

    private static MacVrfSettings instance(int vni) {
        var target = RouteTarget.parse("65000:" + vni);
        return MacVrfSettings.of(
                        new Vni(vni),
                        RouteDistinguisher.parse("192.168.33.15:" + vni),
                        List.of(new ImportTarget.Exact(target)),
                        List.of(target),
                        IpAddress.parse("192.168.33.15"))
                .withDuplicates(SOON);
    }

    @AfterEach
    void close() {
        peers.close();
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void moveMac(int vni) {
        announce(vni, MOVING, null, 0);
        peers.change(rib -> rib.instances().macLearned(new Vni(vni), MOVING, 3, false, now()));
        announce(vni, MOVING, null, 7);
    }

    /// From one MAC address to another: by itself.
    private void moveAddress(int vni) {
        announce(vni, OTHER, ADDRESS, 0);
        var here = MacAddress.parse("02:00:00:00:00:03");
        peers.change(
                rib -> {
                    rib.instances().macLearned(new Vni(vni), here, 3, false, now());
                    rib.instances().neighborLearned(new Vni(vni), ADDRESS, here, false, now());
                });
        announce(vni, OTHER, ADDRESS, 9);
    }

    private void announce(int vni, MacAddress mac, @Nullable IpAddress address, int sequence) {
        var route =
                new MacIpAdvertisement(
                        RouteDistinguisher.parse(THERE + ":" + vni),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        mac,
                        address,
                        new Label24(vni),
                        null);
        peers.announce(
                "B",
                Update.of(
                        PathAttributes.of(
                                Origin.IGP,
                                AsPath.EMPTY,
                                new LocalPref(100),
                                ExtendedCommunities.of(
                                        RouteTarget.parse("65000:" + vni),
                                        Encapsulation.VXLAN,
                                        MacMobility.of(sequence)),
                                new MpReachNlri(
                                        MpNextHop.of(IpAddress.parse(THERE)),
                                        new EvpnNlri(List.of(Nlri.of(route)))))));
    }

    private Outcome clear(String rest, Operator operator) {
        return peers.console.run(
                "clear evpn dup-addr vni " + rest, operator, OutputStream.nullOutputStream());
    }

    private void clear(String rest) {
        assertThat(clear(rest, ADMINISTRATOR)).isEqualTo(new Outcome.Done());
    }

    private List<String> duplicates() {
        return List.of(
                count("mac vni 100"),
                count("arp-cache vni 100"),
                count("mac vni 200"),
                count("arp-cache vni 200"));
    }

    private String count(String where) {
        return peers.answer("show evpn " + where + " duplicate | count").strip();
    }

    @Test
    void theyAreThereUntilSomebodyClearsThem() {
        assertThat(duplicates()).containsExactly("1 MACs", "1 ARPs", "1 MACs", "1 ARPs");
    }

    @Test
    void thoseOfOneVniAreCleared() {
        clear("100");
        assertThat(duplicates()).containsExactly("0 MACs", "0 ARPs", "1 MACs", "1 ARPs");
    }

    @Test
    void thoseOfAllVnisAreCleared() {
        clear("all");
        assertThat(duplicates()).containsExactly("0 MACs", "0 ARPs", "0 MACs", "0 ARPs");
    }

    @Test
    void oneAddressIsCleared() {
        clear("100 mac " + MOVING);
        assertThat(duplicates()).containsExactly("0 MACs", "1 ARPs", "1 MACs", "1 ARPs");
        clear("200 ip " + ADDRESS);
        assertThat(duplicates()).containsExactly("0 MACs", "1 ARPs", "1 MACs", "0 ARPs");
    }

    /// It was frozen here, and is where it was claimed last from then on.
    @Test
    void whatIsClearedMovesAgain() {
        var frozen = peers.answer("show evpn mac vni 100 mac " + MOVING);
        assertThat(frozen).contains("Duplicate, detection count 2, frozen");
        clear("100 mac " + MOVING);
        assertThat(peers.answer("show evpn mac vni 100 mac " + MOVING))
                .contains(" Remote VTEP: " + THERE)
                .doesNotContain("Duplicate");
    }

    @ParameterizedTest
    @CsvSource({
        "300, VNI 300 does not exist",
        "300 mac 02:00:00:00:00:01, VNI 300 does not exist",
        "300 ip 10.1.0.1, VNI 300 does not exist",
        "100 mac 02:00:00:00:00:02, Requested MAC is not duplicate detected",
        "100 mac 02:00:00:00:00:99, Requested MAC does not exist in VNI 100",
        "100 ip 10.1.0.99, Requested host IP does not exist in VNI 100",
    })
    void whatIsNotThereIsNotCleared(String rest, String reason) {
        assertThat(clear(rest, ADMINISTRATOR)).isEqualTo(new Outcome.Failed(reason));
        assertThat(duplicates()).containsExactly("1 MACs", "1 ARPs", "1 MACs", "1 ARPs");
    }

    @Test
    void anAddressThatIsNoDuplicateIsNamed() {
        clear("100 ip " + ADDRESS);
        assertThat(clear("100 ip " + ADDRESS, ADMINISTRATOR))
                .isEqualTo(
                        new Outcome.Failed("Requested host IP 10.1.0.1 is not duplicate detected"));
    }

    @Test
    void whoeverMayOnlyLookClearsNothing() {
        assertThat(clear("all", new Operator("viewer", false))).isInstanceOf(Outcome.Failed.class);
        assertThat(duplicates()).containsExactly("1 MACs", "1 ARPs", "1 MACs", "1 ARPs");
    }
}
