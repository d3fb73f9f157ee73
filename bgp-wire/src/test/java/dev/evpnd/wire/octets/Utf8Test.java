package dev.evpnd.wire.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff})
    void readsTheFirstAndLastCodePointOfEachLength(int codePoint) {
        var text = Character.toString(codePoint);
        var octets = Octets.ofUtf8(text);
        assertThat(octets.utf8()).contains(text);
        assertThat(Utf8.length(text)).isEqualTo(octets.length());
    }

    @ParameterizedTest
    @CsvSource({
        "80, a continuation alone",
        "c3, a sequence cut short",
        "e282, a sequence cut short",
        "f09f98, a sequence cut short",
        "c328, a lead octet without continuation",
        "c080, two octets for one",
        "c1bf, two octets for one",
        "e09fbf, three octets for two",
        "f08fbfbf, four octets for three",
        "eda080, a surrogate",
        "edbfbf, a surrogate",
        "f4908080, above the last code point",
        "f8888080, a lead octet of five",
        "ff, no lead octet",
    })
    void findsNoTextInMalformedOctets(String hex, String why) {
        assertThat(Octets.ofHex(hex).utf8()).as(why).isEmpty();
        assertThat(Octets.ofHex("41" + hex + "41").utf8()).as(why).isEmpty();
    }

    @Test
    void judgesRandomOctetsAsTheJdkDoes() {
        var random = new Random(3629);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            // Lead octets and continuations are what the random octets lack.
            for (int j = 0; j < bytes.length; j++) {
                if (random.nextInt(3) > 0) {
                    bytes[j] =
                            (byte)
                                    (random.nextBoolean()
                                            ? 0xc0 | bytes[j]
                                            : 0x80 | bytes[j] & 0x3f);
                }
            }
            var text = new String(bytes, StandardCharsets.UTF_8);
            boolean wellFormed =
                    Octets.copyOf(text.getBytes(StandardCharsets.UTF_8))
                            .equals(Octets.copyOf(bytes));
            assertThat(Octets.copyOf(bytes).utf8().isPresent())
                    .as(Octets.copyOf(bytes).toHex())
                    .isEqualTo(wellFormed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800"})
    void refusesHalfOfASurrogatePair(String text) {
        assertThatThrownBy(() -> Octets.ofUtf8(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unpaired surrogates");
    }
}
