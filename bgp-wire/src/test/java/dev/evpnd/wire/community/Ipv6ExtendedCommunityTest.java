package dev.evpnd.wire.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class Ipv6ExtendedCommunityTest {
    private static final long SEED = 20_260_104;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "000220010db80000000000000000000000010064 | RT:[2001:db8::1]:100",
                "000320010db80000000000000000000000010064 | SoO:[2001:db8::1]:100",
                "000200000000000000000000ffffc0000201ffff | RT:[::ffff:192.0.2.1]:65535",
                "000b20010db80000000000000000000000010064"
                        + " | 0x000b20010db80000000000000000000000010064",
                "400220010db80000000000000000000000010064"
                        + " | 0x400220010db80000000000000000000000010064",
            })
    void printsAndReads(String hex, String text) {
        var community = Ipv6ExtendedCommunity.decode(Octets.ofHex(hex).reader());

        assertThat(community).hasToString(text);
        assertThat(Ipv6ExtendedCommunity.parse(text)).isEqualTo(community);
        assertThat(encoded(community).toHex()).isEqualTo(hex);
    }

    @Test
    void keepsAnyTwentyOctetsAndReadsItsOwnText() {
        var random = new Random(SEED);
        var octets = new byte[Ipv6ExtendedCommunity.OCTETS];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(octets);
            var community = Ipv6ExtendedCommunity.decode(new OctetReader(octets));
            assertThat(encoded(community)).isEqualTo(Octets.copyOf(octets));
            assertThat(Ipv6ExtendedCommunity.parse(community.toString())).isEqualTo(community);
        }
    }

    @Test
    void decodesWhatItEncodes() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            var community = CommunityGenerator.ipv6ExtendedCommunity(random);
            assertThat(Ipv6ExtendedCommunity.decode(encoded(community).reader()))
                    .isEqualTo(community);
            assertThat(Ipv6ExtendedCommunity.parse(community.toString())).isEqualTo(community);
        }
    }

    @Test
    void tellsKindAndTransitivity() {
        var address = Ipv6Address.parse("2001:db8::1");

        assertThat(Ipv6ExtendedCommunity.routeTarget(address, 1).isRouteTarget()).isTrue();
        assertThat(Ipv6ExtendedCommunity.siteOfOrigin(address, 1).isSiteOfOrigin()).isTrue();
        assertThat(new Ipv6ExtendedCommunity(0x40, 2, address, 1).isRouteTarget()).isFalse();
        assertThat(new Ipv6ExtendedCommunity(0x40, 2, address, 1).isTransitive()).isFalse();
        assertThat(new Ipv6ExtendedCommunity(0x00, 9, address, 1).isTransitive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RT",
                "RT:2001:db8::1:100",
                "RT:[2001:db8::1]",
                "RT:[2001:db8::1]:",
                "RT:[2001:db8::1]:65536",
                "RT:[192.0.2.1]:1",
                "RT:[192.0.2.1::]:1",
                "XX:[2001:db8::1]:1",
                "]::[",
                ":[]:",
                ":[:",
                "0x00",
                "0x000b20010db8000000000000000000000001006g",
            })
    void rejectsNonsense(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv6ExtendedCommunity.parse(text));
    }

    private static Octets encoded(Ipv6ExtendedCommunity community) {
        var writer = new OctetWriter();
        community.encode(writer);
        return writer.toOctets();
    }
}
