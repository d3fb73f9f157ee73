package dev.evpnd.speaker.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// The parameters of a question. Each is there once at most, and is taken by whoever knows it; what
/// nobody has taken is refused, for an answer without it would be one to another question.
final class Parameters {
    private static final int SHOWN = 40;

    private final Map<String, String> values;
    private final TreeSet<String> known = new TreeSet<>();

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /// @param query `name=value&other=value`, or nothing
    /// @throws Refusal when it is neither
    static Parameters parse(String query) {
        var values = new LinkedHashMap<String, String>();
        for (var each : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
            int equals = each.indexOf('=');
            var name = decoded(equals < 0 ? each : each.substring(0, equals), each);
            var value = equals < 0 ? "" : decoded(each.substring(equals + 1), name);
            if (values.put(name, value) != null) {
                throw refusal(name, "expected it once, found it again");
            }
        }
        return new Parameters(values);
    }

    private static String decoded(String text, String of) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw refusal(
                    shortened(of),
                    "expected two hexadecimal digits behind each %%, found '%s'"
                            .formatted(shortened(text)));
        }
    }

    private static Refusal refusal(String parameter, String detail) {
        return new Refusal(Problem.of(parameter, detail));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /// Takes one.
    ///
    /// @param expected what it has to be, for who has written something else
    /// @param reader refuses what it cannot read with an [IllegalArgumentException]
    <T> Optional<T> take(String name, String expected, Function<String, T> reader) {
        known.add(name);
        var value = values.remove(name);
        return value == null ? Optional.empty() : Optional.of(read(name, value, expected, reader));
    }

    /// Takes one that is several, with commas between them.
    ///
    /// @param expected what each of them has to be
    <T> List<T> takeAll(String name, String expected, Function<String, T> reader) {
        known.add(name);
        var value = values.remove(name);
        var all = new ArrayList<T>();
        for (var each : value == null ? List.<String>of() : List.of(value.split(",", -1))) {
            all.add(read(name, each, expected, reader));
        }
        return all;
    }

    private static <T> T read(
            String name, String value, String expected, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException malformed) {
            throw refusal(name, "expected " + expected + ", found '" + shortened(value) + "'");
        }
    }

    /// All that are known were taken.
    ///
    /// @throws Refusal when there is another one
    void end() {
        var other = values.keySet().stream().findFirst();
        if (other.isPresent()) {
            throw refusal(
                    shortened(other.get()),
                    known.isEmpty()
                            ? "expected no parameters"
                            : "expected one of " + String.join(", ", known));
        }
    }
}
