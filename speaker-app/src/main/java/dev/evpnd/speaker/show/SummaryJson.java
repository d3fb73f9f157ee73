package dev.evpnd.speaker.show;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.PeerSummary;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.capability.Fqdn;

import tools.jackson.core.JsonGenerator;

/// The same as JSON.
public final class SummaryJson {
    private SummaryJson() {}

    /// Writes it into the object that is open.
    public static void write(JsonGenerator json, Summary summary, Summary.Asked asked) {
        if (summary.peers().isEmpty()) {
            return;
        }
        Fields.text(json, "routerId", summary.identifier());
        Fields.u32(json, "as", summary.as().number());
        json.writeNumberProperty("vrfId", 0);
        json.writeStringProperty("vrfName", "default");
        json.writeNumberProperty("tableVersion", 0);
        json.writeNumberProperty("ribCount", summary.destinations());
        json.writeNumberProperty("ribMemory", summary.heapOctets());
        json.writeNumberProperty("peerCount", summary.peers().size());
        json.writeNumberProperty("peerMemory", summary.waitingOctets());
        if (summary.groups() > 0) {
            json.writeNumberProperty("peerGroupCount", summary.groups());
            json.writeNumberProperty("peerGroupMemory", 0);
        }
        var rows = summary.rows(asked);
        json.writeObjectPropertyStart("peers");
        rows.forEach(each -> peer(json, each, asked.failed()));
        json.writeEndObject();
        json.writeNumberProperty("failedPeers", summary.failed());
        json.writeNumberProperty("displayedPeers", rows.size());
        json.writeNumberProperty("totalPeers", summary.peers().size());
        json.writeNumberProperty("dynamicPeers", summary.dynamic());
        if (!asked.failed()) {
            json.writeObjectPropertyStart("bestPath");
            json.writeStringProperty("multiPathRelax", "false");
            json.writeEndObject();
        }
    }

    /// A peer as an object by itself.
    public static void write(JsonGenerator json, PeerSummary peer) {
        var row = new SummaryRow(peer);
        json.writeStartObject();
        Fields.text(json, "address", peer.view().status().address());
        fields(json, row, false);
        if (!row.isUp()) {
            json.writeStringProperty("lastResetDueTo", row.reason());
        }
        json.writeEndObject();
    }

    private static void peer(JsonGenerator json, SummaryRow row, boolean failed) {
        json.writeObjectPropertyStart(row.peer().view().status().address().toString());
        fields(json, row, failed);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, SummaryRow row, boolean failed) {
        var status = row.peer().view().status();
        if (row.isDynamic()) {
            json.writeBooleanProperty("dynamicPeer", true);
        }
        if (!failed) {
            session(json, row);
        }
        json.writeNumberProperty("connectionsEstablished", row.establishments());
        json.writeNumberProperty("connectionsDropped", row.drops());
        if (failed) {
            uptime(json, row);
            json.writeStringProperty("lastResetDueTo", row.reason());
        }
        if (!status.settings().description().isEmpty()) {
            json.writeStringProperty("desc", status.settings().description());
        }
        json.writeStringProperty("softwareVersion", row.software());
        json.writeStringProperty(
                "idType", status.address() instanceof Ipv4Address ? "ipv4" : "ipv6");
    }

    private static void session(JsonGenerator json, SummaryRow row) {
        var status = row.peer().view().status();
        row.peer()
                .view()
                .announced(Fqdn.class)
                .ifPresent(it -> json.writeStringProperty("hostname", it.hostName()));
        json.writeNumberProperty("remoteAs", row.remoteAs());
        json.writeNumberProperty("localAs", row.localAs());
        json.writeNumberProperty("version", 4);
        json.writeNumberProperty("msgRcvd", status.received().messages());
        json.writeNumberProperty("msgSent", status.sent().messages());
        json.writeNumberProperty("tableVersion", 0);
        json.writeNumberProperty("outq", status.outputWaiting());
        json.writeNumberProperty("inq", status.inputWaiting());
        uptime(json, row);
        json.writeNumberProperty("pfxRcd", row.peer().accepted());
        json.writeNumberProperty("pfxSnt", row.peer().told());
        json.writeStringProperty("state", row.stateName());
        json.writeStringProperty("peerState", peerState(row));
    }

    private static void uptime(JsonGenerator json, SummaryRow row) {
        json.writeStringProperty("peerUptime", row.upDown());
        var view = row.peer().view();
        if (view.status().changes() == 0) {
            json.writeNumberProperty("peerUptimeMsec", 0);
        } else {
            json.writeNumberProperty("peerUptimeMsec", view.status().changedMillisAgo());
            json.writeNumberProperty("peerUptimeEstablishedEpoch", view.since().getEpochSecond());
        }
    }

    private static String peerState(SummaryRow row) {
        var status = row.peer().view().status();
        if (status.settings().shutdown().isPresent()) {
            return "Admin";
        }
        if (status.overLimit()) {
            return "PfxCt";
        }
        if (row.isUp() && (row.peer().lacksPolicyIn() || row.peer().lacksPolicyOut())) {
            return "Policy";
        }
        return status.settings().session().passive() && !row.peer().isEstablished()
                ? "Passive"
                : "OK";
    }
}
