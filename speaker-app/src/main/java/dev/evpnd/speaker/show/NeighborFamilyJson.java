package dev.evpnd.speaker.show;

import dev.evpnd.rib.peer.PrefixLimit;

import tools.jackson.core.JsonGenerator;

/// What there is to say of a peer and an address family, by FRR's keys.
final class NeighborFamilyJson {
    private static final int MILLIS_OF_A_MINUTE = 60_000;

    private NeighborFamilyJson() {}

    static void write(JsonGenerator json, NeighborFamily family) {
        json.writeObjectPropertyStart(FamilyNames.json(family.family().family()));
        family.group().ifPresent(it -> json.writeStringProperty("peerGroupMember", it));
        var group = family.updateGroup();
        if (group.isPresent()) {
            json.writeNumberProperty("updateGroupId", group.getAsInt());
            json.writeNumberProperty("subGroupId", group.getAsInt());
            json.writeNumberProperty("packetQueueLength", 0);
        }
        truth(json, "routeReflectorClient", family.isClient());
        truth(json, "routeServerClient", family.isRouteServerClient());
        if (family.paths() > 1) {
            json.writeNumberProperty("addpathTxBestSelectedPaths", family.paths());
        }
        if (family.ownAs().originOnly()) {
            json.writeBooleanProperty("allowAsInOrigin", true);
        } else if (family.ownAs().times() > 0) {
            json.writeNumberProperty("allowAsInCount", family.ownAs().times());
        }
        json.writeBooleanProperty(
                family.isNextHopSelf() ? "routerAlwaysNextHop" : "unchangedNextHopPropogatedToNbr",
                true);
        json.writeStringProperty("commAttriSentToNbr", "standardAndextendedAndlarge");
        policies(json, family);
        json.writeNumberProperty("acceptedPrefixCounter", family.accepted());
        if (group.isPresent()) {
            json.writeNumberProperty("sentPrefixCounter", family.told());
        }
        json.writeNumberProperty("receivedPrefixDup", 0);
        family.limit().ifPresent(it -> limit(json, it));
        json.writeEndObject();
    }

    private static void truth(JsonGenerator json, String name, boolean truth) {
        if (truth) {
            json.writeBooleanProperty(name, true);
        }
    }

    private static void policies(JsonGenerator json, NeighborFamily family) {
        truth(json, "inboundPathPolicyConfig", family.policyIn().isPresent());
        truth(json, "outboundPathPolicyConfig", family.policyOut().isPresent());
        family.policyIn()
                .ifPresent(it -> json.writeStringProperty("routeMapForIncomingAdvertisements", it));
        family.policyOut()
                .ifPresent(it -> json.writeStringProperty("routeMapForOutgoingAdvertisements", it));
        if (family.lacksPolicyIn()) {
            json.writeStringProperty(
                    "inboundEbgpRequiresPolicy", "Inbound updates discarded due to missing policy");
        }
        if (family.lacksPolicyOut()) {
            json.writeStringProperty(
                    "outboundEbgpRequiresPolicy",
                    "Outbound updates discarded due to missing policy");
        }
    }

    private static void limit(JsonGenerator json, PrefixLimit limit) {
        json.writeNumberProperty("prefixAllowedMax", limit.most());
        truth(json, "prefixAllowedMaxWarning", limit.warningOnly());
        json.writeNumberProperty("prefixAllowedWarningThresh", limit.warningPercent());
        if (limit.restartMinutes() > 0) {
            json.writeNumberProperty(
                    "prefixAllowedRestartIntervalMsecs",
                    (long) limit.restartMinutes() * MILLIS_OF_A_MINUTE);
        }
    }
}
