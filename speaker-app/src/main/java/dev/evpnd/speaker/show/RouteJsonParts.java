package dev.evpnd.speaker.show;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import tools.jackson.core.JsonGenerator;

/// What FRR's tables of routes have in common as JSON.
final class RouteJsonParts {
    private RouteJsonParts() {}

    static void route(JsonGenerator json, EvpnRoute route) {
        json.writeNumberProperty("routeType", route.routeType());
        switch (route) {
            case MacIpAdvertisement it -> {
                Fields.u32(json, "ethTag", it.ethernetTag().id());
                json.writeNumberProperty("macLen", 48);
                Fields.text(json, "mac", it.macAddress());
                if (it.ipAddress() != null) {
                    address(json, it.ipAddress().bitLength(), it.ipAddress());
                }
            }
            case InclusiveMulticastEthernetTag(var _, var tag, var router) -> {
                Fields.u32(json, "ethTag", tag.id());
                address(json, router.bitLength(), router);
            }
            case IpPrefixAdvertisement it -> {
                Fields.u32(json, "ethTag", it.ethernetTag().id());
                address(json, it.prefix().length(), it.prefix().address());
            }
            default -> {
                // FRR tells no parts of the others.
            }
        }
    }

    private static void address(JsonGenerator json, int length, IpAddress address) {
        json.writeNumberProperty("ipLen", length);
        Fields.text(json, "ip", address);
    }

    static void number(JsonGenerator json, String name, String text) {
        if (!text.isEmpty()) {
            json.writeName(name);
            json.writeRawValue(text);
        }
    }
}
