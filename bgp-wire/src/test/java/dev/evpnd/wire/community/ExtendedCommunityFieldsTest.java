package dev.evpnd.wire.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the variants are made of and what they say of their fields.
class ExtendedCommunityFieldsTest {
    private static final MacAddress MAC = MacAddress.parse("00:00:5e:00:53:01");
    private static final Asn LARGE_ASN = new Asn((int) 4_200_000_001L);

    @ParameterizedTest
    @CsvSource({
        "65000:100, 0x00, 65000, 100",
        "65000:4294967295, 0x00, 65000, 4294967295",
        "192.0.2.1:100, 0x01, 3221225985, 100",
        "4200000001:65535, 0x02, 4200000001, 65535",
        "0.65000:100, 0x02, 65000, 100",
    })
    void readsBothAdministratorsOfARouteTarget(String text, int type, long global, long local) {
        var target = RouteTarget.parse(text);

        assertThat(target.type()).isEqualTo(type);
        assertThat(target.globalAdministrator()).isEqualTo(global);
        assertThat(target.localAdministrator()).isEqualTo(local);
        assertThat(target.administrators()).isEqualTo(text);
    }

    @Test
    void encodesARouteTargetInTwoOctetsWhereTheAsNumberFits() {
        assertThat(RouteTarget.of(new Asn(65000), 0xffff_ffffL).bits())
                .isEqualTo(0x0002_fde8_ffff_ffffL);
        assertThat(RouteTarget.of(LARGE_ASN, 100).bits()).isEqualTo(0x0202_fa56_ea01_0064L);
    }

    @Test
    void encodesARouteTargetInFourOctetsWhenAsked() {
        assertThat(RouteTarget.ofFourOctetAs(new Asn(65000), 100).bits())
                .isEqualTo(0x0202_0000_fde8_0064L);
    }

    @Test
    void encodesARouteTargetOfAnAddress() {
        assertThat(RouteTarget.of(Ipv4Address.parse("192.0.2.1"), 100).bits())
                .isEqualTo(0x0102_c000_0201_0064L);
    }

    @Test
    void refusesALocalAdministratorThatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteTarget.of(new Asn(65000), 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> RouteTarget.of(LARGE_ASN, 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> RouteTarget.of(LARGE_ASN, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteTarget.of(Ipv4Address.parse("192.0.2.1"), 65536));
    }

    @Test
    void takesSiteOfOriginForAnotherCommunityThanRouteTarget() {
        var origin = SiteOfOrigin.of(new Asn(65000), 100);

        assertThat(origin.bits()).isEqualTo(0x0003_fde8_0000_0064L);
        assertThat(SiteOfOrigin.parse("65000:100")).isEqualTo(origin);
        assertThat(origin.globalAdministrator()).isEqualTo(65000);
        assertThat(origin.localAdministrator()).isEqualTo(100);
    }

    @Test
    void namesTheEncapsulationOfVxlan() {
        assertThat(Encapsulation.VXLAN.bits()).isEqualTo(0x030c_0000_0000_0008L);
        assertThat(Encapsulation.VXLAN.tunnelType()).isEqualTo(8);
        assertThat(new Encapsulation(0x030c_0000_0001_0008L).tunnelType()).isEqualTo(8);
    }

    @Test
    void countsMovesWithoutSign() {
        var most = MacMobility.of(0xffff_ffffL);

        assertThat(most.sequenceNumber()).isEqualTo(4_294_967_295L);
        assertThat(most.isSticky()).isFalse();
        assertThat(MacMobility.sticky(7).isSticky()).isTrue();
        assertThat(MacMobility.sticky(7).bits()).isEqualTo(0x0600_0100_0000_0007L);
    }

    @Test
    void carriesMacAddresses() {
        assertThat(RouterMac.of(MAC).macAddress()).isEqualTo(MAC);
        assertThat(RouterMac.of(MAC).bits()).isEqualTo(0x0603_0000_5e00_5301L);
        assertThat(EsImportRouteTarget.of(MAC).macAddress()).isEqualTo(MAC);
        assertThat(EsImportRouteTarget.of(MAC).bits()).isEqualTo(0x0602_0000_5e00_5301L);
    }

    @Test
    void tellsRedundancyModeAndLabelOfASegment() {
        var label = new Label24(0x05dc10);

        assertThat(EsiLabel.singleActive(label).bits()).isEqualTo(0x0601_0100_0005_dc10L);
        assertThat(EsiLabel.singleActive(label).isSingleActive()).isTrue();
        assertThat(EsiLabel.allActive(label).isSingleActive()).isFalse();
        assertThat(EsiLabel.allActive(label).label()).isEqualTo(label);
    }

    @Test
    void tellsAlgorithmCapabilitiesAndPreferenceOfAnElection() {
        var election =
                DfElection.of(
                        DfElection.HIGHEST_PREFERENCE,
                        DfElection.DONT_PREEMPT | DfElection.AC_DF,
                        50_000);

        assertThat(election.bits()).isEqualTo(0x0606_02c0_0000_c350L);
        assertThat(election.algorithm()).isEqualTo(2);
        assertThat(election.preference()).isEqualTo(50_000);
        assertThat(election.has(DfElection.DONT_PREEMPT)).isTrue();
        assertThat(election.has(DfElection.AC_DF | DfElection.TIME_SYNCHRONIZATION)).isFalse();
    }

    @Test
    void readsTheAlgorithmWithoutTheReservedBitsBeforeIt() {
        assertThat(new DfElection(0x0606_e200_0000_0000L).algorithm()).isEqualTo(2);
    }

    @Test
    void tellsFlagsOfNeighborDiscovery() {
        var discovery =
                NeighborDiscovery.of(NeighborDiscovery.ROUTER | NeighborDiscovery.IMMUTABLE);

        assertThat(discovery.bits()).isEqualTo(0x0608_0900_0000_0000L);
        assertThat(discovery.has(NeighborDiscovery.ROUTER)).isTrue();
        assertThat(discovery.has(NeighborDiscovery.OVERRIDE)).isFalse();
    }

    @Test
    void tellsFlagsAndMtuOfLayer2() {
        var attributes =
                Layer2Attributes.of(Layer2Attributes.PRIMARY | Layer2Attributes.CONTROL_WORD, 1500);

        assertThat(attributes.bits()).isEqualTo(0x0604_0006_05dc_0000L);
        assertThat(attributes.mtu()).isEqualTo(1500);
        assertThat(attributes.has(Layer2Attributes.CONTROL_WORD)).isTrue();
        assertThat(attributes.has(Layer2Attributes.BACKUP)).isFalse();
    }

    @Test
    void tellsMulticastFlags() {
        var flags = EvpnMulticastFlags.of(EvpnMulticastFlags.IGMP_PROXY);

        assertThat(flags.bits()).isEqualTo(0x0609_0001_0000_0000L);
        assertThat(flags.has(EvpnMulticastFlags.IGMP_PROXY)).isTrue();
        assertThat(flags.has(EvpnMulticastFlags.MLD_PROXY)).isFalse();
    }

    @Test
    void tellsTheBandwidthOfALink() {
        var bandwidth = LinkBandwidth.of(new Asn(65000), 12_500_000f);

        assertThat(bandwidth.bits()).isEqualTo(0x4004_fde8_4b3e_bc20L);
        assertThat(bandwidth.asn()).isEqualTo(new Asn(65000));
        assertThat(bandwidth.bytesPerSecond()).isEqualTo(12_500_000f);
        assertThat(LinkBandwidth.of(LARGE_ASN, 1f).asn()).isEqualTo(Asn.AS_TRANS);
    }

    @Test
    void refusesFieldsThatAreTooLarge() {
        assertThatIllegalArgumentException().isThrownBy(() -> Encapsulation.of(0x10000));
        assertThatIllegalArgumentException().isThrownBy(() -> MacMobility.of(1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> DfElection.of(32, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> DfElection.of(2, 0x10000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> DfElection.of(2, 0, 0x10000));
        assertThatIllegalArgumentException().isThrownBy(() -> NeighborDiscovery.of(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> EvpnMulticastFlags.of(0x10000));
        assertThatIllegalArgumentException().isThrownBy(() -> Layer2Attributes.of(0, 0x10000));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x030c_0000_0000_0008L, 0x4002_fde8_0000_0064L, 0x0302_0000_0000_0000L})
    void refusesTheOctetsOfAnotherCommunity(long bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RouteTarget(bits));
        assertThatIllegalArgumentException().isThrownBy(() -> new MacMobility(bits));
    }

    @Test
    void refusesRecognizedOctetsAsOpaqueOrUnrecognized() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Opaque(0x030c_0000_0000_0008L));
        assertThatIllegalArgumentException().isThrownBy(() -> new Opaque(0x0002_0000_0000_0000L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Unrecognized(0x0002_0000_0000_0000L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Unrecognized(0x4399_0000_0000_0000L));
    }
}
