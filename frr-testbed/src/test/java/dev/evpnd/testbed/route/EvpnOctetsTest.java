package dev.evpnd.testbed.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class EvpnOctetsTest {
    private static final String ESI = "00:11:22:33:44:55:66:77:88:99";

    static Stream<EvpnRoute> routes() {
        return Stream.of(
                EvpnRoute.of(EvpnKey.autoDiscovery("1:2", 4294967295L, ESI), List.of(7L)),
                EvpnRoute.of(
                        EvpnKey.macIp("4200000000:2", 5, "02:00:00:00:00:01", null),
                        List.of(16777215L)),
                EvpnRoute.of(
                                EvpnKey.macIp(
                                        "192.0.2.1:65535", 0, "02:00:00:00:00:01", "2001:db8::1"),
                                List.of(100L, 200L))
                        .onSegment(ESI),
                EvpnRoute.of(EvpnKey.inclusiveMulticast("1:2", 0, "192.0.2.1"), List.of()),
                EvpnRoute.of(EvpnKey.ethernetSegment("1:2", ESI, "2001:db8:0:1::"), List.of()),
                EvpnRoute.of(EvpnKey.ipPrefix("1:2", 0, "0.0.0.0/0"), List.of(1L)),
                EvpnRoute.of(EvpnKey.ipPrefix("1:2", 0, "2001:0:0:1::/64"), List.of(1L))
                        .byWayOf("fe80::1"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areReadAsTheyWereWritten(EvpnRoute route) {
        assertThat(EvpnOctets.read(EvpnOctets.nlri(route))).isEqualTo(route);
    }

    /// As GoBGP sent it and ExaBGP printed it.
    @Test
    void areThoseOfOthers() {
        var route =
                EvpnRoute.of(
                        EvpnKey.macIp("198.51.100.2:2", 0, "02:00:00:00:02:01", null),
                        List.of(100L));
        assertThat(EvpnOctets.nlri(route))
                .isEqualTo(
                        "02210001c63364020002000000000000000000000000000030020000000201000000"
                                + "64");
    }
}
