package dev.evpnd.speaker.show;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.BridgeDomain;
import dev.evpnd.speaker.query.RemoteVtep;
import dev.evpnd.speaker.query.VniDevices;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// All that there is to say of one VNI, as `show evpn vni N` has it.
public final class EvpnVniDetail {
    private static final String NO = "No";

    private static final String PRESENT = "Up";

    private EvpnVniDetail() {}

    // Bridge domains.

    public static String text(BridgeDomain of, List<RemoteVtep> vteps) {
        var text = new StringBuilder();
        text.append("VNI: ").append(of.vni()).append("\n Type: L2\n");
        var devices = of.devices();
        text.append(" Vlan: ").append(devices.map(VniDevices::vlan).orElse(Absent.VLAN));
        text.append("\n Bridge: ");
        text.append(devices.map(VniDevices::bridge).orElse(Absent.BRIDGE)).append('\n');
        text.append(" Tenant VRF: ").append(EvpnVniTable.tenant(of)).append('\n');
        text.append(" VxLAN interface: ");
        text.append(devices.map(VniDevices::device).orElse(Absent.INTERFACE)).append('\n');
        text.append(" VxLAN ifIndex: ");
        text.append(devices.map(VniDevices::deviceIndex).orElse(Absent.INDEX)).append('\n');
        text.append(" SVI interface: ");
        text.append(devices.map(VniDevices::routed).orElse("")).append('\n');
        text.append(" SVI ifIndex: ");
        text.append(devices.map(VniDevices::routedIndex).orElse(Absent.INDEX)).append('\n');
        text.append(" Local VTEP IP: ").append(of.settings().vtep()).append('\n');
        text.append(" Mcast group: ").append(group(of)).append('\n');
        if (vteps.isEmpty()) {
            text.append(" No remote VTEPs known for this VNI\n");
        } else {
            text.append(" Remote VTEPs for this VNI:\n");
            vteps.forEach(
                    each ->
                            text.append("  ")
                                    .append(each.address())
                                    .append(" flood: ")
                                    .append(flood(each))
                                    .append('\n'));
        }
        text.append(" Number of MACs (local and remote) known for this VNI: ");
        text.append(of.macs()).append('\n');
        text.append(" Number of ARPs (IPv4 and IPv6, local and remote) known for this VNI: ");
        text.append(of.neighbors()).append('\n');
        return text.append(" Advertise-gw-macip: No\n Advertise-svi-macip: No\n").toString();
    }

    private static String group(BridgeDomain of) {
        return of.devices().flatMap(VniDevices::group).map(Object::toString).orElse(Absent.GROUP);
    }

    private static String flood(RemoteVtep vtep) {
        return vtep.flooded() ? "HER" : "-";
    }

    /// The same, into the object that is open.
    public static void json(JsonGenerator json, BridgeDomain of, List<RemoteVtep> vteps) {
        json.writeNumberProperty("vni", of.vni().number());
        json.writeStringProperty("type", "L2");
        var devices = of.devices();
        json.writeNumberProperty("vlan", devices.map(VniDevices::vlan).orElse(Absent.VLAN));
        json.writeStringProperty("bridge", devices.map(VniDevices::bridge).orElse(""));
        json.writeStringProperty("tenantVrf", EvpnVniTable.tenant(of));
        json.writeStringProperty(
                "vxlanInterface", devices.map(VniDevices::device).orElse(Absent.INTERFACE));
        json.writeNumberProperty(
                "vxlanIfindex", devices.map(VniDevices::deviceIndex).orElse(Absent.INDEX));
        devices.filter(each -> each.routedIndex() != 0)
                .ifPresent(
                        each -> {
                            json.writeStringProperty("sviInterface", each.routed());
                            json.writeNumberProperty("sviIfindex", each.routedIndex());
                        });
        Fields.text(json, "vtepIp", of.settings().vtep());
        json.writeStringProperty("mcastGroup", group(of));
        json.writeStringProperty("advertiseGatewayMacip", NO);
        json.writeStringProperty("advertiseSviMacip", NO);
        json.writeNumberProperty("numMacs", of.macs());
        json.writeNumberProperty("numArpNd", of.neighbors());
        json.writeNumberProperty("numRemoteVteps", vteps.size());
        if (!vteps.isEmpty()) {
            json.writeArrayPropertyStart("remoteVteps");
            for (var each : vteps) {
                json.writeStartObject();
                Fields.text(json, "ip", each.address());
                json.writeStringProperty("flood", flood(each));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    // IP-VRFs.

    private static int vlan(Tenant of) {
        return of.devices().map(VniDevices::vlan).orElse(Absent.VLAN);
    }

    private static String bridge(Tenant of) {
        return of.devices().map(VniDevices::bridge).orElse(Absent.BRIDGE);
    }

    private static String device(Tenant of) {
        return of.devices().map(VniDevices::device).orElse(Absent.INTERFACE);
    }

    private static String routed(Tenant of) {
        return of.devices().map(VniDevices::routed).orElse(Absent.INTERFACE);
    }

    /// There is no IP-VRF on a kernel whose interface is down.
    private static String state(Tenant of) {
        return of.devices().isPresent() ? PRESENT : Absent.STATE;
    }

    private static String systemMac(Tenant of) {
        return of.devices().isPresent() ? of.settings().routerMac().toString() : Absent.MAC;
    }

    public static String text(Tenant of, Layout layout) {
        var text = new StringBuilder();
        text.append("VNI: ").append(of.vni()).append("\n  Type: L3\n");
        text.append("  Tenant VRF: ").append(of.settings().name()).append('\n');
        text.append("  Vlan: ").append(vlan(of)).append('\n');
        text.append("  Bridge: ").append(bridge(of)).append('\n');
        text.append("  Local Vtep Ip: ").append(of.settings().vtep()).append('\n');
        text.append("  Vxlan-Intf: ").append(device(of)).append('\n');
        text.append("  SVI-If: ").append(routed(of)).append('\n');
        text.append("  State: ").append(state(of)).append("\n  VNI Filter: none\n");
        text.append("  System MAC: ").append(systemMac(of)).append('\n');
        text.append("  Router MAC: ").append(of.settings().routerMac()).append('\n');
        if (!layout.isOld()) {
            text.append("  Number of MACs (local and remote) known for this VNI: ");
            text.append(of.routers()).append('\n');
            text.append("  Number of ARPs (IPv4 and IPv6, local and remote) known for this VNI: ");
            text.append(of.nextHops()).append('\n');
        }
        text.append("  L2 VNIs: ");
        of.l2Vnis().forEach(each -> text.append(each).append(' '));
        return text.append('\n').toString();
    }

    /// The same, into the object that is open.
    public static void json(JsonGenerator json, Tenant of) {
        json.writeNumberProperty("vni", of.vni().number());
        json.writeStringProperty("type", "L3");
        json.writeStringProperty("tenantVrf", of.settings().name());
        json.writeNumberProperty("vlan", vlan(of));
        json.writeStringProperty("bridge", bridge(of));
        Fields.text(json, "localVtepIp", of.settings().vtep());
        json.writeStringProperty("vxlanIntf", device(of));
        json.writeStringProperty("sviIntf", routed(of));
        json.writeStringProperty("state", state(of));
        json.writeStringProperty("sysMac", systemMac(of));
        Fields.text(json, "routerMac", of.settings().routerMac());
        json.writeStringProperty("vniFilter", "none");
        json.writeNumberProperty("numMacs", of.routers());
        json.writeNumberProperty("numArpNd", of.nextHops());
        json.writeArrayPropertyStart("l2Vnis");
        of.l2Vnis().forEach(each -> json.writeNumber(each.number()));
        json.writeEndArray();
    }
}
