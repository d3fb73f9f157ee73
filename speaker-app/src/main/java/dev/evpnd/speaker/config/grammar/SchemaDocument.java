package dev.evpnd.speaker.config.grammar;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON Schema (draft 2020-12) of a file, for editors.
///
/// It knows the keys, the types and the bounds. What contradicts itself, and the fine print of
/// addresses, is for the reading of the file to find.
public final class SchemaDocument {

    private final JsonGenerator out;

    private SchemaDocument(JsonGenerator out) {
        this.out = out;
    }

    /// The text of the schema, ending in a line break.
    ///
    /// @param file the outermost section
    public static String of(Section file, String title) {
        var text = new StringWriter();
        var context = new Pretty();
        try (var out = new JsonFactory().createGenerator(context, text)) {
            new SchemaDocument(out).write(file, title);
        }
        return text + "\n";
    }

    private void write(Section file, String title) {
        out.writeStartObject();
        out.writeStringProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        out.writeStringProperty("title", title);
        out.writeStringProperty("$ref", "#/$defs/" + file.name());
        out.writeObjectPropertyStart("$defs");
        sections(file).values().forEach(this::write);
        out.writeEndObject();
        out.writeEndObject();
    }

    /// All sections in a file, each once.
    static Map<String, Section> sections(Section file) {
        var sections = new LinkedHashMap<String, Section>();
        file.sections()
                .forEach(
                        section -> {
                            var other = sections.putIfAbsent(section.name(), section);
                            if (other != null && !other.equals(section)) {
                                throw new IllegalArgumentException(
                                        "two sections are called " + section.name());
                            }
                        });
        return sections;
    }

    private void write(Section section) {
        out.writeObjectPropertyStart(section.name());
        out.writeStringProperty("description", section.sentence());
        Scalars.writeTypes(out, "object", "null");
        out.writeObjectPropertyStart("properties");
        for (var key : section.keys()) {
            out.writeObjectPropertyStart(key.name());
            out.writeStringProperty("description", description(key));
            writeType(section, key);
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeBooleanProperty("additionalProperties", false);
        writeRequired(section);
        writeChoices(section);
        out.writeEndObject();
    }

    /// A section may be `null` as it is.
    private void writeType(Section section, Key<?> key) {
        if (!section.mayTakeAway(key) || key.type() instanceof Section) {
            key.type().writeSchema(out);
            return;
        }
        out.writeArrayPropertyStart("anyOf");
        out.writeStartObject();
        key.type().writeSchema(out);
        out.writeEndObject();
        out.writeStartObject();
        out.writeStringProperty("type", "null");
        out.writeEndObject();
        out.writeEndArray();
    }

    private static String description(Key<?> key) {
        return key.defaultText().isEmpty()
                ? key.sentence()
                : key.sentence() + " Default: " + key.defaultText() + ".";
    }

    private void writeRequired(Section section) {
        var required = section.keys().stream().filter(Key::isRequired).toList();
        if (!required.isEmpty()) {
            out.writeArrayPropertyStart("required");
            required.forEach(key -> out.writeString(key.name()));
            out.writeEndArray();
        }
    }

    /// A choice that need not be made allows that none of its keys is there.
    private void writeChoices(Section section) {
        if (section.choices().isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("allOf");
        for (var choice : section.choices()) {
            out.writeStartObject();
            out.writeArrayPropertyStart("oneOf");
            choice.keys().forEach(key -> writeHas(section, key));
            if (!choice.required()) {
                out.writeStartObject();
                out.writeObjectPropertyStart("not");
                out.writeArrayPropertyStart("anyOf");
                choice.keys().forEach(key -> writeHas(section, key));
                out.writeEndArray();
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeHas(Section section, Key<?> key) {
        out.writeStartObject();
        out.writeArrayPropertyStart("required");
        out.writeString(key.name());
        out.writeEndArray();
        if (section.mayTakeAway(key)) {
            out.writeObjectPropertyStart("properties");
            out.writeObjectPropertyStart(key.name());
            out.writeObjectPropertyStart("not");
            out.writeStringProperty("type", "null");
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /// Two spaces and `\n`, on every machine.
    private static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            var indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter()
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }
    }
}
