package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.command.ValueType;
import dev.evpnd.speaker.command.Vocabulary;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.kernel.InstallState;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.KernelQueries;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.show.InstallationText;
import dev.evpnd.speaker.show.VxlanDeviceText;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// The commands that show how the kernel stands to what it should hold.
final class KernelCommands {
    static final String DEVICE = "IFNAME";

    private final Inspection inspection;

    private KernelCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    static CommandLanguage<Deed> addTo(CommandLanguage<Deed> language, Inspection inspection) {
        var kernel = new KernelCommands(inspection);
        return language.with(
                        "show evpn kernel [json]",
                        Deed.list(
                                "Shows how what the kernel should hold stands there, in numbers.",
                                kernel::overview))
                .with(
                        "show evpn kernel entries [<missing|vni VNI>] [json]",
                        Deed.list(
                                "Lists what the kernel should hold, and how each entry stands"
                                        + " there.",
                                kernel::entries))
                .with(
                        "show evpn drift [json]",
                        Deed.list(
                                "Lists entries that somebody else has changed in the kernel.",
                                kernel::drifts))
                .with(
                        "show interface IFNAME [json]",
                        Deed.show("Shows a device of the kernel.", kernel::device));
    }

    static Vocabulary addTo(Vocabulary words) {
        return words.keyword("drift", "entries that somebody else has changed")
                .keyword("entries", "each of them")
                .keyword("interface", "a device of the kernel")
                .keyword("kernel", "what the kernel should hold, and whether it does")
                .keyword("missing", "those that it does not hold")
                .value(DEVICE, new ValueType<>("IFNAME", "the name of a device", each -> each));
    }

    private KernelQueries kernel() {
        var kernel = inspection.kernel();
        if (!kernel.isThere()) {
            throw new QueryFailure(
                    "this daemon reads and programs no kernel: its configuration has no"
                            + " 'vtep: {kernel: {}}'");
        }
        return kernel;
    }

    private void overview(Arguments arguments, Format format, Output out) {
        var absent = inspection.absentTenants();
        kernel().overview()
                .ifPresent(
                        overview -> {
                            if (format == Format.JSON) {
                                InstanceCommands.json(
                                        out,
                                        json ->
                                                InstallationText.overviewJson(
                                                        json, overview, absent));
                            } else {
                                out.write(InstallationText.overview(overview, absent));
                            }
                        });
    }

    /// With `missing`, those that the kernel does not hold and should.
    private void entries(Arguments arguments, Format format, Output out) {
        var moment = inspection.moment();
        switch (format) {
            case COUNT -> {
                var count = new LongAdder();
                entries(arguments, _ -> count.increment());
                out.line(count + " entries");
            }
            case JSON -> {
                var json = JsonLine.beginArray(out.stream());
                entries(arguments, each -> InstallationText.json(json, each, moment));
                JsonLine.endArray(json);
            }
            case TEXT -> {
                out.write(InstallationText.header());
                entries(arguments, each -> out.write(InstallationText.row(each, moment)));
            }
        }
    }

    private void entries(Arguments arguments, Consumer<Installation> to) {
        var vni = arguments.find(Words.VNI, Vni.class);
        boolean isOfMissing = arguments.has("missing");
        kernel().installations(
                        each -> {
                            boolean isMissing =
                                    each.state() != InstallState.IN_KERNEL
                                            && each.state() != InstallState.NOT_NEEDED;
                            if ((isMissing || !isOfMissing)
                                    && vni.map(each.intent().vni()::equals).orElse(true)) {
                                to.accept(each);
                            }
                        });
    }

    /// Of devices that are none of VXLAN nothing is known that `ip` would not say.
    private void device(Arguments arguments, Format format, Output out) {
        var name = arguments.get(DEVICE, String.class);
        var device = kernel().vxlanDevice(name);
        var moment = inspection.moment();
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> device.ifPresent(it -> new VxlanDeviceText(it, moment).json(json)));
            return;
        }
        out.write(
                device.map(it -> new VxlanDeviceText(it, moment).text())
                        .orElseThrow(() -> new QueryFailure(notThere(name))));
    }

    private String notThere(String name) {
        return kernel().deviceNames().containsValue(name)
                ? "%s is no VXLAN device: ip -d link show %s".formatted(name, name)
                : "Can't find interface " + name;
    }

    private void drifts(Arguments arguments, Format format, Output out) {
        var moment = inspection.moment();
        var drifts = kernel().drifts();
        switch (format) {
            case COUNT -> out.line(drifts.size() + " entries");
            case JSON -> {
                var json = JsonLine.beginArray(out.stream());
                drifts.forEach(each -> InstallationText.driftJson(json, each, moment));
                JsonLine.endArray(json);
            }
            case TEXT -> drifts.forEach(each -> out.write(InstallationText.drift(each, moment)));
        }
    }
}
