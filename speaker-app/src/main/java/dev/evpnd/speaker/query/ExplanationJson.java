package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.out.Telling;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.wire.octets.Octets;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.function.Function;

/// Why a route is what it is: its paths, who imports it, and who is told of it.
public final class ExplanationJson {
    private ExplanationJson() {}

    /// An explanation, into the object that is open, without what the kernel should hold.
    static void write(JsonGenerator json, Octets key, Explanation explanation) {
        write(json, key, explanation, HeldForRoute.NOTHING, Intent::toString);
    }

    /// An explanation, into the object that is open.
    ///
    /// @param text of what the kernel should hold
    public static void write(
            JsonGenerator json,
            Octets key,
            Explanation explanation,
            HeldForRoute held,
            Function<Intent, String> text) {
        RouteJson.write(json, RouteFamily.EVPN, key, explanation.paths());
        RouteJson.decision(json, explanation.settled(), explanation.decidedBy());
        RouteJson.paths(json, RouteFamily.EVPN, explanation.paths(), explanation.decidedBy());
        json.writeArrayPropertyStart("imports");
        var route = explanation.paths().getFirst().route();
        for (var each : explanation.imports()) {
            json.writeStartObject();
            imported(json, each);
            var installed =
                    each.isImported() ? held.of(each.vni(), route) : List.<Installation>of();
            if (!installed.isEmpty()) {
                kernel(json, installed, text);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("tellings");
        explanation.tellings().forEach(each -> telling(json, each));
        json.writeEndArray();
    }

    /// How it stands with what the kernel should hold.
    public static void kernel(
            JsonGenerator json, List<Installation> installations, Function<Intent, String> text) {
        json.writeArrayPropertyStart("kernel");
        for (var of : installations) {
            json.writeStartObject();
            json.writeStringProperty("entry", text.apply(of.intent()));
            json.writeStringProperty("state", of.state().toString());
            json.writeStringProperty("text", of.text());
            json.writeNumberProperty("error", of.error());
            json.writeNumberProperty("tries", of.tries());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void imported(JsonGenerator json, ImportVerdict verdict) {
        json.writeNumberProperty("vni", verdict.vni().number());
        json.writeBooleanProperty("imported", verdict.isImported());
        json.writeArrayPropertyStart("by");
        verdict.by().forEach(each -> json.writeString(each.toString()));
        json.writeEndArray();
        var refusal = verdict.refusal();
        if (refusal != null) {
            json.writeStringProperty("because", refusal.text());
        }
        var hindrance = verdict.hindrance();
        if (hindrance != null) {
            json.writeStringProperty("notUsedBecause", hindrance.text());
        }
    }

    private static void telling(JsonGenerator json, Telling telling) {
        json.writeStartObject();
        Fields.text(json, "peerId", telling.to().address());
        json.writeNumberProperty("updateGroup", telling.group());
        json.writeBooleanProperty("told", telling.isTold());
        var announcer = telling.announcer();
        if (announcer != null && announcer.kind() != PeerKind.LOCAL) {
            Fields.text(json, "pathOf", announcer.address());
        }
        var withheld = telling.withheld();
        if (withheld != null) {
            json.writeStringProperty("because", withheld.text());
        }
        json.writeArrayPropertyStart("clauses");
        telling.clauses().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeBooleanProperty("catchingUp", telling.catchingUp());
        json.writeEndObject();
    }
}
