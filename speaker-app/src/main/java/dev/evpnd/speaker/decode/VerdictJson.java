package dev.evpnd.speaker.decode;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.json.MessageJson;
import dev.evpnd.wire.error.Malformed;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// The verdict on an item: `accept`, or the strongest treatment among its faults with all of them.
final class VerdictJson {
    static final String ACCEPT = "accept";

    /// The verdict on what is no item: a line that is not hex, a capture that is broken.
    static final String INVALID_INPUT = "invalid-input";

    /// The verdict on octets of a capture that belong to no message.
    static final String SKIPPED = "skipped";

    private VerdictJson() {}

    static void write(JsonGenerator json, List<Malformed> faults) {
        if (faults.isEmpty()) {
            json.writeStringProperty("verdict", ACCEPT);
            return;
        }
        var deciding = strongest(faults);
        json.writeStringProperty("verdict", deciding.treatment().text());
        place(json, deciding);
        json.writeArrayPropertyStart("findings");
        for (var fault : faults) {
            json.writeStartObject();
            json.writeStringProperty("treatment", fault.treatment().text());
            place(json, fault);
            var family = fault.family();
            if (family != null) {
                Fields.family(json, family);
            }
            MessageJson.code(json, fault.code());
            json.writeStringProperty("data", fault.data().toHex());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// The first of the strongest.
    private static Malformed strongest(List<Malformed> faults) {
        var strongest = faults.getFirst();
        for (var fault : faults) {
            if (fault.treatment().compareTo(strongest.treatment()) > 0) {
                strongest = fault;
            }
        }
        return strongest;
    }

    private static void place(JsonGenerator json, Malformed fault) {
        json.writeStringProperty("subject", fault.subject());
        json.writeStringProperty("reason", fault.reason());
        json.writeNumberProperty("offset", fault.offset());
    }
}
