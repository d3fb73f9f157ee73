package dev.evpnd.speaker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lines mean in a small language.
class CommandLanguageTest {
    private static final Vocabulary VOCABULARY =
            new Vocabulary()
                    .keyword("clear", "begin anew")
                    .keyword("evpn", "EVPN")
                    .keyword("json", "as JSON")
                    .keyword("mac", "a MAC address")
                    .keyword("message", "for the peer's operator")
                    .keyword("neighbor", "one peer")
                    .keyword("neighbors", "peers")
                    .keyword("next-hops", "next hops")
                    .keyword("routes", "its routes")
                    .keyword("show", "show what there is")
                    .keyword("version", "of this program")
                    .keyword("vrf", "VRFs")
                    .value("IP", new ValueType<>("A.B.C.D", "an IP address", IpAddress::parse))
                    .value("MAC", new ValueType<>("AA:BB:…", "a MAC address", MacAddress::parse))
                    .value("TEXT", new ValueType<>("TEXT", "a text", text -> text));

    private static final CommandLanguage<String> LANGUAGE =
            new CommandLanguage<String>(VOCABULARY)
                    .with("show version", "version")
                    .with("show vrf [json]", "vrf")
                    .with("show evpn neighbors [IP [routes]] [json]", "neighbors")
                    .with("show evpn next-hops [json]", "next-hops")
                    .with("show <mac MAC|neighbor IP>", "one")
                    .with("clear IP [message TEXT...]", "clear");

    private static Reading.Command<String> command(String line) {
        return (Reading.Command<String>) LANGUAGE.read(line);
    }

    private static Reading.Fault<String> fault(String line) {
        return (Reading.Fault<String>) LANGUAGE.read(line);
    }

    @ParameterizedTest
    @CsvSource({
        "show version, version",
        "sh ver, version",
        "'  sh\tevpn neighbors ', neighbors",
        "sh ev ne 192.0.2.1 routes, neighbors",
        "sh evpn nex json, next-hops",
        "sh mac 02:00:00:00:00:01, one",
        "sh neighbor 2001:db8::1, one",
    })
    void aLineIsTheOneCommandThatItCanBe(String line, String action) {
        assertThat(command(line).action()).isEqualTo(action);
    }

    @Test
    void theArgumentsAreTheKeywordsInFullAndTheValues() {
        var arguments = command("sh ev neighbors 192.0.2.1 ro").arguments();
        assertThat(arguments.has("routes")).isTrue();
        assertThat(arguments.has("json")).isFalse();
        assertThat(arguments.get("IP", IpAddress.class)).isEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(arguments.find("MAC", MacAddress.class)).isEmpty();
    }

    @Test
    void aTextGoesToTheEndOfTheLine() {
        var arguments = command("clear 192.0.2.1 m show  version json").arguments();
        assertThat(arguments.all("TEXT", String.class)).containsExactly("show", "version", "json");
    }

    @Test
    void aKeywordInFullIsNoAbbreviationOfALongerOne() {
        assertThat(command("show neighbor 192.0.2.1").action()).isEqualTo("one");
    }

    @Test
    void aWordThatCanBeSeveralIsAmbiguousIfNothingBehindItSaysWhich() {
        assertThat(fault("show v"))
                .isEqualTo(
                        new Reading.Fault<>(
                                Reading.Kind.AMBIGUOUS, 5, "this can be version or vrf"));
        assertThat(fault("sh ev ne json"))
                .isEqualTo(
                        new Reading.Fault<>(
                                Reading.Kind.AMBIGUOUS, 6, "this can be neighbors or next-hops"));
        assertThat(command("sh v json").action()).isEqualTo("vrf");
    }

    @Test
    void aWordThatNobodyExpectsIsNamedWithItsPlaceAndWhatWasExpected() {
        assertThat(fault("show evpn neighbours"))
                .isEqualTo(
                        new Reading.Fault<>(
                                Reading.Kind.UNKNOWN,
                                10,
                                "expected neighbors or next-hops, found 'neighbours'"));
        assertThat(fault("clear 192.0.2").explanation())
                .isEqualTo("expected an IP address, found '192.0.2'");
        assertThat(fault("show version now").explanation())
                .isEqualTo("expected the end, found 'now'");
    }

    @Test
    void aLongWordIsNotRepeatedWhole() {
        assertThat(fault("show " + "x".repeat(4000)).explanation()).hasSizeLessThan(120);
    }

    @Test
    void aLineThatEndsTooSoonIsIncomplete() {
        assertThat(fault("sh mac"))
                .isEqualTo(
                        new Reading.Fault<>(Reading.Kind.INCOMPLETE, 7, "expected a MAC address"));
    }

    @Test
    void aLineWithoutWordsIsNothing() {
        assertThat(LANGUAGE.read(" \t ")).isEqualTo(new Reading.Nothing<>());
    }

    @Test
    void whatMayComeNextIsKnownAtEachPlace() {
        assertThat(LANGUAGE.expected("")).isEqualTo(LANGUAGE.expected(" "));
        assertThat(LANGUAGE.expected("sh ev").words())
                .extracting(Expected.Candidate::name)
                .containsExactly("evpn");
        var behind = LANGUAGE.expected("show evpn neighbors ");
        assertThat(behind.mayEnd()).isTrue();
        assertThat(behind.words())
                .containsExactly(
                        new Expected.Candidate("json", "json", "as JSON", false),
                        new Expected.Candidate("IP", "A.B.C.D", "an IP address", true));
    }

    @Test
    void whatStandsBeforeIsKnownWithIt() {
        var before = LANGUAGE.expected("show mac 02:00:00:00:00:01 js").before();
        assertThat(before.has("mac")).isTrue();
        assertThat(before.find("MAC", MacAddress.class))
                .contains(MacAddress.parse("02:00:00:00:00:01"));
        assertThat(LANGUAGE.expected("show mac 02:00:00:00:00:01").before())
                .isEqualTo(LANGUAGE.expected("sh ma ").before())
                .hasSameHashCodeAs(LANGUAGE.expected("sh ma ").before())
                .isNotEqualTo(before);
    }

    @Test
    void behindWhatCannotBeReadNothingIsExpected() {
        assertThat(LANGUAGE.expected("show nothing ").words()).isEmpty();
        assertThat(LANGUAGE.expected("show nothing ").mayEnd()).isFalse();
    }

    @Test
    void aPatternWhoseWordsNobodyHasExplainedIsRefused() {
        assertThatThrownBy(() -> new CommandLanguage<String>(VOCABULARY).with("show me", "me"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'me' is not in the vocabulary");
        assertThatThrownBy(() -> new CommandLanguage<String>(VOCABULARY).with("show [mac", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
