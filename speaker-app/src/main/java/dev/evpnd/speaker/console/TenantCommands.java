package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.Intent.RemoteRouter;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.speaker.query.ExplanationJson;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceQueries;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.query.TenantNextHop;
import dev.evpnd.speaker.query.TenantQueries;
import dev.evpnd.speaker.show.IntentText;
import dev.evpnd.speaker.show.NextHopTable;
import dev.evpnd.speaker.show.RouterMacText;
import dev.evpnd.speaker.show.TenantExplanation;
import dev.evpnd.speaker.show.TenantTable;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// The commands that show the IP-VRFs of this speaker, and what their routes lead to.
final class TenantCommands {
    private static final String DEFAULT = "default";

    private final Inspection inspection;

    TenantCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    private InstanceQueries instances() {
        return inspection.instances();
    }

    private TenantQueries tenants() {
        return instances().tenants();
    }

    private static QueryFailure noL3(Vni vni, String verb) {
        return new QueryFailure("L3-VNI %s %s exist".formatted(vni, verb));
    }

    // Tables, of one VNI or of all that have any.

    /// The rows of a table, which are given one after the other: only how many they are is said
    /// before.
    private record Rows<T>(long count, Consumer<Consumer<T>> all) {}

    /// What a table shows.
    ///
    /// @param <T> a row
    /// @param counted the name that JSON has for how many rows there are
    private record Table<T>(
            Function<Vni, Rows<T>> rows,
            LongFunction<String> heading,
            BiFunction<Vni, Long, String> headingAmongAll,
            Function<T, String> text,
            String counted,
            BiConsumer<JsonGenerator, T> json) {}

    /// `show evpn rmac vni <N|all>`.
    void routers(Arguments arguments, Format format, Output out) {
        var table = new RouterMacText(out.layout());
        show(
                new Table<>(
                        this::routersOf,
                        table::heading,
                        table::heading,
                        table::text,
                        "numRmacs",
                        RouterMacText::json),
                arguments,
                format,
                out);
    }

    private Rows<RemoteRouter> routersOf(Vni vni) {
        return new Rows<>(tenants().routers(vni), to -> tenants().routers(vni, to));
    }

    /// `show evpn next-hops vni <N|all>`.
    void nextHops(Arguments arguments, Format format, Output out) {
        var table = new NextHopTable(out.layout());
        show(
                new Table<>(
                        this::nextHopsOf,
                        table::heading,
                        table::heading,
                        table::text,
                        "numNextHops",
                        NextHopTable::json),
                arguments,
                format,
                out);
    }

    private Rows<TenantNextHop> nextHopsOf(Vni vni) {
        var nextHops = tenants().nextHops(vni);
        return new Rows<>(nextHops.size(), nextHops::forEach);
    }

    private <T> void show(Table<T> table, Arguments arguments, Format format, Output out) {
        var one = arguments.find(Words.VNI, Vni.class);
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json ->
                            one.ifPresentOrElse(
                                    vni -> json(table, json, vni), () -> allJson(table, json)));
        } else if (one.isEmpty()) {
            for (var each : instances().ipVrfs()) {
                var vni = each.l3Vni();
                text(table, vni, count -> table.headingAmongAll().apply(vni, count), out);
            }
        } else if (instances().ipVrf(one.get()).isEmpty()) {
            throw noL3(one.get(), "does not");
        } else {
            text(table, one.get(), table.heading(), out);
        }
    }

    /// Of nothing, nothing is said.
    private static <T> void text(
            Table<T> table, Vni vni, LongFunction<String> heading, Output out) {
        var rows = table.rows().apply(vni);
        if (rows.count() > 0) {
            out.write(heading.apply(rows.count()));
            rows.all().accept(each -> out.write(table.text().apply(each)));
        }
    }

    private <T> void json(Table<T> table, JsonGenerator json, Vni vni) {
        if (instances().ipVrf(vni).isPresent()) {
            json(table, json, table.rows().apply(vni));
        }
    }

    private static <T> void json(Table<T> table, JsonGenerator json, Rows<T> rows) {
        json.writeNumberProperty(table.counted(), rows.count());
        rows.all().accept(each -> table.json().accept(json, each));
    }

    private <T> void allJson(Table<T> table, JsonGenerator json) {
        for (var each : instances().ipVrfs()) {
            var rows = table.rows().apply(each.l3Vni());
            if (rows.count() > 0) {
                json.writeObjectPropertyStart(each.l3Vni().toString());
                json(table, json, rows);
                json.writeEndObject();
            }
        }
    }

    // One router, one next hop.

    /// `show evpn rmac vni N mac M`.
    void router(Arguments arguments, Format format, Output out) {
        var vni = arguments.get(Words.VNI, Vni.class);
        var mac = arguments.get(Words.MAC, MacAddress.class);
        var router = tenants().router(vni, mac);
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json ->
                            router.ifPresent(
                                    it ->
                                            RouterMacText.detailJson(
                                                    json, it, addressesOf(vni, it))));
            return;
        }
        if (instances().ipVrf(vni).isEmpty()) {
            throw noL3(vni, "doesn't");
        }
        out.write(
                router.map(RouterMacText::detail)
                        .orElseThrow(
                                () ->
                                        new QueryFailure(
                                                "Requested RMAC doesn't exist in L3-VNI " + vni)));
    }

    /// `show evpn rmac vni N mac M explain`.
    void explainRouter(Arguments arguments, Format format, Output out) {
        var vni = arguments.get(Words.VNI, Vni.class);
        var mac = arguments.get(Words.MAC, MacAddress.class);
        var router =
                tenants()
                        .router(vni, mac)
                        .orElseThrow(
                                () ->
                                        new QueryFailure(
                                                "no route that VNI %s uses has the router MAC address %s"
                                                        .formatted(vni, mac)));
        var nextHops =
                tenants().nextHops(vni).stream()
                        .filter(each -> each.routerMac().equals(mac))
                        .toList();
        var held =
                held(
                        Stream.concat(
                                Stream.of(router.key()),
                                nextHops.stream().map(each -> neighbor(vni, each))));
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> {
                        var addresses = nextHops.stream().map(TenantNextHop::address).toList();
                        RouterMacText.detailJson(json, router, addresses);
                        json.writeNumberProperty("remoteVni", router.remoteVni().number());
                        ExplanationJson.kernel(json, held, IntentText::of);
                    });
        } else {
            out.write(TenantExplanation.of(router, nextHops, held));
        }
    }

    private static IntentKey neighbor(Vni vni, TenantNextHop nextHop) {
        return IntentKey.of(IntentKey.Kind.NEXT_HOP, vni, nextHop.address());
    }

    private List<Installation> held(Stream<IntentKey> keys) {
        return keys.flatMap(each -> inspection.kernel().installation(each).stream()).toList();
    }

    private List<IpAddress> addressesOf(Vni vni, RemoteRouter router) {
        return tenants().nextHops(vni).stream()
                .filter(each -> each.routerMac().equals(router.routerMac()))
                .map(TenantNextHop::address)
                .toList();
    }

    /// `show evpn next-hops vni N ip I`.
    void nextHop(Arguments arguments, Format format, Output out) {
        var vni = arguments.get(Words.VNI, Vni.class);
        var address = arguments.get(Words.IP, IpAddress.class);
        var nextHop =
                tenants().nextHops(vni).stream()
                        .filter(each -> each.address().equals(address))
                        .findFirst();
        if (format == Format.JSON) {
            InstanceCommands.json(out, json -> nextHop.ifPresent(it -> json(json, vni, it)));
            return;
        }
        if (instances().ipVrf(vni).isEmpty()) {
            throw noL3(vni, "does not");
        }
        out.write(
                nextHop.map(NextHopTable::detail)
                        .orElseThrow(
                                () ->
                                        new QueryFailure(
                                                "Requested next-hop not present for L3-VNI "
                                                        + vni)));
        var table = new NextHopTable(out.layout());
        tenants().prefixes(vni, address, each -> out.write(table.text(each)));
    }

    /// `show evpn next-hops vni N ip I explain`.
    void explainNextHop(Arguments arguments, Format format, Output out) {
        var vni = arguments.get(Words.VNI, Vni.class);
        var address = arguments.get(Words.IP, IpAddress.class);
        var nextHop =
                tenants().nextHops(vni).stream()
                        .filter(each -> each.address().equals(address))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new QueryFailure(
                                                "no route of VNI %s has the next hop %s"
                                                        .formatted(vni, address)));
        var held = held(Stream.of(neighbor(vni, nextHop), IntentKey.mac(vni, nextHop.routerMac())));
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> {
                        NextHopTable.detailJson(json, nextHop);
                        ExplanationJson.kernel(json, held, IntentText::of);
                    });
        } else {
            out.write(TenantExplanation.of(vni, nextHop, held));
        }
    }

    private void json(JsonGenerator json, Vni vni, TenantNextHop nextHop) {
        NextHopTable.detailJson(json, nextHop);
        json.writeArrayPropertyStart("prefixList");
        tenants().prefixes(vni, nextHop.address(), each -> NextHopTable.json(json, each));
        json.writeEndArray();
    }

    // VRFs.

    /// `show vrf [X|all] vni`.
    void vrfs(Arguments arguments, Format format, Output out) {
        var name = arguments.find(EvpnCommands.VRF, String.class);
        var vrfs =
                instances().ipVrfs().stream()
                        .filter(each -> name.isEmpty() || each.name().equals(name.get()))
                        .toList();
        boolean exists = name.isEmpty() || !vrfs.isEmpty() || name.get().equals(DEFAULT);
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> {
                        if (exists) {
                            TenantTable.json(json, vrfs, instances().devices());
                        }
                    });
        } else if (exists) {
            out.write(TenantTable.text(vrfs, instances().devices()));
        } else {
            throw new QueryFailure("VRF '%s' specified does not exist".formatted(name.get()));
        }
    }

    /// `show bgp vrf X vni`.
    void vrf(Arguments arguments, Format format, Output out) {
        var name = arguments.get(EvpnCommands.VRF, String.class);
        var vrf = instances().ipVrf(name);
        if (format == Format.JSON) {
            InstanceCommands.json(out, json -> json(json, vrf));
            return;
        }
        out.write(
                vrf.map(it -> TenantTable.text(it, instances().routedBy(it.l3Vni())))
                        .orElseGet(() -> "BGP instance for VRF %s not found\n".formatted(name)));
    }

    private void json(JsonGenerator json, Optional<IpVrfSettings> vrf) {
        vrf.ifPresentOrElse(
                it -> TenantTable.json(json, it, instances().routedBy(it.l3Vni())),
                () -> json.writeStringProperty("warning", "BGP instance not found"));
    }

    /// `show bgp l2vpn evpn next-hops`.
    void nextHopsOfSegments(Arguments arguments, Format format, Output out) {
        if (format == Format.JSON) {
            var json = JsonLine.beginArray(out.stream());
            eachOfSegments((vrf, each) -> NextHopTable.jsonOfBgp(json, vrf, each));
            JsonLine.endArray(json);
        } else {
            var table = new NextHopTable(out.layout());
            out.write(table.headerOfBgp());
            eachOfSegments((vrf, each) -> out.write(table.textOfBgp(vrf, each)));
        }
    }

    private void eachOfSegments(BiConsumer<IpVrfSettings, TenantNextHop> to) {
        for (var vrf : instances().ipVrfs()) {
            tenants().nextHopsOfSegments(vrf.l3Vni()).forEach(each -> to.accept(vrf, each));
        }
    }
}
