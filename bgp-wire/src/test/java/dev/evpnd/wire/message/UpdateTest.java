package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.capability.ExtendedNextHop;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.Set;

/// UPDATE as a whole: what RFC 7606 says of lists, lengths and missing parts. The faults of single
/// attributes are in AttributeDecodingTest.
class UpdateTest {
    private static final String ORIGIN = "40010100";
    private static final String AS_PATH = "400200";
    private static final String BAD_ORIGIN = "40010109";
    private static final String NEXT_HOP = "4003040a000001";
    private static final String ROUTE = "031100020000000500060000000320c0020102";
    private static final String BAD_ROUTE =
            "031100020000000500060000000320c00201"; // 18 octets of 19
    private static final String REACH = "800e1c" + "001946" + "04" + "0a000001" + "00" + ROUTE;
    private static final String UNREACH = "800f16" + "001946" + ROUTE;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodesEveryUpdateThatWasEncoded(boolean addPath) {
        var negotiated = withAddPath(addPath);
        var updates = new UpdateGenerator(new Random(21));
        for (int i = 0; i < 20_000; i++) {
            var update = updates.update(addPath);
            assertThat(decode(encode(update, negotiated), negotiated))
                    .isEqualTo(Decoded.accepted(update));
        }
    }

    /// The generator's AS numbers mostly do not fit: AS4_PATH and AS4_AGGREGATOR carry them.
    @Test
    void bringsLongAsNumbersPastTwoOctetSpeakers() {
        var negotiated = Negotiated.DEFAULT.withFourOctetAs(false);
        var updates = new UpdateGenerator(new Random(24));
        int carried = 0;
        for (int i = 0; i < 10_000; i++) {
            var update = updates.update(false);
            var decoded = decode(encode(update, negotiated), negotiated);
            assertThat(decoded.faults()).isEmpty();
            var received = decoded.orElseThrow();
            carried += received.pathAttributes().has(AttributeCode.AS4_PATH) ? 1 : 0;
            assertThat(
                            new Update(
                                    received.withdrawnRoutes(),
                                    received.pathAttributes().mergedAs4(),
                                    received.nlri()))
                    .isEqualTo(update);
        }
        assertThat(carried).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodesEveryUpdateThatAnExternalPeerMaySend(boolean addPath) {
        var negotiated = withAddPath(addPath).withExternal(true);
        var updates = new UpdateGenerator(new Random(25));
        for (int i = 0; i < 10_000; i++) {
            var update = UpdateGenerator.toExternalPeer(updates.update(addPath));
            assertThat(decode(encode(update, negotiated), negotiated))
                    .isEqualTo(Decoded.accepted(update));
        }
    }

    @Test
    void encodesWhatItDecodedToTheSameOctets() {
        var negotiated = Negotiated.DEFAULT;
        var updates = new UpdateGenerator(new Random(22));
        for (int i = 0; i < 20_000; i++) {
            var octets = encode(updates.update(false), negotiated);
            var again = encode(decode(octets, negotiated).orElseThrow(), negotiated);
            assertThat(again).isEqualTo(octets);
        }
    }

    @Test
    void putsTheRoutesInFrontOfTheOtherAttributes() {
        var octets =
                encode(
                        decode(body("", ORIGIN + AS_PATH + REACH, "")).orElseThrow(),
                        Negotiated.DEFAULT);
        assertThat(octets.toHex()).isEqualTo(body("", REACH + ORIGIN + AS_PATH, "").toHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {BAD_ORIGIN + AS_PATH + REACH, REACH + BAD_ORIGIN + AS_PATH})
    void knowsTheRoutesToWithdrawWhereverMpReachStands(String attributes) {
        var decoded = decode(body("", attributes, ""));
        assertThat(decoded.treatment()).contains(Treatment.TREAT_AS_WITHDRAW);
        assertThat(reached(decoded)).isEqualTo(1);
    }

    @Test
    void withdrawsTheRoutesOfAnMpReachWithWrongFlags() {
        var wrongFlags = "c0" + REACH.substring(2);
        var decoded = decode(body("", ORIGIN + AS_PATH + wrongFlags, ""));
        assertThat(decoded.treatment()).contains(Treatment.TREAT_AS_WITHDRAW);
        assertThat(reached(decoded)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ORIGIN, 400200" + REACH + ", ''",
        "AS_PATH, 40010100" + REACH + ", ''",
        "ORIGIN, 400200" + NEXT_HOP + ", 080a",
        "AS_PATH, 40010100" + NEXT_HOP + ", 080a",
    })
    void treatsAMissingMandatoryAttributeAsWithdraw(String missing, String present, String nlri) {
        var decoded = decode(body("", present, nlri));
        assertThat(decoded.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.subject()).isEqualTo(missing);
                            assertThat(fault.treatment()).isEqualTo(Treatment.TREAT_AS_WITHDRAW);
                            assertThat(fault.code())
                                    .isEqualTo(NotificationCode.MISSING_WELL_KNOWN_ATTRIBUTE);
                        });
    }

    @Test
    void treatsMissingNextHopAsWithdrawWhereIpv4IsAnnounced() {
        var decoded = decode(body("", ORIGIN + AS_PATH, "080a"));
        assertThat(decoded.treatment()).contains(Treatment.TREAT_AS_WITHDRAW);
        assertThat(decoded.faults()).extracting(Malformed::subject).containsExactly("NEXT_HOP");
        assertThat(decode(body("", ORIGIN + AS_PATH + NEXT_HOP, "080a")).faults()).isEmpty();
    }

    @Test
    void asksForNoNextHopAttributeWhereRoutesAreOfAnotherFamily() {
        assertThat(decode(body("", ORIGIN + AS_PATH + REACH, "")).faults()).isEmpty();
    }

    @Test
    void doesNotCallAMalformedAttributeMissingToo() {
        assertThat(decode(body("", BAD_ORIGIN + AS_PATH + REACH, "")).faults()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {REACH + REACH, UNREACH + UNREACH})
    void resetsOnASecondAttributeThatCarriesRoutes(String routes) {
        var decoded = decode(body("", ORIGIN + AS_PATH + routes, ""));
        assertReset(decoded, NotificationCode.MALFORMED_ATTRIBUTE_LIST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "0001",
                "00000001",
                "00010000",
                "0000ffff40010100",
            })
    void resetsWhenTheLengthsDisagreeWithTheMessage(String octets) {
        assertReset(
                decode(Octets.ofHex(octets), Negotiated.DEFAULT),
                NotificationCode.MALFORMED_ATTRIBUTE_LIST);
    }

    @ParameterizedTest
    @CsvSource({"210a000000, ''", "'', 210a000000", "'', 180a", "180a, ''"})
    void resetsOnIpv4PrefixesThatCannotBeRead(String withdrawn, String nlri) {
        var decoded = decode(body(withdrawn, ORIGIN + AS_PATH + NEXT_HOP, nlri));
        assertReset(decoded, NotificationCode.INVALID_NETWORK_FIELD);
    }

    @Test
    void givesUpTheFamilyWhenTheFramesOfItsRoutesAreBroken() {
        var broken = "900e001b" + "001946" + "04" + "0a000001" + "00" + BAD_ROUTE;
        var decoded = decode(body("", ORIGIN + AS_PATH + broken, ""));
        assertThat(decoded.treatment()).contains(Treatment.DISABLE_FAMILY);
        assertThat(decoded.orElseThrow().mpReach()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "800e09" + "001946" + "03" + "0a0000" + "0000", // a next hop of 3 octets
                "800e08" + "001946" + "04" + "0a000001", // no room for the reserved octet
                "800e04" + "001946" + "20", // a next hop longer than the attribute
            })
    void givesUpTheFamilyWhenItsNextHopCannotBe(String reach) {
        var decoded = decode(body("", ORIGIN + AS_PATH + reach, ""));
        assertThat(decoded.treatment()).contains(Treatment.DISABLE_FAMILY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"800e00", "800e03001946", "800f00", "800f020019"})
    void resetsWhenNotEvenTheFamilyCanBeRead(String attribute) {
        var decoded = decode(body("", ORIGIN + AS_PATH + attribute, ""));
        assertReset(decoded, NotificationCode.OPTIONAL_ATTRIBUTE_ERROR);
    }

    @Test
    void resetsWhenAnAttributeIsMalformedAndNoRouteIsAnnouncedAtAll() {
        var decoded = decode(body("", BAD_ORIGIN + AS_PATH + UNREACH, ""));
        assertReset(decoded, NotificationCode.INVALID_ORIGIN);
    }

    @Test
    void doesNotResetWhenAnAttributeIsMerelyDiscardedThere() {
        var emptyAtomicAggregate = "40060101";
        var decoded = decode(body("", emptyAtomicAggregate + UNREACH, ""));
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        assertThat(decoded.treatment()).contains(Treatment.DISCARD_ATTRIBUTE);
    }

    @Test
    void keepsTheRoutesBesideOneThatIsDiscarded() {
        var bad = "0201ff";
        var two = "900e001f" + "001946" + "04" + "0a000001" + "00" + ROUTE + bad;
        var decoded = decode(body("", ORIGIN + AS_PATH + two, ""));
        assertThat(decoded.treatment()).contains(Treatment.DISCARD_NLRI);
        assertThat(reached(decoded)).isEqualTo(1);
    }

    @Test
    void takesNoUpdateForAnEndOfRibMarkerThatOnlyItsDiscardedRoutesMadeEmpty() {
        var decoded = decode(body("", "800f09" + "001946" + "0201ff" + "0201fe", ""));
        assertThat(decoded.orElseThrow().endOfRib()).isEmpty();
        assertThat(decoded.faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.DISCARD_NLRI, Treatment.DISCARD_NLRI);
    }

    @ParameterizedTest
    @CsvSource({
        "800f050019460205, DISABLE_FAMILY",
        "c00f03001946, TREAT_AS_WITHDRAW",
        "c00f16001946031100020000000500060000000320c0020102, TREAT_AS_WITHDRAW",
    })
    void doesNotResetForAFaultOfAnMpUnreachThatStandsAlone(String attribute, Treatment treatment) {
        var decoded = decode(body("", attribute, ""));
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        assertThat(decoded.treatment()).contains(treatment);
        assertThat(decoded.orElseThrow().endOfRib()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"800e09", "c00e09"})
    void resetsWhenAnAttributeIsMalformedAndMpReachAnnouncesNothing(String header) {
        var empty = header + "001946" + "04" + "0a000001" + "00";
        assertReset(
                decode(body("", BAD_ORIGIN + AS_PATH + empty, "")),
                NotificationCode.INVALID_ORIGIN);
    }

    @Test
    void withdrawsWhenAnAttributeIsMalformedAndTheOnlyRouteAnnouncedIsToo() {
        var reach = "800e0c" + "001946" + "04" + "0a000001" + "00" + "0201ff";
        assertThat(decode(body("", BAD_ORIGIN + AS_PATH + reach, "")).treatment())
                .contains(Treatment.TREAT_AS_WITHDRAW);
    }

    @ParameterizedTest
    @CsvSource({"ORIGIN, 400200, 40010100", "AS_PATH, 40010100, 400200"})
    void isNotDeceivedByAnAttributeOfThatNameInsideAnAttrSet(
            String missing, String present, String repeated) {
        var attrSet =
                "c080%02x".formatted(4 + repeated.length()) + "0000fde8" + repeated + repeated;
        var decoded = decode(body("", present + attrSet + REACH, ""));
        assertThat(decoded.treatment()).contains(Treatment.TREAT_AS_WITHDRAW);
        assertThat(decoded.faults()).extracting(Malformed::subject).contains(missing);
    }

    @Test
    void saysWhichFamilyToDisableAndQuotesTheWholeAttribute() {
        var attribute = "800f050019460205";
        assertThat(decode(body("", attribute, "")).faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.family()).isEqualTo(AddressFamily.L2VPN_EVPN);
                            assertThat(fault.data()).isEqualTo(Octets.ofHex(attribute));
                            assertThat(fault.offset()).isEqualTo(4 + 6);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "000101, 0a000001, true",
        "000101, 20010db8000000000000000000000001, false",
        "000201, 0a000001, false",
        "000201, 20010db8000000000000000000000001, true",
        "000184, 0a000001, true",
        "000184, 20010db800000000000000000000000120010db8000000000000000000000001, true",
        "001946, 20010db800000000000000000000000120010db8000000000000000000000001, true",
        "000184, 0a0000, false",
    })
    void expectsTheNextHopsOfAFamily(String family, String nextHop, boolean expected) {
        var value = family + "%02x".formatted(nextHop.length() / 2) + nextHop + "00";
        var reach = "800e%02x".formatted(value.length() / 2) + value;
        var decoded = decode(body("", ORIGIN + AS_PATH + reach, ""));
        assertThat(decoded.treatment().isEmpty()).isEqualTo(expected);
    }

    @Test
    void takesAnIpv6NextHopForIpv4WhereThatWasAgreedOn() {
        var negotiated =
                Negotiated.DEFAULT.withExtendedNextHops(
                        Set.of(new ExtendedNextHop.Entry(AddressFamily.IPV4_UNICAST, 2)));
        var reach = "800e16" + "000101" + "10" + "20010db8000000000000000000000001" + "00" + "00";
        var body = body("", ORIGIN + AS_PATH + reach, "");
        assertThat(decode(body, negotiated).faults()).isEmpty();
        assertThat(decode(body).treatment()).contains(Treatment.DISABLE_FAMILY);
    }

    @Test
    void knowsTheEndOfRibMarkers() {
        assertThat(decode(body("", "", "")).orElseThrow().endOfRib())
                .contains(AddressFamily.IPV4_UNICAST);
        assertThat(decode(body("", "800f03001946", "")).orElseThrow().endOfRib())
                .contains(AddressFamily.L2VPN_EVPN);
        assertThat(decode(body("", UNREACH, "")).orElseThrow().endOfRib()).isEmpty();
        assertThat(decode(body("080a", "", "")).orElseThrow().endOfRib()).isEmpty();
        assertThat(decode(body("", ORIGIN + "800f03001946", "")).orElseThrow().endOfRib())
                .isEmpty();
        assertThat(encode(Update.endOfRib(AddressFamily.L2VPN_EVPN), Negotiated.DEFAULT).toHex())
                .isEqualTo("00000006800f03001946");
    }

    @Test
    void survivesEveryTruncationAndBitFlipAndAcceptsOnlyWhatItCanSendAgain() {
        var random = new Random(23);
        var updates = new UpdateGenerator(random);
        var negotiated = withAddPath(false);
        for (int i = 0; i < 30_000; i++) {
            var bytes = encode(updates.update(false), negotiated).toByteArray();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            var cut = Octets.copyOf(bytes, 0, random.nextInt(bytes.length + 1));
            if (decode(cut, negotiated)
                    instanceof Decoded.Accepted<Update>(var update, var ignored)) {
                var again = decode(encode(update, negotiated), negotiated);
                assertThat(again.faults().stream().filter(UpdateTest::isNoMissingAttribute))
                        .isEmpty();
            }
        }
    }

    /// What was discarded with a finding is missing the second time.
    private static boolean isNoMissingAttribute(Malformed fault) {
        return !fault.code().equals(NotificationCode.MISSING_WELL_KNOWN_ATTRIBUTE);
    }

    private static int reached(Decoded<Update> decoded) {
        return decoded.orElseThrow()
                .mpReach()
                .map(MpReachNlri::nlri)
                .map(nlri -> ((EvpnNlri) nlri).routes().size())
                .orElse(0);
    }

    private static void assertReset(Decoded<Update> decoded, NotificationCode code) {
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        assertThat(decoded.treatment()).contains(Treatment.RESET);
        assertThat(decoded.faults()).extracting(Malformed::code).containsExactly(code);
    }

    private static Negotiated withAddPath(boolean addPath) {
        var families =
                Set.of(
                        AddressFamily.L2VPN_EVPN,
                        AddressFamily.RT_CONSTRAINT,
                        AddressFamily.IPV4_UNICAST,
                        AddressFamily.IPV6_UNICAST);
        return addPath ? Negotiated.DEFAULT.withAddPath(families, families) : Negotiated.DEFAULT;
    }

    private static Octets body(String withdrawn, String attributes, String nlri) {
        return new OctetWriter()
                .u16(withdrawn.length() / 2)
                .octets(Octets.ofHex(withdrawn))
                .u16(attributes.length() / 2)
                .octets(Octets.ofHex(attributes))
                .octets(Octets.ofHex(nlri))
                .toOctets();
    }

    private static Decoded<Update> decode(Octets body) {
        return decode(body, Negotiated.DEFAULT);
    }

    private static Decoded<Update> decode(Octets body, Negotiated negotiated) {
        return Update.decode(body.reader(), negotiated);
    }

    private static Octets encode(Update update, Negotiated negotiated) {
        var writer = new OctetWriter();
        update.encodeBody(writer, negotiated);
        return writer.toOctets();
    }
}
