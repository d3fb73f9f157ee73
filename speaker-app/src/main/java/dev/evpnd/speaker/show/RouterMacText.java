package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.Intent.RemoteRouter;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.wire.address.IpAddress;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;

/// Routers of other VTEPs, as `show evpn rmac` has them.
public final class RouterMacText {
    private final String row;

    public RouterMacText(Layout layout) {
        row = layout.isOld() ? "%-17s %-21s\n" : "%-17s %-39s\n";
    }

    /// What stands above those of one VNI.
    public String heading(long routers) {
        return "Number of Remote RMACs known for this VNI: %d\n".formatted(routers)
                + row("MAC", "Remote VTEP");
    }

    /// What stands above those of one VNI among all.
    public String heading(Vni vni, long routers) {
        return "\nVNI %s #RMACs %d\n\n".formatted(vni, routers) + row("RMAC", "Remote VTEP");
    }

    private String row(Object... values) {
        return String.format(Locale.ROOT, row, values);
    }

    public String text(RemoteRouter router) {
        return row(router.routerMac(), router.vtep());
    }

    public static String detail(RemoteRouter router) {
        return "MAC: %s\n Remote VTEP: %s\n".formatted(router.routerMac(), router.vtep());
    }

    /// One of several, into the object that is open.
    public static void json(JsonGenerator json, RemoteRouter router) {
        json.writeObjectPropertyStart(router.routerMac().toString());
        fields(json, router);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, RemoteRouter router) {
        Fields.text(json, "routerMac", router.routerMac());
        Fields.text(json, "vtepIp", router.vtep());
    }

    /// All that is known of one, into the object that is open.
    ///
    /// @param nextHops that it is the router of
    public static void detailJson(
            JsonGenerator json, RemoteRouter router, List<IpAddress> nextHops) {
        fields(json, router);
        json.writeArrayPropertyStart("nexthops");
        nextHops.forEach(each -> json.writeString(each.toString()));
        json.writeEndArray();
    }
}
