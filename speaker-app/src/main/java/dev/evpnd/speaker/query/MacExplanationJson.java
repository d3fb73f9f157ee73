package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.MacExplanation;
import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.kernel.Installation;

import tools.jackson.core.JsonGenerator;

import java.util.Optional;
import java.util.function.Function;

/// Why a MAC address is where it is.
public final class MacExplanationJson {
    private MacExplanationJson() {}

    /// An explanation, into the object that is open.
    ///
    /// @param text of what the kernel should hold
    public static void write(
            JsonGenerator json,
            MacExplanation explanation,
            Function<Intent, String> text,
            Function<Intent, Optional<Installation>> installations) {
        json.writeNumberProperty("vni", explanation.vni().number());
        Fields.text(json, "mac", explanation.mac());
        var standing = explanation.standing();
        if (standing != null && standing.mac() != null) {
            host(json, standing.mac());
        }
        if (standing != null) {
            json.writeArrayPropertyStart("kernelShouldHold");
            standing.intents().forEach(each -> json.writeString(text.apply(each)));
            json.writeEndArray();
            ExplanationJson.kernel(
                    json,
                    standing.intents().stream()
                            .flatMap(each -> installations.apply(each).stream())
                            .toList(),
                    text);
        }
        json.writeArrayPropertyStart("routes");
        for (var each : explanation.routes()) {
            json.writeStartObject();
            json.writeBooleanProperty("imported", each.isImported());
            ExplanationJson.write(json, each.route().key(), each.explanation());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void host(JsonGenerator json, HostView host) {
        json.writeObjectPropertyStart("host");
        json.writeBooleanProperty("here", host.here());
        if (host.vtep() != null) {
            Fields.text(json, "vtep", host.vtep());
        }
        json.writeNumberProperty("sequence", host.sequence());
        json.writeBooleanProperty("sticky", host.sticky());
        json.writeStringProperty("because", host.why().text());
        json.writeBooleanProperty("duplicate", host.duplicate() != null);
        json.writeArrayPropertyStart("claims");
        for (var claim : host.claims()) {
            json.writeStartObject();
            Fields.text(json, "vtep", claim.vtep());
            json.writeNumberProperty("sequence", claim.sequence());
            json.writeBooleanProperty("sticky", claim.sticky());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
