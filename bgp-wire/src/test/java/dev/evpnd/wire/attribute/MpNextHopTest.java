package dev.evpnd.wire.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpNextHopTest {
    private static final Ipv6Address GLOBAL = Ipv6Address.parse("2001:db8::1");
    private static final Ipv6Address LINK_LOCAL = Ipv6Address.parse("fe80::2");

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void isTheAddressThatItIsMadeOf(String text) {
        var nextHop = MpNextHop.of(IpAddress.parse(text));
        assertThat(nextHop.address()).contains(IpAddress.parse(text));
        assertThat(nextHop.linkLocal()).isEmpty();
        assertThat(nextHop).hasToString(text);
    }

    @Test
    void writesAnAddressAsItsOctets() {
        assertThat(MpNextHop.of(IpAddress.parse("192.0.2.1")).octets())
                .isEqualTo(Octets.ofHex("c0000201"));
        assertThat(MpNextHop.of((IpAddress) GLOBAL).octets())
                .isEqualTo(Octets.ofHex("20010db8000000000000000000000001"));
    }

    @Test
    void hasTheLinkLocalAddressBehindTheGlobalOne() {
        var nextHop = MpNextHop.of(GLOBAL, LINK_LOCAL);
        assertThat(nextHop.octets())
                .isEqualTo(
                        Octets.ofHex(
                                "20010db8000000000000000000000001"
                                        + "fe800000000000000000000000000002"));
        assertThat(nextHop.address()).contains(GLOBAL);
        assertThat(nextHop.linkLocal()).contains(LINK_LOCAL);
        assertThat(nextHop).hasToString("2001:db8::1 fe80::2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0a0000", "0000000000000000" + "0a000001"})
    void keepsOctetsThatAreNoAddress(String hex) {
        var nextHop = new MpNextHop(Octets.ofHex(hex));
        assertThat(nextHop.address()).isEmpty();
        assertThat(nextHop.linkLocal()).isEmpty();
        assertThat(nextHop).hasToString(hex);
    }

    @Test
    void refusesMoreOctetsThanItsLengthCanSay() {
        assertThat(new MpNextHop(Octets.copyOf(new byte[255])).octets().length()).isEqualTo(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MpNextHop(Octets.copyOf(new byte[256])));
    }
}
