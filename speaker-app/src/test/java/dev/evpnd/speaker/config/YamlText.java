package dev.evpnd.speaker.config;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes mappings, lists and texts in one of the many ways of YAML: in lines or in braces, with
/// quotes or without.
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

    private final SplittableRandom random;

    YamlText(SplittableRandom random) {
        this.random = random;
    }

    String of(Map<?, ?> mapping) {
        var text = new StringBuilder();
        writeLines(mapping, "", text);
        return text.toString();
    }

    private void writeLines(Map<?, ?> mapping, String indent, StringBuilder text) {
        mapping.forEach(
                (key, value) -> {
                    text.append(indent).append(scalar(key)).append(':');
                    if (value instanceof Map<?, ?> inner
                            && !inner.isEmpty()
                            && random.nextInt(3) > 0) {
                        text.append('\n');
                        writeLines(inner, indent + "  ", text);
                    } else {
                        text.append(' ').append(inline(value)).append('\n');
                    }
                });
    }

    private String inline(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> mapping ->
                    mapping.entrySet().stream()
                            .map(each -> scalar(each.getKey()) + ": " + inline(each.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream().map(this::inline).collect(Collectors.joining(", ", "[", "]"));
            case null, default -> scalar(value);
        };
    }

    /// A value that is taken away is null, and nothing else.
    private String scalar(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        var text = value.toString();
        return PLAIN.matcher(text).matches() && random.nextInt(4) > 0
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
