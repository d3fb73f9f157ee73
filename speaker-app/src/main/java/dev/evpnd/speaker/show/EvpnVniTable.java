package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.speaker.query.BridgeDomain;
import dev.evpnd.speaker.query.RemoteVtep;
import dev.evpnd.speaker.query.VniDevices;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;

/// A line for each VNI, as `show evpn vni` has it.
public final class EvpnVniTable {
    private static final String ROW = "%-10s %-4s %-21s %-8s %-8s %-15s %-15s %-10s %-37s\n";

    /// Without the last two.
    private static final String OLD_ROW = "%-10s %-4s %-21s %-8s %-8s %-15s %-37s\n";

    private static final String NOT_OF_L3 = "n/a";

    private final String row;

    public EvpnVniTable(Layout layout) {
        row = layout.isOld() ? OLD_ROW : ROW;
    }

    public String header() {
        return row(
                "VNI",
                "Type",
                "VxLAN IF",
                "# MACs",
                "# ARPs",
                "# Remote VTEPs",
                "Tenant VRF",
                "VLAN",
                "BRIDGE");
    }

    private String row(Object... values) {
        return String.format(Locale.ROOT, row, values);
    }

    public String text(BridgeDomain of, List<RemoteVtep> vteps) {
        return row(
                of.vni(),
                "L2",
                of.devices().map(VniDevices::device).orElse(Absent.INTERFACE),
                of.macs(),
                of.neighbors(),
                vteps.size(),
                tenant(of),
                of.devices().map(VniDevices::vlan).orElse(Absent.VLAN),
                of.devices().map(VniDevices::bridge).orElse(Absent.BRIDGE));
    }

    static String tenant(BridgeDomain of) {
        return of.tenant().map(IpVrfSettings::name).orElse(Absent.VRF);
    }

    public String text(Tenant of) {
        return row(
                of.vni(),
                "L3",
                of.devices().map(VniDevices::device).orElse(Absent.INTERFACE),
                of.routers(),
                of.nextHops(),
                NOT_OF_L3,
                of.settings().name(),
                of.devices().map(VniDevices::vlan).orElse(Absent.VLAN),
                of.devices().map(VniDevices::bridge).orElse(Absent.BRIDGE));
    }

    /// A bridge domain, into the object that is open.
    public static void json(JsonGenerator json, BridgeDomain of, List<RemoteVtep> vteps) {
        json.writeObjectPropertyStart(of.vni().toString());
        json.writeNumberProperty("vni", of.vni().number());
        json.writeStringProperty("type", "L2");
        json.writeStringProperty(
                "vxlanIf", of.devices().map(VniDevices::device).orElse(Absent.INTERFACE));
        json.writeNumberProperty("numMacs", of.macs());
        json.writeNumberProperty("numArpNd", of.neighbors());
        json.writeNumberProperty("numRemoteVteps", vteps.size());
        json.writeStringProperty("tenantVrf", tenant(of));
        json.writeNumberProperty("vlan", of.devices().map(VniDevices::vlan).orElse(Absent.VLAN));
        json.writeStringProperty(
                "bridge", of.devices().map(VniDevices::bridge).orElse(Absent.BRIDGE));
        if (!vteps.isEmpty()) {
            json.writeArrayPropertyStart("remoteVteps");
            vteps.forEach(each -> json.writeString(each.address().toString()));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /// An IP-VRF, into the object that is open.
    public static void json(JsonGenerator json, Tenant of) {
        json.writeObjectPropertyStart(of.vni().toString());
        json.writeNumberProperty("vni", of.vni().number());
        json.writeStringProperty(
                "vxlanIf", of.devices().map(VniDevices::device).orElse(Absent.INTERFACE));
        json.writeNumberProperty("vlan", of.devices().map(VniDevices::vlan).orElse(Absent.VLAN));
        json.writeStringProperty(
                "bridge", of.devices().map(VniDevices::bridge).orElse(Absent.BRIDGE));
        json.writeNumberProperty("numMacs", of.routers());
        json.writeNumberProperty("numArpNd", of.nextHops());
        json.writeStringProperty("numRemoteVteps", NOT_OF_L3);
        json.writeStringProperty("type", "L3");
        json.writeStringProperty("tenantVrf", of.settings().name());
        json.writeEndObject();
    }
}
