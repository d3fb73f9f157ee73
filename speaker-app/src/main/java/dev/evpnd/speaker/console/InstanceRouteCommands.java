package dev.evpnd.speaker.console;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceRouteListing;
import dev.evpnd.speaker.query.InstanceRouteListing.Question;
import dev.evpnd.speaker.query.InstanceTable;
import dev.evpnd.speaker.query.RouteCount;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.show.DetailFrame;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import tools.jackson.core.JsonGenerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The commands that list what an instance has imported, and what begins with it.
final class InstanceRouteCommands {
    private static final String ROUTE = "show bgp [l2vpn] evpn route vni ";
    private static final String TYPE = "[type <ead|1|macip|2|multicast|3|prefix|5>] ";
    private static final String TABLES = "show bgp vni ";
    private static final String LAST = "[vtep VTEP] [detail] [json]";

    private final Inspection inspection;

    private InstanceRouteCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    static CommandLanguage<Deed> addTo(CommandLanguage<Deed> language, Inspection inspection) {
        var routes = new InstanceRouteCommands(inspection);
        return language.with(
                        ROUTE + "<VNI|all> [detail] " + TYPE + "[vtep VTEP] [json]",
                        Deed.list(
                                "Lists the routes that an instance has imported, and those that"
                                        + " begin with it.",
                                routes::ipTables))
                .with(
                        ROUTE + "VNI mac MAC [ip IP] [json]",
                        Deed.list(
                                "Shows the routes to a host of an instance with all that is known"
                                        + " of them.",
                                routes::ofHost))
                .with(
                        ROUTE + "VNI multicast IP [json]",
                        Deed.list(
                                "Shows the route of type 3 of a VTEP in an instance with all that"
                                        + " is known of it.",
                                routes::ofVtep))
                .with(
                        TABLES + "<VNI|all> " + LAST,
                        Deed.list(
                                "Lists the routes of an instance, and those of MAC addresses in a"
                                        + " table of their own.",
                                routes::bothTables))
                .with(
                        TABLES + "<VNI|all> type <1|ead|3|multicast> " + LAST,
                        Deed.list("Lists the routes of an instance of one type.", routes::ipTables))
                .with(
                        TABLES + "<VNI|all> type <2|macip> ip " + LAST,
                        Deed.list(
                                "Lists the routes of an instance to MAC addresses with an IP"
                                        + " address.",
                                routes::ipTables))
                .with(
                        TABLES + "<VNI|all> type <2|macip> mac " + LAST,
                        Deed.list(
                                "Lists the routes of an instance to MAC addresses, whatever their"
                                        + " IP addresses.",
                                routes::macTables))
                .with(
                        TABLES + "VNI type <2|macip> ip IP [json]",
                        Deed.list(
                                "Shows the routes to an IP address of an instance with all that is"
                                        + " known of them.",
                                routes::ofIp))
                .with(
                        TABLES + "VNI type <2|macip> mac MAC [json]",
                        Deed.list(
                                "Shows the routes to a MAC address of an instance with all that is"
                                        + " known of them.",
                                routes::ofMac));
    }

    /// An instance, and the distinguisher of what begins with it.
    private record Instance(Vni vni, RouteDistinguisher distinguisher) {
        private static Instance of(MacVrfSettings settings) {
            return new Instance(settings.vni(), settings.routeDistinguisher());
        }

        private static Instance of(IpVrfSettings settings) {
            return new Instance(settings.l3Vni(), settings.routeDistinguisher());
        }
    }

    /// That of a VNI, whichever it is; all are those that FRR has: MAC-VRFs.
    private List<Instance> asked(Arguments arguments) {
        var macVrfs = inspection.instances().macVrfs().stream().map(Instance::of);
        var vni = arguments.find(Words.VNI, Vni.class);
        if (vni.isEmpty()) {
            return macVrfs.toList();
        }
        return Optional.<Instance>empty()
                .or(() -> macVrfs.filter(each -> each.vni().equals(vni.get())).findFirst())
                .or(() -> ipVrf(vni.get()))
                .stream()
                .toList();
    }

    private Optional<Instance> ipVrf(Vni vni) {
        return inspection.instances().ipVrfs().stream()
                .filter(each -> each.l3Vni().equals(vni))
                .map(Instance::of)
                .findFirst();
    }

    private static Question question(
            Instance instance,
            InstanceTable table,
            List<RouteCriterion.OfKey> keys,
            Predicate<PathStanding> shown) {
        return new Question(instance.vni(), instance.distinguisher(), table, keys, shown);
    }

    private InstanceRouteListing routes(Question question) {
        return inspection.instances().routes(inspection.settings().decision(), question);
    }

    // Many.

    /// `show bgp l2vpn evpn route vni <N|all> …`, and the IP tables of `show bgp vni …`.
    private void ipTables(Arguments arguments, Format format, Output out) {
        tables(arguments, format, out, List.of(InstanceTable.IP));
    }

    /// `show bgp vni <N|all> type macip mac …`.
    private void macTables(Arguments arguments, Format format, Output out) {
        tables(arguments, format, out, List.of(InstanceTable.MAC));
    }

    /// `show bgp vni <N|all> …`.
    private void bothTables(Arguments arguments, Format format, Output out) {
        tables(arguments, format, out, List.of(InstanceTable.values()));
    }

    private void tables(
            Arguments arguments, Format format, Output out, List<InstanceTable> tables) {
        var instances = asked(arguments);
        switch (format) {
            case COUNT -> {
                var count = RouteCount.NONE;
                for (var instance : instances) {
                    for (var table : tables) {
                        var routes = routes(question(instance, table, arguments));
                        count = count.plus(routes.count());
                    }
                }
                RouteCommands.count(count, out);
            }
            case JSON ->
                    InstanceCommands.json(
                            out, json -> each(instances, arguments, json, out, tables));
            case TEXT -> {
                if (instances.isEmpty() && !arguments.has("all")) {
                    out.line("VNI not found");
                }
                instances.forEach(each -> text(each, arguments, out, tables));
            }
        }
    }

    private static Question question(Instance instance, InstanceTable table, Arguments arguments) {
        var keys = new ArrayList<RouteCriterion.OfKey>();
        RouteCommands.type(arguments).ifPresent(keys::add);
        var vtep = arguments.find(Words.VTEP, IpAddress.class);
        return question(
                instance, table, keys, path -> vtep.isEmpty() || vtep.equals(nextHop(path)));
    }

    private static Optional<IpAddress> nextHop(PathStanding path) {
        return path.path().effective().nextHop().address();
    }

    private void text(
            Instance instance, Arguments arguments, Output out, List<InstanceTable> tables) {
        boolean isOfAll = arguments.has("all");
        for (var table : tables) {
            boolean isSecond = table != tables.getFirst();
            if (isOfAll) {
                var title = isSecond ? " MAC Table" : "";
                out.line("").line("VNI: " + instance.vni() + title).line("");
            } else if (isSecond) {
                out.line("").line("").line("MAC Table:").line("");
            }
            var routes = routes(question(instance, table, arguments));
            var shown = new InstanceRouteOutput(inspection, table, out);
            shown.text(routes, arguments.has("detail"), arguments.has("type"));
        }
    }

    private void each(
            List<Instance> instances,
            Arguments arguments,
            JsonGenerator json,
            Output out,
            List<InstanceTable> tables) {
        for (var instance : instances) {
            if (arguments.has("all")) {
                json.writeObjectPropertyStart(instance.vni().toString());
                json.writeNumberProperty("vni", instance.vni().number());
            }
            for (var table : tables) {
                boolean isSecond = table != tables.getFirst();
                if (isSecond) {
                    json.writeObjectPropertyStart("macTable");
                }
                var routes = routes(question(instance, table, arguments));
                new InstanceRouteOutput(inspection, table, out)
                        .json(routes, json, arguments.has("detail"));
                if (isSecond) {
                    json.writeEndObject();
                }
            }
            if (arguments.has("all")) {
                json.writeEndObject();
            }
        }
    }

    // One.

    /// `show bgp l2vpn evpn route vni N mac M [ip I]`.
    private void ofHost(Arguments arguments, Format format, Output out) {
        var mac = arguments.get(Words.MAC, MacAddress.class);
        var address = arguments.find(Words.IP, IpAddress.class);
        Predicate<PathStanding> shown =
                path ->
                        path.route() instanceof MacIpAdvertisement it
                                && it.macAddress().equals(mac)
                                && address.equals(Optional.ofNullable(it.ipAddress()));
        one(
                arguments,
                format,
                out,
                address.isPresent() ? InstanceTable.IP : InstanceTable.MAC,
                address.<RouteCriterion.OfKey>map(it -> new RouteCriterion.MacIp(null, it))
                        .orElse(new RouteCriterion.MacIp(mac, null)),
                shown,
                DetailFrame.ONE_OF_INSTANCE);
    }

    /// `show bgp l2vpn evpn route vni N multicast I`.
    private void ofVtep(Arguments arguments, Format format, Output out) {
        one(
                arguments,
                format,
                out,
                InstanceTable.IP,
                new RouteCriterion.Multicast(arguments.get(Words.IP, IpAddress.class)),
                _ -> true,
                DetailFrame.ONE_OF_INSTANCE);
    }

    /// `show bgp vni N type macip ip I`.
    private void ofIp(Arguments arguments, Format format, Output out) {
        one(
                arguments,
                format,
                out,
                InstanceTable.IP,
                new RouteCriterion.MacIp(null, arguments.get(Words.IP, IpAddress.class)),
                _ -> true,
                DetailFrame.IP_OF_INSTANCE);
    }

    /// `show bgp vni N type macip mac M`.
    private void ofMac(Arguments arguments, Format format, Output out) {
        one(
                arguments,
                format,
                out,
                InstanceTable.MAC,
                new RouteCriterion.MacIp(arguments.get(Words.MAC, MacAddress.class), null),
                _ -> true,
                DetailFrame.MAC_OF_INSTANCE);
    }

    private void one(
            Arguments arguments,
            Format format,
            Output out,
            InstanceTable table,
            RouteCriterion.OfKey key,
            Predicate<PathStanding> shown,
            DetailFrame frame) {
        var instance = asked(arguments).stream().findFirst();
        if (instance.isEmpty() && format != Format.JSON) {
            out.line("VNI not found");
            return;
        }
        var routes = instance.map(it -> routes(question(it, table, List.of(key), shown)));
        switch (format) {
            case COUNT -> routes.ifPresent(it -> RouteCommands.count(it.count(), out));
            case JSON ->
                    InstanceCommands.json(
                            out,
                            json ->
                                    routes.ifPresent(
                                            it ->
                                                    new InstanceRouteOutput(inspection, table, out)
                                                            .detailJson(it, json, frame)));
            case TEXT ->
                    routes.ifPresent(
                            it ->
                                    new InstanceRouteOutput(inspection, table, out)
                                            .detail(it, frame, false));
        }
    }
}
