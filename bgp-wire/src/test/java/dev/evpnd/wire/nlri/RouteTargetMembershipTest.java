package dev.evpnd.wire.nlri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 4684 section 4.
class RouteTargetMembershipTest {
    private static final Asn ORIGIN = new Asn(65000);
    private static final long TARGET = 0x0002_fde8_0000_0064L;

    @ParameterizedTest
    @CsvSource({
        "20 0000fde8, 32, 0000000000000000",
        "21 0000fde8 80, 33, 8000000000000000",
        "28 0000fde8 01, 40, 0100000000000000",
        "29 0000fde8 0180, 41, 0180000000000000",
        "40 0000fde8 0002fde8, 64, 0002fde800000000",
        "5f 0000fde8 0002fde800000064, 95, 0002fde800000064",
        "60 0000fde8 0002fde800000065, 96, 0002fde800000065",
    })
    void takesTheFewestOctetsThatHoldItsBits(String hex, int length, String target) {
        var octets = Octets.ofHex(hex.replace(" ", ""));
        var membership =
                new RouteTargetMembership(length, ORIGIN, Long.parseUnsignedLong(target, 16));
        assertThat(decode(octets)).isEqualTo(membership);
        assertThat(encode(membership)).isEqualTo(octets);
        assertThat(membership.routeTarget()).isEqualTo(Long.parseUnsignedLong(target, 16));
    }

    @Test
    void takesOneOctetWhereItWantsEverything() {
        assertThat(encode(RouteTargetMembership.DEFAULT)).isEqualTo(Octets.of(0));
        assertThat(decode(Octets.of(0))).isEqualTo(RouteTargetMembership.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 64, 95})
    void clearsTheBitsBehindItsLength(int length) {
        var membership = new RouteTargetMembership(length, ORIGIN, -1);
        assertThat(membership.routeTarget())
                .isEqualTo(length == 32 ? 0 : -1L << 96 - length)
                .isNotEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 31, 97, 128})
    void refusesOtherLengths(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteTargetMembership(length, new Asn(0), 0));
    }

    @Test
    void refusesAnOriginOfTheMembershipInEverything() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteTargetMembership(0, ORIGIN, 0));
    }

    /// The bit that decides is the last of the prefix; the one behind it does not count.
    @ParameterizedTest
    @ValueSource(ints = {33, 34, 40, 63, 64, 65, 95})
    void coversTheTargetsThatHaveItsBits(int length) {
        var membership = new RouteTargetMembership(length, ORIGIN, TARGET);
        long last = 1L << 96 - length;
        assertThat(membership.covers(TARGET)).isTrue();
        assertThat(membership.covers(TARGET ^ last)).isFalse();
        assertThat(membership.covers(TARGET ^ Long.MIN_VALUE)).isFalse();
        assertThat(membership.covers(TARGET ^ last >>> 1)).isTrue();
    }

    @Test
    void coversItsOwnTargetAloneWhereItIsWhole() {
        var membership = RouteTargetMembership.of(ORIGIN, TARGET);
        assertThat(membership.length()).isEqualTo(96);
        assertThat(membership.covers(TARGET)).isTrue();
        assertThat(membership.covers(TARGET ^ 1)).isFalse();
        assertThat(membership.covers(TARGET ^ Long.MIN_VALUE)).isFalse();
    }

    @Test
    void coversEveryTargetWhereItNamesAnOriginOrNothing() {
        assertThat(new RouteTargetMembership(32, ORIGIN, 0).covers(TARGET)).isTrue();
        assertThat(RouteTargetMembership.DEFAULT.covers(TARGET)).isTrue();
        assertThat(RouteTargetMembership.DEFAULT.covers(-1)).isTrue();
    }

    private static RouteTargetMembership decode(Octets octets) {
        var field =
                NlriField.decode(AddressFamily.RT_CONSTRAINT, octets.reader(), false, "NLRI")
                        .orElseThrow();
        return ((RouteTargetNlri) field).memberships().getFirst().route();
    }

    private static Octets encode(RouteTargetMembership membership) {
        var writer = new OctetWriter();
        membership.encode(writer);
        return writer.toOctets();
    }
}
