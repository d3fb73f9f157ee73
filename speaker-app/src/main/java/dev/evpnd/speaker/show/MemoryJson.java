package dev.evpnd.speaker.show;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.MemoryView;

import tools.jackson.core.JsonGenerator;

import java.lang.management.MemoryUsage;

/// The same as JSON; sizes are octets.
public final class MemoryJson {
    private MemoryJson() {}

    /// Writes it into the object that is open.
    public static void write(JsonGenerator json, MemoryView memory) {
        json.writeObjectPropertyStart("heap");
        usage(json, memory.heap());
        json.writeEndObject();
        json.writeArrayPropertyStart("regions");
        for (var each : memory.regions()) {
            json.writeStartObject();
            json.writeStringProperty("name", each.name());
            json.writeBooleanProperty("ofHeap", each.ofHeap());
            usage(json, each.usage());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("buffers");
        for (var each : memory.buffers()) {
            json.writeStartObject();
            json.writeStringProperty("name", each.name());
            json.writeNumberProperty("count", each.count());
            json.writeNumberProperty("taken", each.octets());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("socketBuffers", memory.directOctets());
        tables(json, memory);
        json.writeObjectPropertyStart("threads");
        json.writeNumberProperty("now", memory.threads().now());
        json.writeNumberProperty("most", memory.threads().most());
        json.writeEndObject();
    }

    private static void tables(JsonGenerator json, MemoryView memory) {
        json.writeArrayPropertyStart("tables");
        for (var each : memory.tables()) {
            json.writeStartObject();
            Fields.family(json, each.family().family());
            json.writeStringProperty("table", MemoryText.name(each.kind()));
            json.writeNumberProperty("rows", each.rows());
            json.writeNumberProperty("taken", each.octets());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void usage(JsonGenerator json, MemoryUsage usage) {
        json.writeNumberProperty("used", usage.getUsed());
        json.writeNumberProperty("taken", usage.getCommitted());
        if (usage.getMax() >= 0) {
            json.writeNumberProperty("most", usage.getMax());
        }
    }
}
