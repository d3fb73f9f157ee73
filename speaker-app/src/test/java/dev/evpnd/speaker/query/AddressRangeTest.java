package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class AddressRangeTest {
    private static final int MOST_RANGES = 8;

    private static AddressRange range(String low, String high) {
        return new AddressRange(IpAddress.parse(low), IpAddress.parse(high));
    }

    @Test
    void whatIsBegunCanGoOnWithMoreDigits() {
        assertThat(AddressRange.of("10.1"))
                .containsExactly(
                        range("10.1.0.0", "10.1.255.255"),
                        range("10.10.0.0", "10.19.255.255"),
                        range("10.100.0.0", "10.199.255.255"));
        assertThat(AddressRange.of("10.0")).containsExactly(range("10.0.0.0", "10.0.255.255"));
        assertThat(AddressRange.of("10.1.25"))
                .containsExactly(
                        range("10.1.25.0", "10.1.25.255"), range("10.1.250.0", "10.1.255.255"));
        assertThat(AddressRange.of("2001:db8:"))
                .containsExactly(range("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"));
        assertThat(AddressRange.of("2001:db8::"))
                .containsExactly(range("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"));
    }

    @Test
    void whatBeginsNoAddressIsInNone() {
        for (var begun : List.of("x", "10.300.1", "1.2.3.4.", "10..", "2001:db8:::", "12345")) {
            assertThat(AddressRange.of(begun)).as(begun).isEmpty();
        }
    }

    @Test
    void everyAddressIsInARangeOfWhateverItBeginsWith() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int i = 0; i < 20_000; i++) {
            var address = i % 2 == 0 ? new Ipv4Address(random.nextInt()) : ofIpv6(random);
            var text = address.toString();
            for (int length = 0; length <= text.length(); length++) {
                var begun = text.substring(0, length);
                assertThat(AddressRange.of(begun))
                        .as("%s of %s", begun, text)
                        .hasSizeLessThanOrEqualTo(MOST_RANGES)
                        .anyMatch(each -> has(each, address));
            }
        }
    }

    /// With many zeros, which are left out where there is a row of them.
    private static Ipv6Address ofIpv6(RandomGenerator random) {
        return new Ipv6Address(half(random), half(random));
    }

    private static long half(RandomGenerator random) {
        long bits = 0;
        for (int i = 0; i < 4; i++) {
            int group = random.nextInt(3) == 0 ? random.nextInt(1 << random.nextInt(17)) : 0;
            bits = bits << 16 | group;
        }
        return bits;
    }

    private static boolean has(AddressRange range, IpAddress address) {
        return range.low().compareTo(address) <= 0 && address.compareTo(range.high()) <= 0;
    }

    @Test
    void theAddressBeforeARangeIsTheNextLower() {
        assertThat(range("10.0.0.0", "10.0.0.1").before())
                .isEqualTo(Optional.of(IpAddress.parse("9.255.255.255")));
        assertThat(range("0.0.0.0", "10.0.0.1").before()).isEmpty();
        assertThat(range("::", "::1").before())
                .isEqualTo(Optional.of(IpAddress.parse("255.255.255.255")));
        assertThat(range("2001:db8::", "2001:db8::1").before())
                .isEqualTo(Optional.of(IpAddress.parse("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff")));
    }
}
