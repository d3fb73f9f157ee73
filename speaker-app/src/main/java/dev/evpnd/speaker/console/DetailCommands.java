package dev.evpnd.speaker.console;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.show.DetailFrame;
import dev.evpnd.speaker.show.Layout;
import dev.evpnd.speaker.show.RouteDetail;
import dev.evpnd.speaker.show.RouteDetailJson;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import tools.jackson.core.JsonGenerator;

/// The commands that show EVPN routes with all that is known of them.
final class DetailCommands {
    private final Inspection inspection;

    DetailCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp l2vpn evpn route detail`, and `… route rd <RD|all>`.
    void all(Arguments arguments, Format format, Output out) {
        if (arguments.has("brief")) {
            new RouteCommands(inspection).route(arguments, format, out);
            return;
        }
        boolean ofType = arguments.has("type");
        var filter = RouteCommands.filter(arguments);
        if (!hasDistinguisher(arguments)) {
            show(filter, format, out, DetailFrame.ALL, ofType);
        } else if (format != Format.TEXT || isKnown(arguments)) {
            show(filter, format, out, DetailFrame.OF_DISTINGUISHER, ofType);
        }
    }

    private static boolean hasDistinguisher(Arguments arguments) {
        return !arguments.all(Words.RD, RouteDistinguisher.class).isEmpty();
    }

    /// Whether there is a route with the distinguisher. Of one that nobody uses FRR says nothing.
    private boolean isKnown(Arguments arguments) {
        var distinguisher = arguments.get(Words.RD, RouteDistinguisher.class);
        var filter =
                RouteFilter.all(RouteFamily.EVPN)
                        .and(new RouteCriterion.Distinguisher(distinguisher));
        return inspection.routes(filter).count().routes() > 0;
    }

    /// `show bgp l2vpn evpn route rd <RD|all> <mac …|prefix …>`.
    void exactly(Arguments arguments, Format format, Output out) {
        var ofEach = arguments.has("prefix") ? DetailFrame.PREFIX_OF_EACH : DetailFrame.MAC_OF_EACH;
        var frame = hasDistinguisher(arguments) ? DetailFrame.ONE : ofEach;
        show(exact(arguments), format, out, frame, false);
    }

    /// The one route that there may be under each distinguisher: FRR looks for no other tag here.
    private static RouteFilter exact(Arguments arguments) {
        var filter =
                RouteFilter.all(RouteFamily.EVPN).and(new RouteCriterion.Tag(EthernetTag.ZERO));
        for (var it : arguments.all(Words.RD, RouteDistinguisher.class)) {
            filter = filter.and(new RouteCriterion.Distinguisher(it));
        }
        if (arguments.has("prefix")) {
            return filter.and(
                    new RouteCriterion.Prefix(arguments.get(Words.PREFIX, IpPrefix.class)));
        }
        var mac = arguments.get(Words.MAC, MacAddress.class);
        return filter.and(
                arguments
                        .find(Words.IP, IpAddress.class)
                        .<RouteCriterion>map(it -> new RouteCriterion.MacIp(mac, it))
                        .orElse(new RouteCriterion.MacAlone(mac)));
    }

    private RouteDetail detail(DetailFrame frame, Layout layout) {
        return new RouteDetail(
                inspection.moment(), inspection.peers().restartTimes(), frame, layout);
    }

    private RouteDetailJson detail(JsonGenerator json, DetailFrame frame) {
        return new RouteDetailJson(
                json, frame, inspection.moment(), inspection.peers().restartTimes());
    }

    private void show(
            RouteFilter filter, Format format, Output out, DetailFrame frame, boolean ofType) {
        switch (format) {
            case COUNT -> RouteCommands.count(inspection.routes(filter), out);
            case JSON -> {
                var json = JsonLine.begin(out.stream());
                var routes = detail(json, frame);
                var count = inspection.routes(filter).withTellings().each(routes::write);
                routes.end(count.routes(), count.paths());
                JsonLine.end(json);
            }
            case TEXT -> {
                var text = new StringBuilder();
                var detail = detail(frame, out.layout());
                var count =
                        inspection
                                .routes(filter)
                                .withTellings()
                                .each(
                                        route -> {
                                            text.setLength(0);
                                            detail.write(text, route);
                                            out.write(text);
                                        });
                out.write(count.routes() == 0 ? frame.none(ofType) : frame.footer(count, ofType));
            }
        }
    }
}
