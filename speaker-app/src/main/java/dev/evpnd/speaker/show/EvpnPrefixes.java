package dev.evpnd.speaker.show;

import dev.evpnd.speaker.query.RoutePrefix;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;

/// Writes what identifies EVPN routes as FRR's tables have it. Routes that follow one another share
/// their distinguisher most of the time, so the last one's text is kept.
final class EvpnPrefixes {
    private static final int KEY_BEHIND_TYPE = 1;
    private static final int KEY_BEHIND_DISTINGUISHER = 9;

    /// FRR keeps the VTEP beside the segment in the tables of VNIs, and not in these.
    private static final String WITHOUT_VTEP = ":[32]:[0.0.0.0]:[0]";

    private @Nullable RouteDistinguisher last;
    private String lastText = "";

    EvpnPrefix of(EvpnRoute route) {
        return RoutePrefix.distinguisher(route)
                .map(it -> new EvpnPrefix(text(it), text(route)))
                .orElseGet(() -> new EvpnPrefix("", octets(route, KEY_BEHIND_TYPE)));
    }

    private static String text(EvpnRoute route) {
        var text = RoutePrefix.text(route).orElseGet(() -> octets(route, KEY_BEHIND_DISTINGUISHER));
        return route instanceof EthernetAutoDiscovery ? text + WITHOUT_VTEP : text;
    }

    private String text(RouteDistinguisher distinguisher) {
        if (!distinguisher.equals(last)) {
            last = distinguisher;
            long bits = distinguisher.bits();
            lastText =
                    distinguisher.type() == RouteDistinguisher.TYPE_AS4
                            ? (bits >>> 16 & 0xffff_ffffL) + ":" + (bits & 0xffff)
                            : distinguisher.toString();
        }
        return lastText;
    }

    private static String octets(EvpnRoute route, int from) {
        var key = route.key();
        return "[%d]:[0x%s]"
                .formatted(route.routeType(), key.slice(from, key.length() - from).toHex());
    }
}
