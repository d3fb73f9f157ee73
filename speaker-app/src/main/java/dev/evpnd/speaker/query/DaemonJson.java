package dev.evpnd.speaker.query;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.transport.SocketAddresses;

import tools.jackson.core.JsonGenerator;

/// The daemon itself.
final class DaemonJson {
    private DaemonJson() {}

    /// Its fields, into the object that is open.
    static void write(JsonGenerator json, DaemonView view) {
        json.writeStringProperty("version", view.version());
        Fields.u32(json, "as", view.settings().localAs().number());
        Fields.text(json, "routerId", view.settings().identifier());
        Fields.text(json, "clusterId", view.settings().clusterId());
        Fields.text(json, "started", view.started());
        json.writeNumberProperty("uptimeMilliseconds", view.uptime().toMillis());
        listening(json, view);
        json.writeObjectPropertyStart("peers");
        json.writeNumberProperty("total", view.peers());
        json.writeNumberProperty("established", view.established());
        json.writeNumberProperty("dynamic", view.dynamic());
        json.writeNumberProperty("readingPaused", view.paused());
        json.writeNumberProperty("connectionsRefused", view.refused());
        json.writeEndObject();
        json.writeObjectPropertyStart("waiting");
        json.writeNumberProperty("inputOctets", view.inputWaiting());
        json.writeNumberProperty("outputOctets", view.outputWaiting());
        json.writeEndObject();
        tables(json, view.tables());
    }

    private static void listening(JsonGenerator json, DaemonView view) {
        json.writeArrayPropertyStart("listening");
        for (var address : view.listening()) {
            json.writeStartObject();
            Fields.text(json, "address", SocketAddresses.address(address.getAddress()));
            json.writeNumberProperty("port", address.getPort());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void tables(JsonGenerator json, DaemonView.Tables tables) {
        json.writeArrayPropertyStart("tables");
        tables.destinations()
                .forEach(
                        (family, destinations) -> {
                            json.writeStartObject();
                            Fields.family(json, family.family());
                            json.writeNumberProperty("destinations", destinations);
                            json.writeEndObject();
                        });
        json.writeEndArray();
        json.writeNumberProperty("attributeSets", tables.attributeSets());
        PeerJson.dropped(json, tables.dropped());
        json.writeNumberProperty("unsendable", tables.unsendable());
    }
}
