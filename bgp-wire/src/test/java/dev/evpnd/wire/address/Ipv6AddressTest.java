package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTest {

    /// The rules and examples of RFC 5952 section 4, and the edges of each.
    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "2001:0db8::0001, 2001:db8::1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:1:0:0:0:0:0, 0:0:1::",
        "1:2:3:4:5:6::, 1:2:3:4:5:6::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::ffff:c000:201, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:255.255.255.255, 1:2:3:4:5:6:ffff:ffff",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void writesTheCanonicalForm(String text, String canonical) {
        assertThat(Ipv6Address.parse(text)).hasToString(canonical);
        assertThat(Ipv6Address.parse(canonical)).isEqualTo(Ipv6Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1::",
                "1::2::3",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                ":1::2",
                "12345::",
                "g::",
                "+1::",
                "::-1",
                "::\uff11",
                "fe80::1%eth0",
                "::1.2.3",
                "::1.2.3.256",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1.2.3.4::1.2.3.4",
                "1:2:3:4:5:6:7:1.2.3.4",
                "[::1]"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Ipv6Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected an ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, ::",
        "1, 8000::",
        "63, ffff:ffff:ffff:fffe::",
        "64, ffff:ffff:ffff:ffff::",
        "65, ffff:ffff:ffff:ffff:8000::",
        "127, ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe",
        "128, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void clearsTheBitsBehindAPrefix(int length, String masked) {
        assertThat(new Ipv6Address(-1, -1).masked(length)).hasToString(masked);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 129})
    void refusesAPrefixItHasNotTheBitsFor(int length) {
        assertThatThrownBy(() -> new Ipv6Address(-1, -1).masked(length))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isSixteenOctets() {
        var writer = new OctetWriter();
        Ipv6Address.parse("2001:db8::ff").encode(writer);
        assertThat(writer.toOctets()).hasToString("20010db80000000000000000000000ff");
        assertThat(IpAddress.decode(writer.toOctets().reader(), 128)).hasToString("2001:db8::ff");
    }

    @Test
    void isUnspecifiedWhenAllBitsAreZero() {
        assertThat(Ipv6Address.parse("::").isUnspecified()).isTrue();
        assertThat(Ipv6Address.parse("::1").isUnspecified()).isFalse();
        assertThat(Ipv6Address.parse("1::").isUnspecified()).isFalse();
    }
}
