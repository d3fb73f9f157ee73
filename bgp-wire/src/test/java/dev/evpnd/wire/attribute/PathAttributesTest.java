package dev.evpnd.wire.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathAttributesTest {
    private static final String ORIGIN = "40010100";
    private static final String MED = "80040400000001";

    @Test
    void readsAnEmptyList() {
        assertThat(decode("").orElseThrow()).isEqualTo(PathAttributes.EMPTY);
    }

    @Test
    void ordersAttributesByCodeHoweverReceived() {
        assertThat(decode(MED + ORIGIN).orElseThrow().asList())
                .extracting(PathAttribute::name)
                .containsExactly("ORIGIN", "MULTI_EXIT_DISC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "8004", "900400", "50"})
    void treatsTruncatedHeaderAsWithdrawAndKeepsWhatCameBefore(String cut) {
        var decoded = decode(ORIGIN + cut);
        assertThat(decoded.orElseThrow()).isEqualTo(PathAttributes.of(Origin.IGP));
        assertThat(decoded.faults())
                .containsExactly(
                        new Malformed(
                                Treatment.TREAT_AS_WITHDRAW,
                                NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                                "Path Attributes",
                                "an attribute has flags, a type code and a length",
                                4,
                                Octets.ofHex(cut)));
    }

    @Test
    void treatsOverrunningAttributeAsWithdrawAndKeepsWhatCameBefore() {
        var decoded = decode(ORIGIN + "800405000001");
        assertThat(decoded.orElseThrow()).isEqualTo(PathAttributes.of(Origin.IGP));
        assertThat(decoded.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.treatment()).isEqualTo(Treatment.TREAT_AS_WITHDRAW);
                            assertThat(fault.code())
                                    .isEqualTo(NotificationCode.ATTRIBUTE_LENGTH_ERROR);
                            assertThat(fault.subject()).isEqualTo("MULTI_EXIT_DISC");
                            assertThat(fault.offset()).isEqualTo(4);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"800e05000001", "800f05000001"})
    void resetsWhereTheRoutesThemselvesAreCutOff(String cut) {
        assertThat(decode(ORIGIN + cut)).isInstanceOf(Decoded.Rejected.class);
        assertThat(decode(ORIGIN + cut).faults().getFirst().treatment()).isEqualTo(Treatment.RESET);
    }

    @Test
    void keepsTheFirstOfRepeatedAttributes() {
        var decoded = decode("40010100" + "40010102" + "400101ff" + MED);
        assertThat(decoded.orElseThrow())
                .isEqualTo(PathAttributes.of(Origin.IGP, new MultiExitDisc(1)));
        assertThat(decoded.faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.DISCARD_ATTRIBUTE, Treatment.DISCARD_ATTRIBUTE);
    }

    @Test
    void keepsTheFirstOfRepeatedUnrecognizedAttributes() {
        var decoded = decode("c0630101" + "c0630102");
        assertThat(decoded.orElseThrow().get(0x63))
                .contains(new UnrecognizedAttribute(0xc0, 0x63, Octets.of(1)));
        assertThat(decoded.faults()).hasSize(1);
    }

    @Test
    void discardsTheRepetitionOfAMalformedAttributeToo() {
        var decoded = decode("40010103" + "40010100");
        assertThat(decoded.orElseThrow().isEmpty()).isTrue();
        assertThat(decoded.faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.TREAT_AS_WITHDRAW, Treatment.DISCARD_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"800e09001946040a00000100", "800f03001946"})
    void resetsWhenAnAttributeWithRoutesIsRepeated(String once) {
        assertThat(decode(once).faults()).isEmpty();
        var decoded = decode(once + once);
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        assertThat(decoded.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.treatment()).isEqualTo(Treatment.RESET);
                            assertThat(fault.code())
                                    .isEqualTo(NotificationCode.MALFORMED_ATTRIBUTE_LIST);
                            assertThat(fault.offset()).isEqualTo(once.length() / 2);
                        });
    }

    @Test
    void resetsOnUnknownWellKnownAttribute() {
        var decoded = decode(ORIGIN + "406301aa");
        assertThat(decoded)
                .isEqualTo(
                        Decoded.rejected(
                                new Malformed(
                                        Treatment.RESET,
                                        NotificationCode.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE,
                                        "ATTRIBUTE_99",
                                        "a well-known attribute is one that all know",
                                        4,
                                        Octets.ofHex("406301aa"))));
    }

    @Test
    void findsEveryFaultOfAList() {
        var decoded = decode("40010103" + "400600" + "c0080100" + MED);
        assertThat(decoded.faults())
                .extracting(Malformed::subject)
                .containsExactly("ORIGIN", "COMMUNITIES");
        assertThat(decoded.orElseThrow())
                .isEqualTo(PathAttributes.of(AtomicAggregate.PRESENT, new MultiExitDisc(1)));
    }

    @Test
    void keepsThePartialBitOfAnOptionalTransitiveAttribute() {
        var attributes = decode("e00804fde80001" + "c0200c0000fde80000000100000002").orElseThrow();
        assertThat(attributes.isPartial(AttributeCode.COMMUNITIES)).isTrue();
        assertThat(attributes.isPartial(AttributeCode.LARGE_COMMUNITY)).isFalse();
        assertThat(hex(attributes)).startsWith("e008");
    }

    @Test
    void tellsSetsApartByThePartialBit() {
        assertThat(decode("e00804fde80001").orElseThrow())
                .isNotEqualTo(decode("c00804fde80001").orElseThrow());
    }

    @Test
    void keepsThePartialBitOfAReplacedAttribute() {
        var attributes = decode("e00804fde80001").orElseThrow();
        var replaced = attributes.with(new Communities(IntSequence.of(7)));
        assertThat(hex(replaced)).isEqualTo("e0080400000007");
    }

    @Test
    void forgetsThePartialBitOfARemovedAttribute() {
        var attributes = decode("e00804fde80001").orElseThrow();
        assertThat(attributes.without(AttributeCode.COMMUNITIES)).isEqualTo(PathAttributes.EMPTY);
    }

    @Test
    void setsThePartialBitOfTransitiveAttributesOnly() {
        var attributes = PathAttributes.of(Origin.IGP, new Communities(IntSequence.of(7)));
        assertThat(hex(attributes.withPartial(AttributeCode.COMMUNITIES)))
                .isEqualTo(ORIGIN + "e0080400000007");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.withPartial(AttributeCode.ORIGIN));
    }

    @Test
    void passesOnUnrecognizedTransitiveAttributesAsPartialAndDropsOthers() {
        var attributes = decode(ORIGIN + "80620101" + "c06301aa" + "c00804fde80001").orElseThrow();
        assertThat(hex(attributes.forPropagation()))
                .isEqualTo(ORIGIN + "c00804fde80001" + "e06301aa");
    }

    @Test
    void usesExtendedLengthAbove255OctetsOnly() {
        var exact = new UnrecognizedAttribute(0xc0, 0x63, Octets.copyOf(new byte[255]));
        var longer = new UnrecognizedAttribute(0xc0, 0x63, Octets.copyOf(new byte[256]));
        assertThat(hex(PathAttributes.of(exact))).startsWith("c063ff00").hasSize(2 * 258);
        assertThat(hex(PathAttributes.of(longer))).startsWith("d063010000").hasSize(2 * 260);
    }

    @Test
    void keepsWhatFollowsALongValue() {
        var longer = new UnrecognizedAttribute(0xc0, 0x63, Octets.copyOf(new byte[256]));
        var attributes = PathAttributes.of(longer, new MultiExitDisc(1), new LocalPref(2));
        assertThat(decode(hex(attributes)).orElseThrow()).isEqualTo(attributes);
    }

    @Test
    void refusesTwoAttributesOfOneType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathAttributes.of(Origin.IGP, Origin.EGP));
    }

    @Test
    void findsAttributesByTypeAndByCode() {
        var attributes = PathAttributes.of(new LocalPref(100), Origin.IGP);
        assertThat(attributes.find(LocalPref.class)).contains(new LocalPref(100));
        assertThat(attributes.find(MultiExitDisc.class)).isEmpty();
        assertThat(attributes.get(AttributeCode.ORIGIN)).contains(Origin.IGP);
        assertThat(attributes.has(AttributeCode.AS_PATH)).isFalse();
    }

    @Test
    void replacesAddsAndRemovesAttributes() {
        var attributes = PathAttributes.of(new LocalPref(100));
        assertThat(attributes.with(new LocalPref(200)).with(Origin.IGP))
                .isEqualTo(PathAttributes.of(Origin.IGP, new LocalPref(200)));
        assertThat(attributes.without(AttributeCode.LOCAL_PREF)).isEqualTo(PathAttributes.EMPTY);
        assertThat(attributes).isEqualTo(PathAttributes.of(new LocalPref(100)));
    }

    @Test
    void treatsPathAsWithdrawThatHasNoRoomWithFourOctetNumbers() {
        var list = Octets.ofHex("5002f000" + "0201fde8".repeat(0xf000 / 4)).toByteArray();
        var decoded = PathAttributes.decode(new OctetReader(list), Sessions.INTERNAL_TWO_OCTET);
        assertThat(decoded.faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.TREAT_AS_WITHDRAW);
    }

    @Test
    void boundsTheDepthOfAttributeSets() {
        var deepest = ORIGIN;
        for (int depth = 0; depth < AttrSet.MOST_DEPTH; depth++) {
            deepest = inAttrSet(deepest);
            assertThat(decode(deepest).faults()).isEmpty();
        }
        assertThat(decode(inAttrSet(deepest)).faults())
                .extracting(Malformed::treatment)
                .containsExactly(Treatment.TREAT_AS_WITHDRAW);
    }

    private static String inAttrSet(String hex) {
        return "c080%02x0000fde8%s".formatted(4 + hex.length() / 2, hex);
    }

    private static Decoded<PathAttributes> decode(String hex) {
        return PathAttributes.decode(
                new OctetReader(Octets.ofHex(hex).toByteArray()), Sessions.INTERNAL);
    }

    private static String hex(PathAttributes attributes) {
        var writer = new OctetWriter();
        attributes.encode(writer, Sessions.INTERNAL);
        return writer.toOctets().toHex();
    }
}
