package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.Set;

/// Messages: those of `dev.evpnd.wire.message`.
public final class MessageJson {
    private final JsonGenerator json;
    private final Set<AddressFamily> addPath;

    /// @param addPath the families whose routes have path identifiers
    public MessageJson(JsonGenerator json, Set<AddressFamily> addPath) {
        this.json = json;
        this.addPath = addPath;
    }

    /// Header and fields of a message, into the object that is open.
    ///
    /// @param length of the whole message
    public void write(BgpMessage message, int length) {
        json.writeNumberProperty("length", length);
        json.writeNumberProperty("type", message.type());
        json.writeStringProperty("typeName", typeName(message));
        switch (message) {
            case Open open -> writeOpen(open);
            case Update update -> writeUpdate(update);
            case Notification notification -> writeNotification(notification);
            case Keepalive _ -> {
                // It is a header and nothing else.
            }
            case RouteRefresh refresh -> writeRouteRefresh(refresh);
        }
    }

    private static String typeName(BgpMessage message) {
        return switch (message) {
            case Open _ -> "OPEN";
            case Update _ -> "UPDATE";
            case Notification _ -> "NOTIFICATION";
            case Keepalive _ -> "KEEPALIVE";
            case RouteRefresh _ -> "ROUTE-REFRESH";
        };
    }

    private void writeOpen(Open open) {
        json.writeNumberProperty("version", Open.VERSION);
        json.writeNumberProperty("myAutonomousSystem", open.myAutonomousSystem());
        json.writeNumberProperty("holdTime", open.holdTimeSeconds());
        Fields.text(json, "bgpIdentifier", open.identifier());
        json.writeArrayPropertyStart("capabilities");
        open.capabilities().forEach(capability -> CapabilityJson.write(json, capability));
        json.writeEndArray();
    }

    /// The fields of an UPDATE, into the object that is open.
    public void writeUpdate(Update update) {
        update.endOfRib().ifPresent(family -> Fields.text(json, "endOfRib", family));
        var nlriJson = new NlriJson(json, addPath);
        nlriJson.write("withdrawnRoutes", update.withdrawnRoutes());
        new AttributeJson(json, addPath).write("pathAttributes", update.pathAttributes());
        nlriJson.write("networkLayerReachabilityInformation", update.nlri());
    }

    /// The fields of a NOTIFICATION, into the object that is open.
    public void writeNotification(Notification notification) {
        writeNotificationFields(notification);
        var cause = notification.hardResetCause();
        if (cause.isPresent()) {
            // Only one deep: a Hard Reset may carry a Hard Reset, and so on without end.
            json.writeObjectPropertyStart("hardReset");
            writeNotificationFields(cause.get());
            json.writeEndObject();
        }
    }

    private void writeNotificationFields(Notification notification) {
        code(json, notification.code());
        json.writeStringProperty("data", notification.data().toHex());
        notification
                .shutdownCommunication()
                .ifPresent(text -> json.writeStringProperty("shutdownCommunication", text));
    }

    private void writeRouteRefresh(RouteRefresh refresh) {
        Fields.family(json, refresh.family());
        json.writeNumberProperty("messageSubtype", refresh.subtype());
        Fields.name(json, "messageSubtypeName", subtypeName(refresh.subtype()));
        if (!refresh.outboundRouteFilters().isEmpty()) {
            json.writeStringProperty("orfEntries", refresh.outboundRouteFilters().toHex());
        }
    }

    private static @Nullable String subtypeName(int subtype) {
        return switch (subtype) {
            case RouteRefresh.REQUEST -> "Normal route refresh request";
            case RouteRefresh.BEGINNING_OF_ROUTE_REFRESH -> "BoRR";
            case RouteRefresh.END_OF_ROUTE_REFRESH -> "EoRR";
            default -> null;
        };
    }

    /// The codes of a NOTIFICATION, by the names of RFC 4271 section 4.5.
    public static void code(JsonGenerator json, NotificationCode code) {
        json.writeNumberProperty("errorCode", code.code());
        json.writeStringProperty("errorCodeName", code.codeName());
        json.writeNumberProperty("errorSubcode", code.subcode());
        json.writeStringProperty("errorSubcodeName", code.subcodeName());
    }
}
