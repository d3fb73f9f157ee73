package dev.evpnd.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.attribute.AsPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.regex.Pattern;

class AsPathExpressionTest {
    private static final String ALPHABET = "12 {},()";

    @ParameterizedTest
    @CsvSource({
        "'^$', '', true",
        "'^$', 1, false",
        "_65001_, 65001, true",
        "_65001_, 1 65001 2, true",
        "_65001_, 1 650010 2, false",
        "_2_, '1 {2;3}', true",
        "_2_, '(1 2) 3', true",
        "'^65001_', 65001 2, true",
        "'^65001_', 1 65001, false",
        "_65001$, 1 65001, true",
        "'^[0-9]+$', 65001, true",
        "'^[0-9]+$', 1 2, false",
        "'^(1|2)_3$', 2 3, true",
        "'^1( 2)*$', 1 2 2 2, true",
        "'^1( 2)?$', 1 2 2, false",
        "'^[^1]', 2, true",
        "1.3, 1 3, true",
        "'\\{1', '{1;2}', true",
        "'', 1, true"
    })
    void findsWhatItSays(String expression, String path, boolean expected) {
        var pattern = new AsPathPattern.Expression(AsPathExpression.parse(expression));
        assertThat(pattern.matches(AsPath.parse(path.replace(';', ',')))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1", "1)", "*", "[1", "[]", "[2-1]", "\\", "a", "1{2}", "(?:1)", "é"})
    void isNoOtherExpression(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AsPathExpression.parse(text));
    }

    @Test
    void isNoLongerThanItsBound() {
        assertThat(AsPathExpression.parse("1".repeat(128))).hasToString("1".repeat(128));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsPathExpression.parse("1".repeat(129)));
    }

    @Test
    void equalsAnotherOfTheSameText() {
        var one = AsPathExpression.parse("_1_");
        assertThat(one)
                .isEqualTo(AsPathExpression.parse("_1_"))
                .hasSameHashCodeAs(AsPathExpression.parse("_1_"))
                .isNotEqualTo(AsPathExpression.parse("_2_"));
    }

    /// One that tries its readings one by one would try more than there are atoms in the world.
    @Test
    void takesNoTimeToSpeakOf() {
        var expression = AsPathExpression.parse("^((1*)*)*((1?)+)*(1|11)*2$");
        assertThat(expression.isIn("1".repeat(10_000))).isFalse();
    }

    @Test
    void findsWhatTheExpressionsOfTheJdkFind() {
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var text = expression(random, 3);
            if (text.length() > AsPathExpression.MOST_CHARACTERS) {
                continue;
            }
            var path = path(random);
            var jdk = Pattern.compile(text.replace("_", "(^|[ ,{}()]|$)"));
            assertThat(AsPathExpression.parse(text).isIn(path))
                    .as("seed %d: %s in '%s'", seed, text, path)
                    .isEqualTo(jdk.matcher(path).find());
        }
    }

    private static String expression(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 10)) {
            case 0 -> "1";
            case 1 -> "2";
            case 2 -> "_";
            case 3 -> random.nextBoolean() ? "[12]" : "[^1-9]";
            case 4 -> random.nextBoolean() ? "." : " ";
            case 5 -> random.nextBoolean() ? "^" : "$";
            case 6 -> expression(random, depth - 1) + "|" + expression(random, depth - 1);
            case 7 -> "(" + expression(random, depth - 1) + ")" + "*+?".charAt(random.nextInt(3));
            default -> expression(random, depth - 1) + expression(random, depth - 1);
        };
    }

    private static String path(Random random) {
        var path = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            path.append(
                    ALPHABET.charAt(
                            random.nextInt(3) == 0 ? random.nextInt(8) : random.nextInt(3)));
        }
        return path.toString();
    }
}
