package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.ExtendedNextHop;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.capability.Unrecognized;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

/// Capabilities: those of `dev.evpnd.wire.capability`.
public final class CapabilityJson {
    private static final Fields.Flag[] RESTART_FLAGS = {
        new Fields.Flag(GracefulRestart.RESTART_STATE, "restart-state"),
        new Fields.Flag(GracefulRestart.NOTIFICATION, "notification")
    };
    private static final Fields.Flag[] FAMILY_FLAGS = {
        new Fields.Flag(GracefulRestart.Entry.FORWARDING_STATE, "forwarding-state")
    };

    private CapabilityJson() {}

    /// A capability, as an object.
    public static void write(JsonGenerator json, Capability capability) {
        json.writeStartObject();
        json.writeNumberProperty("capabilityCode", capability.code());
        Fields.name(json, "name", name(capability));
        json.writeNumberProperty("capabilityLength", capability.valueLength());
        writeFields(json, capability);
        json.writeEndObject();
    }

    private static @Nullable String name(Capability capability) {
        return switch (capability) {
            case Multiprotocol _ -> "Multiprotocol Extensions";
            case RouteRefresh _ -> "Route Refresh";
            case ExtendedNextHop _ -> "Extended Next Hop Encoding";
            case ExtendedMessage _ -> "BGP Extended Message";
            case Role _ -> "BGP Role";
            case GracefulRestart _ -> "Graceful Restart";
            case FourOctetAs _ -> "Support for 4-octet AS number";
            case AddPath _ -> "ADD-PATH";
            case EnhancedRouteRefresh _ -> "Enhanced Route Refresh";
            case LongLivedGracefulRestart _ -> "Long-Lived Graceful Restart";
            case Fqdn _ -> "FQDN";
            case SoftwareVersion _ -> "Software Version";
            case Unrecognized _ -> null;
        };
    }

    private static void writeFields(JsonGenerator json, Capability capability) {
        switch (capability) {
            case Multiprotocol(var family) -> Fields.family(json, family);
            case RouteRefresh _, ExtendedMessage _, EnhancedRouteRefresh _ -> {
                // To be there is all they say.
            }
            case ExtendedNextHop nextHop -> write(json, nextHop);
            case Role role -> write(json, role);
            case GracefulRestart restart -> write(json, restart);
            case FourOctetAs(var asn) -> Fields.u32(json, "asNumber", asn.number());
            case AddPath addPath -> write(json, addPath);
            case LongLivedGracefulRestart restart -> write(json, restart);
            case Fqdn(var hostName, var domainName) -> {
                json.writeStringProperty("hostname", hostName);
                json.writeStringProperty("domainName", domainName);
            }
            case SoftwareVersion(var version) -> json.writeStringProperty("version", version);
            case Unrecognized(int _, var value) -> {
                Fields.unrecognized(json);
                json.writeStringProperty("value", value.toHex());
            }
        }
    }

    private static void write(JsonGenerator json, ExtendedNextHop capability) {
        json.writeArrayPropertyStart("families");
        for (var entry : capability.entries()) {
            beginFamily(json, entry.family());
            json.writeNumberProperty("nexthopAfi", entry.nextHopAfi());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Role capability) {
        json.writeNumberProperty("role", capability.value());
        Fields.name(
                json,
                "roleName",
                switch (capability.value()) {
                    case 0 -> "Provider";
                    case 1 -> "RS";
                    case 2 -> "RS-Client";
                    case 3 -> "Customer";
                    case 4 -> "Peer";
                    default -> null;
                });
    }

    private static void write(JsonGenerator json, GracefulRestart capability) {
        int flags = capability.restartFlags();
        Fields.flags(json, "restartFlags", "restartFlagNames", flags, RESTART_FLAGS);
        json.writeNumberProperty("restartTime", capability.restartSeconds());
        json.writeArrayPropertyStart("families");
        for (var entry : capability.entries()) {
            beginFamily(json, entry.family());
            Fields.flags(json, "flags", "flagNames", entry.flags(), FAMILY_FLAGS);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, LongLivedGracefulRestart capability) {
        json.writeArrayPropertyStart("families");
        for (var entry : capability.entries()) {
            beginFamily(json, entry.family());
            Fields.flags(json, "flags", "flagNames", entry.flags(), FAMILY_FLAGS);
            json.writeNumberProperty("longLivedStaleTime", entry.staleSeconds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, AddPath capability) {
        json.writeArrayPropertyStart("families");
        for (var entry : capability.entries()) {
            beginFamily(json, entry.family());
            json.writeNumberProperty("sendReceive", entry.sendReceive());
            Fields.name(
                    json,
                    "sendReceiveName",
                    switch (entry.sendReceive()) {
                        case AddPath.Entry.RECEIVE -> "receive";
                        case AddPath.Entry.SEND -> "send";
                        case AddPath.Entry.BOTH -> "both";
                        default -> null;
                    });
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void beginFamily(JsonGenerator json, AddressFamily family) {
        json.writeStartObject();
        Fields.family(json, family);
    }
}
