package dev.evpnd.speaker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class HexLinesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    0aFf,       0aff
                    0a ff,      0aff
                    0a:ff,      0aff
                    0x0aff,     0aff
                    0X0a 0xff,  0aff
                    00ff,       00ff
                    0a0xff,     column 4: a second hex digit
                    0a ff # 0b, 0aff
                    0aff#zz,    0aff
                    0x,         ""
                    0,          column 2: a second hex digit
                    0a f,       column 5: a second hex digit
                    0 a,        column 2: a second hex digit
                    0x0,        column 4: a second hex digit
                    0x0x0a,     column 4: a second hex digit
                    1x0a,       column 2: a second hex digit
                    x0a,        column 1: a hex digit
                    0a-ff,      column 3: a hex digit
                    é,          column 1: a hex digit
                    """)
    void readsALine(String text, String expected) {
        assertThat(items(text)).containsExactly(expected);
    }

    @Test
    void readsOnBehindALineThatIsNoHex() {
        assertThat(items("zz zz\n0a")).containsExactly("column 1: a hex digit", "0a");
    }

    @Test
    void findsNoItemWhereThereIsNone() {
        assertThat(items("")).isEmpty();
        assertThat(items("\n\r\n \t : \n# 0a\n")).isEmpty();
    }

    @Test
    void takesItemsOfTheLongestMessage() {
        var longest = "ab".repeat(HexLines.MAX_LENGTH);
        assertThat(items(longest)).containsExactly(longest);
    }

    @Test
    void refusesLongerItemsAndReadsOn() {
        var longer = "ab ".repeat(HexLines.MAX_LENGTH) + "abcdef";
        int column = HexLines.MAX_LENGTH * 3 + 2;
        assertThat(items(longer + "\n0a"))
                .containsExactly("column " + column + ": at most 65535 octets", "0a");
    }

    private static List<String> items(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var hex = new HexLines(new ByteArrayInputStream(bytes));
        var items = new ArrayList<String>();
        try {
            while (hex.next()) {
                var octets = Octets.copyOf(hex.octets(), 0, hex.length());
                items.add(
                        hex.fault() == null
                                ? octets.toHex()
                                : "column " + hex.column() + ": " + hex.fault());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }
}
