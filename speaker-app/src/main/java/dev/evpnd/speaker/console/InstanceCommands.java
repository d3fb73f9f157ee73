package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.show.VniTable;

import tools.jackson.core.JsonGenerator;

import java.util.function.Consumer;

/// The commands that show the instances of this speaker.
final class InstanceCommands {
    private final Inspection inspection;

    InstanceCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    private VniTable table() {
        var instances = inspection.instances();
        return new VniTable(instances.bridgeDomains(), instances.ipVrfs());
    }

    /// `show bgp l2vpn evpn vni [N]`.
    void vnis(Arguments arguments, Format format, Output out) {
        var vni = arguments.find(Words.VNI, Vni.class);
        switch (format) {
            case JSON ->
                    json(
                            out,
                            json ->
                                    vni.ifPresentOrElse(
                                            it -> table().json(json, it),
                                            () -> table().json(json)));
            case TEXT, COUNT ->
                    out.write(
                            vni.map(it -> table().text(it, out.layout())).orElseGet(table()::text));
        }
    }

    /// `show bgp l2vpn evpn import-rt`.
    void importTargets(Arguments arguments, Format format, Output out) {
        if (format == Format.JSON) {
            json(out, table()::importersJson);
        } else {
            out.write(table().importersText());
        }
    }

    static void json(Output out, Consumer<JsonGenerator> content) {
        var json = JsonLine.begin(out.stream());
        content.accept(json);
        JsonLine.end(json);
    }
}
