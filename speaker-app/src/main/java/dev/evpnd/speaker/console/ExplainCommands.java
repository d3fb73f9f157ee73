package dev.evpnd.speaker.console;

import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.ExplanationJson;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.show.IntentText;
import dev.evpnd.speaker.show.RouteExplanation;
import dev.evpnd.wire.octets.Octets;

import java.util.function.BiConsumer;

/// The commands that say why something is as it is.
final class ExplainCommands {
    private final Inspection inspection;

    ExplainCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp l2vpn evpn route … explain`.
    void routes(Arguments arguments, Format format, Output out) {
        var filter = RouteCommands.filter(arguments);
        switch (format) {
            case COUNT -> RouteCommands.count(inspection.routes(filter), out);
            case JSON -> {
                var json = JsonLine.begin(out.stream());
                json.writeArrayPropertyStart("routes");
                each(
                        filter,
                        (key, explanation) -> {
                            json.writeStartObject();
                            ExplanationJson.write(
                                    json,
                                    key,
                                    explanation,
                                    inspection.kernel()::installations,
                                    IntentText::of);
                            json.writeEndObject();
                        });
                json.writeEndArray();
                JsonLine.end(json);
            }
            case TEXT -> {
                var explained =
                        new RouteExplanation(
                                inspection.moment(), inspection.kernel()::installations);
                var text = new StringBuilder();
                long count =
                        each(
                                filter,
                                (_, explanation) -> {
                                    text.setLength(0);
                                    explained.write(text, explanation);
                                    out.write(text);
                                });
                if (count == 0) {
                    out.line("Nobody has announced such a route");
                }
            }
        }
    }

    /// @return how many there are
    private long each(RouteFilter filter, BiConsumer<Octets, Explanation> to) {
        return inspection
                .routes(filter)
                .each(
                        route -> {
                            var key = route.standings().key();
                            inspection.explain(key).ifPresent(it -> to.accept(key, it));
                        })
                .routes();
    }
}
