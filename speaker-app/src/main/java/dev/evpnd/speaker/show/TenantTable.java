package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.VniDevices;
import dev.evpnd.wire.community.RouteTarget;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// IP-VRFs, as `show vrf vni` and `show bgp vrf X vni` have them.
public final class TenantTable {
    private TenantTable() {}

    // A line for each.

    /// @param devices that the kernel has for some
    public static String text(List<IpVrfSettings> vrfs, Map<Vni, VniDevices> devices) {
        var text = new StringBuilder(row("VRF", "VNI", "VxLAN IF", "L3-SVI", "State", "Rmac"));
        for (var each : vrfs) {
            var of = Optional.ofNullable(devices.get(each.l3Vni()));
            text.append(
                    row(
                            each.name(),
                            each.l3Vni(),
                            device(of),
                            routed(of),
                            state(of),
                            each.routerMac()));
        }
        return text.toString();
    }

    private static String device(Optional<VniDevices> of) {
        return of.map(VniDevices::device).orElse(Absent.INTERFACE);
    }

    private static String routed(Optional<VniDevices> of) {
        return of.map(VniDevices::routed).orElse(Absent.INTERFACE);
    }

    /// There is no IP-VRF on a kernel whose interface is down.
    private static String state(Optional<VniDevices> of) {
        return of.isPresent() ? "Up" : Absent.STATE;
    }

    private static String row(Object... values) {
        return String.format(Locale.ROOT, "%-37s %-10s %-20s %-20s %-5s %-18s\n", values);
    }

    /// The same, into the object that is open.
    public static void json(
            JsonGenerator json, List<IpVrfSettings> vrfs, Map<Vni, VniDevices> devices) {
        json.writeArrayPropertyStart("vrfs");
        for (var each : vrfs) {
            var of = Optional.ofNullable(devices.get(each.l3Vni()));
            json.writeStartObject();
            json.writeStringProperty("vrf", each.name());
            json.writeNumberProperty("vni", each.l3Vni().number());
            json.writeStringProperty("vxlanIntf", device(of));
            json.writeStringProperty("sviIntf", routed(of));
            json.writeStringProperty("state", state(of));
            Fields.text(json, "routerMac", each.routerMac());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    // One.

    /// @param l2Vnis of the bridge domains that it routes for
    public static String text(IpVrfSettings of, List<Vni> l2Vnis) {
        var text = new StringBuilder();
        text.append("BGP VRF: ").append(of.name()).append('\n');
        text.append("  Local-Ip: ").append(of.vtep()).append('\n');
        text.append("  L3-VNI: ").append(of.l3Vni()).append('\n');
        text.append("  Rmac: ").append(of.routerMac()).append("\n  VNI Filter: none\n");
        list(text, "L2-VNI List", l2Vnis.stream().map(Vni::toString));
        list(text, "Export-RTs", exports(of));
        list(text, "Import-RTs", imports(of));
        return text.append("  RD: ").append(of.routeDistinguisher()).append('\n').toString();
    }

    private static void list(StringBuilder text, String title, Stream<String> values) {
        text.append("  ").append(title).append(":\n    ");
        values.forEach(each -> text.append(each).append("  "));
        text.append('\n');
    }

    private static Stream<String> exports(IpVrfSettings of) {
        return of.exportTargets().stream().map(RouteTarget::administrators).map("RT:"::concat);
    }

    private static Stream<String> imports(IpVrfSettings of) {
        return of.importTargets().stream().map(Object::toString).map("RT:"::concat);
    }

    /// The same, into the object that is open.
    public static void json(JsonGenerator json, IpVrfSettings of, List<Vni> l2Vnis) {
        json.writeStringProperty("vrf", of.name());
        Fields.text(json, "local-ip", of.vtep());
        json.writeNumberProperty("l3vni", of.l3Vni().number());
        Fields.text(json, "rmac", of.routerMac());
        json.writeStringProperty("vniFilter", "none");
        json.writeArrayPropertyStart("l2vnis");
        l2Vnis.forEach(each -> json.writeNumber(each.number()));
        json.writeEndArray();
        json.writeArrayPropertyStart("export-rts");
        exports(of).forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("import-rts");
        imports(of).forEach(json::writeString);
        json.writeEndArray();
        Fields.text(json, "rd", of.routeDistinguisher());
    }
}
