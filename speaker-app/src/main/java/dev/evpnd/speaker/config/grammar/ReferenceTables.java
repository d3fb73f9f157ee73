package dev.evpnd.speaker.config.grammar;

import java.util.stream.Collectors;

/// The reference of all keys, for the manual: a table for each section, in Markdown.
public final class ReferenceTables {

    private ReferenceTables() {}

    /// @param file the outermost section
    public static String of(Section file) {
        return SchemaDocument.sections(file).values().stream()
                .map(ReferenceTables::table)
                .collect(Collectors.joining("\n"));
    }

    private static String table(Section section) {
        var rows = section.keys().stream().map(ReferenceTables::row).collect(Collectors.joining());
        return "### "
                + section.name()
                + "\n\n"
                + section.sentence()
                + "\n\n| key | value | default | what it is for |\n|---|---|---|---|\n"
                + rows
                + choices(section)
                + inheritance(section);
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        cell(value(key.type())),
                        key.isRequired() ? "has to be there" : cell(key.defaultText()),
                        cell(key.sentence()));
    }

    private static String value(ValueType<?> type) {
        return switch (type) {
            case ScalarType<?> scalar -> scalar.expected();
            case Section section ->
                    section.shorthand()
                            .map(key -> value(key.type()) + ", or " + link(section))
                            .orElseGet(() -> link(section));
            case NamedType<?, ?> named ->
                    "under each `" + named.placeholder() + "`: " + value(named.value());
            case ListType<?> list ->
                    list.single()
                            ? value(list.item()) + ", or a list of such"
                            : "a list, each: " + value(list.item());
        };
    }

    private static String link(Section section) {
        return "[" + section.name() + "](#" + section.name() + ")";
    }

    private static String choices(Section section) {
        return section.choices().stream()
                .map(
                        choice ->
                                "\n"
                                        + (choice.required() ? "Exactly" : "At most")
                                        + " one of `"
                                        + choice.keys().stream()
                                                .map(Key::name)
                                                .collect(Collectors.joining("`, `"))
                                        + "` is there.\n")
                .collect(Collectors.joining());
    }

    private static String inheritance(Section section) {
        return section.inherits()
                ? "\n`null` in place of a value takes an inherited one away.\n"
                : "";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*:", "\\*:");
    }
}
