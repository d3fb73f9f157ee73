package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.community.RouteTarget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes instances as the keys of a file, knowing nothing of how those are read.
final class InstancesWriter {

    private InstancesWriter() {}

    static Map<String, Object> vtep(VtepSettings settings) {
        var vtep = new LinkedHashMap<String, Object>();
        if (settings.isAddressed()) {
            vtep.put("address", settings.defaults().address());
        }
        vtep.put("auto-route-target", settings.defaults().marksVnis() ? "rfc8365" : "vni");
        vtep.put("advertise-all-vni", settings.advertisesAll());
        vtep.put("advertise-svi", own(settings.own()));
        vtep.put("port-hold-time", settings.mostHoldSeconds());
        settings.kernel().ifPresent(each -> vtep.put("kernel", kernel(each)));
        return vtep;
    }

    private static String own(OwnAdvertisement own) {
        return switch (own) {
            case NONE -> "none";
            case HOST -> "host";
            case DEFAULT_GATEWAY -> "default-gateway";
        };
    }

    private static Map<String, Object> kernel(KernelSettings settings) {
        var kernel = new LinkedHashMap<String, Object>();
        settings.networkNamespace().ifPresent(each -> kernel.put("network-namespace", each));
        kernel.put("receive-buffer", settings.receiveBuffer());
        kernel.put("stale-time", settings.staleSeconds());
        kernel.put(
                "at-stop", settings.atStop() == KernelSettings.AtStop.REMOVE ? "remove" : "keep");
        kernel.put("audit-interval", settings.auditSeconds());
        return kernel;
    }

    static Map<String, Object> macVrfs(List<MacVrfSettings> list) {
        var macVrfs = new LinkedHashMap<String, Object>();
        for (var each : list) {
            var keys = new LinkedHashMap<String, Object>();
            keys.put("rd", each.routeDistinguisher());
            keys.put("route-targets", targets(each.importTargets(), each.exportTargets()));
            keys.put("vtep", each.vtep());
            keys.put(
                    "flooding",
                    each.flooding() == Flooding.DISABLED ? "disabled" : "head-end-replication");
            var l3Vni = each.l3Vni();
            if (l3Vni != null) {
                keys.put("l3-vni", l3Vni);
            }
            var site = each.siteOfOrigin();
            if (site != null) {
                keys.put("site-of-origin", site.administrators());
            }
            keys.put("duplicate-address-detection", duplicates(each.duplicates()));
            macVrfs.put(each.vni().toString(), keys);
        }
        return macVrfs;
    }

    private static Map<String, Object> duplicates(DuplicateSettings settings) {
        if (settings.equals(DuplicateSettings.OFF)) {
            return Map.of("enabled", false);
        }
        return Map.of(
                "max-moves",
                settings.moves(),
                "time",
                settings.windowMillis() / 1000,
                "freeze",
                switch (settings.action()) {
                    case DuplicateSettings.Action.Warn warn -> "none";
                    case DuplicateSettings.Action.Freeze(long millis) -> millis / 1000;
                    case DuplicateSettings.Action.FreezeForGood forGood -> "permanent";
                });
    }

    static Map<String, Object> ipVrfs(List<IpVrfSettings> list, VtepSettings settings) {
        var ipVrfs = new LinkedHashMap<String, Object>();
        for (var each : list) {
            var keys = new LinkedHashMap<String, Object>();
            keys.put("l3-vni", each.l3Vni());
            keys.put("rd", each.routeDistinguisher());
            keys.put("route-targets", targets(each.importTargets(), each.exportTargets()));
            keys.put("router-mac", each.routerMac());
            keys.put("vtep", each.vtep());
            var primary = each.primary();
            if (primary != null) {
                keys.put(
                        "primary",
                        Map.of("vtep", primary.vtep(), "router-mac", primary.routerMac()));
            }
            keys.put("maximum-paths", each.maxPaths());
            keys.put("prefix-routes-only", each.prefixRoutesOnly());
            var tenant = Objects.requireNonNull(settings.tenants().get(each.l3Vni()));
            keys.put("default-originate", families(tenant));
            if (settings.kernel().isPresent()) {
                keys.put("advertise", advertised(tenant));
            }
            ipVrfs.put(each.name(), keys);
        }
        return ipVrfs;
    }

    private static List<String> families(TenantSettings tenant) {
        return tenant.defaults().stream()
                .map(each -> each.equals(IpPrefix.IPV4_DEFAULT) ? "ipv4" : "ipv6")
                .toList();
    }

    private static Map<String, Object> advertised(TenantSettings tenant) {
        return Map.of(
                "ipv4",
                List.copyOf(tenant.ipv4()),
                "ipv6",
                List.copyOf(tenant.ipv6()),
                "gateway-ip",
                tenant.tellsGateways());
    }

    private static Map<String, Object> targets(List<?> imports, List<RouteTarget> exports) {
        return Map.of(
                "import",
                imports,
                "export",
                exports.stream().map(RouteTarget::administrators).toList());
    }
}
