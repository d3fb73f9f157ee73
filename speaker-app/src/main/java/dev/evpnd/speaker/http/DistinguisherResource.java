package dev.evpnd.speaker.http;

import dev.evpnd.speaker.query.DistinguisherListing;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.BigEndian;

import tools.jackson.core.JsonGenerator;

import java.nio.ByteBuffer;
import java.util.List;

/// The distinguishers that EVPN routes have.
final class DistinguisherResource {
    private final Inspection inspection;

    DistinguisherResource(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `/api/v1/rds`.
    Answer list(Question question) {
        var parameters = question.parameters();
        var page = Page.of(parameters, Cursor.DISTINGUISHERS, DistinguisherResource::read);
        parameters.end();
        var rows = inspection.distinguishers().next(page.after(), page.limit() + 1);
        return Answer.json(json -> write(json, rows, page.limit()));
    }

    private static RouteDistinguisher read(byte[] place) {
        if (place.length != Long.BYTES) {
            throw new IllegalArgumentException("no distinguisher");
        }
        return new RouteDistinguisher(BigEndian.u64(place, 0));
    }

    private static void write(JsonGenerator json, List<DistinguisherListing.Row> rows, int limit) {
        json.writeArrayPropertyStart("rds");
        for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
            json.writeStartObject();
            json.writeStringProperty("rd", row.distinguisher().toString());
            json.writeNumberProperty("numPrefix", row.routes());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (rows.size() > limit) {
            long last = rows.get(limit - 1).distinguisher().bits();
            var place = ByteBuffer.allocate(Long.BYTES).putLong(last).array();
            json.writeStringProperty("next", Cursor.DISTINGUISHERS.text(place));
        }
    }
}
