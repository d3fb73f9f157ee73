package dev.evpnd.speaker.config.grammar;

import java.util.stream.Collectors;

/// The reference of all keys, for the manual: a table for each section, in Markdown.
public final class ReferenceTables {

    private ReferenceTables() {}

    /// @param file the outermost section
    public static String of(Section file) {
        return SectionReference.of(file).stream()
                .map(ReferenceTables::table)
                .collect(Collectors.joining("\n"));
    }

    private static String table(SectionReference section) {
        return "### "
                + section.name()
                + "\n\n"
                + section.sentence()
                + "\n\n| key | value | default | what it is for |\n|---|---|---|---|\n"
                + section.keys().stream().map(ReferenceTables::row).collect(Collectors.joining())
                + section.remarks().stream()
                        .map(each -> "\n" + each + "\n")
                        .collect(Collectors.joining());
    }

    private static String row(SectionReference.KeyReference key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        cell(key.value()),
                        key.required() ? "has to be there" : cell(key.defaultText()),
                        cell(key.sentence()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*:", "\\*:");
    }
}
