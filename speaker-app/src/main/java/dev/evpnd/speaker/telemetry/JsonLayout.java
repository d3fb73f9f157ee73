package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// An object a line for programs, with a field for each of those of the event.
final class JsonLayout extends AbstractStringLayout {
    private final JsonFactory factory = new JsonFactory();

    JsonLayout() {
        super(StandardCharsets.UTF_8);
    }

    @Override
    public String toSerializable(LogEvent event) {
        var line = new StringWriter();
        try (var json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("time", Timestamp.of(event.getTimeMillis()));
            json.writeStringProperty("level", event.getLevel().name());
            json.writeStringProperty("message", event.getMessage().getFormattedMessage());
            json.writeObjectPropertyStart("fields");
            event.getContextData()
                    .forEach((field, value) -> json.writeStringProperty(field, value.toString()));
            json.writeEndObject();
            if (event.getThrown() != null) {
                json.writeStringProperty("thrown", Thrown.text(event.getThrown()));
            }
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }
}
