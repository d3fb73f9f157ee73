package dev.evpnd.speaker.console;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.show.MemoryJson;
import dev.evpnd.speaker.show.MemoryText;
import dev.evpnd.speaker.show.UpdateGroups;
import dev.evpnd.speaker.telemetry.LogOutput;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The commands about the daemon itself.
final class DaemonCommands {
    private final Inspection inspection;

    DaemonCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show memory`.
    void memory(Arguments arguments, Format format, Output out) {
        if (format == Format.JSON) {
            var json = JsonLine.begin(out.stream());
            MemoryJson.write(json, inspection.memory());
            JsonLine.end(json);
        } else {
            out.write(MemoryText.of(inspection.memory()));
        }
    }

    /// `show bgp l2vpn evpn update-groups`.
    void updateGroups(Arguments arguments, Format format, Output out) {
        var groups = inspection.updateGroups(RouteFamily.EVPN);
        if (format == Format.JSON) {
            var json = JsonLine.begin(out.stream());
            UpdateGroups.json(json, groups);
            JsonLine.end(json);
        } else {
            out.write(UpdateGroups.text(groups));
        }
    }

    /// `show running-config`: what is configured, and above it what holds in its place until the
    /// daemon ends.
    void runningConfig(Arguments arguments, Format format, Output out) {
        var configuration = inspection.configuration();
        if (format == Format.JSON) {
            out.line(configuration.json());
            return;
        }
        var orders = orders();
        if (!orders.isEmpty()) {
            out.line("# By command, until the daemon ends:");
            orders.forEach(each -> out.line("#   " + each));
        }
        out.write(configuration.yaml());
    }

    /// The commands that hold.
    private List<String> orders() {
        var orders = new ArrayList<String>();
        inspection
                .orders()
                .shutdowns()
                .forEach(
                        (peer, message) ->
                                orders.add(
                                        message.map(it -> shutdown("neighbor " + peer, it))
                                                .orElse("no neighbor " + peer + " shutdown")));
        LogOutput.levels().stream()
                .filter(LogOutput.LogLevel::ordered)
                .map(
                        each ->
                                "log level %s %s"
                                        .formatted(
                                                each.name(), each.level().toLowerCase(Locale.ROOT)))
                .forEach(orders::add);
        return orders;
    }

    private static String shutdown(String neighbor, String message) {
        return neighbor + " shutdown" + (message.isEmpty() ? "" : " message " + message);
    }
}
