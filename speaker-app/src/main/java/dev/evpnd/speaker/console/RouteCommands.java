package dev.evpnd.speaker.console;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.RouteCount;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.query.RouteListing;
import dev.evpnd.speaker.query.RouteTypes;
import dev.evpnd.speaker.show.RouteTable;
import dev.evpnd.speaker.show.RouteTableJson;
import dev.evpnd.speaker.show.RouteTableLayout;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Optional;

/// The commands that list EVPN routes.
final class RouteCommands {
    private final Inspection inspection;

    RouteCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp l2vpn evpn route`.
    void route(Arguments arguments, Format format, Output out) {
        var filter = filter(arguments);
        switch (format) {
            case COUNT -> count(inspection.routes(filter), out);
            case JSON -> {
                var json = JsonLine.begin(out.stream());
                var table = begin(json, layout(arguments));
                var count = inspection.routes(filter).each(table::write);
                table.end(count.routes(), count.paths());
                JsonLine.end(json);
            }
            case TEXT -> {
                var count = text(filter, RouteTableLayout.ROUTE, out);
                var requested = arguments.has("type") ? " (of requested type)" : "";
                out.write(
                        count.routes() == 0
                                ? "No EVPN prefixes" + requested + " exist\n"
                                : "\nDisplayed %d prefixes (%d paths)%s\n"
                                        .formatted(count.routes(), count.paths(), requested));
            }
        }
    }

    private static RouteTableLayout layout(Arguments arguments) {
        return arguments.has("brief") ? RouteTableLayout.BRIEF : RouteTableLayout.ROUTE;
    }

    /// `show bgp l2vpn evpn`, and what narrows it.
    void table(Arguments arguments, Format format, Output out) {
        table(filter(arguments), format, out);
    }

    /// `show bgp l2vpn evpn neighbors X routes`.
    void ofNeighbor(Arguments arguments, Format format, Output out) {
        AdjRibCommands.peer(inspection, arguments, format, out)
                .ifPresent(peer -> table(AdjRibCommands.from(peer), format, out));
    }

    private void table(RouteFilter filter, Format format, Output out) {
        switch (format) {
            case COUNT -> count(inspection.routes(filter), out);
            case JSON -> {
                var json = JsonLine.begin(out.stream());
                var table = begin(json, RouteTableLayout.TABLE);
                var count = inspection.routes(filter).each(table::write);
                table.end(count.routes(), all(filter, count));
                JsonLine.end(json);
            }
            case TEXT -> {
                var count = text(filter, RouteTableLayout.TABLE, out);
                long all = all(filter, count);
                out.write(
                        count.routes() == 0
                                ? "No prefixes displayed, " + all + " exist\n"
                                : "\nDisplayed %d out of %d total prefixes\n"
                                        .formatted(count.routes(), all));
            }
        }
    }

    /// How many paths there are where the routes of a filter are looked for: under its
    /// distinguisher, or anywhere.
    private long all(RouteFilter filter, RouteCount count) {
        boolean ofOne =
                filter.criteria().stream().anyMatch(RouteCriterion.Distinguisher.class::isInstance);
        return ofOne ? count.paths() : inspection.pathCount(RouteFamily.EVPN);
    }

    /// What the words of a command ask for.
    static RouteFilter filter(Arguments arguments) {
        var filter = RouteFilter.all(RouteFamily.EVPN);
        var type = type(arguments);
        if (type.isPresent()) {
            filter = filter.and(type.get());
        }
        if (arguments.has("self-originate")) {
            filter = filter.and(new RouteCriterion.SelfOriginated());
        }
        for (var it : arguments.all(Words.RD, RouteDistinguisher.class)) {
            filter = filter.and(new RouteCriterion.Distinguisher(it));
        }
        for (var it : arguments.all(Words.MAC, MacAddress.class)) {
            var address = arguments.find(Words.IP, IpAddress.class).orElse(null);
            filter = filter.and(new RouteCriterion.MacIp(it, address));
        }
        for (var it : arguments.all(Words.PREFIX, IpPrefix.class)) {
            filter = filter.and(new RouteCriterion.Prefix(it));
        }
        for (var it : arguments.all(Words.ESI, EthernetSegmentId.class)) {
            filter = filter.and(new RouteCriterion.Segment(it));
        }
        for (var it : arguments.all(Words.RT, RouteTarget.class)) {
            filter = filter.and(new RouteCriterion.Target(it));
        }
        for (var it : arguments.all(Words.COMMUNITY, Community.class)) {
            filter = filter.and(new RouteCriterion.AllStandard(List.of(it)));
        }
        for (var it : arguments.all(Words.LARGE_COMMUNITY, LargeCommunity.class)) {
            filter = filter.and(new RouteCriterion.AllLarge(List.of(it)));
        }
        return filter;
    }

    /// The type that is asked for, if one is.
    static Optional<RouteCriterion.Type> type(Arguments arguments) {
        return arguments.has("type")
                ? RouteTypes.BY_WORD.entrySet().stream()
                        .filter(each -> arguments.has(each.getKey()))
                        .map(each -> new RouteCriterion.Type(each.getValue()))
                        .findFirst()
                : Optional.empty();
    }

    static void count(RouteListing routes, Output out) {
        count(routes.count(), out);
    }

    static void count(RouteCount count, Output out) {
        out.line("%d prefixes (%d paths)".formatted(count.routes(), count.paths()));
    }

    private RouteCount text(RouteFilter filter, RouteTableLayout layout, Output out) {
        var table = new RouteTable(layout, out.layout());
        var text = new StringBuilder();
        return inspection
                .routes(filter)
                .each(
                        route -> {
                            text.setLength(0);
                            if (table.isEmpty()) {
                                text.append(table.header(0, inspection.settings().identifier()));
                            }
                            table.write(text, route);
                            out.write(text);
                        });
    }

    private RouteTableJson begin(JsonGenerator json, RouteTableLayout layout) {
        var settings = inspection.settings();
        var table = new RouteTableJson(json, layout);
        table.begin(settings.identifier(), settings.localAs());
        return table;
    }
}
