package dev.evpnd.speaker.show;

import dev.evpnd.speaker.query.UpdateGroupView;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// `show bgp l2vpn evpn update-groups`: of what FRR says the lines that mean something here. A
/// group has one subgroup, itself, for whoever is slow has a place of its own in the group's log.
public final class UpdateGroups {
    private UpdateGroups() {}

    public static String text(List<UpdateGroupView> groups) {
        var text = new StringBuilder();
        for (var group : groups) {
            var status = group.status();
            text.append("Update-group ").append(group.number()).append(":\n");
            text.append("  MRAI value (seconds): 0\n\n");
            text.append("  Update-subgroup ").append(group.number()).append(":\n");
            line(text, "Packet queue length", status.kept());
            line(text, "Total packets enqueued", status.appended());
            line(text, "Max packet size", status.maxMessageLength());
            text.append("    Peers:\n");
            group.members().forEach(each -> text.append("      - ").append(each).append('\n'));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String what, long number) {
        text.append("    ").append(what).append(": ").append(number).append('\n');
    }

    /// Writes the same, and what FRR does not have, into the object that is open.
    public static void json(JsonGenerator json, List<UpdateGroupView> groups) {
        json.writeObjectPropertyStart("default");
        for (var group : groups) {
            json.writeObjectPropertyStart(Integer.toString(group.number()));
            json.writeStringProperty("afi", "l2vpn");
            json.writeStringProperty("safi", "evpn");
            json.writeNumberProperty("minRouteAdvInt", 0);
            json.writeArrayPropertyStart("subGroup");
            json.writeStartObject();
            subgroup(json, group);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /// FRR writes `qeueueLen`.
    private static void subgroup(JsonGenerator json, UpdateGroupView group) {
        var status = group.status();
        json.writeNumberProperty("subGroupId", group.number());
        json.writeObjectPropertyStart("packetQueueInfo");
        json.writeNumberProperty("qeueueLen", status.kept());
        json.writeNumberProperty("queueOctets", status.keptOctets());
        json.writeNumberProperty("totalEnqueued", status.appended());
        json.writeEndObject();
        json.writeNumberProperty("maxPacketSize", status.maxMessageLength());
        json.writeBooleanProperty("pathIds", status.pathIds());
        json.writeNumberProperty("catchingUp", status.catchingUp());
        json.writeArrayPropertyStart("peers");
        group.members().forEach(each -> json.writeString(each.toString()));
        json.writeEndArray();
    }
}
