package dev.evpnd.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsPathPatternTest {

    @ParameterizedTest
    @CsvSource({"1 2 3, true", "1 {2;3}, true", "(2) 1, true", "1 22, false", "'', false"})
    void findsAnAsInWhicheverSegment(String path, boolean expected) {
        assertThat(new AsPathPattern.Contains(new Asn(2)).matches(path(path))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1 2, true", "2, true", "2 1, false", "1 {2}, false", "'', false"})
    void knowsWhoOriginatedARoute(String path, boolean expected) {
        assertThat(new AsPathPattern.OriginatedBy(new Asn(2)).matches(path(path)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2 1, true", "(9) 2 1, true", "1 2, false", "{2} 1, false", "'', false"})
    void knowsTheNeighborThatARouteIsFrom(String path, boolean expected) {
        assertThat(new AsPathPattern.Neighbor(new Asn(2)).matches(path(path))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "1, false",
        "1 2, true",
        "1 {2;3;4}, true",
        "(8 9) 1 2 3, true",
        "1 2 3 4, false"
    })
    void countsAsRouteSelectionDoes(String path, boolean expected) {
        assertThat(new AsPathPattern.Length(2, 3).matches(path(path))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "1, false", "(1), false"})
    void knowsAnEmptyPath(String path, boolean expected) {
        assertThat(new AsPathPattern.Empty().matches(path(path))).isEqualTo(expected);
    }

    @Test
    void hasALengthThatCanBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AsPathPattern.Length(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new AsPathPattern.Length(3, 2));
    }

    /// A path in which semicolons stand for commas, which separate the columns.
    private static AsPath path(String text) {
        return AsPath.parse(text.replace(';', ','));
    }
}
