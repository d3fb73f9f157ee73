package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.speaker.query.PeerName;
import dev.evpnd.speaker.show.NeighborJson;
import dev.evpnd.speaker.show.NeighborText;

import java.util.List;
import java.util.Optional;

/// The commands that say all there is of peers.
final class NeighborCommands {
    private final Inspection inspection;

    NeighborCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp neighbors`.
    void neighbors(Arguments arguments, Format format, Output out) {
        var name = arguments.find(Words.PEER, PeerName.class);
        if (name.isPresent()) {
            one(
                    inspection.peers().find(name.get()).flatMap(inspection.peers()::detail),
                    format,
                    out);
            return;
        }
        var all = inspection.peers().details().stream().sorted(NeighborText.order()).toList();
        if (all.isEmpty() && format != Format.JSON) {
            out.line("% No BGP neighbors found").line("");
        } else {
            write(all, format, out);
        }
    }

    private static void one(Optional<PeerDetail> peer, Format format, Output out) {
        if (peer.isPresent()) {
            write(List.of(peer.get()), format, out);
        } else if (format == Format.JSON) {
            var json = JsonLine.begin(out.stream());
            json.writeBooleanProperty("bgpNoSuchNeighbor", true);
            JsonLine.end(json);
        } else {
            out.line("% No such neighbor in this view/vrf").line("");
        }
    }

    private static void write(List<PeerDetail> peers, Format format, Output out) {
        if (format == Format.JSON) {
            var json = JsonLine.begin(out.stream());
            peers.forEach(each -> NeighborJson.write(json, each));
            JsonLine.end(json);
        } else {
            peers.forEach(each -> out.write(NeighborText.of(each, out.layout())));
            out.line("");
        }
    }
}
