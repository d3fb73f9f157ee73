package dev.evpnd.speaker.console;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.speaker.query.RouteCount;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.RouteFilter;
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
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// The commands that list EVPN routes.
final class RouteCommands {
    private static final Map<String, Integer> TYPES =
            Map.of(
                    "ead", EvpnRoute.ETHERNET_AUTO_DISCOVERY,
                    "1", EvpnRoute.ETHERNET_AUTO_DISCOVERY,
                    "macip", EvpnRoute.MAC_IP_ADVERTISEMENT,
                    "2", EvpnRoute.MAC_IP_ADVERTISEMENT,
                    "multicast", EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    "3", EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    "es", EvpnRoute.ETHERNET_SEGMENT,
                    "4", EvpnRoute.ETHERNET_SEGMENT,
                    "prefix", EvpnRoute.IP_PREFIX,
                    "5", EvpnRoute.IP_PREFIX);

    private final Inspection inspection;

    RouteCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp l2vpn evpn route`.
    void route(Arguments arguments, Format format, Output out) {
        var filter = filter(arguments);
        switch (format) {
            case COUNT -> count(filter, out);
            case JSON -> {
                var json = JsonLine.begin(out.stream());
                var table = begin(json, RouteTableLayout.ROUTE);
                var count = each(filter, table::write);
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

    /// `show bgp l2vpn evpn`, and what narrows it.
    void table(Arguments arguments, Format format, Output out) {
        table(filter(arguments), format, out);
    }

    /// `show bgp l2vpn evpn neighbors X routes`.
    void ofNeighbor(Arguments arguments, Format format, Output out) {
        var neighbor = arguments.get(Words.NEIGHBOR, IpAddress.class);
        table(
                RouteFilter.all(RouteFamily.EVPN).and(new RouteCriterion.FromPeer(neighbor)),
                format,
                out);
    }

    private void table(RouteFilter filter, Format format, Output out) {
        switch (format) {
            case COUNT -> count(filter, out);
            case JSON -> {
                var json = JsonLine.begin(out.stream());
                var table = begin(json, RouteTableLayout.TABLE);
                var count = each(filter, table::write);
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

    private static RouteFilter filter(Arguments arguments) {
        var filter = RouteFilter.all(RouteFamily.EVPN);
        if (arguments.has("type")) {
            var name = TYPES.keySet().stream().filter(arguments::has).findFirst().orElseThrow();
            filter = filter.and(new RouteCriterion.Type(Objects.requireNonNull(TYPES.get(name))));
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

    private void count(RouteFilter filter, Output out) {
        var count = inspection.routes(filter).count();
        out.line("%d prefixes (%d paths)".formatted(count.routes(), count.paths()));
    }

    private RouteCount text(RouteFilter filter, RouteTableLayout layout, Output out) {
        var table = new RouteTable(layout);
        var text = new StringBuilder();
        return each(
                filter,
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

    private RouteCount each(RouteFilter filter, Consumer<ListedRoute> to) {
        var listing = inspection.routes(filter);
        long routes = 0;
        long paths = 0;
        while (listing.hasNext()) {
            for (var route : listing.next()) {
                to.accept(route);
                routes++;
                paths += route.asked().size();
            }
        }
        return new RouteCount(routes, paths);
    }
}
