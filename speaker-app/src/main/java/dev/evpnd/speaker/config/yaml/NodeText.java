package dev.evpnd.speaker.config.yaml;

import java.util.regex.Pattern;

/// Nodes as YAML, a line for each key and each item, that is read as the same nodes again.
public final class NodeText {
    private static final int INDENT = 2;

    /// What needs no quotes: nothing in it means anything to YAML.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9._/+-]*");

    private final StringBuilder text = new StringBuilder();

    private NodeText() {}

    public static String of(Node node) {
        var yaml = new NodeText();
        yaml.value(node, 0);
        return yaml.text.toString().stripLeading();
    }

    /// What stands behind a key or a dash, up to the end of its last line.
    private void value(Node node, int indent) {
        switch (node) {
            case Node.Scalar(_, var scalar) -> text.append(' ').append(quoted(scalar)).append('\n');
            case Node.Empty(_, boolean isNull) -> text.append(isNull ? " null\n" : "\n");
            case Node.Mapping(_, var entries) when entries.isEmpty() -> text.append(" {}\n");
            case Node.Sequence(_, var items) when items.isEmpty() -> text.append(" []\n");
            case Node.Mapping(_, var entries) -> {
                text.append('\n');
                for (var entry : entries) {
                    text.repeat(' ', indent).append(quoted(entry.key())).append(':');
                    value(entry.value(), indent + INDENT);
                }
            }
            case Node.Sequence(_, var items) -> {
                text.append('\n');
                for (var item : items) {
                    text.repeat(' ', indent).append('-');
                    value(item, indent + INDENT);
                }
            }
        }
    }

    private static String quoted(String scalar) {
        if (PLAIN.matcher(scalar).matches() && !scalar.equalsIgnoreCase("null")) {
            return scalar;
        }
        var quoted = new StringBuilder(scalar.length() + 2).append('"');
        scalar.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
            quoted.append("\\u%04x".formatted(c));
        } else {
            quoted.appendCodePoint(c);
        }
    }
}
