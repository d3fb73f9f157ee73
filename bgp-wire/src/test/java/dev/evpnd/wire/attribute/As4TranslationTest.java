package dev.evpnd.wire.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 6793 section 4.2.
class As4TranslationTest {
    private static final Ipv4Address ADDRESS = Ipv4Address.parse("192.0.2.1");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    same length                | 23456 23456        | 70000 70001        | 70000 70001
                    one in front               | 64500 23456 23456  | 70000 70001        | 64500 70000 70001
                    all in front               | 64500 64501 64502  | 70000              | 64500 64501 70000
                    AS4_PATH longer: ignored   | 64500              | 70000 70001        | 64500
                    set counts one             | 64500 {1,2,3}      | {70000,70001}      | 64500 {70000,70001}
                    set in front is whole      | {1,2} 23456        | 70000              | {1,2} 70000
                    set behind the cut         | 64500 23456 {1,2}  | 70000 {1,2}        | 64500 70000 {1,2}
                    confederation leads        | (64512) 23456      | 70000              | (64512) 70000
                    confederation beside       | 64500 (64512) 23456 | 70000             | 64500 (64512) 70000
                    confederation set leads    | [64512,64513] 64500 23456 | 70000       | [64512,64513] 64500 70000
                    sequence begins with a set | 64500 23456        | {70000,70001}      | 64500 {70000,70001}
                    """)
    void mergesThePaths(String what, String path, String as4Path, String merged) {
        var received =
                PathAttributes.of(
                        AsPath.parse(path), new As4Path(AsPath.parse(as4Path).segments()));
        assertThat(received.mergedAs4()).isEqualTo(PathAttributes.of(AsPath.parse(merged)));
    }

    @Test
    void takesAs4AggregatorWhereAggregatorIsAsTrans() {
        var received =
                PathAttributes.of(
                        AsPath.parse("64500 23456"),
                        new Aggregator(Asn.AS_TRANS, ADDRESS),
                        new As4Path(AsPath.parse("70000").segments()),
                        new As4Aggregator(new Asn(70000), ADDRESS));
        assertThat(received.mergedAs4())
                .isEqualTo(
                        PathAttributes.of(
                                AsPath.parse("64500 70000"),
                                new Aggregator(new Asn(70000), ADDRESS)));
    }

    @Test
    void ignoresBothWhereAggregatorIsNotAsTrans() {
        var received =
                PathAttributes.of(
                        AsPath.parse("64500 23456"),
                        new Aggregator(new Asn(64500), ADDRESS),
                        new As4Path(AsPath.parse("70000").segments()),
                        new As4Aggregator(new Asn(70000), ADDRESS));
        assertThat(received.mergedAs4())
                .isEqualTo(
                        PathAttributes.of(
                                AsPath.parse("64500 23456"),
                                new Aggregator(new Asn(64500), ADDRESS)));
    }

    @Test
    void mergesThePathsBesideAggregatorAlone() {
        var aggregator = new Aggregator(new Asn(64500), ADDRESS);
        var received =
                PathAttributes.of(
                        AsPath.parse("23456"),
                        aggregator,
                        new As4Path(AsPath.parse("70000").segments()));
        assertThat(received.mergedAs4())
                .isEqualTo(PathAttributes.of(AsPath.parse("70000"), aggregator));
    }

    @Test
    void ignoresAs4AggregatorWithoutAggregator() {
        var received =
                PathAttributes.of(
                        AsPath.parse("64500"), new As4Aggregator(new Asn(70000), ADDRESS));
        assertThat(received.mergedAs4()).isEqualTo(PathAttributes.of(AsPath.parse("64500")));
    }

    @Test
    void isTheSameSetWhereThereIsNothingToMerge() {
        var received = PathAttributes.of(AsPath.parse("64500 23456"));
        assertThat(received.mergedAs4()).isSameAs(received);
    }

    @Test
    void sendsAsTransAndTheTwoAttributesForWhatDoesNotFit() {
        var attributes =
                PathAttributes.of(
                        AsPath.parse("(64512) 64500 70000"),
                        new Aggregator(new Asn(70000), ADDRESS));
        assertThat(toTwoOctetPeer(attributes))
                .isEqualTo(
                        PathAttributes.of(
                                AsPath.parse("(64512) 64500 23456"),
                                new Aggregator(Asn.AS_TRANS, ADDRESS),
                                new As4Path(AsPath.parse("64500 70000").segments()),
                                new As4Aggregator(new Asn(70000), ADDRESS)));
    }

    @Test
    void sendsNeitherAttributeWhereAllFits() {
        var attributes =
                PathAttributes.of(
                        AsPath.parse("64500 65535"), new Aggregator(new Asn(64500), ADDRESS));
        assertThat(toTwoOctetPeer(attributes)).isEqualTo(attributes);
    }

    @Test
    void sendsNoAs4PathForAConfederationsNumbers() {
        assertThat(toTwoOctetPeer(PathAttributes.of(AsPath.parse("(70000) 64500"))))
                .isEqualTo(PathAttributes.of(AsPath.parse("(23456) 64500")));
    }

    @Test
    void sendsNeitherAttributeToFourOctetPeers() {
        var writer = new OctetWriter();
        PathAttributes.of(
                        new As4Path(AsPath.parse("70000").segments()),
                        new As4Aggregator(new Asn(70000), ADDRESS))
                .encode(writer, Sessions.INTERNAL);
        assertThat(writer.length()).isZero();
    }

    private static PathAttributes toTwoOctetPeer(PathAttributes attributes) {
        var writer = new OctetWriter();
        attributes.encode(writer, Sessions.INTERNAL_TWO_OCTET);
        return PathAttributes.decode(
                        new OctetReader(writer.toByteArray()), Sessions.INTERNAL_TWO_OCTET)
                .orElseThrow();
    }
}
