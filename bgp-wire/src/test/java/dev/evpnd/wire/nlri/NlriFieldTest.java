package dev.evpnd.wire.nlri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class NlriFieldTest {
    private static final String SUBJECT = "MP_REACH_NLRI";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodesEveryFieldThatWasEncoded(boolean addPath) {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            var field = NlriGenerator.field(random, addPath);
            var writer = new OctetWriter();
            field.encode(writer, addPath);
            var decoded =
                    NlriField.decode(
                            field.family(),
                            new OctetReader(writer.toByteArray()),
                            addPath,
                            SUBJECT);
            assertThat(decoded).isEqualTo(Decoded.accepted(field));
        }
    }

    @Test
    void keepsTheRoutesAroundOneThatIsMalformed() {
        var good = "03110002000000050006000000032001020304";
        var bad = "0221000000640000006400000000000000000000" + "0000002a2faabbccddeeff000000c8";
        var octets = Octets.ofHex(good + bad + good);
        var decoded = NlriField.decode(AddressFamily.L2VPN_EVPN, octets.reader(), false, SUBJECT);
        assertThat(decoded.orElseThrow())
                .isInstanceOfSatisfying(
                        EvpnNlri.class, field -> assertThat(field.routes()).hasSize(2));
        assertThat(decoded.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.treatment()).isEqualTo(Treatment.DISCARD_NLRI);
                            assertThat(fault.offset()).isEqualTo(good.length() / 2);
                            assertThat(fault.data()).isEqualTo(Octets.ofHex(bad));
                        });
    }

    @Test
    void givesUpTheFamilyWhenOneFrameIsBrokenAndPublishesNothing() {
        var good = "03110002000000050006000000032001020304";
        var decoded =
                NlriField.decode(
                        AddressFamily.L2VPN_EVPN,
                        Octets.ofHex(good + "02").reader(),
                        false,
                        SUBJECT);
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        assertThat(decoded.faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.DISABLE_FAMILY);
        assertThat(decoded.faults()).extracting(Malformed::offset).containsExactly(19);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 21ffffffff, false",
        "1, 1, 180a00, false",
        "1, 1, 000000, true",
        "1, 1, 00000001, true",
        "2, 1, 81ffffffffffffffffffffffffffffffffff, false",
        "1, 132, 61ffffffffffffffffffffffffff, false",
        "1, 132, 60ffffffff, false",
        "1, 132, 000001, true",
    })
    void givesUpTheFamilyWhenAPrefixOverrunsItsField(
            int afi, int safi, String hex, boolean addPath) {
        var decoded =
                NlriField.decode(
                        new AddressFamily(afi, safi), Octets.ofHex(hex).reader(), addPath, SUBJECT);
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Rejected.class,
                        rejected ->
                                assertThat(rejected.malformed().treatment())
                                        .isEqualTo(Treatment.DISABLE_FAMILY));
    }

    @Test
    void discardsAMembershipTooShortForItsOriginAndKeepsTheNext() {
        var decoded =
                NlriField.decode(
                        AddressFamily.RT_CONSTRAINT,
                        Octets.ofHex("1f00000000" + "00").reader(),
                        false,
                        SUBJECT);
        assertThat(decoded.orElseThrow())
                .isEqualTo(
                        new RouteTargetNlri(
                                java.util.List.of(Nlri.of(RouteTargetMembership.DEFAULT))));
        assertThat(decoded.faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.DISCARD_NLRI);
    }

    @Test
    void ignoresBitsBehindThePrefixLength() {
        var dirty = Octets.ofHex("090aff" + "0fffff");
        var clean = Octets.ofHex("090a80" + "0ffffe");
        var decoded = decodeIpv4(dirty);
        assertThat(decoded).isEqualTo(decodeIpv4(clean));
        var writer = new OctetWriter();
        decoded.encode(writer, false);
        assertThat(writer.toOctets()).isEqualTo(clean);
    }

    private static NlriField decodeIpv4(Octets octets) {
        return NlriField.decode(AddressFamily.IPV4_UNICAST, octets.reader(), false, SUBJECT)
                .orElseThrow();
    }
}
