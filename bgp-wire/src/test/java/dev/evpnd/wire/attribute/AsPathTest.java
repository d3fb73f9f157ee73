package dev.evpnd.wire.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.Asn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

class AsPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "65000",
                "65000 4200000001 {1,2} (64512 64513) [64514,64515] 7",
                "{1}",
                "(1) 2"
            })
    void readsWhatItPrints(String text) {
        assertThat(AsPath.parse(text)).hasToString(text);
    }

    @Test
    void readsEachSegmentType() {
        assertThat(AsPath.parse("65000 65001 {1,2} (64512) [64513]"))
                .isEqualTo(
                        AsPath.of(
                                AsPathSegment.of(AsPathSegment.Type.AS_SEQUENCE, 65000, 65001),
                                AsPathSegment.of(AsPathSegment.Type.AS_SET, 1, 2),
                                AsPathSegment.of(AsPathSegment.Type.AS_CONFED_SEQUENCE, 64512),
                                AsPathSegment.of(AsPathSegment.Type.AS_CONFED_SET, 64513)));
    }

    @Test
    void readsAsdotAndSpacesAround() {
        assertThat(AsPath.parse("  1.0   2 ")).hasToString("65536 2");
    }

    @Test
    void dividesALongSequenceIntoSegments() {
        var numbers = IntStream.rangeClosed(1, 300).toArray();
        var path = AsPath.parse(IntSequence.of(numbers).toString());
        assertThat(path.segments()).extracting(s -> s.numbers().size()).containsExactly(255, 45);
        assertThat(path.length()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0",
                "1 0",
                "{}",
                "{1",
                "{1,}",
                "{,1}",
                "1}",
                "()",
                "(1,2)",
                "{1 2}",
                "4294967296",
                "-1",
                "1,2",
                "[1",
                "{1}{"
            })
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsPath.parse(text))
                .withMessageContaining("expected")
                .withMessageContaining("found '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                        | 0
                    1 2 3                     | 3
                    1 2 {3,4,5}               | 3
                    (64512 64513) 1           | 1
                    [64512,64513] {1,2} {3}   | 2
                    """)
    void countsASetAsOneAndAConfederationAsNone(String path, int length) {
        assertThat(AsPath.parse(path).length()).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''         | 9
                    1 2        | 9 1 2
                    {1,2}      | 9 {1,2}
                    (64512) 1  | 9 (64512) 1
                    """)
    void prependsToTheLeadingSequence(String path, String prepended) {
        assertThat(AsPath.parse(path).prepend(new Asn(9))).isEqualTo(AsPath.parse(prepended));
    }

    @Test
    void beginsANewSegmentWhenTheLeadingOneIsFull() {
        var full = AsPath.ofSequence(IntStream.rangeClosed(1, 255).toArray());
        assertThat(full.prepend(new Asn(9)).segments())
                .extracting(segment -> segment.numbers().size())
                .containsExactly(1, 255);
    }

    @Test
    void prependsToAndLeavesAConfederation() {
        var inside = AsPath.parse("1 2").prependConfederation(new Asn(64512));
        assertThat(inside).isEqualTo(AsPath.parse("(64512) 1 2"));
        assertThat(inside.withoutConfederation()).isEqualTo(AsPath.parse("1 2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 2 3          | 1 | 3
                    (64512) 1 2    | 1 | 2
                    {1,2} 3        |   | 3
                    1 {2,3}        | 1 |
                    (64512)        |   |
                    """)
    void knowsNeighborAndOrigin(String text, Integer neighbor, Integer origin) {
        var path = AsPath.parse(text);
        assertThat(path.neighbor().map(Asn::number).orElse(null)).isEqualTo(neighbor);
        assertThat(path.origin().map(Asn::number).orElse(null)).isEqualTo(origin);
    }

    @Test
    void findsAnAsInEverySegment() {
        var path = AsPath.parse("1 {2,3} (64512)");
        assertThat(path.contains(new Asn(3))).isTrue();
        assertThat(path.contains(new Asn(64512))).isTrue();
        assertThat(path.contains(new Asn(4))).isFalse();
    }

    @Test
    void refusesSegmentsThatCannotBeSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsPathSegment.of(AsPathSegment.Type.AS_SET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsPathSegment.of(AsPathSegment.Type.AS_SET, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                AsPathSegment.of(
                                        AsPathSegment.Type.AS_SET,
                                        IntStream.rangeClosed(1, 256).toArray()));
    }
}
