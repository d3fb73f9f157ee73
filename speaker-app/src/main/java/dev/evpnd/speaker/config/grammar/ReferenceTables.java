package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Node;

import java.util.stream.Collectors;

/// The reference of all keys, for the manual: a table for each section, in Markdown.
public final class ReferenceTables {

    private ReferenceTables() {}

    /// @param file the outermost section
    /// @param examples a file without faults that has all keys
    public static String of(Section file, Node examples) {
        return SectionReference.of(file, KeyExamples.of(file, examples)).stream()
                .map(ReferenceTables::table)
                .collect(Collectors.joining("\n"));
    }

    private static String table(SectionReference section) {
        return "### "
                + section.name()
                + "\n\n"
                + section.sentence()
                + "\n\n"
                + "| key | value | default | example | what it is for |\n"
                + "|---|---|---|---|---|\n"
                + section.keys().stream().map(ReferenceTables::row).collect(Collectors.joining())
                + section.remarks().stream()
                        .map(each -> "\n" + each + "\n")
                        .collect(Collectors.joining());
    }

    private static String row(SectionReference.KeyReference key) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        cell(key.value()),
                        key.required() ? "has to be there" : cell(key.defaultText()),
                        key.example().map(each -> cell("`" + each + "`")).orElse(""),
                        cell(key.sentence()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
