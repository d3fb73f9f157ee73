package dev.evpnd.speaker.config.grammar;

import dev.evpnd.wire.address.Decimal;

import tools.jackson.core.JsonGenerator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Single values that every configuration has: numbers, words, texts.
public final class Scalars {

    public static final ScalarType<Boolean> BOOLEAN =
            new ScalarType<>(
                    "true or false",
                    text ->
                            switch (text) {
                                case "true" -> true;
                                case "false" -> false;
                                default -> throw new IllegalArgumentException("no such word");
                            },
                    out -> out.writeStringProperty("type", "boolean"));

    private static final Map<String, Integer> UNITS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

    private Scalars() {}

    /// A whole number in decimal.
    public static ScalarType<Integer> number(int least, int most) {
        return number(least, most, "a number from " + least + " to " + most);
    }

    /// A number of seconds.
    public static ScalarType<Integer> seconds(int least, int most) {
        return number(least, most, "a number of seconds from " + least + " to " + most);
    }

    private static ScalarType<Integer> number(int least, int most, String expected) {
        return new ScalarType<>(
                expected,
                text -> {
                    int number = (int) Decimal.parse(text, most, "a number");
                    if (number < least) {
                        throw new IllegalArgumentException("too small");
                    }
                    return number;
                },
                out -> {
                    out.writeStringProperty("type", "integer");
                    out.writeNumberProperty("minimum", least);
                    out.writeNumberProperty("maximum", most);
                });
    }

    /// A number of 32 bits without a sign.
    public static ScalarType<Long> unsigned32(long least) {
        long most = 0xffff_ffffL;
        return new ScalarType<>(
                "a number from " + least + " to " + most,
                text -> {
                    long number = Decimal.parse(text, most, "a number");
                    if (number < least) {
                        throw new IllegalArgumentException("too small");
                    }
                    return number;
                },
                out -> {
                    out.writeStringProperty("type", "integer");
                    out.writeNumberProperty("minimum", least);
                    out.writeNumberProperty("maximum", most);
                });
    }

    /// A number of octets, with or without a unit: `64MiB`.
    public static ScalarType<Long> octets(long least) {
        return new ScalarType<>(
                "at least " + inUnits(least) + ", in octets or with KiB, MiB or GiB behind it",
                text -> {
                    long octets = parseOctets(text);
                    if (octets < least) {
                        throw new IllegalArgumentException("too few");
                    }
                    return octets;
                },
                patternOr("integer", "^[0-9]+(KiB|MiB|GiB)?$"));
    }

    /// A number of octets as an operator would write it.
    public static String inUnits(long octets) {
        return UNITS.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .filter(unit -> octets > 0 && octets % (1L << unit.getValue()) == 0)
                .findFirst()
                .map(unit -> (octets >> unit.getValue()) + unit.getKey())
                .orElse(Long.toString(octets));
    }

    /// A text of so many octets in UTF-8.
    public static ScalarType<String> text(int least, int most) {
        return new ScalarType<>(
                "a text of " + least + " to " + most + " octets",
                text -> {
                    int octets = text.getBytes(StandardCharsets.UTF_8).length;
                    if (octets < least || octets > most) {
                        throw new IllegalArgumentException("not so many octets");
                    }
                    return text;
                },
                // Numbers and the words for truth are texts where one is expected.
                out -> {
                    writeTypes(out, "string", "number", "boolean");
                    out.writeNumberProperty("minLength", least);
                    out.writeNumberProperty("maxLength", most);
                });
    }

    /// What a parser reads, and a pattern describes well enough for an editor.
    public static <T> ScalarType<T> parsed(
            String expected, Function<String, T> parser, String pattern) {
        return new ScalarType<>(
                expected,
                parser,
                out -> {
                    out.writeStringProperty("type", "string");
                    out.writeStringProperty("pattern", pattern);
                });
    }

    /// One of some words.
    public static <T> ScalarType<T> word(Map<String, T> words) {
        var sorted = new TreeMap<>(words);
        var expected = (sorted.size() == 1 ? "" : "one of ") + String.join(", ", sorted.keySet());
        return new ScalarType<>(
                expected,
                text ->
                        Optional.ofNullable(sorted.get(text))
                                .orElseThrow(() -> new IllegalArgumentException("no such word")),
                out -> {
                    out.writeArrayPropertyStart("enum");
                    sorted.keySet().forEach(word -> writeWord(out, word));
                    out.writeEndArray();
                });
    }

    /// YAML has `true` and `false` for values of their own.
    private static void writeWord(JsonGenerator out, String word) {
        switch (word) {
            case "true" -> out.writeBoolean(true);
            case "false" -> out.writeBoolean(false);
            default -> out.writeString(word);
        }
    }

    /// The schema of what may be a text of this pattern, or of another type of JSON.
    public static Consumer<JsonGenerator> patternOr(String otherType, String pattern) {
        return out -> {
            writeTypes(out, "string", otherType);
            out.writeStringProperty("pattern", pattern);
        };
    }

    static void writeTypes(JsonGenerator out, String... types) {
        out.writeArrayPropertyStart("type");
        for (var type : types) {
            out.writeString(type);
        }
        out.writeEndArray();
    }

    private static long parseOctets(String text) {
        int digits = text.length();
        int shift = 0;
        for (var unit : UNITS.entrySet()) {
            if (text.endsWith(unit.getKey())) {
                digits = text.length() - unit.getKey().length();
                shift = unit.getValue();
            }
        }
        long most = Long.MAX_VALUE >> 30;
        return Decimal.parse(text.substring(0, digits), most, "a number") << shift;
    }
}
