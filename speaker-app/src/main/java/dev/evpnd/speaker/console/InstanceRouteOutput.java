package dev.evpnd.speaker.console;

import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceRouteListing;
import dev.evpnd.speaker.query.InstanceTable;
import dev.evpnd.speaker.show.DetailFrame;
import dev.evpnd.speaker.show.RouteDetail;
import dev.evpnd.speaker.show.RouteDetailJson;
import dev.evpnd.speaker.show.RouteTable;
import dev.evpnd.speaker.show.RouteTableJson;
import dev.evpnd.speaker.show.RouteTableLayout;

import tools.jackson.core.JsonGenerator;

/// Shows routes of one instance.
///
/// @param table that they are in
record InstanceRouteOutput(Inspection inspection, InstanceTable table, Output out) {

    /// @param inDetail with all that is known of each path
    /// @param ofType whether only those of one type were asked for
    void text(InstanceRouteListing routes, boolean inDetail, boolean ofType) {
        if (inDetail) {
            detail(routes, frame(), ofType);
        } else {
            table(routes, ofType);
        }
    }

    private void table(InstanceRouteListing routes, boolean ofType) {
        var rows = new RouteTable(layout(), out.layout());
        var text = new StringBuilder();
        var count =
                routes.each(
                        route -> {
                            text.setLength(0);
                            if (rows.isEmpty()) {
                                text.append(header(rows));
                            }
                            rows.write(text, route);
                            out.write(text);
                        });
        if (count.routes() > 0 && rows.isEmpty()) {
            // There are routes, and no path that was asked for.
            out.write(header(rows));
        }
        out.write(count.routes() == 0 ? frame().none(ofType) : frame().footer(count, ofType));
    }

    private String header(RouteTable rows) {
        return rows.header(0, inspection.settings().identifier());
    }

    void detail(InstanceRouteListing routes, DetailFrame frame, boolean ofType) {
        var text = new StringBuilder();
        var detail =
                new RouteDetail(
                        inspection.moment(),
                        inspection.peers().restartTimes(),
                        frame,
                        out.layout());
        var count =
                routes.each(
                        route -> {
                            text.setLength(0);
                            detail.write(text, route);
                            out.write(text);
                        });
        boolean isNone = frame.isOfOne() ? count.paths() == 0 : count.routes() == 0;
        out.write(isNone ? frame.none(ofType) : frame.footer(count, ofType));
    }

    /// The same, into the object that is open.
    void json(InstanceRouteListing routes, JsonGenerator json, boolean inDetail) {
        if (inDetail) {
            detailJson(routes, json, frame());
        } else {
            var rows = new RouteTableJson(json, layout());
            var count = routes.each(rows::write);
            rows.end(count.routes(), count.paths());
        }
    }

    void detailJson(InstanceRouteListing routes, JsonGenerator json, DetailFrame frame) {
        var detail =
                new RouteDetailJson(
                        json, frame, inspection.moment(), inspection.peers().restartTimes());
        var count = routes.each(detail::write);
        detail.end(frame.isOfOne() ? count.paths() : count.routes(), count.paths());
    }

    private RouteTableLayout layout() {
        return switch (table) {
            case IP -> RouteTableLayout.INSTANCE_IPS;
            case MAC -> RouteTableLayout.INSTANCE_MACS;
        };
    }

    private DetailFrame frame() {
        return switch (table) {
            case IP -> DetailFrame.INSTANCE_IPS;
            case MAC -> DetailFrame.INSTANCE_MACS;
        };
    }
}
