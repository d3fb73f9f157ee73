package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.BridgeDomain;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The instances of this speaker, as `show bgp l2vpn evpn vni` has them.
public final class VniTable {
    private static final String ROW = "%-1s %-10d %-4s %-21s %-25s %-25s %-25s %-37s\n";
    private static final String NO_GROUP = "0.0.0.0";
    private static final String DEFAULT_VRF = "default";

    /// FRR's word for the address that it would announce for itself alone.
    private static final String NO_SYSTEM_ADDRESS = "(null)";

    private static final String OLD_NO_SYSTEM_ADDRESS = "0.0.0.0";

    private final List<BridgeDomain> bridgeDomains;
    private final List<IpVrfSettings> ipVrfs;

    public VniTable(List<BridgeDomain> bridgeDomains, List<IpVrfSettings> ipVrfs) {
        this.bridgeDomains = bridgeDomains;
        this.ipVrfs = ipVrfs;
    }

    // All.

    public String text() {
        var text = new StringBuilder();
        text.append("Advertise Gateway Macip: Disabled\nAdvertise SVI Macip: Disabled\n");
        text.append("Advertise All VNI flag: Enabled\n");
        text.append("BUM flooding: ").append(flooding()).append('\n');
        text.append("VXLAN flooding: Enabled\n");
        text.append("Number of L2 VNIs: ").append(bridgeDomains.size()).append('\n');
        text.append("Number of L3 VNIs: ").append(ipVrfs.size()).append('\n');
        text.append("Flags: * - Kernel\n");
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %-10s %-4s %-21s %-25s %-25s %-25s %-37s\n",
                        "VNI",
                        "Type",
                        "RD",
                        "Import RT",
                        "Export RT",
                        "MAC-VRF Site-of-Origin",
                        "Tenant VRF"));
        for (var each : bridgeDomains) {
            var settings = each.settings();
            text.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            "",
                            each.vni().number(),
                            "L2",
                            settings.routeDistinguisher(),
                            first(imported(settings.importTargets())),
                            first(exported(settings.exportTargets())),
                            site(settings.siteOfOrigin()),
                            tenant(each)));
        }
        for (var each : ipVrfs) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            "",
                            each.l3Vni().number(),
                            "L3",
                            each.routeDistinguisher(),
                            first(imported(each.importTargets())),
                            first(exported(each.exportTargets())),
                            "",
                            each.name()));
        }
        return text.toString();
    }

    private String flooding() {
        return bridgeDomains.stream().allMatch(it -> it.settings().flooding() == Flooding.DISABLED)
                        && !bridgeDomains.isEmpty()
                ? "Disabled"
                : "Head-end replication";
    }

    private static String first(List<String> targets) {
        return switch (targets.size()) {
            case 0 -> "";
            case 1 -> targets.getFirst();
            default -> targets.getFirst() + ", ...";
        };
    }

    private static List<String> imported(List<ImportTarget> targets) {
        return targets.stream().map(Object::toString).toList();
    }

    private static List<String> exported(List<RouteTarget> targets) {
        return targets.stream().map(RouteTarget::administrators).toList();
    }

    private static String site(@Nullable SiteOfOrigin site) {
        return site == null ? "" : site.administrators();
    }

    private static String tenant(BridgeDomain of) {
        return of.tenant().map(IpVrfSettings::name).orElse(DEFAULT_VRF);
    }

    /// The same, into the object that is open.
    public void json(JsonGenerator json) {
        json.writeStringProperty("advertiseGatewayMacip", "Disabled");
        json.writeStringProperty("advertiseSviMacIp", "Disabled");
        json.writeStringProperty("advertiseAllVnis", "Enabled");
        json.writeStringProperty("flooding", flooding());
        json.writeStringProperty("vxlanFlooding", "Enabled");
        json.writeNumberProperty("numVnis", bridgeDomains.size() + ipVrfs.size());
        json.writeNumberProperty("numL2Vnis", bridgeDomains.size());
        json.writeNumberProperty("numL3Vnis", ipVrfs.size());
        for (var each : bridgeDomains) {
            json.writeObjectPropertyStart(each.vni().toString());
            json(json, each, "importRTs", "exportRTs");
            json.writeEndObject();
        }
        for (var each : ipVrfs) {
            json.writeObjectPropertyStart(each.l3Vni().toString());
            json(json, each, "importRTs", "exportRTs");
            json.writeEndObject();
        }
    }

    // One.

    /// One of the instances, or what FRR says where there is no such.
    public String text(Vni vni, Layout layout) {
        for (var each : bridgeDomains) {
            if (each.vni().equals(vni)) {
                return text(each);
            }
        }
        for (var each : ipVrfs) {
            if (each.l3Vni().equals(vni)) {
                return text(each, layout);
            }
        }
        return "VNI not found\n";
    }

    private static String text(BridgeDomain of) {
        var settings = of.settings();
        var text = new StringBuilder();
        text.append("VNI: ").append(of.vni().number()).append('\n');
        text.append("  Type: L2\n  Tenant-Vrf: ").append(tenant(of)).append('\n');
        identity(text, settings.routeDistinguisher(), settings.vtep());
        text.append("  Mcast group: ").append(NO_GROUP).append('\n');
        text.append("  MAC-VRF Site-of-Origin: ").append(site(settings.siteOfOrigin()));
        text.append("\n  Advertise-gw-macip : Disabled\n  Advertise-svi-macip : Disabled\n");
        text.append("  SVI interface : \n");
        targets(text, imported(settings.importTargets()), exported(settings.exportTargets()));
        return text.toString();
    }

    private static String text(IpVrfSettings of, Layout layout) {
        var text = new StringBuilder();
        text.append("VNI: ").append(of.l3Vni().number()).append('\n');
        text.append("  Type: L3\n  Tenant VRF: ").append(of.name()).append('\n');
        identity(text, of.routeDistinguisher(), of.vtep());
        text.append("  MAC-VRF Site-of-Origin: \n");
        text.append("  Advertise-gw-macip : n/a\n  Advertise-svi-macip : n/a\n");
        var primary = of.primary();
        text.append("  Advertise-pip: ").append(primary == null ? "No" : "Yes");
        text.append("\n  System-IP: ");
        if (primary != null) {
            text.append(primary.vtep());
        } else {
            text.append(layout.isOld() ? OLD_NO_SYSTEM_ADDRESS : NO_SYSTEM_ADDRESS);
        }
        var systemMac = primary == null ? of.routerMac() : primary.routerMac();
        text.append("\n  System-MAC: ").append(systemMac);
        text.append("\n  Router-MAC: ").append(of.routerMac()).append('\n');
        targets(text, imported(of.importTargets()), exported(of.exportTargets()));
        return text.toString();
    }

    private static void identity(
            StringBuilder text, RouteDistinguisher distinguisher, Object originator) {
        text.append("  RD: ").append(distinguisher).append('\n');
        text.append("  Originator IP: ").append(originator).append('\n');
    }

    private static void targets(StringBuilder text, List<String> imports, List<String> exports) {
        text.append("  Import Route Target:\n");
        imports.forEach(each -> text.append("    ").append(each).append('\n'));
        text.append("  Export Route Target:\n");
        exports.forEach(each -> text.append("    ").append(each).append('\n'));
    }

    /// The same, into the object that is open; nothing where there is no such.
    public void json(JsonGenerator json, Vni vni) {
        bridgeDomains.stream()
                .filter(each -> each.vni().equals(vni))
                .forEach(each -> json(json, each, "importRts", "exportRts"));
        ipVrfs.stream()
                .filter(each -> each.l3Vni().equals(vni))
                .forEach(each -> json(json, each, "importRts", "exportRts"));
    }

    private static void json(JsonGenerator json, BridgeDomain of, String imports, String exports) {
        var settings = of.settings();
        json.writeNumberProperty("vni", of.vni().number());
        json.writeStringProperty("type", "L2");
        json.writeStringProperty("inKernel", "False");
        json.writeStringProperty("tenantVrf", tenant(of));
        Fields.text(json, "rd", settings.routeDistinguisher());
        Fields.text(json, "originatorIp", settings.vtep());
        json.writeStringProperty("mcastGroup", NO_GROUP);
        json.writeStringProperty("siteOfOrigin", site(settings.siteOfOrigin()));
        json.writeStringProperty("advertiseGatewayMacip", "Disabled");
        json.writeStringProperty("advertiseSviMacIp", "Disabled");
        strings(json, imports, imported(settings.importTargets()));
        strings(json, exports, exported(settings.exportTargets()));
    }

    private static void json(JsonGenerator json, IpVrfSettings of, String imports, String exports) {
        json.writeNumberProperty("vni", of.l3Vni().number());
        json.writeStringProperty("type", "L3");
        json.writeStringProperty("inKernel", "False");
        json.writeStringProperty("tenantVrf", of.name());
        Fields.text(json, "rd", of.routeDistinguisher());
        Fields.text(json, "originatorIp", of.vtep());
        json.writeStringProperty("advertiseGatewayMacip", "n/a");
        json.writeStringProperty("advertiseSviMacIp", "n/a");
        json.writeStringProperty("siteOfOrigin", "");
        json.writeStringProperty("advertisePip", "Disabled");
        json.writeStringProperty("sysIP", NO_SYSTEM_ADDRESS);
        Fields.text(json, "sysMac", of.routerMac());
        Fields.text(json, "sysMAC", of.routerMac());
        Fields.text(json, "rmac", of.routerMac());
        strings(json, imports, imported(of.importTargets()));
        strings(json, exports, exported(of.exportTargets()));
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    // By what they import.

    /// Which VNIs import which route targets.
    private Map<String, Set<Integer>> importers() {
        var importers = new TreeMap<String, Set<Integer>>();
        for (var each : bridgeDomains) {
            add(importers, each.settings().importTargets(), each.vni());
        }
        for (var each : ipVrfs) {
            add(importers, each.importTargets(), each.l3Vni());
        }
        return importers;
    }

    private static void add(
            Map<String, Set<Integer>> importers, List<ImportTarget> targets, Vni vni) {
        imported(targets)
                .forEach(
                        each ->
                                importers
                                        .computeIfAbsent(each, _ -> new TreeSet<>())
                                        .add(vni.number()));
    }

    public String importersText() {
        var text = new StringBuilder();
        importers()
                .forEach(
                        (target, vnis) -> {
                            text.append("Route-target: ").append(target).append('\n');
                            text.append("List of VNIs importing routes with this route-target:\n");
                            vnis.forEach(each -> text.append("  ").append(each).append('\n'));
                        });
        return text.toString();
    }

    /// The same, into the object that is open.
    public void importersJson(JsonGenerator json) {
        importers()
                .forEach(
                        (target, vnis) -> {
                            json.writeObjectPropertyStart(target);
                            json.writeStringProperty("rt", target);
                            json.writeArrayPropertyStart("vnis");
                            vnis.forEach(json::writeNumber);
                            json.writeEndArray();
                            json.writeEndObject();
                        });
    }
}
