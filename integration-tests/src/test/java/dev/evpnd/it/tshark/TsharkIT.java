package dev.evpnd.it.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.tshark.Comparison.Difference;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
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
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// tshark reads in our messages what our records say, and finds no fault with any.
@Isolated("it takes all that the processors have")
class TsharkIT {
    private static final int PACKETS_OF_EACH_SESSION = 3000;
    private static final int DIFFERENCES_SHOWN = 3;

    @ParameterizedTest
    @ValueSource(ints = {4, 2})
    void readsEveryFieldAsTheRecordHasIt(int asNumberOctets) {
        var samples = new ArrayList<Sample>();
        for (var session : Session.values()) {
            if (session.asNumberOctets() == asNumberOctets) {
                LongStream.range(0, PACKETS_OF_EACH_SESSION)
                        .mapToObj(seed -> SampleGenerator.sample(seed, session))
                        .forEach(samples::add);
            }
        }

        assertNoDifference(Comparison.of(samples), samples.size());
    }

    private static void assertNoDifference(List<Difference> differences, int packets) {
        assertThat(differences.stream().limit(DIFFERENCES_SHOWN).map(Difference::toString))
                .describedAs(
                        "%d of %d packets differ; the first of them, by %s (expected is 4.0.17):",
                        differences.size(), packets, Tshark.version())
                .isEmpty();
    }

    /// What is read above is not all of one kind.
    @Test
    void messagesHaveEverythingInThemThatTsharkReads() {
        var seen = new HashSet<Field>();
        for (var session : Session.values()) {
            for (long seed = 0; seed < PACKETS_OF_EACH_SESSION; seed++) {
                var sample = SampleGenerator.sample(seed, session);
                MessageFields.of(sample.messages(), session.negotiated()).forEach(seen::addAll);
            }
        }

        assertThat(values(seen, "bgp.type")).isEqualTo(Set.of(1, 2, 3, 4, 5));
        assertThat(values(seen, "bgp.evpn.nlri.rt")).isEqualTo(Set.of(1, 2, 3, 4, 5, 6, 7, 10));
        assertThat(values(seen, "bgp.evpn.nlri.esi.type"))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 255);
        assertThat(values(seen, "bgp.cap.type"))
                .contains(1, 2, 5, 6, 9, 64, 65, 69, 70, 71, 73, 75);
        assertThat(values(seen, "bgp.update.path_attribute.type_code"))
                .contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 22, 23, 25, 26, 32, 35)
                .contains(40, 128);
        assertThat(values(seen, "bgp.update.path_attribute.pmsi.tunnel.type"))
                .containsExactlyInAnyOrder(0, 3, 4, 5, 6);
        assertThat(values(seen, "bgp.ext_com.tunnel_type")).contains(8, 12);
        assertThat(names(seen))
                .contains(
                        "bgp.evpn.nlri.vni",
                        "bgp.evpn.nlri.mpls_ls1",
                        "bgp.evpn.nlri.mpls_ls2",
                        "bgp.ext_com_evpn.mmac.seq",
                        "bgp.ext_com_evpn.esi.rt",
                        "bgp.ext_com_evpn.esi.router_mac",
                        "bgp.ext_com_l2.esi_label_flag",
                        "bgp.ext_com_evpn.l2attr.flags",
                        "bgp.nlri_path_id",
                        "bgp.community_prefix",
                        "bgp.notify.communication");
    }

    private static Set<Integer> values(Set<Field> fields, String name) {
        var values = new TreeSet<Integer>();
        for (var field : fields) {
            if (field.name().equals(name)) {
                values.add(Integer.valueOf(field.value()));
            }
        }
        return values;
    }

    private static List<String> names(Set<Field> fields) {
        return fields.stream().map(Field::name).distinct().toList();
    }

    /// The comparison can fail: octets that say something else than the record are told of.
    @ParameterizedTest
    @CsvSource({
        "02aabbccddee, 02aabbccddef, bgp.evpn.nlri.mac_addr = 02:aa:bb:cc:dd:ef",
        "0000fde800000064, 0000fde800000065, bgp.evpn.nlri.rd = 00:00:fd:e8:00:00:00:65",
        "00000bb8, 00000bb9, bgp.evpn.nlri.etag = 3001",
        "20c0a80a05, 20c0a80a06, bgp.evpn.nlri.ip.addr = 192.168.10.6",
        "002711, 002713, bgp.evpn.nlri.vni = 10003",
        "0600010000000007, 0600010000000008, bgp.ext_com_evpn.mmac.seq = 8",
        "0002fde8000003e8, 0003fde8000003e8, bgp.ext_com.stype_tr_as2 = 0x03",
        "40050400000064, 40050400000065, bgp.update.path_attribute.local_pref = 101",
        "40050400000064, c0050400000064, bgp.update.path_attribute.flags = 0xc0",
        "02010000fdea, 01010000fdea, bgp.update.path_attribute.as_path_segment.type = 1",
        "04c0000201, 04c0000202, bgp.update.path_attribute.mp_reach_nlri.next_hop = 04:c0:00:02:02",
        "02250000fde8, 02240000fde8, bgp.evpn.nlri.len = 36",
    })
    void tellsOfAFieldThatDiffers(String octets, String instead, String printed) {
        var sample = new Sample("corrupted", Session.FOUR_OCTET_AS, List.of(announcement()));
        var hex = sample.payload().toHex();
        assertThat(hex.split(octets, -1)).describedAs("occurs once").hasSize(2);
        var corrupted = Octets.ofHex(hex.replace(octets, instead));

        var differences = Comparison.of(List.of(sample), List.of(corrupted));

        assertThat(differences).hasSize(1);
        assertThat(differences.getFirst().fault()).contains("printed:  " + printed);
    }

    private static Update announcement() {
        EvpnRoute route =
                new MacIpAdvertisement(
                        RouteDistinguisher.of(new Asn(65000), 100),
                        EthernetSegmentId.ZERO,
                        new EthernetTag(3000),
                        MacAddress.parse("02:aa:bb:cc:dd:ee"),
                        Ipv4Address.parse("192.168.10.5"),
                        new Label24(10001),
                        null);
        return Update.of(
                PathAttributes.of(
                        new MpReachNlri(
                                MpNextHop.of(Ipv4Address.parse("192.0.2.1")),
                                new EvpnNlri(List.of(Nlri.of(route)))),
                        Origin.IGP,
                        AsPath.ofSequence(65002),
                        new LocalPref(100),
                        ExtendedCommunities.of(
                                RouteTarget.of(new Asn(65000), 1000),
                                Encapsulation.VXLAN,
                                MacMobility.sticky(7))));
    }

    /// tshark's complaints count as differences too.
    @Test
    void tellsOfAMessageThatIsMalformed() {
        var sample = new Sample("cut", Session.FOUR_OCTET_AS, List.of(announcement()));
        var hex = sample.payload().toHex();
        // The length of the MAC/IP route, longer than its attribute.
        var corrupted = Octets.ofHex(hex.replace("02250000fde8", "02ff0000fde8"));

        var differences = Comparison.of(List.of(sample), List.of(corrupted));

        assertThat(differences).hasSize(1);
    }

    /// What is left out of the random messages is left out because of tshark.
    @Test
    void readsNothingThatIsSaidToBeBeyondIt() {
        for (int octets : new int[] {4, 2}) {
            var samples =
                    Arrays.stream(TsharkLimit.values())
                            .map(TsharkLimitExamples::of)
                            .filter(each -> each.session().asNumberOctets() == octets)
                            .toList();

            var read = new ArrayList<>(samples);
            read.removeAll(Comparison.of(samples).stream().map(Difference::sample).toList());

            assertThat(read)
                    .describedAs("what %s reads and 4.0.17 does not", Tshark.version())
                    .isEmpty();
        }
    }
}
