package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/// Text forms of the identifiers of EVPN.
class IdentifierTextTest {

    @ParameterizedTest
    @CsvSource({
        "0000fde800000064, 65000:100",
        "0001c00002010064, 192.0.2.1:100",
        "0002fa56ea010064, 4200000001:100",
        "00020000fde80064, 0.65000:100",
        "0003000000000000, 0x0003000000000000",
    })
    void writesAndReadsDistinguishersOfEveryType(String hex, String text) {
        var distinguisher = new RouteDistinguisher(Long.parseUnsignedLong(hex, 16));
        assertThat(distinguisher).hasToString(text);
        assertThat(RouteDistinguisher.parse(text)).isEqualTo(distinguisher);
    }

    @Test
    void readsBackEveryDistinguisherItWrites() {
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            var distinguisher = EvpnRouteGenerator.distinguisher(random);
            assertThat(RouteDistinguisher.parse(distinguisher.toString())).isEqualTo(distinguisher);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                ":1",
                "1:4294967296",
                "65536:65536",
                "1.2.3.4:65536",
                "1.2.3:1",
                "0x12",
                "0xzz00000000000000",
                "-1:1",
                "1:+1",
                "1.2.3.4.5:1",
            })
    void refusesWhatIsNoDistinguisher(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RouteDistinguisher.parse(text));
    }

    @Test
    void makesDistinguishersOfTheShortestTypeThatHoldsThem() {
        assertThat(RouteDistinguisher.of(new Asn(65000), 70_000)).hasToString("65000:70000");
        assertThat(RouteDistinguisher.of(Asn.parse("4200000001"), 5)).hasToString("4200000001:5");
        assertThat(RouteDistinguisher.of(Ipv4Address.parse("10.0.0.1"), 2))
                .hasToString("10.0.0.1:2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteDistinguisher.of(Asn.parse("4200000001"), 65_536));
    }

    @Test
    void readsSegmentIdentifiersWithAndWithoutColons() {
        var segment = EthernetSegmentId.parse("03:44:38:39:ff:ff:01:00:00:01");
        assertThat(segment).hasToString("03:44:38:39:ff:ff:01:00:00:01");
        assertThat(EthernetSegmentId.parse("03443839ffff01000001")).isEqualTo(segment);
        assertThat(segment.type()).isEqualTo(EthernetSegmentId.TYPE_MAC);
        assertThat(segment.systemMac()).hasToString("44:38:39:ff:ff:01");
        assertThat(segment.localDiscriminator()).isEqualTo(1);
    }

    @Test
    void readsTheAdministratorOfSegmentsNamedByRouterIdOrAs() {
        var segment = EthernetSegmentId.parse("042a2a2a2a0202020200");
        assertThat(new Ipv4Address(segment.administrator())).hasToString("42.42.42.42");
        assertThat(segment.administratorDiscriminator()).isEqualTo(0x02020202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "03:44", "03443839ffff010000zz", "03443839ffff0100000101"})
    void refusesWhatIsNoSegmentIdentifier(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EthernetSegmentId.parse(text));
    }

    @Test
    void printsTheTagOfAWholeSegmentAsAnUnsignedNumber() {
        assertThat(EthernetTag.MAX).hasToString("4294967295");
    }
}
