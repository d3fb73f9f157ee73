package dev.evpnd.wire.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class CapabilityTest {
    private static final AddressFamily EVPN = AddressFamily.L2VPN_EVPN;

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of("010400190046", new Multiprotocol(EVPN)),
                Arguments.of("0200", new RouteRefresh()),
                Arguments.of("4600", new EnhancedRouteRefresh()),
                Arguments.of("0600", new ExtendedMessage()),
                Arguments.of(
                        "0506000100010002",
                        new ExtendedNextHop(
                                List.of(new ExtendedNextHop.Entry(AddressFamily.IPV4_UNICAST, 2)))),
                Arguments.of("090103", Role.CUSTOMER),
                Arguments.of("4104fa56ea01", new FourOctetAs(Asn.parse("4200000001"))),
                Arguments.of("40024078", new GracefulRestart(0x4, 120, List.of())),
                Arguments.of(
                        "4006c07800194680",
                        new GracefulRestart(
                                GracefulRestart.RESTART_STATE | GracefulRestart.NOTIFICATION,
                                120,
                                List.of(
                                        new GracefulRestart.Entry(
                                                EVPN, GracefulRestart.Entry.FORWARDING_STATE)))),
                Arguments.of(
                        "470700194680015180",
                        new LongLivedGracefulRestart(
                                List.of(new LongLivedGracefulRestart.Entry(EVPN, 0x80, 86400)))),
                Arguments.of(
                        "45080019460300010101",
                        new AddPath(
                                List.of(
                                        new AddPath.Entry(EVPN, AddPath.Entry.BOTH),
                                        new AddPath.Entry(
                                                AddressFamily.IPV4_UNICAST,
                                                AddPath.Entry.RECEIVE)))),
                Arguments.of("490a056c65616631" + "03646331", new Fqdn("leaf1", "dc1")),
                Arguments.of("4b050446525221", new SoftwareVersion("FRR!")),
                Arguments.of("4300", new Unrecognized(67, Octets.EMPTY)),
                Arguments.of("ff03010203", new Unrecognized(255, Octets.of(1, 2, 3))));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheOctetsOfTheRfc(String hex, Capability expected) {
        var decoder = new CapabilityDecoder();
        assertThat(decoder.decode(Octets.ofHex(hex).reader())).isEmpty();
        assertThat(decoder.capabilities()).containsExactly(expected);
        assertThat(decoder.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesTheOctetsOfTheRfc(String hex, Capability capability) {
        assertThat(encoded(List.of(capability)).toHex()).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "010300190046, Multiprotocol Extensions, 001900, OPEN_UNSPECIFIC, the length is 4",
        "0100, Multiprotocol Extensions, '', OPEN_UNSPECIFIC, the length is 4",
        "0105001900460000, Multiprotocol Extensions, 0019004600, OPEN_UNSPECIFIC, the length is 4",
        "0900, BGP Role, '', OPEN_UNSPECIFIC, the length is 1",
        "09020304, BGP Role, 0304, OPEN_UNSPECIFIC, the length is 1",
        "4102fde8, Support for 4-octet AS number, fde8, OPEN_UNSPECIFIC, the length is 4",
        "4100, Support for 4-octet AS number, '', OPEN_UNSPECIFIC, the length is 4",
        "410400000000, Support for 4-octet AS number, 00000000, BAD_PEER_AS,"
                + " the AS number is not 0",
        "450500194603ff, ADD-PATH, 00194603ff, OPEN_UNSPECIFIC, the length is a multiple of 4",
    })
    void refusesTheOpenFor(String hex, String subject, String data, String code, String reason)
            throws Exception {
        var octets = Octets.ofHex("0200" + hex);
        var decoder = new CapabilityDecoder();
        var fault = decoder.decode(octets.reader());
        var expectedCode = (NotificationCode) NotificationCode.class.getField(code).get(null);
        assertThat(fault)
                .contains(
                        new Malformed(
                                Treatment.RESET,
                                expectedCode,
                                subject,
                                reason,
                                4,
                                Octets.ofHex(data)));
    }

    @ParameterizedTest
    @CsvSource({
        "020100, Route Refresh, the length is 0",
        "460100, Enhanced Route Refresh, the length is 0",
        "06020000, BGP Extended Message, the length is 0",
        "05050001000100, Extended Next Hop Encoding, the length is a multiple of 6",
        "0506000101010002, Extended Next Hop Encoding, the high octet of a SAFI is 0",
        "4000, Graceful Restart, the length is 2 and a multiple of 4",
        "400140, Graceful Restart, the length is 2 and a multiple of 4",
        "40054078001946, Graceful Restart, the length is 2 and a multiple of 4",
        "4706001946800151, Long-Lived Graceful Restart, the length is a multiple of 7",
        "4900, FQDN, two names in UTF-8 fill the value",
        "490100, FQDN, two names in UTF-8 fill the value",
        "4903056c65, FQDN, two names in UTF-8 fill the value",
        "490401610562, FQDN, two names in UTF-8 fill the value",
        "490501610162ff, FQDN, two names in UTF-8 fill the value",
        "490401ff0162, FQDN, two names in UTF-8 fill the value",
        "4904016101ff, FQDN, two names in UTF-8 fill the value",
        "4b00, Software Version, a version in UTF-8 fills the value",
        "4b020561, Software Version, a version in UTF-8 fills the value",
        "4b03016161, Software Version, a version in UTF-8 fills the value",
        "4b0201ff, Software Version, a version in UTF-8 fills the value",
    })
    void keepsTheOctetsAndTellsOf(String hex, String subject, String reason) {
        var octets = Octets.ofHex(hex);
        var value = octets.slice(2, octets.length() - 2);
        var decoder = new CapabilityDecoder();
        assertThat(decoder.decode(octets.reader())).isEmpty();
        assertThat(decoder.capabilities()).containsExactly(new Unrecognized(octets.at(0), value));
        assertThat(decoder.findings())
                .containsExactly(
                        new Malformed(
                                Treatment.DISCARD_CAPABILITY,
                                NotificationCode.OPEN_UNSPECIFIC,
                                subject,
                                reason,
                                2,
                                value));
        assertThat(encoded(decoder.capabilities())).isEqualTo(octets);
    }

    @Test
    void ignoresAnAddPathEntryWithAnUnknownSendReceiveAndNotItsNeighbours() {
        var octets = Octets.ofHex("450c" + "00194603" + "00010104" + "00020100");
        var decoder = new CapabilityDecoder();
        assertThat(decoder.decode(octets.reader())).isEmpty();
        var addPath = (AddPath) decoder.capabilities().get(0);
        assertThat(addPath.entries())
                .extracting(AddPath.Entry::sends)
                .containsExactly(true, false, false);
        assertThat(addPath.entries())
                .extracting(AddPath.Entry::receives)
                .containsExactly(true, false, false);
        assertThat(decoder.findings()).extracting(Malformed::offset).containsExactly(6, 10);
        assertThat(decoder.findings())
                .extracting(Malformed::treatment)
                .containsOnly(Treatment.DISCARD_CAPABILITY);
        assertThat(encoded(decoder.capabilities())).isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource({"02, 0", "0201, 0", "020001, 2", "02000104001900, 2", "ff05000000, 0"})
    void refusesACapabilityThatRunsOutOfTheParameter(String hex, int offset) {
        var fault = new CapabilityDecoder().decode(Octets.ofHex(hex).reader());
        assertThat(fault.map(Malformed::code)).contains(NotificationCode.OPEN_UNSPECIFIC);
        assertThat(fault.map(Malformed::offset)).contains(offset);
        assertThat(fault.map(Malformed::treatment)).contains(Treatment.RESET);
        assertThat(fault.map(Malformed::data)).contains(Octets.ofHex(hex.substring(2 * offset)));
    }

    @Test
    void keepsSeveralInstancesInTheirOrder() {
        var capabilities =
                List.<Capability>of(
                        new Multiprotocol(EVPN), new RouteRefresh(), new Multiprotocol(EVPN));
        var decoder = new CapabilityDecoder();
        decoder.decode(encoded(capabilities).reader());
        assertThat(decoder.capabilities()).isEqualTo(capabilities);
    }

    @Test
    void readsWhatItWrote() {
        var random = new Random(5492);
        var generator = new CapabilityGenerator(random);
        for (int i = 0; i < 5_000; i++) {
            var capability = generator.capability();
            var octets = encoded(List.of(capability));
            var decoder = new CapabilityDecoder();
            assertThat(decoder.decode(octets.reader())).as(octets.toHex()).isEmpty();
            assertThat(decoder.capabilities()).containsExactly(capability);
            assertThat(decoder.findings()).isEmpty();
            assertThat(octets.length()).isEqualTo(capability.length());
        }
    }

    @Test
    void answersAnyOctetsWithAValueAndLosesNone() {
        var random = new Random(71);
        for (int i = 0; i < 20_000; i++) {
            var octets = randomCapability(random);
            var decoder = new CapabilityDecoder();
            var fault = decoder.decode(new OctetReader(octets.toByteArray()));
            if (fault.isEmpty() && octets.at(0) != Multiprotocol.CODE) {
                assertThat(encoded(decoder.capabilities())).isEqualTo(octets);
            }
        }
    }

    private static Octets randomCapability(Random random) {
        int[] codes = {1, 2, 5, 6, 9, 64, 65, 69, 70, 71, 73, 75, 130};
        var value = new byte[random.nextInt(13)];
        random.nextBytes(value);
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (random.nextBoolean() ? value[i] & 0x07 : value[i]);
        }
        var writer = new OctetWriter().u8(codes[random.nextInt(codes.length)]).u8(value.length);
        return writer.bytes(value, 0, value.length).toOctets();
    }

    @Test
    void refusesToHoldWhatDoesNotFitInACapability() {
        var next = new ExtendedNextHop.Entry(EVPN, 2);
        var restart = new GracefulRestart.Entry(EVPN, 0);
        var stale = new LongLivedGracefulRestart.Entry(EVPN, 0, 0);
        var path = new AddPath.Entry(EVPN, 1);
        assertTooLong(() -> new ExtendedNextHop(Collections.nCopies(43, next)));
        assertTooLong(() -> new GracefulRestart(0, 0, Collections.nCopies(64, restart)));
        assertTooLong(() -> new LongLivedGracefulRestart(Collections.nCopies(37, stale)));
        assertTooLong(() -> new AddPath(Collections.nCopies(64, path)));
        assertTooLong(() -> new Fqdn("ä".repeat(126), "ab"));
        assertTooLong(() -> new SoftwareVersion("ä".repeat(127) + "a"));
        assertTooLong(() -> new Unrecognized(200, Octets.copyOf(new byte[256])));
    }

    @Test
    void refusesToHoldNumbersThatHaveNoPlace() {
        assertTooLong(() -> new GracefulRestart(16, 0, List.of()));
        assertTooLong(() -> new GracefulRestart(0, 4096, List.of()));
        assertTooLong(() -> new GracefulRestart.Entry(EVPN, 256));
        assertTooLong(() -> new LongLivedGracefulRestart.Entry(EVPN, 0, 1 << 24));
        assertTooLong(() -> new AddPath.Entry(EVPN, -1));
        assertTooLong(() -> new ExtendedNextHop.Entry(EVPN, 0x10000));
        assertTooLong(() -> new Role(256));
        assertTooLong(() -> new Unrecognized(256, Octets.EMPTY));
        assertTooLong(() -> new FourOctetAs(new Asn(0)));
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "3, 0", "1, 2", "2, 1", "4, 4"})
    void allowsTheRolesThatCorrespond(int local, int remote) {
        for (int other = 0; other < 8; other++) {
            assertThat(new Role(local).correspondsTo(new Role(other))).isEqualTo(other == remote);
        }
    }

    private static void assertTooLong(Runnable construction) {
        assertThatThrownBy(construction::run).isInstanceOf(IllegalArgumentException.class);
    }

    private static Octets encoded(List<Capability> capabilities) {
        var writer = new OctetWriter();
        capabilities.forEach(capability -> capability.encode(writer));
        return writer.toOctets();
    }
}
