package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.BridgeDomain;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceQueries;
import dev.evpnd.speaker.query.MacExplanationJson;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.show.HostText;
import dev.evpnd.speaker.show.IntentText;
import dev.evpnd.speaker.show.MacExplanationText;
import dev.evpnd.speaker.show.PortNames;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The commands that show MAC and IP addresses of bridge domains.
final class HostCommands {
    private final Inspection inspection;

    HostCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    private InstanceQueries instances() {
        return inspection.instances();
    }

    private List<BridgeDomain> asked(Arguments arguments) {
        return arguments
                .find(Words.VNI, Vni.class)
                .map(it -> List.of(bridgeDomain(it)))
                .orElseGet(() -> instances().bridgeDomains());
    }

    private BridgeDomain bridgeDomain(Vni vni) {
        return instances().bridgeDomain(vni).orElseThrow(() -> noVni(vni));
    }

    private static QueryFailure noVni(Vni vni) {
        return new QueryFailure("VNI " + vni + " does not exist");
    }

    private static Predicate<HostView> wanted(Arguments arguments) {
        if (arguments.has("duplicate")) {
            return host -> host.duplicate() != null;
        }
        return arguments
                .find(Words.VTEP, IpAddress.class)
                // What is behind an Ethernet segment is behind all VTEPs of it.
                .<Predicate<HostView>>map(
                        it -> host -> it.equals(host.vtep()) && !HostText.isBehindSegment(host))
                .orElse(_ -> true);
    }

    // MAC addresses.

    /// `show evpn mac vni <N|all> [vtep IP|duplicate]`.
    void macs(Arguments arguments, Format format, Output out) {
        var wanted = wanted(arguments);
        switch (format) {
            case COUNT -> {
                var count = new LongAdder();
                asked(arguments).forEach(each -> macs(each, wanted, _ -> count.increment()));
                out.line(count + " MACs");
            }
            case JSON ->
                    InstanceCommands.json(
                            out, json -> each(arguments, json, of -> macs(json, of, wanted)));
            case TEXT -> {
                boolean isPart = arguments.has("vtep") || arguments.has("duplicate");
                boolean isOfAll = arguments.has("all");
                asked(arguments).stream()
                        // Of all, those without any are left out.
                        .filter(each -> !isOfAll || each.macs() > 0)
                        .forEach(each -> macs(each, wanted, isPart, isOfAll, out));
            }
        }
    }

    private void macs(BridgeDomain of, Predicate<HostView> wanted, Consumer<HostView> to) {
        instances()
                .macs(
                        of.vni(),
                        each -> {
                            if (wanted.test(each)) {
                                to.accept(each);
                            }
                        });
    }

    private void macs(
            BridgeDomain of,
            Predicate<HostView> wanted,
            boolean isPart,
            boolean isOfAll,
            Output out) {
        var header =
                new StringBuilder(
                        isPart
                                ? "\nVNI " + of.vni() + "\n\n"
                                : title(of, isOfAll) + HostText.MAC_FLAGS);
        header.append(HostText.macHeader(out.layout(), isPart));
        if (!isPart) {
            out.write(header);
            header.setLength(0);
        }
        var ports = ports();
        macs(
                of,
                wanted,
                each -> {
                    // Where only some are asked for, nothing is said if there are none.
                    out.write(header);
                    header.setLength(0);
                    out.write(HostText.mac(each, out.layout(), ports));
                });
    }

    private static String title(BridgeDomain of, boolean isOfAll) {
        return isOfAll
                ? HostText.macTitle(of.vni(), of.macs())
                : "Number of MACs (local and remote) known for this VNI: " + of.macs() + "\n";
    }

    private PortNames ports() {
        return new PortNames(inspection.kernel().deviceNames());
    }

    private void macs(JsonGenerator json, BridgeDomain of, Predicate<HostView> wanted) {
        var ports = ports();
        json.writeNumberProperty("numMacs", of.macs());
        json.writeObjectPropertyStart("macs");
        macs(of, wanted, each -> HostText.macJson(json, each, ports));
        json.writeEndObject();
    }

    private void each(Arguments arguments, JsonGenerator json, Consumer<BridgeDomain> content) {
        for (var each : asked(arguments)) {
            if (arguments.has("all")) {
                json.writeObjectPropertyStart(each.vni().toString());
                content.accept(each);
                json.writeEndObject();
            } else {
                content.accept(each);
            }
        }
    }

    /// `show evpn mac vni N mac M`.
    void mac(Arguments arguments, Format format, Output out) {
        var vni = arguments.get(Words.VNI, Vni.class);
        var standing =
                instances()
                        .host(bridgeDomain(vni).vni(), arguments.get(Words.MAC, MacAddress.class))
                        .orElseThrow(() -> noVni(vni));
        if (standing.mac() == null) {
            throw new QueryFailure("Requested MAC does not exist in VNI " + vni);
        }
        if (format == Format.JSON) {
            InstanceCommands.json(out, json -> HostText.detailJson(json, standing, ports()));
        } else {
            out.write(HostText.detail(standing, ports()));
        }
    }

    /// `show evpn mac vni N mac M explain`.
    void explain(Arguments arguments, Format format, Output out) {
        var vni = bridgeDomain(arguments.get(Words.VNI, Vni.class)).vni();
        var mac = arguments.get(Words.MAC, MacAddress.class);
        var explanation = instances().explain(vni, mac);
        var kernel = inspection.kernel();
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json ->
                            MacExplanationJson.write(
                                    json, explanation, IntentText::of, kernel::installation));
        } else {
            out.write(
                    new MacExplanationText(inspection.moment(), kernel::installation)
                            .of(explanation));
        }
    }

    // IP addresses.

    /// `show evpn arp-cache vni <N|all> [vtep IP|duplicate]`.
    void neighbors(Arguments arguments, Format format, Output out) {
        var wanted = wanted(arguments);
        switch (format) {
            case COUNT -> {
                var count = new LongAdder();
                asked(arguments).forEach(each -> neighbors(each, wanted, _ -> count.increment()));
                out.line(count + " ARPs");
            }
            case JSON ->
                    InstanceCommands.json(
                            out, json -> each(arguments, json, of -> neighbors(json, of, wanted)));
            case TEXT -> asked(arguments).forEach(each -> neighbors(each, wanted, arguments, out));
        }
    }

    private void neighbors(BridgeDomain of, Predicate<HostView> wanted, Consumer<HostView> to) {
        instances()
                .neighbors(
                        of.vni(),
                        each -> {
                            if (wanted.test(each)) {
                                to.accept(each);
                            }
                        });
    }

    /// The columns are as wide as the widest needs them, of those that are not shown, too; so all
    /// are looked at twice.
    private void neighbors(
            BridgeDomain of, Predicate<HostView> wanted, Arguments arguments, Output out) {
        boolean isOfAll = arguments.has("all");
        boolean isPart = arguments.has("vtep") && !isOfAll;
        var least = HostText.Widths.least(out.layout(), isOfAll, isPart);
        var widths = new AtomicReference<>(least);
        neighbors(of, _ -> true, each -> widths.set(widths.get().with(each)));
        var header = new StringBuilder();
        if (isOfAll) {
            header.append(HostText.neighborTitle(of.vni(), of.neighbors()));
        } else if (!isPart) {
            header.append("Number of ARPs (local and remote) known for this VNI: ");
            header.append(of.neighbors()).append('\n');
        }
        if (of.neighbors() > 0) {
            header.append(HostText.NEIGHBOR_FLAGS).append(widths.get().header());
        }
        if (!isPart) {
            out.write(header);
            header.setLength(0);
        }
        neighbors(
                of,
                wanted,
                each -> {
                    // Behind a VTEP that has none, nothing is said.
                    out.write(header);
                    header.setLength(0);
                    out.write(widths.get().neighbor(each));
                });
    }

    private void neighbors(JsonGenerator json, BridgeDomain of, Predicate<HostView> wanted) {
        json.writeNumberProperty("numArpNd", of.neighbors());
        neighbors(of, wanted, each -> HostText.neighborJson(json, each));
    }

    /// `show evpn arp-cache vni N ip I`.
    void neighbor(Arguments arguments, Format format, Output out) {
        var vni = bridgeDomain(arguments.get(Words.VNI, Vni.class)).vni();
        var found =
                instances()
                        .neighbor(vni, arguments.get(Words.IP, IpAddress.class))
                        .orElseThrow(
                                () ->
                                        new QueryFailure(
                                                "Requested neighbor does not exist in VNI " + vni));
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> {
                        Fields.text(json, "ip", arguments.get(Words.IP, IpAddress.class));
                        HostText.neighborFields(json, found);
                    });
        } else {
            out.write(HostText.neighbor(found));
        }
    }
}
