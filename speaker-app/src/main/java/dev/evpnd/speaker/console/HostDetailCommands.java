package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.HostStanding;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.BridgeDomain;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceQueries;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.show.HostText;
import dev.evpnd.speaker.show.PortNames;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.function.Consumer;

/// The commands that show all that is known of the MAC and IP addresses of bridge domains.
final class HostDetailCommands {
    private final Inspection inspection;

    private HostDetailCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    static CommandLanguage<Deed> addTo(CommandLanguage<Deed> language, Inspection inspection) {
        var hosts = new HostDetailCommands(inspection);
        return language.with(
                        "show evpn mac vni <VNI|all> detail [json]",
                        Deed.list(
                                "Shows all that is known of each MAC address of bridge domains.",
                                hosts::macs))
                .with(
                        "show evpn arp-cache vni <VNI|all> detail [json]",
                        Deed.list(
                                "Shows all that is known of each IP address of bridge domains.",
                                hosts::neighbors));
    }

    private InstanceQueries instances() {
        return inspection.instances();
    }

    private List<BridgeDomain> asked(Arguments arguments) {
        var vni = arguments.find(Words.VNI, Vni.class);
        if (vni.isEmpty()) {
            return instances().bridgeDomains();
        }
        return List.of(
                instances()
                        .bridgeDomain(vni.get())
                        .orElseThrow(
                                () -> new QueryFailure("VNI " + vni.get() + " does not exist")));
    }

    /// `show evpn mac vni <N|all> detail`. As in FRR, nothing is said of a VNI without any.
    private void macs(Arguments arguments, Format format, Output out) {
        var domains = asked(arguments).stream().filter(each -> each.macs() > 0).toList();
        switch (format) {
            case COUNT -> out.line(domains.stream().mapToLong(BridgeDomain::macs).sum() + " MACs");
            case JSON -> json(domains, arguments, out, this::macs);
            case TEXT -> {
                var ports = ports();
                for (var domain : domains) {
                    out.write(HostText.macTitle(domain.vni(), domain.macs()));
                    macs(domain, mac -> out.write(HostText.detail(mac, ports)));
                }
            }
        }
    }

    private PortNames ports() {
        return new PortNames(inspection.kernel().deviceNames());
    }

    private void macs(BridgeDomain of, Consumer<HostStanding> to) {
        instances().hosts(of.vni(), to);
    }

    private void macs(JsonGenerator json, BridgeDomain of) {
        json.writeNumberProperty("numMacs", of.macs());
        json.writeObjectPropertyStart("macs");
        var ports = ports();
        macs(of, mac -> HostText.detailJson(json, mac, ports));
        json.writeEndObject();
    }

    /// `show evpn arp-cache vni <N|all> detail`.
    private void neighbors(Arguments arguments, Format format, Output out) {
        var domains = asked(arguments);
        switch (format) {
            case COUNT ->
                    out.line(domains.stream().mapToLong(BridgeDomain::neighbors).sum() + " ARPs");
            case JSON -> json(domains, arguments, out, this::neighbors);
            case TEXT -> {
                for (var domain : domains) {
                    out.write(HostText.neighborTitle(domain.vni(), domain.neighbors()));
                    instances().neighbors(domain.vni(), it -> out.write(HostText.neighbor(it)));
                }
            }
        }
    }

    private void neighbors(JsonGenerator json, BridgeDomain of) {
        json.writeNumberProperty("numArpNd", of.neighbors());
        instances()
                .neighbors(
                        of.vni(),
                        each -> {
                            json.writeObjectPropertyStart(String.valueOf(each.address()));
                            Fields.text(json, "ip", String.valueOf(each.address()));
                            HostText.neighborFields(json, each);
                            json.writeEndObject();
                        });
    }

    /// Writes what there is of a bridge domain into an object.
    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json, BridgeDomain of);
    }

    private static void json(
            List<BridgeDomain> domains, Arguments arguments, Output out, Content content) {
        InstanceCommands.json(
                out,
                json -> {
                    for (var each : domains) {
                        if (arguments.has("all")) {
                            json.writeObjectPropertyStart(each.vni().toString());
                        }
                        content.write(json, each);
                        if (arguments.has("all")) {
                            json.writeEndObject();
                        }
                    }
                });
    }
}
