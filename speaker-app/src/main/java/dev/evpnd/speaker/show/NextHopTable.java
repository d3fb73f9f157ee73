package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.TenantNextHop;
import dev.evpnd.speaker.query.TenantQueries.Via;

import tools.jackson.core.JsonGenerator;

import java.util.Locale;

/// Next hops of IP-VRFs, as `show evpn next-hops` and `show bgp l2vpn evpn next-hops` have them.
public final class NextHopTable {
    private final String row;
    private final String rowOfBgp;
    private final boolean countsPaths;

    public NextHopTable(Layout layout) {
        row = layout.isOld() ? "%-15s %-17s\n" : "%-39s %-17s\n";
        rowOfBgp = layout.isOld() ? "%-15s %-15s %-17s %-10s %s\n" : "%-15s %-39s %-17s %-10s %s\n";
        countsPaths = !layout.isOld();
    }

    /// What stands above those of one VNI.
    public String heading(long nextHops) {
        return "Number of NH Neighbors known for this VNI: %d\n".formatted(nextHops)
                + row("IP", "RMAC");
    }

    /// What stands above those of one VNI among all.
    public String heading(Vni vni, long nextHops) {
        return "\nVNI %s #Next-Hops %d\n\n".formatted(vni, nextHops) + row("IP", "RMAC");
    }

    private String row(Object... values) {
        return String.format(Locale.ROOT, row, values);
    }

    public String text(TenantNextHop nextHop) {
        return row(nextHop.address(), nextHop.routerMac());
    }

    /// One of several, into the object that is open.
    public static void json(JsonGenerator json, TenantNextHop nextHop) {
        json.writeObjectPropertyStart(nextHop.address().toString());
        Fields.text(json, "nexthopIp", nextHop.address());
        Fields.text(json, "routerMac", nextHop.routerMac());
        json.writeEndObject();
    }

    // One, and the prefixes that are reached over it.

    /// What stands above the prefixes.
    public static String detail(TenantNextHop nextHop) {
        return "Ip: %s\n  RMAC: %s\n  Refcount: %d\n  Prefixes:\n"
                .formatted(nextHop.address(), nextHop.routerMac(), nextHop.prefixes());
    }

    public String text(Via prefix) {
        return "    "
                + prefix.prefix()
                + (countsPaths ? " (paths: " + prefix.paths() + ")" : "")
                + "\n";
    }

    /// The same as above, into the object that is open.
    public static void detailJson(JsonGenerator json, TenantNextHop nextHop) {
        Fields.text(json, "ip", nextHop.address());
        Fields.text(json, "routerMac", nextHop.routerMac());
        json.writeNumberProperty("refCount", nextHop.prefixes());
    }

    /// A prefix, into the array that is open.
    public static void json(JsonGenerator json, Via prefix) {
        json.writeStartObject();
        Fields.text(json, "prefix", prefix.prefix());
        json.writeNumberProperty("pathCount", prefix.paths());
        json.writeEndObject();
    }

    // As BGP has them.

    public String headerOfBgp() {
        return rowOfBgp("VRF", "IP", "RMAC", "#Paths", "Base Path");
    }

    private String rowOfBgp(Object... values) {
        return String.format(Locale.ROOT, rowOfBgp, values);
    }

    public String textOfBgp(IpVrfSettings vrf, TenantNextHop nextHop) {
        return rowOfBgp(
                name(vrf),
                nextHop.address(),
                nextHop.routerMac(),
                nextHop.prefixes(),
                nextHop.first());
    }

    private static String name(IpVrfSettings vrf) {
        return "VRF " + vrf.name();
    }

    /// The same, into the array that is open.
    public static void jsonOfBgp(JsonGenerator json, IpVrfSettings vrf, TenantNextHop nextHop) {
        json.writeStartObject();
        json.writeStringProperty("vrf", name(vrf));
        Fields.text(json, "ip", nextHop.address());
        Fields.text(json, "rmac", nextHop.routerMac());
        Fields.text(json, "basePath", nextHop.first());
        json.writeNumberProperty("pathCount", nextHop.prefixes());
        json.writeEndObject();
    }
}
