package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the fields of a route say together.
class RouteMeaningTest {
    private static final RouteDistinguisher RD = RouteDistinguisher.parse("192.0.2.1:2");
    private static final Label24 LABEL = new Label24(100);

    /// RFC 7432 section 8.2.1: MAX-ET, all ones, and nothing else.
    @ParameterizedTest
    @CsvSource({"ffffffff, true", "00000000, false", "0000000a, false", "7fffffff, false"})
    void anAutoDiscoveryRouteWithTheHighestTagSpeaksForItsWholeSegment(
            String tag, boolean wholeSegment) {
        var route =
                new EthernetAutoDiscovery(
                        RD,
                        EthernetSegmentId.ZERO,
                        new EthernetTag(Integer.parseUnsignedInt(tag, 16)),
                        LABEL);
        assertThat(route.isPerSegment()).isEqualTo(wholeSegment);
    }

    /// RFC 9136 section 3.2, table 1.
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000, 0.0.0.0, false",
        "03443839ffff01000007, 0.0.0.0, false",
        "00000000000000000000, 192.0.2.1, false",
        "03443839ffff01000007, 192.0.2.1, true",
        "00000000000000000001, 0.0.0.1, true",
        "00010000000000000000, 0.0.0.1, true",
        "03443839ffff01000007, ::, false",
        "00000000000000000000, 2001:db8::1, false",
        "03443839ffff01000007, 2001:db8::1, true",
        "03443839ffff01000007, 2001:db8::, true",
    })
    void aPrefixRouteWithSegmentAndGatewayHasTwoOverlayIndexes(
            String segment, String gateway, boolean two) {
        var address = IpAddress.parse(gateway);
        var route =
                new IpPrefixAdvertisement(
                        RD,
                        EthernetSegmentId.parse(segment),
                        EthernetTag.ZERO,
                        new IpPrefix(address, 0),
                        address,
                        LABEL);
        assertThat(route.hasTwoOverlayIndexes()).isEqualTo(two);
    }
}
