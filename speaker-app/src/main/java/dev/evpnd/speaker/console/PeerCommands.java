package dev.evpnd.speaker.console;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.show.Summary;
import dev.evpnd.speaker.show.SummaryJson;
import dev.evpnd.speaker.show.SummaryText;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;

/// The commands about peers.
final class PeerCommands {
    private final Inspection inspection;

    PeerCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp l2vpn evpn summary`.
    void summary(Arguments arguments, Format format, Output out) {
        var asked = asked(arguments);
        if (format == Format.JSON) {
            var json = JsonLine.begin(out.stream());
            SummaryJson.write(json, summary(asked), asked);
            JsonLine.end(json);
        } else {
            out.write(SummaryText.of(summary(asked), asked, out.layout()));
        }
    }

    /// `show bgp summary`: the same for each family, of which EVPN is the one that is shown.
    void summaries(Arguments arguments, Format format, Output out) {
        var asked = asked(arguments);
        if (format == Format.JSON) {
            var json = JsonLine.begin(out.stream());
            json.writeObjectPropertyStart("l2VpnEvpn");
            SummaryJson.write(json, summary(asked), asked);
            json.writeEndObject();
            JsonLine.end(json);
        } else {
            out.write("\nL2VPN EVPN Summary:\n")
                    .write(SummaryText.of(summary(asked), asked, out.layout()));
        }
    }

    private static Summary.Asked asked(Arguments arguments) {
        return new Summary.Asked(
                arguments.has("established"),
                arguments.has("failed"),
                arguments.find(Words.NEIGHBOR, IpAddress.class),
                arguments.find(Words.AS, Asn.class),
                arguments.has("terse"),
                arguments.has("wide"));
    }

    private Summary summary(Summary.Asked asked) {
        var settings = inspection.settings();
        var daemon = inspection.daemon();
        return new Summary(
                settings.identifier(),
                settings.localAs(),
                daemon.tables().destinations().getOrDefault(RouteFamily.EVPN, 0),
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                daemon.inputWaiting() + daemon.outputWaiting(),
                inspection.dynamicLimit(),
                asked.neighbor()
                        .map(it -> inspection.peers().summaries(RouteFamily.EVPN, it))
                        .orElseGet(() -> inspection.peers().summaries(RouteFamily.EVPN)));
    }
}
