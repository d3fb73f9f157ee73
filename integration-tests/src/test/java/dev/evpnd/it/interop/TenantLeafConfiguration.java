package dev.evpnd.it.interop;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a leaf is told of its tenants, in evpnd's words and in FRR's.
///
/// @param routerId of the leaf
/// @param others the addresses of all other leaves
/// @param tenants whom it routes for
record TenantLeafConfiguration(String routerId, List<String> others, List<Tenant> tenants) {

    /// A tenant.
    ///
    /// @param name of its VRF, or [TenantFabric#DEFAULT]
    /// @param l3Vni its own VNI
    /// @param from the L3 VNIs of the tenants whose routes it has, too
    record Tenant(String name, int l3Vni, List<Integer> from) {
        boolean isVrf() {
            return !name.equals(TenantFabric.DEFAULT);
        }

        private String inVrf() {
            return isVrf() ? " vrf " + name : "";
        }
    }

    String evpnd() {
        var text = new StringBuilder("as: 65000\nrouter-id: " + routerId + "\nneighbors:\n");
        for (var each : others) {
            text.append(
                    "  \"%s\": {remote-as: internal, timers: {connect-retry: 1}}\n"
                            .formatted(each));
        }
        text.append("vtep: {advertise-all-vni: true, kernel: {}}\n");
        text.append(tenants.isEmpty() ? "" : "ip-vrfs:\n");
        for (var each : tenants) {
            text.append(
                    ("  %s: {l3-vni: %d, advertise: {ipv4: [connected, kernel],"
                                    + " ipv6: [connected, kernel]}%s}\n")
                            .formatted(each.name, each.l3Vni, imports(each)));
        }
        return text.toString();
    }

    private static String imports(Tenant tenant) {
        if (tenant.from.isEmpty()) {
            return "";
        }
        var targets =
                Stream.concat(Stream.of(tenant.l3Vni), tenant.from.stream())
                        .map("\"*:%d\""::formatted)
                        .collect(Collectors.joining(", "));
        return ", route-targets: {import: [" + targets + "]}";
    }

    /// Of FRR's zebra.
    String zebra() {
        var lines = new StringBuilder();
        for (var each : tenants) {
            lines.append(
                    each.isVrf()
                            ? "vrf %s\n vni %d\nexit-vrf\n".formatted(each.name, each.l3Vni)
                            : "vni %d\n".formatted(each.l3Vni));
        }
        return lines.toString();
    }

    /// Of FRR's bgpd.
    String bgpd() {
        var lines = new StringBuilder();
        for (var each : tenants) {
            lines.append("router bgp 65000%s\n".formatted(each.inVrf()));
            lines.append(" bgp router-id %s\n".formatted(routerId));
            for (var family : List.of("ipv4", "ipv6")) {
                lines.append(
                        """
                         address-family %s unicast
                          redistribute connected
                          redistribute kernel metric 0
                         exit-address-family
                        """
                                .formatted(family));
            }
            lines.append(" address-family l2vpn evpn\n");
            lines.append("  advertise ipv4 unicast\n  advertise ipv6 unicast\n");
            if (!each.from.isEmpty()) {
                lines.append("  route-target import *:%d\n".formatted(each.l3Vni));
                each.from.forEach(
                        vni -> lines.append("  route-target import *:%d\n".formatted(vni)));
            }
            lines.append(" exit-address-family\nexit\n");
        }
        return lines.toString();
    }
}
