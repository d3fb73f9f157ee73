package dev.evpnd.speaker.config.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the manual says of a section. Texts may have `code` and links as Markdown has them.
///
/// @param remarks what holds of several of its keys
public record SectionReference(
        String name, String sentence, List<KeyReference> keys, List<String> remarks) {

    /// What it says of a key.
    ///
    /// @param value what may stand there
    /// @param required whether it has to be there
    /// @param defaultText what holds where it is missing; empty where nothing is to be said
    /// @param example of what may stand there; none where keys do
    public record KeyReference(
            String name,
            String value,
            boolean required,
            String defaultText,
            Optional<String> example,
            String sentence) {

        /// What holds where it is missing, as a sentence.
        public String defaultSentence() {
            if (required) {
                return "It has to be there.";
            }
            return defaultText.isEmpty() ? "It may be missing." : "Default: " + defaultText + ".";
        }
    }

    public SectionReference {
        keys = List.copyOf(keys);
        remarks = List.copyOf(remarks);
    }

    /// All sections of a file, in the order in which it refers to them.
    ///
    /// @param file the outermost section
    static List<SectionReference> of(Section file, KeyExamples examples) {
        return SchemaDocument.sections(file).values().stream()
                .map(each -> reference(each, examples))
                .toList();
    }

    /// The same without examples.
    public static List<SectionReference> of(Section file) {
        return of(file, new KeyExamples());
    }

    private static SectionReference reference(Section section, KeyExamples examples) {
        return new SectionReference(
                section.name(),
                section.sentence(),
                section.keys().stream().map(each -> reference(each, examples)).toList(),
                remarks(section));
    }

    private static KeyReference reference(Key<?> key, KeyExamples examples) {
        return new KeyReference(
                key.name(),
                value(key.type()),
                key.isRequired(),
                key.defaultText(),
                examples.find(key),
                key.sentence());
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

    private static List<String> remarks(Section section) {
        var remarks = new ArrayList<String>();
        for (var choice : section.choices()) {
            var names =
                    choice.keys().stream()
                            .map(each -> "`" + each.name() + "`")
                            .collect(Collectors.joining(", "));
            remarks.add(
                    (choice.required() ? "Exactly" : "At most")
                            + " one of "
                            + names
                            + " is there.");
        }
        if (section.inherits()) {
            remarks.add("`null` in place of a value takes an inherited one away.");
        }
        return remarks;
    }
}
